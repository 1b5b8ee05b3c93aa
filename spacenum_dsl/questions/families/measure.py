"""`measure … on scene`: how far, at which angle, how high, how many times as tall.

Num2Space: given a number, which picture shows it? Space2Num: given a picture, which number is it, out of some
or by one's own estimate? One object, or both, take as many places, or sizes, as there are options, before
anything is known about the answer; the numbers are measured afterwards and lie apart. The prompt tells how
high the camera is and how it looks, so a picture determines every length.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping

from spacenum_dsl.questions.families._measure_check import (
    BETWEEN,
    PLACES,
    QUANTITIES,
    ROLES,
    apart_of,
    check,
    factor_of,
    names_of,
    quantity_of,
    variation,
)
from spacenum_dsl.questions.families._measure_words import UNIT, printed, prompt
from spacenum_dsl.questions.family import PROPERTIES, Cell, Family, register
from spacenum_dsl.questions.hosting import MEASURES, default_difference, host
from spacenum_dsl.questions.hosting_rejections import PLACED, no_direction, over, printed_alike
from spacenum_dsl.questions.question import Numbers, OptionSet
from spacenum_dsl.questions.wording import USUAL
from spacenum_dsl.semantics import values
from spacenum_dsl.semantics.blocks import ANSWER, FAMILY_PROPERTIES
from spacenum_dsl.semantics.program import FamilyBlock
from spacenum_dsl.semantics.types import (
    BlockSpec,
    FamilySpec,
    Measure,
    MeasureOf,
    ObjectOf,
    PropertySpec,
    SymbolOf,
)
from spacenum_dsl.semantics.units import Dimension
from spacenum_dsl.world.function import FUNCTIONS
from spacenum_dsl.world.rejection import Rejection
from spacenum_dsl.world.view_requirements import ViewFacts
from spacenum_dsl.world.world import World

ROUNDING = 1e-9
"""By how much two numbers may come nearer to each other through rounding."""


def measured(block: FamilyBlock, world: World, state: int) -> float:
    """The quantity in one state, metres, degrees or times, exact."""
    quantity, names = quantity_of(block), names_of(block)
    place = ViewFacts(world, world.in_state(state), None)
    if quantity in BETWEEN:
        return float(FUNCTIONS[quantity].measure(place, names))
    if quantity == "angle":
        of, to, at = names
        return abs(float(FUNCTIONS["bearing"].measure(place, (of, at, to))))
    heights = [float(place.box(name).height) for name in names]
    return heights[0] if quantity == "height" else heights[0] / heights[1]


def option_set(cell: Cell, world: World) -> OptionSet | Rejection:
    """All states of this world, if every one of them can be asked about."""
    block, quantity = cell.block, quantity_of(cell.block)
    if quantity == "angle":
        of, to, name = names_of(block)
        at, states = world.thing(name), range(len(world.states))
        ends = (world.thing(end, state) for end in (of, to) for state in states)
        met = next((each for each in ends if over(each, at)), None)
        if met is not None:
            return no_direction(at, met)
    numbers = [measured(block, world, state) for state in range(len(world.states))]
    near = min(after - before for before, after in itertools.pairwise(sorted(numbers)))
    if near < apart_of(block) - ROUNDING:
        return _too_near(block, near)
    if len(set(printed(numbers, quantity, USUAL))) < len(numbers):
        return printed_alike(cell)
    moved = [world.thing(names_of(block)[0], state) for state in range(len(world.states))]
    places = [thing.placement.position[:2] for thing in moved] if quantity in PLACES else None
    hosted = host(cell, world, names_of(block), places)
    if isinstance(hosted, Rejection):
        return hosted
    unit: Numbers = {"unit": UNIT[quantity]} if UNIT[quantity] else {}
    members = sorted(
        (
            hosted.member(state, {quantity: number, **unit}, {quantity: (number,)})
            for state, number in enumerate(numbers)
        ),
        key=lambda member: member.coordinates[quantity],
    )
    told = dict(zip(ROLES, names_of(block), strict=False))
    return hosted.option_set(members, {"quantity": quantity, **told})


def _too_near(block: FamilyBlock, near: float) -> Rejection:
    """The refusal of a set of which two numbers are too alike to be told apart by eye."""
    quantity, needed, name = quantity_of(block), apart_of(block), names_of(block)[0]
    unit = {"ratio": " times", "angle": "°"}.get(quantity, " m")
    changed = PROPERTIES[factor_of(block)]
    ways = (
        f"a wider range of `{name}.{changed}`, or a larger `span`",
        "a smaller `apart`, or fewer `options`",
    )
    detail = f"as they differ by {near:.3f}{unit} and {needed:g}{unit} are needed"
    reason = "two options' numbers would be too near each other"
    return Rejection(name, reason, None, ways, detail, changed, PLACED - 1, near=near)


_BLOCK = BlockSpec(
    "measure",
    "a length between two objects, an angle at one, or how tall one of them is",
    (
        PropertySpec("of", ObjectOf(), "the object that varies", required=True),
        PropertySpec("to", ObjectOf(), "the other object; none for a `height`"),
        PropertySpec("at", ObjectOf(), "the object at which an `angle` lies"),
        PropertySpec(
            "quantity", SymbolOf("a quantity", lambda: QUANTITIES), "what is measured", required=True
        ),
        PropertySpec(
            "vary",
            SymbolOf("what varies", lambda: ("of", "both")),
            "whether both objects differ between options; the one of `of` alone, if it is left out",
        ),
        PropertySpec(
            "apart",
            MeasureOf(
                (
                    Measure("length", low=0.01),
                    Measure("number", low=0.01),
                    Measure("angle", low=1.0, high=90.0),
                )
            ),
            "by how much any two options' numbers differ at least",
        ),
        *FAMILY_PROPERTIES,
        ANSWER,
    ),
    requires=True,
)


def measures(block: Mapping[str, values.Value]) -> Mapping[str, Dimension]:
    """What options are measured by; only where places vary are there steps between them."""
    quantity, found = block["quantity"], dict(MEASURES)
    if isinstance(quantity, values.Symbol) and quantity.name in PLACES:
        found["step"] = "length"
    return found


register(
    Family(
        FamilySpec(_BLOCK, check, measures),
        variation,
        option_set,
        prompt,
        default_difference,
    )
)
