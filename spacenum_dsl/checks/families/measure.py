"""Whether the options of a measure are what the triangles say, and its words ask for that."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

import shapely

from spacenum_dsl.checks.admissible import settled, words
from spacenum_dsl.checks.checked_world import Judged
from spacenum_dsl.checks.judge import JUDGES, Judge
from spacenum_dsl.checks.printed import printed
from spacenum_dsl.checks.shown import camera_words, noun, state_of
from spacenum_dsl.checks.shown import faults_of as faults_of_views
from spacenum_dsl.checks.solids import Solid
from spacenum_dsl.questions.family import Cell
from spacenum_dsl.questions.question import Option, Question, Text
from spacenum_dsl.semantics import values
from spacenum_dsl.world.world import Position

NEAR = 1e-6
"""Metres, degrees or times by which a number may differ from what the triangles say."""

DEFAULTS = {"gap": 0.05, "distance": 0.05, "angle": 10.0, "height": 0.05, "ratio": 0.1}
"""By how much any two options differ at least where the spec does not say."""

QUESTIONS = {
    "gap": "the gap between the {0} and the {1}",
    "distance": "the distance between the {0} and the {1}",
    "angle": "the angle at the {2} between the directions to the {0} and to the {1}",
    "height": "the height of the {0}",
    "ratio": "the height of the {0}, divided by the height of the {1},",
}
"""What a prompt calls each quantity of things called so."""

MEANINGS = {
    "gap": "the shortest straight line from one of their bounding boxes to the other",
    "distance": "the straight line between the centres of their bounding boxes",
    "angle": "level, as seen from above, from the centre of one object to the centre of another",
    "height": "highest point lies above its lowest point",
    "ratio": "highest point lies above its lowest point",
}
"""Words that say from where to where each quantity goes."""

ROLES = ("of", "to", "at")
"""The properties of a block that name objects."""
SIGNS = {"m": " m", "deg": "°", "": ""}
"""What stands behind a printed number of each unit."""


def faults_of(cell: Cell, question: Question, judged: Judged) -> Iterator[str]:
    """What is wrong with one question of a measure."""
    quantity, names, moved = _asked(cell)
    told = {"quantity": quantity, **dict(zip(ROLES, names, strict=False))}
    said = {name: question.truth.get(name) for name in ("quantity", *ROLES) if name in question.truth}
    if said != told or sorted(question.world.varied) != sorted(moved):
        yield f"it asks for {said}, not for {told}, and `{', '.join(question.world.varied)}` varies"
        return
    unshown = list(faults_of_views(cell, question, len(judged.states)))
    yield from unshown
    if unshown:
        return
    states = [judged.states[state_of(question, option)] for option in question.options]
    shown = [[state.solids[name] for name in names] for state in states]
    for place, name in enumerate(names[: len(moved)]):
        yield from _varied(quantity, name, [solids[place] for solids in shown])
    exact = [of(quantity, solids) for solids in shown]
    yield from _numbers(cell, question, quantity, exact)
    yield from _words(cell, question, quantity, [_called(solid) for solid in shown[0]])


def _asked(cell: Cell) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """What the block asks for: a quantity, of which objects, and which of them vary."""
    block = cell.block.values
    quantity, vary = block["quantity"], block.get("vary")
    named = [block[role] for role in ROLES if role in block]
    assert isinstance(quantity, values.Symbol)
    names = tuple(each.name for each in named if isinstance(each, values.ObjectRef))
    return quantity.name, names, names[:2] if vary is not None and words(vary) == {"both"} else names[:1]


def of(quantity: str, solids: Sequence[Solid]) -> float:
    """The quantity of placed objects, metres, degrees or times, from their triangles."""
    if quantity in {"height", "ratio"}:
        rises = [solid.high - solid.low for solid in solids]
        return rises[0] if quantity == "height" else rises[0] / rises[1]
    if quantity == "angle":
        (x, y), (u, v), (px, py) = (_corner(solid, 0.5, 0.5, 0.0)[:2] for solid in solids)
        ahead, aside = (x - px) * (u - px) + (y - py) * (v - py), (x - px) * (v - py) - (y - py) * (u - px)
        return math.degrees(math.atan2(abs(aside), ahead))
    one, other = solids
    if quantity == "distance":
        return math.dist(*((_corner(solid, 0.5, 0.5, 0.5)) for solid in solids))
    grounds = [
        shapely.Polygon([_corner(solid, u, v, 0.0)[:2] for u, v in ((0, 0), (1, 0), (1, 1), (0, 1))])
        for solid in solids
    ]
    return math.hypot(float(shapely.distance(*grounds)), max(one.low - other.high, other.low - one.high, 0.0))


def _corner(solid: Solid, ahead: float, left: float, up: float) -> Position:
    """The point of the box round an object's triangles that lies so many shares of its sides from its low
    corner, in the world."""
    low, high = solid.own
    u, v, w = (a + share * (b - a) for a, b, share in zip(low, high, (ahead, left, up), strict=True))
    x, y, z = solid.thing.placement.position
    turned = math.radians(solid.thing.placement.yaw)
    away, bearing = math.hypot(u, v), math.atan2(v, u) + turned
    return x + away * math.cos(bearing), y + away * math.sin(bearing), z + w


def _varied(quantity: str, name: str, solids: Sequence[Solid]) -> Iterator[str]:
    """Of an object that varies nothing differs between the options but what the quantity needs, a place or a
    size, and that in every one."""
    placements = [solid.thing.placement for solid in solids]
    different = {
        "yaw": len({placement.yaw for placement in placements}),
        "place": len({placement.position for placement in placements}),
        "size": len({placement.scale for placement in placements}),
    }
    wanted = "size" if quantity in {"height", "ratio"} else "place"
    for what, count in different.items():
        if what != wanted and count > 1:
            yield f"its {what} differs between options"
    if different[wanted] < len(solids):
        yield f"`{name}` has {different[wanted]} of {len(solids)} {wanted}s"


def _numbers(cell: Cell, question: Question, quantity: str, exact: Sequence[float]) -> Iterator[str]:
    """Each option has its own picture's number, far enough from all others, printed with its unit."""
    unit = {"ratio": "", "angle": "deg"}.get(quantity, "m")
    answer = exact[question.answer_index]
    for option, number in zip(question.options, exact, strict=True):
        yield from _number(option, quantity, unit, number)
        differs = {} if option is question.options[question.answer_index] else {quantity: number - answer}
        if set(option.differs) != set(differs) or any(
            abs(option.differs[name] - by) > NEAR for name, by in differs.items()
        ):
            yield f"option {option.label} is said to differ by {option.differs}, not by {differs}"
    written = cell.block.values.get("apart")
    least = DEFAULTS[quantity] if written is None else settled(written)
    nearest = min(after - before for before, after in pairwise(sorted(exact)))
    if least is None or nearest < least - NEAR:
        yield f"two options differ by {nearest:.6f}, not by {least}"
    rank = sorted(exact).index(answer)
    if rank != question.rank:
        yield f"the answer has rank {rank}, not {question.rank}"
    if question.open is not None:
        told, asked = question.open.answers, question.open.fields["unit"]
        if asked != unit or any(
            abs(number - wanted) > NEAR  # type: ignore[operator]
            for number, wanted in zip(told, exact, strict=False)
        ):
            yield f"it is answered by one of {told} `{asked}`, not of {[round(each, 6) for each in exact]}"


def _number(option: Option, quantity: str, unit: str, number: float) -> Iterator[str]:
    said = option.value.get(quantity)
    if not isinstance(said, float) or abs(said - number) > NEAR:
        yield f"option {option.label} says {said}, its triangles say {number:.6f}"
    if option.value.get("unit", "") != unit or not re.fullmatch(rf"[\d.]+{SIGNS[unit]}", option.text):
        yield f"option {option.label} lacks its unit: {option.text}"
    yield from printed(f"option {option.label}", option.text, (number,))


def _called(solid: Solid) -> str:
    """`red mug`; a user's mesh, `mug@HASH`, has colours of its own and is a `mug`."""
    stem, mesh, _ = solid.thing.kind.partition("@")
    title = stem.replace("_", " ")
    return title if mesh else f"{solid.thing.colour} {title}"


def _words(cell: Cell, question: Question, quantity: str, names: Sequence[str]) -> Iterator[str]:
    """The words say what is measured, of which objects in which order, and where the cameras are."""
    text = "\n".join(block.text for block in question.content if isinstance(block, Text))
    if MEANINGS[quantity] not in text:
        yield f"its words don't say from where to where the {quantity} goes"
    shown = noun(cell)
    phrase = QUESTIONS[quantity].format(*names)
    if question.direction == "num2space":
        wanted = f"In which {shown} is {phrase} {question.options[question.answer_index].text}?"
    else:
        wanted = f"What is {phrase} in this {shown}?"
    if wanted not in text:
        yield f"its words never ask: {wanted}"
    yield from camera_words(cell, question)


def shown(cell: Cell, _: Question) -> Sequence[str]:
    """All objects that the question names."""
    return _asked(cell)[1]


JUDGES.add("measure", Judge(faults_of, displaced="target", shows=shown))
