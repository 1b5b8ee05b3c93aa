"""Upright boxes turned about z, by the thousand: overlap and gap, vectorised.

The sampler's geometry. An object counts as its box: the rectangle of its size, turned by its yaw, from
its base to its top. All arrays broadcast against each other.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from spacenum_dsl.base import exact
from spacenum_dsl.base.parts import Flags, Floats

TOUCH = 1e-9
"""Metres by which boxes may enter each other through rounding and still count as touching."""


@dataclass(frozen=True, eq=False)
class Boxes:
    """Arrays that broadcast: centre of the base (metres, world), yaw (degrees), full sizes (metres)."""

    x: Floats
    y: Floats
    z: Floats
    yaw: Floats
    depth: Floats
    width: Floats
    height: Floats

    @cached_property
    def cos(self) -> Floats:
        return self._turns[0]

    @cached_property
    def sin(self) -> Floats:
        return self._turns[1]

    @cached_property
    def _turns(self) -> tuple[Floats, Floats]:
        return exact.turns(np.asarray(self.yaw))

    @cached_property
    def reach(self) -> tuple[Floats, Floats]:
        """Half the sides of the axis-aligned rectangle around each box, along x and y."""
        c, s = np.abs(self.cos), np.abs(self.sin)
        return (c * self.depth + s * self.width) / 2, (s * self.depth + c * self.width) / 2

    def map(self, change: Callable[[Any], Any]) -> Boxes:
        """The same boxes with every array passed through a function that only rearranges it."""
        mapped = Boxes(*(change(getattr(self, name)) for name in FIELDS))
        mapped.__dict__["_turns"] = change(self.cos), change(self.sin)
        return mapped


FIELDS = ("x", "y", "z", "yaw", "depth", "width", "height")


def overlap(a: Boxes, b: Boxes) -> Flags:
    """Whether boxes enter each other: separating axes in plan, intervals in height."""
    dx, dy = b.x - a.x, b.y - a.y
    cos, sin = np.abs(a.cos * b.cos + a.sin * b.sin), np.abs(a.sin * b.cos - a.cos * b.sin)
    apart = np.abs(dx * a.cos + dy * a.sin) >= (a.depth + cos * b.depth + sin * b.width) / 2 - TOUCH
    apart |= np.abs(dy * a.cos - dx * a.sin) >= (a.width + sin * b.depth + cos * b.width) / 2 - TOUCH
    apart |= np.abs(dx * b.cos + dy * b.sin) >= (b.depth + cos * a.depth + sin * a.width) / 2 - TOUCH
    apart |= np.abs(dy * b.cos - dx * b.sin) >= (b.width + sin * a.depth + cos * a.width) / 2 - TOUCH
    apart |= (a.z + a.height <= b.z + TOUCH) | (b.z + b.height <= a.z + TOUCH)
    return np.asarray(~apart)


def gap(a: Boxes, b: Boxes) -> Floats:
    """Shortest distance between boxes in metres, 0 where they touch or overlap.

    Two rectangles apart from each other are nearest at a corner of one of them.
    """
    plan = np.sqrt(np.minimum(_corners_to(a, b), _corners_to(b, a)))
    flat = Boxes(a.x, a.y, np.zeros(()), a.yaw, a.depth, a.width, np.ones(()))
    plan = np.where(
        overlap(flat, Boxes(b.x, b.y, np.zeros(()), b.yaw, b.depth, b.width, np.ones(()))), 0.0, plan
    )
    rise = np.maximum(np.maximum(b.z - a.z - a.height, a.z - b.z - b.height), 0.0)
    return np.asarray(np.sqrt(plan * plan + rise * rise))


def _corners_to(a: Boxes, b: Boxes) -> Floats:
    """Smallest squared plan distance from a corner of `a` to the rectangle of `b`."""
    best: Floats | None = None
    for i in (-0.5, 0.5):
        for j in (-0.5, 0.5):
            dx = a.x + i * a.depth * a.cos - j * a.width * a.sin - b.x
            dy = a.y + i * a.depth * a.sin + j * a.width * a.cos - b.y
            u = np.maximum(np.abs(dx * b.cos + dy * b.sin) - b.depth / 2, 0.0)
            v = np.maximum(np.abs(dy * b.cos - dx * b.sin) - b.width / 2, 0.0)
            squared = u * u + v * v
            best = squared if best is None else np.minimum(best, squared)
    assert best is not None
    return best


def inside(inner: Boxes, outer: Boxes) -> Flags:
    """Whether boxes lie in plan within others."""
    dx, dy = inner.x - outer.x, inner.y - outer.y
    cos = np.abs(inner.cos * outer.cos + inner.sin * outer.sin)
    sin = np.abs(inner.sin * outer.cos - inner.cos * outer.sin)
    along = np.abs(dx * outer.cos + dy * outer.sin) + (cos * inner.depth + sin * inner.width) / 2
    across = np.abs(dy * outer.cos - dx * outer.sin) + (sin * inner.depth + cos * inner.width) / 2
    return np.asarray((along <= outer.depth / 2 + TOUCH) & (across <= outer.width / 2 + TOUCH))
