"""A user's own mesh in pictures: which way it stands, and which texel is where, for each renderer."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

trimesh = pytest.importorskip("trimesh")

from mesh_files import QUARTERS, board, png, thing, written  # noqa: E402

from spacenum_dsl.base.camera import Camera  # noqa: E402
from spacenum_dsl.base.parts import Mesh, Part, Skin, Soup, mesh_of  # noqa: E402
from spacenum_dsl.output.pictures.renderer import Frame, Instance, Session, Stage  # noqa: E402
from spacenum_dsl.semantics.kind import mesh_for  # noqa: E402
from spacenum_dsl.semantics.meshes.axes import UP, axes_of  # noqa: E402
from spacenum_dsl.semantics.meshes.fitting import fitted  # noqa: E402
from spacenum_dsl.semantics.meshes.model import Model, add_model  # noqa: E402
from spacenum_dsl.semantics.meshes.reading import read_mesh  # noqa: E402
from spacenum_dsl.world.lighting import Lamp, Lighting  # noqa: E402

LIGHT = Lighting((Lamp((-2.0, 0.0, 3.0), (1.0, 1.0), 60.0),))


def stage_of(key: str, mesh: Mesh) -> Stage:
    return Stage(key, (Instance(7, mesh, (2.0, 0.0, 0.0), 0.0, 1.0, "own"),), LIGHT)


def mesh_of_file(path: Path, height: float) -> Mesh:
    raws = read_mesh(path, path.parent)
    assert isinstance(raws, tuple), raws
    model = fitted(raws, axes_of(path.suffix, None, None), height, "block")
    assert isinstance(model, Model), model
    return mesh_for(add_model(model), model.size, ())


@pytest.mark.parametrize("suffix", sorted(UP))
def test_the_ids_show_which_way_a_file_stands_and_how_large(
    session: Session, tmp_path: Path, suffix: str
) -> None:
    """From its left the nose points to where the front is, at the foot: 0.5 m long and 0.6 m high in all.

    The camera stands 5 m to the left (+y) and looks along −y, so the front, +x, is on the left of the
    picture; 64 pixels at 20° make a pixel 27.5 mm at 4.85 m.
    """
    mesh = mesh_of_file(written(tmp_path / f"block{suffix}", thing(UP[suffix])), 0.6)
    camera = Camera((2.0, 5.0, 0.3), -90.0, 0.0, 20.0, 64, 64)
    frame = session.render(stage_of(f"side {suffix}", mesh), camera, passes=True)
    assert frame.ids is not None
    rows, columns = np.nonzero(frame.ids == 7)
    pixel = 2 * 4.6 * np.tan(np.radians(10)) / 64
    assert np.ptp(rows) + 1 == pytest.approx(0.6 / pixel, abs=1.5)
    assert np.ptp(columns) + 1 == pytest.approx(0.5 / pixel, abs=2.5)
    first = columns.min()
    nose = rows[columns == first + 1]
    assert len(nose) == pytest.approx(0.12 / pixel, abs=1.5)
    assert nose.min() > (rows.min() + rows.max()) / 2


def quad(uv_of_corners: list[tuple[float, float]]) -> Mesh:
    """A sheet of 1 × 1 m that looks along −x, one metre up; corners: bottom left, bottom right, top right,
    top left as seen from there."""
    points = np.array([[0, 0.5, 0.5], [0, -0.5, 0.5], [0, -0.5, 1.5], [0, 0.5, 1.5]])
    faces = np.array([[0, 1, 2], [0, 2, 3]], dtype=np.int32)
    uv = np.array(uv_of_corners, dtype=np.float32)[faces]
    skin = Skin((0.2, 0.2, 0.2), uv, np.repeat(np.repeat(QUARTERS, 64, axis=0), 64, axis=1))
    return mesh_of((Part(Soup(points, faces), skin=skin),))


def texel_at(frame: Frame, row: int, column: int) -> str:
    """Which texel of `QUARTERS` the pixels around one show, by their hue and whatever their light."""
    names = {"red": QUARTERS[0, 0], "green": QUARTERS[0, 1], "blue": QUARTERS[1, 0], "yellow": QUARTERS[1, 1]}
    seen = frame.colour[row - 3 : row + 4, column - 3 : column + 4].reshape(-1, 3).mean(axis=0)
    near = {
        name: float(np.linalg.norm(seen / np.linalg.norm(seen) - texel / np.linalg.norm(texel)))
        for name, texel in names.items()
    }
    return min(near, key=near.__getitem__)


@pytest.mark.parametrize(
    ("uv", "expected"),
    [
        ([(0, 1), (1, 1), (1, 0), (0, 0)], [["red", "green"], ["blue", "yellow"]]),
        ([(2, 0), (1, 0), (1, -1), (2, -1)], [["green", "red"], ["yellow", "blue"]]),
        ([(1, 1), (1, 0), (0, 0), (0, 1)], [["blue", "red"], ["yellow", "green"]]),
    ],
    ids=["upright", "mirrored and repeated", "turned"],
)
def test_each_corner_shows_its_texel(
    session: Session, uv: list[tuple[float, float]], expected: list[list[str]]
) -> None:
    camera = Camera((0.0, 0.0, 1.0), 0.0, 0.0, 40.0, 64, 64)
    frame = session.render(stage_of(f"quad {uv}", quad(uv)), camera, passes=True)
    assert frame.ids is not None
    rows, columns = np.nonzero(frame.ids == 7)
    assert (rows.min(), rows.max(), columns.min(), columns.max()) == pytest.approx((10, 53, 10, 53), abs=1)
    assert [[texel_at(frame, row, column) for column in (20, 43)] for row in (20, 43)] == expected


@pytest.mark.parametrize("suffix", [".glb", ".obj", ".ply"])
def test_a_textured_file_shows_its_texture_upright(session: Session, tmp_path: Path, suffix: str) -> None:
    """Seen from the front, red is above on the left, whichever way v runs in the format."""
    mesh = mesh_of_file(board(tmp_path / f"board{suffix}"), 1.0)
    camera = Camera((5.0, 0.0, 0.5), 180.0, 0.0, 20.0, 64, 64)
    frame = session.render(stage_of(f"board {suffix}", mesh), camera, passes=True)
    assert [[texel_at(frame, row, column) for column in (20, 43)] for row in (20, 43)] == [
        ["red", "green"],
        ["blue", "yellow"],
    ]


def test_a_png_keeps_its_bytes_on_the_way(tmp_path: Path) -> None:
    """The texture that a renderer gets is the file's own, pixel by pixel."""
    pixels = np.random.default_rng(3).integers(0, 255, (16, 9, 3), dtype=np.uint8)
    (tmp_path / "paint.png").write_bytes(png(pixels))
    (tmp_path / "paint.mtl").write_text("newmtl a\nKd 0.1 0.1 0.1\nmap_Kd paint.png\n")
    lines = ["mtllib paint.mtl", "usemtl a", "v 0 0 0", "v 1 0 0", "v 0 1 0", "v 0 0 1"]
    lines += ["vt 0 0", "vt 1 0", "vt 0 1"]
    lines += ["f 1/1 2/2 3/3", "f 1/1 4/2 2/3", "f 2/1 4/2 3/3", "f 1/1 3/2 4/3"]
    (tmp_path / "block.obj").write_text("\n".join(lines) + "\n")
    skin = mesh_of_file(tmp_path / "block.obj", 1.0).parts[0].skin
    assert skin is not None
    assert skin.uv is not None
    np.testing.assert_array_equal(skin.image, pixels)
    np.testing.assert_allclose(skin.uv[0], [[0, 1], [1, 1], [0, 0]], atol=1e-6)
