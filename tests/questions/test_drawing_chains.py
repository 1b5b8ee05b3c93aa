"""Chains of changes to pictures: which pictures are one, what is drawn over what, where no map frame is."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec
import numpy as np
import pytest
from click.testing import CliRunner, Result
from PIL import Image

from spacenum_dsl.base.parts import Floats
from spacenum_dsl.cli.cli import main
from spacenum_dsl.output.pictures.stage import camera_of, world_of
from spacenum_dsl.output.records.dataset import read_worlds
from spacenum_dsl.output.records.types import ITEMS, VIEWS, ItemRecord, ViewRecord
from spacenum_dsl.questions.intervention import PAINTERS, Canvas

SPECS = Path(__file__).parents[2] / "specs"

CHAINS = """
intervention cross { overlay: crosshair }
intervention frame on layout { overlay: axes | scale_bar }
intervention drawn { draw: points | boxes3d }
intervention blind { images: black }
intervention mirror { world: mirrored }
intervention other { origin: other_anchor }
dataset chains {
  seed: 7
  image: (160, 160) px
  cells { desk_2d: 1 }
  interventions: cross, frame, drawn, blind, other then frame, mirror then drawn, drawn then mirror,
    mirror then cross, cross then mirror, mirror then frame, mirror then blind, blind then mirror,
    drawn then blind, blind then cross, blind then frame, drawn then cross, cross then drawn,
    mirror then cross then mirror
}
"""


def run(*args: object) -> Result:
    return CliRunner().invoke(main, [str(arg) for arg in args])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("chains")
    (out / "desk.scene").write_text((SPECS / "desk.scene").read_text())
    (out / "chains.scene").write_text('import "desk.scene"\n' + CHAINS)
    result = run("compile", out / "chains.scene", "-o", out)
    assert result.exit_code == 0, result.stderr
    return out / "chains"


@pytest.fixture(scope="module")
def views(folder: Path) -> dict[str, ViewRecord]:
    lines = (folder / VIEWS).read_bytes().splitlines()
    return {view.id: view for view in (msgspec.json.decode(line, type=ViewRecord) for line in lines)}


@pytest.fixture(scope="module")
def items(folder: Path) -> list[ItemRecord]:
    lines = (folder / ITEMS).read_bytes().splitlines()
    return [msgspec.json.decode(line, type=ItemRecord) for line in lines]


class TestChains:
    def shown(self, items: Sequence[ItemRecord], arm: str | None) -> list[str]:
        """The pictures of the options of an arm's Num2Space question."""
        (item,) = (item for item in items if item.arm == arm and item.direction == "num2space")
        return [part.view for option in item.options for part in option.pictures]

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("mirrored then points", "points then mirrored"),
            ("mirrored then crosshair", "crosshair then mirrored"),
            ("mirrored then black", "black"),
            ("black then mirrored", "black"),
            ("points then black", "black"),
            ("crosshair then points", "points"),
        ],
    )
    def test_chains_of_the_same_pictures(self, items: list[ItemRecord], one: str, other: str) -> None:
        """A mirror turns the scene round wherever it stands, and what is covered makes no other picture."""
        assert self.shown(items, one) == self.shown(items, other)

    def test_chains_of_other_pictures(self, items: list[ItemRecord]) -> None:
        pictures = [
            self.shown(items, arm)
            for arm in (
                None,
                "crosshair",
                "axes",
                "scale_bar",
                "points",
                "boxes3d",
                "other_anchor then axes",
                "mirrored then points",
                "mirrored then axes",
                "points then crosshair",
                "black then axes",
            )
        ]
        assert len({view for each in pictures for view in each}) == 4 * len(pictures)

    @pytest.mark.parametrize(
        ("arm", "effects", "drawn_over"),
        [
            ("mirrored then points", "world/mirrored draw/points", False),
            ("crosshair then mirrored", "world/mirrored overlay/crosshair", True),
            ("mirrored then black", "images/black", False),
            ("points then crosshair", "draw/points overlay/crosshair", False),
            ("black then crosshair", "images/black overlay/crosshair", False),
            ("mirrored then axes", "world/mirrored overlay/axes", True),
        ],
    )
    def test_what_is_done_in_which_order(
        self, items: list[ItemRecord], views: dict[str, ViewRecord], arm: str, effects: str, drawn_over: bool
    ) -> None:
        for name in self.shown(items, arm):
            view = views[name]
            assert " ".join(f"{effect.name}/{effect.value}" for effect in view.effects) == effects
            assert view.source == (view.shows if drawn_over else None)

    def test_two_mirrors_are_none(self, items: list[ItemRecord]) -> None:
        assert self.shown(items, "mirrored then crosshair then mirrored") == self.shown(items, "crosshair")

    def test_pictures(self, folder: Path, items: list[ItemRecord], views: dict[str, ViewRecord]) -> None:
        """What pictures of chains show follows from those of their steps."""
        result = run("render", folder, "--renderer", "raycast", "--workers", "1")
        assert result.exit_code == 0, result.stderr

        def picture(arm: str | None) -> Floats:
            with Image.open(folder / "images" / f"{self.shown(items, arm)[0]}.png") as file:
                return np.asarray(file.convert("RGB")).astype(float)

        base, cross = picture(None), picture("crosshair")
        lines = (cross != base).any(axis=2)
        assert np.array_equal(picture("mirrored then crosshair")[~lines], base[:, ::-1][~lines])
        assert np.array_equal(picture("points then crosshair")[~lines], picture("points")[~lines])
        assert np.array_equal(picture("black then crosshair")[lines], cross[lines])
        assert not picture("black then crosshair")[~lines].any()
        assert (picture("black then axes") == [213, 94, 0]).all(axis=2).any()
        painter = PAINTERS["draw"]
        view = views[self.shown(items, "mirrored then boxes3d")[0]]
        (world,) = (each for each in read_worlds(folder) if each.id == view.world)
        for arm, mirrored in (("boxes3d", False), ("mirrored then boxes3d", True)):
            canvas = Canvas(world_of(world), view.state, camera_of(view), mirrored)
            drawn = painter.paint(Image.new("RGB", (160, 160)), canvas, "boxes3d")
            assert np.array_equal(picture(arm), np.asarray(drawn))


@pytest.mark.parametrize(
    ("cell", "interventions", "fault"),
    [
        ("turn", "intervention bad on transition { draw: points }", "`draw` can't change a transition"),
        ("turn", "intervention bad on transition { overlay: axes }", "other questions have none"),
        ("turn", "intervention bad { overlay: scale_bar }", "other questions have none"),
        ("desk_2d", "intervention bad { overlay: axes }", None),
        ("desk_2d, twice then bad", "intervention bad { overlay: axes }", "the text tells other lengths"),
        (
            "desk_2d, bad then twice",
            "intervention bad { overlay: scale_bar }",
            "the text tells other lengths",
        ),
    ],
)
def test_where_a_map_frame_can_be_drawn(
    tmp_path: Path, cell: str, interventions: str, fault: str | None
) -> None:
    """Not in a transition, nor where the printed length would not be that of the text."""
    for name in ("kitchen.scene", "desk.scene"):
        (tmp_path / name).write_text((SPECS / name).read_text())
    path, (cell, *chain) = tmp_path / "bad.scene", cell.split(", ")
    path.write_text(
        f'import "kitchen.scene"\nimport "desk.scene"\n{interventions}\n'
        "intervention twice { units: scaled(2) }\n"
        f"dataset bad {{ seed: 7; image: (160, 160) px; cells {{ {cell}: 1 }}; "
        f"interventions: {(chain or ['bad'])[0]} }}\n"
    )
    result = run("compile", path, "-o", tmp_path / "out")
    assert result.exit_code == (0 if fault is None else 2), result.stderr
    assert fault is None or fault in result.stderr
