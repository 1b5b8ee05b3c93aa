"""What an object kind is: a name, sizes from a stated source, and a list of parts built from numbers.

One file in `catalogue/kinds/` per kind; it opens with what the thing is and calls `register`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType
from typing import Literal, TypeAlias

from spacenum_dsl.base.parts import Mesh, Part, mesh_of
from spacenum_dsl.base.registry import Registry

Size: TypeAlias = tuple[float, float, float]
"""Depth (along x, front to back), width (along y, side to side), height (along z), in metres."""

Variant: TypeAlias = Mapping[str, int]
Support: TypeAlias = Literal["floor", "surface", "wall", "ceiling"]
Use: TypeAlias = Literal["kitchen", "living_room", "bedroom", "office", "bathroom", "desk"]
"""Where one would look for it: rooms, and the top of a desk."""


OWN = "own"
"""The colour of a kind that brings its own, as a user's mesh does: no paint, and no word of a prompt."""
MARK = "@"
"""Behind it stands, in the names of kinds, what tells contents apart that a prompt calls alike."""


@dataclass(frozen=True)
class Bulb:
    """Light that a kind gives from a point of its frame (metres): a ball of that radius, radiant watts."""

    at: tuple[float, float, float]
    radius: float
    power: float


@dataclass(frozen=True)
class Kind:
    """A kind of object.

    `low` and `high` bound its size; each axis takes the low, middle or high value, so that meshes repeat
    and can be shared. `variants` names whole-number choices (legs, drawers) and their values. `build` gets
    a size and a variant and returns parts that fill the box of that size exactly: x and y centred on 0, z
    from 0 up, front towards +x. `places` tells what it may stand on or hang from, `uses` where one would
    look for it. `front` says in words what a person would take for its front; without it, no question can
    be about the kind's yaw.

    `top` is the share of its box's depth and width, around the middle, whose top is flat and carries other
    things; 0 where nothing can stand on it. What is `flat` lies on the floor so that one can walk and stand
    on it, as a rug does. `clear` metres in front of it stay free of other objects, as before a door.
    `opening` is how many metres inside the edge of its box the wall behind it is open, as behind a window;
    None leaves the wall whole. `bulbs` gives the light that it gives. `mesh` is the only one of a kind that
    has one only, and stays in memory with it.
    """

    name: str
    low: Size
    high: Size
    source: str
    colours: tuple[str, ...]
    places: tuple[Support, ...]
    build: Callable[[Size, Variant], tuple[Part, ...]]
    variants: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    front: str = ""
    uses: tuple[Use, ...] = ()
    top: float = 0.0
    flat: bool = False
    clear: float = 0.0
    opening: float | None = None
    bulbs: Callable[[Size, Variant], tuple[Bulb, ...]] | None = None
    mesh: Mesh | None = field(default=None, repr=False)

    @property
    def title(self) -> str:
        """The name as a prompt says it."""
        return title_of(self.name)


def stem_of(name: str) -> str:
    """The name of a kind without what tells contents apart: two kinds of one stem are called alike."""
    return name.partition(MARK)[0]


def title_of(name: str) -> str:
    """The name of a kind as a prompt says it."""
    return stem_of(name).replace("_", " ")


KINDS: Registry[Kind] = Registry("kind")


def register(kind: Kind) -> None:
    """Make a kind known under its name."""
    KINDS.add(kind.name, kind)


@lru_cache(maxsize=2048)
def mesh_for(name: str, size: Size, variant: tuple[tuple[str, int], ...]) -> Mesh:
    """The mesh of a registered kind in one size and variant; equal arguments share one mesh."""
    kind = KINDS[name]
    return kind.mesh or mesh_of(kind.build(size, MappingProxyType(dict(variant))))
