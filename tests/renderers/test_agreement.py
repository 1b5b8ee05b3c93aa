"""The quick renderer and the path tracer see the same world: instance ids and depths agree."""

from __future__ import annotations

import numpy as np
import pytest

from spacenum_dsl.base.camera import Camera
from spacenum_dsl.output.pictures.renderer import Session, Stage

pytestmark = pytest.mark.long

POSES = (
    Camera((-3.4, -3.0, 1.6), 40.0, -15.0, 80.0, 160, 160),
    Camera((3.0, -3.0, 1.2), 130.0, -5.0, 60.0, 200, 120),
    Camera((-1.0, 3.2, 2.0), -70.0, -30.0, 70.0, 160, 160),
)


@pytest.mark.parametrize("camera", POSES)
def test_passes_agree(sessions: dict[str, Session | str], stage: Stage, camera: Camera) -> None:
    """Ids overlap by 95 % or more per object over 200 px; where they agree, depths differ by less than 1 %
    and normals by less than a thousandth."""
    frames = []
    for session in sessions.values():
        if isinstance(session, str):
            pytest.skip(session)
        frames.append(session.render(stage, camera, passes=True))
    one, two = frames
    assert one.ids is not None
    assert two.ids is not None
    assert one.depth is not None
    assert two.depth is not None
    compared = 0
    for thing in np.unique(one.ids):
        mine, theirs = one.ids == thing, two.ids == thing
        if mine.sum() > 200:
            assert (mine & theirs).sum() / (mine | theirs).sum() >= 0.95
            compared += 1
    assert compared >= 3
    agree = one.ids == two.ids
    assert np.median(np.abs(one.depth[agree] / two.depth[agree] - 1)) < 1e-4
    assert (np.abs(one.depth[agree] / two.depth[agree] - 1) < 0.01).mean() > 0.999
    assert one.normals is not None
    assert two.normals is not None
    apart = np.abs(one.normals - two.normals).max(axis=2)[agree]
    assert np.median(apart) < 1e-5
    assert (apart < 1e-3).mean() > 0.999


def test_brightness_agrees(sessions: dict[str, Session | str], stage: Stage) -> None:
    """A stage that is readable in one is in the other: mean brightness within a fifth."""
    means = []
    for session in sessions.values():
        if isinstance(session, str):
            pytest.skip(session)
        means.append(session.render(stage, POSES[0], passes=False).colour.mean())
    assert means[0] == pytest.approx(means[1], rel=0.2)
