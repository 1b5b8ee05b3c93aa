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
from spacenum_dsl.checks.solids import Solid
from spacenum_dsl.questions.family import Cell
from spacenum_dsl.questions.question import Option, Question, Text
from spacenum_dsl.semantics import values
from spacenum_dsl.world.world import Position

NEAR = 1e-6
"""Metres, or times, by which a number may differ from what the triangles say."""

DEFAULTS = {"gap": 0.05, "distance": 0.05, "height": 0.05, "ratio": 0.1}
"""By how much any two options differ at least where the spec does not say."""

QUESTIONS = {
    "gap": "the gap between the {0} and the {1}",
    "distance": "the distance between the {0} and the {1}",
    "height": "the height of the {0}",
    "ratio": "the height of the {0}, divided by the height of the {1},",
}
"""What a prompt calls each quantity of things called so."""

MEANINGS = {
    "gap": "the shortest straight line from one of their bounding boxes to the other",
    "distance": "the straight line between the centres of their bounding boxes",
    "height": "highest point lies above its lowest point",
    "ratio": "highest point lies above its lowest point",
}
"""Words that say from where to where each quantity goes."""

_CAMERA = re.compile(r"; the camera is (.+?) above (that top|the floor) and looks (.+?) downwards\.")
_LENS = re.compile(r"a horizontal field of view of (.+?);")


def faults_of(cell: Cell, question: Question, judged: Judged) -> Iterator[str]:
    """What is wrong with one question of a measure."""
    quantity, names, moved = _asked(cell)
    told = {"quantity": quantity, **dict(zip(("of", "to"), names, strict=False))}
    said = {name: question.truth.get(name) for name in ("quantity", "of", "to") if name in question.truth}
    if said != told or sorted(question.world.varied) != sorted(moved):
        yield f"it asks for {said}, not for {told}, and `{', '.join(question.world.varied)}` varies"
        return
    views = [question.views[option.view] for option in question.options]
    if sorted(view.state for view in views) != list(range(len(judged.states))):
        yield f"its options show the states {[view.state for view in views]} of {len(judged.states)}"
        return
    if any(view.point != question.world.camera for view in views):
        yield "its pictures are not all taken by the scene's camera"
    shown = [[judged.states[view.state].solids[name] for name in names] for view in views]
    for place, name in enumerate(names[: len(moved)]):
        yield from _varied(quantity, name, [solids[place] for solids in shown])
    exact = [of(quantity, solids) for solids in shown]
    yield from _numbers(cell, question, quantity, exact)
    yield from _words(question, quantity, [_called(solid) for solid in shown[0]])


def _asked(cell: Cell) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """What the block asks for: a quantity, of which objects, and which of them vary."""
    block = cell.block.values
    quantity, one, other, vary = block["quantity"], block["of"], block.get("to"), block.get("vary")
    assert isinstance(quantity, values.Symbol) and isinstance(one, values.ObjectRef)
    names = (one.name, *((other.name,) if isinstance(other, values.ObjectRef) else ()))
    return quantity.name, names, names if vary is not None and words(vary) == {"both"} else names[:1]


def of(quantity: str, solids: Sequence[Solid]) -> float:
    """The quantity of placed objects, metres or times, from their triangles."""
    if quantity in {"height", "ratio"}:
        rises = [solid.high - solid.low for solid in solids]
        return rises[0] if quantity == "height" else rises[0] / rises[1]
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
    unit = "" if quantity == "ratio" else "m"
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
        told, asked = question.open.numbers, question.open.unit
        if asked != unit or any(
            abs(number - wanted) > NEAR for number, wanted in zip(told, exact, strict=False)
        ):
            yield f"it is answered by one of {told} `{asked}`, not of {[round(each, 6) for each in exact]}"


def _number(option: Option, quantity: str, unit: str, number: float) -> Iterator[str]:
    said = option.value.get(quantity)
    if not isinstance(said, float) or abs(said - number) > NEAR:
        yield f"option {option.label} says {said}, its triangles say {number:.6f}"
    if option.value.get("unit", "") != unit or not re.fullmatch(
        rf"[\d.]+{' m' if unit else ''}", option.text
    ):
        yield f"option {option.label} lacks its unit: {option.text}"
    yield from printed(f"option {option.label}", option.text, (number,))


def _called(solid: Solid) -> str:
    """`red mug`; a user's mesh, `mug@HASH`, has colours of its own and is a `mug`."""
    stem, mesh, _ = solid.thing.kind.partition("@")
    title = stem.replace("_", " ")
    return title if mesh else f"{solid.thing.colour} {title}"


def _words(question: Question, quantity: str, names: Sequence[str]) -> Iterator[str]:
    """The words say what is measured, of which objects in which order, and where the camera is."""
    text = "\n".join(block.text for block in question.content if isinstance(block, Text))
    if MEANINGS[quantity] not in text:
        yield f"its words don't say from where to where a {quantity} goes"
    phrase = QUESTIONS[quantity].format(*names)
    if question.direction == "num2space":
        wanted = f"In which picture is {phrase} {question.options[question.answer_index].text}?"
    else:
        wanted = f"What is {phrase} in this picture?"
    if wanted not in text:
        yield f"its words never ask: {wanted}"
    camera, seen, lens = question.world.camera, _CAMERA.search(text), _LENS.search(text)
    if camera is None or seen is None or lens is None:
        yield "its words don't tell where the camera is"
        return
    yield from printed("the height of the camera", seen[1], (camera.position[2],))
    yield from printed("the pitch of the camera", seen[3], (-camera.pitch,))
    yield from printed("the field of view", lens[1], (camera.fov,))


JUDGES.add("measure", Judge(faults_of, displaced="target"))
