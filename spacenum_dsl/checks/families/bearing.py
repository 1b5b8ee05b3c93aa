"""Whether each option of a bearing is in the sector that its word says, for one who stands and faces as told.

The way one faces and the way to the target are vectors between middles of triangles in plan. What lies ahead
of one and what lies aside, the two products of these vectors, say which sector it is.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from spacenum_dsl.checks.checked_world import Judged
from spacenum_dsl.checks.judge import JUDGES, Judge
from spacenum_dsl.checks.printed import printed
from spacenum_dsl.checks.shown import faults_of as faults_of_views
from spacenum_dsl.checks.shown import state_of
from spacenum_dsl.checks.solids import Solid
from spacenum_dsl.questions.family import Cell
from spacenum_dsl.questions.question import AnswerForm, Option, Question, Text
from spacenum_dsl.semantics import values

Level: TypeAlias = tuple[float, float]

EXACT = 1e-6
"""Degrees that rounding leaves open, in angles and at the borders of sectors."""
USUAL = 0.2
"""Share of the narrowest sector's width by which targets stay away from borders where nothing is written."""

WORDS = {
    2: ("left", "right"),
    3: ("left", "back", "right"),
    4: ("front", "left", "back", "right"),
    8: ("front", "front-left", "left", "back-left", "back", "back-right", "right", "front-right"),
}
"""Sectors by rank."""
BORDERS = {
    2: (0.0, 180.0),
    3: (0.0, 135.0, -135.0),
    4: (45.0, 135.0, -135.0, -45.0),
    8: tuple(22.5 + 45.0 * place for place in range(8)),
}
"""Degrees to the left of straight ahead."""
NARROWEST = {2: 180.0, 3: 90.0, 4: 90.0, 8: 45.0}
COUNTED = {2: "two sectors:", 3: "three sectors:", 4: "four sectors of 90°", 8: "eight sectors of 45°"}

COUNTS = (
    "angle from straight ahead, in degrees: positive to the left, so that straight left is 90°, negative to "
    "the right, so that straight right is -90°"
)
"""What an angle must be told to be."""

_STANCE = re.compile(r"standing at the centre of the (.+?) and facing (?:the centre of the (.+?)\.|the way)")
_ASKED = re.compile(
    r"is the centre of the (.+?) in "
    r"(?:the sector ([a-z-]+)|this (?:picture|pair of pictures|set of \d+ pictures))\?"
)


def faults_of(cell: Cell, question: Question, judged: Judged) -> Iterator[str]:
    """What is wrong with one question of a bearing."""
    names = _names(cell)
    told = {
        role: question.truth.get(role) for role in ("target", "from", "towards") if role in question.truth
    }
    varied = question.world.varied
    if told != names or varied != (names["target"],):
        yield f"it asks about {told}, not {names}, and `{', '.join(varied)}` varies"
        return
    unshown = list(faults_of_views(cell, question, len(judged.moving)))
    yield from unshown
    if unshown:
        return
    count = cell.block.options
    states = [judged.states[state_of(question, option)].solids for option in question.options]
    for option, solids in zip(question.options, states, strict=True):
        yield from _option(cell, question, option, solids)
    said = [str(option.value.get("sector")) for option in question.options]
    ranks = [WORDS[count].index(word) for word in said if word in WORDS[count]]
    if sorted(ranks) != list(range(count)):
        yield f"its options are {said}, not one for each sector"
        return
    if question.rank != ranks[question.answer_index]:
        yield f"the answer has rank {ranks[question.answer_index]}, not {question.rank}"
    for option, rank in zip(question.options, ranks, strict=True):
        by = float(rank - ranks[question.answer_index])
        if option.differs != ({"sector": by} if by else {}):
            yield f"option {option.label} is {by:g} sectors from the answer, not {option.differs}"
    if question.open is not None:
        yield from _open(question.open, [_ahead(names, solids)[0] for solids in states])
    yield from _prompt(question, states[question.answer_index], names, count)


def _names(cell: Cell) -> dict[str, str]:
    """The objects that the block names, by their roles."""
    found = ((role, cell.block.values.get(role)) for role in ("target", "from", "towards"))
    return {role: value.name for role, value in found if isinstance(value, values.ObjectRef)}


def _option(cell: Cell, question: Question, option: Option, solids: Mapping[str, Solid]) -> Iterator[str]:
    """The word and the angle of an option against the triangles of its state, in all frames."""
    count, names = cell.block.options, _names(cell)
    target, eye = solids[names["target"]], solids[names["from"]]
    angle, faced = _ahead(names, solids)
    front = _unit(eye.thing.placement.yaw)
    said, word = option.value.get("bearing"), _word(angle, count)
    if question.open is not None:
        yield from printed(f"option {option.label}", option.text, (angle,))
    if (question.open is None and option.text != word) or option.value.get("sector") != word:
        yield f"option {option.label} says {option.text} ({option.value.get('sector')}), it is {word}"
    if not isinstance(said, float) or abs(math.remainder(said - angle, 360.0)) > EXACT:
        yield f"option {option.label} is told {said}° to the left, its triangles say {angle:.6f}°"
    near = min(abs(math.remainder(angle - border, 360.0)) for border in BORDERS[count])
    least = _margin(cell.block.values.get("margin"), count)
    if near < least - EXACT:
        yield f"option {option.label} is {near:.4f}° from a border of its sector, not {least:g}° or more"
    camera = question.world.cameras[cell.block.viewers[0]]
    others = {"camera": _angle(_unit(camera.yaw), _from_to(eye, target))}
    if faced is not None:
        others["other_way"] = _angle(_from_to(faced, eye), _from_to(faced, target))
        if eye.kind.front:
            others["own_front"] = _angle(front, _from_to(eye, target))
    if set(option.value) != {"sector", "bearing", *others}:
        yield f"option {option.label} says {sorted(option.value)} of itself"
    for name, turned in others.items():
        either = {_word(turned + by, count) for by in (-EXACT, EXACT)}
        if option.value.get(name) not in either:
            told = option.value.get(name)
            yield f"option {option.label} is told {told} by `{name}`, not {_word(turned, count)}"


def _ahead(names: Mapping[str, str], solids: Mapping[str, Solid]) -> tuple[float, Solid | None]:
    """Degrees from straight ahead to the target, and what is faced."""
    target, eye = solids[names["target"]], solids[names["from"]]
    faced = solids[names["towards"]] if "towards" in names else None
    ahead = _unit(eye.thing.placement.yaw) if faced is None else _from_to(eye, faced)
    return _angle(ahead, _from_to(eye, target)), faced


def _open(open: AnswerForm, angles: Sequence[float]) -> Iterator[str]:
    """The numbers that are to be given are the angles, round a circle, to the left."""
    told = tuple(open.fields.get(name) for name in ("unit", "period", "sense"))
    if told != ("deg", 360.0, "counter-clockwise"):
        yield f"it is answered in `{told[0]}` of {told[1]}, {told[2]}"
    if any(
        not isinstance(said, float) or abs(math.remainder(said - angle, 360.0)) > EXACT
        for said, angle in zip(open.answers, angles, strict=False)
    ):
        yield f"it is answered by one of {open.answers}, not of {[round(angle, 6) for angle in angles]}"


def _margin(written: values.Value | None, count: int) -> float:
    """Degrees that a block keeps free at borders."""
    while isinstance(written, values.Named):
        written = written.value
    return written.value if isinstance(written, values.Constant) else USUAL * NARROWEST[count]


def _prompt(
    question: Question, solids: Mapping[str, Solid], names: Mapping[str, str], count: int
) -> Iterator[str]:
    """The words say who stands where and faces what, how many sectors there are, and the answer's own one
    where it is told."""
    text = "\n".join(block.text for block in question.content if isinstance(block, Text))
    stance, asked = _STANCE.search(text), _ASKED.search(text)
    if stance is None or asked is None:
        yield "its words do not say where one stands or what is asked"
        return
    called = {role: _called(solids[name]) for role, name in names.items()}
    if (asked[1], stance[1], stance[2]) != (called["target"], called["from"], called.get("towards")):
        yield f"it asks for the {asked[1]} from the {stance[1]} towards {stance[2]}, not for {called}"
    if question.open is None and COUNTED[count] not in text:
        yield f"its words do not tell of {COUNTED[count]}"
    if question.open is not None and any(part not in text for part in (COUNTS, "In which direction is")):
        yield "its words do not tell how degrees are counted"
    wanted = question.options[question.answer_index].text if question.direction == "num2space" else None
    if asked[2] != wanted:
        yield f"it asks for the sector {asked[2]}, and the answer is {wanted}"


def _called(solid: Solid) -> str:
    """`red mug`; a user's mesh, `mug@HASH`, has colours of its own and is a `mug`."""
    stem, mesh, _ = solid.thing.kind.partition("@")
    title = stem.replace("_", " ")
    return title if mesh else f"{solid.thing.colour} {title}"


def _unit(yaw: float) -> Level:
    return math.cos(math.radians(yaw)), math.sin(math.radians(yaw))


def _from_to(one: Solid, other: Solid) -> Level:
    (x, y), (u, v) = _middle(one), _middle(other)
    return u - x, v - y


def _middle(solid: Solid) -> Level:
    """The middle of the box round its triangles, in plan."""
    low, high = solid.own
    ahead, left = (low[0] + high[0]) / 2, (low[1] + high[1]) / 2
    c, s = _unit(solid.thing.placement.yaw)
    x, y, _ = solid.thing.placement.position
    return x + ahead * c - left * s, y + ahead * s + left * c


def _angle(ahead: Level, to: Level) -> float:
    """Degrees from one vector to the other, to the left positive."""
    along = ahead[0] * to[0] + ahead[1] * to[1]
    aside = ahead[0] * to[1] - ahead[1] * to[0]
    return math.degrees(math.atan2(aside, along))


def _word(angle: float, count: int) -> str:
    """The sector of an angle, out of how far ahead and how far to the left something is that is one away."""
    along, aside = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    side = "left" if aside > 0 else "right"
    if count == 2:
        return side
    if count == 3:
        return "back" if along < -math.sqrt(0.5) else side
    if count == 4:
        if abs(along) <= abs(aside):
            return side
        return "front" if along > 0 else "back"
    middles = [(math.cos(place * math.pi / 4), math.sin(place * math.pi / 4)) for place in range(8)]
    return WORDS[8][max(range(8), key=lambda place: along * middles[place][0] + aside * middles[place][1])]


def shown(cell: Cell, _: Question) -> Sequence[str]:
    """The target, where one stands, and what one faces."""
    return list(_names(cell).values())


JUDGES.add("bearing", Judge(faults_of, displaced="target", shows=shown))
