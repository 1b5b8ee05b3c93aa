"""Puts a layout's questions into words: camera, map frame, map, question (G9)."""

from __future__ import annotations

from spacenum_dsl.asking.families._layout_check import dims_of, factors_of, target_of
from spacenum_dsl.asking.family import Cell
from spacenum_dsl.asking.question import Block, Member, OptionSet, Picture, Text
from spacenum_dsl.asking.words import degrees, picture_options, plain, text_options, with_article
from spacenum_dsl.base import registry
from spacenum_dsl.meaning.program import Direction
from spacenum_dsl.meaning.surface import Surface
from spacenum_dsl.world.world import World


def word(
    cell: Cell, chosen: OptionSet, answer: Member, members: tuple[Member, ...], direction: Direction
) -> tuple[Block, ...]:
    """The frame, the map, the picture or pictures, the options."""
    words, dims = chosen.words, dims_of(cell.block)
    lines = [_setting(cell, chosen.world), _frame(words, dims)]
    if "yaw" in factors_of(cell.block):
        front = registry.every("kind")[chosen.world.thing(target_of(cell.block)).kind].front
        lines += [
            "Yaw is the direction of an object's front, counter-clockwise from +x seen from above; the front "
            f"of the {words['target']} is {front}."
        ]
    lines += ["", "Map:"]
    lines += [
        f"- {words['origin']}: {words['origin_entry']}",
        f"- {words['x_axis']}: {words['x_axis_entry']}",
    ]
    if direction == "num2space":
        lines += [f"- {words['target']}: {answer.text}", ""]
        lines += ["Which picture shows the scene of this map? All pictures are taken by the same camera."]
        return (Text("\n".join(lines)), *picture_options(members))
    question = "What is its x coordinate?" if dims == 1 else "What is its entry in the map?"
    lines += ["", f"The picture also shows {with_article(words['target'])}. {question}"]
    return (Text("\n".join(lines)), Picture(answer.view), *text_options(members))


def _setting(cell: Cell, world: World) -> str:
    camera = world.camera
    assert camera is not None
    if world.surface is not None:
        surface: Surface = registry.every("surface")[world.surface.name]
        title, ground = with_article(surface.title), "that top"
        place = f"objects on {title} with a top of {_extent(world.surface.width, world.surface.depth)}"
    else:
        assert world.room is not None
        shape = "an L-shaped room" if world.room.cut else "a room"
        place, ground = f"objects in {shape} of {_extent(*world.room.size[:2])}", "the floor"
    width, high = cell.image
    return (
        f"A camera looks at {place}. Pictures are {width} × {high} pixels with a horizontal field of view of "
        f"{degrees(round(camera.fov, 2))}; the camera is {plain(camera.position[2], 2)} m above {ground} and "
        f"looks {degrees(round(-camera.pitch, 2))} downwards."
    )


def _extent(x: float, y: float) -> str:
    return f"{plain(x, 2)} m × {plain(y, 2)} m"


def _frame(words: dict[str, str], dims: int) -> str:
    box = "Each entry is an object's axis-aligned bounding box"
    what = {
        1: "Each entry is the x coordinate of an object's centre",
        2: f"{box} seen from above, as [(x min, y min), (x max, y max)]",
        3: f"{box}, as [(x min, y min, z min), (x max, y max, z max)]",
    }[dims]
    axes = {
        1: "",
        2: " Seen from above, +y is +x turned by 90° counter-clockwise (a right-handed frame).",
        3: " Seen from above, +y is +x turned by 90° counter-clockwise; +z points up (a right-handed frame).",
    }[dims]
    return (
        "A map lists objects by coordinates in metres. Its origin is the point on the ground under the "
        f"centre of the {words['origin']}'s bounding box; +x points from there towards the centre of the "
        f"{words['x_axis']}'s.{axes} {what}."
    )
