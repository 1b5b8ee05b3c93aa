"""What a placement rule is: it proposes places for an object, many candidates in many worlds at once.

One file in `catalogue/rules/` per rule. A rule only proposes; the sampler checks bounds, overlap and
requirements of what it proposes, and takes the first candidate that passes, so that the object is
uniform over the places that are left.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from spacenum_dsl.base.boxes import Boxes
from spacenum_dsl.base.parts import Flags, Floats
from spacenum_dsl.base.registry import Registry
from spacenum_dsl.semantics import values
from spacenum_dsl.semantics.kind import Support
from spacenum_dsl.semantics.types import RULE_SIGNATURES, Signature
from spacenum_dsl.world.walls import Wall


@dataclass(frozen=True, eq=False)
class Carrier:
    """The object that a place depends on, in each world: arrays (worlds, 1).

    `exists` is false where a group has no member. `top` is the share of its box's depth and width whose top
    carries, and `fronted` whether its kind has a front. `below` is what of another object carries it, if one
    does.
    """

    boxes: Boxes
    exists: Flags
    top: Floats
    fronted: Flags
    below: Boxes | None = None

    @property
    def carries(self) -> Boxes:
        """Its box as far as its top carries."""
        whole = self.boxes
        sides = whole.depth * self.top, whole.width * self.top
        return Boxes(whole.x, whole.y, whole.z, whole.yaw, *sides, whole.height)


@dataclass(frozen=True, eq=False)
class Site:
    """What a rule may know. Arrays are (worlds, candidates) or broadcast to it.

    `size` is the object's depth, width and height in metres; `yaw` the world's yaw that the spec asks for,
    or None; `facing` the world's yaw of 0° in the frame of `at`; `space` the room's or the surface's extent
    along x and y, and the height up to the ceiling; `walls` the room's, empty without one.
    """

    size: tuple[Floats, Floats, Floats]
    yaw: Floats | None
    facing: Floats
    space: tuple[Floats, Floats, Floats]
    walls: tuple[Wall, ...]
    uniform: Callable[[int], Floats]
    """`uniform(n)` → (worlds, candidates, n) numbers in [0, 1) of the object's own stream."""
    number: Callable[[values.Value], Floats]
    """The value of a numeric argument."""
    place: Callable[[values.Value], tuple[Floats, Floats]]
    """Both coordinates of an argument that is a place."""
    carrier: Callable[[str], Carrier]
    """An object, or one drawn member of a group."""


@dataclass(frozen=True, eq=False)
class Proposal:
    """Candidate places: centre of the base, yaw, whether the rule could propose at all, and the boxes that
    the object must stay in (None: the room or surface)."""

    x: Floats
    y: Floats
    z: Floats
    yaw: Floats
    possible: Flags
    within: Boxes | None = None


@dataclass(frozen=True)
class Rule:
    """A registered placement rule.

    Given its arguments, `places` says what it can put an object on, and `turns` whether it decides the
    object's yaw by itself. With `carried`, its first argument must be something that carries; with `beside`,
    the object stands on what its first argument stands on.
    """

    signature: Signature
    propose: Callable[[Site, tuple[values.Value, ...]], Proposal]
    places: Callable[[tuple[values.Value, ...]], tuple[Support, ...]]
    needs_room: bool = False
    turns: Callable[[tuple[values.Value, ...]], bool] = lambda _: False
    carried: bool = False
    beside: bool = False


@dataclass(frozen=True)
class AgentRule:
    """A registered rule for an agent's place: the clearance that it keeps, metres."""

    signature: Signature
    clearance: Callable[[tuple[values.Value, ...]], float]


RULES: Registry[Rule] = Registry("rule")
AGENT_RULES: Registry[AgentRule] = Registry("rule for agents")


def register(rule: Rule | AgentRule) -> None:
    """Make a rule known under its name."""
    RULE_SIGNATURES.add(rule.signature.name, rule.signature)
    if isinstance(rule, Rule):
        RULES.add(rule.signature.name, rule)
    else:
        AGENT_RULES.add(rule.signature.name, rule)


def along(share: Floats, extent: Floats) -> tuple[Floats, Flags]:
    """A share in [0, 1) as a coordinate in ±extent/2, and whether that extent exists at all."""
    return np.asarray((share - 0.5) * extent), np.asarray(extent >= 0)


def named(value: values.Value) -> str:
    """The name of the object that an argument refers to."""
    assert isinstance(value, values.ObjectRef)
    return value.name


def placed(carrier: Boxes, ahead: Floats, aside: Floats) -> tuple[Floats, Floats]:
    """World coordinates of a point so far ahead of a box's middle and to its left, in its own axes."""
    x = carrier.x + ahead * carrier.cos - aside * carrier.sin
    y = carrier.y + ahead * carrier.sin + aside * carrier.cos
    return np.asarray(x), np.asarray(y)
