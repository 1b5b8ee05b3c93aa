"""STL: triangles without names, binary or as text, with colours in two ways that binary files have.

A binary file may begin with `solid` like a text, so its length decides. Keywords of the text are read in
capitals or small letters.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from spacenum_dsl.base.parts import Floats
from spacenum_dsl.semantics.meshes import faults
from spacenum_dsl.semantics.meshes.folder import Folder, UnusableError, shown
from spacenum_dsl.semantics.meshes.looks import MeshLook
from spacenum_dsl.semantics.meshes.polygons import MAX_TRIANGLES, too_many_triangles
from spacenum_dsl.semantics.meshes.raw import Raw, gathered, painted, plain
from spacenum_dsl.semantics.meshes.text import broken, floats, lines_of

RECORD = np.dtype([("normal", "<f4", 3), ("corners", "<f4", (3, 3)), ("more", "<u2")])
HEAD = 84
OWN = 0x8000
"""The bit of a triangle's last number that says whose the colour in it is."""
SPACES = b" \t\r\n\xef\xbb\xbf"


def read(data: bytes, _: Folder) -> list[Raw]:
    """The triangles of an STL."""
    if len(data) >= HEAD:
        count = int.from_bytes(data[80:HEAD], "little")
        whole = HEAD + RECORD.itemsize * count
        if len(data) == whole or not _is_text(data):
            if count > MAX_TRIANGLES:
                raise too_many_triangles()
            if len(data) < whole:
                raise UnusableError(faults.BROKEN_MESH, f"is cut off: it should have {count:,} triangles")
            return _binary(data, count)
    if not _is_text(data):
        raise UnusableError(faults.BROKEN_MESH, "is no STL, or is cut off")
    corners = np.array(list(_text(lines_of(data))), dtype=np.float64).reshape(-1, 3)
    return [_soup(corners)] if len(corners) else []


def _is_text(data: bytes) -> bool:
    return data.lstrip(SPACES)[:5].lower() == b"solid" and b"\0" not in data[:HEAD]


def _soup(corners: Floats) -> Raw:
    return plain(corners, np.arange(len(corners)).reshape(-1, 3), MeshLook())


def _binary(data: bytes, count: int) -> list[Raw]:
    rows = np.frombuffer(data, RECORD, count, HEAD)
    corners = rows["corners"].reshape(-1, 3).astype(np.float64)
    colours, has = _colours(data[:80], rows["more"].astype(np.int64))
    if not has.any():
        return [_soup(corners)] if count else []
    faces = np.arange(len(corners)).reshape(-1, 3)
    found = [painted(corners, faces[has], colours[has], MeshLook())]
    if not has.all():
        found.append(plain(corners, faces[~has], MeshLook()))
    return gathered(found)


def _colours(head: bytes, more: npt.NDArray[np.int64]) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.bool_]]:
    """(m, 3) sRGB bytes of triangles, and which of them have a colour.

    Materialise Magics writes the colour of the whole behind `COLOR=` in the head, and red in the lowest bits
    of triangles with their own, whose highest bit is 0. VisCAM has blue there, and sets the highest bit.
    """
    low, middle, high = (((more >> shift) & 31) * 255 // 31 for shift in (0, 5, 10))
    mark = head.find(b"COLOR=")
    if 0 <= mark <= len(head) - 10:
        whole = np.frombuffer(head, np.uint8, 3, mark + 6)
        own = (more & OWN) == 0
        colours = np.where(own[:, None], np.stack([low, middle, high], axis=1), whole)
        return colours.astype(np.uint8), np.ones(len(more), dtype=bool)
    return np.stack([high, middle, low], axis=1).astype(np.uint8), (more & OWN) != 0


def _text(lines: list[str]) -> Iterator[list[float]]:
    """The corners of an ASCII STL, three a facet."""
    corners, facets, inside = 0, 0, False
    for number, line in enumerate(lines, 1):
        words = line.split()
        match words[0].lower() if words else "":
            case "solid" if not inside:
                inside = True
            case "facet" if inside:
                facets += 1
                if facets > MAX_TRIANGLES:
                    raise too_many_triangles()
                corners = 0
            case "vertex" if inside:
                corners += 1
                if len(words) != 4:
                    raise broken(number, f"has a corner of {len(words) - 1} numbers")
                yield floats(words[1:], number)
            case "endloop" if inside:
                if corners != 3:
                    raise broken(number, f"ends a facet of {corners} corners, where STL has three")
            case "endsolid":
                inside = False
            case "" | "outer" | "endfacet" | "color" | "#":
                pass
            case _:
                raise broken(number, f"has `{shown(line.strip(), 40)}`, which ASCII STL does not have")
    if inside:
        raise UnusableError(faults.BROKEN_MESH, "is cut off: it has no `endsolid`")
