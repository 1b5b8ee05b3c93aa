"""Formatting: one way to write each thing, fixpoints, and the round trip."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings

from spacenum_dsl.base.span import Source, Span
from spacenum_dsl.language.format import WIDTH, format_tree
from spacenum_dsl.language.parse import parse
from spacenum_dsl.language.tree import (
    Alternatives,
    Binary,
    BlockNode,
    Expr,
    List,
    Name,
    Numeral,
    Property,
    Quantity,
    Range,
    SyntaxTree,
    Tuple,
    Unary,
)
from spacenum_dsl.testing import spec_sources, syntax_trees

GOLDEN = Path(__file__).parents[1] / "golden" / "format"


def formatted(text: str) -> str:
    parsed = parse(Source("x.scene", text))
    assert parsed.diagnostics == ()
    return format_tree(parsed.tree)


@pytest.mark.parametrize("path", sorted(GOLDEN.glob("*.scene")), ids=lambda path: path.stem)
def test_the_example_specs_are_fixpoints(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert formatted(text) == text


@pytest.mark.parametrize("path", sorted(GOLDEN.glob("*.scene")), ids=lambda path: path.stem)
def test_white_space_of_the_author_is_forgotten(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    lines = [line.partition("#") for line in text.split("\n")]
    sprawling = "\r\n".join(code.replace(" ", " \t ") + mark + comment for code, mark, comment in lines)
    assert sprawling != text
    assert formatted(sprawling) == text


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("a:1", "a: 1\n"),
        ("a: 0.4m", "a: 0.4 m\n"),
        ("a: 80%", "a: 80 %\n"),
        ("a: (1,2)m", "a: (1, 2) m\n"),
        ("a: 1..2 step 3", "a: 1 .. 2 step 3\n"),
        ("a: b|c", "a: b | c\n"),
        ("a: b ,c", "a: b, c\n"),
        ("a: - 1", "a: -1\n"),
        ("a: 1+2*3", "a: 1 + 2 * 3\n"),
        ("a: ( 1 )", "a: (1)\n"),
        ("a: f( x ,y )", "a: f(x, y)\n"),
        ("a: b . c", "a: b.c\n"),
        ("require a>=b and not(c)", "require a >= b and not (c)\n"),
        ("let a=1", "let a = 1\n"),
        ("import   'x'".replace("'", '"'), 'import "x"\n'),
        ("a{}", "a {}\n"),
        ("a b on c,d extends e{f:1;g:2}", "a b on c, d extends e { f: 1; g: 2 }\n"),
        ("a {\n}", "a {\n}\n"),
        ("a\n{ b: 1 }", "a {\n  b: 1\n}\n"),
        ("a { b { c: 1 } }", "a { b { c: 1 } }\n"),
        ("\n\na: 1\n\n\n\nb: 2\n\n", "a: 1\n\nb: 2\n"),
        ("# only", "# only\n"),
        ("", ""),
        ("a:1#c\nbcd:2 # d", "a:   1  #c\nbcd: 2  # d\n"),
        ("a: 1\n\nbcd: 2", "a: 1\n\nbcd: 2\n"),
        ("a: 1\n# c\nbcd: 2", "a:   1\n# c\nbcd: 2\n"),
        ("a: 1\nb { }\nbcd: 2", "a: 1\nb {}\nbcd: 2\n"),
        ("a b { c: 1 }\na bc on d { c: 1 }", "a b       { c: 1 }\na bc on d { c: 1 }\n"),
        ("a { b: x; c: 1 }\na { b: xyz; c: 2 }", "a { b: x;   c: 1 }\na { b: xyz; c: 2 }\n"),
        ("a { b: x; c: 1 }\na { b: xyz; d: 2 }", "a { b: x; c: 1 }\na { b: xyz; d: 2 }\n"),
        ("a { # c\n b: 1 }", "a {  # c\n  b: 1\n}\n"),
        ("a: (1, # c\n 2)", "# c\na: (1, 2)\n"),
    ],
)
def test_the_one_way_to_write(written: str, expected: str) -> None:
    assert formatted(written) == expected
    assert formatted(expected) == expected


def test_long_lines_break_behind_commas_and_bars() -> None:
    text = formatted("a {\n  kind: " + " | ".join(["some_kind"] * 20) + "\n  b: 1\n}")
    lines = text.splitlines()
    assert max(len(line) for line in lines) <= WIDTH
    assert lines[1].endswith("|") and lines[2].startswith(" " * 6 + "some_kind")
    assert lines[-2] == "  b: 1"
    assert formatted(text) == text


def test_alignment_gives_way_to_the_width() -> None:
    long = "x" * 90
    assert formatted(f"a: {long}\n{'b' * 30}: 1\n") == f"a: {long}\n{'b' * 30}: 1\n"


@given(syntax_trees())
@settings(max_examples=60, deadline=None)
def test_round_trip(tree: SyntaxTree) -> None:
    text = format_tree(tree)
    parsed = parse(Source("x.scene", text))
    assert parsed.diagnostics == ()
    assert parsed.tree == tree
    assert format_tree(parsed.tree) == text


@given(spec_sources())
@settings(max_examples=60, deadline=None)
def test_idempotence(text: str) -> None:
    once = formatted(text)
    assert formatted(once) == once
    assert all(
        line == line.rstrip(" \t") for line in once.splitlines() if "#" not in line and '"' not in line
    )


SPAN = Span(Source("", ""), 0, 0)
ONE, TWO, A, B = Numeral(SPAN, "1"), Numeral(SPAN, "2"), Name(SPAN, ("a",)), Name(SPAN, ("b",))
SUM = Binary(SPAN, "+", ONE, TWO)
CHOICE = Alternatives(SPAN, (A, B))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (Binary(SPAN, "*", SUM, TWO), "(1 + 2) * 2"),
        (Binary(SPAN, "-", ONE, Binary(SPAN, "-", ONE, TWO)), "1 - (1 - 2)"),
        (Binary(SPAN, "==", Binary(SPAN, "<", A, B), A), "(a < b) == a"),
        (Binary(SPAN, "and", Binary(SPAN, "or", A, B), A), "(a or b) and a"),
        (Unary(SPAN, "-", SUM), "-(1 + 2)"),
        (Unary(SPAN, "not", CHOICE), "not (a | b)"),
        (Quantity(SPAN, SUM, "m"), "(1 + 2) m"),
        (Quantity(SPAN, A, "m"), "(a) m"),
        (Quantity(SPAN, Quantity(SPAN, ONE, "m"), "m"), "(1 m) m"),
        (Quantity(SPAN, Unary(SPAN, "-", ONE), "m"), "(-1) m"),
        (Range(SPAN, Range(SPAN, ONE, TWO, None), TWO, None), "(1 .. 2) .. 2"),
        (Alternatives(SPAN, (CHOICE, A)), "(a | b) | a"),
        (Tuple(SPAN, (List(SPAN, (A, B)), CHOICE)), "((a, b), a | b)"),
    ],
)
def test_trees_of_programs_get_the_parentheses_they_need(value: Expr, expected: str) -> None:
    tree = SyntaxTree(SPAN.source, (Property(SPAN, (), "", A, value),), ())
    assert format_tree(tree) == f"a: {expected}\n"


def test_a_block_of_a_program_is_on_one_line_only_if_it_can_be() -> None:
    inner = Property(SPAN, ("# c",), "", A, ONE)
    block = BlockNode(SPAN, (), "", A, None, (), None, (inner,), inline=True, opening="", closing=())
    assert format_tree(SyntaxTree(SPAN.source, (block,), ())) == "a {\n  # c\n  a: 1\n}\n"
