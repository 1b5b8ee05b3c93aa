"""A small dataset of every family and many arms, rendered with passes: what `spacenum verify` is tried on."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from made_once import made_once
from msgspec.structs import replace

from spacenum_dsl.checks.oracle.verify import QuestionGroup, groups
from spacenum_dsl.cli.cli import main
from spacenum_dsl.output.records.dataset import read_manifest
from spacenum_dsl.output.records.types import Manifest

SPEC = """
import "desk.scene"
import "kitchen.scene"

intervention mirror                   { world: mirrored }
intervention feet   on layout, walk   { numbers: unit(ft) }
intervention double on layout         { units: scaled(2) }
intervention spoken on turn           { numbers: words }
intervention detour on turn           { rephrase: opposite_rotation }
intervention swap   on desk_2d        { origin: other_anchor }
intervention blind  on desk_2d        { images: black | swapped | none }

dataset proof {
  seed:  3
  image: (240, 240) px
  cells { desk_1d: 1; desk_2d: 2; desk_3d: 1; walk: 1; strafe: 1; tilt: 1; turn: 1 }
  interventions: mirror, feet, double, spoken, detour, swap, blind
}
"""


def compiled(factory: pytest.TempPathFactory, specs: Path) -> Path:
    """Its folder, compiled and rendered once for all tests of a run."""

    def make(home: Path) -> None:
        for name in ("desk.scene", "kitchen.scene"):
            shutil.copy(specs / name, home)
        (home / "proof.scene").write_text(SPEC)
        way = ("--workers", "1", "--render", "--renderer", "raycast", "--passes", "--no-cache")
        result = CliRunner().invoke(main, ["compile", str(home / "proof.scene"), "-o", str(home), *way])
        assert result.exit_code == 0, result.output

    return made_once(factory, "oracle", make) / "proof"


def groups_of(dataset: Path) -> tuple[QuestionGroup, ...]:
    manifest = read_manifest(dataset)
    assert isinstance(manifest, Manifest)
    return tuple(groups(dataset, manifest))


def copied(all_groups: tuple[QuestionGroup, ...], cell: str, folder: Path) -> QuestionGroup:
    """The first group of a cell, without its arms, with pictures of its own to tamper with."""
    group = next(group for group in all_groups if group.questions[0][0].cell == cell)
    (folder / "images").mkdir()
    for file in (Path(group.folder) / "images").iterdir():
        if file.name.partition(".")[0] in group.views:
            shutil.copy(file, folder / "images")
    questions = tuple((item, key) for item, key in group.questions if item.intervention is None)
    views = {name: view for name, view in group.views.items() if not view.effects}
    return replace(group, folder=str(folder), questions=questions, views=views)
