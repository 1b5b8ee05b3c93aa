"""What an object kind is: a name, sizes from a stated source, and a list of parts built from numbers.

One file in `meaning/kinds/` per kind; it opens with what the thing is and calls `register`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType
from typing import Literal, TypeAlias

from spacenum_dsl.base import registry
from spacenum_dsl.base.parts import Mesh, Part, mesh_of

Size: TypeAlias = tuple[float, float, float]
"""Depth (along x, front to back), width (along y, side to side), height (along z), in metres."""

Variant: TypeAlias = Mapping[str, int]
Place: TypeAlias = Literal["floor", "surface", "wall", "ceiling"]


@dataclass(frozen=True)
class Kind:
    """A kind of object.

    `low` and `high` bound its size; each axis takes the low, middle or high value, so that meshes repeat
    and can be shared. `variants` names whole-number choices (legs, drawers) and their values. `build` gets
    a size and a variant and returns parts that fill the box of that size exactly: x and y centred on 0, z
    from 0 up, front towards +x. `places` tells what it may stand on or hang from. `front` says in words
    what a person would take for its front; without it, no question can be about the kind's yaw.
    """

    name: str
    low: Size
    high: Size
    source: str
    colours: tuple[str, ...]
    places: tuple[Place, ...]
    build: Callable[[Size, Variant], tuple[Part, ...]]
    variants: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    front: str = ""

    @property
    def title(self) -> str:
        """The name as a prompt says it."""
        return self.name.replace("_", " ")


def register(kind: Kind) -> None:
    """Make a kind known under its name."""
    registry.add("kind", kind.name, kind)


@lru_cache(maxsize=2048)
def mesh_for(name: str, size: Size, variant: tuple[tuple[str, int], ...]) -> Mesh:
    """The mesh of a registered kind in one size and variant; equal arguments share one mesh."""
    kind: Kind = registry.every("kind")[name]
    return mesh_of(kind.build(size, MappingProxyType(dict(variant))))
