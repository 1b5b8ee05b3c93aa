"""Every bundled style furnishes a room by itself; most first attempts stand and can be walked all over."""

from __future__ import annotations

import math
from functools import cache

import pytest

from spacenum_dsl.base import registry
from spacenum_dsl.base.span import Source
from spacenum_dsl.language.format import format_tree
from spacenum_dsl.language.parse import parse
from spacenum_dsl.questions.walking import ground_of
from spacenum_dsl.semantics.resolve import resolve
from spacenum_dsl.semantics.style import STYLES
from spacenum_dsl.world.plan import plan_scene
from spacenum_dsl.world.rejection import Rejection
from spacenum_dsl.world.sampler import draw_worlds
from spacenum_dsl.world.world import World

registry.load()
ROOMS = 200

WALKABLE = {"bathroom": 0.80, "bedroom": 0.55, "kitchen": 0.75, "living_room": 0.60, "office": 0.55}
"""Least share of first attempts in which all is placed and the free floor is connected."""

FEWEST = 18
"""Things in the emptiest room of any style."""

BY_EACH_OTHER = (
    ("bathroom", "basin", "mirror", (-0.25, -0.20), (0.0, 0.001), 0.0),
    ("bedroom", "bed", "stand", (-0.90, -0.80), (0.70, 1.20), 0.0),
    ("bedroom", "bed", "far_stand", (-0.90, -0.80), (0.70, 1.20), 0.0),
    ("kitchen", "cooker", "hood", (-0.10, -0.05), (0.0, 0.001), 0.0),
    ("kitchen", "fridge", "unit", (-0.10, 0.0), (0.55, 0.80), 0.0),
    ("kitchen", "sink", "drainer", (-0.01, 0.05), (0.60, 0.95), 0.0),
    ("living_room", "tv", "sofa", (2.1, 3.2), (0.0, 0.45), 180.0),
    ("living_room", "sofa", "low_table", (1.0, 1.4), (0.0, 0.75), 180.0),
    ("office", "desk", "seat", (0.6, 0.9), (0.0, 0.5), 180.0),
)
"""What a person expects of every room: of the first of two things, how far ahead of it and how far aside the
second one's middle is, least and most, in metres, and by how much it is turned, in degrees."""


@cache
def first_attempts(style: str) -> list[World | Rejection]:
    text = (
        f"scene room {{ style: {style}; agent {{ at: free(0.3 m); height: 1.5 m }} }}\n"
        "transition turn on room { action: rotate_left; by: 10 .. 70 step 10 deg }\n"
        "dataset rooms { cells { turn: 1 } }\n"
    )
    parsed = parse(Source("room.scene", text))
    resolved = resolve([parsed.tree], (), parsed.diagnostics)
    assert resolved.program is not None, resolved.diagnostics
    return draw_worlds(plan_scene(resolved.program.scenes["room"]), 1, range(ROOMS), [0] * ROOMS)


def rooms_of(style: str) -> list[World]:
    return [drawn for drawn in first_attempts(style) if isinstance(drawn, World)]


def seen_from(world: World, one: str, other: str) -> tuple[float, float, float]:
    """How far ahead and to the left of one thing another one is, and how much it is turned against it."""
    a, b = (next(thing for thing in world.things if thing.name == name).placement for name in (one, other))
    x, y, turn = b.position[0] - a.position[0], b.position[1] - a.position[1], math.radians(a.yaw)
    ahead, left = x * math.cos(turn) + y * math.sin(turn), y * math.cos(turn) - x * math.sin(turn)
    return ahead, left, (b.yaw - a.yaw) % 360.0


def test_every_style_has_a_mark() -> None:
    assert set(WALKABLE) == set(STYLES)


@pytest.mark.parametrize("style", sorted(STYLES))
def test_text_is_formatted(style: str) -> None:
    source = STYLES[style].source
    parsed = parse(source)
    assert not parsed.diagnostics
    assert format_tree(parsed.tree) == source.text


@pytest.mark.parametrize("style", sorted(STYLES))
def test_first_attempts_are_walkable(style: str) -> None:
    connected = [world for world in rooms_of(style) if ground_of(world, 0.3, 1.5).connected]
    refused = {(one.object, one.reason) for one in first_attempts(style) if isinstance(one, Rejection)}
    assert len(connected) >= WALKABLE[style] * ROOMS, refused


@pytest.mark.parametrize("style", sorted(STYLES))
def test_rooms_are_full_and_differ(style: str) -> None:
    kinds = [tuple(sorted(thing.kind for thing in world.things)) for world in rooms_of(style)]
    assert min(map(len, kinds)) >= FEWEST
    assert len(set(kinds)) >= 0.9 * len(kinds)


@pytest.mark.parametrize(("style", "one", "other", "ahead", "aside", "turned"), BY_EACH_OTHER)
def test_things_stand_by_each_other(
    style: str,
    one: str,
    other: str,
    ahead: tuple[float, float],
    aside: tuple[float, float],
    turned: float,
) -> None:
    for world in rooms_of(style):
        out, left, turn = seen_from(world, one, other)
        assert ahead[0] <= out <= ahead[1]
        assert aside[0] <= abs(left) <= aside[1]
        assert turn == pytest.approx(turned)


def test_the_bed_is_between_its_stands() -> None:
    for world in rooms_of("bedroom"):
        assert seen_from(world, "bed", "stand")[1] * seen_from(world, "bed", "far_stand")[1] < 0


def test_a_style_that_is_not_there_is_the_only_fault() -> None:
    """That its room is missing then goes without saying."""
    parsed = parse(Source("flat.scene", "scene flat { style: bedrom; agent { at: free(0.3 m) } }\n"))
    found = resolve([parsed.tree], (), parsed.diagnostics).diagnostics
    assert [(fault.code, fault.severity) for fault in found] == [("SN204", "error")]
