"""Requirements about one view of one world: the numbers of the world and what the camera sees."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np

from spacenum_dsl.base.boxes import Boxes
from spacenum_dsl.base.camera import Camera
from spacenum_dsl.base.parts import Flags, Floats
from spacenum_dsl.semantics import values
from spacenum_dsl.world.bodies import bodies_of
from spacenum_dsl.world.conditions import holds
from spacenum_dsl.world.evaluate import Columns, Draws
from spacenum_dsl.world.plan import Plan
from spacenum_dsl.world.structure import structure_of
from spacenum_dsl.world.visibility import Look
from spacenum_dsl.world.world import Thing, ViewPoint, World


class ViewFacts:
    """One state of one world, seen through one camera; `option` are its measures if it is an option's.
    `first` are the blocks that were placed before the map frame (`Scene.first`), `looks` those through the
    world's cameras that are known, by name; others are taken when a requirement names them."""

    def __init__(
        self,
        world: World,
        things: Sequence[Thing],
        look: Look | None,
        option: Mapping[str, float] | None = None,
        first: frozenset[str] = frozenset(),
        looks: Mapping[str, Look] | None = None,
    ) -> None:
        self.world = world
        self.first = first
        self.option = option or {}
        self.things = {thing.name: thing for thing in things}
        self._look = look
        self._looks = dict(looks or {})

    @property
    def seen(self) -> Look:
        if self._look is None:
            raise LookupError("nothing looks here")
        return self._look

    def seen_by(self, viewer: str) -> Look:
        """What a camera of that name sees of this state."""
        if viewer not in self._looks:
            image = (self.seen.camera.width, self.seen.camera.height)
            bodies = bodies_of(tuple(self.things.values()), structure_of(self.world))
            self._looks[viewer] = Look(camera_at(self.world.cameras[viewer], image), bodies)
        return self._looks[viewer]

    def box(self, name: str) -> Boxes:
        if name not in self.things:
            zero = np.zeros(())
            return Boxes(*[zero] * 7)
        return self.things[name].box().map(np.asarray)

    def frame_yaw(self) -> Floats:
        return np.asarray(self.world.frame.yaw if self.world.frame else 0.0)

    def how_many(self, group: str) -> Floats:
        if group == "anchors":
            return np.asarray(float(sum(thing.role == "anchor" for thing in self.things.values())))
        return np.asarray(float(sum(thing.group == group for thing in self.things.values())))

    def present(self, name: str) -> Flags:
        return np.asarray(name in self.things)

    def named(self, value: values.Named) -> Floats:
        one = np.ones(1, dtype=np.uint64)
        index, attempt = (one * np.uint64(number) for number in (self.world.index, self.world.attempt))
        draws = Draws(self.world.seed, self.world.stream, index, attempt)
        columns = Columns(draws, lambda attribute: self.mention(attribute).reshape(1, 1))
        return np.asarray(columns.evaluate(value, ())[0, 0])

    def mention(self, value: values.Attribute) -> Floats:
        return mentioned(self.world, self.things, value, self.first)


def mentioned(
    world: World, things: Mapping[str, Thing], value: values.Attribute, first: frozenset[str]
) -> Floats:
    """A number of one of a world's objects, in the frame of its own `at`; 0 of one that is not there."""
    if value.object not in things:
        return np.asarray(0.0)
    thing = things[value.object]
    box = thing.box()
    x, y = float(box.x), float(box.y)
    zero = 0.0
    if world.frame and thing.group not in first:
        x, y = world.frame.to_map(x, y)
        zero = world.frame.yaw
    found = {
        ("at", "x"): x,
        ("at", "y"): y,
        ("yaw",): (thing.placement.yaw - zero) % 360.0,
        ("scale",): thing.placement.scale,
        ("size", "x"): float(box.depth),
        ("size", "y"): float(box.width),
        ("size", "z"): float(box.height),
    }
    return np.asarray(found[value.path])


def broken(
    plan: Plan, world: World, things: Sequence[Thing], look: Look, looks: Mapping[str, Look] | None = None
) -> values.Requirement | None:
    """The first requirement on views that does not hold in this one. `looks` are those by viewers whose names
    are known; what names an agent that is none of them says nothing here."""
    facts = ViewFacts(world, things, look, first=plan.scene.first, looks=looks)
    for need, agents in zip(plan.views, plan.agents_named, strict=True):
        if not agents <= set(looks or {}):
            continue
        least = _least_visible(need.condition)
        fine = np.all(holds(need.condition, facts)) if least is None else look.shows(least)
        if not fine:
            return need
    return None


def unmet(
    plan: Plan,
    world: World,
    things: Sequence[Thing],
    look: Look | None,
    option: Mapping[str, float],
    needs: Sequence[values.Requirement] | None = None,
) -> values.Requirement | None:
    """The first requirement on options that does not hold for one with these measures and this picture, out
    of `needs` or of all that there are."""
    facts = ViewFacts(world, things, look, option, plan.scene.first)
    asked = plan.options if needs is None else needs
    return next((need for need in asked if not np.all(holds(need.condition, facts))), None)


def _least_visible(condition: values.Condition) -> int | None:
    """The n of `count(visible) >= n`, for which only n objects need to be found."""
    match condition:
        case values.Comparison(
            op=">=",
            left=values.FunctionCall(
                name="count",
                args=(values.ObjectRef(name="visible") | values.FunctionCall(name="visible", args=()),),
            ),
            right=values.Constant(value=least),
        ):
            return math.ceil(least)
    return None


def camera_at(point: ViewPoint, image: tuple[int, int]) -> Camera:
    """The pinhole camera of a view point for an image of width × height pixels."""
    return Camera(point.position, point.yaw, point.pitch, point.fov, *image)
