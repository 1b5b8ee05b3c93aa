"""Polygons of any outline become triangles that cover them and nothing else."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from spacenum_dsl.semantics.meshes import polygons
from spacenum_dsl.semantics.meshes.folder import UnusableError
from spacenum_dsl.semantics.meshes.polygons import triangulated

Outline = list[tuple[float, float]]


def covered(outline: Outline, turn: npt.NDArray[np.float64] | None = None) -> tuple[float, float]:
    """The area of the union of the triangles of one polygon, laid into space in some way, and their sum."""
    flat = np.array(outline)
    points = np.column_stack([flat, np.zeros(len(flat))]) @ (np.eye(3) if turn is None else turn)
    faces, owners = triangulated(points, np.arange(len(flat)), np.array([len(flat)]), str)
    assert (owners == 0).all()
    triangles = [shapely.Polygon(flat[face]) for face in faces]
    return shapely.union_all(triangles).area, sum(triangle.area for triangle in triangles)


@st.composite
def stars(draw: st.DrawFn) -> Outline:
    """Outlines round a middle: any radius at each of some angles."""
    count = draw(st.integers(4, 24))
    radii = draw(st.lists(st.floats(0.1, 5), min_size=count, max_size=count))
    return [
        (r * math.cos(math.tau * k / count), r * math.sin(math.tau * k / count)) for k, r in enumerate(radii)
    ]


@st.composite
def stairs(draw: st.DrawFn) -> Outline:
    """Outlines of bars side by side, as in a chart: right angles, long straight sides, corners in a row."""
    heights = draw(st.lists(st.integers(1, 6), min_size=2, max_size=10))
    tops = [(float(x), float(h)) for k, h in enumerate(heights) for x in (k, k + 1)]
    return [(float(len(heights)), 0.0), *tops[::-1], (0.0, 0.0)]


@settings(max_examples=150, deadline=None)
@given(
    outline=stars() | stairs(),
    backwards=st.booleans(),
    seed=st.integers(0, 999),
    size=st.sampled_from((1e-4, 1, 1e4)),
)
def test_triangles_cover_their_polygon_once(
    outline: Outline, backwards: bool, seed: int, size: float
) -> None:
    """Whichever way it turns, lies in space, and however large it is; the area by the shoelace formula."""
    outline = [(x * size, y * size) for x, y in (outline[::-1] if backwards else outline)]
    turn, _ = np.linalg.qr(np.random.default_rng(seed).normal(size=(3, 3)))
    union, whole = covered(outline, turn)
    sides = zip(outline, [*outline[1:], outline[0]], strict=True)
    area = abs(sum(a[0] * b[1] - a[1] * b[0] for a, b in sides)) / 2
    assert union == pytest.approx(area, rel=1e-6)
    assert whole == pytest.approx(area, rel=1e-6)


def test_polygons_of_one_mesh_keep_their_numbers() -> None:
    """A triangle, two corners, a notched outline and a square: two corners show nothing."""
    points = np.array([(0, 0), (4, 0), (4, 4), (2, 1), (0, 4), (2, 4)], dtype=float)
    corners = [0, 1, 2, 0, 1, 0, 1, 2, 3, 4, 0, 1, 2, 4]
    faces, owners = triangulated(
        np.column_stack([points, np.zeros(6)]), np.array(corners), np.array([3, 2, 5, 4]), str
    )
    assert owners.tolist() == [0, 2, 2, 2, 3, 3]
    areas = [shapely.Polygon(points[np.array(corners)[face]]).area for face in faces]
    assert [sum(np.array(areas)[owners == k]) for k in (0, 2, 3)] == [8, 10, 16]


def test_what_would_take_for_ever_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(polygons, "MAX_TESTS", 10_000)
    angles = np.arange(400) * math.tau / 400
    with pytest.raises(UnusableError, match="too many corners"):
        covered([(math.cos(a) * (2 + k % 2), math.sin(a) * (2 + k % 2)) for k, a in enumerate(angles)])
