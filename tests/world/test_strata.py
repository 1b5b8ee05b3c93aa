"""Strata: one place in each of them, drawn as if no other had to be filled."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from itertools import combinations

import numpy as np
import pytest

from spacenum_dsl.semantics.program import Program
from spacenum_dsl.world.plan import Plan, plan_scene
from spacenum_dsl.world.rejection import Rejection
from spacenum_dsl.world.sampler import draw_worlds
from spacenum_dsl.world.world import Stratum, Variation, Varying, World

SCENE = """
scene test {{
  surface: desk_top(1.6, 1.0) m
  anchor origin {{ kind: mug;  at: (-0.1 .. 0.1, -0.1 .. 0.1) m }}
  anchor x_axis {{ kind: lamp; at: (0.6, -0.4) m }}
  distractors clutter {{ count: {clutter}; kind: cup; at: anywhere }}
  object target {{ kind: apple; at: anywhere }}
  distractors late {{ count: 2; kind: box; at: anywhere }}
  camera {{ look_at: surface; distance: 1.6 m; elevation: 50 deg; azimuth: -90 deg }}
  {requirements}
}}
"""
MARGIN = 5.0
ProgramOf = Callable[[str], Program]
PlanOf = Callable[..., Plan]
StrataOf = Callable[[int], tuple[Stratum, ...]]


@pytest.fixture(scope="module")
def plan_of(program_of: ProgramOf) -> PlanOf:
    def make(*requirements: str, clutter: str = "2 .. 4") -> Plan:
        text = SCENE.format(requirements="\n  ".join(requirements), clutter=clutter)
        return plan_scene(program_of(text).scenes["test"])

    return make


@pytest.fixture(scope="module")
def strata_of(program_of: ProgramOf) -> StrataOf:
    """So many equal sectors round the mug, by their place counter-clockwise from −x of the map."""

    def make(count: int) -> tuple[Stratum, ...]:
        return tuple(
            named(program_of, f"in sector {k}", f"{sectors(count, k, 'angle(origin, target)')}")
            for k in range(count)
        )

    return make


def sectors(count: int, k: int, what: str) -> str:
    low, high = (-180 + 360 * (k + end) / count for end in (0, 1))
    return f"{what} >= {low + MARGIN} deg and {what} <= {high - MARGIN} deg"


def named(program_of: ProgramOf, name: str, condition: str) -> Stratum:
    text = SCENE.format(requirements=f"require {condition}", clutter="2")
    (need,) = program_of(text).scenes["test"].requirements
    return Stratum(name, need.condition)


def one_in_each(strata: Sequence[Stratum]) -> tuple[Varying, ...]:
    return (Variation("target", ("position",), len(strata), along_x=False, strata=tuple(strata)),)


def drawn(plan: Plan, variation: tuple[Varying, ...], worlds: int) -> list[World]:
    found = draw_worlds(plan, 3, range(worlds), [0] * worlds, variation)
    return [world for world in found if isinstance(world, World)]


def turned(world: World, state: int) -> float:
    """From the mug to the target in plan, degrees from −x of the map, from 0 to 360."""
    origin, lamp = (world.thing(name).placement.position for name in ("origin", "x_axis"))
    x, y, _ = world.thing("target", state).placement.position
    along = math.atan2(lamp[1] - origin[1], lamp[0] - origin[0])
    return (math.degrees(math.atan2(y - origin[1], x - origin[0]) - along) + 180.0) % 360.0


@pytest.mark.parametrize("count", [2, 3, 4, 8])
def test_every_state_lies_in_its_stratum(plan_of: PlanOf, strata_of: StrataOf, count: int) -> None:
    worlds = drawn(plan_of(), one_in_each(strata_of(count)), 24)
    assert len(worlds) > 20
    for world in worlds:
        assert len(world.states) == count
        for state in range(count):
            into = turned(world, state) - 360 * state / count
            assert MARGIN - 1e-6 <= into <= 360 / count - MARGIN + 1e-6


def test_the_order_of_the_strata_decides_the_order_of_the_states_alone(
    plan_of: PlanOf, strata_of: StrataOf
) -> None:
    strata = strata_of(8)
    plan = plan_of("require gap(target, anchors) >= 2 cm")
    order = np.random.default_rng(2).permutation(8).tolist()
    usual = draw_worlds(plan, 3, range(24), [0] * 24, one_in_each(strata))
    other = draw_worlds(plan, 3, range(24), [0] * 24, one_in_each([strata[k] for k in order]))
    compared = 0
    for one, two in zip(usual, other, strict=True):
        assert isinstance(one, World) == isinstance(two, World)
        if isinstance(one, World) and isinstance(two, World):
            assert two.states == tuple(one.states[k] for k in order)
            assert [each for each in two.things if each.name != "target"] == [
                each for each in one.things if each.name != "target"
            ]
            compared += 1
    assert compared > 20


def test_a_world_is_the_same_whatever_batch_it_is_drawn_in(plan_of: PlanOf, strata_of: StrataOf) -> None:
    """Full desks, so that some worlds go on to later rounds and some fail."""
    plan, variation = plan_of("require gap(target, clutter) >= 6 cm", clutter="14"), one_in_each(strata_of(8))
    together = draw_worlds(plan, 7, range(16), [1] * 16, variation)
    alone = [draw_worlds(plan, 7, [number], [1], variation)[0] for number in range(16)]
    assert together == alone
    assert {type(each) for each in together} == {World, Rejection}


def test_requirements_hold_in_every_stratum_and_between_them(
    plan_of: PlanOf, program_of: ProgramOf, strata_of: StrataOf
) -> None:
    """Including one that is about the whole set, the distance to the nearest other place."""
    text = SCENE.format(requirements="require distance(target, origin) >= 25 cm", clutter="2")
    text += "layout far on test { target: target; vary: position; require step >= 30 cm }"
    program = program_of(text)
    plan = plan_scene(program.scenes["test"], program.families["far"].requirements)
    worlds = drawn(plan, one_in_each(strata_of(4)), 24)
    assert len(worlds) > 20
    for world in worlds:
        mug = world.thing("origin").placement.position
        places = [state.position[:2] for (state,) in world.states]
        assert min(math.dist(one, two) for one, two in combinations(places, 2)) >= 0.3 - 1e-9
        assert min(math.dist(mug[:2], place) for place in places) > 0.2
    loose = drawn(plan_scene(program.scenes["test"]), one_in_each(strata_of(4)), 24)
    assert any(
        math.dist(one.position, two.position) < 0.3
        for world in loose
        for (one,), (two,) in combinations(world.states, 2)
    )


def test_eight_sectors_cost_about_what_eight_places_cost(plan_of: PlanOf, strata_of: StrataOf) -> None:
    """Of sets of eight places that are drawn together, one in 8⁸ / 8! has one in each sector: about one in
    400, and 168 such sets are drawn for a world at most. Filled one by one, sectors need the first rounds."""
    plan, variation = plan_of(clutter="2"), one_in_each(strata_of(8))
    solved = drawn(plan, variation, 100)
    assert len(solved) >= 97


@pytest.mark.parametrize(
    ("requirement", "condition", "reason", "detail"),
    [
        ("", "angle(origin, target) > 180 deg", "no place for it beyond", "none of 256 places lies there"),
        (
            "require gap(target, origin) >= 20 cm",
            "gap(origin, target) < 10 cm",
            "no place for it beyond",
            "lie there, and none passes: require gap(target, origin) >= 20 cm, `gap(target, origin)` came to",
        ),
    ],
)
def test_a_stratum_without_a_place_is_named(
    plan_of: PlanOf,
    program_of: ProgramOf,
    strata_of: StrataOf,
    requirement: str,
    condition: str,
    reason: str,
    detail: str,
) -> None:
    strata = (named(program_of, "in sector 0", sectors(2, 0, "angle(origin, target)")),)
    strata += (named(program_of, "beyond", condition),)
    for refusal in draw_worlds(plan_of(requirement), 0, range(8), [0] * 8, one_in_each(strata)):
        assert isinstance(refusal, Rejection)
        assert (refusal.object, refusal.reason) == ("target", reason)
        assert detail in refusal.detail
        assert any("loosen" in way for way in refusal.ways) == bool(requirement)


def test_counts_of_a_refusal_are_those_of_the_places(plan_of: PlanOf, program_of: ProgramOf) -> None:
    """Half of the desk is told as the share of the places that lie there."""
    strata = [named(program_of, name, "angle(origin, target) > 0 deg") for name in ("there", "there too")]
    plan = plan_of("require gap(target, origin) >= 3 m")
    for refusal in draw_worlds(plan, 0, range(4), [0] * 4, one_in_each(strata)):
        assert isinstance(refusal, Rejection)
        lying, _, count, *_ = refusal.detail.split()
        assert count == "256" and 60 < int(lying) < 190


def test_places_of_one_stratum_twice_differ(plan_of: PlanOf, program_of: ProgramOf) -> None:
    """Strata may overlap; then the places of a set might be one, and are refused."""
    strata = [named(program_of, "anywhere", "gap(origin, target) >= 0 cm") for _ in range(2)]
    for refusal in draw_worlds(plan_of(), 0, range(4), [0] * 4, one_in_each(strata)):
        assert isinstance(refusal, Rejection)
        assert refusal.reason == "no different values for the options"


def test_what_stands_later_can_make_no_stratum(plan_of: PlanOf, program_of: ProgramOf) -> None:
    strata = [named(program_of, "near it", "gap(late[0], target) <= 50 cm") for _ in range(2)]
    with pytest.raises(ValueError, match=r"near it: nothing is known yet of late\[0\]"):
        draw_worlds(plan_of(), 0, [0], [0], one_in_each(strata))


def test_only_positions_vary_from_stratum_to_stratum(strata_of: StrataOf) -> None:
    strata = strata_of(2)
    with pytest.raises(ValueError, match="only the position"):
        Variation("target", ("position", "size"), 2, along_x=False, strata=strata)
    with pytest.raises(ValueError, match="2 strata hold one place each, not 3 places"):
        Variation("target", ("position",), 3, along_x=False, strata=strata)
    with pytest.raises(ValueError, match="span="):
        Variation("target", ("position",), 2, along_x=False, span=0.5, strata=strata)
