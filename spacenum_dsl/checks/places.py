"""Whether an object stands where the `at` and `yaw` of its block say."""

from __future__ import annotations

from collections.abc import Iterator

from spacenum_dsl.checks.admissible import EXACT, may_be_at, possible
from spacenum_dsl.checks.checked_world import Judged
from spacenum_dsl.checks.claims import PROMISES, Claim, frame_of, looks_ahead, on_the_same
from spacenum_dsl.checks.grounds import carrier_of
from spacenum_dsl.checks.requirements import in_map
from spacenum_dsl.checks.solids import Solid
from spacenum_dsl.semantics import values
from spacenum_dsl.semantics.program import ObjectBlock


def faults_of(block: ObjectBlock, solid: Solid, judged: Judged) -> Iterator[str]:
    """How an object breaks what the `at` and `yaw` of its block say."""
    thing, at = solid.thing, block.at
    frame = frame_of(block, judged)
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
    yield from looks_ahead(claim)
    ground = 0.0 if frame is None else frame.origin[2]
    if frame is None or carrier_of(judged, "origin") is None:
        ground = 0.0
    if abs(solid.base - ground) > EXACT:
        yield f"`{thing.name}` stands {solid.base - ground:.4f} m over the ground of its frame"
    elif ground:
        yield from on_the_same(claim, "origin")
