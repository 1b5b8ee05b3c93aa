"""PLY files, as text and in both byte orders."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import replace

from mesh_files import QUARTERS, png

from mesh_cases import BLUE, CORNERS, GREEN, NOTCHED, QUADS, RED, YELLOW, Z_UP, Case, Colour, refused

XYZ = [f"property float {axis}" for axis in "xyz"]
LIST = "property list uchar int vertex_indices"
ROWS = [f"{x} {y} {z}" for x, y, z in CORNERS]
POLYGONS = ["4 " + " ".join(map(str, quad)) for quad in QUADS]
TURNS = [RED if k < 2 else GREEN for k in range(6)]
"""The faces along x in red, the others in green."""
SHARES: dict[Colour, float] = {RED: 12 / 22, GREEN: 10 / 22}
BYTES = [f"property uchar {name}" for name in ("red", "green", "blue")]
FLOATS = [f"property float {name}" for name in ("red", "green", "blue")]


def text(
    rows: Sequence[str] = ROWS,
    polygons: Sequence[str] = POLYGONS,
    vertex: Sequence[str] = (),
    face: Sequence[str] = (),
    comments: Sequence[str] = (),
    more: Sequence[str] = (),
) -> bytes:
    """A PLY of text; `vertex` and `face` are properties behind those of every case."""
    head = ["ply", "format ascii 1.0", *comments, f"element vertex {len(rows)}", *XYZ, *vertex]
    head += [f"element face {len(polygons)}", LIST, *face, *more, "end_header"]
    return "\n".join([*head, *rows, *polygons]).encode() + b"\n"


def binary(order: str, polygons: Sequence[Sequence[int]] = QUADS, end: bytes = b"\n") -> bytes:
    """A binary PLY whose points are doubles with a short behind, whose corners unsigned."""
    name = {"<": "binary_little_endian", ">": "binary_big_endian"}[order]
    head = ["ply", f"format {name} 1.0", "comment made by hand", "obj_info none", "element camera 1"]
    head += ["property float fov", "element vertex 8", *(f"property double {axis}" for axis in "xyz")]
    head += ["property short quality", f"element face {len(polygons)}"]
    head += ["property list uint8 uint32 vertex_index", "property float32 weight", "end_header"]
    body = struct.pack(f"{order}f", 45.0)
    body += b"".join(struct.pack(f"{order}dddh", *corner, -7) for corner in CORNERS)
    for polygon in polygons:
        body += struct.pack(f"{order}B{len(polygon)}If", len(polygon), *polygon, 0.5)
    return b"".join(line.encode() + end for line in head) + body


def raised() -> bytes:
    """The notched outline as a prism."""
    n = len(NOTCHED)
    rows = [f"{x} {y} {z}" for z in (0, 2) for x, y in NOTCHED]
    sides = [f"4 {k} {(k + 1) % n} {n + (k + 1) % n} {n + k}" for k in range(n)]
    lids = [f"{n} " + " ".join(map(str, row)) for row in (range(n - 1, -1, -1), range(n, 2 * n))]
    return text(rows, [*sides, *lids])


def words(colour: Colour, largest: float = 255.0) -> str:
    return " ".join(f"{level / 255 * largest:g}" for level in colour)


def wedges(spots: Sequence[tuple[float, float]]) -> list[str]:
    """The polygons with their own places in a texture, all corners of one at one place."""
    return [f"{polygon} 8 " + f"{u} {v} " * 4 for polygon, (u, v) in zip(POLYGONS, spots, strict=True)]


def upright(case: Case) -> Case:
    return replace(case, sides=Z_UP) if case.sides != (0.9, 0.9, 0.6) else case


TRIANGLES = [*QUADS[:3], *((q[0], q[k], q[k + 1]) for q in QUADS[3:] for k in (1, 2))]
COLOURED = [f"{row} {words(colour)}" for row, colour in zip(POLYGONS, TURNS, strict=True)]
TEXTURE = {"paint.png": png(QUARTERS)}
NAMED = ("comment TextureFile paint.png",)
TWO = ("comment TextureFile paint.png", "comment TextureFile blue.png")
PLAIN_BLUE = png(QUARTERS[1:, :1])
IN_YELLOW = ["property float s", "property float t"]
OWN = "property list uchar float texcoord"
SPOTS = [(0.25, 0.75)] * 2 + [(0.75, 0.75)] * 4
ALONE = [f"{row} 0.75 0.25" for row in ROWS]
HALF = "\n".join(["element edge 1", "property int vertex1", "property int vertex2", "end_header"])

CASES = tuple(
    map(
        upright,
        (
            Case("plain.ply", text()),
            Case("byte_order_mark.ply", b"\xef\xbb\xbf" + text()),
            Case("line_ends_of_windows.ply", text().replace(b"\n", b"\r\n")),
            Case("tabs_and_gaps.ply", text().replace(b"1.0\n", b"1.0\n\n").replace(b" ", b"\t")),
            Case("little_endian.ply", binary("<")),
            Case("big_endian.ply", binary(">")),
            Case("head_of_windows.ply", binary("<", end=b"\r\n")),
            Case("head_of_old_macs.ply", binary("<", end=b"\r")),
            Case("triangles_and_quads.ply", binary("<", TRIANGLES)),
            Case("triangles_and_quads_big.ply", binary(">", TRIANGLES)),
            Case("notched_polygon.ply", raised(), sides=(0.9, 0.9, 0.6), ground=7 / 9),
            Case("quads_with_colours.ply", text(polygons=COLOURED, face=BYTES), colours=SHARES),
            Case(
                "colours_of_points.ply",
                text([f"{row} {words(BLUE)}" for row in ROWS], vertex=BYTES),
                colours={BLUE: 1.0},
            ),
            Case(
                "floating_colours.ply",
                text([f"{row} {words(BLUE, 1.0)}" for row in ROWS], vertex=FLOATS),
                colours={BLUE: 1.0},
            ),
            Case(
                "colours_of_16_bits.ply",
                text(
                    [f"{row} {words(BLUE, 65_535.0)}" for row in ROWS],
                    vertex=[name.replace("uchar", "ushort") for name in BYTES],
                ),
                colours={BLUE: 1.0},
            ),
            Case(
                "opaque_colours.ply",
                text([f"{row} {words(RED)} 255" for row in ROWS], vertex=[*BYTES, "property uchar alpha"]),
                colours={RED: 1.0},
            ),
            Case(
                "texture_of_points.ply",
                text(ALONE, vertex=IN_YELLOW, comments=NAMED),
                TEXTURE,
                colours={YELLOW: 1.0},
            ),
            Case(
                "texture_of_corners.ply",
                text(polygons=wedges(SPOTS), face=[OWN], comments=NAMED),
                TEXTURE,
                colours=SHARES,
            ),
            Case(
                "two_textures.ply",
                text(
                    polygons=[f"{row} {int(k > 1)}" for k, row in enumerate(wedges(SPOTS))],
                    face=[OWN, "property int texnumber"],
                    comments=TWO,
                ),
                {**TEXTURE, "blue.png": PLAIN_BLUE},
                colours={RED: 12 / 22, BLUE: 10 / 22},
            ),
            Case("edges_beside.ply", text().replace(b"end_header", HALF.encode()) + b"0 1\n"),
            refused("strips.ply", text().replace(b"element face", b"element tristrips"), "triangle strips"),
            refused(
                "both_colours.ply",
                text([f"{row} {words(BLUE)}" for row in ROWS], COLOURED, BYTES, BYTES),
                "of points and of polygons",
            ),
            refused(
                "clear_colours.ply",
                text([f"{row} {words(RED)} 90" for row in ROWS], vertex=[*BYTES, "property uchar alpha"]),
                "see-through",
            ),
            refused(
                "colours_beyond.ply",
                text([f"{row} {words(RED)}" for row in ROWS], vertex=FLOATS),
                "beyond what their numbers",
            ),
            refused("cut_off.ply", text()[:-30], "cut off"),
            refused("cut_off_binary.ply", binary("<")[:-1], "cut off"),
            refused("row_too_short.ply", text([*ROWS[:-1], "1 2"]), "number 8, that is not as declared"),
            refused("row_of_words.ply", text([*ROWS[:-1], "a b c"]), "number 8, that is not as declared"),
            refused("polygon_too_short.ply", text(polygons=["4 0 1 2"]), "not as declared"),
            refused("corner_beyond.ply", text(polygons=["3 0 1 8"]), "does not have"),
            refused("texture_nowhere.ply", text(comments=NAMED), "without texture coordinates"),
            refused("which_texture.ply", text(ALONE, vertex=IN_YELLOW, comments=TWO), "names 2 textures"),
            refused("odd_type.ply", text(vertex=["property half w"]), "`property half w`"),
            refused("property_twice.ply", text(vertex=XYZ[:1]), "twice"),
            refused("points_alone.ply", text(polygons=[]), "no triangles", "SN273"),
        ),
    )
)
