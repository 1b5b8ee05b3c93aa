"""Draws eight rooms that styles furnish, one of them L-shaped, each seen from one of its corners.

python docs/images/rooms.py docs/images/rooms.png [--renderer blender] [--quality standard]
"""

from __future__ import annotations

import argparse
import dataclasses
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import Image

from spacenum_dsl.base import registry
from spacenum_dsl.base.camera import Camera
from spacenum_dsl.base.span import Source
from spacenum_dsl.language.parse import parse
from spacenum_dsl.output.pictures.renderer import RENDERERS, Session
from spacenum_dsl.output.pictures.stage import stage_of
from spacenum_dsl.output.preview.sheet import SheetCell, sheet
from spacenum_dsl.output.records.encode import encode
from spacenum_dsl.output.records.types import WorldRecord
from spacenum_dsl.questions.ask import ask, make_cell
from spacenum_dsl.semantics.resolve import resolve

WIDE, HIGH = 400, 300
COLUMNS = 4
"""Pixels of a picture's sides, and pictures in a row."""
PALETTE = 256
REFINED = 4
"""Colours of the whole, and how often they are moved to the middle of what they stand for."""

FOV = 84.0
PITCH = -15.0
UP = 0.55
INSET = 0.3
"""How the camera sees, degrees; metres that it keeps below the ceiling and away from the two walls."""

SPEC = """
scene room {{ style: {style}; {room} light: {light}; agent {{ at: free(0.3 m); height: 1.5 m }} }}
transition turn on room {{ action: rotate_left; by: 10 .. 70 step 10 deg }}
dataset rooms {{ cells {{ turn: 1 }} }}
"""
L_SHAPED = "room: l_shaped(6.0, 5.2, 2.6, 2.0, 1.8) m;"


@dataclass(frozen=True)
class Shown:
    """A room of a style: which one, its light, the corner (signs of x and y) from which it is seen, and its
    `room` if that is not the style's own."""

    style: str
    index: int
    light: str
    corner: tuple[int, int]
    room: str = ""


ROOMS = (
    Shown("living_room", 2, "morning", (1, 1)),
    Shown("kitchen", 5, "midday", (1, -1)),
    Shown("bedroom", 2, "evening", (-1, -1)),
    Shown("office", 4, "overcast", (1, -1)),
    Shown("bathroom", 5, "morning", (1, -1)),
    Shown("kitchen", 3, "evening", (-1, -1), L_SHAPED),
    Shown("living_room", 5, "lamp", (-1, -1)),
    Shown("bedroom", 4, "midday", (-1, 1)),
)


def compiled(shown: Shown) -> WorldRecord:
    """The room as a question is asked in it."""
    text = SPEC.format(style=shown.style, room=shown.room, light=shown.light)
    parsed = parse(Source("rooms.scene", text))
    resolved = resolve([parsed.tree], (), parsed.diagnostics)
    if resolved.program is None:
        raise SystemExit("\n".join(str(diagnostic) for diagnostic in resolved.diagnostics))
    asked = ask(make_cell(resolved.program, resolved.program.datasets[0], "turn"), (shown.index,))
    if asked.diagnostics:
        raise SystemExit("\n".join(str(diagnostic) for diagnostic in asked.diagnostics))
    return encode(asked.questions).worlds[0]


def photographed(shown: Shown, session: Session) -> npt.NDArray[np.uint8]:
    """The room from the corner; its stage gets a name that no other one has."""
    world = compiled(shown)
    assert world.room is not None
    x, y, z = world.room.size
    place = (shown.corner[0] * (x / 2 - INSET), shown.corner[1] * (y / 2 - INSET), z - UP)
    yaw = math.degrees(math.atan2(-place[1], -place[0]))
    stage = dataclasses.replace(stage_of(world, 0), key=str(shown))
    return session.render(stage, Camera(place, yaw, PITCH, FOV, WIDE, HIGH), passes=False).colour


def main(arguments: Sequence[str] | None = None) -> None:
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("out", type=Path)
    options.add_argument("--renderer", default="blender")
    options.add_argument("--quality", default="standard")
    chosen = options.parse_args(arguments)
    registry.load()
    renderer = RENDERERS[chosen.renderer]
    with renderer.open(chosen.quality, 1) as session:
        pictures = [photographed(shown, session) for shown in ROOMS]
    page = sheet([SheetCell(picture) for picture in pictures], COLUMNS)
    colours = page.quantize(PALETTE, kmeans=REFINED)
    page.quantize(palette=colours, dither=Image.Dither.FLOYDSTEINBERG).save(chosen.out, optimize=True)


if __name__ == "__main__":
    main()
