"""How a camera moved between two pictures in all six degrees of freedom: matched points, aligned by Kabsch.

A search along the told axis (`motion.py`) says roughly how the clouds lie. From there points are matched as a
picture matches them: a point of one cloud is taken into the other picture, and its match is what that picture
shows there, if it is the same instance and near. That says how far apart surfaces are, but nothing of points
that slid along them; floor, walls and objects together do, as their planes face different ways. So each round
moves the cloud by the small motion that takes the points to their matches' *planes* (Chen and Medioni 1992),
and matches again. What the last matches say is then put into one rigid motion by singular values (Kabsch
1976).

Depths of flat surfaces are exact, so a match is right to a small part of a millimetre or it is of another
surface. Such ones are kept out: a match must face the same way, or a camera that slid past a thin board would
match its one side with the other; and it counts the less the farther it is off, more strictly with each
round. Where a large wall does not resist, small things do, so they have more points than their pixels.

A motion that no plane in view resists, such as one along a bare wall, stays as the search found it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from spacenum_dsl.base.parts import Floats, Places
from spacenum_dsl.checks.oracle.clouds import Ids
from spacenum_dsl.checks.oracle.seen import FIXED, GROWING, SeenCloud

BOUNDS = (8.0, 4.0, 2.0, 1.0, 1.0, 1.0, 1.0)
"""Times the noise of depths by which a point may lie off its match, round after round."""
SOFT = (np.inf, 0.01, 0.005, 0.002, 0.001, 0.001, 0.001)
"""Metres off its match's plane from which a point counts half or less, round after round (Cauchy)."""
FACING = 0.98
"""Cosine of the angle by which the normals of a point and its match may differ."""
LEAST_PAIRS = 60
"""Pairs below which nothing is measured."""
STIFF = 0.0003
"""Share of the stiffest direction's resistance from which the planes in view resist a motion."""


@dataclass(frozen=True, eq=False)
class Rigid:
    """A rigid motion that takes points from the first camera's axes to the other's: `rotation` (3, 3), and
    `shift` (3,) in metres; `pairs` are the matches that it is of, `off` their distance (metres, root mean
    square)."""

    rotation: Floats
    shift: Floats
    pairs: int = 0
    off: float = 0.0

    def __call__(self, points: Floats) -> Floats:
        return np.asarray(points @ self.rotation.T + self.shift)

    def inverse(self) -> Rigid:
        return Rigid(self.rotation.T, -self.shift @ self.rotation)


def aligned(first: SeenCloud, then: SeenCloud, guess: Rigid) -> Rigid:
    """The motion that aligns two clouds, from a guess that is near it."""
    motion = guess
    for bound, soft in zip(BOUNDS, SOFT, strict=True):
        here, there, normals = _pairs(first, then, motion, bound)
        if len(here) < LEAST_PAIRS:
            return guess
        motion = _towards(motion, here, there, normals, soft)
    here, there, normals = _pairs(first, then, motion, BOUNDS[-1])
    if len(here) < LEAST_PAIRS:
        return guess
    moved = motion(here)
    off = ((moved - there) * normals).sum(axis=1)
    rotation, shift = kabsch(here, moved - off[:, None] * normals, _weights(off, SOFT[-1]))
    return Rigid(rotation, shift, len(here), float(np.sqrt((off**2).mean())))


def _weights(off: Floats, soft: float) -> Floats:
    """How much points count that lie off their matches' planes by so many metres."""
    return 1 / (1 + (off / soft) ** 2)


def kabsch(points: Floats, matches: Floats, weights: Floats) -> tuple[Floats, Floats]:
    """The rotation (3, 3) and shift (3,) that take (n, 3) points nearest to their matches: least squares, in
    which each counts by its weight (n,)."""
    middle, target = (np.average(each, axis=0, weights=weights) for each in (points, matches))
    left, _, right = np.linalg.svd((weights[:, None] * (points - middle)).T @ (matches - target))
    handed = np.array([1.0, 1.0, np.sign(np.linalg.det(left @ right))])
    rotation = np.asarray((right.T * handed) @ left.T)
    return rotation, np.asarray(target - rotation @ middle)


def _pairs(first: SeenCloud, then: SeenCloud, motion: Rigid, bound: float) -> tuple[Floats, Floats, Floats]:
    """Matches both ways: (n, 3) points in the first camera's axes, in the other's, and the normals of the
    planes between them, in the other's axes."""
    points, ids, own = first.faces
    kept, there, normals = _matches(then, motion(points), ids, own @ motion.rotation.T, bound)
    back, back_ids, own = then.faces
    back_kept, here, back_normals = _matches(
        first, motion.inverse()(back), back_ids, own @ motion.rotation, bound
    )
    return (
        np.concatenate([points[kept], here]),
        np.concatenate([there, back[back_kept]]),
        np.concatenate([normals, back_normals @ motion.rotation.T]),
    )


def _matches(
    other: SeenCloud, points: Floats, ids: Ids, own: Floats, bound: float
) -> tuple[Places, Floats, Floats]:
    """Which points, with their `own` normals, have a match in a picture; the matches, and the normals of
    their surfaces."""
    inside, pixels, _ = other.at(points)
    good = (other.cloud.ids.ravel()[pixels] == ids[inside]) & other.even.ravel()[pixels]
    inside, pixels = inside[good], pixels[good]
    found, normals = other.cloud.points.reshape(-1, 3)[pixels], other.normals.reshape(-1, 3)[pixels]
    near = points[inside]
    off = np.abs(((near - found) * normals).sum(axis=1))
    close = off < bound * (FIXED + GROWING * near[:, 2])
    close &= (normals * own[inside]).sum(axis=1) > FACING
    return inside[close], found[close], normals[close]


def _towards(motion: Rigid, here: Floats, there: Floats, normals: Floats, soft: float) -> Rigid:
    """The motion after one round: each point moves to its match's plane, all together rigidly. What no plane
    resists is left alone: singular values below `STIFF` count as nothing."""
    moved = motion(here)
    off = ((there - moved) * normals).sum(axis=1)
    middle = moved.mean(axis=0)
    wide = float(np.sqrt(((moved - middle) ** 2).sum(axis=1).mean()))
    sides = np.column_stack([np.cross((moved - middle) / wide, normals), normals])
    weighted = _weights(off, soft)[:, None] * sides
    resistance, ways = np.linalg.eigh(weighted.T @ sides)
    firm = resistance > STIFF * resistance[-1]
    step = ways[:, firm] @ ((ways[:, firm].T @ (weighted.T @ off)) / resistance[firm])
    turned = turning(step[:3] / wide)
    rotation = turned @ motion.rotation
    return Rigid(rotation, turned @ (motion.shift - middle) + middle + step[3:])


def turning(vector: Floats) -> Floats:
    """(3, 3) the rotation about a vector by its length in radians (Rodrigues)."""
    angle = float(np.linalg.norm(vector))
    x, y, z = vector / angle if angle else vector
    skew = np.array([[0.0, -z, y], [z, 0.0, -x], [-y, x, 0.0]])
    return np.asarray(np.eye(3) + np.sin(angle) * skew + (1 - np.cos(angle)) * skew @ skew)


def vector_of(rotation: Floats) -> Floats:
    """(3,) the axis of a rotation, as long as its angle in radians, below half a turn."""
    twice = np.array(
        [rotation[2, 1] - rotation[1, 2], rotation[0, 2] - rotation[2, 0], rotation[1, 0] - rotation[0, 1]]
    )
    sine, cosine = float(np.linalg.norm(twice)) / 2, (float(np.trace(rotation)) - 1) / 2
    return twice / 2 * (float(np.arctan2(sine, cosine)) / sine if sine > 1e-9 else 1.0)
