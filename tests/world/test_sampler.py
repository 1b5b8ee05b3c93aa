"""The sampler: worlds that no neighbour moves, objects that no later one moves, and places without favour."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations, pairwise

import numpy as np
import pytest
import shapely
from scipy import stats

from spacenum_dsl.semantics.program import Program
from spacenum_dsl.world.plan import Plan, plan_scene
from spacenum_dsl.world.rejection import Rejection
from spacenum_dsl.world.sampler import draw_worlds
from spacenum_dsl.world.world import Thing, World

AGENT = "agent { at: free(0.3 m); height: 1.5 m; yaw: any; pitch: 0 deg; fov: 90 deg }"
ROOM = "room: (5.0, 5.0, 2.7) m"
CABINETS = "objects units { count: 2 .. 4; kind: cabinet | fridge; at: against(walls) }"
TABLE = "object table { kind: table; at: anywhere; yaw: 0 deg | 90 deg }"
MUGS = "objects mugs { count: 1 .. 3; kind: mug; at: on(table) }"
WALL = """
  anchor origin { kind: stool; at: (-1.0, 0.0) m }
  anchor x_axis { kind: box;   at: ( 1.0, 0.0) m }
  distractors clutter { count: 15; kind: crate; at: anywhere }
  require gap(clutter, anchors) >= 0.3 m
  camera { look_at: room; distance: 2 m; elevation: 40 deg; azimuth: -90 deg; fov: 60 deg }
"""

ProgramOf = Callable[[str], Program]


@pytest.fixture(scope="module")
def plan_of(program_of: ProgramOf) -> Callable[..., Plan]:
    """The plan of a scene of these statements."""

    def make(*statements: str) -> Plan:
        lines = "\n  ".join(statements)
        return plan_scene(program_of(f"scene test {{\n  {lines}\n}}\n").scenes["test"])

    return make


PlanOf = Callable[..., Plan]


def by_name(world: World) -> dict[str, Thing]:
    return {thing.name: thing for thing in world.things}


def footprint(thing: Thing) -> shapely.Polygon:
    depth, width = (side * thing.placement.scale for side in thing.size[:2])
    x, y, _ = thing.placement.position
    flat = shapely.box(-depth / 2, -width / 2, depth / 2, width / 2)
    turned = shapely.affinity.rotate(flat, thing.placement.yaw, origin=(0, 0))
    return shapely.affinity.translate(turned, x, y)


def test_a_world_is_the_same_whatever_batch_it_is_drawn_in(plan_of: PlanOf) -> None:
    plan = plan_of(ROOM, CABINETS, TABLE, MUGS, AGENT)
    numbers, attempts = list(range(24)), [0] * 12 + [3] * 12
    together = draw_worlds(plan, 7, numbers, attempts)
    alone = [
        draw_worlds(plan, 7, [number], [attempt])[0]
        for number, attempt in zip(numbers, attempts, strict=True)
    ]
    order = np.random.default_rng(1).permutation(24).tolist()
    mixed = draw_worlds(plan, 7, [numbers[k] for k in order], [attempts[k] for k in order])
    assert together == alone
    assert [together[k] for k in order] == mixed
    assert any(isinstance(world, World) for world in together)


def test_an_object_added_at_the_end_moves_none_before_it(plan_of: PlanOf) -> None:
    small = plan_of(ROOM, CABINETS, TABLE, AGENT)
    large = plan_of(ROOM, CABINETS, TABLE, "object extra { kind: plant; at: anywhere }", MUGS, AGENT)
    pairs = zip(
        draw_worlds(small, 3, range(40), [0] * 40), draw_worlds(large, 3, range(40), [0] * 40), strict=True
    )
    compared = 0
    for before, after in pairs:
        if isinstance(before, World) and isinstance(after, World):
            assert after.things[: len(before.things)] == before.things
            compared += 1
    assert compared > 20


def test_a_larger_count_leaves_the_earlier_members(plan_of: PlanOf) -> None:
    few = plan_of(ROOM, "objects seats { count: 3; kind: stool; at: anywhere }", AGENT)
    many = plan_of(ROOM, "objects seats { count: 9; kind: stool; at: anywhere }", AGENT)
    pairs = zip(
        draw_worlds(few, 3, range(20), [0] * 20), draw_worlds(many, 3, range(20), [0] * 20), strict=True
    )
    for before, after in pairs:
        assert isinstance(before, World) and isinstance(after, World)
        assert after.things[:3] == before.things
        assert len(after.things) == 9


def test_a_dense_scene_is_solved(plan_of: PlanOf) -> None:
    """Fifteen crates clear of the anchors, of which drawing whole scenes until one fits finds none."""
    worlds = draw_worlds(plan_of(ROOM, WALL), 5, range(64), [0] * 64)
    solved = [world for world in worlds if isinstance(world, World)]
    assert len(solved) > 60
    for world in solved:
        plans = {name: footprint(thing) for name, thing in by_name(world).items()}
        crates = [plan for name, plan in plans.items() if name.startswith("clutter")]
        assert len(crates) == 15
        assert all(a.intersection(b).area < 1e-9 for a, b in combinations(plans.values(), 2))
        assert all(
            crate.distance(plans[anchor]) >= 0.3 - 1e-9 for crate in crates for anchor in ("origin", "x_axis")
        )


@pytest.mark.parametrize(
    ("statements", "object_name", "reason"),
    [
        (
            ("room: (1.0, 1.0, 2.7) m", "objects beds { count: 2; kind: stool; at: (0, 0) m }", AGENT),
            "beds[1]",
            "it would overlap `beds`",
        ),
        (("room: (1.0, 1.0, 2.7) m", TABLE, AGENT), "table", "no room for its size"),
        ((ROOM, "object stool { kind: stool; at: (2.45, 0) m }", AGENT), "stool", "it would stick out"),
        (
            (
                ROOM,
                "object one { kind: stool; at: (0, 0) m }",
                "object two { kind: stool; at: anywhere }",
                "require gap(one, two) >= 9 m",
                AGENT,
            ),
            "two",
            "require gap(one, two) >= 9 m",
        ),
    ],
)
def test_an_impossible_scene_is_refused_for_the_right_reason(
    plan_of: PlanOf, statements: tuple[str, ...], object_name: str, reason: str
) -> None:
    for refusal in draw_worlds(plan_of(*statements), 0, range(8), [0] * 8):
        assert isinstance(refusal, Rejection)
        assert (refusal.object, refusal.reason) == (object_name, reason)
        assert (refusal.requirement is not None) == reason.startswith("require")


def test_an_object_is_uniform_over_the_places_that_are_left(plan_of: PlanOf) -> None:
    """A stool beside a table in the middle: as many in each cell of the floor as its free part is large."""
    plan = plan_of(
        "room: (3.0, 3.0, 2.7) m",
        "object block { kind: stool; at: (0.3, 0.2) m; yaw: 0 deg }",
        "object stool { kind: stool; at: anywhere; yaw: 0 deg }",
        AGENT,
    )
    worlds = [world for world in draw_worlds(plan, 9, range(4000), [0] * 4000) if isinstance(world, World)]
    assert len(worlds) == 4000
    block, one = by_name(worlds[0])["block"], by_name(worlds[0])["stool"]
    reach = one.size[0] / 2
    taken = shapely.box(
        *(0.3 - block.size[0] / 2 - reach, 0.2 - block.size[1] / 2 - reach),
        *(0.3 + block.size[0] / 2 + reach, 0.2 + block.size[1] / 2 + reach),
    )
    edges = np.linspace(-1.5 + reach, 1.5 - reach, 6)
    free = np.array(
        [
            [shapely.box(a, b, c, d).difference(taken).area for b, d in pairwise(edges)]
            for a, c in pairwise(edges)
        ]
    )
    at = np.array([by_name(world)["stool"].placement.position[:2] for world in worlds])
    seen, _, _ = np.histogram2d(at[:, 0], at[:, 1], bins=(edges, edges))
    assert seen[free < 1e-9].sum() == 0
    counted = free > 0.002
    expected = free[counted] / free[counted].sum() * seen[counted].sum()
    assert stats.chisquare(seen[counted], expected).pvalue > 1e-3
