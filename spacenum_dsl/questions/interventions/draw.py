"""`draw: points | boxes2d | boxes3d`: every picture replaced by a drawing of what stands where.

A drawing shows the ground and every object under its name, from the picture's camera and in its exact
perspective, and nothing else; nothing hides anything. `points` are what maps of any dimension name objects
by: the low corner of the axis-aligned box in the map frame (a dot), its high corner (a ring), both above
their places on the ground, and the centre of the base (a small dot); a key says so. `boxes2d` are rectangles
round what the picture would show of an object if nothing stood before it, `boxes3d` the axis-aligned boxes in
the map frame.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np
from PIL import Image

from spacenum_dsl.base import exact
from spacenum_dsl.base.paint import PALETTE
from spacenum_dsl.base.parts import Vec3
from spacenum_dsl.questions.drawing.pen import Ink, Pen
from spacenum_dsl.questions.drawing.perspective import Perspective
from spacenum_dsl.questions.drawing.prompt_map import ToldMap, ground
from spacenum_dsl.questions.drawing.ruler import kept_free
from spacenum_dsl.questions.drawing.sketch import WAYS, Sketch
from spacenum_dsl.questions.drawing.tags import Tag, write
from spacenum_dsl.questions.family import Draft
from spacenum_dsl.questions.intervention import Canvas, Intervention, Painter, register, register_painter
from spacenum_dsl.questions.question import Effect
from spacenum_dsl.questions.scene_words import called
from spacenum_dsl.semantics import values
from spacenum_dsl.semantics.types import InterventionSpec, PropertySpec, WayOf
from spacenum_dsl.world.world import Thing, World

PAPER, GROUND, EDGE = (255, 255, 255), (241, 240, 236), (150, 150, 146)

INKS: tuple[Ink, ...] = (
    (0, 114, 178),
    (213, 94, 0),
    (0, 158, 115),
    (204, 121, 167),
    (230, 159, 0),
    (86, 180, 233),
    (0, 0, 0),
)
"""Colours that people with every kind of colour vision tell apart (Okabe and Ito, 2008); their yellow is left
out, as it is pale on a light ground."""


def drawn(draft: Draft, way: values.Value) -> Draft:
    """The draft with drawings in the place of all of its pictures."""
    assert isinstance(way, values.Symbol)
    return replace(draft, effects=(*draft.effects, Effect("draw", way.name)))


def paint(picture: Image.Image, canvas: Canvas, way: str) -> Image.Image:
    """The drawing of the picture's world, near objects over far ones."""
    world, view = canvas.world, Perspective(canvas.camera, canvas.mirrored)
    sketch = Sketch(Pen(Image.new("RGB", picture.size, PAPER)), view, ToldMap.of(canvas))
    corners = ground(world)
    sketch.pen.fill(view.polygon(corners), GROUND)
    for one, other in zip(corners, np.roll(corners, -1, axis=0), strict=True):
        sketch.pen.line(view.segment(one, other), EDGE, sketch.line)
    colours, things = inks(world), world.in_state(canvas.state)
    far = sorted(things, key=lambda thing: -view.depth(np.asarray(thing.placement.position)))
    points = {thing.name: WAYS[way](sketch, thing, colours[thing.name]) for thing in far}
    if way == "points":
        sketch.key()
    tags = [
        Tag(called(thing), colours[thing.name], tuple(points[thing.name]))
        for thing in _asked_first(world, far[::-1])
    ]
    return write(sketch.pen.page(), tags, np.maximum(sketch.pen.busy(), kept_free(canvas)))


def inks(world: World) -> dict[str, Ink]:
    """A colour for each object: of those used least the one next to its own, so that the ink of a red mug is
    a red one if it can be. What questions are about chooses first, whatever else stands there."""
    found: dict[str, Ink] = {}
    for thing in _asked_first(world, world.things):
        used = [list(found.values()).count(ink) for ink in INKS]
        free = [ink for ink, count in zip(INKS, used, strict=True) if count == min(used)]
        own = PALETTE.get(thing.colour, PALETTE["grey"])
        found[thing.name] = min(free, key=lambda ink: _apart(ink, own))
    return found


def _asked_first(world: World, things: Iterable[Thing]) -> list[Thing]:
    """Anchors, then what varies, then the others, in the same order otherwise."""
    return sorted(things, key=lambda thing: (thing.role != "anchor", thing.name not in world.varied))


def _apart(ink: Ink, paint: Vec3) -> float:
    return exact.distance([one / 255 for one in ink], paint)


_SPEC = PropertySpec(
    "draw",
    WayOf(("points", "boxes2d", "boxes3d")),
    "every picture replaced by a drawing: corners of boxes, rectangles in the picture, boxes in space",
    drawn=True,
)
register(Intervention(InterventionSpec(_SPEC, ("layout",)), frozenset({"effects"}), draft=drawn))
register_painter(Painter("draw", "world", paint))
