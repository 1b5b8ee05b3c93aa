"""Resolved values: what a property or a condition means, with every name looked up and every unit gone.

A value is fixed or a distribution over worlds. Nothing here is drawn; `world` evaluates these for many
worlds at once. Every value keeps the span that it came from.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from spacenum_dsl.base.span import Span
from spacenum_dsl.semantics.units import Dimension


@dataclass(frozen=True)
class Origin:
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True)
class Constant(Origin):
    value: float
    dimension: Dimension


@dataclass(frozen=True)
class Symbol(Origin):
    """A word out of a known set: an object kind, an action, a colour."""

    name: str


@dataclass(frozen=True)
class Grid(Origin):
    """One of these numbers, equally likely."""

    values: tuple[float, ...]
    dimension: Dimension


@dataclass(frozen=True)
class Uniform(Origin):
    """Any number from low to high; a whole one, ends included, where `whole`."""

    low: float
    high: float
    dimension: Dimension
    whole: bool = False


@dataclass(frozen=True)
class Choice(Origin):
    """One of the options, as likely as its weight."""

    options: tuple[Value, ...]
    weights: tuple[float, ...]


@dataclass(frozen=True)
class Vector(Origin):
    items: tuple[Value, ...]


@dataclass(frozen=True)
class Named(Origin):
    """A mention of a `let`: all mentions of one name in one world are the same draw."""

    name: str
    value: Value


@dataclass(frozen=True)
class Limits:
    """What a computed number must be so that its property can take it; a world in which it is not is refused.

    Written numbers are held against the same bounds while they are read.
    """

    low: float | None = None
    high: float | None = None
    whole: bool = False


@dataclass(frozen=True)
class Attribute(Origin):
    """A number of an object: `target.at.x` is ("target", ("at", "x"))."""

    object: str
    path: tuple[str, ...]
    dimension: Dimension
    limits: Limits | None = None


@dataclass(frozen=True)
class Arithmetic(Origin):
    """`limits` hold for the whole computation, not for its parts, which have none."""

    op: Literal["+", "-", "*", "/"]
    left: Value
    right: Value
    dimension: Dimension
    limits: Limits | None = None


@dataclass(frozen=True)
class ObjectRef(Origin):
    """An object, a group of them, or a word of the scene (`walls`, `ceiling`, `surface`, `room`)."""

    name: str


@dataclass(frozen=True)
class ViewerRef(Origin):
    """A camera or an agent of the scene."""

    name: str


@dataclass(frozen=True)
class RuleCall(Origin):
    """A placement rule of the registry with its arguments; `anywhere` is one without any."""

    name: str
    args: tuple[Value, ...]


@dataclass(frozen=True)
class Words(Origin):
    """A list of words, as in `vary: position, size`."""

    names: tuple[str, ...]


@dataclass(frozen=True)
class Chains(Origin):
    """A list of names, each alone or several in a row, as in `interventions: blind, tidy then crosshair`."""

    items: tuple[tuple[Symbol, ...], ...]


Value: TypeAlias = (
    Constant
    | Symbol
    | Grid
    | Uniform
    | Choice
    | Vector
    | Named
    | Attribute
    | Arithmetic
    | ObjectRef
    | RuleCall
    | Words
    | Chains
)


@dataclass(frozen=True)
class FunctionCall(Origin):
    """A function of the registry in a condition; `visible` alone is one without arguments."""

    name: str
    args: tuple[Term, ...]
    dimension: Dimension | Literal["set"]


@dataclass(frozen=True)
class Operation(Origin):
    """Arithmetic between terms of a condition."""

    op: Literal["+", "-", "*", "/"]
    left: Term
    right: Term
    dimension: Dimension


@dataclass(frozen=True)
class Comparison(Origin):
    op: Literal["==", "!=", "<", "<=", ">", ">="]
    left: Term
    right: Term


@dataclass(frozen=True)
class Logic(Origin):
    """`every` is a group's condition written out for each of its members."""

    op: Literal["and", "or", "every"]
    items: tuple[Condition, ...]


@dataclass(frozen=True)
class Not(Origin):
    item: Condition


Term: TypeAlias = Constant | Attribute | ObjectRef | ViewerRef | Named | FunctionCall | Operation
Condition: TypeAlias = Comparison | Logic | Not


@dataclass(frozen=True)
class Requirement(Origin):
    """One `require` line; its span covers the condition as written."""

    condition: Condition


def is_drawn(value: Value) -> bool:
    """Whether a value can differ between worlds."""
    match value:
        case Grid() | Uniform() | Choice() | Attribute():
            return True
        case Named(value=inner):
            return is_drawn(inner)
        case Vector(items=items) | RuleCall(args=items):
            return any(is_drawn(item) for item in items)
        case Arithmetic(left=left, right=right):
            return is_drawn(left) or is_drawn(right)
    return False


def mentions(value: Value) -> tuple[str, ...]:
    """Names of the objects that a value depends on."""
    match value:
        case Attribute(object=name) | ObjectRef(name=name):
            return (name,)
        case Named(value=inner):
            return mentions(inner)
        case Vector(items=items) | RuleCall(args=items) | Choice(options=items):
            return tuple(name for item in items for name in mentions(item))
        case Arithmetic(left=left, right=right):
            return (*mentions(left), *mentions(right))
    return ()
