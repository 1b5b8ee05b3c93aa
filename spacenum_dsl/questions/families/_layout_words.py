"""Puts a layout's questions into words: camera, map frame, map, question (G9)."""

from __future__ import annotations

from spacenum_dsl.base import exact
from spacenum_dsl.questions import forms
from spacenum_dsl.questions.families._layout_check import (
    asked_about,
    dims_of,
    factors_of,
    is_written,
    target_of,
    writes_all,
)
from spacenum_dsl.questions.families._layout_map import (
    by_name,
    coordinates,
    decimals_of,
    entry,
    point,
    printed,
    told,
    told_place,
)
from spacenum_dsl.questions.family import Draft
from spacenum_dsl.questions.question import AnswerForm, Block, Numbers, Prompt, Text
from spacenum_dsl.questions.scene_words import called, rounded, same_camera, setting, shown
from spacenum_dsl.questions.wording import Wording
from spacenum_dsl.questions.words import picture_options, pictures_of, possessive, text_options, with_article
from spacenum_dsl.semantics.kind import KINDS
from spacenum_dsl.semantics.program import FamilyBlock
from spacenum_dsl.world.world import Thing, World


def prompt(draft: Draft) -> Prompt:
    """The frame, the map, the picture or pictures, the options."""
    world, wording, block = draft.chosen.world, draft.wording, draft.cell.block
    dims, target = dims_of(block), called(world.thing(target_of(block)))
    assert world.frame is not None
    anchors = [world.thing(name) for name in world.frame.anchors]
    values = tuple(told(member.value, wording) for member in draft.members)
    entries = [told(told_of(block, anchor, world), wording) for anchor in anchors]
    decimals = decimals_of([*values, *entries], wording)
    texts = tuple(printed(value, wording, decimals) for value in values)
    names = [called(anchor) for anchor in anchors]
    lines = [
        setting(draft),
        _frame(names[0], names[1], dims, _entry(block), wording, _ground(world, wording)),
    ]
    if "yaw" in factors_of(block):
        front = KINDS[world.thing(target_of(block)).kind].front
        lines += [
            "Yaw is the direction of an object's front, counter-clockwise from +x seen from above; the front "
            f"of the {target} is {front}."
        ]
    lines += ["", "Map:"]
    lines += [
        f"- {name}: {printed(each, wording, decimals)}" for name, each in zip(names, entries, strict=True)
    ]
    content: tuple[Block, ...]
    open: AnswerForm | None = None
    if draft.direction == "num2space":
        lines += [f"- {target}: {texts[draft.answer]}", ""]
        lines += [f"Which {shown(draft)} shows the scene of this map?{same_camera(draft)}"]
        content = (Text("\n".join(lines)), *picture_options(draft.members, wording.last_line))
    elif is_written(block):
        open = _written(draft)
        named = ", ".join(with_article(name) for name in open.fields["names"])
        asked = "What are their entries" if writes_all(block) else "What is its entry"
        lines += ["", f"The {shown(draft)} also shows {named}. {asked} in the map?"]
        keys = ", ".join(f'"{name}": [{", ".join("xyz"[:dims])}]' for name in open.fields["names"])
        reply = f"a JSON object of coordinates in {wording.unit_name}, {{{keys}}}"
        content = (Text("\n".join(lines)), *pictures_of(draft.right), Text(wording.asking(reply)))
    else:
        question = "What is its x coordinate?" if dims == 1 else "What is its entry in the map?"
        lines += ["", f"The {shown(draft)} also shows {with_article(target)}. {question}"]
        pictures = pictures_of(draft.right)
        content = (Text("\n".join(lines)), *pictures, *text_options(texts, wording.last_line))
    places = tuple(told_place(member.coordinates, wording) for member in draft.members)
    return Prompt(content, values, texts, places, draft.chosen.context, open)


def told_of(block: FamilyBlock, thing: Thing, world: World) -> Numbers:
    """What a map tells of an object: its entry, or the point where it is if that is to be written."""
    dims = dims_of(block)
    return point(thing, world, dims) if is_written(block) else by_name(entry(thing, world, dims))


def _written(draft: Draft) -> AnswerForm:
    """The map that is to be written, of each case."""
    world, wording, block = draft.chosen.world, draft.wording, draft.cell.block
    maps = []
    for member in draft.members:
        things = asked_about(block, world.in_state(member.number))
        points = [told(told_of(block, thing, world), wording) for thing in things]
        names = [called(thing) for thing in things]
        maps.append(dict(zip(names, map(coordinates, points), strict=True)))
    return forms.named_points(maps, asked_in=wording.unit)


def _entry(block: FamilyBlock) -> str:
    """What an entry is."""
    dims, box = dims_of(block), "Each entry is an object's axis-aligned bounding box"
    if dims == 1:
        return "Each entry is the x coordinate of the centre of an object's own bounding box"
    if is_written(block):
        point = "Each entry is the point at which the centre of an object's own bounding box is"
        return f"{point}, as (x, y, z)" if dims == 3 else f"{point}, seen from above, as (x, y)"
    if dims == 2:
        return f"{box} seen from above, as [(x min, y min), (x max, y max)]"
    return f"{box}, as [(x min, y min, z min), (x max, y max, z max)]"


def _ground(world: World, wording: Wording) -> str:
    """What the map's origin is on: the ground, or the object that carries the anchor there."""
    assert world.frame is not None
    x, y, z = world.frame.origin
    below = [thing for thing in world.things if _carries(thing, x, y, z)]
    if not below:
        return "on the floor" if world.room is not None else "on that top"
    floor = "the floor" if world.room is not None else "that top"
    return f"on the top of the {called(below[0])}, {rounded(z, wording)} above {floor},"


def _carries(thing: Thing, x: float, y: float, z: float) -> bool:
    """Whether a point of the world is on the top of a thing's box."""
    (u, v, base), (c, s) = thing.placement.position, exact.turn(thing.placement.yaw)
    depth, width, height = (side * thing.placement.scale for side in thing.size)
    ahead = (x - u) * c + (y - v) * s
    aside = (y - v) * c - (x - u) * s
    return abs(base + height - z) < 1e-6 and abs(ahead) <= depth / 2 and abs(aside) <= width / 2


def _frame(origin: str, x_axis: str, dims: int, what: str, wording: Wording, ground: str) -> str:
    axes = {
        1: "",
        2: " Seen from above, +y is +x turned by 90° counter-clockwise (a right-handed frame).",
        3: " Seen from above, +y is +x turned by 90° counter-clockwise; +z points up (a right-handed frame).",
    }[dims]
    return (
        f"A map lists objects by coordinates in {wording.unit_name}. Its origin is the point {ground} "
        f"under the centre of {possessive(origin)} own bounding box, which is turned with it; +x points from "
        f"there towards the centre of {possessive(x_axis)}.{axes} {what}."
    )
