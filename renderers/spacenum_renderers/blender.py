"""Renderer `blender`: path-traced pictures by Blender's Cycles, on the processor or a graphics card.

The stage's triangles, lamps and cameras go to Blender as they are; OpenImageDenoise cleans the picture. The
seed is fixed, so the same stage and camera give the same pixels on a processor whatever the number of
threads. Passes are rendered on their own, from one ray per pixel centre, and read back as 32-bit floats.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
from PIL import Image

from spacenum_dsl.base.camera import Camera
from spacenum_dsl.output.pictures.renderer import Device, Frame, Quality, Renderer, Stage, register
from spacenum_renderers._bpy_setup import devices, forget_scripts, missing, quiet

if TYPE_CHECKING:
    from spacenum_renderers._bpy_scene import LoadedScene

NOTHING = 1e9
"""Metres from which on Cycles' depth means that nothing was hit."""


class _Session:
    def __init__(self, scene: LoadedScene, folder: Path) -> None:
        self._scene = scene
        self._folder = folder

    def render(self, stage: Stage, camera: Camera, *, passes: bool) -> Frame:
        with quiet(self._folder / "blender.log"):
            self._scene.show(stage)
            self._scene.aim(camera)
            picture = self._written(self._scene.colour, "colour.png")
            exact = self._written(self._scene.passes, "passes.exr") if passes else None
        with Image.open(picture) as image:
            colour = np.asarray(image.convert("RGB"))
        if exact is None:
            return Frame(colour)
        return Frame(colour, *_passes(exact))

    def _written(self, scene: Any, name: str) -> Path:
        import bpy  # noqa: PLC0415  exists where Blender does

        path = self._folder / name
        path.unlink(missing_ok=True)
        scene.render.filepath = str(path)
        bpy.ops.render.render(write_still=True, scene=scene.name)
        if not path.exists():
            raise RuntimeError(f"Blender wrote no {name}")
        return path


def _passes(
    path: Path,
) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.int32], npt.NDArray[np.float32]]:
    """Depth, ids and normals of a multi-layer file, which has one part per pass."""
    import OpenEXR  # noqa: PLC0415  comes with Blender

    from spacenum_renderers._bpy_scene import NORMALS  # noqa: PLC0415  loaded by now

    found: dict[str, npt.NDArray[np.float32]] = {}
    with OpenEXR.File(str(path)) as file:
        for part in file.parts:
            for name, channel in part.channels.items():
                found[name] = np.asarray(channel.pixels)
    depth, index, normals = (
        next(pixels for name, pixels in found.items() if f".{layer}." in f".{name}.")
        for layer in ("Depth", "Object Index", NORMALS)
    )
    far = depth > NOTHING
    return (
        np.where(far, np.float32(np.inf), depth).astype(np.float32),
        np.round(index).astype(np.int32),
        np.where(far[..., None], np.float32(0), normals[..., :3]).astype(np.float32),
    )


@contextmanager
def _open(quality: Quality, threads: int, device: Device = "cpu") -> Iterator[_Session]:
    with tempfile.TemporaryDirectory(prefix="spacenum-blender-") as name:
        folder = Path(name)
        forget_scripts()
        with quiet(folder / "blender.log"):
            from spacenum_renderers._bpy_scene import LoadedScene  # noqa: PLC0415  talks while it loads

            scene = LoadedScene(quality, threads, device)
        yield _Session(scene, folder)


def _versions() -> Mapping[str, str]:
    return {"bpy": version("bpy"), "OpenEXR": version("OpenEXR")}


register(
    Renderer(
        name="blender",
        summary="path-traced pictures by Blender's Cycles",
        missing=missing,
        open=_open,
        versions=_versions,
        devices=devices,
    )
)
