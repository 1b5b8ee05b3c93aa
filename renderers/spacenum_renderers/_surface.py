"""What surfaces look like, shared by the renderers: shading normals and colours.

Renderers that share these agree on where a surface looks smooth, what its colour is and how bright a lamp
makes it; they differ only in how light travels.
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from spacenum_dsl.base.paint import PALETTE, linear
from spacenum_dsl.base.parts import Mesh, Part, Vec3, rotation

Floats32 = npt.NDArray[np.float32]
Ints32 = npt.NDArray[np.int32]

SMOOTH_ANGLE = 50.0
"""Degrees. Faces that meet at less look round: an eight-sided tube and a bevel (45°) do, a hexagon (60°) and
a box (90°) do not."""

BACKDROP = 0.72
"""Radiance of what a camera sees where there is nothing."""
GLOW = 1.15
"""Radiance of a glowing part relative to its paint."""

SHADE = 0.06
"""Share by which an object is lighter or darker than its paint at most."""
WARMTH = 0.025
"""Share by which its red is stronger and its blue weaker at most, or the other way round."""
TINT = 0.16
"""Exponent that turns a paint into what one face of glass lets through: two or four lie behind each other."""
SILVER = 0.25
"""Exponent that turns a paint into the colour of a mirror: hardly a colour at all."""


def albedo(part: Part, colour: str) -> Vec3:
    """Linear light colour of a part of an instance whose own colour is `colour`; the mean of a texture."""
    if part.skin is not None:
        return part.skin.colour
    return linear(PALETTE[colour if part.paint == "body" else part.paint])


def shade(grain: float) -> Vec3:
    """What an object's paint is multiplied by, so that two of one colour differ; 1 for a grain of 0."""
    light = 1.0 + SHADE * math.sin(math.tau * 13.0 * grain)
    warm = WARMTH * math.sin(math.tau * 31.0 * grain)
    return light * (1.0 + warm), light, light * (1.0 - warm)


def in_part(mesh: Mesh) -> Floats32:
    """(n, 4) where each vertex is in its part's own frame, metres, the axes in the order of the part's sides
    from the longest on; and a number in [0, 1) of the part."""
    part = np.zeros(len(mesh.vertices), dtype=np.int64)
    part[mesh.faces] = mesh.part_of[:, None]
    places = np.empty((len(part), 4))
    for number, each in enumerate(mesh.parts):
        own = part == number
        inside = (mesh.vertices[own] - np.asarray(each.at)) @ rotation(each.rotate)
        order = np.argsort(-np.ptp(inside, axis=0).round(6), kind="stable")
        places[own, :3] = inside[:, order]
        places[own, 3] = number * 0.6180339887 % 1
    return places.astype(np.float32)


def corner_normals(mesh: Mesh) -> Floats32:
    """(m, 3, 3) unit normals of the corners of each face, in the mesh's frame.

    A corner's normal is the mean of the faces that touch it within `SMOOTH_ANGLE`, weighted by their area and
    by their angle there, so that neither how a polygon is split nor a thin bevel bends a large flat face.
    """
    corners = mesh.vertices[mesh.faces]
    ahead = np.roll(corners, -1, axis=1) - corners
    behind = np.roll(corners, 1, axis=1) - corners
    flat = np.cross(ahead[:, 0], behind[:, 0])
    size = np.linalg.norm(flat, axis=1, keepdims=True)
    flat = flat / np.maximum(size, 1e-30)
    lengths = np.linalg.norm(ahead, axis=2) * np.linalg.norm(behind, axis=2)
    cosines = (ahead * behind).sum(axis=2) / np.maximum(lengths, 1e-30)
    weight = (np.arccos(np.clip(cosines, -1, 1)) * size).reshape(-1)
    first, second = _touching(mesh)
    alike = (flat[first // 3] * flat[second // 3]).sum(axis=1) > math.cos(math.radians(SMOOTH_ANGLE))
    first, second = first[alike], second[alike]
    pull = flat[second // 3] * weight[second][:, None]
    total = np.stack([np.bincount(first, pull[:, k], minlength=len(weight)) for k in range(3)], axis=1)
    length = np.linalg.norm(total, axis=1, keepdims=True)
    normals = np.where(length > 0, total / np.maximum(length, 1e-30), np.repeat(flat, 3, axis=0))
    return normals.reshape(-1, 3, 3).astype(np.float32)


def _touching(mesh: Mesh) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """All ordered pairs of corners (numbers into faces × 3) that share a point of one part."""
    point = mesh.faces.reshape(-1)
    place = np.round(mesh.vertices[point] * 1e6).astype(np.int64)
    part = np.repeat(mesh.part_of, 3).astype(np.int64)
    order = np.lexsort((place[:, 2], place[:, 1], place[:, 0], part))
    table = np.column_stack([part, place])[order]
    starts = np.flatnonzero(np.concatenate([[True], (table[1:] != table[:-1]).any(axis=1)]))
    counts = np.diff(np.append(starts, len(order)))
    per_corner = np.repeat(counts, counts)
    first = np.repeat(order, per_corner)
    begins = np.repeat(np.repeat(starts, counts), per_corner)
    steps = np.arange(len(first)) - np.repeat(np.cumsum(per_corner) - per_corner, per_corner)
    return first, order[begins + steps]
