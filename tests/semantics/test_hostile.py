"""Specs that are made to exhaust whoever reads them: read in bounded steps, or refused with a limit."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from spacenum_dsl.base.diagnostics import Diagnostic
from spacenum_dsl.cli.specs import load_specs
from spacenum_dsl.language import parse as parsing
from spacenum_dsl.language.grammar import parser
from spacenum_dsl.semantics import inherit
from spacenum_dsl.semantics.inherit import MAX_CHAIN
from spacenum_dsl.semantics.scope import Scope


@pytest.fixture
def faults(tmp_path: Path) -> Callable[..., list[Diagnostic]]:
    """What is wrong with a text, or with several files of which the first is read."""

    def found(text: str, defines: Sequence[tuple[str, str]] = (), **others: str) -> list[Diagnostic]:
        for name, other in others.items():
            (tmp_path / f"{name}.scene").write_text(other)
        path = tmp_path / "first.scene"
        path.write_text(text)
        return list(load_specs([path], defines).diagnostics)

    return found


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often names are followed, bodies are merged, and how many characters the grammar reads."""
    counted: Counter[str] = Counter()
    inside, merge, grammar = Scope.inside, inherit._merge, parser()

    class Grammar:
        def parse(self, text: object, start: str) -> object:
            counted["read"] += len(str(text).strip())
            return grammar.parse(text, start=start)  # type: ignore[arg-type]

    def follow(scope: Scope, name: object) -> object:
        counted["followed"] += 1
        return inside(scope, name)  # type: ignore[arg-type]

    def merged(*bodies: object) -> object:
        counted["merged"] += 1
        return merge(*bodies)  # type: ignore[arg-type]

    monkeypatch.setattr(Scope, "inside", follow)
    monkeypatch.setattr(inherit, "_merge", merged)
    monkeypatch.setattr(parsing, "parser", Grammar)
    return counted


def codes(found: Sequence[Diagnostic]) -> set[str]:
    return {fault.code for fault in found}


def room(*items: str) -> str:
    return f"scene s {{ room: (5, 4, 2.7) m; agent {{ height: 1.5 m; at: (0, 0) m }}; {'; '.join(items)} }}\n"


def test_names_that_double_are_counted_without_writing_them_out(
    faults: Callable[..., list[Diagnostic]], steps: Counter[str]
) -> None:
    lets = "let a0 = 1\n" + "".join(f"let a{k} = a{k - 1} + a{k - 1}\n" for k in range(1, 41))
    found = faults(lets + room("object b { kind: mug; at: (a40, 1) m }"))
    (fault,) = [fault for fault in found if fault.code == "SN264"]
    assert fault.label == "at most 2,000, those of other names included"
    assert fault.help
    assert steps["followed"] < 50
    small = "let a0 = 1\nlet a1 = a0 + a0\nlet a2 = a1 + a1\n"
    assert "SN264" not in codes(faults(small + room("object b { kind: mug; at: (a2, 1) m }")))


def test_a_long_chain_of_names_does_not_recurse(faults: Callable[..., list[Diagnostic]]) -> None:
    lets = "let a0 = 1\n" + "".join(f"let a{k} = a{k - 1} + 1\n" for k in range(1, 2_000))
    found = faults(lets + room("object b { kind: mug; at: (a1999, 1) m }"))
    assert [fault.message for fault in found if fault.code == "SN264"] == [
        "`a1999` stands for values nested 3999 levels deep"
    ]


@pytest.mark.parametrize("name", ["a", "x1"])
def test_a_circle_of_names_is_one_fault(faults: Callable[..., list[Diagnostic]], name: str) -> None:
    lets = "let a = a\n" + "".join(f"let x{k} = x{(k + 1) % 100}\n" for k in range(100))
    assert "SN204" in codes(faults(f"{lets}intervention i on transition {{ distractors: {name} }}\n"))


@pytest.mark.long
def test_a_chain_of_extends_has_a_limit_and_merges_once_each(
    faults: Callable[..., list[Diagnostic]], steps: Counter[str]
) -> None:
    def before(k: int) -> str:
        return f"s{k - 1}" if k > 1 else "s"

    text = room() + "".join(
        f"scene s{k} extends {before(k)} {{ object o{k} {{ kind: mug; at: (1, 1) m }} }}\n"
        for k in range(1, 1_001)
    )
    found = [fault for fault in faults(text) if "through" in fault.message]
    assert found[0].message == f"`s{MAX_CHAIN - 1}` extends others through {MAX_CHAIN} blocks already"
    assert found[0].help
    assert steps["merged"] <= 1_000


def test_a_circle_of_extends_is_a_fault(faults: Callable[..., list[Diagnostic]], steps: Counter[str]) -> None:
    text = "".join(f"scene s{k} extends s{(k + 1) % 1000} {{ }}\n" for k in range(1_000))
    assert any("extends itself" in fault.message for fault in faults(text))
    assert steps["merged"] <= 1_000


def test_what_is_taken_over_has_a_limit(
    faults: Callable[..., list[Diagnostic]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inherit, "MAX_ITEMS", 30)
    body = "; ".join(f"object o{k} {{ kind: mug; at: (1, 1) m }}" for k in range(10))
    text = room(body) + "".join(f"scene t{k} extends s {{ }}\n" for k in range(4))
    assert [fault.message for fault in faults(text) if "taken over" in fault.message] == [
        "what is taken over comes to more than 30 statements"
    ]


def test_files_that_import_each_other_in_a_long_row(faults: Callable[..., list[Diagnostic]]) -> None:
    others = {f"f{k}": f'import "f{k + 1}.scene"\n' for k in range(1_100)}
    assert codes(faults('import "f0.scene"\n' + room(), **others, f1100="let a = 1\n")) == set()
    others["f1099"] = 'import "f0.scene"\n'
    assert "SN261" in codes(faults('import "f0.scene"\n' + room(), **others))


@pytest.mark.parametrize(
    "value",
    ["(" * 30_000 + "1" + ")" * 30_000, "(" * 60_000, "1" + " + 1" * 15_000, "-" * 60_000 + "1"],
    ids=["parentheses", "open ones", "sums", "signs"],
)
def test_one_endless_statement_never_reaches_the_grammar(
    faults: Callable[..., list[Diagnostic]], steps: Counter[str], value: str
) -> None:
    assert codes(faults(f"let a = {value}\n" + room())) == {"SN117"}
    assert steps["read"] < 1_000


@pytest.mark.parametrize("number", ["1e9999999999", "1e400", "9" * 5_000])
def test_numbers_beyond_all_bounds(faults: Callable[..., list[Diagnostic]], number: str) -> None:
    text = room(f"object b {{ kind: mug; at: (1, 1) m; scale: {number} % }}")
    assert "SN223" in codes(faults(text))
    defined = "let n = 1\n" + room("object b { kind: mug; at: (1, 1) m; scale: n % }")
    assert codes(faults(defined, [("n", number)]))


@pytest.mark.parametrize("text", ["1\nlet b = 2", "1; scene t { }", "1\n2"])
def test_a_definition_is_one_value(faults: Callable[..., list[Diagnostic]], text: str) -> None:
    found = faults("let a = 1\n" + room(), [("a", text)])
    assert [fault for fault in found if fault.span is not None and fault.span.source.path == "-D a"]


def test_an_import_that_leaves_the_folder_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b.scene").write_text("let a = 1\n")
    (tmp_path / "a" / "first.scene").write_text('import "../b.scene"\n' + room())
    (fault,) = [f for f in load_specs([tmp_path / "a" / "first.scene"]).diagnostics if f.code == "SN260"]
    assert "folder that holds both" in fault.help[0]
    assert "SN260" not in codes(load_specs([tmp_path]).diagnostics)


def test_links_that_lead_in_a_circle(tmp_path: Path) -> None:
    (tmp_path / "round").symlink_to(tmp_path)
    (tmp_path / "self.scene").symlink_to("self.scene")
    (tmp_path / "good.scene").write_text(room())
    (fault,) = [fault for fault in load_specs([tmp_path]).diagnostics if fault.code == "SN262"]
    assert "self.scene" in fault.message
    assert load_specs([tmp_path / "self.scene"]).diagnostics[0].code == "SN262"


def test_names_that_are_no_text_and_names_that_are_none(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff\xfe.scene")).write_text(room())
    (tmp_path / "...scene").write_text(room())
    messages = [fault.message for fault in load_specs([tmp_path]).diagnostics]
    assert any("is not UTF-8" in message for message in messages)
    assert any("no name that a dataset could take" in message for message in messages)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_folder_without_rights_is_said(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0)
    try:
        (fault,) = load_specs([tmp_path]).diagnostics
        assert "Permission denied" in fault.message
    finally:
        closed.chmod(0o700)
