"""Every object kind, in every size and variant, keeps the promises that sampling and truth rely on."""

from __future__ import annotations

import itertools
import sys
from collections import Counter
from collections.abc import Iterator
from typing import get_args

import numpy as np
import numpy.typing as npt
import pytest
from shapely.geometry import Polygon
from shapely.strtree import STRtree

from spacenum_dsl.base import registry
from spacenum_dsl.base.paint import PALETTE
from spacenum_dsl.base.parts import Floats, Mesh
from spacenum_dsl.semantics.kind import KINDS, Kind, Size, Use, mesh_for

registry.load()
NAMES = sorted(KINDS)

SMALL = 0.35
"""A kind no larger than this (metres) along every axis is a small thing."""

BAR = 0.08
"""The broadest part (metres) that may stand within the opening of a window."""

CLOSE = 4e-4
"""Planes nearer than this (metres) would flicker against each other."""


@pytest.fixture(scope="module", params=NAMES)
def name(request: pytest.FixtureRequest) -> str:
    """Of the module, so that all tests of one kind follow each other and find its meshes made."""
    return str(request.param)


def sizes(kind: Kind) -> Iterator[Size]:
    """Every mix of the low, middle and high value along the three axes, once."""
    levels = [sorted({low, (low + high) / 2, high}) for low, high in zip(kind.low, kind.high, strict=True)]
    yield from itertools.product(levels[0], levels[1], levels[2])


def variants(kind: Kind) -> Iterator[tuple[tuple[str, int], ...]]:
    names = sorted(kind.variants)
    for values in itertools.product(*(kind.variants[name] for name in names)):
        yield tuple(zip(names, values, strict=True))


def meshes(name: str) -> Iterator[tuple[Size, tuple[tuple[str, int], ...], Mesh]]:
    for size in sizes(KINDS[name]):
        for variant in variants(KINDS[name]):
            yield size, variant, mesh_for(name, size, variant)


def corners(mesh: Mesh) -> Floats:
    """(m, 3, 3): the corners of every triangle."""
    return mesh.vertices[mesh.faces]


def inside(points: Floats, triangles: Floats) -> npt.NDArray[np.bool_]:
    """Which of the (n, 3) points lie in the closed shape: its triangles fill their whole field of view."""
    a, b, c = (triangles[None, :, k] - points[:, None] for k in range(3))
    la, lb, lc = (np.linalg.norm(v, axis=-1) for v in (a, b, c))
    top = np.einsum("nmi,nmi->nm", a, np.cross(b, c))
    dots = [np.einsum("nmi,nmi->nm", v, w) for v, w in ((a, b), (b, c), (c, a))]
    bottom = la * lb * lc + dots[0] * lc + dots[1] * la + dots[2] * lb
    return np.asarray(2 * np.arctan2(top, bottom).sum(axis=1) > 2 * np.pi)


def overlaps(mesh: Mesh) -> list[tuple[int, int]]:
    """Pairs of parts with visible faces that overlap in one plane and look the same way."""
    triangles = corners(mesh)
    normals = np.cross(triangles[:, 1] - triangles[:, 0], triangles[:, 2] - triangles[:, 0])
    normals /= np.linalg.norm(normals, axis=1)[:, None]
    found: set[tuple[int, int]] = set()
    for axis, sign in itertools.product(range(3), (-1, 1)):
        facing = np.flatnonzero(normals[:, axis] * sign > 1 - 1e-6)
        if not len(facing):
            continue
        others = [a for a in range(3) if a != axis]
        heights = triangles[facing, :, axis].mean(axis=1)
        outlines = np.array([Polygon(triangles[k][:, others]) for k in facing], dtype=object)
        for i, j in STRtree(outlines).query(outlines, predicate="intersects").T.tolist():
            one, two = int(mesh.part_of[facing[i]]), int(mesh.part_of[facing[j]])
            if one >= two or (one, two) in found or abs(heights[i] - heights[j]) >= CLOSE:
                continue
            common = outlines[i].intersection(outlines[j])
            if common.area < 1e-7:
                continue
            spot = np.empty((1, 3))
            spot[0, others] = common.representative_point().coords[0]
            spot[0, axis] = max(heights[i] * sign, heights[j] * sign) * sign + sign * CLOSE
            hidden = any(inside(spot, triangles[mesh.part_of == k])[0] for k in range(len(mesh.parts)))
            if not hidden:
                found.add((one, two))
    return sorted(found)


def test_there_are_kinds_for_every_use() -> None:
    assert registry.load() == ()
    assert {"mug", "lamp", "book", "cup", "table", "picture", "ceiling_lamp"} <= set(NAMES)
    assert len(NAMES) >= 60
    found = Counter(use for kind in KINDS.values() for use in kind.uses)
    assert set(found) == set(get_args(Use))
    assert min(found.values()) >= 6, found


def test_it_fills_its_box_exactly(name: str) -> None:
    for size, variant, mesh in meshes(name):
        sx, sy, sz = size
        want = [[-sx / 2, -sy / 2, 0], [sx / 2, sy / 2, sz]]
        np.testing.assert_allclose(mesh.bounds, want, rtol=0, atol=1e-9, err_msg=f"{name} {size} {variant}")


def test_every_part_is_closed_and_looks_outwards(name: str) -> None:
    """Each edge of a part is walked once each way, and each part holds a positive volume."""
    for size, variant, mesh in meshes(name):
        triangles = corners(mesh)
        volumes = np.einsum("ij,ij->i", triangles[:, 0], np.cross(triangles[:, 1], triangles[:, 2])) / 6
        hollow = np.bincount(mesh.part_of, weights=volumes, minlength=len(mesh.parts)) <= 0
        a, b = mesh.faces[:, [[0, 1], [1, 2], [2, 0]]].astype(np.int64).reshape(-1, 2).T
        part, many = np.repeat(mesh.part_of, 3).astype(np.int64), len(mesh.vertices)
        there, back = (part * many + a) * many + b, (part * many + b) * many + a
        edges, walked = np.unique(there, return_counts=True)
        again, open_ = edges[walked > 1] // many**2, part[~np.isin(back, edges)]
        faulty = {*np.flatnonzero(hollow).tolist(), *again.tolist(), *open_.tolist()}
        assert not faulty, f"{name} {size} {variant}: {[mesh.parts[number] for number in sorted(faulty)]}"


def test_no_triangle_is_degenerate(name: str) -> None:
    for size, variant, mesh in meshes(name):
        a, b, c = corners(mesh).transpose(1, 0, 2)
        areas = np.linalg.norm(np.cross(b - a, c - a), axis=1) / 2
        worst = int(areas.argmin())
        assert areas[worst] > 1e-9, f"{name} {size} {variant}: {mesh.parts[mesh.part_of[worst]]}"


@pytest.mark.long
def test_no_two_faces_flicker(name: str) -> None:
    kind = KINDS[name]
    for size in (kind.low, kind.high):
        for variant in variants(kind):
            mesh = mesh_for(name, size, variant)
            pairs = [(mesh.parts[i], mesh.parts[j]) for i, j in overlaps(mesh)]
            assert not pairs, f"{name} {size} {variant}"


def test_it_keeps_the_triangle_budget(name: str) -> None:
    budget = 600 if max(KINDS[name].high) <= SMALL else 1200
    assert max(len(mesh.faces) for _, _, mesh in meshes(name)) <= budget


def heights(mesh: Mesh, points: Floats, least: float) -> Floats:
    """(n,): where rays from above through the (n, 2) points meet what of the mesh reaches above `least`,
    metres, first; -inf where they miss it."""
    triangles = corners(mesh)
    triangles = triangles[triangles[..., 2].max(axis=1) > least]
    a, b, c = (triangles[None, :, k] for k in range(3))
    ray = points[:, None]
    to_a, to_b, to_c = (corner[..., :2] - ray for corner in (a, b, c))
    shares = [_cross(to_b, to_c), _cross(to_c, to_a), _cross(to_a, to_b)]
    area = sum(shares)
    with np.errstate(divide="ignore", invalid="ignore"):
        at_a, at_b, at_c = (share / area for share in shares)
        met = (at_a >= -1e-9) & (at_b >= -1e-9) & (at_c >= -1e-9)
        z = at_a * a[..., 2] + at_b * b[..., 2] + at_c * c[..., 2]
    return np.asarray(np.where(met, z, -np.inf).max(axis=1))


def _cross(one: Floats, other: Floats) -> Floats:
    return np.asarray(one[..., 0] * other[..., 1] - one[..., 1] * other[..., 0])


@pytest.mark.parametrize("name", [name for name in NAMES if KINDS[name].top])
def test_what_it_carries_stands_on_its_top(name: str) -> None:
    """All over the stated share, the mesh is within 2 mm of the box's height."""
    share = KINDS[name].top
    assert 0 < share <= 1
    for size, variant, mesh in meshes(name):
        steps = np.linspace(-share / 2, share / 2, 17)
        lattice = np.stack(np.meshgrid(steps * size[0], steps * size[1]), axis=-1).reshape(-1, 2)
        found = heights(mesh, lattice, size[2] - 0.002)
        low = int(found.argmin())
        assert found[low] > size[2] - 0.002, f"{name} {size} {variant}: {found[low]} at {lattice[low]}"


@pytest.mark.parametrize("name", [name for name in NAMES if KINDS[name].flat])
def test_what_is_flat_can_be_walked_on(name: str) -> None:
    kind = KINDS[name]
    assert kind.places == ("floor",)
    assert kind.high[2] <= 0.02


@pytest.mark.parametrize("name", [name for name in NAMES if KINDS[name].opening is not None])
def test_one_sees_through_its_opening(name: str) -> None:
    """Within the opening lie panes and what is at least in one direction thinner than a bar."""
    kind = KINDS[name]
    assert kind.opening is not None
    assert kind.places == ("wall",)
    for size, variant, mesh in meshes(name):
        low = np.array([-size[1] / 2 + kind.opening, kind.opening])
        high = np.array([size[1] / 2 - kind.opening, size[2] - kind.opening])
        assert (high > low).all()
        for number, part in enumerate(mesh.parts):
            if part.finish == "glass":
                continue
            points = mesh.vertices[mesh.faces[mesh.part_of == number].ravel()][:, 1:]
            inner = np.minimum(points.max(axis=0), high) - np.maximum(points.min(axis=0), low)
            assert inner.min() < BAR, f"{name} {size} {variant}: {part}"


def test_its_record_is_complete(name: str) -> None:
    kind = KINDS[name]
    assert all(0 < low <= high for low, high in zip(kind.low, kind.high, strict=True))
    assert kind.source
    assert kind.places
    assert kind.uses
    assert len(set(kind.uses)) == len(kind.uses)
    assert 3 <= len(kind.colours) == len(set(kind.colours)) <= 5
    assert set(kind.colours) <= set(PALETTE)
    paints = {part.paint for _, _, mesh in meshes(name) for part in mesh.parts}
    assert paints <= {*PALETTE, "body"}
    assert "body" in paints
    assert (sys.modules[kind.build.__module__].__doc__ or "").strip()


def test_equal_meshes_are_shared() -> None:
    size, variant = KINDS["mug"].low, next(variants(KINDS["mug"]))
    assert mesh_for("mug", size, variant) is mesh_for("mug", tuple(float(side) for side in size), variant)
    assert mesh_for("mug", size, variant) is not mesh_for("mug", KINDS["mug"].high, variant)
