"""Scenes a second of our sampler and of Scenic, on one layout, in one run, on one core.

Run: python benchmarks/against_scenic.py [--seconds 4] [--wall-seconds 30]     (needs `spacenum[benchmarks]`)

A 5 × 5 m room with two fixed anchors, a target and N distractors, all cubes of 0.3 m, uniform and apart
from each other. Scenic runs in its 2D and its full mode, and the faster one counts. Then the wall:
distractors of 0.5 m that keep 0.3 m from the anchors, which rejection of whole scenes does not get through.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable, Sequence
from itertools import combinations

import numpy as np
import shapely

from spacenum_dsl.base import registry
from spacenum_dsl.base.span import Source
from spacenum_dsl.catalogue.kinds._common import slab
from spacenum_dsl.language.parse import parse
from spacenum_dsl.semantics.kind import Kind, register
from spacenum_dsl.semantics.resolve import resolve
from spacenum_dsl.world.plan import Plan, plan_scene
from spacenum_dsl.world.sampler import draw_worlds
from spacenum_dsl.world.world import World

try:
    import scenic
except ImportError:
    scenic = None

BATCH = 64
MARKS = {0: 2.0, 3: 3.0, 8: 10.0, 15: 50.0}
"""By how many distractors, how many times as fast we must be."""

WALL = 15
WALL_SIDE = 0.5
WALL_GAP = 0.3
WALL_MARK = 20.0
"""Worlds a second behind the wall."""

OURS = """
scene bench {{
  room: (5.0, 5.0, 2.7) m
  anchor origin {{ kind: cube_30; at: (-1.0, 0.0) m }}
  anchor x_axis {{ kind: cube_30; at: ( 1.0, 0.0) m }}
  object target {{ kind: cube_30; at: anywhere }}
  {distractors}
  camera {{ look_at: room; distance: 2 m; elevation: 40 deg; azimuth: -90 deg; fov: 60 deg }}
}}
"""

THEIRS = """
workspace = Workspace(RectangularRegion((0, 0), 0, 5, 5))
class Cube:
    width: 0.3
    length: 0.3
    height: 0.3
    regionContainedIn: workspace
origin = new Cube at (-1, 0)
other = new Cube at (1, 0)
ego = new Cube in workspace
"""


def cubes() -> None:
    """Kinds of exactly the sizes that Scenic gets."""
    for side in (0.3, WALL_SIDE):
        half = side / 2
        register(
            Kind(
                f"cube_{round(100 * side)}",
                (side, side, side),
                (side, side, side),
                "this benchmark",
                ("red",),
                ("floor",),
                lambda size, _, half=half: (slab((-half, -half, 0.0), (half, half, size[2])),),
            )
        )


def plan_of(distractors: str) -> Plan:
    found = resolve([parse(Source("bench.scene", OURS.format(distractors=distractors))).tree])
    if found.program is None:
        raise SystemExit("\n".join(str(diagnostic) for diagnostic in found.diagnostics))
    return plan_scene(found.program.scenes["bench"])


def our_rate(plan: Plan, seconds: float, checked: Callable[[World], None]) -> float:
    """Worlds a second in batches; refused ones cost time and do not count, and checking is not timed."""
    spent, made, start = 0.0, 0, 0
    draw_worlds(plan, 1, range(BATCH), [0] * BATCH)
    while spent < seconds:
        begun = time.perf_counter()
        drawn = draw_worlds(plan, 0, range(start, start + BATCH), [0] * BATCH)
        spent += time.perf_counter() - begun
        start += BATCH
        worlds = [world for world in drawn if isinstance(world, World)]
        made += len(worlds)
        for world in worlds:
            checked(world)
    return made / spent


def footprints(world: World) -> list[shapely.Polygon]:
    """The cubes' floor plans, from the world's record alone. Cubes turned by nothing have no other yaw."""
    found = []
    for thing in world.things:
        x, y, _ = thing.placement.position
        half = thing.size[0] * thing.placement.scale / 2
        assert thing.placement.yaw % 90.0 == 0.0
        found.append(shapely.box(x - half, y - half, x + half, y + half))
    return found


def check(world: World) -> None:
    """Nothing overlaps, nothing leaves the room."""
    plans = footprints(world)
    room = shapely.box(-2.5 - 1e-9, -2.5 - 1e-9, 2.5 + 1e-9, 2.5 + 1e-9)
    assert all(room.covers(plan) for plan in plans)
    assert all(a.intersection(b).area < 1e-9 for a, b in combinations(plans, 2))


def check_wall(world: World) -> None:
    """The same, and the gap to the anchors."""
    check(world)
    plans = dict(zip((thing.name for thing in world.things), footprints(world), strict=True))
    assert len(plans) == WALL + 3
    for name, plan in plans.items():
        if name.startswith("clutter"):
            gap = min(plan.distance(plans[anchor]) for anchor in ("origin", "x_axis"))
            assert gap >= WALL_GAP - 1e-9


def their_rate(text: str, seconds: float, flat: bool) -> float:
    """Scenes a second that Scenic generates in at least this time, after one that is not timed; its own
    limit on iterations makes it look at the clock."""
    scenario = scenic.scenarioFromString(text, mode2D=flat)
    random.seed(0)
    np.random.seed(0)
    _generated(scenario, time.perf_counter() + seconds)
    begun, made = time.perf_counter(), 0
    while time.perf_counter() < begun + seconds:
        made += _generated(scenario, begun + seconds)
    return made / (time.perf_counter() - begun)


def _generated(scenario: object, end: float) -> bool:
    """Whether a scene came out before the time is up."""
    while time.perf_counter() < end:
        try:
            scenario.generate(maxIterations=1000)
        except scenic.core.distributions.RejectionException:
            continue
        return True
    return False


def their_wall() -> str:
    lines = [THEIRS]
    for number in range(WALL):
        name = f"clutter{number}"
        lines += [f"{name} = new Cube in workspace, with width {WALL_SIDE}, with length {WALL_SIDE}"]
        lines += [f"require {name}._boundingPolygon.distance(origin._boundingPolygon) >= {WALL_GAP}"]
        lines += [f"require {name}._boundingPolygon.distance(other._boundingPolygon) >= {WALL_GAP}"]
    return "\n".join(lines)


def row(name: str, ours: float, theirs: float | None, mark: str, met: bool) -> None:
    ratio = f"{ours / theirs:9.1f}×" if theirs else f"{'–':>10}"
    other = "–" if theirs is None else f"{theirs:.1f}"
    print(f"{name:>24} {ours:12.1f} {other:>12} {ratio} {mark:>10}  {'met' if met else 'missed'}")


def main(arguments: Sequence[str] | None = None) -> None:
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--seconds", type=float, default=4.0, help="for each side of each row")
    options.add_argument("--wall-seconds", type=float, default=30.0, help="for Scenic at the wall")
    chosen = options.parse_args(arguments)
    if scenic is None:
        raise SystemExit("Scenic is not installed. Install the extra: pip install 'spacenum[benchmarks]'")
    registry.load()
    cubes()
    print(f"{'layout':>24} {'ours /s':>12} {'Scenic /s':>12} {'ratio':>10} {'mark':>10}")
    for count, mark in MARKS.items():
        written = f"distractors clutter {{ count: {count}; kind: cube_30; at: anywhere }}" if count else ""
        ours = our_rate(plan_of(written), chosen.seconds, check)
        text = THEIRS + "new Cube in workspace\n" * count
        theirs = max(their_rate(text, chosen.seconds, flat) for flat in (True, False))
        row(f"{count} distractors", ours, theirs, f"{mark:.0f}×", ours >= mark * theirs)
    wall = f"distractors clutter {{ count: {WALL}; kind: cube_{round(100 * WALL_SIDE)}; at: anywhere }}"
    wall += f"\n  require gap(clutter, anchors) >= {WALL_GAP} m"
    ours = our_rate(plan_of(wall), chosen.seconds, check_wall)
    theirs = their_rate(their_wall(), chosen.wall_seconds, True)
    row(f"wall, {WALL} of {WALL_SIDE} m", ours, theirs, f"{WALL_MARK:.0f}/s", ours >= WALL_MARK)


if __name__ == "__main__":
    main()
