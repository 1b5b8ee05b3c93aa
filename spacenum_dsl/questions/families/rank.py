"""`rank … on scene`: in which order things come by their distance from an object.

One of them takes a place in each part of the order, so that every case has another order: the things of a
group stay where they are, and the target is nearer than all, farther than one, than two, than all. Which
place is right is drawn afterwards. Num2Space: the order is told, which picture shows it? Space2Num: a picture
is shown, which order is it, or, with `answer: order`, put the things in order.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence

import numpy as np

from spacenum_dsl.base.diagnostics import Diagnostic
from spacenum_dsl.questions import forms
from spacenum_dsl.questions.families._among import (
    MEANT,
    away,
    both_ways,
    faults_of,
    members,
    metres,
    named,
    subsets,
)
from spacenum_dsl.questions.family import Cell, Draft, Family, register
from spacenum_dsl.questions.hosting import MEASURES, default_difference, host
from spacenum_dsl.questions.hosting_rejections import PLACED
from spacenum_dsl.questions.question import AnswerForm, Block, OptionSet, Prompt, Text
from spacenum_dsl.questions.scene_words import called, same_camera, setting, shown
from spacenum_dsl.questions.words import picture_options, pictures_of, text_options
from spacenum_dsl.semantics import values
from spacenum_dsl.semantics.blocks import FAMILY_PROPERTIES, answered_by
from spacenum_dsl.semantics.program import FamilyBlock, Scene
from spacenum_dsl.semantics.types import BlockSpec, FamilySpec, Measure, ObjectOf, PropertySpec
from spacenum_dsl.semantics.units import Dimension
from spacenum_dsl.world.function import FUNCTIONS
from spacenum_dsl.world.rejection import Rejection
from spacenum_dsl.world.view_requirements import ViewFacts
from spacenum_dsl.world.world import Stratum, Variation, Varying, World

ROUNDING = 1e-9
"""By how much two distances may come nearer to each other through rounding."""


def things_of(block: FamilyBlock) -> tuple[str, ...]:
    """The target and the things of the group, by their names in a world."""
    return (named(block, "target"), *members(block, block.options - 1))


def variation(block: FamilyBlock) -> tuple[Varying, ...]:
    """One place of the target in each part of the order."""
    target, *others = things_of(block)
    to, apart, span = named(block, "to"), metres(block, "apart"), block.span
    own = away(block, target, to)
    near = [values.Comparison(span, ">=", own, away(block, other, to, apart)) for other in others]
    far = [values.Comparison(span, "<=", own, away(block, other, to, -apart)) for other in others]
    strata = []
    for place in range(block.options):
        ways = tuple(both_ways(near, far, inside) for inside in subsets(len(others), place))
        name = f"farther from `{to}` than {place} of `{named(block, 'among')}`"
        strata.append(Stratum(name, values.Logic(span, "or", ways)))
    return (Variation(target, ("position",), len(strata), along_x=False, strata=tuple(strata)),)


def check(block: FamilyBlock, scene: Scene) -> tuple[Diagnostic, ...]:
    return tuple(dict.fromkeys(faults_of(block, scene, ("to",), block.options - 1)))


def option_set(cell: Cell, world: World) -> OptionSet | Rejection:
    """All states of the target in this world, if every one of them can be asked about."""
    block = cell.block
    target, *others = things_of(block)
    to = named(block, "to")
    orders = []
    for state in range(len(world.states)):
        there = ViewFacts(world, world.in_state(state), None)
        far = {name: _distance(there, name, to) for name in (target, *others)}
        order = sorted(far, key=far.__getitem__)
        near = min(far[after] - far[before] for before, after in itertools.pairwise(order))
        if near < metres(block, "apart") - ROUNDING:
            return _too_near(block, near)
        orders.append(order)
    places = [world.thing(target, state).placement.position[:2] for state in range(len(world.states))]
    hosted = host(cell, world, [to, target, *others], places)
    if isinstance(hosted, Rejection):
        return hosted
    found = [
        hosted.member(
            state,
            {"order": ", ".join(called(world.thing(name)) for name in order)},
            {"place": (float(order.index(target)),)},
        )
        for state, order in enumerate(orders)
    ]
    found.sort(key=lambda member: member.coordinates["place"])
    return hosted.option_set(found, {"target": target, "to": to})


def _distance(place: ViewFacts, one: str, other: str) -> float:
    return float(np.asarray(FUNCTIONS["distance"].measure(place, (one, other))))


def _too_near(block: FamilyBlock, near: float) -> Rejection:
    """The refusal of things of which two are as far away as each other, or nearly so."""
    group = named(block, "among")
    ways = (f"a wider `at` for `{group}`", "a smaller `apart`")
    detail = f"as they differ by {near:.3f} m and {metres(block, 'apart'):g} m are needed"
    reason = f"two of `{group}` would be as far from `{named(block, 'to')}`"
    return Rejection(group, reason, None, ways, detail, "at", PLACED - 1, near=near)


def prompt(draft: Draft) -> Prompt:
    """The camera, what a distance is, the picture or pictures, the options or the things."""
    world, wording, block = draft.chosen.world, draft.wording, draft.cell.block
    texts = tuple(str(member.value["order"]) for member in draft.members)
    to = called(world.thing(named(block, "to")))
    lines, open, picture = [setting(draft), MEANT], _open(draft, texts), shown(draft)
    content: tuple[Block, ...]
    if draft.direction == "num2space":
        asked = (
            f"In which {picture} do these things come in this order by their distance from the {to}, nearest "
        )
        lines.append(f"{asked}first: {texts[draft.answer]}?{same_camera(draft)}")
        content = (Text("\n".join(lines)), *picture_options(draft.members, wording.last_line))
    elif open is None:
        asked = f"In which order do these things come in this {picture} by their distance from the"
        lines.append(f"{asked} {to}, nearest first?")
        ends = text_options(texts, wording.last_line)
        content = (Text("\n".join(lines)), *pictures_of(draft.right), *ends)
    else:
        lines.append(
            f"Put these things in order by their distance from the {to} in this {picture}, nearest first."
        )
        ends = text_options(open.labelled, wording.asking(_wanted(open)))
        content = (Text("\n".join(lines)), *pictures_of(draft.right), *ends)
    places = tuple(member.coordinates for member in draft.members)
    told = tuple(member.value for member in draft.members)
    return Prompt(content, told, texts, places, draft.chosen.context, open)


def _wanted(form: AnswerForm) -> str:
    return f"all {len(form.labelled)} letters in this order, separated by commas"


def _open(draft: Draft, texts: Sequence[str]) -> AnswerForm | None:
    """All things in the order of each case, where that is to be written."""
    block, world = draft.cell.block, draft.chosen.world
    if draft.direction == "num2space" or block.answer != "order":
        return None
    names = [called(world.thing(name)) for name in things_of(block)]
    return forms.order(names, [text.split(", ") for text in texts], draft.mixed)


_BLOCK = BlockSpec(
    "rank",
    "in which order things come by their distance from an object",
    (
        PropertySpec("target", ObjectOf(), "the thing whose place in the order varies", required=True),
        PropertySpec("among", ObjectOf(), "the group of things that it is one of", required=True),
        PropertySpec("to", ObjectOf(), "the object from which distances are measured", required=True),
        PropertySpec(
            "apart",
            Measure("length", low=0.01),
            "by how much the distances of any two things differ at least",
            "5 cm",
        ),
        *(each for each in FAMILY_PROPERTIES if each.name != "span"),
        answered_by("order"),
    ),
    requires=True,
)


def measures(_: Mapping[str, values.Value]) -> Mapping[str, Dimension]:
    """What orders are measured by beside `visible(…)`."""
    return {**MEASURES, "step": "length"}


register(Family(FamilySpec(_BLOCK, check, measures), variation, option_set, prompt, default_difference))
