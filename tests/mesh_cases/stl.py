"""STL files, as text and binary."""

from __future__ import annotations

import struct
from collections.abc import Sequence

from mesh_cases import CORNERS, QUADS, Z_UP, Case, Colour, refused

TRIANGLES = [(q[0], q[k], q[k + 1]) for q in QUADS for k in (1, 2)]


def text(name: str = "box") -> str:
    lines = [f"solid {name}"]
    for triangle in TRIANGLES:
        lines += ["  facet normal 0 0 0", "    outer loop"]
        lines += ["      vertex " + " ".join(f"{side:.1f}" for side in CORNERS[k]) for k in triangle]
        lines += ["    endloop", "  endfacet"]
    return "\n".join([*lines, f"endsolid {name}"]) + "\n"


def binary(head: bytes = b"made by hand", more: Sequence[int] = (0,) * 12) -> bytes:
    """The box; `more` is the number behind each of its twelve triangles."""
    data = head.ljust(80, b" ") + struct.pack("<I", len(TRIANGLES))
    for triangle, number in zip(TRIANGLES, more, strict=True):
        sides = [side for k in triangle for side in CORNERS[k]]
        data += struct.pack("<12fH", 0, 0, 0, *sides, number)
    return data


BOTH: dict[Colour, float] = {(255, 0, 0): 12 / 22, (0, 0, 255): 10 / 22}
HIGH, LOW, OWN = 31 << 10, 31, 1 << 15

CASES = (
    Case("text.stl", text().encode(), sides=Z_UP),
    Case("capitals.stl", text().upper().encode(), sides=Z_UP),
    Case("mixed_case.stl", text().title().encode(), sides=Z_UP),
    Case("byte_order_mark.stl", b"\xef\xbb\xbf" + text().encode(), sides=Z_UP),
    Case("line_ends_of_windows.stl", text().replace("\n", "\r\n").encode(), sides=Z_UP),
    Case("tabs.stl", text().replace(" ", "\t").encode(), sides=Z_UP),
    Case("no_name.stl", text("").encode(), sides=Z_UP),
    Case("name_of_keywords.stl", text("vertex facet endsolid").encode(), sides=Z_UP),
    Case("name_in_latin1.stl", text("St\xfchl").encode("latin-1"), sides=Z_UP),
    Case("two_solids.stl", (text("a") + "\n" + text("b")).encode(), sides=Z_UP),
    Case("binary.stl", binary(), sides=Z_UP),
    Case("binary_that_says_solid.stl", binary(b"solid box"), sides=Z_UP),
    Case("bytes_behind.stl", binary() + b"signature", sides=Z_UP),
    Case("rubbish_behind_triangles.stl", binary(more=[77] * 12), sides=Z_UP),
    Case("viscam.stl", binary(more=[OWN | HIGH] * 4 + [OWN | LOW] * 8), sides=Z_UP, colours=BOTH),
    Case(
        "magics.stl",
        binary(b"COLOR=\x00\x00\xff\xff", [LOW] * 4 + [OWN] * 8),
        sides=Z_UP,
        colours=BOTH,
    ),
    refused("cut_off.stl", text().partition("endsolid")[0].encode(), "cut off"),
    refused("cut_off_binary.stl", binary()[:-1], "cut off"),
    refused("four_corners.stl", text().replace("endloop", "vertex 0 0 0\nendloop", 1).encode(), "4 corners"),
    refused("corner_of_two.stl", text().replace("1.0 0.0 0.0", "1.0 0.0", 1).encode(), "of 2 numbers"),
    refused("decimal_commas.stl", text().replace("1.0", "1,0").encode(), "where numbers belong"),
    refused("other_word.stl", text().replace("outer loop", "inner loop", 1).encode(), "`inner loop`"),
)
