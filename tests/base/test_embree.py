"""What rays can hit: shapes are traced anew as often as needed, with the same hits on every processor."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pytest

from spacenum_dsl.base.embree import scene_of
from spacenum_dsl.base.parts import Box, Part, mesh_of

Singles = npt.NDArray[np.float32]


def test_many_shapes_can_be_traced_at_once() -> None:
    """With a device for each, embree would crash at about a thousand. The ray meets the face on the diagonal
    that its triangles share, where either may answer, to single precision."""
    mesh = mesh_of((Part(Box((1.0, 1.0, 1.0)), (0.0, 0.0, 0.5)),))
    scenes = [scene_of(mesh.vertices, mesh.faces) for _ in range(1500)]
    origin, ray = np.float32([[-2.0, 0.0, 0.5]]), np.float32([[1.0, 0.0, 0.0]])
    hits = [float(scene.run(origin, ray, query="DISTANCE")[0]) for scene in scenes]
    assert hits == pytest.approx([1.5] * 1500, abs=1e-6)


def test_hits_follow_from_plain_products_and_sums() -> None:
    """Rays that pass an edge of a triangle by some millionths of a metre at most, worked out again in single
    precision by numpy, which rounds every product before it adds it to another. Code that fuses the two
    answers otherwise for some of them."""
    corners = np.float32([[0.3, -4.1, -3.7], [-0.2, 4.3, -3.9], [0.7, 0.1, 4.9]])
    origin, number = np.float32([-3.1, 0.17, 0.23]), 200_000
    rng = np.random.default_rng(5)
    share, beyond = rng.uniform(0.0, 1.0, (number, 1)), rng.uniform(0.0, 3e-6, (number, 1))
    edge = corners[0] * (1 - share) + corners[1] * share - beyond * [0.0, 0.0, 1.0]
    rays = ((edge - origin) * rng.uniform(0.5, 2.0, (number, 1))).astype(np.float32)
    scene = scene_of(corners, np.array([[0, 1, 2]], dtype=np.int32))
    found = scene.run(np.tile(origin, (number, 1)), rays, query="INTERSECT") >= 0
    a, b, c = corners - origin
    sides = [_dot(_cross(c - a, c + a), rays.T), _dot(_cross(a - b, a + b), rays.T)]
    sides.append(_dot(_cross(b - c, b + c), rays.T))
    slack = np.finfo(np.float32).eps * np.abs(sides[0] + sides[1] + sides[2])
    wanted = (np.min(sides, axis=0) >= -slack) | (np.max(sides, axis=0) <= slack)
    assert 0.1 < wanted.mean() < 0.9
    assert np.count_nonzero(found != wanted) == 0


def _cross(one: Singles, other: Singles) -> Sequence[np.float32]:
    (a, b, c), (d, e, f) = one, other
    return [b * f - c * e, c * d - a * f, a * e - b * d]


def _dot(one: Sequence[np.float32], other: Singles) -> Singles:
    return np.asarray(one[0] * other[0] + (one[1] * other[1] + one[2] * other[2]))
