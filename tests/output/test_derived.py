"""Pictures that are drawn over others: what happens where the other one is missing."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner
from PIL import Image

from spacenum_dsl.base.render_diagnostics import render
from spacenum_dsl.cli.cli import main
from spacenum_dsl.cli.console import exit_code
from spacenum_dsl.output.pictures.derived import draw_derived, missing
from spacenum_dsl.output.records.dataset import read_views

SPECS = Path(__file__).parents[2] / "specs"

SPEC = """
import "quickstart.scene"

intervention lines { overlay: grid }
intervention dark  { images: black }

dataset derived { cells { quick_2d: 1 }; interventions: lines, dark }
"""


def test_a_picture_whose_source_is_missing_is_reported_and_the_others_are_drawn(tmp_path: Path) -> None:
    (tmp_path / "quickstart.scene").write_text((SPECS / "quickstart.scene").read_text())
    (tmp_path / "derived.scene").write_text(SPEC)
    done = CliRunner().invoke(main, ["compile", str(tmp_path / "derived.scene"), "-o", str(tmp_path)])
    assert done.exit_code == 0, done.output
    folder = tmp_path / "derived"
    wanted = missing(folder)
    assert len(wanted) == 5, "four pictures with lines, one that is black"
    heard: list[str] = []
    fault = draw_derived(folder, wanted, heard.append)
    assert heard == list(wanted)
    assert fault is not None
    assert fault.code == "SN558"
    assert exit_code([fault]) == 1, "a picture that could not be rendered is not the user's fault"
    assert "4 pictures can't be drawn" in render([fault], colour=False)
    assert len(missing(folder)) == 4
    assert len(list((folder / "images").glob("*.png"))) == 1


def test_a_picture_whose_source_can_not_be_used_is_reported_with_the_reason(tmp_path: Path) -> None:
    """One is of another size, one is no picture, one is a folder; the fourth is as it should be."""
    (tmp_path / "quickstart.scene").write_text((SPECS / "quickstart.scene").read_text())
    (tmp_path / "derived.scene").write_text(SPEC)
    CliRunner().invoke(main, ["compile", str(tmp_path / "derived.scene"), "-o", str(tmp_path)])
    folder = tmp_path / "derived"
    sources = [folder / "images" / f"{view.source}.png" for view in read_views(folder) if view.source]
    Image.new("RGB", (8, 8)).save(sources[0])
    sources[1].write_bytes(b"no picture")
    sources[2].mkdir()
    Image.new("RGB", (336, 336)).save(sources[3])
    fault = draw_derived(folder, missing(folder), lambda _: None)
    assert fault is not None
    assert "3 pictures can't be drawn" in fault.message
    assert "it has 8 × 8 pixels, its camera 336 × 336" in fault.notes[0]
    assert len(missing(folder)) == 3
