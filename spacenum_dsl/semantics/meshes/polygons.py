"""Polygons to triangles: convex ones as fans, others by clipping ears.

A polygon that turns left at every corner and once in all is convex. Any other loses one corner after another,
each time a triangle that turns as the whole does and holds no other corner. Triangles that are cut off so add
up to what the polygon winds round; so if none is left over, they cover it exactly, notches left open.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import numpy.typing as npt

from spacenum_dsl.base import exact
from spacenum_dsl.base.parts import Floats
from spacenum_dsl.semantics.meshes import faults
from spacenum_dsl.semantics.meshes.folder import UnusableError
from spacenum_dsl.semantics.meshes.text import SIMPLER

MAX_TRIANGLES = 200_000
MAX_TESTS = 20_000_000
"""Corners that are looked at while ears are clipped, of all polygons together: some ten seconds."""
FLAT = 1e-9
"""A corner whose triangle has a smaller share of the square of the polygon's extent is on a straight line."""
CONVEX = 1e-7
"""The sine of a turn to the right that may come from rounding."""
BACK = 180.0 - 6e-5
"""Degrees of a turn that goes back."""

Ints64 = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Places2 = list[tuple[float, float]]


def too_many_triangles() -> UnusableError:
    return UnusableError(faults.LARGE_MESH, f"has more than {MAX_TRIANGLES:,} triangles", SIMPLER)


def triangulated(
    points: Floats, corners: Ints64, sizes: Ints64, name: Callable[[int], str]
) -> tuple[Ints64, Ints64]:
    """Triangles of polygons: (m, 3) places in `corners`, and (m,) the number of each one's polygon.

    `corners` (k,) are rows of `points` (n, 3), those of polygon `i` the next `sizes[i]`. Polygons of fewer
    than three corners have no triangles. `name` says how a fault calls a polygon.
    """
    if int(np.maximum(sizes - 2, 0).sum()) > MAX_TRIANGLES:
        raise too_many_triangles()
    starts = np.cumsum(sizes) - sizes
    faces: list[Ints64] = []
    owners: list[Ints64] = []
    budget = [MAX_TESTS]
    for size in np.unique(sizes[sizes >= 3]).tolist():
        which = np.flatnonzero(sizes == size)
        first = starts[which]
        fan = np.array([(0, k, k + 1) for k in range(1, size - 1)], dtype=np.int64)
        if size == 3:
            convex = np.ones(len(which), dtype=bool)
        else:
            with np.errstate(invalid="ignore", over="ignore"):
                places, convex, lost = _flattened(points[corners[first[:, None] + np.arange(size)]])
        faces.append((first[convex, None, None] + fan).reshape(-1, 3))
        owners.append(np.repeat(which[convex], size - 2))
        for polygon in np.flatnonzero(~convex).tolist():
            seen = [(x, y) for x, y in places[polygon].tolist()]
            cut = None if lost[polygon] else clipped(seen, budget)
            if cut is None:
                way = "mend it in a 3D editor, or triangulate the mesh when it is exported"
                raise UnusableError(
                    faults.BROKEN_MESH, f"has a polygon whose edges cross, {name(int(which[polygon]))}", way
                )
            faces.append(np.array(cut, dtype=np.int64).reshape(-1, 3) + first[polygon])
            owners.append(np.full(len(cut), which[polygon]))
    if not faces:
        return np.zeros((0, 3), dtype=np.int64), np.zeros(0, dtype=np.int64)
    owner = np.concatenate(owners)
    order = np.argsort(owner, kind="stable")
    return np.concatenate(faces)[order], owner[order]


def _flattened(polygons: Floats) -> tuple[Floats, Flags, Flags]:
    """Polygons (q, s, 3) seen along their own normals (q, s, 2), counter-clockwise; which are convex (q,);
    and which have no side to be seen from (q,), as what turns left in them also turns right.

    A fan does for those on a straight line, which show nothing, and for those with a coordinate that is no
    number, which are refused later.
    """
    centred = polygons - polygons[:, :1]
    extent = np.maximum(np.abs(centred).max(axis=(1, 2)), 1e-300)[:, None, None]
    centred = centred / extent
    normal = np.cross(centred, np.roll(centred, -1, axis=1)).sum(axis=1)
    length = exact.lengths(normal)
    unit = normal / np.maximum(length, 1e-300)[:, None]
    axis = np.eye(3)[np.abs(unit).argmin(axis=1)]
    right = np.cross(axis, unit)
    right /= np.maximum(exact.lengths(right), 1e-300)[:, None]
    up = np.cross(unit, right)
    places = exact.product(centred, np.stack([right, up], axis=2))
    ahead = np.roll(places, -1, axis=1) - places
    ahead /= np.maximum(exact.lengths(ahead), 1e-300)[..., None]
    after = np.roll(ahead, -1, axis=1)
    sine = ahead[..., 0] * after[..., 1] - ahead[..., 1] * after[..., 0]
    turns = (exact.bearings((ahead * after).sum(axis=2), sine) + 180.0) % 360.0 - 180.0
    convex = (sine >= -CONVEX).all(axis=1) & (np.abs(turns.sum(axis=1) - 360.0) < 6.0)
    line = exact.lengths(np.cross(centred, _longest(centred))).max(axis=1) < FLAT
    plain = line | ~np.isfinite(centred).all(axis=(1, 2))
    return places, convex | plain, ~plain & (length < FLAT)


def _longest(centred: Floats) -> Floats:
    """(q, 1, 3) the corner of each polygon that is farthest from its first."""
    far = exact.lengths(centred).argmax(axis=1)
    return np.asarray(centred[np.arange(len(centred)), far][:, None])


def clipped(places: Places2, budget: list[int]) -> list[tuple[int, int, int]] | None:
    """Triangles of a counter-clockwise polygon of extent about 1, or None if its edges cross.

    `budget` holds one number, of corners that may still be looked at. An ear may touch other corners at its
    edge, as where a hole is joined to the outline by an edge there and back, but only if no better one is
    left: cutting those off first could close the way to the rest.
    """
    ring = [k for k, place in enumerate(places) if place != places[k - 1]]
    if len(ring) < 3:
        return []
    if _winds([places[k] for k in ring]):
        return None
    found: list[tuple[int, int, int]] = []
    while len(ring) > 3:
        ear = next((k for strict in (True, False) for k in _ears(places, ring, strict, budget)), None)
        if ear is None:
            return None
        found.append((ring[ear - 1], ring[ear], ring[(ear + 1) % len(ring)]))
        del ring[ear]
    if _area(*(places[k] for k in ring)) < -FLAT:
        return None
    return [*found, (ring[0], ring[1], ring[2])]


def _winds(places: Places2) -> bool:
    """Whether a polygon turns round more or less than once in all, so that it crosses itself. Where an edge
    goes back on the one before, which way it turns is open, and the rest decides."""
    total = 0.0
    for k, place in enumerate(places):
        before, after = places[k - 1], places[(k + 1) % len(places)]
        (x, y), (u, v) = (
            (place[0] - before[0], place[1] - before[1]),
            (after[0] - place[0], after[1] - place[1]),
        )
        turn = exact.bearing(x * u + y * v, x * v - y * u)
        if abs(turn) > BACK:
            return False
        total += turn
    return abs(total - 360.0) > 6.0


def _ears(places: Places2, ring: list[int], strict: bool, budget: list[int]) -> Iterator[int]:
    """Places in the ring whose corner can be cut off."""
    count = len(ring)
    budget[0] -= count
    areas = [_area(places[ring[k - 1]], places[ring[k]], places[ring[(k + 1) % count]]) for k in range(count)]
    reflex = [ring[k] for k in range(count) if areas[k] <= FLAT]
    for k in range(count):
        if areas[k] < -FLAT:
            continue
        budget[0] -= len(reflex)
        if budget[0] < 0:
            raise UnusableError(
                faults.LARGE_MESH, "has polygons with too many corners", "triangulate it when it is exported"
            )
        a, b, c = places[ring[k - 1]], places[ring[k]], places[ring[(k + 1) % count]]
        if areas[k] <= FLAT or not any(
            _inside(places[other], a, b, c, -FLAT if strict else FLAT)
            for other in reflex
            if places[other] not in (a, b, c)
        ):
            yield k


def _area(a: tuple[float, float], b: tuple[float, float], c: tuple[float, float]) -> float:
    """Twice the area of a triangle, negative if it turns clockwise."""
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def _inside(
    p: tuple[float, float],
    a: tuple[float, float],
    b: tuple[float, float],
    c: tuple[float, float],
    least: float,
) -> bool:
    return _area(a, b, p) > least and _area(b, c, p) > least and _area(c, a, p) > least
