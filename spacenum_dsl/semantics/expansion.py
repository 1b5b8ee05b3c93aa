"""What a `let` stands for once all names in it are written out, which is bounded.

A few lines in which each name mentions the one before twice stand for more values than there is time to
read, and a long chain of names for an expression that is nested more deeply than any walk may recurse. Both
are told here, without writing anything out, and reported where such a name is mentioned.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from typing import NamedTuple, TypeAlias

from spacenum_dsl.language import tree as syntax

MAX_SIZE = 2_000
"""Values that a name may stand for."""
MAX_NESTING = 128
"""Levels of values within each other that a name may stand for."""
MAX_COUNTED = 10**12
"""Up to here values are counted; what stands for more is as good as endless."""


class TooMuch(NamedTuple):
    """In place of the expression of a name that stands for too much: what is said of it, and the limit."""

    message: str
    limit: str


class _Extent(NamedTuple):
    """How many values an expression is, and how deep they are nested."""

    size: int
    nesting: int


Written: TypeAlias = syntax.Expr | TooMuch


def bounded(lets: Mapping[str, Written]) -> dict[str, Written]:
    """The names with their expressions, or with why they may not be read."""
    extents: dict[str, _Extent] = {}
    for name in lets:
        _measure(name, lets, extents)
    return {name: _refusal(name, extents[name]) or expr for name, expr in lets.items()}


def _refusal(name: str, extent: _Extent) -> TooMuch | None:
    if extent.nesting > MAX_NESTING:
        limit = f"at most {MAX_NESTING}, those of other names included"
        return TooMuch(f"`{name}` stands for values nested {extent.nesting} levels deep", limit)
    if extent.size > MAX_SIZE:
        limit = f"at most {MAX_SIZE:,}, those of other names included"
        counted = f"{'at least ' if extent.size == MAX_COUNTED else ''}{extent.size:,}"
        return TooMuch(f"`{name}` stands for {counted} values", limit)
    return None


def _measure(first: str, lets: Mapping[str, Written], extents: dict[str, _Extent]) -> None:
    """Find the extent of a name after those of all that it mentions; a circle is left to whoever reads it."""
    waiting, begun = [first], set[str]()
    while waiting:
        name = waiting[-1]
        expr = lets[name]
        if name in extents:
            waiting.pop()
            continue
        if isinstance(expr, TooMuch):
            extents[name] = _Extent(MAX_COUNTED, 0)
            continue
        nodes = list(_nodes(expr))
        mentions = [
            (node.text, level) for node, level in nodes if isinstance(node, syntax.Name) and node.text in lets
        ]
        if name not in begun:
            begun.add(name)
            waiting += [each for each, _ in mentions if each not in extents and each not in begun]
            continue
        inner = [(extents[each], level) for each, level in mentions if each in extents]
        size = len(nodes) + sum(extent.size for extent, _ in inner)
        levels = [level for _, level in nodes] + [level + extent.nesting for extent, level in inner]
        extents[name] = _Extent(min(size, MAX_COUNTED), max(levels))
        waiting.pop()


def _nodes(expr: syntax.Expr) -> Iterator[tuple[syntax.Node, int]]:
    """All nodes of an expression with their levels, the outermost at 1."""
    waiting: list[tuple[syntax.Node, int]] = [(expr, 1)]
    while waiting:
        node, level = waiting.pop()
        yield node, level
        for field in dataclasses.fields(node):
            value = getattr(node, field.name)
            parts = value if isinstance(value, tuple) else (value,)
            waiting += [(part, level + 1) for part in parts if isinstance(part, syntax.Node)]
