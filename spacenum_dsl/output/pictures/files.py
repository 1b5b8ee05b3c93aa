"""Opening the pictures and passes of a folder that anyone may have filled."""

from __future__ import annotations

import stat
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image

MOST_SIDE = 8192
"""Pixels along a side of the largest picture that a spec may ask for."""
FORMATS = ("PNG", "TIFF")


@contextmanager
def picture(path: Path, size: tuple[int, int] | None = None) -> Iterator[Image.Image]:
    """A picture of that many pixels, of any sensible number without one; OSError for whatever else it is.

    Its size is looked at before it is unpacked, as a few bytes may stand for more pixels than memory holds;
    neither a pipe nor a device is opened, which may have no end.
    """
    if not stat.S_ISREG(path.stat().st_mode):
        raise OSError("it is not a regular file")
    try:
        with warnings.catch_warnings(action="ignore"), Image.open(path, formats=FORMATS) as image:
            width, height = image.size
            if size is not None and image.size != size:
                raise OSError(f"it has {width} × {height} pixels, its camera {size[0]} × {size[1]}")
            if max(image.size) > MOST_SIDE:
                raise OSError(f"it has {width} × {height} pixels, more than {MOST_SIDE} along a side")
            image.load()
            yield image
    except (SyntaxError, ValueError, EOFError, Image.DecompressionBombError) as error:
        # SyntaxError is Pillow's word for a broken PNG
        raise OSError(str(error)) from error
