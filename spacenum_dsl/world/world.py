"""The world: frozen numbers from which a picture, a truth and a check can be made again.

World frame: right-handed, metres, z up, origin at the centre of the room's floor or the surface's top.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

import msgspec

from spacenum_dsl.base import exact
from spacenum_dsl.base.boxes import Boxes
from spacenum_dsl.base.parts import Mesh
from spacenum_dsl.base.streams import Seed
from spacenum_dsl.semantics import values
from spacenum_dsl.semantics.kind import mesh_for
from spacenum_dsl.semantics.program import Role

Position: TypeAlias = tuple[float, float, float]


class Placement(msgspec.Struct, frozen=True):
    """Where an object stands and how large it is: `position` of the centre of its base (metres), `yaw`
    of its front (degrees), `scale` against its kind's size."""

    position: Position
    yaw: float
    scale: float


class Thing(msgspec.Struct, frozen=True):
    """An object of a world. `size` is depth, width, height in metres before `scale`; `grain`, in [0, 1), is
    where the texture of its material starts and how light it is, so that two of one kind differ."""

    id: int
    name: str
    role: Role
    kind: str
    size: Position
    variant: dict[str, int]
    colour: str
    grain: float
    placement: Placement

    @property
    def mesh(self) -> Mesh:
        return mesh_for(self.kind, self.size, tuple(sorted(self.variant.items())))

    @property
    def group(self) -> str:
        """The name of the block that it comes from: `clutter` of `clutter[2]`."""
        return self.name.partition("[")[0]

    def box(self) -> Boxes:
        """Its box, for the functions of requirements."""
        p = self.placement
        depth, width, height = (side * p.scale for side in self.size)
        return Boxes(*p.position, p.yaw, depth, width, height)  # type: ignore[arg-type]


class Room(msgspec.Struct, frozen=True):
    """A room: its size along x, y and z in metres, the origin at the middle of its floor. An L-shaped one
    lacks the corner at +x and +y, with the sides `cut` along x and y. An open one is `without` its ceiling
    and these walls, by number, counter-clockwise from the one at −y; a closed one has None."""

    size: Position
    cut: tuple[float, float] | None = None
    without: tuple[int, ...] | None = None


class Decor(msgspec.Struct, frozen=True):
    """What floor and walls are covered with and the name of the light preset; `shares`, four numbers in
    [0, 1), is all that a preset may draw from: where the sun stands, how the sky is turned. `plain` takes the
    textures away: everything is of one colour as far as its parts are."""

    floor: str
    walls: str
    light: str
    shares: tuple[float, float, float, float]
    plain: bool = False


class SurfaceRecord(msgspec.Struct, frozen=True):
    """A registered surface with the width (x) and depth (y) of its top, metres. The room around it is
    `without` its ceiling and these walls if it is open, as a `Room` is."""

    name: str
    width: float
    depth: float
    without: tuple[int, ...] | None = None


class MapFrame(msgspec.Struct, frozen=True):
    """The frame of a layout's map: its origin in the world (metres) and the yaw of its +x axis (degrees).

    `anchors` are the names of the object at the origin and of the one that +x points to.
    """

    origin: Position
    yaw: float
    anchors: tuple[str, str] = ("origin", "x_axis")

    def to_map(self, x: float, y: float) -> tuple[float, float]:
        """World to map, in plan."""
        c, s = exact.turn(self.yaw)
        dx, dy = x - self.origin[0], y - self.origin[1]
        return c * dx + s * dy, c * dy - s * dx


class ViewPoint(msgspec.Struct, frozen=True):
    """Where a picture is taken from: eye (metres), yaw, pitch and horizontal field of view (degrees)."""

    position: Position
    yaw: float
    pitch: float
    fov: float


class World(msgspec.Struct, frozen=True):
    """One concrete world.

    Either `room` or `surface` is set. `varied` names the objects that differ between the options of a
    question; each of the `states` says where every one of them stands in it, in the order of `varied`, None
    where it is not there. In `things` they stand as in the first state in which they are there. Where nothing
    varies there are no states. `cameras` are its fixed cameras by name. `stream` names the randomness of
    which a world was drawn: worlds of one stream, index and attempt are one.
    """

    scene: str
    seed: Seed
    index: int
    attempt: int
    room: Room | None
    surface: SurfaceRecord | None
    decor: Decor
    things: tuple[Thing, ...]
    frame: MapFrame | None
    varied: tuple[str, ...]
    states: tuple[tuple[Placement | None, ...], ...]
    cameras: dict[str, ViewPoint]
    stream: str

    @property
    def fixed(self) -> tuple[Thing, ...]:
        """The objects that are the same in all states."""
        return tuple(thing for thing in self.things if thing.name not in self.varied)

    def thing(self, name: str, state: int | None = None) -> Thing:
        """The object of that name; with a `state`, as it stands there."""
        things = self.things if state is None else self.in_state(state)
        return next(thing for thing in things if thing.name == name)

    def in_state(self, state: int) -> tuple[Thing, ...]:
        """The objects that are there in a state, the varied ones as they stand in it."""
        if not self.varied:
            return self.things
        places = dict(zip(self.varied, self.states[state], strict=True))
        return tuple(
            thing if place is thing.placement else msgspec.structs.replace(thing, placement=place)
            for thing in self.things
            if (place := places.get(thing.name, thing.placement)) is not None
        )

    def placements(self, name: str) -> tuple[Placement | None, ...]:
        """Where a varied object stands in each of the states, None where it is not there."""
        place = self.varied.index(name)
        return tuple(state[place] for state in self.states)


@dataclass(frozen=True)
class Stratum:
    """A part of the places that an object can take: where `condition`, about that object and those before it,
    holds. `name` says in words where that is, as in `to the left of the lamp`."""

    name: str
    condition: values.Condition


@dataclass(frozen=True)
class Variation:
    """What varies of one object: which factors, and how many values of each.

    With `along_x` positions share one y in the map frame. The values of each factor come from a window of the
    share `span` of its distribution, which slides over all of it: so a value alone hardly tells its rank.

    With `strata` there is one position in each of them, in their order: state k is where the condition of
    stratum k holds, which may speak of other objects that vary: it means them as they stand in state k. Each
    is filled on its own, so one place in each of n strata costs about n times what one place costs, and not
    the n-th power of it.
    """

    object: str
    factors: tuple[Literal["position", "size", "yaw"], ...]
    count: int
    along_x: bool
    span: float = 1.0
    strata: tuple[Stratum, ...] = ()

    def __post_init__(self) -> None:
        if not self.strata:
            return
        if self.factors != ("position",):
            raise ValueError(f"only the position varies from stratum to stratum, not {self.factors}")
        if self.count != len(self.strata):
            raise ValueError(f"{len(self.strata)} strata hold one place each, not {self.count} places")
        if self.along_x or self.span != 1.0:
            raise ValueError(f"strata leave no choice of along_x={self.along_x} and span={self.span}")

    @property
    def states(self) -> int:
        """How many placements the option set has: `count` per factor, crossed."""
        return int(self.count ** len(self.factors))


@dataclass(frozen=True)
class Presence:
    """A group of which some members are there in one state and others in another one.

    All members that its `count` allows at most are placed, so that nothing else in a world tells how many are
    there. How many a state has is drawn for each question, whichever of its worlds is taken; `different` ones
    are neighbours among the numbers that `count` can be, else each state has a number of its own. Which ones
    are there is drawn for each state by itself.
    """

    group: str
    states: int
    different: bool


Varying: TypeAlias = Variation | Presence
"""What differs between the states of a world: an object, or who is there of a group. In state k stands what
is k-th of each, and what varies need be clear only of what stands in the same state."""
