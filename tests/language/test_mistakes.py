"""Syntax mistakes: every row of the table makes its own mistake, and what users read is kept in files.

`SPACENUM_REGENERATE=1 pytest tests/language/test_mistakes.py` rewrites the files; read the difference.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from spacenum_dsl.base.diagnostics import CODES
from spacenum_dsl.base.render_diagnostics import render, summary
from spacenum_dsl.base.span import Source
from spacenum_dsl.language.mistakes import MISTAKES
from spacenum_dsl.language.parse import MAX_FAULTS, decode, parse

GOLDEN = Path(__file__).parents[1] / "golden" / "diagnostics"
EXAMPLES = [(mistake.code, text) for mistake in MISTAKES for text in mistake.examples]


def codes(text: str) -> list[str]:
    return [diagnostic.code for diagnostic in parse(Source("x.scene", text)).diagnostics]


def only(text: str) -> tuple[str, str, str]:
    """The one fault of a text: its headline, the marked text and the label."""
    (fault,) = parse(Source("x.scene", text)).diagnostics
    assert fault.span
    return fault.message, fault.span.text, fault.label


@pytest.mark.parametrize(("code", "text"), EXAMPLES, ids=[f"{code}-{text[:20]!r}" for code, text in EXAMPLES])
def test_every_example_makes_its_own_mistake_and_no_other(code: str, text: str) -> None:
    assert codes(text) == [code]


def test_every_row_has_a_code_an_explanation_and_an_example() -> None:
    assert len({mistake.code for mistake in MISTAKES}) == len(MISTAKES)
    for mistake in MISTAKES:
        assert CODES[mistake.code].explanation == mistake.explanation
        assert mistake.examples or mistake.code == "SN100"


@pytest.mark.parametrize("path", sorted(GOLDEN.glob("*.scene")), ids=lambda path: path.stem)
def test_what_users_read(path: Path) -> None:
    source, faults = decode(path.name, path.read_bytes())
    diagnostics = (*faults, *parse(source).diagnostics)
    shown = f"{render(diagnostics, colour=False)}\n{summary(diagnostics)}\n"
    expected = path.with_suffix(".txt")
    if os.environ.get("SPACENUM_REGENERATE"):
        expected.write_text(shown, encoding="utf-8")
    assert shown == expected.read_text(encoding="utf-8")


def test_every_mistake_is_shown_in_a_file() -> None:
    shown = "".join(path.read_text(encoding="utf-8") for path in GOLDEN.glob("*.txt"))
    assert [mistake.code for mistake in MISTAKES if f"[{mistake.code}]" not in shown] == []


def test_a_missing_separator_is_marked_where_it_is_missing() -> None:
    _, marked, label = only("seed: 7 image: (1, 2) px")
    assert (marked, label) == ("7", "a new line or `;` expected behind this")


def test_an_unclosed_block_is_told_by_indentation() -> None:
    text = "scene desk {\n  object target {\n    kind: mug\n  camera { }\n}\n"
    (fault,) = parse(Source("x.scene", text)).diagnostics
    assert fault.span and (fault.span.line, fault.span.text) == (5, "}")
    assert fault.notes == ("the `{` at x.scene:2:17 is open",)


def test_an_unclosed_parenthesis_tells_where_it_was_opened_and_ends_with_its_line() -> None:
    parsed = parse(Source("x.scene", "a: f(1,\n  2\nb: 3\n"))
    assert [fault.code for fault in parsed.diagnostics] == ["SN103"]
    assert parsed.diagnostics[0].notes == ("the `(` at x.scene:1:5 is open",)
    assert parsed.diagnostics[0].span and parsed.diagnostics[0].span.text == "2"
    assert len(parsed.tree.items) == 1


def test_all_faults_of_a_file_are_told_in_order_and_the_rest_is_read() -> None:
    parsed = parse(Source("x.scene", "a b\nc: 1\nd: [2]\ne: 3 !\nf: 4\n"))
    assert [fault.code for fault in parsed.diagnostics] == ["SN105", "SN119", "SN112"]
    assert [item.span.text for item in parsed.tree.items] == ["c: 1", "f: 4"]


def test_a_broken_header_drops_its_block_but_not_the_faults_inside() -> None:
    parsed = parse(Source("x.scene", "cells: {\n  a b\n}\nseed: 7\n"))
    assert [fault.code for fault in parsed.diagnostics] == ["SN118", "SN105"]
    assert [item.span.text for item in parsed.tree.items] == ["seed: 7"]


def test_many_faults_are_capped_with_a_note() -> None:
    faults = parse(Source("x.scene", "kind mug\n" * 50)).diagnostics
    assert len(faults) == MAX_FAULTS == 20
    assert faults[-1].notes == ("there are more faults than these 20",)
    assert not any(fault.notes for fault in faults[:-1])


def test_labels_speak_plainly() -> None:
    assert only("let x: 3")[2] == "expected `=`"
    assert only("object a b c { }")[2] == "expected `on`, `extends` or `{`"
    assert only("= 3")[2] == "expected a property, a block or `}`"
    assert only("kind:")[0] == "property `kind` has no value"
    assert only("vary: a,")[0] == "nothing behind `,`"
