"""From the grammar's parse tree to the syntax tree, with the comments put back beside what they mean.

A parse tree may be as deep as the text is long, so its depth is measured without recursion first; what
is nested too deeply is left out and reported.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple, TypeAlias, cast

from lark import Token as LarkToken
from lark import Tree

from spacenum_dsl.base.diagnostics import Diagnostic
from spacenum_dsl.base.span import Source, Span
from spacenum_dsl.language import mistakes
from spacenum_dsl.language.format import fits_on_line
from spacenum_dsl.language.scan import Token
from spacenum_dsl.language.statements import MAX_DEPTH
from spacenum_dsl.language.tree import (
    Alternatives,
    Binary,
    BinaryOp,
    BlockNode,
    Call,
    Expr,
    Group,
    Import,
    Let,
    List,
    Name,
    Numeral,
    Property,
    Quantity,
    Range,
    Require,
    String,
    SyntaxTree,
    TopItem,
    Tuple,
    Unary,
)

LarkTree: TypeAlias = "Tree[LarkToken]"

_ESCAPE = re.compile(r"\\(.)")
_ESCAPED = {"n": "\n", "r": "\r", "t": "\t"}


class Lost(NamedTuple):
    """A statement that could not be read: where it starts, and the names in it."""

    start: int
    names: tuple[str, ...]


def build(
    source: Source, parsed: LarkTree, comments: tuple[Token, ...], lost: Sequence[Lost] = ()
) -> tuple[SyntaxTree, tuple[Diagnostic, ...]]:
    """The syntax tree, and a fault for each statement that is nested too deeply to be in it."""
    builder = _Builder(source, comments, lost)
    body = builder.body(_parts(parsed.children), None, len(source.text), 0)
    names = frozenset(name for statement in lost for name in statement.names)
    return SyntaxTree(source, body.items, body.closing, names), tuple(builder.faults)


@dataclass(frozen=True)
class _Body:
    items: tuple[TopItem, ...]
    opening: str
    closing: tuple[str, ...]


@dataclass
class _Builder:
    source: Source
    comments: tuple[Token, ...]
    lost: Sequence[Lost] = ()
    faults: list[Diagnostic] = field(default_factory=list)
    next_comment: int = 0

    def body(self, parts: list[LarkTree], opened: int | None, end: int, depth: int) -> _Body:
        """The items between two offsets. `opened` is the offset behind `{`, or nothing for a file."""
        items: list[TopItem] = []
        starts = [*(_start(part) for part in parts), end]
        at = opened or 0
        opening = "" if opened is None else self._comment_beside(at, starts[0])
        for part, following in zip(parts, starts[1:], strict=True):
            before = self._lines_above(at, _start(part), bool(items))
            at = _end(part)
            item = self.item(part, depth)
            inner = self._comments_until(at)
            if isinstance(item, Diagnostic):
                self.faults.append(item)
                continue
            after = self._comment_beside(at, following)
            items.append(replace(item, before=(*before, *item.before, *inner), after=after))
        closing = self._lines_above(at, end, bool(items))
        while closing and not closing[-1]:
            closing.pop()
        return _Body(tuple(items), opening, tuple(closing))

    def item(self, part: LarkTree, depth: int) -> TopItem | Diagnostic:
        if part.data == "block":
            return self.block(part, depth + 1)
        too_deep = _too_deep(part, MAX_DEPTH - depth)
        if too_deep is not None:
            return mistakes.TOO_DEEP.at(Span(self.source, too_deep, too_deep + 1), f"level {MAX_DEPTH + 1}")
        span, first, last = self.span(part), part.children[0], part.children[-1]
        match part.data:
            case "import":
                return Import(span, (), "", self.string(_part(first)))
            case "require":
                return Require(span, (), "", self.expression(last))
            case "let":
                return Let(span, (), "", self.name(first), self.expression(last))
        return Property(span, (), "", self.name(first), self.expression(last))

    def block(self, part: LarkTree, depth: int) -> BlockNode:
        header, brace, *rest, close = part.children
        kind, name, on, extends = _part(header).children
        opened = _token(brace).end_pos or 0
        above = self._comments_until(opened)
        body = self.body(_parts(rest), opened, _token(close).start_pos or 0, depth)
        span = self.span(part)
        block = BlockNode(
            span=span,
            before=above,
            after="",
            kind=self.name(kind),
            name=self.name(name) if name else None,
            on=tuple(self.name(other) for other in _part(on).children) if on else (),
            extends=self.name(_part(extends).children[0]) if extends else None,
            body=body.items,
            inline="\n" not in span.text,
            opening=body.opening,
            closing=body.closing,
            lost=self.lost_in(body, opened, _token(close).start_pos or 0),
        )
        return block if fits_on_line(block, depth - 1) else replace(block, inline=False)

    def lost_in(self, body: _Body, start: int, end: int) -> tuple[str, ...]:
        """The names that got lost between two offsets, but for those in blocks of the body."""
        first = bisect_left(self.lost, start, key=lambda each: each.start)
        last = bisect_left(self.lost, end, key=lambda each: each.start)
        inner = [item.span for item in body.items if isinstance(item, BlockNode)] if first < last else []

        def deeper(at: int) -> bool:
            place = bisect_right(inner, at, key=lambda span: span.start) - 1
            return place >= 0 and at < inner[place].end

        return tuple(name for at, names in self.lost[first:last] if not deeper(at) for name in names)

    def expression(self, child: LarkTree | LarkToken) -> Expr:
        """A node from its part of the parse tree; the caller has bounded its depth."""
        part = _part(child)
        span, children = self.span(part), part.children
        match part.data:
            case "number":
                return Numeral(span, str(children[0]))
            case "quantity":
                return Quantity(span, self.expression(children[0]), str(children[1]))
            case "string":
                return self.string(part)
            case "name":
                return Name(span, tuple(str(word) for word in children))
            case "call":
                args = tuple(self.expression(arg) for arg in children[1:])
                return Call(span, str(children[0]), args)
            case "group":
                return Group(span, self.expression(children[0]))
            case "range":
                low, high, *step = (self.expression(child) for child in children)
                return Range(span, low, high, step[0] if step else None)
            case "unary":
                op = _token(children[0])
                return Unary(span, "not" if op == "not" else "-", self.expression(children[1]))
            case "binary":
                left, sign, right = children
                return Binary(
                    span, cast("BinaryOp", str(sign)), self.expression(left), self.expression(right)
                )
        items = tuple(self.expression(item) for item in children)
        rows: dict[str, type[Tuple | List | Alternatives]] = {
            "tuple": Tuple,
            "list": List,
            "choice": Alternatives,
        }
        return rows[part.data](span, items)

    def name(self, child: LarkTree | LarkToken) -> Name:
        word = _token(child)
        return Name(Span(self.source, word.start_pos or 0, word.end_pos or 0), (str(word),))

    def string(self, part: LarkTree) -> String:
        written = str(part.children[0])[1:-1]
        return String(self.span(part), _ESCAPE.sub(lambda match: _ESCAPED.get(match[1], match[1]), written))

    def span(self, part: LarkTree) -> Span:
        return Span(self.source, _start(part), min(_end(part), len(self.source.text)))

    def _comments_until(self, end: int) -> tuple[str, ...]:
        first = self.next_comment
        while self.next_comment < len(self.comments) and self.comments[self.next_comment].start < end:
            self.next_comment += 1
        return tuple(comment.text for comment in self.comments[first : self.next_comment])

    def _comment_beside(self, at: int, end: int) -> str:
        """The comment behind `at` on its line, unless something else stands between."""
        if self.next_comment < len(self.comments):
            comment = self.comments[self.next_comment]
            if comment.start < end and "\n" not in self.source.text[at : comment.start]:
                self.next_comment += 1
                return comment.text
        return ""

    def _lines_above(self, at: int, end: int, blank_first: bool) -> list[str]:
        """The comment lines between two offsets, with single blank lines where there are any."""
        lines: list[str] = []
        while True:
            comment = self.comments[self.next_comment] if self.next_comment < len(self.comments) else None
            comment = comment if comment and comment.start < end else None
            stop = comment.start if comment else end
            if (lines or blank_first) and self.source.text.count("\n", at, stop) > 1:
                lines.append("")
            if not comment:
                return lines
            lines.append(comment.text)
            at = comment.end
            self.next_comment += 1


def _too_deep(part: LarkTree, limit: int) -> int | None:
    """Where a statement first exceeds so many levels of nested values, walking without recursion."""
    waiting = [(child, 1) for child in part.children if isinstance(child, Tree)]
    while waiting:
        tree, level = waiting.pop()
        if level > limit:
            return _start(tree)
        waiting += [(child, level + 1) for child in tree.children if isinstance(child, Tree)]
    return None


def _part(child: LarkTree | LarkToken) -> LarkTree:
    return cast("LarkTree", child)


def _parts(children: list[LarkTree | LarkToken]) -> list[LarkTree]:
    return cast("list[LarkTree]", children)


def _token(child: LarkTree | LarkToken) -> LarkToken:
    return cast("LarkToken", child)


def _start(part: LarkTree) -> int:
    return int(part.meta.start_pos)


def _end(part: LarkTree) -> int:
    return int(part.meta.end_pos)
