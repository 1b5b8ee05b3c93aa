"""Frames a second of the `raycast` renderer on one core: a loaded stage, and a new stage every five cameras.

Run: python benchmarks/raycast_fps.py
"""

from __future__ import annotations

import time
from collections.abc import Callable

from _room import CAMERAS, room, triangles

from spacenum_dsl.base import registry
from spacenum_dsl.output.pictures.renderer import RENDERERS

GOAL = 20.0
ROUNDS = 10


def measured(render: Callable[[], int]) -> float:
    """Frames a second of the median round; a round tells how many frames it made."""
    render()
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        frames = render()
        times.append((time.perf_counter() - start) / frames)
    return 1 / sorted(times)[ROUNDS // 2]


def main() -> None:
    registry.load()
    renderer = RENDERERS["raycast"]
    stages = [room(number) for number in range(ROUNDS + 1)]
    left = iter(stages)
    with renderer.open("standard", 1) as session:

        def warm() -> int:
            for camera in CAMERAS:
                session.render(stages[0], camera, passes=False)
            return len(CAMERAS)

        def fresh() -> int:
            stage = next(left)
            for camera in CAMERAS:
                session.render(stage, camera, passes=True)
            return len(CAMERAS)

        figures = {"one stage, colour": measured(warm), "new stage every 5, with passes": measured(fresh)}
    print(f"{len(stages[0].instances)} instances, {triangles(stages[0])} triangles, 336×336 px, one thread")
    for name, figure in figures.items():
        print(f"{name:32} {figure:6.1f} frames/s   goal {GOAL:.0f}: {'met' if figure >= GOAL else 'missed'}")


if __name__ == "__main__":
    main()
