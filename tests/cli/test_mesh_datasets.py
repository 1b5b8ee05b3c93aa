"""Datasets with a user's meshes: whole without the spec's folder, and the same by any workers."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

trimesh = pytest.importorskip("trimesh")

from click.testing import CliRunner, Result  # noqa: E402
from mesh_files import QUARTERS, thing, written  # noqa: E402

from spacenum_dsl.cli.cli import main  # noqa: E402
from spacenum_dsl.output.records.dataset import MANIFEST, check_files, read_manifest  # noqa: E402
from spacenum_dsl.output.records.types import ITEMS, TABLES, VIEWS, WORLDS, Manifest  # noqa: E402

SCENE = """
scene hall {
  room: (4, 4, 2.6) m
  anchor origin { kind: stool; at: (-0.7, -0.2) m }
  anchor x_axis { kind: box; at: (0.7, -0.2) m; scale: 200 % }
  object target {
    kind: mesh("models/garden_seat.glb", 0.6 m)
    at:   (0.3 .. 1.2 step 0.1, 0.5 .. 1.2 step 0.1) m
    yaw:  -90 deg
  }
  let sheet = mesh("models/sheet.obj", 0.3 m) | mesh("models/sheet.obj", 0.4 m, z_up)
  distractors clutter { count: 1; kind: sheet }
  camera { look_at: room; distance: 1.8 m; elevation: 25 deg; azimuth: -90 deg; fov: 80 deg }
}
layout where on hall { target: target; vary: position }
dataset seats { image: (96, 96) px; cells { where: 40 } }
"""


def spec(folder: Path) -> Path:
    """A spec beside its meshes: a closed textured one, and an open sheet bent once."""
    seat = thing("y_up")
    seat.visual = trimesh.visual.TextureVisuals(
        uv=seat.vertices[:, :2] * 0.1,
        material=trimesh.visual.material.PBRMaterial(baseColorTexture=_texture()),
    )
    written(folder / "models" / "garden_seat.glb", seat)
    sheet = "v 0 0 0\nv 1 0 0\nv 1 0.2 1\nv 0 0.2 1\nv 0 1 1.5\nv 1 1 1.5\nf 1 2 3 4\nf 4 3 6 5\n"
    (folder / "models" / "sheet.obj").write_text(sheet)
    (folder / "hall.scene").write_text(SCENE)
    return folder / "hall.scene"


def _texture() -> Image.Image:
    return Image.fromarray(np.repeat(np.repeat(QUARTERS, 16, axis=0), 16, axis=1))


def spacenum(*args: object) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own, which knows no mesh yet."""
    command = [str(Path(sys.executable).with_name("spacenum")), *map(str, args)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def here(*args: object) -> Result:
    """The command in this process."""
    return CliRunner().invoke(main, [*map(str, args)])


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dataset by one worker, whose spec is gone."""
    folder = tmp_path_factory.mktemp("meshes")
    done = spacenum("compile", spec(folder / "spec"), "-o", folder, "--workers", "1")
    assert done.returncode == 0, done.stderr
    shutil.rmtree(folder / "spec")
    return folder / "seats"


@pytest.mark.long
def test_workers_that_never_see_the_spec_make_the_same_bytes(dataset: Path, tmp_path: Path) -> None:
    done = spacenum("compile", spec(tmp_path / "spec"), "-o", tmp_path, "--workers", "2")
    assert done.returncode == 0, done.stderr
    for name in (*TABLES, MANIFEST):
        assert (tmp_path / "seats" / name).read_bytes() == (dataset / name).read_bytes(), name
    copies = sorted(path.name for path in (dataset / "meshes").iterdir())
    assert copies == sorted(path.name for path in (tmp_path / "seats" / "meshes").iterdir())
    for name in copies:
        one, other = ((folder / "meshes" / name).read_bytes() for folder in (dataset, tmp_path / "seats"))
        assert one == other


@pytest.mark.long
def test_its_pictures_are_made_from_its_folder_alone(tmp_path: Path) -> None:
    """Somewhere else, by two workers; the target's ids are where its colours are."""
    done = spacenum("compile", spec(tmp_path / "spec"), "-o", tmp_path, "--workers", "1", "--count", "2")
    assert done.returncode == 0, done.stderr
    shutil.rmtree(tmp_path / "spec")
    folder = (tmp_path / "seats").rename(tmp_path / "elsewhere")
    way = ("--renderer", "raycast", "--passes", "--workers", "2", "--no-cache")
    done = spacenum("render", folder, *way)
    assert done.returncode == 0, done.stderr
    views = [json.loads(line) for line in (folder / VIEWS).read_text().splitlines()]
    worlds = {json.loads(line)["id"]: json.loads(line) for line in (folder / WORLDS).open()}
    for view in views[:8]:
        target = next(t for t in worlds[view["world"]]["objects"] if t["name"] == "target")
        ids = np.asarray(Image.open(folder / "images" / f"{view['id']}.ids.png"))
        colour = np.asarray(Image.open(folder / view["image"])).astype(int)
        seat = colour[ids == target["id"]]
        assert len(seat) > 30
        assert np.ptp(seat, axis=1).max() > 60, "it has its texture"


def test_prompts_call_it_by_its_file_and_say_no_colour(dataset: Path) -> None:
    items = [json.loads(line) for line in (dataset / ITEMS).read_text().splitlines()]
    texts = [block["text"] for item in items for block in item["content"] if block["type"] == "text"]
    assert any("- garden seat: [" in text for text in texts)
    assert any("shows a garden seat." in text for text in texts)
    assert not any("own garden seat" in text or "@" in text for text in texts)


def test_the_manifest_lists_the_copies_and_a_changed_one_is_noticed(dataset: Path, tmp_path: Path) -> None:
    manifest = read_manifest(dataset)
    assert isinstance(manifest, Manifest)
    kinds = {
        thing["kind"]
        for line in (dataset / WORLDS).read_text().splitlines()
        for thing in json.loads(line)["objects"]
    }
    copies = {name for name in manifest.files if name.startswith("meshes/")}
    assert copies == {f"meshes/{kind}.glb" for kind in kinds if "@" in kind}
    assert len(copies) == 3
    assert "pillow" in manifest.versions
    assert check_files(dataset, manifest) is None
    spoilt = tmp_path / "spoilt"
    shutil.copytree(dataset, spoilt)
    copy = spoilt / sorted(copies)[0]
    copy.write_bytes(copy.read_bytes()[:-4] + b"oops")
    done = spacenum("render", spoilt, "--renderer", "raycast", "--no-cache")
    assert done.returncode == 2
    assert "SN502" in done.stderr
    copy.unlink()
    done = spacenum("render", spoilt, "--renderer", "raycast", "--no-cache")
    assert (done.returncode, "SN502" in done.stderr) == (2, True)


@pytest.mark.long
def test_a_changed_file_changes_the_pictures_and_replaces_the_copy(tmp_path: Path) -> None:
    path = spec(tmp_path / "spec")
    options = ("-o", tmp_path, "--count", "1")
    assert spacenum("compile", path, *options).returncode == 0
    folder = tmp_path / "seats"
    views, copies = (folder / VIEWS).read_text(), {p.name for p in (folder / "meshes").iterdir()}
    taller = thing("y_up").apply_scale((1, 1.5, 1))
    written(tmp_path / "spec" / "models" / "garden_seat.glb", taller)
    assert spacenum("compile", path, *options).returncode == 0
    changed = {p.name for p in (folder / "meshes").iterdir()}
    assert len(copies - changed) == len(changed - copies) == 1
    ids = [
        {json.loads(line)["id"] for line in text.splitlines()}
        for text in (views, (folder / VIEWS).read_text())
    ]
    assert not ids[0] & ids[1]
    assert spacenum("render", folder, "--renderer", "raycast", "--no-cache").returncode == 0


@pytest.mark.parametrize("command", ["check", "compile", "preview"])
def test_a_bad_mesh_is_a_diagnostic_with_its_place(tmp_path: Path, command: str) -> None:
    path = spec(tmp_path)
    (tmp_path / "models" / "garden_seat.glb").write_bytes(b"so it says")
    (tmp_path / "models" / "sheet.obj").unlink()
    done = here(command, path)
    assert done.exit_code == 2
    assert "error[SN271]: `models/garden_seat.glb` " in done.stderr
    assert f"{path}:7:16" in done.stderr
    assert done.stderr.count("error[SN270]") == 2
    assert "Traceback" not in done.stderr


def test_a_check_says_how_each_mesh_was_read(tmp_path: Path) -> None:
    """Once per mention, with the sides that it has then; the same file upright and lying differs in them."""
    done = here("check", spec(tmp_path))
    assert done.exit_code == 0, done.stderr
    lines = [line for line in done.stderr.splitlines() if line.startswith("mesh ")]
    assert lines == [
        "mesh models/garden_seat.glb: 0.5 m deep, 0.8 m wide, 0.6 m high, read with +y up and +z in front",
        "mesh models/sheet.obj: 0.45 m deep, 0.3 m wide, 0.3 m high, read with +y up and +z in front",
        "mesh models/sheet.obj: 0.2667 m deep, 0.2667 m wide, 0.4 m high, read with +z up and +x in front",
    ]


def test_two_things_of_one_name_are_told_apart_by_no_prompt(tmp_path: Path) -> None:
    path = spec(tmp_path)
    shutil.copy(tmp_path / "models" / "garden_seat.glb", tmp_path / "models" / "stool.glb")
    path.write_text(SCENE.replace("garden_seat", "stool"))
    done = here("check", path)
    assert done.exit_code == 2
    assert "both called `stool`" in done.stderr
