"""How bright pictures came out, and which of them a person might find hard to read.

Measured in the pictures themselves, so that a figure is right whoever made the picture. The bounds are wide:
a picture outside is not wrong, but worth a look.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec
import numpy as np
import numpy.typing as npt

from spacenum_dsl.base.diagnostics import Diagnostic, declare
from spacenum_dsl.output.pictures.files import picture

FRAMES = "frames.jsonl"
LUMA = np.array([0.2126, 0.7152, 0.0722], dtype=np.float32)
"""Weights of red, green and blue in the luma of sRGB (Rec. 709)."""
DARK, BLOWN = 2, 253
"""A pixel is dark if no channel is higher than the one, blown out if none is lower than the other."""
LOWEST, HIGHEST = 0.12, 0.88
"""Bounds of a readable picture's mean luma."""
MOST_DARK, MOST_BLOWN = 0.20, 0.10
"""Bounds of a readable picture's shares of dark and of blown-out pixels."""
NAMED = 5
"""How many pictures a warning names."""

DOUBTFUL = declare(
    "SN556",
    "pictures that are hard to read",
    "The mean brightness of a picture (luma, 0 to 1) is outside 0.12 to 0.88, more than 20 % of its pixels\n"
    "are black (all channels 2 of 255 or less), or more than 10 % are blown out (all channels 253 or more).\n"
    "The pictures are kept: look at them, and change the light or the camera of their scene if need be.\n"
    "`images/frames.jsonl` has the figures of every picture.",
)


class FrameRecord(msgspec.Struct, frozen=True):
    """How bright the picture of view `id` is: `mean` luma, and the shares of `dark` and `blown` pixels."""

    id: str
    mean: float
    dark: float
    blown: float

    @property
    def readable(self) -> bool:
        return LOWEST <= self.mean <= HIGHEST and self.dark <= MOST_DARK and self.blown <= MOST_BLOWN


def measured(name: str, colour: npt.NDArray[np.uint8]) -> FrameRecord:
    """The figures of a picture of (h, w, 3) sRGB bytes, to four decimals."""
    figures = (
        float((colour.reshape(-1, 3).mean(axis=0) @ LUMA) / 255),
        float((colour.max(axis=2) <= DARK).mean()),
        float((colour.min(axis=2) >= BLOWN).mean()),
    )
    return FrameRecord(name, *(round(figure, 4) for figure in figures))


def measured_file(name: str, path: Path, size: tuple[int, int] | None = None) -> FrameRecord | None:
    """The figures of a picture on disk, or nothing where it is no whole picture of that size."""
    try:
        with picture(path, size) as image:
            return measured(name, np.asarray(image.convert("RGB")))
    except OSError:
        return None


def opens(path: Path, size: tuple[int, int] | None = None) -> bool:
    """Whether an image file is whole, and of that size."""
    try:
        with picture(path, size):
            return True
    except OSError:
        return False


def read_frames(path: Path) -> dict[str, FrameRecord]:
    """The figures that were written before, by view; none where the file is absent or broken."""
    if not path.is_file():
        return {}
    try:
        lines = path.read_bytes().splitlines()
        records = [msgspec.json.decode(line, type=FrameRecord) for line in lines]
    except (OSError, msgspec.DecodeError):
        return {}
    return {record.id: record for record in records}


def doubtful(frames: Sequence[FrameRecord]) -> Diagnostic | None:
    """A warning that names the pictures outside the bounds, if there are any."""
    found = [frame for frame in frames if not frame.readable]
    if not found:
        return None
    notes = [f"`{frame.id}`: {_figures(frame)}" for frame in found[:NAMED]]
    if len(found) > NAMED:
        notes.append(f"and {len(found) - NAMED} more: see `{FRAMES}`")
    message = f"{len(found)} of {len(frames)} pictures may be hard to read"
    ways = ("look at them; change the light or the camera of their scene",)
    return Diagnostic(DOUBTFUL, message, help=ways, notes=tuple(notes), severity="warning")


def _figures(frame: FrameRecord) -> str:
    return f"mean {frame.mean:.2f}, {100 * frame.dark:.0f} % black, {100 * frame.blown:.0f} % blown out"
