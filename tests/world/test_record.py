"""From draws to records: what is rounded on the way stays within its bounds."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from spacenum_dsl.semantics.program import Program
from spacenum_dsl.world.evaluate import Draws
from spacenum_dsl.world.illuminate import lighting_of
from spacenum_dsl.world.plan import plan_scene
from spacenum_dsl.world.sampler import draw_worlds
from spacenum_dsl.world.world import World

SCENE = """
scene test {
  room: (5, 4, 2.7) m
  light: morning
  object window { kind: window; at: hung(walls, 1.5 m) }
  object it { kind: chair; at: (0, 0) m }
  agent {}
}
"""


def test_shares_that_round_up_to_one_start_again_at_zero(program_of: Callable[[str], Program]) -> None:
    """Of 40,000 worlds those with the largest shares: of the light, and of the object's grain."""
    plan, numbers = plan_scene(program_of(SCENE).scenes["test"]), np.arange(40_000, dtype=np.uint64)
    draws = Draws(5, "test", numbers, np.zeros_like(numbers))
    lights = draws.uniform(("room", "light", "shares"), 0, 4).max(axis=1)
    grains = draws.uniform(("it", "look"), 0, 3)[:, 2]
    for shares in (lights, grains):
        assert round(float(shares.max()), 4) == 1.0
        (world,) = draw_worlds(plan, 5, [int(shares.argmax())], [0])
        assert isinstance(world, World)
        assert all(0 <= share < 1 for share in world.decor.shares)
        assert all(0 <= thing.grain < 1 for thing in world.things)
        assert lighting_of(world).sun is not None
