"""The renderer contract: what a renderer gets, what it gives, and how it is found.

A renderer is one file that registers a `Renderer`. It sees concrete triangles and cameras only, never the
language, so that any renderer can be checked against any other and against the truth.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Literal, Protocol, TypeAlias

import numpy as np
import numpy.typing as npt

from spacenum_dsl.base.camera import Camera
from spacenum_dsl.base.parts import Mesh, Vec3
from spacenum_dsl.base.registry import Registry
from spacenum_dsl.world.lighting import Lighting

Quality: TypeAlias = Literal["draft", "standard", "high"]
Device: TypeAlias = Literal["cpu", "cuda", "optix", "hip", "metal", "oneapi"]


@dataclass(frozen=True)
class Instance:
    """A mesh at its place: scaled, turned by `yaw` degrees about z, then moved to `position`.

    `id` is the number of this instance in instance-id images (1 or more; 0 is nothing). `colour` names the
    paint of the parts painted `body`; `grain` in [0, 1) tells where its textures start.
    """

    id: int
    mesh: Mesh
    position: Vec3
    yaw: float
    scale: float
    colour: str
    grain: float = 0.0


@dataclass(frozen=True)
class Stage:
    """One state of one world: all that pictures from several cameras share. `key` tells states apart."""

    key: str
    instances: tuple[Instance, ...]
    lighting: Lighting


@dataclass(frozen=True, eq=False)
class Frame:
    """A picture: `colour` (h, w, 3) sRGB bytes and, on request, `depth`, `ids` and `normals`.

    `depth` (h, w) float32 metres along the camera's forward axis, infinity where nothing is hit; `ids`
    (h, w) int32 instance ids at pixel centres, 0 where nothing is hit; `normals` (h, w, 3) float32 unit
    vectors x, y, z in the world frame: of the flat triangle that is hit, on the side of it that the camera
    sees, whatever the smooth shading; zero where nothing is hit.
    """

    colour: npt.NDArray[np.uint8]
    depth: npt.NDArray[np.float32] | None = None
    ids: npt.NDArray[np.int32] | None = None
    normals: npt.NDArray[np.float32] | None = None


class Session(Protocol):
    """An open renderer in one process. It may keep the last stage loaded for the next camera."""

    def render(self, stage: Stage, camera: Camera, *, passes: bool) -> Frame: ...


class RendererStart(Protocol):
    """Starts a renderer in this process. `threads` bounds its threads; `device` is one of its `devices`."""

    def __call__(
        self, quality: Quality, threads: int, device: Device = "cpu"
    ) -> AbstractContextManager[Session]: ...


def processor_only() -> tuple[Device, ...]:
    """The devices of a renderer that knows no other than the processor."""
    return ("cpu",)


@dataclass(frozen=True)
class Renderer:
    """A registered renderer.

    `missing` returns why it can't run here and what to do, or nothing. `versions` names what its pixels
    depend on. `devices` tells what it can compute on here, the quickest first; it is asked only where
    nothing is missing.
    """

    name: str
    summary: str
    missing: Callable[[], str | None]
    open: RendererStart
    versions: Callable[[], Mapping[str, str]]
    devices: Callable[[], tuple[Device, ...]] = processor_only


RENDERERS: Registry[Renderer] = Registry("renderer")


def register(renderer: Renderer) -> None:
    """Make a renderer known under its name."""
    RENDERERS.add(renderer.name, renderer)
