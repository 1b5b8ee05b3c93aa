"""The syntax tree: what was written, where, and the comments beside it. It knows shapes, not names.

Equality ignores spans, so that `parse(format(tree)) == tree` can be asked. Numbers keep their text, so
that a formatted `0.10` stays `0.10`. `depth` counts nesting, which the parser bounds so that walking a
tree can never exhaust the stack.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from spacenum_dsl.base.span import Source, Span


@dataclass(frozen=True)
class Node:
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True)
class Numeral(Node):
    """A bare number as written; never signed (a sign is a `Unary`)."""

    text: str


@dataclass(frozen=True)
class Quantity(Node):
    """A value with a unit behind it: `0.4 m`, `(0.4, 0.1) m`. `-110 .. -70 deg` puts it on the `70`."""

    value: Expr
    unit: str


@dataclass(frozen=True)
class String(Node):
    value: str


@dataclass(frozen=True)
class Name(Node):
    """A dotted path: `target.at.x`, `apples[0].at.x`."""

    parts: tuple[str, ...]

    @property
    def text(self) -> str:
        return ".".join(self.parts)


@dataclass(frozen=True)
class Call(Node):
    name: str
    args: tuple[Expr, ...]


@dataclass(frozen=True)
class Tuple(Node):
    """Two or more values in parentheses."""

    items: tuple[Expr, ...]


@dataclass(frozen=True)
class Group(Node):
    """One value in parentheses, kept so that what was written is what is printed."""

    value: Expr


@dataclass(frozen=True)
class List(Node):
    """`position, size`: two or more values without parentheses."""

    items: tuple[Expr, ...]


@dataclass(frozen=True)
class Alternatives(Node):
    """`a | b | c`: two or more alternatives; `3 * a` inside one is a weight."""

    items: tuple[Expr, ...]


@dataclass(frozen=True)
class Range(Node):
    """`low .. high` or `low .. high step step`."""

    low: Expr
    high: Expr
    step: Expr | None


@dataclass(frozen=True)
class Unary(Node):
    op: Literal["-", "not"]
    operand: Expr


BinaryOp: TypeAlias = Literal["+", "-", "*", "/", "==", "!=", "<", "<=", ">", ">=", "and", "or", "then"]


@dataclass(frozen=True)
class Binary(Node):
    op: BinaryOp
    left: Expr
    right: Expr


Expr: TypeAlias = (
    Numeral | Quantity | String | Name | Call | Tuple | Group | List | Alternatives | Range | Unary | Binary
)


@dataclass(frozen=True)
class Item(Node):
    """What stands in a file or a block.

    `before`: the comment lines above it, `#` included; `""` is a blank line (never two in a row, none
    first in a block). `after`: the comment behind it on its last line, or `""`.
    """

    before: tuple[str, ...]
    after: str


@dataclass(frozen=True)
class Import(Item):
    path: String


@dataclass(frozen=True)
class Let(Item):
    name: Name
    value: Expr


@dataclass(frozen=True)
class Property(Item):
    name: Name
    value: Expr


@dataclass(frozen=True)
class Require(Item):
    condition: Expr


@dataclass(frozen=True)
class BlockNode(Item):
    """`kind [name] [on other, …] [extends other] { body }`.

    `inline`: the author wrote it on one line. `opening`: the comment behind `{`. `closing`: comment
    lines between the last item and `}`.
    """

    kind: Name
    name: Name | None
    on: tuple[Name, ...]
    extends: Name | None
    body: tuple[Import | Let | Property | Require | BlockNode, ...]
    inline: bool
    opening: str
    closing: tuple[str, ...]
    lost: tuple[str, ...] = field(default=(), compare=False, repr=False)
    """Names in statements of the body that could not be read: what is not there may have been meant to be."""


TopItem: TypeAlias = Import | Let | Property | Require | BlockNode


@dataclass(frozen=True)
class SyntaxTree:
    """One file. Properties and requirements at top level parse here and are refused by the resolver."""

    source: Source = field(compare=False, repr=False)
    items: tuple[TopItem, ...]
    closing: tuple[str, ...]
    lost: frozenset[str] = field(default=frozenset(), compare=False, repr=False)
    """Names in all statements that could not be read, in whatever block."""
