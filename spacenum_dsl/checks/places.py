"""What each placement rule promises about where an object stands, derived again from its triangles.

The numbers of a promise are written down here a second time on purpose: a rule that drifts away from what it
promised is reported.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeAlias

from spacenum_dsl.checks.admissible import EXACT, may_be_at, possible
from spacenum_dsl.checks.checked_world import Judged
from spacenum_dsl.checks.floor import Side
from spacenum_dsl.checks.grounds import carrier_of
from spacenum_dsl.checks.requirements import in_map
from spacenum_dsl.checks.solids import TOUCH, Solid, entry
from spacenum_dsl.semantics import values
from spacenum_dsl.semantics.program import ObjectBlock
from spacenum_dsl.world.world import MapFrame, Position

AT_WALL = 0.01
"""Metres that what hangs on a wall or stands against it may keep from it."""

AT_SIDE = 0.031
"""Metres that what stands in a corner may keep from the wall beside it."""

AT = (0.02, 0.15)
BESIDE = (0.02, 0.12)
FACING = (0.4, 3.0)
OVER = (0.12, 0.4)
BEFORE = (0.0, 0.006)
HIGHER = (0.08, 0.2)
"""Metres between two objects where the spec names no distance; before something hung, also how much higher
the top is."""

LOWEST = 0.02
"""Metres over the floor to which something long is moved up before something hung."""

ASIDE = 0.3
"""Share of an object's width by which what faces it may stand out of its middle."""

HUNG = 1.5
"""Metres over the floor of the centre of what hangs on a wall at no stated height."""


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


def _pair(solid: Solid, other: Solid, round_it: bool) -> Pair:
    """Seen along the other's front, or, all round it, along that of its sides at which the object looks."""
    place, own = other.thing.placement, solid.thing.placement
    quarter = round((own.yaw - place.yaw - 180.0) / 90.0) % 4 if round_it else 0
    yaw = place.yaw + 90.0 * quarter
    low, high = entry(solid, place.position, yaw)
    other_low, other_high = other.own if quarter == 0 else entry(other, place.position, yaw)
    return Pair(other, low, high, other_low, other_high, (own.yaw - yaw) % 360.0, quarter)


def faults_of(block: ObjectBlock, solid: Solid, judged: Judged) -> Iterator[str]:
    """How an object breaks what the `at` and `yaw` of its block say."""
    thing, at = solid.thing, block.at
    frame = _frame_of(block, judged)
    yaw = thing.placement.yaw - (frame.yaw if frame else 0.0)
    if block.yaw is not None and not possible(block.yaw, yaw % 360.0, turn=True, known=judged.number):
        yield f"`{thing.name}` looks to {yaw % 360.0:.4f}°, not `{block.yaw.span.text}`"
    if isinstance(at, values.RuleCall):
        if at.name in PROMISES:
            yield from PROMISES[at.name](Claim(solid, block, at.args, judged))
        return
    x, y, _ = thing.placement.position
    place = in_map(frame, x, y) if frame else (x, y)
    if not may_be_at(at, place, judged.number):
        yield f"`{thing.name}` stands at ({place[0]:.4f}, {place[1]:.4f}) m, not at `{at.span.text}`"
    claim = Claim(solid, block, (), judged)
    yield from _looks_ahead(claim)
    ground = 0.0 if frame is None else frame.origin[2]
    if frame is None or carrier_of(judged, "origin") is None:
        ground = 0.0
    if abs(solid.base - ground) > EXACT:
        yield f"`{thing.name}` stands {solid.base - ground:.4f} m over the ground of its frame"
    elif ground:
        yield from _on_the_same(claim, "origin")


def _frame_of(block: ObjectBlock, judged: Judged) -> MapFrame | None:
    """The frame of a block's `at` and `yaw`; the world's without one."""
    return None if block.role == "anchor" or block.name in judged.first else judged.world.frame


def _on_the_same(claim: Claim, name: str) -> Iterator[str]:
    """An object stands on what carries another one, wholly on what carries."""
    below = carrier_of(claim.judged, name)
    if below is not None:
        yield from _on_top(claim, _pair(claim.solid, below, round_it=False))


def _anywhere(claim: Claim) -> Iterator[str]:
    yield from _on_ground(claim)
    yield from _looks_ahead(claim)


def _on_ground(claim: Claim) -> Iterator[str]:
    if abs(claim.solid.base) > EXACT:
        yield f"`{claim.solid.thing.name}` floats {claim.solid.base:.4f} m over the ground"


def _looks_ahead(claim: Claim, zero: float | None = None) -> Iterator[str]:
    """Without a yaw of its own an object looks along `zero`, or along +x of the frame of `at`."""
    if claim.block.yaw is not None:
        return
    frame = _frame_of(claim.block, claim.judged)
    wanted = zero if zero is not None else frame.yaw if frame else 0.0
    off = math.remainder(claim.solid.thing.placement.yaw - wanted, 360.0)
    if abs(off) > EXACT:
        yield f"`{claim.solid.thing.name}` is turned by {off:.4f}° without a `yaw`"


def _by(check: Pairing, round_it: bool = False) -> Promise:
    """The promise of a rule about another object: it holds for one member of a group, in every state."""

    def promise(claim: Claim) -> Iterator[str]:
        name = claim.args[0]
        assert isinstance(name, values.ObjectRef)
        found = [
            [fault for one in states for fault in check(claim, _pair(claim.solid, one, round_it))]
            for states in claim.judged.called(name.name)
        ]
        if not found:
            yield f"`{claim.solid.thing.name}` is placed by `{name.name}`, which is not there"
        elif all(found):
            yield from min(found, key=len)

    return promise


def _called(claim: Claim, pair: Pair) -> tuple[str, str]:
    return f"`{claim.solid.thing.name}`", f"`{pair.other.thing.name}`"


def _turned(claim: Claim, pair: Pair, wanted: float) -> Iterator[str]:
    off = math.remainder(pair.turned - wanted, 360.0)
    if abs(off) > EXACT:
        name, other = _called(claim, pair)
        yield f"{name} looks {off:.4f}° aside of where it should by {other}"


def _middle(claim: Claim, pair: Pair) -> Iterator[str]:
    if pair.off_middle > TOUCH:
        name, other = _called(claim, pair)
        yield f"{name} is {pair.off_middle:.4f} m out of the middle of {other}"


def _backs(claim: Claim, pair: Pair) -> Iterator[str]:
    off = pair.low[0] - pair.other_low[0]
    if abs(off) > TOUCH:
        name, other = _called(claim, pair)
        yield f"the backs of {name} and {other} are {abs(off):.4f} m apart"


def _floor(claim: Claim, pair: Pair) -> Iterator[str]:
    yield from _on_ground(claim)
    if abs(pair.other.base) > TOUCH:
        yield f"`{pair.other.thing.name}` does not stand on the floor"


def _on(claim: Claim, pair: Pair) -> Iterator[str]:
    """On top, at the place in the carrier's axes that is stated, if one is."""
    yield from _on_top(claim, pair)
    yield from _looks_ahead(claim, pair.other.thing.placement.yaw)
    if len(claim.args) > 1:
        u, v = _seen_from(claim.solid, pair.other, pair.other.thing.placement.yaw)
        if not may_be_at(claim.args[1], (u, v), claim.judged.number, TOUCH):
            stands = f"({u:.4f}, {v:.4f}) m on {_called(claim, pair)[1]}"
            yield f"`{claim.solid.thing.name}` stands at {stands}, not at `{claim.args[1].span.text}`"


def _seen_from(solid: Solid, other: Solid, yaw: float) -> tuple[float, float]:
    """Where an object's centre is from another one's, ahead along a yaw and to the left."""
    (x, y, _), (u, v, _) = solid.thing.placement.position, other.thing.placement.position
    away, bearing = math.hypot(x - u, y - v), math.atan2(y - v, x - u) - math.radians(yaw)
    return away * math.cos(bearing), away * math.sin(bearing)


def _around(claim: Claim, pair: Pair) -> Iterator[str]:
    """So far from the other one, in the direction that is stated, on the same ground."""
    frame = _frame_of(claim.block, claim.judged)
    name, other = _called(claim, pair)
    ahead, aside = _seen_from(claim.solid, pair.other, frame.yaw if frame else 0.0)
    away, bearing = math.hypot(ahead, aside), math.degrees(math.atan2(aside, ahead)) % 360.0
    if not claim.allows(1, away, (0.0, 0.0)):
        yield f"{name} stands {away:.4f} m from {other}, not {claim.stated(1, (0.0, 0.0))}"
    if len(claim.args) > 2 and not possible(
        claim.args[2], bearing, turn=True, within=1e-6, known=claim.judged.number
    ):
        yield f"{name} stands at {bearing:.4f}° from {other}, not {claim.stated(2, (0.0, 0.0))}"
    yield from _looks_ahead(claim)
    if abs(claim.solid.base - pair.other.base) > EXACT:
        yield f"{name} does not stand on what {other} stands on"
    else:
        yield from _on_the_same(claim, pair.other.thing.name)


def _on_top(claim: Claim, pair: Pair) -> Iterator[str]:
    name, other = _called(claim, pair)
    size, place = pair.other.thing.size, pair.other.thing.placement
    ahead, aside = (side * place.scale * pair.other.kind.top / 2 + TOUCH for side in size[:2])
    x, y, z = claim.solid.thing.placement.position
    if abs(pair.low[2] - pair.other_high[2]) > TOUCH:
        yield f"{name} at ({x:.4f}, {y:.4f}, {z:.4f}) m does not stand on the top of {other}"
    out = max(-ahead - pair.low[0], pair.high[0] - ahead, -aside - pair.low[1], pair.high[1] - aside)
    if out > 0:
        yield f"{name} at ({x:.4f}, {y:.4f}, {z:.4f}) m stands out of the top of {other} by {out:.4f} m"


def _at(claim: Claim, pair: Pair) -> Iterator[str]:
    """Its front at the other's edge, its sides between the other's, or around them if it is wider."""
    name, other = _called(claim, pair)
    if pair.quarter and pair.other.kind.front:
        yield f"{name} is not at the front of {other}"
    yield from _floor(claim, pair)
    yield from _turned(claim, pair, 180.0)
    away = pair.low[0] - pair.other_high[0]
    if not AT[0] - TOUCH <= away <= AT[1] + TOUCH:
        yield f"{name} stands {away:.4f} m away from {other}, not {AT[0]:g} m to {AT[1]:g} m"
    spare = max(pair.other_high[1] - pair.other_low[1] - pair.high[1] + pair.low[1], 0.0) / 2
    if pair.off_middle > spare + TOUCH:
        yield f"{name} sticks out beside {other} by {pair.off_middle - spare:.4f} m"


def _beside(claim: Claim, pair: Pair) -> Iterator[str]:
    yield from _floor(claim, pair)
    yield from _turned(claim, pair, 0.0)
    yield from _backs(claim, pair)
    away = max(pair.low[1] - pair.other_high[1], pair.other_low[1] - pair.high[1])
    if not claim.allows(1, away, BESIDE):
        name, other = _called(claim, pair)
        yield f"{name} stands {away:.4f} m beside {other}, not {claim.stated(1, BESIDE)}"


def _facing(claim: Claim, pair: Pair) -> Iterator[str]:
    name, other = _called(claim, pair)
    yield from _on_ground(claim)
    yield from _turned(claim, pair, 180.0)
    away = pair.low[0] - pair.other_high[0]
    if not claim.allows(1, away, FACING):
        yield f"{name} stands {away:.4f} m before {other}, not {claim.stated(1, FACING)}"
    out = pair.off_middle - ASIDE * (pair.other_high[1] - pair.other_low[1])
    if out > TOUCH:
        yield f"{name} stands {pair.off_middle:.4f} m out of the middle of {other}, {out:.4f} m too far"


def _over(claim: Claim, pair: Pair) -> Iterator[str]:
    name, other = _called(claim, pair)
    yield from _turned(claim, pair, 0.0)
    yield from _backs(claim, pair)
    yield from _middle(claim, pair)
    yield from _at_wall(claim.solid, claim.judged)
    above = pair.low[2] - pair.other_high[2]
    if above < -TOUCH or (len(claim.args) == 1 and not claim.allows(1, above, OVER)):
        yield f"{name} hangs {above:.4f} m over {other}, not {OVER[0]:g} m to {OVER[1]:g} m"
    if len(claim.args) > 1 and not claim.allows(1, claim.solid.centre[2], OVER):
        yield f"{name} hangs at {claim.solid.centre[2]:.4f} m, not at {claim.stated(1, OVER)}"


def _before(claim: Claim, pair: Pair) -> Iterator[str]:
    """Right before the other, in its middle, its top a little higher."""
    name, other = _called(claim, pair)
    yield from _turned(claim, pair, 0.0)
    yield from _middle(claim, pair)
    yield from _at_wall(pair.other, claim.judged)
    between = pair.other_high[0] - pair.other_low[0] + BEFORE[1]
    yield from _at_wall(claim.solid, claim.judged, between + AT_WALL)
    away = pair.low[0] - pair.other_high[0]
    if not BEFORE[0] - TOUCH <= away <= BEFORE[1] + TOUCH:
        yield f"{name} hangs {away:.4f} m before {other}"
    higher = pair.high[2] - pair.other_high[2]
    lifted = abs(claim.solid.base - LOWEST) <= TOUCH and higher >= HIGHER[0]
    if not lifted and not HIGHER[0] - TOUCH <= higher <= HIGHER[1] + TOUCH:
        yield f"the top of {name} is {higher:.4f} m over that of {other}"


def _against(claim: Claim) -> Iterator[str]:
    yield from _on_ground(claim)
    yield from _at_wall(claim.solid, claim.judged)


def _in_corner(claim: Claim) -> Iterator[str]:
    yield from _against(claim)
    gaps = []
    for side in claim.judged.sides:
        if _faces(claim.solid, side):
            behind, start, stop = side.seen(claim.solid.bounds)
            if behind <= AT_WALL:
                ends = zip((start, side.length - stop), side.corners, strict=True)
                gaps += [gap for gap, corner in ends if corner]
    if not any(-TOUCH <= gap <= AT_SIDE for gap in gaps):
        yield f"`{claim.solid.thing.name}` stands in no corner"


def _hung(claim: Claim) -> Iterator[str]:
    solid, room = claim.solid, claim.judged.world.room
    assert room is not None
    if isinstance(claim.args[0], values.Symbol) and claim.args[0].name == "ceiling":
        if abs(solid.top - room.size[2]) > TOUCH:
            yield f"`{solid.thing.name}` hangs {room.size[2] - solid.top:.4f} m below the ceiling"
        yield from _looks_ahead(claim)
        return
    yield from _at_wall(solid, claim.judged)
    if not claim.allows(1, solid.centre[2], (HUNG, HUNG)):
        yield f"`{solid.thing.name}` hangs at {solid.centre[2]:.4f} m, not at {claim.stated(1, (HUNG, HUNG))}"


def _faces(solid: Solid, side: Side) -> bool:
    return abs(math.remainder(solid.thing.placement.yaw - side.yaw, 360.0)) <= EXACT


def _at_wall(solid: Solid, judged: Judged, within: float = AT_WALL) -> Iterator[str]:
    """Its back is at a wall along whose normal it looks, and that wall is behind all of it."""
    name, off = solid.thing.name, []
    for side in judged.sides:
        if _faces(solid, side):
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


PROMISES: Mapping[str, Promise] = MappingProxyType(
    {
        "anywhere": _anywhere,
        "on": _by(_on),
        "around": _by(_around),
        "against": _against,
        "hung": _hung,
        "in_corner": _in_corner,
        "at": _by(_at, round_it=True),
        "beside": _by(_beside),
        "facing": _by(_facing),
        "over": _by(_over),
        "before": _by(_before),
    }
)
"""By the name of the rule. Rules of plugins are judged by what holds for all objects alone."""
