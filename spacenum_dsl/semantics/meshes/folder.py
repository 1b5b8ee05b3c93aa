"""The files around a mesh: what it may refer to, and pictures that are looked at before they are decoded."""

from __future__ import annotations

import io
import re
import warnings
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

import numpy as np
from PIL import Image

from spacenum_dsl.semantics.imports import contained, read_regular
from spacenum_dsl.semantics.meshes import faults
from spacenum_dsl.semantics.meshes.model import Pixels

MAX_BYTES = 50_000_000
"""Of a mesh with all the files that it refers to."""
MAX_PIXELS = 64_000_000
"""Of all the textures of a mesh, before they are made smaller."""
TEXTURE_SIDE = 2048
"""Pixels that a texture keeps along its longer side: more than a picture shows of an object."""
FORMATS = ("PNG", "JPEG", "WEBP", "BMP", "TGA")
"""Pictures that are opened. All of these are plain pixels: none runs a program, as PostScript would."""
ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


@dataclass(frozen=True, eq=False)
class Texture:
    """The pixels of a texture (h, w, 3), sRGB bytes, and the smallest share that it holds back of light."""

    pixels: Pixels
    opacity: float


@dataclass(frozen=True)
class MeshFault:
    """Why a mesh file can't be used: `reason` goes on behind the file's name."""

    code: str
    reason: str
    help: tuple[str, ...] = ()


class UnusableError(Exception):
    """Ends the reading of a mesh; `read_mesh` catches it and hands its fault back."""

    def __init__(self, code: str, reason: str, *help: str) -> None:
        super().__init__(reason)
        self.fault = MeshFault(code, reason, help)


def shown(text: object, length: int = 120) -> str:
    """Words out of a stranger's file, fit for a terminal: printable, on one line, not too long."""
    plain = "".join(char if char.isprintable() else "?" for char in str(text))
    return plain if len(plain) <= length else f"{plain[: length - 1]}…"


class Folder:
    """What one mesh file refers to. Counts bytes and pixels, and reads nothing twice."""

    def __init__(self, file: Path, root: Path, bytes_of_mesh: int) -> None:
        self._folder, self._root = file.parent, root
        self._bytes_left = MAX_BYTES - bytes_of_mesh
        self._pixels_left = MAX_PIXELS
        self._read: dict[Path, bytes] = {}

    def read(self, name: str) -> bytes:
        """The bytes of a file that is named in the mesh, relative to it."""
        target = self._target(name)
        if target not in self._read:
            data = read_regular(target, max(self._bytes_left, 0))
            if isinstance(data, str):
                raise _unreachable(name, data)
            self._bytes_left -= len(data)
            if self._bytes_left < 0:
                raise too_many_bytes()
            self._read[target] = data
        return self._read[target]

    def has(self, name: str) -> bool:
        """Whether a name is that of a file that may be read."""
        target = None if ADDRESS.match(name) else contained(self._folder, name, self._root)
        try:
            return isinstance(target, Path) and target.is_file()
        except OSError:
            return False

    def _target(self, name: str) -> Path:
        reason = "it is a web address or a drive" if ADDRESS.match(name) else ""
        target = reason or contained(self._folder, name, self._root)
        if isinstance(target, Path):
            return target
        raise _unreachable(name, target)

    def address(self, uri: str) -> bytes:
        """The bytes of a file that is named as a web page names it, with `%20` for a blank."""
        return self.read(unquote(uri))

    def picture(self, data: bytes, name: str) -> Texture:
        """A texture, made smaller if it is large; its size is checked before it is decoded."""
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", Image.DecompressionBombWarning)
                opened = Image.open(io.BytesIO(data), formats=FORMATS)
            width, height = opened.size
            self._pixels_left -= width * height
            if self._pixels_left < 0:
                raise too_many_pixels()
            opacity = _opacity(opened)
            image = _eight_bits(opened).convert("RGB")
        except Image.DecompressionBombError:
            raise too_many_pixels() from None
        except (OSError, ValueError, SyntaxError, EOFError) as error:
            known = ", ".join(FORMATS)
            raise UnusableError(
                faults.BROKEN_MESH,
                f"has a texture that can't be read, {shown(name)}",
                f"textures are {known}",
            ) from error
        if max(width, height) > TEXTURE_SIDE:
            share = TEXTURE_SIDE / max(width, height)
            size = (max(1, round(width * share)), max(1, round(height * share)))
            image = image.resize(size, Image.Resampling.BOX)
        return Texture(np.asarray(image), opacity)


def _unreachable(name: str, reason: str) -> UnusableError:
    way = "put it beside the mesh, or export the mesh as GLB, which has all in one file"
    return UnusableError(faults.BAD_REFERENCE, f"refers to `{shown(name)}`: {shown(reason)}", way)


def _opacity(image: Image.Image) -> float:
    """The smallest share of light that a pixel holds back."""
    if "transparency" not in image.info and image.mode not in {"RGBA", "LA", "PA", "La", "RGBa"}:
        return 1.0
    low, _ = image.convert("RGBA").getchannel("A").getextrema()
    return int(low) / 255 if isinstance(low, int) else 1.0


def _eight_bits(image: Image.Image) -> Image.Image:
    """A grey image of 16 bits in 8: Pillow's own conversion cuts off instead of scaling."""
    if not image.mode.startswith("I"):
        return image
    levels = np.clip(np.asarray(image, dtype=np.int64), 0, 65_535)
    return Image.fromarray(((levels + 128) // 257).astype(np.uint8))


def too_many_bytes() -> UnusableError:
    megabytes = MAX_BYTES // 1_000_000
    way = "a 3D editor can decimate it and shrink its textures: small pictures show no more"
    return UnusableError(faults.LARGE_MESH, f"is larger than {megabytes} MB with all that it refers to", way)


def too_many_pixels() -> UnusableError:
    millions = MAX_PIXELS // 1_000_000
    way = f"shrink them: of each, {TEXTURE_SIDE} pixels along its longer side are kept"
    return UnusableError(faults.LARGE_MESH, f"has textures of more than {millions} million pixels", way)
