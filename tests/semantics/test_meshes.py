"""Mesh files as kinds: the right triangles at the right place and height, in their colours."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

trimesh = pytest.importorskip("trimesh")

from mesh_files import QUARTERS, glb, obj_of, png, tetrahedron, thing, written  # noqa: E402
from mesh_specs import colours, kind_of, resolved  # noqa: E402

from spacenum_dsl.semantics import values  # noqa: E402
from spacenum_dsl.semantics.kind import mesh_for  # noqa: E402
from spacenum_dsl.semantics.meshes import axes  # noqa: E402
from spacenum_dsl.semantics.meshes.model import NAME  # noqa: E402
from spacenum_dsl.semantics.resolve import load_program  # noqa: E402

SUFFIXES = (".glb", ".gltf", ".obj", ".ply", ".stl")


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_every_format_has_its_front_its_left_and_its_up(tmp_path: Path, suffix: str) -> None:
    """The block with the nose stands the same way, whatever the axes of its format are."""
    up = axes.UP[suffix]
    written(tmp_path / f"block{suffix}", thing(up))
    kind = kind_of(tmp_path, f'mesh("block{suffix}", 0.6 m)')
    mesh = mesh_for(kind.name, kind.low, ())
    assert kind.low == kind.high == (0.5, 0.8, 0.6)
    np.testing.assert_allclose(mesh.bounds, [[-0.25, -0.4, 0], [0.25, 0.4, 0.6]], rtol=0, atol=1e-9)
    corners = mesh.vertices[mesh.faces]
    nose = corners[(corners[..., 0] > 0.2).all(axis=1)].mean(axis=(0, 1))
    np.testing.assert_allclose(nose, [0.25, 0.3, 0.1], atol=1e-6)
    assert len(mesh.faces) == 24


@pytest.mark.parametrize(("suffix", "word"), [(".glb", "z_up"), (".obj", "z_up"), (".stl", "y_up")])
def test_a_third_argument_says_what_is_up(tmp_path: Path, suffix: str, word: str) -> None:
    written(tmp_path / f"block{suffix}", thing(word))
    assert kind_of(tmp_path, f'mesh("block{suffix}", 0.6 m, {word})').low == (0.5, 0.8, 0.6)
    assert kind_of(tmp_path, f'mesh("block{suffix}", 0.6 m)').low != (0.5, 0.8, 0.6)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    scale=st.floats(1e-4, 1e4),
    shift=st.tuples(*[st.floats(-1e4, 1e4)] * 3),
    height=st.integers(10, 3000).map(lambda millimetres: millimetres / 1000),
)
def test_whatever_its_unit_and_place_it_has_its_height(
    tmp_path: Path, scale: float, shift: tuple[float, float, float], height: float
) -> None:
    moved = thing().apply_scale(scale).apply_translation(np.array(shift) * scale)
    written(tmp_path / "block.obj", moved)
    kind = kind_of(tmp_path, f'mesh("block.obj", {height:.3f} m, z_up)')
    mesh = mesh_for(kind.name, kind.low, ())
    assert kind.low[2] == round(height, 4)
    np.testing.assert_allclose(kind.low, np.array([2.5, 4, 3]) * height / 3, atol=2e-3 * height + 1e-4)
    sides = np.array(kind.low)
    np.testing.assert_allclose(mesh.bounds, [sides * [-0.5, -0.5, 0], sides * [0.5, 0.5, 1]], atol=1e-9)


def test_a_scene_of_several_placed_meshes_is_one_thing(tmp_path: Path) -> None:
    """Nodes, instances and their transforms count; the order of random node names does not."""
    cube = trimesh.creation.box((1, 1, 1))
    scene = trimesh.Scene()
    scene.add_geometry(
        cube, geom_name="cube", transform=trimesh.transformations.translation_matrix((0, 2, 0))
    )
    for x in (-2.0, 2.0):
        scene.graph.update(
            f"leg {x}", matrix=trimesh.transformations.translation_matrix((x, 0, 0)), geometry="cube"
        )
    written(tmp_path / "gate.glb", scene)
    kind = kind_of(tmp_path, 'mesh("gate.glb", 0.3 m)')
    assert kind.low == (0.1, 0.5, 0.3)
    assert len(mesh_for(kind.name, kind.low, ()).faces) == 36
    assert len({kind_of(tmp_path, 'mesh("gate.glb", 0.3 m)').name for _ in range(5)}) == 1


def test_equal_content_is_one_kind_and_a_change_is_another(tmp_path: Path) -> None:
    written(tmp_path / "chair.glb", thing("y_up"))
    shutil.copy(tmp_path / "chair.glb", tmp_path / "Old Chair.glb")
    moved = thing("y_up").apply_translation((5, 5, 5))
    written(tmp_path / "deep" / "chair.glb", moved)
    names = [kind_of(tmp_path, f'mesh("{path}", 0.9 m)').name for path in ("chair.glb", "Old Chair.glb")]
    stems, digests = zip(*(name.split("@") for name in names), strict=True)
    assert stems == ("chair", "old_chair")
    assert digests[0] == digests[1]
    assert all(NAME.fullmatch(name) for name in names)
    other = thing("y_up")
    other.vertices[0] += 0.01
    written(tmp_path / "chair.glb", other)
    assert kind_of(tmp_path, 'mesh("chair.glb", 0.9 m)').name != names[0]
    assert kind_of(tmp_path, 'mesh("Old Chair.glb", 1 m)').name != names[1]
    assert kind_of(tmp_path, 'mesh("Old Chair.glb", 0.9 m)').title == "old chair"


def test_a_mesh_is_one_of_several_kinds(tmp_path: Path) -> None:
    written(tmp_path / "models" / "block.stl", thing())
    found = resolved(
        tmp_path, '3 * mesh("models/block.stl", 0.6) m | chair | mesh("models/block.stl", 60 cm)'
    )
    assert found.program is not None, found.diagnostics
    choice = found.program.scenes["s"].objects[0].kind
    assert isinstance(choice, values.Choice)
    one, chair, two = choice.options
    assert one == two
    assert chair == values.Symbol(chair.span, "chair")
    assert choice.weights == (3.0, 1.0, 1.0)
    assert [use.mention.path for use in found.program.meshes] == ["models/block.stl"]


def test_a_path_is_relative_to_the_file_in_which_it_is_written(tmp_path: Path) -> None:
    written(tmp_path / "lib" / "block.stl", thing())
    (tmp_path / "lib" / "kinds.scene").write_text('let seat = mesh("block.stl", 0.6 m)\n')
    scene = 'import "lib/kinds.scene"\nscene s { room: (5, 4, 3) m; object it { kind: seat }\n agent {} }\n'
    (tmp_path / "room.scene").write_text(scene)
    assert load_program(tmp_path / "room.scene", tmp_path).program is not None
    replaced = load_program(tmp_path / "room.scene", tmp_path, [("seat", 'mesh("lib/block.stl", 1 m)')])
    assert replaced.program is not None, replaced.diagnostics
    assert replaced.program.meshes[0].mention.height == 1.0


def test_colours_of_points_are_those_of_their_triangles(tmp_path: Path) -> None:
    mesh = thing()
    mesh.visual.face_colors = np.array([[10, 200, 30, 255]] * 12 + [[250, 20, 40, 255]] * 12, dtype=np.uint8)
    written(tmp_path / "block.ply", mesh)
    kind = kind_of(tmp_path, 'mesh("block.ply", 0.6 m)')
    part = mesh_for(kind.name, kind.low, ()).parts[0]
    assert part.skin is not None
    assert part.skin.image is not None
    assert part.skin.uv is not None
    high, wide = part.skin.image.shape[:2]
    texels = (part.skin.uv * [wide, high]).astype(int)
    found = part.skin.image[texels[..., 1], texels[..., 0]]
    assert (found == found[:, :1]).all()
    assert {tuple(row) for row in found[:, 0].tolist()} == {(10, 200, 30), (250, 20, 40)}


def test_materials_of_an_obj(tmp_path: Path) -> None:
    (tmp_path / "block.mtl").write_text("newmtl paint\nKd 0.5 0.25 0\nKs 1 1 1\nillum 2\n")
    (tmp_path / "block.obj").write_bytes(obj_of("paint"))
    assert colours(kind_of(tmp_path, 'mesh("block.obj", 0.6 m)')) == [(188, 137, 0)]
    (tmp_path / "block.mtl").write_text(
        "newmtl paint\nKd 0.5 0.25 0\nimage /etc/passwd\nself 1\n__class__ x\n"
    )
    assert colours(kind_of(tmp_path, 'mesh("block.obj", 0.6 m)')) == [(188, 137, 0)]


def test_factors_of_a_gltf_and_its_texture(tmp_path: Path) -> None:
    tree, data = tetrahedron()
    tree["meshes"][0]["primitives"][0]["material"] = 0
    base: dict[str, Any] = {
        "baseColorFactor": [1.0, 0.5, 0.0, 1.0],
        "roughnessFactor": 0.2,
        "metallicFactor": 0,
    }
    tree["materials"] = [{"pbrMetallicRoughness": base}]
    (tmp_path / "spike.glb").write_bytes(glb(tree, data))
    kind = kind_of(tmp_path, 'mesh("spike.glb", 1 m)')
    assert colours(kind) == [(255, 188, 0)]
    assert mesh_for(kind.name, kind.low, ()).parts[0].finish == "gloss"
    base["baseColorTexture"] = {"index": 0}
    uv = np.zeros((4, 2), dtype="<f4").tobytes()
    tree["accessors"].append({"bufferView": 2, "componentType": 5126, "count": 4, "type": "VEC2"})
    tree["bufferViews"].append({"buffer": 0, "byteOffset": 72, "byteLength": 32})
    tree["meshes"][0]["primitives"][0]["attributes"]["TEXCOORD_0"] = 2
    tree |= {"textures": [{"source": 0}], "images": [{"uri": "white.png"}]}
    (tmp_path / "white.png").write_bytes(png(np.full((2, 2, 3), 255, dtype=np.uint8)))
    (tmp_path / "spike.glb").write_bytes(glb(tree, data + uv))
    assert colours(kind_of(tmp_path, 'mesh("spike.glb", 1 m)')) == [(255, 188, 0)]


def test_a_large_texture_is_made_smaller(tmp_path: Path) -> None:
    quad = thing()
    image = Image.fromarray(QUARTERS).resize((3000, 1500), Image.Resampling.NEAREST)
    quad.visual = trimesh.visual.TextureVisuals(
        uv=np.zeros((len(quad.vertices), 2)),
        material=trimesh.visual.material.PBRMaterial(baseColorTexture=image),
    )
    written(tmp_path / "block.glb", quad)
    kind = kind_of(tmp_path, 'mesh("block.glb", 0.6 m)')
    skin = mesh_for(kind.name, kind.low, ()).parts[0].skin
    assert skin is not None
    assert skin.image is not None
    assert skin.image.shape == (1024, 2048, 3)
    assert skin.image[0, 0].tolist() == QUARTERS[0, 0].tolist()
