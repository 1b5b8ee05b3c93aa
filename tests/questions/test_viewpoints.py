"""The same questions seen from elsewhere: where pictures are taken is what the arm says, by hand-made
geometry, and nothing else differs."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

import pytest
from probes import cell_of, changed, faults, outcomes, program_of, text_of

from spacenum_dsl.questions.question import Question


def pairs(cell: str, intervention: str) -> Iterator[tuple[Question, Question]]:
    found = [each for each in changed(cell, intervention) if each.question is not None]
    assert found
    assert faults(cell_of(program_of(intervention), cell), found) == ""
    for each in found:
        assert each.question is not None
        yield each.base, each.question


def polar(question: Question) -> tuple[float, float, float]:
    """Distance, elevation and azimuth of a layout's camera from the middle of the surface's top."""
    x, y, z = question.views[0].point.position
    flat = math.hypot(x, y)
    azimuth = math.degrees(math.atan2(y, x)) % 360.0
    return math.hypot(flat, z), math.degrees(math.atan2(z, flat)), azimuth


@pytest.mark.parametrize(
    ("arm", "place", "wanted"),
    [
        ("elevation: 30 deg", 1, 30.0),
        ("elevation: 70 deg", 1, 70.0),
        ("distance: 1.4 m", 0, 1.4),
        ("azimuth: -65 deg", 2, 295.0),
    ],
)
def test_a_camera_moves_in_one_coordinate(arm: str, place: int, wanted: float) -> None:
    for base, question in pairs("map", f"intervention tried {{ {arm} }}"):
        before, after = polar(base), polar(question)
        assert after[place] == pytest.approx(wanted)
        assert [one for at, one in enumerate(after) if at != place] == pytest.approx(
            [one for at, one in enumerate(before) if at != place]
        )
        assert question.world.things == base.world.things
        assert [option.text for option in question.options] == [option.text for option in base.options]
        assert question.answer_index == base.answer_index
        assert f"looks {after[1]:.4g}° downwards" in text_of(question)


def test_a_view_from_above_opens_the_room() -> None:
    """2.3 m away at 70° the eye is 2.16 m over the top, above the ceiling at 2.06 m."""
    chain = (
        "intervention large { image: (400, 400) px }\n"
        "intervention far { distance: 2.3 m }\n"
        "intervention up { elevation: 70 deg }\n"
        "chains: large then far then up"
    )
    for base, question in pairs("map", chain):
        assert base.world.surface is not None and question.world.surface is not None
        assert base.world.surface.without is None and question.world.surface.without == ()
        assert question.views[0].point.position[2] == pytest.approx(2.3 * math.sin(math.radians(70)))


def test_an_eye_is_raised_and_a_look_lowered() -> None:
    for base, question in pairs("turn", "intervention tried { height: 1.8 m }"):
        assert {view.point.position[2] for view in question.views} == {1.8}
        assert "Your eye is 1.80 m above the floor" in text_of(question)
        for one, other in zip(base.views, question.views, strict=True):
            assert one.point.position[:2] == other.point.position[:2]
            assert (one.point.yaw, one.point.pitch) == (other.point.yaw, other.point.pitch)
    for base, question in pairs("turn", "intervention tried { pitch: -20 deg }"):
        assert {view.point.pitch for view in question.views} == {-20.0}
        assert [view.point.yaw for view in base.views] == [view.point.yaw for view in question.views]
        assert re.search("look 20° below the horizon", text_of(question))


def test_a_tilt_starts_from_the_other_pitch() -> None:
    for base, question in pairs("tilt", "intervention tried { pitch: 5 deg }"):
        first, *ends = (view.point.pitch for view in question.views)
        assert first == 5.0
        told = [view.point.pitch - base.views[0].point.pitch for view in base.views[1:]]
        assert [end - first for end in ends] == pytest.approx(told)


@pytest.mark.parametrize(
    ("cell", "arm", "reason"),
    [
        ("map", "elevation: -20 deg", "would not be visible"),
        ("turn", "height: 2.65 m", "the eye would be outside the room"),
        ("map", "elevation: 40 deg", "nothing to change"),
        ("map", "height: 1.2 m", ""),
    ],
)
def test_what_can_not_be_seen_from_there_is_left_out_with_a_reason(cell: str, arm: str, reason: str) -> None:
    made = [each for group in outcomes(cell, f"intervention tried {{ {arm} }}") for each in group]
    if not reason:
        assert made == []  # of transitions alone
        return
    assert all(each.question is None and reason in each.reason for each in made)
