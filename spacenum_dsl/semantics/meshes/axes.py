"""Which way a mesh file stands: what is up in it and what is the front."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, TypeAlias, get_args

import numpy as np

from spacenum_dsl.base import exact
from spacenum_dsl.base.parts import Floats
from spacenum_dsl.semantics.meshes.raw import Raw

Up: TypeAlias = Literal["y_up", "z_up"]
UPS: tuple[Up, ...] = get_args(Up)
AxisDirection: TypeAlias = Literal["x", "-x", "y", "-y", "z", "-z"]
DIRECTIONS: tuple[AxisDirection, ...] = get_args(AxisDirection)

UP: Mapping[str, Up] = MappingProxyType(
    {".glb": "y_up", ".gltf": "y_up", ".obj": "y_up", ".ply": "z_up", ".stl": "z_up"}
)
"""Which way is up by the custom of a format, where nothing else is said."""
FRONT: Mapping[Up, AxisDirection] = MappingProxyType({"y_up": "z", "z_up": "x"})
"""Where the front is, where nothing else is said: as glTF wants it, or along +x as for all kinds."""
STANDS, HANGS = 0.02, 0.1
"""Shares of its extent along an axis by which a file that stands on 0 is off at most, and one that does not,
below it at least."""


@dataclass(frozen=True)
class Axes:
    """What is up in a file and what is the front; `stated` if up is what the spec says, not a custom."""

    up: Up
    front: AxisDirection
    stated: bool = False

    def turned(self, points: Floats) -> Floats:
        """(n, 3) with the front towards +x, z up."""
        front, up = _vector(self.front), _vector(self.up[0])
        return exact.product(points, np.stack([front, np.cross(up, front), up], axis=1))


def axes_of(suffix: str, up: Up | None, front: AxisDirection | None) -> Axes:
    """The axes of a file with that ending, by what a spec says and else by custom."""
    chosen = up or UP[suffix]
    return Axes(chosen, front or FRONT[chosen], up is not None)


def _vector(direction: str) -> Floats:
    """The unit vector of `x` or `-x`."""
    return np.asarray(np.eye(3)["xyz".index(direction[-1])] * (-1.0 if direction[0] == "-" else 1.0))


def seems_up(raws: Sequence[Raw], axes: Axes) -> Up | None:
    """What seems to be up in a file that was read otherwise: it stands on 0 there, and reaches well below 0
    along the axis that was taken for up. Makers of models put things on the ground that they think of."""
    used = np.concatenate([raw.points[raw.faces].reshape(-1, 3) for raw in raws])
    low, high = used.min(axis=0), used.max(axis=0)
    other: Up = "z_up" if axes.up == "y_up" else "y_up"
    taken, seeming = "xyz".index(axes.up[0]), "xyz".index(other[0])
    stands = abs(low[seeming]) <= STANDS * (high - low)[seeming]
    hangs = -low[taken] >= HANGS * (high - low)[taken]
    return other if stands and hangs else None
