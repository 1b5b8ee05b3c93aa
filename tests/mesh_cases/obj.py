"""OBJ files and their materials."""

from __future__ import annotations

import io

import numpy as np
from mesh_files import QUARTERS, png
from PIL import Image

from mesh_cases import BARE, BLUE, CORNERS, GREEN, NOTCHED, QUADS, RED, YELLOW, Case, Colour, refused

POINTS = [f"v {x} {y} {z}" for x, y, z in CORNERS]
FACES = ["f " + " ".join(str(k + 1) for k in quad) for quad in QUADS]
BOX = "\n".join([*POINTS, *FACES]) + "\n"
SPOTS = ["vt 0.25 0.75", "vt 0.75 0.75", "vt 0.25 0.25", "vt 0.75 0.25"]
"""The middles of the texels of `QUARTERS`: red, green, blue and yellow."""
MATERIALS = b"newmtl a\nKd 1 0 0\nnewmtl b\nKd 0 0 1\n"
PURE: dict[Colour, float] = {(255, 0, 0): 12 / 22, (0, 0, 255): 10 / 22}
"""The faces along x in red, the others in blue."""


def painted(*uses: str, library: str = "mtllib paint.mtl") -> bytes:
    """The box; the two faces along x after the first `usemtl`, the others after the second."""
    first, second = uses
    return "\n".join([library, *POINTS, first, *FACES[:2], second, *FACES[2:]]).encode() + b"\n"


def mapped(spots: list[str] = SPOTS, corner: int = 1) -> bytes:
    """The box in one material, all of it at one place of its texture."""
    faces = ["f " + " ".join(f"{k + 1}/{corner}" for k in quad) for quad in QUADS]
    return "\n".join(["mtllib paint.mtl", *POINTS, *spots, "usemtl a", *faces]).encode() + b"\n"


def prism(outline: tuple[tuple[float, float], ...]) -> bytes:
    """An outline in the x-z plane raised by 2 along y, each lid as one polygon."""
    n = len(outline)
    lines = [f"v {x} {y} {-z}" for y in (0, 2) for x, z in outline]
    sides = [f"f {k + 1} {(k + 1) % n + 1} {n + (k + 1) % n + 1} {n + k + 1}" for k in range(n)]
    low, high = (" ".join(map(str, row)) for row in (range(n, 0, -1), range(n + 1, 2 * n + 1)))
    return "\n".join([*lines, *sides, f"f {low}", f"f {high}"]).encode()


def grey16(level: int) -> bytes:
    file = io.BytesIO()
    Image.fromarray(np.full((2, 2), level, dtype=np.uint16)).save(file, format="PNG")
    return file.getvalue()


def clear(alpha: int) -> bytes:
    """`QUARTERS` with an alpha channel."""
    file = io.BytesIO()
    Image.fromarray(np.dstack([QUARTERS, np.full((2, 2), alpha, np.uint8)])).save(file, format="PNG")
    return file.getvalue()


def one(name: str, data: bytes, colour: Colour, material: bytes, texture: bytes = png(QUARTERS)) -> Case:
    """A case of one colour all over."""
    return Case(name, data, {"paint.mtl": material, "paint.png": texture}, colours={colour: 1.0})


TEXTURED = b"newmtl a\nmap_Kd paint.png\n"
BACKWARDS = ["f " + " ".join(str(k - 8) for k in quad) for quad in QUADS]
WITH_HOLE = ((0, 0), (3, 0), (3, 3), (0, 3), (0, 0), (1, 1), (1, 2), (2, 2), (2, 1), (1, 1))
"""A square with a square hole, joined to it by an edge there and back."""

NOTHING = ["o box", "g a b", "s 1", "vn 0 1 0"]
SHADED = ["f " + " ".join(f"{k + 1}//1" for k in quad) for quad in QUADS]
COLOURED = [f"{point} 1 0.5 0" for point in POINTS]
HALF = [*POINTS[:4], *(f"{point} 0 0 1" for point in POINTS[4:])]
"""The corners with colours are those of the face at +x."""

FORMS = (
    Case("plain.obj", BOX.encode()),
    Case("byte_order_mark.obj", b"\xef\xbb\xbf" + BOX.encode()),
    Case("tabs.obj", BOX.replace(" ", "\t").encode()),
    Case("many_blanks.obj", BOX.replace(" ", "   ").replace("\n", "  \n\n").encode()),
    Case("line_ends_of_windows.obj", BOX.replace("\n", "\r\n").encode()),
    Case("line_ends_of_old_macs.obj", BOX.replace("\n", "\r").encode()),
    Case("comments_behind.obj", BOX.replace("\n", " # 7 7 7\n").encode()),
    Case("comment_with_backslash.obj", (BOX + "# a path C:\\\nv 0 9 0\n").encode(), sides=(0.9, 0.3, 0.6)),
    Case("lines_that_go_on.obj", BOX.replace(" ", " \\\n ").encode()),
    Case("counted_backwards.obj", "\n".join([*POINTS, *BACKWARDS]).encode()),
    Case("faces_first.obj", "\n".join([*FACES, *POINTS]).encode()),
    Case("weights_of_one.obj", "\n".join([*(f"{point} 1.0" for point in POINTS), *FACES]).encode()),
    Case(
        "groups_and_normals.obj", "\n".join([*POINTS, *NOTHING, *SHADED, "s off", "l 1 2 3", "p 1"]).encode()
    ),
    Case("notched_polygon.obj", prism(NOTCHED), sides=(0.9, 0.9, 0.6), ground=7 / 9),
    Case("dart.obj", prism(((0, 0), (4, 0), (1, 1), (0, 4))), sides=(1.2, 1.2, 0.6), ground=0.25),
    Case("polygon_with_a_hole.obj", prism(WITH_HOLE), sides=(0.9, 0.9, 0.6), ground=8 / 9),
    Case("doubled_corners.obj", prism((*NOTCHED, NOTCHED[-1])), sides=(0.9, 0.9, 0.6), ground=7 / 9),
    refused("polygon_that_crosses.obj", prism(((0, 0), (3, 3), (3, 0), (0, 3))), "edges cross"),
    refused(
        "star_of_five.obj",
        prism(tuple((np.cos(a), np.sin(a)) for a in np.arange(5) * 4 * np.pi / 5)),
        "edges cross",
    ),
    refused("free_form.obj", (BOX + "cstype bezier\ndeg 3\n").encode(), "free-form"),
    refused("rational_weight.obj", BOX.replace("v 0 0 0", "v 0 0 0 2").encode(), "weight other than 1"),
    refused("point_of_two.obj", BOX.replace("v 0 0 0", "v 0 0").encode(), "a point of 2 numbers"),
    refused("decimal_commas.obj", BOX.replace("v 0 0 0", "v 0,5 0 0").encode(), "`0,5 0 0`"),
    refused("corner_zero.obj", BOX.replace("f 1 2", "f 0 2").encode(), "line 9"),
    refused("corner_of_four.obj", BOX.replace("f 1 2", "f 1/1/1/1 2").encode(), "`1/1/1/1`, which is none"),
    refused("corner_beyond.obj", BOX.replace("f 1 2", "f 99 2").encode(), "line 9"),
    refused("corner_before.obj", BOX.replace("f 1 2", "f -9 2").encode(), "line 9"),
    refused("other_word.obj", (BOX + "vertex 1 2 3\n").encode(), "begins with `vertex`"),
    refused("other_file.obj", (BOX + "call more.obj\n").encode(), "another file"),
    refused("utf16.obj", BOX.encode("utf-16"), "UTF-16"),
)

COLOURS = (
    Case("two_materials.obj", painted("usemtl a", "usemtl b"), {"paint.mtl": MATERIALS}, colours=PURE),
    Case(
        "material_mark.obj",
        painted("usemtl a", "usemtl b"),
        {"paint.mtl": b"\xef\xbb\xbf" + MATERIALS},
        colours=PURE,
    ),
    Case(
        "material_tabs_comments.obj",
        painted("usemtl\ta # red", "usemtl b"),
        {"paint.mtl": b"newmtl\ta\n\tKd\t1\t0\t0 # red\nnewmtl b # blue\n  kd 0 0 1 # too\n"},
        colours=PURE,
    ),
    Case(
        "two_libraries.obj",
        painted("usemtl a", "usemtl b", library="mtllib red.mtl blue.mtl"),
        {"red.mtl": MATERIALS[:18], "blue.mtl": MATERIALS[18:]},
        colours=PURE,
    ),
    Case(
        "second_library.obj",
        painted("usemtl a", "usemtl b", library="mtllib red.mtl\nmtllib my blue.mtl"),
        {"red.mtl": MATERIALS[:18], "my blue.mtl": MATERIALS[18:]},
        colours=PURE,
    ),
    Case(
        "latin1_names.obj",
        painted("usemtl gr\xe4n", "usemtl gr\xf6n").decode().encode("latin-1"),
        {"paint.mtl": "newmtl gr\xe4n\nKd 1 0 0\nnewmtl gr\xf6n\nKd 0 0 1\n".encode("latin-1")},
        colours=PURE,
    ),
    Case(
        "names_with_blanks.obj",
        painted("usemtl Material #1", "usemtl Material #2"),
        {"paint.mtl": b"newmtl Material #1\nKd 1 0 0\nnewmtl Material #2\nKd 0 0 1\n"},
        colours=PURE,
    ),
    Case("no_library.obj", painted("usemtl a", "usemtl b", library="")),
    one("one_number.obj", mapped(), (188, 188, 188), b"newmtl a\nKd 0.5\n"),
    one("texture.obj", mapped(corner=2), GREEN, TEXTURED),
    one("grey_below_texture.obj", mapped(corner=3), BLUE, b"newmtl a\nmap_Kd paint.png\nKd 0.8 0.8 0.8\n"),
    one("neutral_options.obj", mapped(), RED, b"newmtl a\nmap_Kd -s 1 1 1 -o 0 0 0 -bm 1 paint.png\n"),
    one("moved_texture.obj", mapped(), YELLOW, b"newmtl a\nmap_Kd -o 0.5 0.5 0 paint.png\n"),
    one("scaled_texture.obj", mapped(), GREEN, b"newmtl a\nmap_Kd -s 3 1 -clamp off paint.png\n"),
    one("capitals.obj", mapped(), RED, b"newmtl a\nmap_kd paint.png # the red one\n"),
    one("backslashes.obj", mapped(), RED, b"newmtl a\nmap_Kd .\\paint.png\n"),
    one("three_coordinates.obj", mapped([f"{s} 0" for s in SPOTS], 4), YELLOW, TEXTURED),
    one("one_coordinate.obj", mapped(["vt 0.75"]), YELLOW, TEXTURED, png(QUARTERS[1:])),
    one("grey_of_16_bits.obj", mapped(), (100, 100, 100), TEXTURED, grey16(100 * 257)),
    one("dark_grey_of_16_bits.obj", mapped(), (2, 2, 2), TEXTURED, grey16(2 * 257)),
    one("alpha_without_map_d.obj", mapped(), RED, TEXTURED, clear(0)),
    one("opaque_by_d.obj", mapped(), RED, b"newmtl a\nd 1.0\nTr 1.0\nKe 0 0 0\nmap_Kd paint.png\n"),
    one("unused_material.obj", mapped(), RED, TEXTURED + b"newmtl glass\nd 0.1\nmap_Kd gone.png\n"),
    Case("colours_of_points.obj", "\n".join([*COLOURED, *FACES]).encode(), colours={(255, 128, 0): 1.0}),
    Case(
        "colours_of_some_points.obj",
        "\n".join([*HALF, *FACES]).encode(),
        colours={(0, 0, 255): 6 / 22, BARE: 16 / 22},
    ),
    refused("colours_to_255.obj", BOX.replace("v 0 0 0", "v 0 0 0 255 0 0").encode(), "not 0 to 1"),
    refused("unknown_material.obj", mapped(), "`a`, which its material", paint_mtl=b"newmtl c\nKd 1 0 0\n"),
    refused("same_name_twice.obj", mapped(), "two materials called `a`", paint_mtl=TEXTURED + MATERIALS),
    refused("coloured_texture.obj", mapped(), "a texture and a colour", paint_mtl=TEXTURED + b"Kd 1 0 0\n"),
    refused(
        "clamped_beyond.obj",
        mapped(["vt 1.5 0.5"]),
        "does not repeat",
        paint_mtl=b"newmtl a\nmap_Kd -clamp on paint.png\n",
        paint_png=png(QUARTERS),
    ),
    refused(
        "no_coordinates.obj",
        painted("usemtl a", "usemtl a"),
        "without texture coordinates",
        paint_mtl=TEXTURED,
        paint_png=png(QUARTERS),
    ),
    refused("see_through.obj", mapped(), "see-through", paint_mtl=b"newmtl a\nd 0.5\n"),
    refused("see_through_by_tr.obj", mapped(), "see-through", paint_mtl=b"newmtl a\nTr 0.5\n"),
    refused("see_through_by_map.obj", mapped(), "see-through", paint_mtl=TEXTURED + b"map_d paint.png\n"),
    refused("glowing.obj", mapped(), "glows", paint_mtl=b"newmtl a\nKd 0 0 0\nKe 1 1 1\n"),
    refused("spectral.obj", mapped(), "spectral a.rfl", paint_mtl=b"newmtl a\nKd spectral a.rfl\n"),
    refused("turbulent.obj", mapped(), "`-t`", paint_mtl=b"newmtl a\nmap_Kd -t 1 1 1 paint.png\n"),
    refused("changed_contrast.obj", mapped(), "`-mm`", paint_mtl=b"newmtl a\nmap_Kd -mm 0.2 2 paint.png\n"),
    refused("unknown_option.obj", mapped(), "`-foo`", paint_mtl=b"newmtl a\nmap_Kd -foo 1 paint.png\n"),
    refused("option_without_file.obj", mapped(), "no file behind", paint_mtl=b"newmtl a\nmap_Kd -s 1 1\n"),
    refused("colour_of_words.obj", mapped(), "1 or 3 numbers", paint_mtl=b"newmtl a\nKd red\n"),
)

CASES = (*FORMS, *COLOURS)
