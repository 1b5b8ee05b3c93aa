"""Contact sheets: pictures with captions in a grid, and one that shows what the object kinds look like.

A sheet is how a person checks pictures at a glance; it decides nothing and nothing reads it back.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFont

from spacenum_dsl.base.camera import Camera, looking_at
from spacenum_dsl.base.parts import Box, Mesh, Part, Vec3, mesh_of
from spacenum_dsl.output.pictures.renderer import Instance, Session, Stage
from spacenum_dsl.semantics.kind import KINDS, Kind, Size, mesh_for
from spacenum_dsl.world.lighting import Lamp, Lighting

MARGIN = 14
TEXT = 14
TITLE = 22
INK = (34, 36, 40)
MARK = (214, 64, 46)
FRAME = 4
"""Pixels: the free space around cells, the heights of caption and title letters, a mark's thickness."""

VIEWS = ((-32.0, 18.0), (-90.0, 8.0), (-25.0, 55.0))
"""Azimuth and elevation, in degrees, of the views of a kind: front and side, side, from above."""


@dataclass(frozen=True, eq=False)
class SheetCell:
    """A picture (h, w, 3) with lines of text below it; `marked` puts a coloured frame around it."""

    image: npt.NDArray[np.uint8]
    caption: tuple[str, ...] = ()
    marked: bool = False


def sheet(cells: Sequence[SheetCell], columns: int, *, title: str = "") -> Image.Image:
    """The cells row by row on white. Captions that are wider than their picture wrap."""
    if not cells:
        raise ValueError("a sheet needs at least one cell")
    font, heading = ImageFont.load_default(TEXT), ImageFont.load_default(TITLE)
    line = TEXT + 4
    columns = min(columns, len(cells))
    rows = [cells[k : k + columns] for k in range(0, len(cells), columns)]
    wide = max(cell.image.shape[1] for cell in cells)
    texts = [[_wrapped(cell.caption, font, wide) for cell in row] for row in rows]
    heights = [
        max(cell.image.shape[0] for cell in row) + line * max(map(len, words)) + (6 if any(words) else 0)
        for row, words in zip(rows, texts, strict=True)
    ]
    top = MARGIN + (TITLE + MARGIN if title else 0)
    size = (MARGIN + columns * (wide + MARGIN), top + sum(heights) + MARGIN * len(rows))
    page = Image.new("RGB", size, "white")
    pen = ImageDraw.Draw(page)
    if title:
        pen.text((MARGIN, MARGIN - 4), title, font=heading, fill=INK)
    for row, words, tall in zip(rows, texts, heights, strict=True):
        for number, (cell, lines) in enumerate(zip(row, words, strict=True)):
            left = MARGIN + number * (wide + MARGIN)
            page.paste(Image.fromarray(cell.image), (left, top))
            height, width = cell.image.shape[:2]
            if cell.marked:
                corners = (left - FRAME, top - FRAME, left + width + FRAME - 1, top + height + FRAME - 1)
                pen.rectangle(corners, outline=MARK, width=FRAME)
            for step, text in enumerate(lines):
                pen.text((left, top + height + 6 + step * line), text, font=font, fill=INK)
        top += tall + MARGIN
    return page


def kinds_sheet(
    names: Sequence[str], session: Session, *, pixels: int = 336, columns: int = 2, colour: int = 0
) -> Image.Image:
    """Every named kind in its middle size and the given one of its colours, seen from three sides."""
    return sheet([_portrait(name, session, pixels, colour) for name in names], columns)


def portraits(
    name: str,
    session: Session,
    pixels: int,
    number: int,
    views: Sequence[tuple[float, float]] = VIEWS,
) -> tuple[npt.NDArray[np.uint8], ...]:
    """A kind in its middle size and that one of its colours, from each azimuth and elevation (degrees)."""
    kind, size, mesh, colour = _sitter(name, number)
    reach = math.dist((0.0, 0.0, 0.0), size) / 2
    stage = _studio(f"kind {name} {colour} {pixels}", mesh, colour, reach, kind)
    centre = (0.0, 0.0, stage.instances[0].position[2] + size[2] / 2)
    pictures: list[npt.NDArray[np.uint8]] = []
    for azimuth, elevation in views:
        tilt = -elevation if kind.places == ("ceiling",) else elevation
        position, yaw, pitch = looking_at(centre, reach / math.sin(math.radians(15.0)), tilt, azimuth)
        camera = Camera(position, yaw, pitch, 32.0, pixels, pixels)
        pictures.append(session.render(stage, camera, passes=False).colour)
    return tuple(pictures)


def _portrait(name: str, session: Session, pixels: int, number: int) -> SheetCell:
    kind, size, mesh, colour = _sitter(name, number)
    centimetres = " x ".join(f"{100 * side:.0f}" for side in size)
    caption = (
        f"{colour} {kind.title}",
        f"{centimetres} cm, {len(mesh.faces)} triangles, {', '.join(kind.places)}",
    )
    return SheetCell(np.concatenate(portraits(name, session, pixels, number), axis=1), caption)


def _sitter(name: str, number: int) -> tuple[Kind, Size, Mesh, str]:
    """A kind, its middle size, its mesh in that size and in the last of its variants, and a colour."""
    kind = KINDS[name]
    middle = tuple((low + high) / 2 for low, high in zip(kind.low, kind.high, strict=True))
    size = (middle[0], middle[1], middle[2])
    variant = tuple((key, values[-1]) for key, values in sorted(kind.variants.items()))
    return kind, size, mesh_for(name, size, variant), kind.colours[number % len(kind.colours)]


def _studio(key: str, mesh: Mesh, colour: str, reach: float, kind: Kind) -> Stage:
    """The mesh on a plain ground under a broad light; what hangs has a wall or a ceiling instead."""
    thick, far = 0.02 * reach, 12.0 * reach
    ground = {
        "wall": Part(Box((thick, far, far)), (float(mesh.bounds[0, 0]) - thick / 2, 0.0, 0.0), paint="wall"),
        "ceiling": Part(
            Box((far, far, thick)), (0.0, 0.0, float(mesh.bounds[1, 2]) + thick / 2), paint="ceiling"
        ),
    }.get(kind.places[0], Part(Box((far, far, thick)), (0.0, 0.0, -thick / 2), paint="wall"))
    back = mesh_of((ground,))
    place: Vec3 = (0.0, 0.0, 0.0)
    light = Lamp((2.2 * reach, -1.6 * reach, 5.0 * reach), (2.5 * reach, 2.5 * reach), 260.0 * reach * reach)
    return Stage(
        key,
        (Instance(1, mesh, place, 0.0, 1.0, colour), Instance(2, back, place, 0.0, 1.0, "wall")),
        Lighting((light,)),
    )


def _wrapped(
    caption: Sequence[str], font: ImageFont.FreeTypeFont | ImageFont.ImageFont, width: int
) -> list[str]:
    """The lines of a caption, broken between words so that each fits the width."""

    def broken(text: str) -> Iterator[str]:
        line = ""
        for word in text.split():
            longer = f"{line} {word}".strip()
            if line and font.getlength(longer) > width:
                yield line
                line = word
            else:
                line = longer
        yield line

    return [line for text in caption for line in broken(text)]
