"""The map frame of a picture, drawn where it lies on the ground: its axes, or a bar beside its origin.

Both are as long as suits the scene: as long as can be, but not beyond the ground, nor much of the way to the
other anchor. Nothing hides them, not even the anchor on the origin.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import MappingProxyType
from typing import TypeAlias

import numpy as np
from PIL import Image

from spacenum_dsl.base import exact
from spacenum_dsl.base.parts import Floats
from spacenum_dsl.questions.drawing.pen import DOT, Ink, Pen
from spacenum_dsl.questions.drawing.perspective import Perspective, Pixel
from spacenum_dsl.questions.drawing.prompt_map import ToldMap, on_ground
from spacenum_dsl.questions.drawing.tags import Tag, write
from spacenum_dsl.questions.intervention import Canvas

LENGTHS = {1.0: 4, 0.5: 5, 0.2: 2, 0.1: 2}
"""Lengths of axes and bars, metres, and into how many parts a bar of it is divided."""

REACH = 0.75
"""The longest that axes and bars are, as a share of the way from one anchor to the other."""

AXES: dict[str, tuple[Ink, tuple[float, float, float]]] = {
    "z": ((0, 158, 115), (0.0, 0.0, 1.0)),
    "y": ((0, 114, 178), (0.0, 1.0, 0.0)),
    "x": ((213, 94, 0), (1.0, 0.0, 0.0)),
}
"""Inks and directions; the last is drawn over the others."""

INK, CASING = (0, 0, 0), (255, 255, 255)

LINE = 1 / 150
"""Width of lines, as a share of the picture's shorter side; those below them, in white, are twice as wide."""

HEAD, BARB = 0.2, 0.07
"""Length and half the width of an arrow's head, as shares of the arrow."""

BESIDE, THICK = 0.12, 0.06
"""How far a bar lies from the box of the origin's anchor, and how wide it is, as shares of its length."""


def ruled(picture: Image.Image, canvas: Canvas, way: str) -> Image.Image:
    """The picture with axes or bar over it."""
    pen = Pen(picture)
    tags = RULERS[way](pen, ToldMap.of(canvas), Perspective(canvas.camera, canvas.mirrored))
    return write(pen.page(), tags, pen.busy())


def kept_free(canvas: Canvas) -> Floats:
    """(h, w): how bad it would be to write where axes or bar are still to be drawn over the picture."""
    pen = Pen(Image.new("RGB", (canvas.camera.width, canvas.camera.height)))
    for effect in canvas.over:
        if effect.name == "overlay" and effect.value in RULERS:
            RULERS[effect.value](pen, ToldMap.of(canvas), Perspective(canvas.camera, canvas.mirrored))
    return DOT * (pen.busy() > 0)


def _axes(pen: Pen, told: ToldMap, view: Perspective) -> list[Tag]:
    """The axes of the map frame from its origin, each as long as it says."""
    length = next((each for each in _lengths(told) if on_ground(told.world, _ground_tips(told, each))), 0.1)
    line, tags = _line(pen), []
    for name, (ink, direction) in AXES.items():
        along = np.array(direction) * length
        origin, neck, tip = told.in_world(np.stack([0 * along, (1 - HEAD) * along, along]))
        side = _across(told, view, np.array(direction)) * BARB * length
        shaft, head = view.segment(origin, neck), view.polygon(np.stack([tip, neck + side, neck - side]))
        pen.line(shaft, CASING, 2 * line)
        for one, other in zip(head, head[1:] + head[:1], strict=True):
            pen.line((one, other), CASING, line)
        pen.line(shaft, ink, line)
        pen.fill(head, ink)
        tags.append(Tag(f"{name} {length:g} m", ink, tuple(view.seen(np.stack([tip])) or (shaft or ())[1:])))
    for at in view.seen(told.in_world(np.zeros((1, 3)))):
        pen.disc(at, 1.3 * line, INK)
    return tags


def _bar(pen: Pen, told: ToldMap, view: Perspective) -> list[Tag]:
    """A bar along +x beside the origin, divided into parts, its length printed by it."""
    length, y = _place_of_bar(told, view)
    line, half, parts = _line(pen), THICK * length / 2, LENGTHS[length]
    for k in range(parts):
        start, end = (length * j / parts for j in (k, k + 1))
        corners = [(start, y - half), (end, y - half), (end, y + half), (start, y + half)]
        strip = told.in_world(np.array([(*corner, 0.0) for corner in corners]))
        pen.fill(view.polygon(strip), CASING if k % 2 else INK)
        for one, other in zip(strip, np.roll(strip, -1, axis=0), strict=True):
            pen.line(view.segment(one, other), INK, line / 2)
    ends: list[Pixel] = []
    for x in (0.0, length):
        tick = told.in_world(np.array([(x, y - 2 * half, 0.0), (x, y + 2 * half, 0.0)]))
        pen.line(view.segment(*tick), INK, line)
        ends += view.seen(told.in_world(np.array([(x, y, 0.0)])))
    middle = view.seen(told.in_world(np.array([(length / 2, y, 0.0)])))
    return [Tag(f"{length:g} m", INK, tuple(middle or ends))]


Ruler: TypeAlias = Callable[[Pen, ToldMap, Perspective], list[Tag]]

RULERS: MappingProxyType[str, Ruler] = MappingProxyType({"axes": _axes, "scale_bar": _bar})


def _line(pen: Pen) -> float:
    return max(1.0, LINE * min(pen.size))


def _lengths(told: ToldMap) -> Iterator[float]:
    """The lengths that leave some of the way to the other anchor, the longest first; the shortest always."""
    frame = told.world.frame
    assert frame is not None
    origin, other = (told.world.thing(name).placement.position[:2] for name in frame.anchors)
    most = REACH * exact.distance(origin, other)
    yield from (length for length in LENGTHS if length <= max(most, min(LENGTHS)))


def _ground_tips(told: ToldMap, length: float) -> Floats:
    return told.in_world(length * np.array([(1.0, 0.0, 0.0), (0.0, 1.0, 0.0)]))


def _across(told: ToldMap, view: Perspective, direction: Floats) -> Floats:
    """A unit vector of the world across an axis: on the ground, or for z to the camera's right."""
    if direction[2]:
        return np.asarray(view.camera.axes[0])
    zero, across = told.in_world(np.array([(0.0, 0.0, 0.0), (-direction[1], direction[0], 0.0)]))
    return np.asarray(across - zero)


def _place_of_bar(told: ToldMap, view: Perspective) -> tuple[float, float]:
    """Length and y of the bar: the longest one beside the anchor that is on the ground and in the picture, on
    the camera's side if possible; else the shortest, on the axis itself."""
    frame = told.world.frame
    assert frame is not None
    low, high = told.box(told.world.thing(frame.anchors[0]))
    for length in _lengths(told):
        away = BESIDE * length
        places = []
        for y in (low[1] - away, high[1] + away):
            ends = told.in_world(np.array([(0.0, y, 0.0), (length, y, 0.0)]))
            if on_ground(told.world, ends) and len(view.seen(ends)) == 2:
                places.append((view.depth((ends[0] + ends[1]) / 2), y))
        if places:
            return length, float(min(places)[1])
    return min(LENGTHS), 0.0
