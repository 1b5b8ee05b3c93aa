"""A hand-made room that all renderers draw, and renderers opened once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from handmade import FAR, HIGH, LEFT, NEAR, ROOM, ROUND, box, ornament, shell

from spacenum_dsl.base import registry
from spacenum_dsl.output.pictures.renderer import RENDERERS, Instance, Session, Stage
from spacenum_dsl.world.lighting import Lamp, Lighting


@pytest.fixture(scope="session")
def stage() -> Stage:
    """Things in a room of 8×8×3 m: near and far along y, one ahead along x, one high up on the left."""
    placed = (
        (ROOM, shell(8.0, 8.0, 3.0), (0.0, 0.0, 0.0), 0.0, "white"),
        (NEAR, box((0.5, 0.5, 0.5)), (0.0, -1.0, 0.0), 0.0, "red"),
        (FAR, box((0.5, 0.5, 0.5)), (0.0, 1.0, 0.0), 0.0, "blue"),
        (LEFT, box((1.0, 1.0, 1.0)), (3.0, 0.0, 0.5), 0.0, "green"),
        (HIGH, box((0.4, 0.6, 0.4)), (2.5, 2.5, 2.2), 30.0, "yellow"),
        (ROUND, ornament(), (-2.0, 1.5, 0.0), 0.0, "purple"),
    )
    instances = tuple(Instance(*each[:4], 1.0, each[4]) for each in placed)
    return Stage("hand-made", instances, Lighting((Lamp((0.0, 0.0, 2.9), (1.0, 1.0), 120.0),)))


@pytest.fixture(scope="session")
def sessions() -> Iterator[dict[str, Session | str]]:
    """Our renderers, open, or the reason why one can't be."""
    faults = registry.load()
    assert not [fault for fault in faults if fault.module.startswith("spacenum_renderers")]
    with ExitStack() as held:
        opened: dict[str, Session | str] = {}
        for name in ("raycast", "blender"):
            renderer = RENDERERS[name]
            opened[name] = renderer.missing() or held.enter_context(renderer.open("draft", 2))
        yield opened


@pytest.fixture(params=["raycast", "blender"])
def session(request: pytest.FixtureRequest, sessions: dict[str, Session | str]) -> Session:
    chosen = sessions[request.param]
    if isinstance(chosen, str):
        pytest.skip(chosen)
    return chosen
