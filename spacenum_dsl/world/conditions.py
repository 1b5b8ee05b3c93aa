"""Conditions about worlds: groups written out as their members, then evaluated on arrays.

The same evaluation serves the sampler (worlds × candidates × states at once) and the check of one view.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from typing import Protocol

import numpy as np

from spacenum_dsl.base import registry
from spacenum_dsl.base.parts import Flags, Floats
from spacenum_dsl.meaning import values
from spacenum_dsl.world.columns import arithmetic
from spacenum_dsl.world.function import Function, Place


ROUNDING = 1e-9


class Facts(Place, Protocol):
    """What evaluation needs beside what functions do."""

    def mention(self, value: values.Attribute) -> Floats: ...

    def named(self, value: values.Named) -> Floats: ...

    def present(self, name: str) -> Flags: ...


def conjuncts(condition: values.Condition) -> tuple[values.Condition, ...]:
    """The parts of a condition that must all hold."""
    match condition:
        case values.Logic(op="and", items=items):
            return tuple(part for item in items for part in conjuncts(item))
    return (condition,)


def written_out(condition: values.Condition, members: Mapping[str, tuple[str, ...]]) -> values.Condition:
    """The condition with every group in place of one object replaced by each of its members in turn."""
    match condition:
        case values.Logic(op=op, items=items):
            return values.Logic(condition.span, op, tuple(written_out(item, members) for item in items))
        case values.Not(item=item):
            return values.Not(condition.span, written_out(item, members))
    groups = sorted(name for name in singles(condition) if name in members)
    if not groups:
        return condition
    each = [
        values.Comparison(
            condition.span,
            condition.op,
            *(
                _put(side, dict(zip(groups, chosen, strict=True)))
                for side in (condition.left, condition.right)
            ),
        )
        for chosen in itertools.product(*(members[name] for name in groups))
    ]
    return values.Logic(condition.span, "and", tuple(each))


def _put(term: values.Term, names: Mapping[str, str]) -> values.Term:
    match term:
        case values.ObjectRef(name=name):
            return values.ObjectRef(term.span, names.get(name, name))
        case values.Attribute(object=name):
            return values.Attribute(term.span, names.get(name, name), term.path, term.dimension)
        case values.Operation(left=left, right=right):
            return values.Operation(term.span, term.op, _put(left, names), _put(right, names), term.dimension)
        case values.FunctionCall(args=args):
            return values.FunctionCall(
                term.span,
                term.name,
                tuple(
                    _put(arg, names) if single else arg
                    for arg, single in zip(args, _singles(term), strict=True)
                ),
                term.dimension,
            )
    return term


def _function(name: str) -> Function:
    function: Function = registry.every("function")[name]
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
    match item:
        case values.Comparison(left=left, right=right) | values.Operation(left=left, right=right):
            return sees(left) or sees(right)
        case values.Logic(items=items):
            return any(sees(part) for part in items)
        case values.Not(item=inner):
            return sees(inner)
        case values.FunctionCall(name=name, args=args):
            return _function(name).signature.sees or any(sees(arg) for arg in args)
    return False


def holds(condition: values.Condition, facts: Facts) -> Flags:
    """Where the condition holds; about an object that a world does not have, it says nothing."""
    match condition:
        case values.Logic(op=op, items=items):
            found = [holds(item, facts) for item in items]
            joined = found[0]
            for part in found[1:]:
                joined = np.asarray(joined & part if op == "and" else joined | part)
            return joined
        case values.Not(item=item):
            return np.asarray(~holds(item, facts))
    left, right = number(condition.left, facts), number(condition.right, facts)
    result = _compared(condition.op, left, right)
    for name in singles(condition):
        result = np.asarray(result | ~facts.present(name))
    return result


def _compared(op: str, left: Floats, right: Floats) -> Flags:
    """Comparisons forgive a nanometre of rounding on the side of what is allowed."""
    match op:
        case "==":
            return np.asarray(np.isclose(left, right))
        case "!=":
            return np.asarray(~np.isclose(left, right))
        case "<":
            return np.asarray(left < right)
        case "<=":
            return np.asarray(left <= right + ROUNDING)
        case ">":
            return np.asarray(left > right)
        case _:
            return np.asarray(left >= right - ROUNDING)


def number(term: values.Term, facts: Facts) -> Floats:
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
            names = tuple(arg.name for arg in args if isinstance(arg, values.ObjectRef | values.FunctionCall))
            return np.asarray(_function(name).measure(facts, names))
    raise TypeError(f"{type(term).__name__} is not a number")
