"""`count … on scene`: how many of a group are there.

Num2Space: given a number, which picture shows so many? Space2Num: given a picture, how many are there, to be
picked or told? All members that a group can have are placed in a world, of which each picture leaves some
out: which ones is drawn for each, and how many are left for all of them before any world. The numbers of a
question follow each other in what `count` allows, and where they begin is uniform, so that a number hardly
tells its rank. Where things of another group stand among them, there are any number of these in each picture.
"""

from __future__ import annotations

from spacenum_dsl.questions.difficulty import best_of, of_counts
from spacenum_dsl.questions.families._count_check import check, named, variation
from spacenum_dsl.questions.families._count_words import prompt
from spacenum_dsl.questions.family import Cell, Family, register
from spacenum_dsl.questions.hosting import beyond_room, default_difference, measured, seen
from spacenum_dsl.questions.question import OptionSet
from spacenum_dsl.semantics.blocks import ANSWER, FAMILY_PROPERTIES
from spacenum_dsl.semantics.types import BlockSpec, FamilySpec, ObjectOf, PropertySpec
from spacenum_dsl.world.rejection import Rejection
from spacenum_dsl.world.world import World


def option_set(cell: Cell, world: World) -> OptionSet | Rejection:
    """All states of this world, if whatever is to be counted is seen in each of them."""
    group = named(cell.block)["group"]
    beyond = beyond_room(cell, world)
    if beyond is not None:
        return beyond
    there = [
        [thing.name for thing in world.in_state(state) if thing.group == group]
        for state in range(len(world.states))
    ]
    sights = seen(cell, world, there)
    if isinstance(sights, Rejection):
        return sights
    each = [of_counts(sights.by(camera), there) for camera in sights.whole]
    hosted = measured(cell, world, sights, [best_of(state) for state in zip(*each, strict=True)])
    if isinstance(hosted, Rejection):
        return hosted
    members = sorted(
        (
            hosted.member(state, {"count": float(len(names))}, {"count": (float(len(names)),)})
            for state, names in enumerate(there)
        ),
        key=lambda member: member.coordinates["count"],
    )
    return hosted.option_set(members, {"group": group})


_BLOCK = BlockSpec(
    "count",
    "how many of a group are there",
    (
        PropertySpec("group", ObjectOf(), "the group whose members are to be counted", required=True),
        PropertySpec("among", ObjectOf(), "a group of other things, of which each picture shows any number"),
        *(each for each in FAMILY_PROPERTIES if each.name != "span"),
        ANSWER,
    ),
    requires=True,
)


register(Family(FamilySpec(_BLOCK, check), variation, option_set, prompt, default_difference))
