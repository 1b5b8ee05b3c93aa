"""Copies of meshes: read back they are the same to the last bit, and any 3D program reads them too."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from spacenum_dsl.base.parts import Finish
from spacenum_dsl.output.records.meshes import know_meshes, packed, unpacked, write_meshes
from spacenum_dsl.semantics.kind import KINDS, mesh_for
from spacenum_dsl.semantics.meshes.model import Model, Piece, add_model

FINISHES: tuple[Finish, ...] = ("matte", "satin", "gloss", "metal")
SHARES = st.floats(0, 1, width=32)


@st.composite
def pieces(draw: st.DrawFn) -> Piece:
    count = draw(st.integers(3, 9))
    points = draw(arrays.arrays(np.float32, (count, 3), elements=st.floats(-2, 2, width=32)))
    faces = draw(arrays.arrays(np.int32, (draw(st.integers(1, 6)), 3), elements=st.integers(0, count - 1)))
    uv, image = None, None
    if draw(st.booleans()):
        uv = draw(arrays.arrays(np.float32, (count, 2), elements=st.floats(-3, 3, width=32)))
        image = draw(arrays.arrays(np.uint8, (draw(st.integers(1, 5)), draw(st.integers(1, 5)), 3)))
    colour = (draw(SHARES), draw(SHARES), draw(SHARES))
    return Piece(points, faces, uv, image, colour, draw(st.sampled_from(FINISHES)))


models = st.builds(
    Model,
    st.just("thing"),
    st.lists(pieces(), min_size=1, max_size=4).map(tuple),
    st.sampled_from(("", "the low edge")),
)


@settings(max_examples=60, deadline=None)
@given(models)
def test_a_copy_is_read_back_to_the_last_bit(model: Model) -> None:
    data = packed(model)
    again = unpacked(data, "thing")
    assert (again.name, again.front) == (model.name, model.front)
    assert packed(again) == data
    for one, other in zip(model.pieces, again.pieces, strict=True):
        assert one.points.tobytes() == other.points.tobytes()
        assert one.faces.tobytes() == other.faces.tobytes()
        assert (one.colour, one.finish) == (other.colour, other.finish)
        assert (one.image is None) == (other.image is None)
        if one.image is not None:
            np.testing.assert_array_equal(one.image, other.image)
            np.testing.assert_array_equal(one.skin.uv, other.skin.uv)


@settings(max_examples=60, deadline=None)
@given(models, st.data())
def test_content_that_differs_has_another_name(model: Model, data: st.DataObject) -> None:
    piece = model.pieces[0]
    changes = [
        Piece(piece.points + np.float32(1), piece.faces, piece.uv, piece.image, piece.colour, piece.finish),
        Piece(piece.points, piece.faces[:, [1, 2, 0]], piece.uv, piece.image, piece.colour, "fabric"),
        Piece(piece.points, piece.faces, piece.uv, piece.image, (2.0, 0.0, 0.0), piece.finish),
    ]
    if piece.image is not None:
        changes.append(
            Piece(piece.points, piece.faces, piece.uv, piece.image ^ 1, piece.colour, piece.finish)
        )
    changed = data.draw(st.sampled_from(changes))
    assert Model("thing", (changed, *model.pieces[1:])).digest != model.digest


def block() -> Model:
    """A wedge that is nowhere symmetric, 1 m deep, 0.5 m wide and 0.25 m high."""
    points = np.array(
        [[-0.5, -0.25, 0], [0.5, -0.25, 0], [-0.5, 0.25, 0], [0.4, 0.2, 0.25]], dtype=np.float32
    )
    faces = np.array([[0, 2, 1], [0, 1, 3], [1, 2, 3], [2, 0, 3]], dtype=np.int32)
    image = np.arange(48, dtype=np.uint8).reshape(4, 4, 3)
    uv = np.array([[0, 0], [1, 0], [0, 1], [1, 1]], dtype=np.float32)
    return Model("wedge", (Piece(points, faces, uv, image, (1.0, 1.0, 1.0), "satin"),))


def test_other_programs_see_the_same_thing_y_up() -> None:
    trimesh = pytest.importorskip("trimesh")
    scene = trimesh.load_scene(io.BytesIO(packed(block())), file_type="glb")
    (mesh,) = scene.geometry.values()
    expected = block().pieces[0].points[:, [1, 2, 0]]
    np.testing.assert_array_equal(np.asarray(mesh.vertices, dtype=np.float32), expected)
    material = mesh.visual.material
    np.testing.assert_array_equal(np.asarray(material.baseColorTexture), block().pieces[0].image)
    assert (material.metallicFactor, material.doubleSided) == (0.0, True)


def test_only_the_copy_that_is_what_its_name_says_becomes_known(tmp_path: Path) -> None:
    """The name of a kind comes out of a file: it must be no path, and the content must fit it."""
    model = block()
    name = add_model(model)
    records = write_meshes(tmp_path, [name])
    (path,) = records
    assert path == f"meshes/{name}.glb"
    false = name[:-1] + ("0" if name[-1] != "0" else "1")
    (tmp_path / "meshes" / f"{false}.glb").write_bytes((tmp_path / path).read_bytes())
    with pytest.raises(ValueError, match="was changed"):
        know_meshes(tmp_path, [false])
    (tmp_path / "meshes" / f"{false}.glb").write_bytes(b"glTF" + bytes(30))
    with pytest.raises(ValueError, match="no copy of a mesh"):
        know_meshes(tmp_path, [false])
    know_meshes(tmp_path, ["../../secret@0", "chair", name])
    assert KINDS.get(false) is None


def test_the_box_is_filled_exactly_whatever_was_rounded() -> None:
    piece = block().pieces[0]
    odd = Piece(piece.points * np.float32(0.33337), piece.faces, None, None, (0.1, 0.2, 0.3), "matte")
    model = Model("odd", (odd,))
    mesh = mesh_for(add_model(model), model.size, ())
    sides = np.array(model.size)
    assert np.array_equal(np.round(sides, 4), sides)
    np.testing.assert_allclose(
        mesh.bounds, [sides * [-0.5, -0.5, 0], sides * [0.5, 0.5, 1]], rtol=0, atol=1e-9
    )
