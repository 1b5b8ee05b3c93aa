"""Every mesh file that is known of is read right, or refused by a message that names why."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import numpy as np
import pytest
import shapely
from mesh_cases import Case, Colour
from mesh_cases.every import CASES

from spacenum_dsl.base.paint import to_srgb
from spacenum_dsl.semantics.meshes.axes import axes_of
from spacenum_dsl.semantics.meshes.fitting import fitted
from spacenum_dsl.semantics.meshes.folder import MeshFault
from spacenum_dsl.semantics.meshes.model import Model
from spacenum_dsl.semantics.meshes.reading import read_mesh


def model_of(case: Case, folder: Path) -> Model | MeshFault:
    """What is read of a case, 0.6 m high."""
    for name, data in {case.name: case.data, **case.beside}.items():
        (folder / name).write_bytes(data)
    raws = read_mesh(folder / case.name, folder)
    if isinstance(raws, MeshFault):
        return raws
    return fitted(raws, axes_of(Path(case.name).suffix, None, None), 0.6, "thing")


def ground_of(model: Model) -> float:
    """The share of its box's base that the triangles of a model cover, seen from above."""
    flat = [piece.points[piece.faces][..., :2].astype(float) for piece in model.pieces]
    covered = shapely.union_all([shapely.Polygon(triangle) for each in flat for triangle in each])
    deep, wide, _ = model.size
    return float(covered.area / (deep * wide))


def colours_of(model: Model) -> dict[Colour, float]:
    """The sRGB colours at the middles of the triangles of a model, with their shares of its surface."""
    found: dict[Colour, float] = defaultdict(float)
    for piece in model.pieces:
        corners = piece.points[piece.faces].astype(float)
        areas = np.linalg.norm(np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]), axis=1)
        if piece.uv is None or piece.image is None:
            levels = np.tile(np.round(255 * to_srgb(np.array(piece.colour))), (len(areas), 1))
        else:
            high, wide = piece.image.shape[:2]
            middles = piece.uv[piece.faces].mean(axis=1) % 1
            levels = piece.image[(middles[:, 1] * high).astype(int), (middles[:, 0] * wide).astype(int)]
        for (red, green, blue), area in zip(levels.astype(int).tolist(), areas.tolist(), strict=True):
            found[red, green, blue] += area
    whole = sum(found.values())
    return {colour: area / whole for colour, area in found.items()}


def test_each_case_has_a_name_of_its_own() -> None:
    assert len({case.name for case in CASES}) == len(CASES) >= 120


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_each_is_right_or_refused_by_name(case: Case, tmp_path: Path) -> None:
    model = model_of(case, tmp_path)
    if case.code:
        assert isinstance(model, MeshFault), "refused"
        assert (model.code, case.says in model.reason) == (case.code, True), model.reason
        assert model.help, "there is a way out"
        return
    assert isinstance(model, Model), model
    np.testing.assert_allclose(model.size, case.sides, atol=2e-4)
    assert ground_of(model) == pytest.approx(case.ground, abs=2e-3)
    colours = colours_of(model)
    assert sorted(colours) == sorted(case.colours)
    for colour, share in case.colours.items():
        assert colours[colour] == pytest.approx(share, abs=2e-3), colour


def test_many_materials_are_one_palette(tmp_path: Path) -> None:
    """Eight thousand triangles with a material each keep their colours, in one piece."""
    levels = [(k % 100, k // 100) for k in range(8_000)]
    materials = [f"newmtl m{k}\nKd {a / 100} {b / 100} 0" for k, (a, b) in enumerate(levels)]
    lines = ["mtllib box.mtl"]
    for k in range(8_000):
        z, x = divmod(k, 80)
        lines += [f"v {x} 0 {z}", f"v {x + 1} 0 {z}", f"v {x} 9 {z + 1}", f"usemtl m{k}", "f -3 -2 -1"]
    data = "\n".join(lines).encode()
    model = model_of(Case("box.obj", data, {"box.mtl": "\n".join(materials).encode()}), tmp_path)
    assert isinstance(model, Model), model
    (piece,) = model.pieces
    assert piece.image is not None
    light = np.column_stack([np.array(levels) / 100, np.zeros(8_000)])
    wanted = {tuple(row) for row in np.round(255 * to_srgb(light)).astype(int).tolist()}
    assert {tuple(row) for row in piece.image.reshape(-1, 3).tolist()} == wanted
