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

from spacenum_dsl.base import registry
from spacenum_dsl.base.camera import Camera
from spacenum_dsl.base.parts import Mesh, Vec3
from spacenum_dsl.world.lighting import Lighting

Quality: TypeAlias = Literal["draft", "standard", "high"]


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
    vectors in the world frame, of the flat triangle that is hit and towards the camera's side of it, zero
    where nothing is hit.
    """

    colour: npt.NDArray[np.uint8]
    depth: npt.NDArray[np.float32] | None = None
    ids: npt.NDArray[np.int32] | None = None
    normals: npt.NDArray[np.float32] | None = None


class Session(Protocol):
    """An open renderer in one process. It may keep the last stage loaded for the next camera."""

    def render(self, stage: Stage, camera: Camera, *, passes: bool) -> Frame: ...


@dataclass(frozen=True)
class Renderer:
    """A registered renderer.

    `missing` returns why it can't run here and what to do, or nothing. `open` starts it in this process;
    `threads` bounds its threads. `versions` names what its pixels depend on, for the manifest.
    """

    name: str
    summary: str
    missing: Callable[[], str | None]
    open: Callable[[Quality, int], AbstractContextManager[Session]]
    versions: Callable[[], Mapping[str, str]]


def register(renderer: Renderer) -> None:
    """Make a renderer known under its name."""
    registry.add("renderer", renderer.name, renderer)
