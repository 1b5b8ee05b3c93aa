"""Strategies for the syntax: trees of every form, valid texts, and texts with something broken in them."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from random import Random
from typing import cast

from hypothesis import strategies as st

from spacenum_dsl.base.span import Source, Span
from spacenum_dsl.language.format import fits_on_line, format_tree
from spacenum_dsl.language.scan import scan
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

_Draw = st.DrawFn

_NOWHERE = Source("generated.scene", "")
_SPAN = Span(_NOWHERE, 0, 0)
_CHAIN, _CHOICE, _OR, _AND, _NOT, _COMPARISON, _RANGE, _SUM, _PRODUCT, _SIGN, _QUANTITY, _ATOM = range(12)
_COMMON = ("table", "mug", "target", "at", "on", "extends", "m", "deg", "x1", "_y")
_OPERATORS: tuple[tuple[int, tuple[BinaryOp, ...]], ...] = (
    (_CHAIN, ("then",)),
    (_OR, ("or",)),
    (_AND, ("and",)),
    (_COMPARISON, ("==", "!=", "<", "<=", ">", ">=")),
    (_SUM, ("+", "-")),
    (_PRODUCT, ("*", "/")),
)
_SHARDS = (
    *"(){}[];:=#|,.-+*/%<>!&\"'\\\n\t\r $é°…–\x00\x0b\u00a0\u2028\ufeff",
    *("..", "...", "//", "/*", "*/", "==", "&&", "||", "1", "0.5", "m", " step ", " and ", " not ", " to "),
    *("on ", "extends ", "let ", "require ", "import ", "\ud800", "\U0001f4a9", '"a', "kind: mug", "a { "),
)


@st.composite
def syntax_trees(draw: _Draw) -> SyntaxTree:
    """Trees of every node form, with comments and blank lines, as `parse` could have made them.

    Use them for the round trip, `parse(Source("", format_tree(tree))).tree == tree`, for the idempotence
    of a formatter, and to see that a pass over trees knows every form.
    """
    items = draw(_items(0, 3, plain=False))
    return SyntaxTree(_NOWHERE, items, draw(_comment_lines(first=not items, closing=True)))


@st.composite
def spec_sources(draw: _Draw) -> str:
    """Valid texts, some as the formatter writes them, some with the white space of a careless author.

    Use them for whatever must hold of every spec: it parses without a diagnostic, spans lie inside the
    text and children inside their parents, formatting does not change what it means.
    """
    text = format_tree(draw(syntax_trees()))
    return careless(text, Random(draw(st.integers(0, 2**32)))) if draw(st.booleans()) else text


@st.composite
def broken_sources(draw: _Draw) -> str:
    """Valid texts with pieces deleted, inserted, swapped, or replaced by garbage; a few may still be valid.

    Use them to see that a tool never raises on a user's text, that every fault has a place inside the
    text, and that what could be read is still a sound tree.
    """
    return broken(draw(spec_sources()), Random(draw(st.integers(0, 2**32))))


def careless(text: str, random: Random) -> str:
    """The same spec with other white space: runs of blanks, tabs, CRLF, breaks behind commas and bars."""
    scanned = scan(text)
    parts: list[str] = []
    at = 0
    for word in sorted(scanned.tokens + scanned.comments, key=lambda word: word.start):
        gap = text[at : word.start]
        parts.append("".join(random.choice((" ", " ", "  ", "\t")) for _ in gap))
        if word.kind == "newline":
            parts.append(random.choice(("\n", "\n", "\r\n", "  \n", "\n\n\n")))
        else:
            parts.append(word.text)
        if word.text in {",", "|"} and random.random() < 0.1:
            parts.append("\n")
        at = word.end
    return "".join(parts)


def broken(text: str, random: Random) -> str:
    """The text after a few random edits."""
    for _ in range(random.randint(1, 4)):
        at, to = sorted((random.randint(0, len(text)), random.randint(0, len(text))))
        near = min(to, at + random.randint(1, 6))
        edits = (
            text[:at] + text[near:],
            text[:at] + random.choice(_SHARDS) + text[at:],
            text[:at] + text[near:to] + text[at:near] + text[to:],
            text[:at] + chr(random.randrange(0x2100)) + text[near:],
            text[:to] + text[at:to][:200] + text[to:],
        )
        text = random.choice(edits)
    return text


_FREE_NAMES = st.sampled_from(_COMMON) | st.from_regex(r"[a-z_][a-z0-9_]{0,6}", fullmatch=True)


@cache
def _names(*without: str) -> st.SearchStrategy[str]:
    return _FREE_NAMES.filter(lambda name: name not in without)


@cache
def _name(*without: str) -> st.SearchStrategy[Name]:
    return _names(*without).map(lambda name: Name(_SPAN, (name,)))


_WORDS = ("and", "or", "not", "step", "then")
_MEMBERS = st.builds(lambda name, number: f"{name}[{number}]", _names(*_WORDS), st.integers(0, 64))
_OPERANDS = st.builds(
    lambda first, rest: Name(_SPAN, (first, *rest)),
    _names(*_WORDS) | _MEMBERS,
    st.lists(_names(), max_size=2),
)
_NUMBERS = st.from_regex(r"(0|[1-9][0-9]{0,3})(\.[0-9]{1,3})?([eE][+-]?[0-9])?", fullmatch=True).map(
    lambda text: Numeral(_SPAN, text)
)
_TEXT = st.characters(exclude_categories=["Cs"])
_STRINGS = st.text(_TEXT, max_size=8).map(lambda text: String(_SPAN, text))
_UNITS = st.just("%") | _names(*_WORDS)
_COMMENTS = st.text(_TEXT, max_size=12).map(lambda text: "#" + text.replace("\n", "").rstrip(" \t\r\f"))


@cache
def _expression(depth: int = 3, least: int = _CHAIN) -> st.SearchStrategy[Expr]:
    """Values that may stand, without parentheses, where only what binds so tightly may stand."""
    atoms = st.one_of(_NUMBERS, _STRINGS, _OPERANDS)
    if depth == 0:
        return atoms
    inner = _expression(depth - 1)
    args = st.lists(inner, max_size=3).map(tuple)
    calls = st.builds(lambda name, args: Call(_SPAN, name, args), _names(*_WORDS), args)
    tuples = st.lists(inner, min_size=2, max_size=3).map(lambda items: Tuple(_SPAN, tuple(items)))
    groups = inner.map(lambda value: Group(_SPAN, value))
    measured = _NUMBERS | calls | tuples | groups
    forms: list[tuple[int, st.SearchStrategy[Expr]]] = [
        (_ATOM, st.one_of(atoms, calls, tuples, groups)),
        (_QUANTITY, st.builds(lambda value, unit: Quantity(_SPAN, value, unit), measured, _UNITS)),
        (_SIGN, _expression(depth - 1, _SIGN).map(lambda value: Unary(_SPAN, "-", value))),
        (_NOT, _expression(depth - 1, _NOT).map(lambda value: Unary(_SPAN, "not", value))),
        (_RANGE, _ranges(_expression(depth - 1, _SUM))),
        (_CHOICE, st.lists(_expression(depth - 1, _OR), min_size=2, max_size=3).map(_choice)),
        *((level, _binary(depth - 1, level, ops)) for level, ops in _OPERATORS),
    ]
    return st.one_of(*(form for level, form in forms if level >= least))


def _choice(items: list[Expr]) -> Alternatives:
    return Alternatives(_SPAN, tuple(items))


def _ranges(bound: st.SearchStrategy[Expr]) -> st.SearchStrategy[Range]:
    return st.builds(lambda low, high, step: Range(_SPAN, low, high, step), bound, bound, st.none() | bound)


def _binary(depth: int, level: int, ops: tuple[BinaryOp, ...]) -> st.SearchStrategy[Binary]:
    left = _expression(depth, _RANGE if level == _COMPARISON else level)
    right = _expression(depth, level + 1)
    return st.builds(lambda op, one, other: Binary(_SPAN, op, one, other), st.sampled_from(ops), left, right)


@cache
def _values() -> st.SearchStrategy[Expr]:
    lists = st.lists(_expression(1), min_size=2, max_size=9).map(lambda items: List(_SPAN, tuple(items)))
    return _expression() | lists


@st.composite
def _comment_lines(draw: _Draw, first: bool, closing: bool = False) -> tuple[str, ...]:
    """Lines above an item: no blank line first in a block, never two in a row, none before a `}`."""
    lines: list[str] = []
    for line in draw(st.lists(st.just("") | _COMMENTS, max_size=3)):
        if line or (lines[-1] if lines else not first):
            lines.append(line)
    while closing and lines and not lines[-1]:
        lines.pop()
    return tuple(lines)


@st.composite
def _items(draw: _Draw, depth: int, most: int, plain: bool) -> tuple[TopItem, ...]:
    """Items of a block; `plain` ones have no comments, as in a block on one line."""
    forms = [_imports(), _lets(), _properties(), _properties(), _requires()]
    if depth < 3:
        forms.append(cast("st.SearchStrategy[TopItem]", _blocks(depth, plain)))
    items: list[TopItem] = []
    for _ in range(draw(st.integers(0, most))):
        item = draw(st.one_of(*forms))
        if not plain:
            before = draw(_comment_lines(first=not items))
            item = replace(item, before=before, after=draw(st.just("") | _COMMENTS))
        items.append(item)
    return tuple(items)


@cache
def _imports() -> st.SearchStrategy[TopItem]:
    return _STRINGS.map(lambda path: Import(_SPAN, (), "", path))


@cache
def _lets() -> st.SearchStrategy[TopItem]:
    return st.builds(lambda name, value: Let(_SPAN, (), "", name, value), _name(), _values())


@cache
def _properties() -> st.SearchStrategy[TopItem]:
    names = _name("let", "require", "import")
    return st.builds(lambda name, value: Property(_SPAN, (), "", name, value), names, _values())


@cache
def _requires() -> st.SearchStrategy[TopItem]:
    return _expression().map(lambda condition: Require(_SPAN, (), "", condition))


@st.composite
def _blocks(draw: _Draw, depth: int, plain: bool) -> BlockNode:
    inline = plain or draw(st.booleans())
    body = draw(_items(depth + 1, 3, plain=inline))
    block = BlockNode(
        _SPAN,
        (),
        "",
        draw(_name("let", "require", "import")),
        draw(st.none() | _name("on", "extends")),
        tuple(draw(st.lists(_name(), max_size=2))),
        draw(st.none() | _name()),
        body,
        inline,
        "" if inline else draw(st.just("") | _COMMENTS),
        () if inline else draw(_comment_lines(first=not body, closing=True)),
    )
    return replace(block, inline=fits_on_line(block, depth))
