"""Reads the passes of a picture from a dataset's folder, and says what is wrong with the files."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from spacenum_dsl.base.parts import Floats
from spacenum_dsl.checks.oracle.clouds import Cloud, Ids
from spacenum_dsl.checks.oracle.exam import ExamPicture
from spacenum_dsl.output.pictures.files import picture

DEPTH, IDS, PICTURE = ".depth.tiff", ".ids.png", ".png"
NEEDED = (PICTURE, DEPTH, IDS)
"""Endings of the files that a rendered view must have."""


@dataclass(frozen=True)
class DamagedFileError(Exception):
    """A file that can't be what it should."""

    path: Path
    reason: str


def cloud_of(images: Path, shot: ExamPicture) -> Cloud:
    """The cloud of a picture; a mirrored one shows its source from right to left."""
    ids = ids_of(images, shot)
    if not ids.any():
        raise DamagedFileError(images / f"{shot.passes}{IDS}", "it shows nothing")
    path = images / f"{shot.passes}{DEPTH}"
    depth: Floats = _read(path, shot, "F").astype(np.float64)
    if not (depth[np.isfinite(depth)] > 0).all() or not np.isfinite(depth[ids > 0]).all():
        raise DamagedFileError(path, "depths are not positive where something is hit")
    if shot.flipped:
        return Cloud(ids[:, ::-1], depth[:, ::-1], shot.intrinsics)
    return Cloud(ids, depth, shot.intrinsics)


def ids_of(images: Path, shot: ExamPicture) -> Ids:
    """(h, w) the instance ids of a picture's source."""
    return _read(images / f"{shot.passes}{IDS}", shot, "I").astype(np.int32)


def colour_of(images: Path, shot: ExamPicture) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    """(h, w, 3) the picture itself, sRGB bytes."""
    return _read(images / f"{shot.view}{PICTURE}", shot, "RGB").astype(np.uint8)


def _read(path: Path, shot: ExamPicture, mode: str) -> np.ndarray[tuple[int, ...], np.dtype[np.generic]]:
    try:
        with picture(path, (shot.width, shot.height)) as image:
            if mode == "F" and image.mode != "F":
                raise DamagedFileError(path, f"it is of mode {image.mode}, not of 32-bit floats")
            if mode == "I" and not image.mode.startswith("I"):
                raise DamagedFileError(path, f"it is of mode {image.mode}, not of 16-bit numbers")
            return np.asarray(image.convert("RGB") if mode == "RGB" else image)
    except OSError as error:
        raise DamagedFileError(path, str(error)) from error
