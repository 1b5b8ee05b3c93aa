"""A world from above, drawn flat: where things stand, where the viewer looks, what differs between options.

A picture shows what a model sees, a plan shows why an option is right. +x points right and +y up, as on
a map. Footprints are the rectangles that the sampler keeps apart, so that what overlaps here overlaps there.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from spacenum_dsl.base.paint import PALETTE, to_srgb
from spacenum_dsl.base.parts import Vec3
from spacenum_dsl.output.preview.sheet import INK, MARK
from spacenum_dsl.questions.drawing.pen import Ink
from spacenum_dsl.questions.drawing.perspective import Area, Pixel
from spacenum_dsl.semantics.kind import KINDS, OWN
from spacenum_dsl.world.world import Placement, Thing, ViewPoint, World

BORDER = 12
FOOT = 22
LETTER = 11
FINE = 3
"""Pixels: the free space around the plan, the strip of the scale bar below it, the height of letters; and
how many times finer than the picture lines are drawn before it is reduced."""

PAPER = (255, 255, 255)
GROUND = (244, 242, 237)
AXES = (38, 92, 186)
SIGHT = (250, 204, 92)

OVERHEAD = 1.8
"""Metres over the ground from which on an object is only outlined, as it hides what stands below it."""

CONE = 0.22
AXIS = 0.16
TICK = 0.15
"""Lengths of the view cone, of the map frame's axes and of an end's line of sight, as shares of the plan."""

SIDES = ((1, 0), (1, -1), (-1, 0), (-1, -1), (0, -1), (1, 1), (-1, 1), (0, 1))
CORNERS = ((1, -1), (-1, -1), (1, 1), (-1, 1))
"""Directions from a thing to the words beside it, in pixels' axes, in the order in which they are tried."""


@dataclass(frozen=True)
class Mark:
    """The letter of an option, or several, and whether it, or one of them, is the answer."""

    letter: str
    answer: bool


@dataclass(frozen=True)
class Notes:
    """What a plan shows of a question: where the viewer stands, and the options by letter.

    `states` marks placements of the varied objects by their number, `ends` where the viewer comes to stand.
    """

    eye: ViewPoint | None = None
    states: Mapping[int, Mark] = field(default_factory=dict)
    ends: tuple[tuple[ViewPoint, Mark], ...] = ()


@dataclass(frozen=True)
class Chart:
    """World metres to pixels of a plan: `scale` pixels a metre, `corner` the point at pixel (0, 0)."""

    scale: float
    corner: tuple[float, float]

    def at(self, x: float, y: float) -> Pixel:
        return (x - self.corner[0]) * self.scale, (self.corner[1] - y) * self.scale


def chart_of(world: World, notes: Notes, size: tuple[int, int]) -> Chart:
    """The largest chart on which the ground, the viewer and all its ends fit, in the middle."""
    half_x, half_y = _half(world)
    viewers = [view for view in (notes.eye, *(end for end, _ in notes.ends)) if view is not None]
    xs = [-half_x, half_x, *(view.position[0] for view in viewers)]
    ys = [-half_y, half_y, *(view.position[1] for view in viewers)]
    wide, high = max(xs) - min(xs), max(ys) - min(ys)
    room_x, room_y = size[0] - 2 * BORDER, size[1] - 2 * BORDER - FOOT
    if min(room_x, room_y) <= 0:
        raise ValueError(f"a plan needs more than {2 * BORDER} × {2 * BORDER + FOOT} pixels")
    scale = min(room_x / wide, room_y / high)
    left = min(xs) - (size[0] / scale - wide) / 2
    top = max(ys) + ((size[1] - FOOT) / scale - high) / 2
    return Chart(scale, (left, top))


def draw_plan(world: World, notes: Notes, size: tuple[int, int]) -> Image.Image:
    """The plan as a picture of `size` pixels."""
    chart = chart_of(world, notes, size)
    fine = Chart(chart.scale * FINE, chart.corner)
    page = Image.new("RGB", (size[0] * FINE, size[1] * FINE), PAPER)
    pen = ImageDraw.Draw(page, "RGBA")
    edge = [fine.at(*corner) for corner in _edge(world)]
    pen.polygon(edge, GROUND)
    pen.line([*edge, *edge[:2]], INK, 2 * FINE, joint="curve")
    reach = min(size) / chart.scale
    if notes.eye is not None:
        _cone(pen, fine, notes.eye, CONE * reach)
    for thing in sorted(world.fixed, key=_top):
        _fill(pen, fine, thing)
        _outline(pen, fine, thing, INK, FINE)
    placements = _placements(world, notes)
    for thing in (thing for thing, mark in placements if mark.answer):
        _fill(pen, fine, thing)
    for thing, mark in placements:
        _outline(pen, fine, thing, MARK if mark.answer else INK, 2 * FINE)
    if world.frame is not None:
        _axes(pen, fine, world, AXIS * reach)
    for end, mark in notes.ends:
        _end(pen, fine, notes.eye, end, mark, TICK * reach)
    page = page.resize(size, Image.Resampling.BOX)
    _write(ImageDraw.Draw(page), size, chart, world, notes, reach)
    _bar(ImageDraw.Draw(page), chart, size)
    return page


def footprint(thing: Thing) -> list[tuple[float, float]]:
    """The corners of an object's box in the world's plan, counter-clockwise, its front left one first."""
    box = thing.box()
    c, s = float(box.cos), float(box.sin)
    depth, width = float(box.depth) / 2, float(box.width) / 2
    x, y = float(box.x), float(box.y)
    corners = ((depth, width), (-depth, width), (-depth, -width), (depth, -width))
    return [(x + u * c - v * s, y + u * s + v * c) for u, v in corners]


def _half(world: World) -> tuple[float, float]:
    """Half the sides of the ground on which objects stand, metres."""
    if world.room is not None:
        return world.room.size[0] / 2, world.room.size[1] / 2
    assert world.surface is not None
    return world.surface.width / 2, world.surface.depth / 2


def _edge(world: World) -> list[tuple[float, float]]:
    """The corners of the ground, counter-clockwise; an L-shaped room lacks the one at +x and +y."""
    x, y = _half(world)
    if world.room is None or world.room.cut is None:
        return [(-x, -y), (x, -y), (x, y), (-x, y)]
    a, b = world.room.cut
    return [(-x, -y), (x, -y), (x, y - b), (x - a, y - b), (x - a, y), (-x, y)]


def _top(thing: Thing) -> float:
    return thing.placement.position[2] + thing.size[2] * thing.placement.scale


def _placements(world: World, notes: Notes) -> list[tuple[Thing, Mark]]:
    """The varied objects in every marked state, once where several have one at the same place, those of the
    answer last so that nothing covers them."""
    found: dict[tuple[str, Placement], tuple[Thing, Mark]] = {}
    for state, mark in sorted(notes.states.items(), key=lambda item: (item[1].answer, item[0])):
        for thing in world.in_state(state):
            if thing.name in world.varied:
                _, before = found.pop((thing.name, thing.placement), (thing, Mark("", False)))
                letters = " ".join(sorted((*before.letter.split(), mark.letter)))
                found[thing.name, thing.placement] = thing, Mark(letters, mark.answer)
    return list(found.values())


def _fill(pen: ImageDraw.ImageDraw, chart: Chart, thing: Thing) -> None:
    """The footprint in the object's colour, unless it hangs over everything else."""
    if thing.placement.position[2] < OVERHEAD:
        red, green, blue = (round(255 * channel) for channel in _paint(thing))
        pen.polygon([chart.at(*corner) for corner in footprint(thing)], fill=(red, green, blue))


def _paint(thing: Thing) -> Vec3:
    """The colour of an object, sRGB; the mean of all its triangles where it brings its own."""
    if thing.colour != OWN:
        return PALETTE[thing.colour]
    mesh = thing.mesh
    a, b, c = (mesh.vertices[mesh.faces[:, k]] for k in range(3))
    area = np.linalg.norm(np.cross(b - a, c - a), axis=1)
    light = np.array([part.skin.colour if part.skin else (0.0, 0.0, 0.0) for part in mesh.parts])
    red, green, blue = to_srgb(area @ light[mesh.part_of] / area.sum()).tolist()
    return red, green, blue


def _outline(pen: ImageDraw.ImageDraw, chart: Chart, thing: Thing, line: Ink, width: int) -> None:
    corners = [chart.at(*corner) for corner in footprint(thing)]
    pen.line([*corners, corners[0], corners[1]], fill=line, width=width, joint="curve")


def _ahead(view: ViewPoint, length: float, turn: float = 0.0) -> tuple[float, float]:
    """The point of the plan that far along the direction of sight, turned counter-clockwise by degrees."""
    angle = math.radians(view.yaw + turn)
    return view.position[0] + length * math.cos(angle), view.position[1] + length * math.sin(angle)


def _cone(pen: ImageDraw.ImageDraw, chart: Chart, eye: ViewPoint, length: float) -> None:
    steps = [eye.fov * (k / 16 - 0.5) for k in range(17)]
    rim = [chart.at(*_ahead(eye, length, turn)) for turn in steps]
    centre = chart.at(*eye.position[:2])
    pen.polygon([centre, *rim], fill=(*SIGHT, 120), outline=(*SIGHT, 255))
    _dot(pen, centre, 4 * FINE, INK)


def _end(
    pen: ImageDraw.ImageDraw, chart: Chart, eye: ViewPoint | None, end: ViewPoint, mark: Mark, length: float
) -> None:
    colour = MARK if mark.answer else INK
    here = chart.at(*end.position[:2])
    if eye is not None and eye.position != end.position:
        pen.line([chart.at(*eye.position[:2]), here], fill=(*INK, 110), width=FINE)
    if _turned(eye, end):
        sight = [here, chart.at(*_ahead(end, length))]
        pen.line(sight, fill=colour, width=FINE + (FINE if mark.answer else 0))
    if eye is None or eye.position != end.position:
        _dot(pen, here, (4 if mark.answer else 3) * FINE, colour)


def _turned(eye: ViewPoint | None, end: ViewPoint) -> bool:
    return eye is None or eye.yaw != end.yaw


def _axes(pen: ImageDraw.ImageDraw, chart: Chart, world: World, length: float) -> None:
    assert world.frame is not None
    origin = chart.at(*world.frame.origin[:2])
    for tip in _axis_tips(world, length).values():
        end = chart.at(*tip)
        pen.line([origin, end], fill=AXES, width=2 * FINE)
        along = math.atan2(end[1] - origin[1], end[0] - origin[0])
        barbs = [
            (end[0] - 7 * FINE * math.cos(along + turn), end[1] - 7 * FINE * math.sin(along + turn))
            for turn in (-0.45, 0.45)
        ]
        pen.polygon([end, *barbs], fill=AXES)
    _dot(pen, origin, 3 * FINE, AXES)


def _axis_tips(world: World, length: float) -> dict[str, tuple[float, float]]:
    frame = world.frame
    assert frame is not None
    c, s = length * math.cos(math.radians(frame.yaw)), length * math.sin(math.radians(frame.yaw))
    x, y, _ = frame.origin
    return {"+x": (x + c, y + s), "+y": (x - s, y + c)}


def _dot(pen: ImageDraw.ImageDraw, at: Pixel, radius: float, colour: Ink) -> None:
    pen.ellipse((at[0] - radius, at[1] - radius, at[0] + radius, at[1] + radius), fill=colour)


@dataclass(frozen=True)
class _Label:
    """Words for a rectangle of the picture (left, top, right, bottom).

    They stand `on` it if they fit or must, else beside it; the first direction of `sides` is tried first.
    """

    text: str
    names: Area
    colour: Ink = INK
    on: Literal["always", "fits", "never"] = "never"
    sides: tuple[tuple[int, int], ...] = SIDES


def _labels(chart: Chart, world: World, notes: Notes, reach: float) -> Iterator[_Label]:
    """Options first: what comes first finds room first."""
    for (thing, mark), alone in _by_size(_placements(world, notes)):
        colour = MARK if mark.answer else INK
        yield _Label(mark.letter, _extent(chart, thing), colour, "always" if alone else "never", CORNERS)
    for at, marks in _ends_by_place(notes, TICK * reach).items():
        colour = MARK if all(mark.answer for mark in marks) else INK
        yield _Label(" ".join(sorted(mark.letter for mark in marks)), _around(chart.at(*at), 4.0), colour)
    if world.frame is not None:
        for name, tip in _axis_tips(world, AXIS * reach).items():
            yield _Label(name, _around(chart.at(*tip), 1.0), AXES)
    kinds = KINDS
    for thing in sorted(world.fixed, key=_top, reverse=True):
        yield _Label(kinds[thing.kind].title, _extent(chart, thing), on="fits")
    for thing, mark in _placements(world, notes):
        if mark.answer:
            yield _Label(kinds[thing.kind].title, _extent(chart, thing), MARK, sides=SIDES[::-1])


def _by_size(placed: Sequence[tuple[Thing, Mark]]) -> Iterator[tuple[tuple[Thing, Mark], bool]]:
    """Placements, small ones first, and whether no smaller one stands on the same point."""
    taken: set[tuple[float, ...]] = set()
    for thing, mark in sorted(placed, key=lambda item: (item[0].placement.scale, item[1].letter)):
        point = tuple(round(value, 6) for value in thing.placement.position)
        yield (thing, mark), point not in taken
        taken.add(point)


def _ends_by_place(notes: Notes, length: float) -> dict[tuple[float, float], list[Mark]]:
    """Marks of the ends by the point that shows them: where the viewer comes to stand, or the tip of the
    line of sight after a turn. Tilts share one."""
    found: dict[tuple[float, float], list[Mark]] = {}
    for end, mark in notes.ends:
        x, y = _ahead(end, length) if _turned(notes.eye, end) else end.position[:2]
        found.setdefault((round(x, 6), round(y, 6)), []).append(mark)
    return found


def _extent(chart: Chart, thing: Thing) -> Area:
    pixels = [chart.at(*corner) for corner in footprint(thing)]
    xs, ys = [x for x, _ in pixels], [y for _, y in pixels]
    return min(xs), min(ys), max(xs), max(ys)


def _around(centre: Pixel, reach: float) -> Area:
    return centre[0] - reach, centre[1] - reach, centre[0] + reach, centre[1] + reach


def _write(
    pen: ImageDraw.ImageDraw, size: tuple[int, int], chart: Chart, world: World, notes: Notes, reach: float
) -> None:
    """All labels, each at the first place on the page where it covers no other one, no viewer and no axis."""
    font = ImageFont.load_default(LETTER)
    viewers = [view for view in (notes.eye, *(end for end, _ in notes.ends)) if view is not None]
    points = [view.position[:2] for view in viewers]
    if world.frame is not None:
        x, y, _ = world.frame.origin
        tips = _axis_tips(world, AXIS * reach).values()
        points += [(x + k / 8 * (u - x), y + k / 8 * (v - y)) for u, v in tips for k in range(1, 8)]
    taken = [_around(chart.at(*point), 3.0) for point in points]
    for label in _labels(chart, world, notes, reach):
        left, top, right, bottom = pen.textbbox((0, 0), label.text, font=font)
        spots = sorted(_spots(label, (right - left, bottom - top)), key=lambda spot: _leaves(spot, size))
        spot = next((spot for spot in spots if not any(_meet(spot, other) for other in taken)), spots[0])
        taken.append(spot)
        at = (spot[0] - left, spot[1] - top)
        pen.text(at, label.text, font=font, fill=label.colour, stroke_width=2, stroke_fill=PAPER)
        pen.text(at, label.text, font=font, fill=label.colour)


def _spots(label: _Label, size: tuple[float, float]) -> Iterator[Area]:
    """Where a label may stand, best first."""
    left, top, right, bottom = label.names
    x, y = (left + right) / 2, (top + bottom) / 2
    width, height = size
    fits = right - left > width + 6 and bottom - top > height + 6
    if label.on == "always" or (label.on == "fits" and fits):
        yield x - width / 2, y - height / 2, x + width / 2, y + height / 2
    for far in (3.0, 9.0):
        for i, j in label.sides:
            across = x + i * ((right - left + width) / 2 + far)
            down = y + j * ((bottom - top + height) / 2 + far)
            yield across - width / 2, down - height / 2, across + width / 2, down + height / 2


def _meet(a: Area, b: Area) -> bool:
    return a[0] < b[2] + 2 and b[0] < a[2] + 2 and a[1] < b[3] and b[1] < a[3]


def _leaves(spot: Area, size: tuple[int, int]) -> bool:
    """Whether a label would be cut off at the edge of the page."""
    return min(spot[:2]) < 0 or spot[2] > size[0] or spot[3] > size[1]


def _bar(pen: ImageDraw.ImageDraw, chart: Chart, size: tuple[int, int]) -> None:
    """The longest round length that takes up to a third of the width."""
    length = _round_length(size[0] / 3 / chart.scale)
    left, bottom = BORDER, size[1] - 8
    right = left + length * chart.scale
    pen.line([(left, bottom), (right, bottom)], fill=INK, width=2)
    for x in (left, right):
        pen.line([(x, bottom - 3), (x, bottom + 3)], fill=INK, width=1)
    font = ImageFont.load_default(LETTER)
    pen.text((right + 6, bottom - LETTER + 3), f"{length:g} m", font=font, fill=INK)


def _round_length(most: float) -> float:
    """The largest of 1, 2, 5 times a power of ten that is not above `most`."""
    power = 10.0 ** math.floor(math.log10(most))
    steps: Iterable[float] = (5.0, 2.0, 1.0)
    return next(step * power for step in steps if step * power <= most * (1 + 1e-9))
