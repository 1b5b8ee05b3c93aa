"""Mesh files of strangers: what they refer to, how much they want, and what is spoilt in them."""

from __future__ import annotations

import re
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

trimesh = pytest.importorskip("trimesh")

from mesh_cases.every import CASES  # noqa: E402
from mesh_files import glb, obj_of, tetrahedron  # noqa: E402
from mesh_specs import fault_of, kind_of, resolved  # noqa: E402

from spacenum_dsl.semantics.meshes import folder, reading  # noqa: E402
from spacenum_dsl.semantics.meshes.folder import MeshFault  # noqa: E402


@pytest.fixture
def lying(tmp_path: Path) -> Callable[[str, bytes], str]:
    """Puts bytes into a file; its mention as a kind 0.6 m high."""

    def put(name: str, data: bytes) -> str:
        (tmp_path / name).write_bytes(data)
        return f'mesh("{name}", 0.6 m)'

    return put


@pytest.mark.parametrize(
    ("reference", "says"),
    [
        ("../secret.mtl", "leaves the spec's folder"),
        ("/etc/hostname", "not a relative path"),
        ("link.mtl", "leaves the spec's folder"),
        ("missing.mtl", "No such file"),
        ("http://127.0.0.1:9/a.mtl", "web address"),
        ("file:///etc/hostname", "web address"),
        ("C:/Users/a.mtl", "web address or a drive"),
        (".", "not a regular file"),
        ("\x1b[2Jx.mtl", "?[2Jx.mtl"),
    ],
)
def test_references_stay_inside_and_nothing_is_fetched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reference: str, says: str
) -> None:
    """The same rules for an OBJ's materials, an OBJ's texture, a glTF's buffer and its image."""

    def refuse(*_: object) -> None:
        raise AssertionError("a mesh opens a connection")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    root = tmp_path / "root"
    root.mkdir()
    (tmp_path / "secret.mtl").write_text("newmtl a\nKd 1 0 0\n")
    (root / "link.mtl").symlink_to(tmp_path / "secret.mtl")
    (root / "paint.mtl").write_text(f"newmtl a\nmap_Kd {reference}\n")
    (root / "library.obj").write_bytes(obj_of("a", reference))
    (root / "texture.obj").write_bytes(obj_of("a", "paint.mtl"))
    tree, data = tetrahedron()
    (root / "buffer.glb").write_bytes(glb({**tree, "buffers": [{"byteLength": 72, "uri": reference}]}))
    tree["materials"] = [{"pbrMetallicRoughness": {"baseColorTexture": {"index": 0}}}]
    tree["meshes"][0]["primitives"][0]["material"] = 0
    images = {"textures": [{"source": 0}], "images": [{"uri": reference}]}
    (root / "image.glb").write_bytes(glb({**tree, **images}, data))
    for name in ("library.obj", "texture.obj", "buffer.glb", "image.glb"):
        fault = fault_of(root, f'mesh("{name}", 1 m)')
        assert fault.code == "SN274", name
        assert says in fault.message
        assert "\x1b" not in fault.message


def test_a_uri_may_have_blanks_in_its_way_of_writing_them(tmp_path: Path) -> None:
    tree, data = tetrahedron()
    (tmp_path / "my data.bin").write_bytes(data)
    tree["buffers"] = [{"byteLength": 72, "uri": "my%20data.bin"}]
    (tmp_path / "spike.glb").write_bytes(glb(tree))
    assert kind_of(tmp_path, 'mesh("spike.glb", 1 m)').low == (1.0, 1.0, 1.0)


def bomb(tmp_path: Path, name: str) -> str:
    """Writes a file that wants too much; its name."""
    tree, data = tetrahedron()
    match name:
        case "bytes.stl":
            with (tmp_path / name).open("wb") as file:
                file.truncate(60_000_000)
        case "triangles.stl":
            many = np.zeros(200_001, dtype=[("a", "<f4", 12), ("b", "<u2")]).tobytes()
            (tmp_path / name).write_bytes(bytes(80) + (200_001).to_bytes(4, "little") + many)
        case "polygon.obj":
            corners = b" ".join(b"%d" % (k % 3 + 1) for k in range(300_000))
            (tmp_path / name).write_bytes(b"v 0 0 0\nv 1 0 0\nv 0 1 1\nf " + corners + b"\n")
        case "lines.ply":
            head = b"ply\nformat ascii 1.0\nelement vertex 3\nproperty float x\nend_header\n"
            (tmp_path / name).write_bytes(head + b"\n" * 5_000_000)
        case "count.ply":
            head = b"ply\nformat binary_little_endian 1.0\nelement vertex 99999999999\nproperty float x\n"
            (tmp_path / name).write_bytes(head + b"end_header\n")
        case "accessor.glb":
            tree["accessors"][0] = {"componentType": 5126, "count": 10**12, "type": "VEC3", "bufferView": 0}
            (tmp_path / name).write_bytes(glb(tree, data))
        case "instances.glb":
            tree["nodes"] = [{"mesh": 0} for _ in range(1_999)]
            tree["scenes"] = [{"nodes": list(range(1_999))}]
            faces = np.tile(np.array([0, 1, 2], dtype="<u2"), 200).tobytes()
            tree["accessors"][1]["count"] = 600
            tree["bufferViews"][1]["byteLength"] = 1200
            (tmp_path / name).write_bytes(glb(tree, data[:48] + faces))
        case "primitives.glb":
            tree["meshes"][0]["primitives"] *= 100_000
            (tmp_path / name).write_bytes(glb(tree, data))
        case "nodes.glb":
            tree["nodes"] = [{"mesh": 0, "children": [k + 1]} for k in range(5_000)] + [{}]
            (tmp_path / name).write_bytes(glb(tree, data))
        case "values.gltf":
            (tmp_path / name).write_bytes(b'{"nodes": [' + b"[]," * 3_000_000 + b"1]}")
        case "image.obj":
            Image.new("1", (12_000, 12_000)).save(tmp_path / "huge.png")
            (tmp_path / "block.mtl").write_text("newmtl a\nmap_Kd huge.png\n")
            (tmp_path / name).write_bytes(obj_of("a"))
        case "fan.obj":
            ring = [f"v {np.cos(a):.6f} {np.sin(a):.6f} {np.sin(3 * a):.6f}" for a in np.arange(6000) / 955]
            faces_ = [f"f 1 {k} {k + 1}" for k in range(2, 6001)]
            (tmp_path / name).write_text("\n".join(["v 0 0 2", *ring, *faces_]) + "\n")
    return name


@pytest.mark.parametrize(
    "name",
    [
        "bytes.stl",
        "triangles.stl",
        "polygon.obj",
        "lines.ply",
        "count.ply",
        "accessor.glb",
        "instances.glb",
        "primitives.glb",
        "nodes.glb",
        "values.gltf",
        "image.obj",
        "fan.obj",
    ],
)
def test_what_wants_too_much_is_refused_before_it_gets_it(tmp_path: Path, name: str) -> None:
    fault = fault_of(tmp_path, f'mesh("{bomb(tmp_path, name)}", 1 m)')
    assert fault.code == "SN272", fault.message


def test_a_file_and_all_that_it_refers_to_count_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folder, "MAX_BYTES", 4_000)
    (tmp_path / "block.mtl").write_bytes(b"newmtl a\nKd 1 1 1\n" + b"# padding\n" * 390)
    (tmp_path / "block.obj").write_bytes(obj_of("a"))
    assert fault_of(tmp_path, 'mesh("block.obj", 1 m)').code == "SN272"


def tree_with(**changes: Any) -> bytes:
    tree, data = tetrahedron()
    return glb({**tree, **changes}, data)


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("empty.glb", b"", "SN271"),
        ("empty.obj", b"", "SN273"),
        ("empty.ply", b"", "SN271"),
        ("empty.stl", b"", "SN271"),
        ("solid.stl", b"solid a\nendsolid a\n", "SN273"),
        ("zip.glb", b"PK\x03\x04" + bytes(100), "SN271"),
        ("text.gltf", b"hello", "SN271"),
        ("list.gltf", b"[1, 2]", "SN271"),
        ("deep.gltf", b'{"a":' * 50_000 + b"1" + b"}" * 50_000, "SN271"),
        ("old.gltf", b'{"asset": {"version": "1.0"}}', "SN271"),
        ("nothing.gltf", b'{"asset": {"version": "2.0"}}', "SN273"),
        ("circle.glb", tree_with(nodes=[{"mesh": 0, "children": [0]}]), "SN271"),
        ("twice.glb", tree_with(nodes=[{"mesh": 0}], scenes=[{"nodes": [0, 0]}]), "SN271"),
        ("draco.glb", tree_with(extensionsRequired=["KHR_draco_mesh_compression"]), "SN271"),
        ("cut.glb", tree_with(buffers=[{"byteLength": 9}], bufferViews=[{"buffer": 0}] * 2)[:-20], "SN271"),
        ("nan.glb", tree_with(nodes=[{"mesh": 0, "translation": [0, 0, float("nan")]}]), "SN271"),
        ("far.glb", tree_with(nodes=[{"mesh": 0, "scale": [1e30, 1e30, 1e30]}]), "SN273"),
        ("flat.glb", tree_with(nodes=[{"mesh": 0, "scale": [1, 0, 1]}]), "SN273"),
        ("thin.glb", tree_with(nodes=[{"mesh": 0, "scale": [0, 1, 1]}]), "SN273"),
        ("point.glb", tree_with(nodes=[{"mesh": 0, "scale": [0, 0, 0]}]), "SN273"),
        ("wide.glb", tree_with(nodes=[{"mesh": 0, "scale": [99, 1, 1]}]), "SN273"),
        ("sheet.obj", b"v 0 0 0\nv 1 0 1\nv 1 1 1\nv 0 1 0\nf 1 2 3\nf 1 3 4\n", "SN273"),
        ("nan.obj", b"v 0 0 nan\nv 1 0 0\nv 0 1 0\nf 1 2 3\n", "SN273"),
        ("index.obj", b"v 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 9\n", "SN271"),
        ("points.obj", b"v 0 0 0\nv 1 0 0\nv 0 1 0\n", "SN273"),
        ("degenerate.obj", b"v 0 0 0\nv 1 1 1\nv 2 2 2\nf 1 2 3\n", "SN273"),
        ("cut.stl", bytes(80) + b"\x10\0\0\0" + bytes(33), "SN271"),
        ("endless.ply", b"ply\nformat ascii 1.0\n", "SN271"),
    ],
)
def test_files_that_show_nothing_that_could_stand(
    tmp_path: Path, lying: Callable[[str, bytes], str], name: str, data: bytes, code: str
) -> None:
    fault = fault_of(tmp_path, lying(name, data))
    assert fault.code == code, fault.message
    assert fault.message.startswith(f"`{name}` ")


SOUND = {case.name: case for case in CASES if not case.code}
"""Files of every kind that are read."""


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_spoilt_file_gets_past_as_an_exception(tmp_path: Path, data: st.DataObject) -> None:
    """A sound file with some bytes changed, cut out or put in is a mesh or a fault, whatever they are."""
    case = SOUND[data.draw(st.sampled_from(sorted(SOUND)))]
    for name, beside in case.beside.items():
        (tmp_path / name).write_bytes(beside)
    spoilt = bytearray(case.data)
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(spoilt) - 1))
        match data.draw(st.sampled_from(("change", "cut", "insert", "number"))):
            case "change":
                spoilt[at] = data.draw(st.integers(0, 255))
            case "cut":
                del spoilt[at : at + data.draw(st.integers(1, 40))]
            case "insert":
                spoilt[at:at] = data.draw(st.binary(max_size=8))
            case "number":
                digits = [hit.span() for hit in re.finditer(rb"\d+", bytes(spoilt[:2000]))]
                if digits:
                    start, end = data.draw(st.sampled_from(digits))
                    spoilt[start:end] = data.draw(
                        st.sampled_from((b"-1", b"0", b"99999999999", b"1e400", b"7"))
                    )
        if not spoilt:
            break
    file = tmp_path / f"spoilt{Path(case.name).suffix}"
    file.write_bytes(bytes(spoilt))
    found = reading.read_mesh(file, tmp_path)
    if isinstance(found, MeshFault):
        assert re.fullmatch(r"SN27[0-6]", found.code)
        assert found.reason.isprintable()
    else:
        resolved(tmp_path, f'mesh("{file.name}", 1 m)')
