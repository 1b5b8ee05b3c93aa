"""How far points are from others, as they stand and after the best similarity between two map frames.

Only sums, products and square roots: they come out the same on every processor.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from spacenum_dsl.answers.answer_type import Coordinates

FEWEST = 3
"""Points that an alignment takes: two can always be brought upon two others in the plane."""

ROUNDS = 200
NEAR = 1e-12


def distance(one: Sequence[float], other: Sequence[float]) -> float:
    return math.sqrt(math.fsum((a - b) * (a - b) for a, b in zip(one, other, strict=True)))


def mean_distance(given: Sequence[Sequence[float]], right: Sequence[Sequence[float]]) -> float:
    apart = [distance(one, other) for one, other in zip(given, right, strict=True)]
    return math.fsum(apart) / len(apart)


def aligned(given: Sequence[Coordinates], right: Sequence[Coordinates]) -> list[Coordinates]:
    """The given points after the similarity that makes their squared distances from the right ones least.

    Map frames differ by where they begin, which way +x looks and how long a unit is, so points are moved,
    turned about the vertical and scaled alike in all directions. On a line a turn by 180° changes the sign.
    Nothing is mirrored: the handedness of a frame is stated. In closed form, with points around their
    centres: let `along` be the sum of products and `across` that of cross products in the plane; the best
    turn is the direction of (along, across), the best scale its length, and that of heights, over the sum
    of squares, or 0 if that is negative.
    """
    axes = len(right[0])
    start, end = _centre(given), _centre(right)
    before = [tuple(value - mid for value, mid in zip(point, start, strict=True)) for point in given]
    after = [tuple(value - mid for value, mid in zip(point, end, strict=True)) for point in right]
    pairs = list(zip(before, after, strict=True))
    spread = math.fsum(value * value for point in before for value in point)
    if spread == 0:
        return [end] * len(given)
    if axes == 1:
        scale = math.fsum(p[0] * q[0] for p, q in pairs) / spread
        return [(scale * point[0] + end[0],) for point in before]
    along = math.fsum(p[axis] * q[axis] for p, q in pairs for axis in (0, 1))
    across = math.fsum(p[0] * q[1] - p[1] * q[0] for p, q in pairs)
    length = math.sqrt(along * along + across * across)
    cosine, sine = (along / length, across / length) if length else (1.0, 0.0)
    upright = math.fsum(p[2] * q[2] for p, q in pairs) if axes == 3 else 0.0
    scale = max(0.0, length + upright) / spread
    return [
        (
            scale * (cosine * point[0] - sine * point[1]) + end[0],
            scale * (sine * point[0] + cosine * point[1]) + end[1],
            *(scale * height + end[2] for height in point[2:]),
        )
        for point in before
    ]


def _centre(points: Sequence[Coordinates]) -> Coordinates:
    return tuple(math.fsum(values) / len(points) for values in zip(*points, strict=True))


def middle(points: Sequence[Coordinates], weights: Sequence[float]) -> Coordinates:
    """The point with the least weighted sum of distances from these: Weiszfeld's iteration, from their mean,
    or whichever of the points is better than where that ends. On a line it is the weighted median."""
    total = math.fsum(weights)
    if len(points[0]) == 1:
        passed = 0.0
        for point, weight in sorted(zip(points, weights, strict=True)):
            passed += weight
            if 2 * passed >= total:
                return point
    best = _weighted(points, weights)
    for _ in range(ROUNDS):
        pulls = [
            weight / max(distance(point, best), NEAR) for point, weight in zip(points, weights, strict=True)
        ]
        moved = _weighted(points, pulls)
        if distance(moved, best) < NEAR:
            break
        best = moved
    close = min(points, key=lambda point: distance(point, best))
    return min((best, close), key=lambda point: cost(point, points, weights))


def _weighted(points: Sequence[Coordinates], weights: Sequence[float]) -> Coordinates:
    total = math.fsum(weights)
    return tuple(
        math.fsum(weight * value for weight, value in zip(weights, values, strict=True)) / total
        for values in zip(*points, strict=True)
    )


def cost(point: Coordinates, points: Sequence[Coordinates], weights: Sequence[float]) -> float:
    """The weighted sum of a point's distances."""
    return math.fsum(weight * distance(point, other) for other, weight in zip(points, weights, strict=True))
