"""Triangles that rays can be cast at.

Embree chooses its code by the processor. What it has for AVX2 and later fuses multiplications into additions,
which moves last bits and, once in some millions of rays, a hit. So x86-64 processors are held to the older
code, which takes no more time here. And scenes are robust: whether a ray meets a triangle then follows from
products and sums alone, and no estimate of a reciprocal, which makers of processors do not agree upon, keeps
it from being tested (G6). Distances are estimates all the same.
"""

from __future__ import annotations

import ctypes
import platform
import sys
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
from embreex import rtcore
from embreex.mesh_construction import TriangleMesh
from embreex.rtcore import EmbreeDevice
from embreex.rtcore_scene import EmbreeScene

from spacenum_dsl.base.parts import Floats

CONFIGURATION = b"max_isa=avx"


@lru_cache(maxsize=1)
def _device() -> Any:
    """The device of all scenes: one that gets none makes its own, and embree crashes at about a thousand.

    Embreex configures none. Its device is an object that holds one pointer, which is made to point to a
    configured one. It stays as it is on other kinds of processor, and on Windows, where a module does not
    lend the functions of the libraries that it uses.
    """
    device = EmbreeDevice()
    if sys.platform == "win32" or platform.machine() != "x86_64":
        return device
    assert EmbreeDevice.__basicsize__ == object.__basicsize__ + ctypes.sizeof(ctypes.c_void_p)
    library = ctypes.PyDLL(rtcore.__file__)
    library.rtcNewDevice.argtypes, library.rtcNewDevice.restype = [ctypes.c_char_p], ctypes.c_void_p
    library.rtcReleaseDevice.argtypes, library.rtcReleaseDevice.restype = [ctypes.c_void_p], None
    pointer = ctypes.c_void_p.from_address(id(device) + object.__basicsize__)
    library.rtcReleaseDevice(pointer.value)
    pointer.value = library.rtcNewDevice(CONFIGURATION)
    return device


def scene_of(vertices: Floats | npt.NDArray[np.float32], faces: npt.NDArray[np.int32]) -> Any:
    """The embree scene of (n, 3) points and (m, 3) triangles of them."""
    scene = EmbreeScene(_device(), robust=True)
    TriangleMesh(scene, np.ascontiguousarray(vertices, dtype=np.float32), faces)
    return scene
