"""Whether Blender's module can run here, and how to keep it quiet.

`bpy` is Blender as a Python module. It exists for some Python versions only, loads desktop libraries that a
bare server lacks, and talks on the terminal from C, past `sys.stdout`.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import distribution
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType

from spacenum_dsl.output.pictures.renderer import Device

INSTALL = 'pip install "spacenum[blender]"'
PYTHONS = "3.11 and 3.13"
"""Python versions that `bpy` is published for, among those that the extra names."""

DEBIAN = MappingProxyType(
    {
        "libEGL.so.1": "libegl1",
        "libGL.so.1": "libgl1",
        "libICE.so.6": "libice6",
        "libSM.so.6": "libsm6",
        "libX11.so.6": "libx11-6",
        "libXext.so.6": "libxext6",
        "libXfixes.so.3": "libxfixes3",
        "libXi.so.6": "libxi6",
        "libXrender.so.1": "libxrender1",
        "libXxf86vm.so.1": "libxxf86vm1",
        "libgomp.so.1": "libgomp1",
        "libxkbcommon.so.0": "libxkbcommon0",
    }
)
"""Debian's package of each system library that `bpy` loads."""

LOG_TAIL = 2000
"""Characters of Blender's own output that go with an error."""

TRIAL = """
import bpy, OpenEXR
print("imported", flush=True)
import json
from spacenum_renderers._bpy_devices import preferences, usable
print(json.dumps(usable(preferences())))
"""
"""Tells in two steps what works, as some drivers crash a process that asks for their devices."""


@dataclass(frozen=True)
class Trial:
    """What came of an import of `bpy`: why it fails, or the devices that Cycles finds."""

    lack: str | None
    devices: tuple[Device, ...]


def missing() -> str | None:
    """Why Blender can't run in this Python, and what to do; nothing if it can."""
    if find_spec("bpy") is None or find_spec("OpenEXR") is None:
        absent = "bpy" if find_spec("bpy") is None else "OpenEXR"
        running = f"{sys.version_info.major}.{sys.version_info.minor}"
        return f"{absent} is not installed: {INSTALL} (bpy exists for Python {PYTHONS}; this is {running})"
    return trial().lack


def devices() -> tuple[Device, ...]:
    """What Cycles can compute on here, the quickest first."""
    return trial().devices


@lru_cache(maxsize=1)
def trial() -> Trial:
    """Import `bpy` in a process of its own, once: it takes about a second, and would stay in this one."""
    tried = subprocess.run(
        [sys.executable, "-c", TRIAL],
        capture_output=True,
        text=True,
        check=False,
        start_new_session=True,  # Ctrl-C is for this process, which ends it
    )
    said = tried.stdout.splitlines()
    if "imported" not in said:
        return Trial(explained(tried.stderr), ())
    found: tuple[Device, ...] = tuple(json.loads(said[-1])) if tried.returncode == 0 else ("cpu",)
    return Trial(None, found)


def explained(stderr: str) -> str:
    """What a failed import of `bpy` means for the person who wants to render."""
    library = re.search(r"(lib[\w+.-]+\.so[.\d]*): cannot open shared object file", stderr)
    if library is None:
        last = stderr.strip().splitlines()[-1:] or ["it gave no reason"]
        return f"bpy is installed but can't be imported: {last[0]}"
    package = DEBIAN.get(library[1])
    way = f"on Debian and Ubuntu: apt-get install {package}" if package else "install the package that has it"
    return f"bpy needs the system library {library[1]}, which is not installed; {way}"


def forget_scripts() -> None:
    """Take Blender's own script folders off the path of a process that has not loaded Blender yet.

    A process that has loaded it hands them on to those that it spawns, and there they hide the module: one of
    them has a `bpy` too, which only works inside.
    """
    if "bpy" not in sys.modules:
        inside = Path(str(distribution("bpy").locate_file("bpy")))
        sys.path[:] = [entry for entry in sys.path if not Path(entry).is_relative_to(inside)]


@contextmanager
def quiet(log: Path) -> Iterator[None]:
    """Send what C code writes to the terminal to a file; an error inside carries the file's end as a note.

    Blender writes to the descriptors themselves, so these are swapped for the time being: nothing else in
    this process should print meanwhile.
    """
    sys.stdout.flush()
    sys.stderr.flush()
    kept = (os.dup(1), os.dup(2))
    sink = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    try:
        os.dup2(sink, 1)
        os.dup2(sink, 2)
        yield
    except Exception as error:
        said = log.read_text(errors="replace").strip()
        if said:
            error.add_note(f"Blender said: {said[-LOG_TAIL:]}")
        raise
    finally:
        for number, descriptor in enumerate(kept, start=1):
            os.dup2(descriptor, number)
            os.close(descriptor)
        os.close(sink)
