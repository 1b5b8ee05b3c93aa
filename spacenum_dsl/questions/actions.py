"""The eight primitive actions of an agent, as in the paper's table.

Moves are horizontal, along or across the direction in which the agent looks, and turn nothing; rotations
move nothing. Left is counter-clockwise seen from above; up is positive pitch.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

from spacenum_dsl.base import exact
from spacenum_dsl.semantics.units import Dimension
from spacenum_dsl.world.world import ViewPoint


@dataclass(frozen=True)
class Action:
    """How far one unit of magnitude goes: `ahead` and `left` in metres, `yaw` and `pitch` in degrees."""

    words: str
    dimension: Dimension
    ahead: int = 0
    left: int = 0
    yaw: int = 0
    pitch: int = 0

    def apply(self, start: ViewPoint, magnitude: float) -> ViewPoint:
        """The end state of the action."""
        c, s = exact.turn(start.yaw)
        x, y, z = start.position
        ahead, left = self.ahead * magnitude, self.left * magnitude
        return ViewPoint(
            (x + ahead * c - left * s, y + ahead * s + left * c, z),
            (start.yaw + self.yaw * magnitude) % 360.0,
            start.pitch + self.pitch * magnitude,
            start.fov,
        )


ACTIONS = MappingProxyType(
    {
        "move_forward": Action("move forward", "length", ahead=1),
        "move_backward": Action("move backward", "length", ahead=-1),
        "move_left": Action("move to the left", "length", left=1),
        "move_right": Action("move to the right", "length", left=-1),
        "rotate_left": Action("turn to the left", "angle", yaw=1),
        "rotate_right": Action("turn to the right", "angle", yaw=-1),
        "rotate_up": Action("tilt upwards", "angle", pitch=1),
        "rotate_down": Action("tilt downwards", "angle", pitch=-1),
    }
)

OPPOSITE = MappingProxyType(
    {
        name: opposite
        for one, other in (
            ("move_forward", "move_backward"),
            ("move_left", "move_right"),
            ("rotate_left", "rotate_right"),
            ("rotate_up", "rotate_down"),
        )
        for name, opposite in ((one, other), (other, one))
    }
)
"""The action that leads back."""

MIRRORED = MappingProxyType(
    {name: other for name, other in OPPOSITE.items() if "left" in name or "right" in name}
)
"""What an action looks like in a mirror, where that is another one."""
