"""The program: what the files say, with nothing left to look up. Frozen; the door of floor 2."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, TypeAlias

from spacenum_dsl.base.span import Source, Span
from spacenum_dsl.base.streams import Seed
from spacenum_dsl.semantics.meshes.library import MeshUse
from spacenum_dsl.semantics.values import Requirement, Value, mentions

Role: TypeAlias = Literal["anchor", "object", "objects", "distractors"]
Direction: TypeAlias = Literal["num2space", "space2num"]
DIRECTIONS: tuple[Direction, ...] = ("num2space", "space2num")


@dataclass(frozen=True)
class ObjectBlock:
    """An anchor, an object or a group. `count` is None for a single one; `yaw` None where a rule decides."""

    name: str
    role: Role
    kind: Value
    at: Value
    yaw: Value | None
    scale: Value
    colour: Value | None
    count: Value | None
    span: Span


@dataclass(frozen=True)
class CameraBlock:
    """A fixed camera that looks at a point from a distance. One without a name is called `camera`."""

    name: str
    look_at: Value
    distance: Value
    elevation: Value
    azimuth: Value
    fov: Value
    span: Span


@dataclass(frozen=True)
class AgentBlock:
    """Someone who stands in the room and looks around; `height` is that of the eye. One without a name is
    called `agent`."""

    name: str
    at: Value
    height: Value
    yaw: Value
    pitch: Value
    fov: Value
    pitch_limits: Value
    span: Span


@dataclass(frozen=True)
class SurfaceUse:
    """A registered surface with width (x) and depth (y) in metres."""

    name: str
    size: tuple[float, float]


@dataclass(frozen=True)
class RoomUse:
    """A room's size along x, y and z; an L-shaped one lacks the corner at +x and +y with the sides `cut`."""

    size: tuple[Value, Value, Value]
    cut: tuple[Value, Value] | None
    span: Span


@dataclass(frozen=True)
class DecorUse:
    """What floor and walls are covered with and how the room is lit: words, each fixed or drawn."""

    floor: Value
    walls: Value
    light: Value


@dataclass(frozen=True)
class Scene:
    """A distribution over worlds. Either `room` or `surface` is set. Without a `ceiling` the room is open:
    one looks into it from above or from beyond its walls. `cameras` stand where they are, `agents` walk."""

    name: str
    room: RoomUse | None
    surface: SurfaceUse | None
    decor: DecorUse
    objects: tuple[ObjectBlock, ...]
    cameras: tuple[CameraBlock, ...]
    agents: tuple[AgentBlock, ...]
    requirements: tuple[Requirement, ...]
    ceiling: bool
    span: Span

    def object(self, name: str) -> ObjectBlock | None:
        return next((block for block in self.objects if block.name == name), None)

    def camera(self, name: str) -> CameraBlock:
        """The fixed camera of that name."""
        return next(block for block in self.cameras if block.name == name)

    def agent(self, name: str) -> AgentBlock:
        """The agent of that name."""
        return next(block for block in self.agents if block.name == name)

    @cached_property
    def first(self) -> frozenset[str]:
        """The blocks that are placed before there is a map frame, and so in the world frame: the anchors and
        all that they depend on."""
        found: set[str] = set()
        waiting = [block.name for block in self.objects if block.role == "anchor"]
        while waiting:
            block = self.object(waiting.pop())
            if block is not None and block.name not in found:
                found.add(block.name)
                parts = (block.at, block.yaw, block.scale, block.count)
                waiting += [name for part in parts if part is not None for name in mentions(part)]
        return frozenset(found)

    @property
    def anchored(self) -> bool:
        """Whether two anchors define a map frame."""
        return {"origin", "x_axis"} <= {block.name for block in self.objects if block.role == "anchor"}


@dataclass(frozen=True)
class FamilyBlock:
    """One block of a question family on a scene; with a direction it is a cell.

    A block on several scenes is about them in turn; `others` are the same block on all but the first.
    `worlds` is the family whose worlds it is about: its own, or those of another one. `options` says how many
    cases an option set has, whether or not the `answer` is to be picked from them. `viewers` are those who
    take its pictures: one picture of a case by each fixed camera, in this order, or all by one agent.
    """

    family: str
    name: str
    scene: str
    values: Mapping[str, Value]
    requirements: tuple[Requirement, ...]
    asks: tuple[Direction, ...]
    answer: str
    options: int
    span: Span
    worlds: str
    viewers: tuple[str, ...]
    others: tuple[FamilyBlock, ...] = ()
    root: Span | None = field(default=None, compare=False)
    """The block at the end of its `extends`, itself if it extends none."""

    @property
    def each(self) -> tuple[FamilyBlock, ...]:
        """The block on each of its scenes, in the order in which they are written."""
        return (self, *self.others)


@dataclass(frozen=True)
class InterventionBlock:
    """A named change to questions: of which factor, and each arm's value with the words that write it.

    `on` names settings and cells; without any it changes whatever it can.
    """

    name: str
    on: tuple[str, ...]
    factor: str
    arms: tuple[tuple[str, Value], ...]
    span: Span


@dataclass(frozen=True)
class DatasetBlock:
    """What to compile: seed, image size in pixels, questions of each cell per direction, interventions.

    Each of `interventions` is one name, or several that are applied one after the other.
    """

    name: str
    seed: Seed
    image: tuple[int, int]
    cells: tuple[tuple[str, int], ...]
    interventions: tuple[tuple[str, ...], ...]
    span: Span | None
    extends: tuple[str, ...] = ()
    """The datasets that it takes over, one after the other."""


@dataclass(frozen=True)
class Program:
    """One spec file with all that it imports. `sources` starts with the file itself; `meshes` are the mesh
    files that it mentions, whose kinds are registered."""

    sources: tuple[Source, ...]
    defines: tuple[tuple[str, str], ...]
    scenes: Mapping[str, Scene]
    families: Mapping[str, FamilyBlock]
    interventions: Mapping[str, InterventionBlock]
    datasets: tuple[DatasetBlock, ...]
    meshes: tuple[MeshUse, ...] = ()
