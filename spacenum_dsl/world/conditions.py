"""Conditions about worlds: groups written out as their members, then evaluated on arrays.

The same evaluation serves the sampler (worlds × candidates × states at once) and the check of one view.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from typing import Protocol, TypeAlias

import numpy as np
import numpy.typing as npt

from spacenum_dsl.base.parts import Flags, Floats
from spacenum_dsl.semantics import values
from spacenum_dsl.world.evaluate import arithmetic
from spacenum_dsl.world.function import FUNCTIONS, Function, Place

ROUNDING = 1e-9
Truth: TypeAlias = npt.NDArray[np.int8]


class ConditionPlace(Place, Protocol):
    """What evaluation needs beside what functions do."""

    def mention(self, value: values.Attribute) -> Floats: ...

    def named(self, value: values.Named) -> Floats: ...

    def present(self, name: str) -> Flags: ...


def conjuncts(condition: values.Condition) -> tuple[values.Condition, ...]:
    """The parts of a condition that must all hold."""
    match condition:
        case values.Logic(op="and" | "every", items=items):
            return tuple(part for item in items for part in conjuncts(item))
    return (condition,)


def written_out(condition: values.Condition, members: Mapping[str, tuple[str, ...]]) -> values.Condition:
    """The condition with every group in place of one object replaced by each of its members in turn.

    A group that one function gets twice, as in `gap(clutter, clutter)`, means every two different members.
    """
    match condition:
        case values.Logic(op=op, items=items):
            return values.Logic(condition.span, op, tuple(written_out(item, members) for item in items))
        case values.Not(item=item):
            return values.Not(condition.span, written_out(item, members))
    places = [
        (name, number)
        for name in sorted(singles(condition))
        if name in members
        for number in range(max(1, _times(condition, name)))
    ]
    if not places:
        return condition
    each = []
    for chosen in itertools.product(*(members[name] for name, _ in places)):
        if len(set(chosen)) == len(chosen):
            put = dict(zip(places, chosen, strict=True))
            each.append(
                values.Comparison(
                    condition.span, condition.op, _put(condition.left, put), _put(condition.right, put)
                )
            )
    return values.Logic(condition.span, "every", tuple(each))


def _times(item: values.Condition | values.Term, name: str) -> int:
    """How often one function gets a name as a single object, at most."""
    match item:
        case values.Comparison(left=left, right=right) | values.Operation(left=left, right=right):
            return max(_times(left, name), _times(right, name))
        case values.FunctionCall(args=args):
            return sum(isinstance(arg, values.ObjectRef) and arg.name == name for arg in args)
    return 0


def _put(term: values.Term, names: Mapping[tuple[str, int], str]) -> values.Term:
    match term:
        case values.ObjectRef(name=name):
            return values.ObjectRef(term.span, names.get((name, 0), name))
        case values.Attribute(object=name):
            return values.Attribute(term.span, names.get((name, 0), name), term.path, term.dimension)
        case values.Operation(left=left, right=right):
            return values.Operation(term.span, term.op, _put(left, names), _put(right, names), term.dimension)
        case values.FunctionCall(args=args):
            put: list[values.Term] = []
            given: list[str] = []
            for arg, single in zip(args, _singles(term), strict=True):
                if single and isinstance(arg, values.ObjectRef):
                    number = given.count(arg.name)
                    given.append(arg.name)
                    put.append(values.ObjectRef(arg.span, names.get((arg.name, number), arg.name)))
                else:
                    put.append(arg)
            return values.FunctionCall(term.span, term.name, tuple(put), term.dimension)
    return term


def _function(name: str) -> Function:
    function = FUNCTIONS[name]
    return function


def _singles(call: values.FunctionCall) -> tuple[bool, ...]:
    parameters = _function(call.name).signature.parameters
    return tuple(parameter == "object" for parameter in parameters[: len(call.args)])


def singles(item: values.Condition | values.Term) -> frozenset[str]:
    """Names that stand for one object each."""
    match item:
        case values.ObjectRef(name=name) | values.Attribute(object=name):
            return frozenset({name})
        case values.Comparison(left=left, right=right) | values.Operation(left=left, right=right):
            return singles(left) | singles(right)
        case values.Logic(items=items):
            return frozenset().union(*(singles(part) for part in items))
        case values.Not(item=inner):
            return singles(inner)
        case values.FunctionCall(args=args):
            return frozenset().union(
                *(singles(arg) for arg, single in zip(args, _singles(item), strict=True) if single)
            )
    return frozenset()


def groups(item: values.Condition | values.Term) -> frozenset[str]:
    """Names that stand for whole groups."""
    match item:
        case values.Comparison(left=left, right=right) | values.Operation(left=left, right=right):
            return groups(left) | groups(right)
        case values.Logic(items=items):
            return frozenset().union(*(groups(part) for part in items))
        case values.Not(item=inner):
            return groups(inner)
        case values.FunctionCall(args=args):
            return frozenset(
                arg.name
                for arg, single in zip(args, _singles(item), strict=True)
                if not single and isinstance(arg, values.ObjectRef)
            )
    return frozenset()


def sees(item: values.Condition | values.Term) -> bool:
    """Whether the condition depends on a view."""
    return any(_function(name).signature.sees for name in functions(item))


def about_options(item: values.Condition | values.Term) -> bool:
    """Whether the condition depends on a question's options."""
    return any(_function(name).signature.options for name in functions(item))


def functions(item: values.Condition | values.Term) -> frozenset[str]:
    """Names of the functions that a condition uses."""
    match item:
        case values.Comparison(left=left, right=right) | values.Operation(left=left, right=right):
            return functions(left) | functions(right)
        case values.Logic(items=items):
            return frozenset().union(*(functions(part) for part in items))
        case values.Not(item=inner):
            return functions(inner)
        case values.FunctionCall(name=name, args=args):
            return frozenset((name,)).union(*(functions(arg) for arg in args))
    return frozenset()


def viewers(item: values.Condition | values.Term) -> frozenset[str]:
    """The cameras and agents that a condition names."""
    match item:
        case values.Comparison(left=left, right=right) | values.Operation(left=left, right=right):
            return viewers(left) | viewers(right)
        case values.Logic(items=items):
            return frozenset().union(*(viewers(part) for part in items))
        case values.Not(item=inner):
            return viewers(inner)
        case values.FunctionCall(args=args):
            return frozenset(arg.name for arg in args if isinstance(arg, values.ViewerRef))
    return frozenset()


def holds(condition: values.Condition, facts: ConditionPlace) -> Flags:
    """Where the condition holds, or says nothing because a world has not the objects that it is about."""
    return np.asarray(_truth(condition, facts) >= 0)


def _truth(condition: values.Condition, facts: ConditionPlace) -> Truth:
    """1 where it is true, -1 where it is false, 0 where it says nothing (Kleene's three values).

    A group's condition is about the members that there are, and says nothing if there are none.
    """
    match condition:
        case values.Logic(op="every", items=items):
            joined = np.zeros(1, dtype=np.int8)
            for part in [_truth(item, facts) for item in items]:
                joined = np.where(joined == 0, part, np.where(part == 0, joined, np.minimum(joined, part)))
            return joined
        case values.Logic(op=op, items=items):
            combine = np.minimum if op == "and" else np.maximum
            joined = _truth(items[0], facts)
            for item in items[1:]:
                joined = np.asarray(combine(joined, _truth(item, facts)), dtype=np.int8)
            return joined
        case values.Not(item=item):
            return np.asarray(-_truth(item, facts), dtype=np.int8)
    present = np.ones(1, dtype=bool)
    for name in singles(condition):
        present = np.asarray(present & facts.present(name))
    if not present.any():
        return np.zeros(1, dtype=np.int8)
    left, right = number(condition.left, facts), number(condition.right, facts)
    return np.where(present, np.where(_compared(condition.op, left, right), 1, -1), 0).astype(np.int8)


def _compared(op: str, left: Floats, right: Floats) -> Flags:
    """Comparisons forgive a nanometre of rounding on the side of what is allowed."""
    match op:
        case "==":
            return np.asarray(np.abs(left - right) <= ROUNDING)
        case "!=":
            return np.asarray(np.abs(left - right) > ROUNDING)
        case "<":
            return np.asarray(left < right)
        case "<=":
            return np.asarray(left <= right + ROUNDING)
        case ">":
            return np.asarray(left > right)
        case _:
            return np.asarray(left >= right - ROUNDING)


def number(term: values.Term, facts: ConditionPlace) -> Floats:
    """The number that a term is."""
    match term:
        case values.Constant(value=value):
            return np.asarray(value)
        case values.Attribute():
            return facts.mention(term)
        case values.Named():
            return facts.named(term)
        case values.Operation(op=op, left=left, right=right):
            a, b = number(left, facts), number(right, facts)
            return arithmetic(op, a, b)
        case values.FunctionCall(name=name, args=args):
            named = values.ObjectRef | values.ViewerRef | values.FunctionCall
            names = tuple(arg.name for arg in args if isinstance(arg, named))
            return np.asarray(_function(name).measure(facts, names))
    raise TypeError(f"{type(term).__name__} is not a number")
