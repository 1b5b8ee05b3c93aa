"""Parsing: what each form becomes, which newlines separate, where comments go, and that nothing raises."""

from __future__ import annotations

from dataclasses import fields
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spacenum_dsl.base.span import Source
from spacenum_dsl.language.format import format_tree
from spacenum_dsl.language.mistakes import MISTAKES
from spacenum_dsl.language.parse import decode, parse
from spacenum_dsl.language.tree import (
    Alternatives,
    Binary,
    BlockNode,
    Call,
    Expr,
    Group,
    Import,
    Let,
    List,
    Name,
    Node,
    Numeral,
    Property,
    Quantity,
    Range,
    Require,
    String,
    SyntaxTree,
    Tuple,
    Unary,
)
from spacenum_dsl.testing import broken_sources, spec_sources, syntax_trees
from spacenum_dsl.testing.syntax import broken


def tree(text: str) -> SyntaxTree:
    parsed = parse(Source("x.scene", text))
    assert parsed.diagnostics == ()
    return parsed.tree


def value(text: str) -> Expr:
    (item,) = tree(f"a: {text}").items
    assert isinstance(item, Property)
    return item.value


def shape(node: Expr) -> str:
    """A value with its nesting made visible, one notation for each form."""
    match node:
        case Numeral():
            return node.text
        case String():
            return repr(node.value)
        case Name():
            return node.text
        case Quantity():
            return f"<{shape(node.value)} {node.unit}>"
        case Call():
            return f"{node.name}({', '.join(map(shape, node.args))})"
        case Tuple():
            return f"tuple({', '.join(map(shape, node.items))})"
        case Group():
            return f"group({shape(node.value)})"
        case List():
            return f"list({', '.join(map(shape, node.items))})"
        case Alternatives():
            return f"choice({', '.join(map(shape, node.items))})"
        case Range():
            step = f", {shape(node.step)}" if node.step else ""
            return f"range({shape(node.low)}, {shape(node.high)}{step})"
        case Unary():
            return f"[{node.op} {shape(node.operand)}]"
        case Binary():
            return f"[{shape(node.left)} {node.op} {shape(node.right)}]"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0.4 m", "<0.4 m>"),
        ("0.4m", "<0.4 m>"),
        ("80 %", "<80 %>"),
        ("80%", "<80 %>"),
        ("1e-3", "1e-3"),
        ("(0.4, 0.1) m", "<tuple(0.4, 0.1) m>"),
        ("(1) m", "<group(1) m>"),
        ("desk_top(1.6, 0.8) m", "<desk_top(1.6, 0.8) m>"),
        ("-110 .. -70 deg", "range([- 110], [- <70 deg>])"),
        ("0.2 .. 2.4 step 0.2 m", "range(0.2, 2.4, <0.2 m>)"),
        ("0.2..2.4", "range(0.2, 2.4)"),
        ("a | b | c", "choice(a, b, c)"),
        ("3 * a | b", "choice([3 * a], b)"),
        ("a | b, c", "list(choice(a, b), c)"),
        ("0 deg | 90 deg", "choice(<0 deg>, <90 deg>)"),
        ("a or b and not c", "[a or [b and [not c]]]"),
        ("not a == b", "[not [a == b]]"),
        ("1 .. 2 + 3 < 4", "[range(1, [2 + 3]) < 4]"),
        ("1 - 2 - 3", "[[1 - 2] - 3]"),
        ("1 + 2 * -3 / 4", "[1 + [[2 * [- 3]] / 4]]"),
        ("--1", "[- [- 1]]"),
        ("(1 + 2) * 3", "[group([1 + 2]) * 3]"),
        ("target.at.x", "target.at.x"),
        ("target.step", "target.step"),
        ("on(table)", "on(table)"),
        ("hung(walls, 1.4 .. 1.9 m)", "hung(walls, range(1.4, <1.9 m>))"),
        ("free()", "free()"),
        ("on | step | and", "choice(on, step, and)"),
        ('"a \\"b\\" \\\\ \\n"', repr('a "b" \\ \n')),
    ],
)
def test_values(text: str, expected: str) -> None:
    assert shape(value(text)) == expected


def test_every_item() -> None:
    text = 'import "a.scene"\nlet reach = 0.6 m\nrequire a > b\nseed: 7\nlayout x on y, z extends w { }'
    first, second, third, fourth, block = tree(text).items
    assert isinstance(first, Import) and first.path.value == "a.scene"
    assert isinstance(second, Let) and (second.name.text, shape(second.value)) == ("reach", "<0.6 m>")
    assert isinstance(third, Require) and shape(third.condition) == "[a > b]"
    assert isinstance(fourth, Property) and fourth.name.text == "seed"
    assert isinstance(block, BlockNode) and block.name and block.extends
    names = [block.kind.text, block.name.text, *(other.text for other in block.on), block.extends.text]
    assert names == ["layout", "x", "y", "z", "w"]


def test_words_are_names_where_only_a_name_can_stand() -> None:
    items = tree("on: 1; step: 2; extends: 3; and: 4\nstep { }\nkind: step\nat: on").items
    names = [item.name.text for item in items if isinstance(item, Property)]
    assert names == ["on", "step", "extends", "and", "kind", "at"]


@pytest.mark.parametrize(
    "text",
    [
        "a: 1; b: 2",
        "a: 1\nb: 2",
        "a: 1;\n\n;b: 2;",
        "\ufeffa: 1\r\nb: 2\r\n",
        "a: f(1,\n  2\n)\nb: 2",
        "a: x |\n  y\nb: 2",
        "a: x,\n  y\nb: 2",
        "a:\n  1\nb: 2",
        "let a =\n 1\nb: 2",
        "require x and\n not\n y\nb: 2",
        "a: 1 ..\n 2 step\n 3\nb: 2",
        "x on a,\n b\n{ }\nb: 2",
        "a: (1\n  .. 2)\nb: 2",
        "\ta:\t1\n\tb:\t2",
    ],
)
def test_what_separates_two_items(text: str) -> None:
    assert len(tree(text).items) == 2


def test_comments_go_beside_what_they_mean() -> None:
    text = """\
# top
#   of the file

a: 1 # behind a

# above b
b { # opening
  # above c
  c: (1, # inside c
    2)   # behind c


  d: 3

  # closing
} # behind b
# end
"""
    parsed = tree(text)
    a, b = parsed.items
    assert (a.before, a.after) == (("# top", "#   of the file", ""), "# behind a")
    assert isinstance(b, BlockNode)
    assert (b.before, b.opening, b.closing, b.after) == (
        ("", "# above b"),
        "# opening",
        ("", "# closing"),
        "# behind b",
    )
    c, d = b.body
    assert (c.before, c.after) == (("# above c", "# inside c"), "# behind c")
    assert (d.before, d.after) == (("",), "")
    assert parsed.closing == ("# end",)


def test_inline_is_what_stood_on_one_line_and_can_stay_there() -> None:
    short, tall, wide = tree("a { b: 1 }\na {\n b: 1 }\na { b: " + "x | " * 40 + "x }").items
    assert isinstance(short, BlockNode) and short.inline
    assert isinstance(tall, BlockNode) and not tall.inline
    assert isinstance(wide, BlockNode) and not wide.inline


def test_decode_names_the_byte() -> None:
    source, faults = decode("x.scene", b"\xef\xbb\xbfa: \xff1")
    assert source.text == "a: \ufffd1"
    assert [fault.label for fault in faults] == ["byte 6 of the file is 0xFF"]
    assert faults[0].span and (faults[0].span.start, faults[0].span.end) == (3, 4)
    assert decode("x.scene", "é: 1".encode())[1] == ()


N = 30_000


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a: " + "(" * N, "SN117"),
        ("a: " + "(" * 1000 + "1" + ")" * 1000, "SN117"),
        ("a: " + "-" * N, "SN117"),
        ("a: " + "-" * N + "1", "SN117"),
        ("a: " + "1+" * N + "1", "SN117"),
        ("require " + "not " * N + "a", "SN117"),
        ("a {" * N, "SN117"),
        ("a {" * N + "}" * N, "SN117"),
        ("}" * N, "SN104"),
        ('"' * N, "SN117"),
        ("/*" * N, "SN113"),
        ("a: \\" * N, "SN115"),
        ("[" * N, "SN119"),
        ("kind mug\n" * N, "SN105"),
    ],
    ids=lambda text: text[:8],
)
def test_depth_and_length_exhaust_nothing(text: str, code: str) -> None:
    parsed = parse(Source("x.scene", text))
    assert code in [fault.code for fault in parsed.diagnostics]
    assert hash(parsed.tree) == hash(parsed.tree) and parsed.tree == parsed.tree and repr(parsed.tree)
    format_tree(parsed.tree)


def test_the_deepest_tree_can_be_walked() -> None:
    text = "a { " * 32 + "b: " + "(" * 31 + "1" + ")" * 31 + " }" * 32
    parsed = tree(text)
    assert parse(Source("x.scene", format_tree(parsed))).tree == parsed
    assert parse(Source("x.scene", text.replace("1", "(1)"))).diagnostics[0].code == "SN117"


def children(node: Node | SyntaxTree) -> list[Node]:
    found: list[Node] = []
    for field in fields(node):
        inner = getattr(node, field.name)
        found += [
            part for part in (inner if isinstance(inner, tuple) else (inner,)) if isinstance(part, Node)
        ]
    return found


def assert_spans_nest(node: Node, text: str) -> None:
    assert 0 <= node.span.start < node.span.end <= len(text)
    for child in children(node):
        assert node.span.start <= child.span.start and child.span.end <= node.span.end
        assert_spans_nest(child, text)


@given(spec_sources())
@settings(max_examples=60, deadline=None)
def test_valid_texts_parse_and_spans_nest(text: str) -> None:
    for item in children(tree(text)):
        assert_spans_nest(item, text)


@given(syntax_trees())
@settings(max_examples=60, deadline=None)
def test_a_piece_of_text_is_the_node_it_spans(generated: SyntaxTree) -> None:
    for item in tree(format_tree(generated)).items:
        if isinstance(item, Property | Let):
            again = tree(f"let x = {item.value.span.text}").items[0]
            assert isinstance(again, Let) and again.value == item.value


def assert_sound(text: str) -> None:
    """Nothing raises, every fault has a place inside the text, and what was read is a sound tree."""
    parsed = parse(Source("x.scene", text))
    for fault in parsed.diagnostics:
        assert fault.span and 0 <= fault.span.start <= fault.span.end <= len(text)
        assert fault.message and fault.code.startswith("SN1")
    again = parse(Source("x.scene", format_tree(parsed.tree)))
    assert again.tree == parsed.tree and again.diagnostics == ()


@given(broken_sources() | st.text())
@settings(max_examples=100, deadline=None)
def test_any_text_gives_a_tree_and_faults(text: str) -> None:
    assert_sound(text)


@given(st.binary())
@settings(max_examples=50, deadline=None)
def test_any_bytes_give_a_tree_and_faults(data: bytes) -> None:
    source, faults = decode("x.scene", data)
    assert bool(faults) == ("\ufffd" in source.text and b"\xef\xbf\xbd" not in data)
    assert_sound(source.text)


SEEDS = (
    "scene a {\n  b: (1, 2) m   # c\n  require f(x) >= 3 cm and not y\n}\n",
    'import "a"\nlet x = 1 .. 2 step 3\nlayout a on b extends c { d: e | f; g: h, i }\n',
    *(text for mistake in MISTAKES for text in mistake.examples if len(text) < 100),
)


@pytest.mark.long
def test_bulk_of_broken_texts() -> None:
    random = Random(20)
    for _ in range(10_000):
        assert_sound(broken(random.choice(SEEDS), random))
