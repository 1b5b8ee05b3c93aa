"""Renderer `growing`: keeps what it should let go, and writes its process into the first pixel."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import numpy as np
import numpy.typing as npt

from spacenum_dsl.base.camera import Camera
from spacenum_dsl.output.pictures.renderer import Device, Frame, Quality, Renderer, Stage, register

HELD = 120 * 2**20
"""Bytes that each frame holds for ever."""


class _Session:
    def __init__(self) -> None:
        self._held: list[npt.NDArray[np.uint8]] = []

    def render(self, stage: Stage, camera: Camera, *, passes: bool) -> Frame:
        self._held.append(np.ones(HELD, dtype=np.uint8))
        picture = np.zeros((camera.height, camera.width, 3), dtype=np.uint8)
        picture[0, 0] = np.frombuffer(os.getpid().to_bytes(3, "big"), dtype=np.uint8)
        return Frame(picture)


@contextmanager
def _open(quality: Quality, threads: int, device: Device = "cpu") -> Iterator[_Session]:
    yield _Session()


def _versions() -> Mapping[str, str]:
    return {"growing": "1"}


register(Renderer("growing", "grows", lambda: None, _open, _versions))
