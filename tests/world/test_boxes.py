"""Overlap, gap and containment of turned boxes against shapely's polygons."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from shapely import affinity

from spacenum_dsl.base.boxes import FIELDS, Boxes, gap, inside, overlap

COUNT = 3000


def random_boxes(seed: int, spread: float) -> Boxes:
    """Boxes of 0.05 to 1 m with centres in a square of ±`spread` m, half of them at right angles."""
    rng = np.random.default_rng(seed)
    yaw = np.where(rng.random(COUNT) < 0.5, rng.integers(0, 4, COUNT) * 90.0, rng.uniform(-400, 400, COUNT))
    x, y = rng.uniform(-spread, spread, (2, COUNT))
    depth, width, height = rng.uniform(0.05, 1.0, (3, COUNT))
    return Boxes(x, y, rng.uniform(0, 1.0, COUNT), yaw, depth, width, height)


def polygon(boxes: Boxes, row: int) -> shapely.Polygon:
    x, y, _, yaw, depth, width, _ = (float(getattr(boxes, name)[row]) for name in FIELDS)
    flat = shapely.box(-depth / 2, -width / 2, depth / 2, width / 2)
    return affinity.translate(affinity.rotate(flat, yaw, origin=(0, 0)), x, y)


def polygons(boxes: Boxes) -> np.ndarray:
    return np.array([polygon(boxes, row) for row in range(COUNT)])


def rise(a: Boxes, b: Boxes) -> np.ndarray:
    """Metres of air between the heights of boxes, negative where they share some."""
    return np.maximum(a.z, b.z) - np.minimum(a.z + a.height, b.z + b.height)


@pytest.fixture(scope="module", params=[0.6, 1.5])
def pairs(request: pytest.FixtureRequest) -> tuple[Boxes, Boxes, np.ndarray, np.ndarray]:
    a, b = random_boxes(1, request.param), random_boxes(2, request.param)
    return a, b, polygons(a), polygons(b)


def test_overlap_agrees_with_shapely(pairs: tuple[Boxes, Boxes, np.ndarray, np.ndarray]) -> None:
    a, b, plan_a, plan_b = pairs
    wanted = (shapely.area(shapely.intersection(plan_a, plan_b)) > 1e-12) & (rise(a, b) < -1e-9)
    assert 0.05 < wanted.mean() < 0.95
    assert (overlap(a, b) == wanted).all()
    assert (overlap(b, a) == wanted).all()


def test_gap_agrees_with_shapely(pairs: tuple[Boxes, Boxes, np.ndarray, np.ndarray]) -> None:
    a, b, plan_a, plan_b = pairs
    wanted = np.hypot(shapely.distance(plan_a, plan_b), np.maximum(rise(a, b), 0.0))
    assert (wanted > 0).mean() > 0.05
    np.testing.assert_allclose(gap(a, b), wanted, atol=2e-9)
    np.testing.assert_allclose(gap(b, a), wanted, atol=2e-9)


def test_crossed_boxes_have_no_gap() -> None:
    """A plus sign: no corner of either lies in the other."""
    long = Boxes(*map(np.asarray, (0.0, 0.0, 0.0, 0.0, 2.0, 0.2, 1.0)))
    across = Boxes(*map(np.asarray, (0.0, 0.0, 0.0, 90.0, 2.0, 0.2, 1.0)))
    assert bool(overlap(long, across))
    assert float(gap(long, across)) == 0.0


def test_inside_agrees_with_shapely(pairs: tuple[Boxes, Boxes, np.ndarray, np.ndarray]) -> None:
    a, b, plan_a, plan_b = pairs
    small = Boxes(b.x + (a.x - b.x) * 0.2, b.y, a.z, a.yaw, a.depth * 0.4, a.width * 0.4, a.height)
    del plan_a
    wanted = shapely.covers(plan_b, polygons(small))
    margin = shapely.covers(shapely.buffer(plan_b, 1e-8, join_style="mitre"), polygons(small))
    assert 0.05 < wanted.mean() < 0.95
    found = inside(small, b)
    assert (found[wanted]).all()
    assert not found[~margin].any()


def test_touching_boxes_neither_overlap_nor_leave_a_gap() -> None:
    a = Boxes(*map(np.asarray, (0.0, 0.0, 0.0, 0.0, 0.4, 0.4, 0.4)))
    beside = Boxes(*map(np.asarray, (0.4, 0.1, 0.0, 0.0, 0.4, 0.4, 0.4)))
    above = Boxes(*map(np.asarray, (0.0, 0.0, 0.4, 30.0, 0.4, 0.4, 0.4)))
    into = Boxes(*map(np.asarray, (0.4 - 1e-6, 0.1, 0.0, 0.0, 0.4, 0.4, 0.4)))
    assert not bool(overlap(a, beside)) and float(gap(a, beside)) == pytest.approx(0.0, abs=1e-12)
    assert not bool(overlap(a, above)) and float(gap(a, above)) == 0.0
    assert bool(overlap(a, into))


def test_reach_is_the_bounding_rectangle() -> None:
    boxes = random_boxes(5, 1.0)
    bounds = shapely.bounds(polygons(boxes))
    np.testing.assert_allclose(2 * boxes.reach[0], bounds[:, 2] - bounds[:, 0], atol=1e-12)
    np.testing.assert_allclose(2 * boxes.reach[1], bounds[:, 3] - bounds[:, 1], atol=1e-12)
