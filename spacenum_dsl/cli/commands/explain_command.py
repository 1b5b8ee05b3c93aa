"""`spacenum explain`: what a code means."""

from __future__ import annotations

import importlib
import pkgutil

import click

import spacenum_dsl
from spacenum_dsl.base import registry
from spacenum_dsl.base.diagnostics import CODES, Code, close_match
from spacenum_dsl.cli.console import USER, leave, say, tell


@click.command("explain")
@click.argument("code", required=False)
def command(code: str | None) -> None:
    """Explain a diagnostic's code, or list all codes.

    \b
    Examples:
      spacenum explain SN203
      spacenum explain
    """
    registry.load()
    for module in pkgutil.walk_packages(spacenum_dsl.__path__, f"{spacenum_dsl.__name__}."):
        if ".testing" not in module.name:
            importlib.import_module(module.name)
    codes = CODES
    if code is None:
        for known in codes.values():
            tell(f"{known.code}  {known.title}")
        return
    found: Code | None = codes.get(code.upper())
    if found is None:
        label = close_match(code.upper(), codes)
        say(f"unknown code `{code}`{f'; {label}' if label else ''}; `spacenum explain` lists all")
        leave(USER)
    tell(f"{found.code}: {found.title}\n\n{found.explanation}")
