"""`free(distance)`: an agent at a point of the floor with at least this much free space around it."""

from __future__ import annotations

from spacenum_dsl.semantics import values
from spacenum_dsl.semantics.extents import fixed_number
from spacenum_dsl.semantics.types import Measure, Signature
from spacenum_dsl.world.rule import AgentRule, register


def clearance(args: tuple[values.Value, ...]) -> float:
    """Metres to the nearest wall or object between floor and the agent's height."""
    return fixed_number(args[0]) or 0.0


register(
    AgentRule(
        Signature(
            "free", "a free point, so far from everything", (Measure("length", low=0.0),), user="agent"
        ),
        clearance,
    )
)
