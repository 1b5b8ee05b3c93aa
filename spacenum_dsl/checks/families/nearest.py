"""Whether each option of a question of nearness names the object that is nearest by the triangles.

Distances are those between the middles of triangles' boxes in plan, and pixels those of a pinhole camera that
stands here.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence

from spacenum_dsl.checks.admissible import settled
from spacenum_dsl.checks.checked_world import Judged
from spacenum_dsl.checks.judge import JUDGES, Judge
from spacenum_dsl.checks.shown import faults_of as faults_of_views
from spacenum_dsl.checks.shown import noun, state_of
from spacenum_dsl.checks.solids import Solid
from spacenum_dsl.questions.family import Cell
from spacenum_dsl.questions.question import Option, Question, Text
from spacenum_dsl.semantics import values
from spacenum_dsl.world.world import Position, ViewPoint

EXACT = 1e-6
"""Metres, times or pixels that rounding leaves open."""

_RANGED = re.compile(r"^Of (\w+) objects, (.+), one is near(?:er|est) to the (.+)\.$", re.MULTILINE)
_LEVEL = "between the centres of objects as seen from above"


def faults_of(cell: Cell, question: Question, judged: Judged) -> Iterator[str]:
    """What is wrong with one question of nearness."""
    target, among = _names(cell)
    told = {"target": target, "among": ", ".join(among)}
    said = {name: question.truth.get(name) for name in told}
    if said != told or question.world.varied != (target,):
        yield f"it asks for {said}, not for {told}, and `{', '.join(question.world.varied)}` varies"
        return
    unshown = list(faults_of_views(cell, question, len(judged.moving)))
    yield from unshown
    if unshown:
        return
    camera = question.world.cameras[cell.block.viewers[0]]
    states = [judged.states[state_of(question, option)].solids for option in question.options]
    names = [_called(states[0][name]) for name in among]
    for option, solids in zip(question.options, states, strict=True):
        yield from _option(cell, question, option, solids, camera)
    ranks = [names.index(option.text) for option in question.options if option.text in names]
    if sorted(ranks) != list(range(len(names))):
        yield f"its options are {[option.text for option in question.options]}, not one for each of {names}"
        return
    answer = ranks[question.answer_index]
    if question.rank != answer:
        yield f"the answer has rank {answer}, not {question.rank}"
    for option, rank in zip(question.options, ranks, strict=True):
        if option.differs != ({"nearest": float(rank - answer)} if rank != answer else {}):
            yield f"option {option.label} is {rank - answer} names from the answer, not {option.differs}"
    yield from _misleading(cell, question)
    yield from _words(cell, question, names, _called(states[0][target]))


def _names(cell: Cell) -> tuple[str, tuple[str, ...]]:
    """The target, and the objects of which one is nearest, as the block has them."""
    target, among = cell.block.values["target"], cell.block.values["among"]
    assert isinstance(target, values.ObjectRef) and isinstance(among, values.Vector)
    return target.name, tuple(each.name for each in among.items if isinstance(each, values.ObjectRef))


def _option(
    cell: Cell, question: Question, option: Option, solids: Mapping[str, Solid], camera: ViewPoint
) -> Iterator[str]:
    """An option's name, its lead and what its picture would say, against the triangles of its state."""
    target, among = _names(cell)
    middles = {name: _middle(solids[name]) for name in (target, *among)}
    away = {name: math.dist(middles[target][:2], middles[name][:2]) for name in among}
    first, second, *_ = sorted(among, key=away.__getitem__)
    nearest, lead = _called(solids[first]), away[second] / away[first]
    if option.text != nearest or option.value.get("nearest") != nearest:
        yield f"option {option.label} says {option.text} ({option.value.get('nearest')}), it is {nearest}"
    said = option.value.get("lead")
    if not isinstance(said, float) or abs(said - lead) > EXACT:
        yield f"option {option.label} is told a lead of {said}, its triangles say {lead:.6f}"
    if set(option.value) != {"nearest", "lead", "camera"}:
        yield f"option {option.label} says {sorted(option.value)} of itself"
    least = _least(cell.block.values["margin"], away[first])
    if away[second] < least - EXACT:
        yield (
            f"option {option.label}: the next one is {away[second]:.4f} m away, "
            f"the nearest {away[first]:.4f} m, so it should be {least:.4f} m or more"
        )
    pixels = {name: _pixel(camera, question.image, middle) for name, middle in middles.items()}
    apart = {name: math.dist(pixels[target], pixels[name]) for name in among}
    either = {_called(solids[name]) for name in among if apart[name] < min(apart.values()) + EXACT}
    if option.value.get("camera") not in either:
        told = option.value.get("camera")
        yield f"option {option.label} is told {told} by its picture, not {' or '.join(sorted(either))}"


def _least(written: values.Value, nearest: float) -> float:
    """Metres that the next object is away at least, where the nearest one is so far away."""
    number = settled(written)
    assert number is not None
    metric = isinstance(written, values.Constant | values.Arithmetic) and written.dimension == "length"
    return nearest + number if metric else nearest * number


def _misleading(cell: Cell, question: Question) -> Iterator[str]:
    """As many pictures mislead as the block says; from elsewhere, as an arm has it, others may."""
    written = cell.block.values.get("misleading")
    wanted = None if written is None else settled(written)
    misled = sum(option.value.get("camera") != option.text for option in question.options)
    if wanted is not None and question.arm is None and misled != wanted:
        yield f"{misled} of its pictures show another object nearer, not {wanted:g}"


def _words(cell: Cell, question: Question, names: Sequence[str], target: str) -> Iterator[str]:
    """The words say what is near, which objects there are in the block's order, and ask for the answer."""
    text = "\n".join(block.text for block in question.content if isinstance(block, Text))
    ranged = _RANGED.search(text)
    if ranged is None or _LEVEL not in text:
        yield "its words do not say which objects there are, or which distances are meant"
        return
    listed = f"the {', the '.join(names[:-1])} and the {names[-1]}"
    if (ranged[2], ranged[3]) != (listed, target):
        yield f"it asks which of {ranged[2]} is nearest to the {ranged[3]}, not of {listed} to the {target}"
    answer = question.options[question.answer_index].text
    pictured = f"In which {noun(cell)} is it the {answer}?"
    wanted = pictured if question.direction == "num2space" else f"Which one is it in this {noun(cell)}?"
    if wanted not in text:
        yield f"its words never ask: {wanted}"


def _called(solid: Solid) -> str:
    """`red mug`; a user's mesh, `mug@HASH`, has colours of its own and is a `mug`."""
    stem, mesh, _ = solid.thing.kind.partition("@")
    title = stem.replace("_", " ")
    return title if mesh else f"{solid.thing.colour} {title}"


def _middle(solid: Solid) -> Position:
    """The middle of the box round its triangles."""
    low, high = solid.own
    ahead, left, up = ((a + b) / 2 for a, b in zip(low, high, strict=True))
    turn = math.radians(solid.thing.placement.yaw)
    x, y, z = solid.thing.placement.position
    return (
        x + ahead * math.cos(turn) - left * math.sin(turn),
        y + ahead * math.sin(turn) + left * math.cos(turn),
        z + up,
    )


def _pixel(camera: ViewPoint, image: tuple[int, int], point: Position) -> tuple[float, float]:
    """Column and row of a point of the world, by how far it lies ahead, to the left and above."""
    east, north, up = (b - a for a, b in zip(camera.position, point, strict=True))
    yaw, pitch = math.radians(camera.yaw), math.radians(camera.pitch)
    level = east * math.cos(yaw) + north * math.sin(yaw)
    left = north * math.cos(yaw) - east * math.sin(yaw)
    ahead = level * math.cos(pitch) + up * math.sin(pitch)
    over = up * math.cos(pitch) - level * math.sin(pitch)
    width, height = image
    focal = width / 2 / math.tan(math.radians(camera.fov) / 2)
    return width / 2 - focal * left / ahead, height / 2 - focal * over / ahead


def shown(cell: Cell, _: Question) -> Sequence[str]:
    """The target and the objects of which one is nearest."""
    target, among = _names(cell)
    return [target, *among]


JUDGES.add("nearest", Judge(faults_of, displaced="target", shows=shown))
