"""Diagnostics on screen and as data: carets under what they mean, whatever stands in the line."""

from __future__ import annotations

import re
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from spacenum_dsl.base.diagnostics import Diagnostic, close_match
from spacenum_dsl.base.render_diagnostics import render, summary, to_json
from spacenum_dsl.base.span import Source, Span


def fault(text: str, marked: str, **more: object) -> Diagnostic:
    start = text.index(marked)
    span = Span(Source("desk.scene", text), start, start + len(marked))
    return Diagnostic("SN203", "unknown object kind `bok`", span, **more)  # type: ignore[arg-type]


def shown(text: str, marked: str, label: str = "") -> tuple[str, str]:
    """The source line and the caret line, behind the gutter."""
    lines = render([fault(text, marked, label=label)], colour=False).split("\n")
    return lines[3][4:], lines[4][4:]


def test_the_form_in_full() -> None:
    text = "\n" * 9 + "    kind:  bok | bowl | bottle\n"
    diagnostic = fault(
        text,
        "bok",
        label="did you mean `book`?",
        help=("`spacenum assets` lists the 43 known kinds",),
        notes=("kinds come with plugins\ntwo lines",),
    )
    assert render([diagnostic], colour=False) == (
        "error[SN203]: unknown object kind `bok`\n"
        "  --> desk.scene:10:12\n"
        "   |\n"
        "10 |     kind:  bok | bowl | bottle\n"
        "   |            ^^^ did you mean `book`?\n"
        "   |\n"
        "   = help: `spacenum assets` lists the 43 known kinds\n"
        "   = note: kinds come with plugins\n"
        "           two lines\n"
    )


def test_a_fault_without_a_place() -> None:
    diagnostic = Diagnostic("SN900", "no datasets", help=("add one",), severity="warning")
    assert render([diagnostic], colour=False) == "warning[SN900]: no datasets\n  = help: add one\n"


def test_tabs_are_expanded() -> None:
    assert shown("\ta:\tbok", "bok") == ("    a:  bok", "        ^^^")


def test_wide_and_combining_characters_keep_carets_in_place() -> None:
    assert shown("漢字 bok", "bok") == ("漢字 bok", "     ^^^")
    assert shown("e\u0301 bok", "bok") == ("e\u0301 bok", "  ^^^")
    assert shown("x 漢字", "漢字") == ("x 漢字", "  ^^^^")


def test_control_characters_are_escaped() -> None:
    assert shown("a\x1b[31m bok", "bok") == ("a\\u{1b}[31m bok", "            ^^^")
    assert shown("a \u202e b", "\u202e") == ("a \\u{202e} b", "  ^^^^^^^^")


def test_a_span_over_lines_shows_its_first() -> None:
    assert shown("a: (1,\n 2)", "(1,\n 2)") == ("a: (1,", "   ^^^")


def test_an_empty_span_has_one_caret_even_at_the_end() -> None:
    source = Source("x", "ab")
    lines = render([Diagnostic("SN1", "m", Span(source, 2, 2))], colour=False).split("\n")
    assert lines[3:5] == ["1 | ab", "  |   ^"]


def test_long_lines_are_trimmed_around_the_span() -> None:
    line, carets = shown("x" * 500 + " bok " + "y" * 500, "bok")
    assert len(line) < 200 and line.startswith("…xxx") and line.endswith("yyy…")
    at = carets.index("^")
    assert line[at : at + 3] == "bok" and carets.strip() == "^^^"


def test_colour_changes_nothing_but_colour() -> None:
    diagnostics = [fault("bok", "bok", label="here", help=("look",))]
    coloured = render(diagnostics, colour=True)
    assert coloured != render(diagnostics, colour=False)
    assert re.sub("\x1b\\[[0-9;]*m", "", coloured) == render(diagnostics, colour=False)


def test_several_are_apart_by_a_blank_line() -> None:
    text = render([Diagnostic("SN1", "a"), Diagnostic("SN2", "b")], colour=False)
    assert text == "error[SN1]: a\n\nerror[SN2]: b\n"
    assert render([], colour=False) == ""


def test_json() -> None:
    assert to_json([fault("a\n  bok\n", "bok\n", label="l", help=("h",), notes=("n",))]) == [
        {
            "code": "SN203",
            "severity": "error",
            "message": "unknown object kind `bok`",
            "file": "desk.scene",
            "line": 2,
            "column": 3,
            "end_line": 3,
            "end_column": 1,
            "label": "l",
            "help": ["h"],
            "notes": ["n"],
        }
    ]
    (bare,) = to_json([Diagnostic("SN1", "m", severity="warning")])
    assert (bare["file"], bare["line"], bare["end_column"]) == (None, None, None)


def test_summary() -> None:
    error, warning = Diagnostic("SN1", "m"), Diagnostic("SN1", "m", severity="warning")
    assert summary([error, warning, error]) == "2 errors, 1 warning"
    assert summary([warning, warning]) == "2 warnings"
    assert summary([]) == ""


@given(st.text(), st.integers(0, 50), st.integers(0, 50))
def test_nothing_of_a_text_reaches_the_terminal_unescaped(text: str, start: int, length: int) -> None:
    start = min(start, len(text))
    span = Span(Source(text, text), start, min(start + length, len(text)))
    output = render([Diagnostic("SN1", text, span, text, (text,), (text,))], colour=False)
    unsafe = {"Cc", "Cf", "Cs", "Zl", "Zp"}
    assert not [char for char in output if char != "\n" and unicodedata.category(char) in unsafe]


def test_names_that_are_as_near_are_all_offered() -> None:
    ways = ("left", "right", "up", "down")
    known = [*(f"move_{way}" for way in ways), *(f"rotate_{way}" for way in ways)]
    four = "did you mean `rotate_left`, `rotate_right`, `rotate_up` or `rotate_down`?"
    assert close_match("rotate", known) == four
    assert close_match("turn_left", known) == "did you mean `rotate_left`?"
    assert close_match("cuo", ["cot", "cup", "mug"]) == "did you mean `cot` or `cup`?"
    assert close_match("bok", ["book", "bowl"]) == "did you mean `book`?"
    assert close_match("zebra", ["book", "bowl"]) == ""
