"""What a surface is: a flat top with something below it, in the frame of the top's centre."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from spacenum_dsl.base.parts import Part
from spacenum_dsl.base.registry import Registry
from spacenum_dsl.semantics.types import Signature


@dataclass(frozen=True)
class Surface:
    """A registered surface.

    `height` is that of its top over the floor, metres. `build` gets width (x) and depth (y) of the top
    and returns parts whose frame has its origin at the centre of the top, x to the right, y away, z up.
    """

    name: str
    title: str
    height: float
    signature: Signature
    build: Callable[[float, float], tuple[Part, ...]]


SURFACES: Registry[Surface] = Registry("surface")


def register(surface: Surface) -> None:
    """Make a surface known under its name."""
    SURFACES.add(surface.name, surface)
