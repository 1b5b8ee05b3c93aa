"""What a placement rule promises, in the judge's own terms: an object, another one, and how they stand."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from spacenum_dsl.base.registry import Registry
from spacenum_dsl.checks.admissible import EXACT, possible
from spacenum_dsl.checks.checked_world import Judged
from spacenum_dsl.checks.floor import Side
from spacenum_dsl.checks.grounds import carrier_of
from spacenum_dsl.checks.solids import TOUCH, Solid, entry
from spacenum_dsl.semantics import values
from spacenum_dsl.semantics.program import ObjectBlock
from spacenum_dsl.world.world import MapFrame, Position

AT_WALL = 0.01
"""Metres that what hangs on a wall or stands against it may keep from it."""


@dataclass(frozen=True, eq=False)
class Claim:
    """One object in one state, the arguments of its block's rule, and the world around."""

    solid: Solid
    block: ObjectBlock
    args: tuple[values.Value, ...]
    judged: Judged

    def allows(self, place: int, number: float, default: tuple[float, float]) -> bool:
        """Whether a number is what an argument says, or in a default range where it is not given."""
        if len(self.args) > place:
            return possible(self.args[place], number, within=TOUCH, known=self.judged.number)
        return default[0] - TOUCH <= number <= default[1] + TOUCH

    def stated(self, place: int, default: tuple[float, float]) -> str:
        """The same in words."""
        if len(self.args) > place:
            return f"`{self.args[place].span.text}`"
        low, high = default
        return f"{low:g} m" if low == high else f"{low:g} m to {high:g} m"


Promise: TypeAlias = Callable[[Claim], Iterator[str]]
Pairing: TypeAlias = Callable[[Claim, "Pair"], Iterator[str]]


@dataclass(frozen=True, eq=False)
class Pair:
    """An object and the one it is placed by, both as boxes around their triangles in the other one's axes:
    metres ahead, to the left and up from the middle of its base. The axes may be the other's own after so
    many `quarter` turns counter-clockwise."""

    other: Solid
    low: Position
    high: Position
    other_low: Position
    other_high: Position
    turned: float
    """By how much the object is turned against the other's axes, degrees in [0, 360)."""
    quarter: int

    @property
    def off_middle(self) -> float:
        """Metres from middle to middle, aside."""
        return abs(self.low[1] + self.high[1] - self.other_low[1] - self.other_high[1]) / 2


PROMISES: Registry[Promise] = Registry("promise of a rule")
"""By the rule's name. What stands by a rule without one is judged by what holds for all objects alone."""


def paired(solid: Solid, other: Solid, round_it: bool) -> Pair:
    """Seen along the other's front, or, all round it, along that of its sides at which the object looks."""
    place, own = other.thing.placement, solid.thing.placement
    quarter = round((own.yaw - place.yaw - 180.0) / 90.0) % 4 if round_it else 0
    yaw = place.yaw + 90.0 * quarter
    low, high = entry(solid, place.position, yaw)
    other_low, other_high = other.own if quarter == 0 else entry(other, place.position, yaw)
    return Pair(other, low, high, other_low, other_high, (own.yaw - yaw) % 360.0, quarter)


def frame_of(block: ObjectBlock, judged: Judged) -> MapFrame | None:
    """The frame of a block's `at` and `yaw`; the world's without one."""
    return None if block.role == "anchor" or block.name in judged.first else judged.world.frame


def on_the_same(claim: Claim, name: str) -> Iterator[str]:
    """An object stands on what carries another one, wholly on what carries."""
    below = carrier_of(claim.judged, name)
    if below is not None:
        yield from on_top(claim, paired(claim.solid, below, round_it=False))


def on_ground(claim: Claim) -> Iterator[str]:
    if abs(claim.solid.base) > EXACT:
        yield f"`{claim.solid.thing.name}` floats {claim.solid.base:.4f} m over the ground"


def looks_ahead(claim: Claim, zero: float | None = None) -> Iterator[str]:
    """Without a yaw of its own an object looks along `zero`, or along +x of the frame of `at`."""
    if claim.block.yaw is not None:
        return
    frame = frame_of(claim.block, claim.judged)
    wanted = zero if zero is not None else frame.yaw if frame else 0.0
    off = math.remainder(claim.solid.thing.placement.yaw - wanted, 360.0)
    if abs(off) > EXACT:
        yield f"`{claim.solid.thing.name}` is turned by {off:.4f}° without a `yaw`"


def by(check: Pairing, round_it: bool = False) -> Promise:
    """The promise of a rule about another object: it holds for one member of a group, in every state."""

    def promise(claim: Claim) -> Iterator[str]:
        name = claim.args[0]
        assert isinstance(name, values.ObjectRef)
        found = [
            [fault for one in states for fault in check(claim, paired(claim.solid, one, round_it))]
            for states in claim.judged.called(name.name)
        ]
        if not found:
            yield f"`{claim.solid.thing.name}` is placed by `{name.name}`, which is not there"
        elif all(found):
            yield from min(found, key=len)

    return promise


def names(claim: Claim, pair: Pair) -> tuple[str, str]:
    return f"`{claim.solid.thing.name}`", f"`{pair.other.thing.name}`"


def turned(claim: Claim, pair: Pair, wanted: float) -> Iterator[str]:
    off = math.remainder(pair.turned - wanted, 360.0)
    if abs(off) > EXACT:
        name, other = names(claim, pair)
        yield f"{name} looks {off:.4f}° aside of where it should by {other}"


def in_middle(claim: Claim, pair: Pair) -> Iterator[str]:
    if pair.off_middle > TOUCH:
        name, other = names(claim, pair)
        yield f"{name} is {pair.off_middle:.4f} m out of the middle of {other}"


def backs(claim: Claim, pair: Pair) -> Iterator[str]:
    off = pair.low[0] - pair.other_low[0]
    if abs(off) > TOUCH:
        name, other = names(claim, pair)
        yield f"the backs of {name} and {other} are {abs(off):.4f} m apart"


def on_floor(claim: Claim, pair: Pair) -> Iterator[str]:
    yield from on_ground(claim)
    if abs(pair.other.base) > TOUCH:
        yield f"`{pair.other.thing.name}` does not stand on the floor"


def seen_from(solid: Solid, other: Solid, yaw: float) -> tuple[float, float]:
    """Where an object's centre is from another one's, ahead along a yaw and to the left."""
    (x, y, _), (u, v, _) = solid.thing.placement.position, other.thing.placement.position
    away, bearing = math.hypot(x - u, y - v), math.atan2(y - v, x - u) - math.radians(yaw)
    return away * math.cos(bearing), away * math.sin(bearing)


def on_top(claim: Claim, pair: Pair) -> Iterator[str]:
    name, other = names(claim, pair)
    size, place = pair.other.thing.size, pair.other.thing.placement
    ahead, aside = (side * place.scale * pair.other.kind.top / 2 + TOUCH for side in size[:2])
    x, y, z = claim.solid.thing.placement.position
    if abs(pair.low[2] - pair.other_high[2]) > TOUCH:
        yield f"{name} at ({x:.4f}, {y:.4f}, {z:.4f}) m does not stand on the top of {other}"
    out = max(-ahead - pair.low[0], pair.high[0] - ahead, -aside - pair.low[1], pair.high[1] - aside)
    if out > 0:
        yield f"{name} at ({x:.4f}, {y:.4f}, {z:.4f}) m stands out of the top of {other} by {out:.4f} m"


def faces(solid: Solid, side: Side) -> bool:
    return abs(math.remainder(solid.thing.placement.yaw - side.yaw, 360.0)) <= EXACT


def at_wall(solid: Solid, judged: Judged, within: float = AT_WALL) -> Iterator[str]:
    """Its back is at a wall along whose normal it looks, and that wall is behind all of it."""
    name, off = solid.thing.name, []
    for side in judged.sides:
        if faces(solid, side):
            behind, start, stop = side.seen(solid.bounds)
            off.append((abs(behind), max(-start, stop - side.length, 0.0)))
    if not off:
        yield f"`{name}` looks to {solid.thing.placement.yaw:.4f}°, along no wall's normal"
        return
    behind, out = min(off, key=sum)
    if behind > within:
        yield f"the back of `{name}` is {behind:.4f} m away from the wall"
    elif out > TOUCH:
        yield f"the back of `{name}` reaches past its wall by {out:.4f} m"
