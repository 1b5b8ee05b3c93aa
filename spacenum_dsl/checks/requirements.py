"""Requirements, evaluated a second time: straight from their meaning, one world and one state at a time.

A group stands for every member: a comparison that mentions one holds if it holds for each of them, the
same one in all its functions; a function of one group twice is about its pairs of different members. A
comparison about an object that the world does not have says nothing. What needs a view, a function that has
no second reading or the draw of a `let` is left open.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from spacenum_dsl.base.registry import Registry
from spacenum_dsl.checks.solids import Solid
from spacenum_dsl.semantics import values
from spacenum_dsl.world.world import MapFrame

SLACK = 1e-9
"""Metres, degrees or shares by which a requirement may be missed: sums in another order differ by less."""


class _Open(Exception):  # noqa: N818  no error: a condition that nothing can be said about here
    """Raised where a term's value can't be told from the world alone."""


@dataclass(frozen=True, eq=False)
class Facts:
    """One state of a world: its objects by name, the members of each group, present ones only, and frame."""

    solids: Mapping[str, Solid]
    groups: Mapping[str, tuple[str, ...]]
    frame: MapFrame | None
    first: frozenset[str] = frozenset()


Second: TypeAlias = Callable[[tuple[Solid, ...], Facts], float | None]
"""A function of requirements, worked out again for single objects; None where rounding would decide."""

SECOND: Registry[Second] = Registry("second reading of a function")
"""By the function's name. What a function without one says is left open."""


def parts(condition: values.Condition) -> Iterator[values.Condition]:
    """What must all hold for the condition to hold."""
    if isinstance(condition, values.Logic) and condition.op == "and":
        for item in condition.items:
            yield from parts(item)
    else:
        yield condition


def holds(condition: values.Condition, facts: Facts) -> bool | None:
    """Whether a condition holds; None where it says nothing or can't be judged."""
    try:
        return _holds(condition, facts, wanted=True)
    except _Open:
        return None


def _holds(condition: values.Condition, facts: Facts, *, wanted: bool) -> bool | None:
    """Whether a condition is as wanted. Tolerance follows what is wanted, so that `not` keeps it lenient."""
    match condition:
        case values.Not(item=item):
            return _holds(item, facts, wanted=not wanted)
        case values.Logic(op=op, items=items):
            found = [_holds(item, facts, wanted=wanted) for item in items]
            decisive = (op == "or") == wanted
            if decisive in found:
                return decisive
            return None if None in found else not decisive
        case values.Comparison():
            cases = [_compared(condition, each, facts, wanted) for each in _instances(condition, facts)]
            if not cases:
                return None
            return all(cases) if wanted else any(cases)


def _instances(comparison: values.Comparison, facts: Facts) -> Iterator[tuple[str, ...]]:
    """The objects that its mentions stand for, one tuple for each way in which all are there."""
    mentions = [*_places(comparison.left), *_places(comparison.right)]
    variables = list(dict.fromkeys(mentions))
    for chosen in itertools.product(*(_members(name, facts) for name, _ in variables)):
        meant = dict(zip(variables, chosen, strict=True))
        if all(meant[name, 0] != one for (name, number), one in meant.items() if number):
            yield tuple(meant[mention] for mention in mentions)


def _places(term: values.Term) -> Iterator[tuple[str, int]]:
    """Mentions that stand for single objects, in the order in which they are evaluated; number 1 marks the
    second mention of one group in one call, which stands for another member than the first."""
    match term:
        case values.FunctionCall(name="count"):
            return
        case values.FunctionCall(args=args):
            names = [arg.name for arg in args if isinstance(arg, values.ObjectRef)]
            for place, name in enumerate(names):
                yield name, int(name in names[:place])
        case values.Operation(left=left, right=right):
            yield from _places(left)
            yield from _places(right)
        case values.Attribute(object=name):
            yield name, 0


def _members(name: str, facts: Facts) -> tuple[str, ...]:
    if name in facts.groups:
        return facts.groups[name]
    return (name,) if name in facts.solids else ()


def _compared(comparison: values.Comparison, chosen: tuple[str, ...], facts: Facts, wanted: bool) -> bool:
    mentions = iter(chosen)
    left = _number(comparison.left, mentions, facts)
    right = _number(comparison.right, mentions, facts)
    over, under = left - right, right - left
    slack = 0.0 if _counts(comparison.left) and _counts(comparison.right) else SLACK
    lenient = slack if wanted else -slack
    return {
        "<": over < lenient,
        "<=": over <= lenient,
        ">": under < lenient,
        ">=": under <= lenient,
        "==": abs(over) <= max(lenient, 0.0),
        "!=": abs(over) > max(-lenient, 0.0),
    }[comparison.op] == wanted


def _counts(term: values.Term) -> bool:
    """Whether a term is a whole number, so that nothing may be missed by a little."""
    match term:
        case values.Constant(value=value):
            return value == round(value)
        case values.Operation(op="+" | "-" | "*", left=left, right=right):
            return _counts(left) and _counts(right)
        case values.FunctionCall(name="count"):
            return True
    return False


def _number(term: values.Term, chosen: Iterator[str], facts: Facts) -> float:
    match term:
        case values.Constant(value=value):
            return value
        case values.Named(value=values.Constant(value=value)):
            return value
        case values.Attribute(path=path):
            return attribute(facts.solids[next(chosen)], path, facts.frame, facts.first)
        case values.Operation(op=op, left=left, right=right):
            a, b = _number(left, chosen, facts), _number(right, chosen, facts)
            if op == "/":
                if b == 0:
                    raise _Open
                return a / b
            return a + b if op == "+" else a - b if op == "-" else a * b
        case values.FunctionCall(name="count", args=(values.ObjectRef(name=name),)):
            return float(len(_members(name, facts)))
        case values.FunctionCall(name=name, args=args) if name in SECOND:
            found = SECOND[name](tuple(facts.solids[next(chosen)] for _ in args), facts)
            if found is not None:
                return found
    raise _Open


def attribute(
    solid: Solid, path: tuple[str, ...], frame: MapFrame | None, first: frozenset[str] = frozenset()
) -> float:
    """A number of an object as the spec would write it: `at` and `yaw` in the frame of its own `at`."""
    thing = solid.thing
    frame = None if thing.role == "anchor" or thing.group in first else frame
    x, y, _ = thing.placement.position
    if path[0] == "at":
        place = (x, y) if frame is None else in_map(frame, x, y)
        return place["xy".index(path[1])]
    if path[0] == "yaw":
        return (thing.placement.yaw - (frame.yaw if frame else 0.0)) % 360.0
    if path[0] == "scale":
        return thing.placement.scale
    if path[0] == "size":
        return thing.size["xyz".index(path[1])] * thing.placement.scale
    raise _Open


def in_map(frame: MapFrame, x: float, y: float) -> tuple[float, float]:
    """World to map, in plan."""
    reach = math.hypot(x - frame.origin[0], y - frame.origin[1])
    bearing = math.atan2(y - frame.origin[1], x - frame.origin[0]) - math.radians(frame.yaw)
    return reach * math.cos(bearing), reach * math.sin(bearing)
