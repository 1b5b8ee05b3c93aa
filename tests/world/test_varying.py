"""Worlds that vary in several things: each state is a world of its own."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations

import numpy as np
import pytest
from msgspec.structs import replace

from spacenum_dsl.base.boxes import Boxes, overlap
from spacenum_dsl.checks.checked_world import Judged
from spacenum_dsl.checks.solids import overlapping
from spacenum_dsl.semantics.program import Program
from spacenum_dsl.world.evaluate import Draws
from spacenum_dsl.world.plan import Plan, plan_scene
from spacenum_dsl.world.presence import members_there
from spacenum_dsl.world.sampler import draw_worlds
from spacenum_dsl.world.world import Placement, Presence, Stratum, Thing, Variation, Varying, World

SCENE = """
scene test {{
  surface: desk_top(1.6, 1.0) m
  object one {{ kind: box; at: anywhere; yaw: any }}
  objects mugs {{ count: 2 .. 9; kind: mug; at: anywhere }}
  object other {{ kind: toaster; at: anywhere; yaw: any }}
  distractors clutter {{ count: 0 .. 3; kind: apple; at: anywhere }}
  camera {{ look_at: surface; distance: 1.6 m; elevation: 50 deg; azimuth: -90 deg }}
  {requirements}
}}
"""
BOTH = tuple(Variation(name, ("position",), 4, along_x=False) for name in ("one", "other"))
MUGS = Presence("mugs", 4, different=True)
CLUTTER = Presence("clutter", 4, different=False)
PlanOf = Callable[..., Plan]


@pytest.fixture(scope="module")
def plan_of(program_of: Callable[[str], Program]) -> PlanOf:
    def make(requirements: str = "") -> Plan:
        return plan_scene(program_of(SCENE.format(requirements=requirements)).scenes["test"])

    return make


def drawn(plan: Plan, varying: tuple[Varying, ...], count: int = 30) -> list[World]:
    found = draw_worlds(plan, 3, range(count), [0] * count, varying)
    return [world for world in found if isinstance(world, World)]


def meet(one: Thing, other: Thing) -> bool:
    a, b = (Boxes(*map(np.asarray, (box.x, box.y, box.z, box.yaw, box.depth, box.width, box.height)))
            for box in (one.box(), other.box()))  # fmt: skip
    return bool(overlap(a, b))


def test_each_state_is_a_world_of_its_own(plan_of: PlanOf) -> None:
    """Nothing overlaps in any state; an object may stand where the other one stands in another state."""
    worlds, crossing = drawn(plan_of(), (*BOTH, MUGS)), 0
    assert len(worlds) > 15
    for world in worlds:
        assert world.varied[0] == "one" and world.varied[-1] == "other" and len(world.states) == 4
        for state in range(4):
            things = world.in_state(state)
            assert not any(meet(a, b) for a, b in combinations(things, 2))
        crossing += any(
            meet(world.thing("one", k), world.thing("other", n)) for k in range(4) for n in range(4) if k != n
        )
        assert not list(overlapping(Judged(world).fixed, Judged(world).moving))
    assert crossing > 5


def test_requirements_hold_in_each_state(plan_of: PlanOf) -> None:
    """Between two that move, and about how many are there."""
    plan = plan_of("require distance(one, other) <= 60 cm and count(mugs) <= 8")
    worlds = drawn(plan, (*BOTH, MUGS), 60)
    assert len(worlds) > 10
    for world in worlds:
        places = []
        for state in range(4):
            one, other = (np.array(world.thing(name, state).placement.position) for name in ("one", "other"))
            assert np.linalg.norm((one - other)[:2]) <= 0.6
            assert sum(thing.group == "mugs" for thing in world.in_state(state)) <= 8
            places.append(one)
        assert len(np.unique(places, axis=0)) == 4


def test_the_judge_holds_states_apart(plan_of: PlanOf) -> None:
    """It finds what overlaps in one state, and nothing where one stands as the other does in the next."""
    world = drawn(plan_of(), BOTH, 12)[0]
    one, other = (Placement((x, 0.0, 0.0), 0.0, 1.0) for x in (-0.4, 0.4))
    for states, expected in ((((one, one), (one, other)), 1), (((one, other), (other, one)), 0)):
        judged = Judged(replace(world, states=states))
        pairs = [{solid.thing.name for solid in pair} for pair in overlapping((), judged.moving)]
        assert pairs == [{"one", "other"}] * expected


def counts(plan: Plan, group: Presence, attempt: int) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    index = np.arange(2000, dtype=np.uint64)
    return members_there(Draws(3, plan.stream, index, np.full_like(index, attempt)), plan, group)


def test_a_number_of_members_tells_no_rank(plan_of: PlanOf) -> None:
    """Numbers are neighbours, do not hang on the attempt at a world, and come in any order of the states; who
    is there is drawn for each state."""
    plan = plan_of()
    there, again = counts(plan, MUGS, 0), counts(plan, MUGS, 5)
    numbers = there.sum(axis=2)
    assert (np.sort(numbers) - numbers.min(axis=1)[:, None] == np.arange(4)).all()
    assert (numbers == again.sum(axis=2)).all() and not (there == again).all(axis=(1, 2)).any()
    assert set(np.unique(numbers)) == set(range(2, 10))
    for number in (5, 6):  # all four windows of four neighbours have it
        ranks = (number - numbers.min(axis=1))[(numbers == number).any(axis=1)]
        shares = np.bincount(ranks, minlength=4) / len(ranks)
        assert abs(shares - 1 / 4).max() < 0.05
    assert abs(np.bincount(numbers.argmin(axis=1)) / 2000 - 1 / 4).max() < 0.04
    assert np.ptp(there.mean(axis=(0, 1))) < 0.03


def test_a_group_beside_tells_no_number(plan_of: PlanOf) -> None:
    plan = plan_of()
    mugs, clutter = (counts(plan, group, 0).sum(axis=2).ravel() for group in (MUGS, CLUTTER))
    assert set(clutter.tolist()) == {0, 1, 2, 3}
    assert abs(np.corrcoef(mugs, clutter)[0, 1]) < 0.04


def test_strata_speak_of_what_varies_with_them(plan_of: PlanOf, program_of: Callable[[str], Program]) -> None:
    """In state k the second object is as far from the first one, where that stands in state k, as stratum k
    says."""

    def stratum(low: int, high: int) -> Stratum:
        text = f"require distance(one, other) >= {low} cm and distance(one, other) <= {high} cm"
        (need,) = program_of(SCENE.format(requirements=text)).scenes["test"].requirements
        return Stratum(f"{low} to {high} cm away", need.condition)

    strata = tuple(stratum(low, low + 10) for low in (15, 30, 45))
    first = Variation("one", ("position",), 3, along_x=False)
    worlds = drawn(plan_of(), (first, Variation("other", ("position",), 3, along_x=False, strata=strata)))
    assert len(worlds) > 5
    for world in worlds:
        for state, low in enumerate((0.15, 0.30, 0.45)):
            a, b = (world.thing(name, state) for name in ("one", "other"))
            assert not meet(a, b)
            centres = [np.add(t.placement.position, (0, 0, t.size[2] / 2)) for t in (a, b)]
            assert low - 1e-6 <= np.linalg.norm(np.subtract(*centres)) <= low + 0.1 + 1e-6


def test_all_that_varies_has_the_same_states(plan_of: PlanOf) -> None:
    with pytest.raises(ValueError, match="4, 3 states"):
        draw_worlds(plan_of(), 3, [0], [0], (MUGS, Presence("clutter", 3, different=False)))
