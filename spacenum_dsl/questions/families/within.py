"""`within … on scene`: which things of a group are nearer to an object than a length.

The things stay where they are, and the object takes one place for each set of them that there is, from none
to all: every set is right once. Which one is asked about is drawn afterwards, so that each thing is in it as
often as not, whatever the others are. Num2Space: a set is told, which picture shows it? Space2Num: a picture
is shown, which set is it, or, with `answer: pick_several`, choose all that hold.
"""

from __future__ import annotations

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
from spacenum_dsl.questions.hosting_check import fault
from spacenum_dsl.questions.question import AnswerForm, Block, Numbers, OptionSet, Prompt, Text
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

YES, NO = ": yes", ": no"
"""How things are told that are in a set, and those that are not: all sets have one form."""


def size_of(block: FamilyBlock) -> int:
    """How many things there are: as many as have so many sets as there are options."""
    return block.options.bit_length() - 1


def sets_of(block: FamilyBlock) -> list[tuple[int, ...]]:
    """All sets of things, small ones first."""
    count = size_of(block)
    return [each for size in range(count + 1) for each in subsets(count, size)]


def variation(block: FamilyBlock) -> tuple[Varying, ...]:
    """One place of the target for each set of things."""
    target, span = named(block, "target"), block.span
    radius, margin = metres(block, "radius"), metres(block, "margin")
    inner, outer = (values.Constant(span, radius + by, "length") for by in (-margin, margin))
    gaps = [away(block, target, thing) for thing in members(block, size_of(block))]
    near = [values.Comparison(span, "<=", gap, inner) for gap in gaps]
    far = [values.Comparison(span, ">=", gap, outer) for gap in gaps]
    group = named(block, "among")
    strata = tuple(
        Stratum(
            f"nearer than {radius:g} m to {', '.join(f'`{group}[{n}]`' for n in inside) or 'none'}"
            + (" alone" if inside else f" of `{group}`"),
            both_ways(near, far, inside),
        )
        for inside in sets_of(block)
    )
    return (Variation(target, ("position",), len(strata), along_x=False, strata=strata),)


def check(block: FamilyBlock, scene: Scene) -> tuple[Diagnostic, ...]:
    """What is wrong with a block beyond the types of its properties."""
    found = list(faults_of(block, scene, (), size_of(block)))
    if block.options != 2 ** size_of(block):
        message = f"so many things have 2, 4, 8 … sets, not {block.options}"
        found.append(fault(message, block.span, f"write `options: {2 ** size_of(block)}`"))
    if metres(block, "margin") >= metres(block, "radius"):
        span = block.values["margin"].span
        found.append(fault("the margin leaves nothing of the circle", span, "write less than the radius"))
    return tuple(dict.fromkeys(found))


def option_set(cell: Cell, world: World) -> OptionSet | Rejection:
    """All states of the target in this world, if every one of them can be asked about."""
    block = cell.block
    target, things = named(block, "target"), members(block, size_of(block))
    places = [world.thing(target, state).placement.position[:2] for state in range(len(world.states))]
    hosted = host(cell, world, [target, *things], places)
    if isinstance(hosted, Rejection):
        return hosted
    known = sets_of(block)
    found = []
    for state in range(len(hosted.measures)):
        there = ViewFacts(world, world.in_state(state), None)
        far = [float(np.asarray(FUNCTIONS["distance"].measure(there, (target, each)))) for each in things]
        inside = tuple(place for place, gap in enumerate(far) if gap < metres(block, "radius"))
        told = [called(world.thing(name)) + (YES if n in inside else NO) for n, name in enumerate(things)]
        value: Numbers = {"set": ", ".join(told)}
        found.append(hosted.member(state, value, {"set": (float(known.index(inside)),)}))
    found.sort(key=lambda member: member.coordinates["set"])
    return hosted.option_set(found, {"target": target})


def prompt(draft: Draft) -> Prompt:
    """The camera, what a distance is, the picture or pictures, the options or the things."""
    world, wording, block = draft.chosen.world, draft.wording, draft.cell.block
    texts = tuple(str(member.value["set"]) for member in draft.members)
    names = [called(world.thing(name)) for name in members(block, size_of(block))]
    target = called(world.thing(named(block, "target")))
    nearer = f"nearer than {wording.length(metres(block, 'radius'), wording.rounded)} to the {target}"
    lines, open, picture = [setting(draft), MEANT], _open(draft, names, texts), shown(draft)
    content: tuple[Block, ...]
    if draft.direction == "num2space":
        asked = f"Which things are {nearer}? In which {picture} is it so: {texts[draft.answer]}?"
        lines.append(f"{asked}{same_camera(draft)}")
        content = (Text("\n".join(lines)), *picture_options(draft.members, wording.last_line))
    elif open is None:
        lines.append(f"Which things are {nearer} in this {picture}?")
        ends = text_options(texts, wording.last_line)
        content = (Text("\n".join(lines)), *pictures_of(draft.right), *ends)
    else:
        lines.append(f"Which of these things are {nearer} in this {picture}?")
        wanted = "the letters of all that are, separated by commas, or the word none"
        ends = text_options(open.labelled, wording.asking(wanted))
        content = (Text("\n".join(lines)), *pictures_of(draft.right), *ends)
    places = tuple(member.coordinates for member in draft.members)
    told = tuple(member.value for member in draft.members)
    return Prompt(content, told, texts, places, draft.chosen.context, open)


def _open(draft: Draft, names: Sequence[str], texts: Sequence[str]) -> AnswerForm | None:
    """The set of each case, where its letters are to be given."""
    if draft.direction == "num2space" or draft.cell.block.answer != "pick_several":
        return None
    sets = [[part.removesuffix(YES) for part in text.split(", ") if part.endswith(YES)] for text in texts]
    return forms.several(names, sets, draft.mixed)


_BLOCK = BlockSpec(
    "within",
    "which things of a group are nearer to an object than a length",
    (
        PropertySpec(
            "target", ObjectOf(), "the object from which one measures, whose place varies", required=True
        ),
        PropertySpec("among", ObjectOf(), "the group of things", required=True),
        PropertySpec("radius", Measure("length", low=0.05), "the length", required=True),
        PropertySpec(
            "margin", Measure("length", low=0.0), "by how much distances differ from it at least", "4 cm"
        ),
        *(each for each in FAMILY_PROPERTIES if each.name != "span"),
        answered_by("pick_several"),
    ),
    requires=True,
)


def measures(_: Mapping[str, values.Value]) -> Mapping[str, Dimension]:
    """What sets are measured by beside `visible(…)`."""
    return {**MEASURES, "step": "length"}


register(Family(FamilySpec(_BLOCK, check, measures), variation, option_set, prompt, default_difference))
