"""`let`s, definitions and requirements that are taken over: what is read, replaced and left out."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from spacenum_dsl.base.diagnostics import Diagnostic
from spacenum_dsl.base.span import Source
from spacenum_dsl.language.parse import parse
from spacenum_dsl.semantics.measures import fixed_number
from spacenum_dsl.semantics.program import Program
from spacenum_dsl.semantics.resolve import resolve

SCENE = """scene s {
  room: (5, 4, 2.6) m
  agent { at: free(NAME); height: 1.5 m }
}
"""


def faults_of(text: str, *defines: tuple[str, str]) -> list[Diagnostic]:
    parsed = parse(Source("spec.scene", text))
    return list(resolve([parsed.tree], defines, parsed.diagnostics).diagnostics)


def told(text: str, *defines: tuple[str, str]) -> list[tuple[str, str]]:
    """Code and marked text of all faults."""
    return [(fault.code, fault.span.text if fault.span else "") for fault in faults_of(text, *defines)]


def test_a_let_that_nothing_reads_is_warned_of() -> None:
    text = "let far = 2 m\nlet near = 30 cm\n" + SCENE.replace("NAME", "near")
    (fault,) = faults_of(text)
    assert (fault.code, fault.severity, fault.message) == ("SN209", "warning", "nothing reads `far`")
    assert not faults_of(text.replace("near = 30 cm", "near = far - 1.7 m"))


def test_a_file_of_lets_alone_is_there_for_others() -> None:
    assert not faults_of("let far = 2 m\nlet near = 30 cm\n")


def test_what_a_style_reads_is_read() -> None:
    text = SCENE.replace("NAME", "0.3 m").replace(
        "room: (5, 4, 2.6) m", "style: kitchen\n  let fronts = white"
    )
    assert not faults_of(text)
    assert told(text.replace("fronts", "front")) == [("SN209", "front")]


@pytest.mark.parametrize(
    ("lets", "mention"),
    [
        ("let a = a", "a"),
        ("let a = b\nlet b = a", "a"),
        ("let a = b + 1 m\nlet b = (c | 2 m)\nlet c = 3 m .. b", "b"),
    ],
)
def test_circles_are_found_whether_they_are_read_or_not(lets: str, mention: str) -> None:
    found = [
        fault for fault in faults_of(f"{lets}\n{SCENE.replace('NAME', '0.3 m')}") if fault.code == "SN204"
    ]
    assert [(fault.message, fault.span and fault.span.text) for fault in found] == [
        (f"`{mention}` is defined by itself", mention)
    ]


def test_a_definition_is_one_value_and_given_once() -> None:
    text = "let near = 30 cm\n" + SCENE.replace("NAME", "near")
    assert not faults_of(text, ("near", "40 cm"))
    assert told(text, ("near", "40 cm\nlet far = 2 m")) == [("SN208", "let far = 2 m")]
    assert told(text, ("near", "40 cm; far: 2 m")) == [("SN208", "far: 2 m")]
    assert told(text, ("near", "40 cm"), ("near", "50 cm")) == [("SN208", "let near = 50 cm")]


def test_requirements_that_are_taken_over_can_be_left_out(program_of: Callable[[str], Program]) -> None:
    """A kitchen brings four lines; `own` leaves those that the scene writes, and so do its heirs."""
    kitchen = SCENE.replace("room: (5, 4, 2.6) m", "style: kitchen").replace("NAME", "0.3 m")
    more = "scene t extends s { requirements: own; require gap(table, sink) >= 1 m }\nscene u extends t { }\n"
    scenes = program_of(kitchen + more).scenes
    counts = {name: len(scene.requirements) for name, scene in scenes.items()}
    assert counts == {"s": 4, "t": 1, "u": 1}


@pytest.mark.parametrize("written", ["50 deg | 65 deg", "(50 | 65) deg", "lens", "(50 | 65 deg) deg"])
def test_a_unit_behind_alternatives_is_that_of_every_arm(
    program_of: Callable[[str], Program], written: str
) -> None:
    text = f"let lens = (50 | 65) deg\nintervention f {{ fov: {written} }}\n" + SCENE.replace("NAME", "0.3 m")
    arms = program_of(text).interventions["f"].arms
    assert [(label, fixed_number(value)) for label, value in arms] == [("50 deg", 50.0), ("65 deg", 65.0)]
