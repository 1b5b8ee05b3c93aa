"""`spacenum doctor`: what this computer has and lacks."""

from __future__ import annotations

import platform
import shutil
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import click

from spacenum_dsl import __version__
from spacenum_dsl.base import registry
from spacenum_dsl.cli.console import FAILURE, leave, tell
from spacenum_dsl.cli.options import cores
from spacenum_dsl.output.pictures.renderer import RENDERERS

PACKAGES = (
    "bpy",
    "click",
    "embreex",
    "hypothesis",
    "lark",
    "msgspec",
    "numpy",
    "OpenEXR",
    "pillow",
    "scikit-learn",
    "scipy",
    "shapely",
)
ROOM = 2 * 10**9
"""Bytes of free disk below which a note is made."""


@click.command("doctor")
def command() -> None:
    """Check Python, packages, renderers, cores and disk, and say what to install.

    Exits 1 if no renderer can run.

    \b
    Example:
      spacenum doctor
    """
    tell(f"spacenum     {__version__}")
    tell(f"python       {platform.python_version()} on {platform.system()} {platform.machine()}")
    for name in PACKAGES:
        tell(f"{name:12} {_version(name)}")
    free = shutil.disk_usage(Path.cwd()).free
    tell(f"cores        {cores()}")
    tell(f"disk         {free / 10**9:.0f} GB free{' (little for pictures)' if free < ROOM else ''}")
    for fault in registry.load():
        tell(f"plugin       {fault.module} can't be loaded: {fault.reason}")
    usable = 0
    for renderer in RENDERERS.values():
        lack = renderer.missing()
        usable += lack is None
        state = f"ready on {', '.join(renderer.devices())}" if lack is None else lack
        tell(f"renderer     {renderer.name}: {state}")
    if not usable:
        leave(FAILURE)


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"
