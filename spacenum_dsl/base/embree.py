"""Triangles that rays can be cast at."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
from embreex.mesh_construction import TriangleMesh
from embreex.rtcore import EmbreeDevice
from embreex.rtcore_scene import EmbreeScene

from spacenum_dsl.base.parts import Floats


@lru_cache(maxsize=1)
def _device() -> Any:
    """The device of all scenes: one that gets none makes its own, and embree crashes at about a thousand."""
    return EmbreeDevice()


def scene_of(vertices: Floats | npt.NDArray[np.float32], faces: npt.NDArray[np.int32]) -> Any:
    """The embree scene of (n, 3) points and (m, 3) triangles of them."""
    scene = EmbreeScene(_device())
    TriangleMesh(scene, np.ascontiguousarray(vertices, dtype=np.float32), faces)
    return scene
