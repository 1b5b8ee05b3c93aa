"""What has no second or third reading is named, and nothing is claimed for it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from spacenum_dsl.base.registry import Registry
from spacenum_dsl.checks.claims import PROMISES
from spacenum_dsl.checks.judge import JUDGES
from spacenum_dsl.checks.oracle.oracle import ORACLES
from spacenum_dsl.checks.requirements import SECOND
from spacenum_dsl.checks.unproven import ELSEWHERE, OF_AGENTS, OF_OPTIONS
from spacenum_dsl.cli.cli import main
from spacenum_dsl.questions.family import FAMILIES
from spacenum_dsl.world.function import FUNCTIONS
from spacenum_dsl.world.rule import AGENT_RULES, RULES

ALL = ["G1", "G2", "G3", "G4", "G5", "G6", "G7", "G8", "G9", "G10"]


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(each) for each in arguments])


def claimed(spec: Path, out: Path) -> tuple[list[str], dict[str, str]]:
    """The guarantees of a compiled spec, and the reasons for which others are not given."""
    done = run("compile", spec, "--count", 1, "--workers", 1, "-o", out)
    assert done.exit_code == 0, done.output
    manifest = json.loads(next(out.rglob("dataset.json")).read_text())
    return manifest["guarantees"], {each["guarantee"]: each["reason"] for each in manifest["relaxed"]}


def test_the_projects_own_are_all_read_again(specs: Path, tmp_path: Path) -> None:
    assert {*FAMILIES} <= {*JUDGES} & {*ORACLES}
    assert {*RULES} == {*PROMISES} and {*AGENT_RULES} == OF_AGENTS
    assert {*FUNCTIONS} == {*SECOND} | ELSEWHERE | OF_OPTIONS
    assert claimed(specs / "quickstart.scene", tmp_path) == (ALL, {})


@pytest.mark.parametrize(
    ("registry", "name", "spec", "what", "lost"),
    [
        (JUDGES, "layout", "quickstart", "question family `layout`", {"G1", "G3", "G4"}),
        (PROMISES, "against", "kitchen", "placement rule `against`", {"G3"}),
        (SECOND, "gap", "quickstart", "function `gap`", {"G3"}),
    ],
)
def test_what_nobody_reads_again_is_named_and_costs_its_promises(
    registry: Registry[object],
    name: str,
    spec: str,
    what: str,
    lost: set[str],
    specs: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delitem(registry._entries, name)
    checked = run("check", specs / f"{spec}.scene")
    assert checked.exit_code == 0 and "warning[SN603]" in checked.output and what in checked.output
    guarantees, relaxed = claimed(specs / f"{spec}.scene", tmp_path)
    assert guarantees == [each for each in ALL if each not in lost]
    assert relaxed == dict.fromkeys(sorted(lost), f"no judge of {what}")


def test_measures_of_options_need_a_judge_that_knows_what_differs(
    specs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spec = tmp_path / "apart.scene"
    text = (specs / "quickstart.scene").read_text()
    spec.write_text(text.replace("vary: position, size }", "vary: position, size; require step >= 1 cm }"))
    assert spec.read_text() != text and "SN603" not in run("check", spec).output
    monkeypatch.setitem(JUDGES._entries, "layout", replace(JUDGES["layout"], displaced=None))
    assert "function `step`" in run("check", spec).output


@pytest.mark.long
def test_a_family_without_an_oracle_is_not_examined(
    small_quickstart: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("compile", small_quickstart, "--count", 1, "-o", tmp_path).exit_code == 0
    folder = tmp_path / "quickstart"
    assert (
        run("render", folder, "--renderer", "raycast", "--passes", "--workers", 1, "--no-cache").exit_code
        == 0
    )
    monkeypatch.delitem(ORACLES._entries, "layout")
    items = map(json.loads, (folder / "items.jsonl").read_text().splitlines())
    asked = sum(item["setting"] == "layout" for item in items)
    done = run("verify", folder, "--workers", 1)
    assert done.exit_code == 1
    assert f"{asked} questions of family `layout` not examined" in done.output
    assert json.loads((folder / "verify.json").read_text())["unexamined"] == {"layout": asked}
    done = run("verify", folder, "--workers", 1, "--allow-unexamined")
    assert done.exit_code == 0 and "warning[SN618]" in done.output
