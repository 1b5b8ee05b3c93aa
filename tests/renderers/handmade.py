"""Meshes of a hand-made room, and the instance ids in it."""

from __future__ import annotations

from spacenum_dsl.base.parts import Box, Cylinder, Ellipsoid, Mesh, Part, Vec3, mesh_of

ROOM, NEAR, FAR, LEFT, HIGH, ROUND = 1, 2, 3, 4, 5, 6


def box(size: Vec3) -> Mesh:
    """A box that stands on its base's centre, as object meshes do."""
    return mesh_of((Part(Box(size), at=(0.0, 0.0, size[2] / 2)),))


def shell(width: float, depth: float, height: float) -> Mesh:
    """A closed room around the floor's centre, of walls ten centimetres thick."""
    x, y, t = width / 2 + 0.05, depth / 2 + 0.05, 0.1
    walls = [
        Part(Box((width + 0.2, depth + 0.2, t)), at=(0.0, 0.0, -0.05), paint="floor", finish="wood"),
        Part(Box((width + 0.2, depth + 0.2, t)), at=(0.0, 0.0, height + 0.05), paint="ceiling"),
    ]
    for sign in (-1, 1):
        walls.append(Part(Box((t, depth, height)), at=(sign * x, 0.0, height / 2), paint="wall"))
        walls.append(Part(Box((width + 0.2, t, height)), at=(0.0, sign * y, height / 2), paint="wall"))
    return mesh_of(tuple(walls))


def ornament() -> Mesh:
    """A thing of curved parts and several finishes."""
    return mesh_of(
        (
            Part(Cylinder(0.3, 0.4), at=(0.0, 0.0, 0.2), finish="metal", paint="copper"),
            Part(Ellipsoid((0.35, 0.35, 0.3)), at=(0.0, 0.0, 0.7), finish="gloss"),
        )
    )
