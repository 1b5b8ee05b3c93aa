"""What arms tell is true: actions end where they should, mirrors show the told side, numbers agree."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

import msgspec
import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st
from probes import CELLS, EVERY, changed, one, questions, text_of

from spacenum_dsl.output.pictures.renderer import RENDERERS
from spacenum_dsl.output.pictures.stage import stage_of
from spacenum_dsl.output.records.encode import encode
from spacenum_dsl.questions.actions import ACTIONS
from spacenum_dsl.questions.numerals import SMALL, TENS, in_words
from spacenum_dsl.questions.question import Question
from spacenum_dsl.questions.wording import USUAL
from spacenum_dsl.world.view_requirements import camera_at
from spacenum_dsl.world.world import ViewPoint


def ends(question: Question) -> Iterator[tuple[ViewPoint, ViewPoint, float]]:
    """The first and second point that a transition shows, and what it says of the way, for the answer."""
    first, second = (question.views[block.view].point for block in question.content if hasattr(block, "view"))
    yield first, second, float(question.truth["magnitude"])  # type: ignore[arg-type]


def turned(start: ViewPoint, action: str, degrees: float) -> tuple[float, float]:
    """Where one looks after a turn: unit vector in plan. Left is counter-clockwise seen from above."""
    angle = math.radians(start.yaw + (degrees if "left" in action else -degrees))
    return math.cos(angle), math.sin(angle)


class TestActions:
    def test_the_opposite_rotation_ends_in_the_same_view(self) -> None:
        made = changed("turn", EVERY["rephrase"])
        assert len(made) == 2 * len(questions("turn"))
        for outcome in made:
            base, question = outcome.base, one(outcome)
            start = question.views[0].point
            action = str(question.truth["action"])
            assert {action, str(base.truth["action"])} == {"rotate_left", "rotate_right"}
            for option in question.options:
                looks = turned(start, action, float(option.value["magnitude"]))  # type: ignore[arg-type]
                end = math.radians(question.views[option.views[0]].point.yaw)
                assert looks == pytest.approx((math.cos(end), math.sin(end)), abs=1e-9)

    def test_moves_and_tilts_have_no_opposite_rotation(self) -> None:
        assert changed("walk", EVERY["rephrase"]) == []

    @pytest.mark.parametrize("cell", ["walk", "turn"])
    def test_the_way_back_leads_from_the_first_picture_to_the_second(self, cell: str) -> None:
        made = changed(cell, EVERY["action"])
        assert len(made) == len(questions(cell))
        for outcome in made:
            for first, second, magnitude in ends(one(outcome)):
                assert (first, second) == next((b, a) for a, b, _ in ends(outcome.base))
                end = ACTIONS[str(one(outcome).truth["action"])].apply(first, magnitude)
                assert math.dist(end.position, second.position) < 1e-9
                assert abs(math.remainder(end.yaw - second.yaw, 360.0)) < 1e-9


class TestMirror:
    def test_left_and_right_change_places_and_forward_stays(self) -> None:
        swapped = {"move_left": "move_right", "move_right": "move_left", "move_forward": "move_forward"}
        seen = set()
        for outcome in changed("walk", EVERY["world"]):
            action = str(outcome.base.truth["action"])
            assert one(outcome).truth["action"] == swapped[action]
            seen.add(action)
        assert len(seen) > 1

    def test_the_flipped_picture_shows_the_told_side(self) -> None:
        """A camera above a plane keeps sides: who is told at +y stands in the picture to the left of the line
        from the origin to the other anchor. The picture is the base's, its ids flipped."""
        sides = set()
        for outcome in [
            each for each in changed("map", EVERY["world"]) if each.base.direction == "space2num"
        ]:
            answer = one(outcome).options[one(outcome).answer_index]
            low, high = answer.value["low"], answer.value["high"]
            away = (low[1] + high[1]) / 2  # type: ignore[index]
            base = outcome.base
            ids = _ids(base, base.options[base.answer_index].views[0])
            for seen, told in ((np.fliplr(ids), away), (ids, -away)):
                origin, x_axis, target = (
                    _foot(seen, base.world.thing(name).id) for name in ("origin", "x_axis", "target")
                )
                (ax, ay), (bx, by) = x_axis - origin, target - origin
                assert (ax * by - ay * bx) * told > 0
            sides.add(away > 0)
        assert sides == {False}


def _ids(question: Question, view: int) -> npt.NDArray[np.int32]:
    """The instance ids of one view, rendered."""
    (world,), views = encode([question]).worlds, question.views
    renderer = RENDERERS["raycast"]
    with renderer.open("standard", 1) as session:
        camera = camera_at(views[view].point, question.image)
        frame = session.render(stage_of(world, views[view].state), camera, passes=True)
    assert frame.ids is not None
    return frame.ids


def _foot(ids: npt.NDArray[np.int32], number: int) -> npt.NDArray[np.float64]:
    """Where an object meets the ground in a picture: right and up, pixels."""
    rows, columns = np.nonzero(ids == number)
    low = rows >= rows.max() - 1
    return np.array([columns[low].mean(), -rows[low].mean()])


def read_words(text: str) -> float:
    """A number in words, read back."""
    sign = -1.0 if text.startswith("minus ") else 1.0
    whole, _, behind = text.removeprefix("minus ").partition(" point ")
    total = part = 0
    for word in whole.replace("-", " ").replace(" and ", " ").split():
        if word == "hundred":
            part *= 100
        elif word == "thousand":
            total, part = total + 1000 * part, 0
        else:
            part += SMALL.index(word) if word in SMALL else 10 * TENS.index(word)
    digits = "".join(str(SMALL.index(word)) for word in behind.split())
    return sign * float(f"{total + part}.{digits or 0}")


class TestNumbers:
    @given(st.integers(-999_999_00, 999_999_00), st.integers(0, 2))
    def test_words_can_be_read_back(self, hundredths: int, decimals: int) -> None:
        text = f"{hundredths / 100:.{decimals}f}"
        if float(text) == 0:
            text = text.removeprefix("-")
        assert read_words(in_words(text)) == float(text)

    @pytest.mark.parametrize(
        ("metres", "printed", "centimetres"),
        [
            (0.535, "0.54", "54"),
            (0.53 - 1e-12, "0.53", "53"),
            (0.5299999, "0.53", "53"),
            (0.525, "0.53", "53"),
            (0.545, "0.55", "55"),
            (1.005, "1.00", "100"),
            (-0.535, "-0.54", "-54"),
            (-0.004, "0.00", "0"),
            (0.2, "0.2", "20"),
        ],
    )
    def test_whole_centimetres_are_what_the_decimals_say(
        self, metres: float, printed: str, centimetres: str
    ) -> None:
        """Ties go the same way in both: 0.535 m is not 0.54 m here and 53 cm there."""
        whole = msgspec.structs.replace(USUAL, style="integer", unit="cm")
        assert USUAL.bare(metres, USUAL.decimals([metres])) == printed
        assert whole.bare(metres, 0) == centimetres
        assert float(centimetres) == pytest.approx(100 * float(printed))

    def test_whole_units_follow_the_decimals_that_scaled_lengths_have(self) -> None:
        whole = msgspec.structs.replace(USUAL, style="integer", unit="mm", scale=2.0)
        assert whole.bare(0.2675, 0) == "540", "twice as long it is printed as 0.54 m"

    @pytest.mark.parametrize(
        ("label", "metres", "decimals"),
        [("unit(ft)", 0.3048, 2), ("unit(cm)", 0.01, 2), ("unit(mm)", 0.001, 2)],
    )
    def test_lengths_in_other_units_are_the_same_to_rounding(
        self, label: str, metres: float, decimals: int
    ) -> None:
        unit = re.findall(r"\((\w+)\)", label)[0]
        checked = 0
        for cell in ("map", "walk"):
            for outcome in changed(cell, EVERY["numbers"]):
                if outcome.arm.name.label != label:
                    continue
                for before, after in zip(outcome.base.options, one(outcome).options, strict=True):
                    assert after.text.endswith(f" {unit}")
                    exact = _exact(before.value)
                    shown = [float(each) for each in re.findall(r"-?\d+(?:\.\d+)?", after.text)]
                    assert len(shown) == len(exact)
                    for number, length in zip(shown, exact, strict=True):
                        assert abs(number - length / metres) <= 0.5 * 10.0**-decimals + 1e-9
                        checked += 1
        assert checked > 50

    def test_words_say_the_numbers_of_the_base_question(self) -> None:
        for cell in CELLS:
            for outcome in changed(cell, EVERY["numbers"]):
                if outcome.arm.name.label == "words":
                    for before, after in zip(outcome.base.options, one(outcome).options, strict=True):
                        shown = re.findall(r"-?\d+(?:\.\d+)?", before.text)
                        assert not re.search(r"\d", after.text)
                        assert all(in_words(number) in after.text for number in shown)

    @pytest.mark.parametrize("label", ["words", "decimal"])
    @pytest.mark.parametrize("cell", CELLS)
    def test_only_the_numbers_that_a_question_turns_on_are_printed_so(self, cell: str, label: str) -> None:
        """Eye height, lens and size of the surface stay to the letter; with `(all)` they change, too."""
        made = {
            (outcome.arm.name.label, outcome.base.index, outcome.base.direction): outcome
            for outcome in changed(cell, EVERY["numbers"])
        }
        assert made
        for (way, index, direction), outcome in made.items():
            if way != label:
                continue
            before, after = (text_of(each).splitlines() for each in (outcome.base, one(outcome)))
            assert len(before) == len(after)
            differing = [(a, b) for a, b in zip(before, after, strict=True) if a != b]
            assert differing
            assert not any("eye is" in a or "field of view" in a or "surface" in a for a, _ in differing)
            whole = text_of(one(made[f"{label}(all)", index, direction])).splitlines()
            around = [(a, b) for a, b in zip(after, whole, strict=True) if a != b]
            assert any("eye is" in a or "field of view" in a for a, _ in around)
            assert not {a for a, _ in differing} & {a for a, _ in around}

    def test_angles_stay_in_other_units_of_length(self) -> None:
        for outcome in changed("turn", EVERY["numbers"]):
            assert outcome.arm.name.label in {"decimal", "words", "decimal(all)", "words(all)"}


def _exact(value: dict[str, object]) -> list[float]:
    found = [value[name] for name in ("magnitude", "low", "high") if name in value]
    return [float(each) for one in found for each in (one if isinstance(one, tuple) else (one,))]


class TestUnits:
    def test_every_length_grows_and_no_angle(self) -> None:
        lengths = re.compile(r"-?\d+(?:\.\d+)? m\b")
        for outcome in changed("walk", "intervention twice { units: scaled(2) }"):
            before, after = text_of(outcome.base), text_of(one(outcome))
            assert re.findall(r"\d+°", before) == re.findall(r"\d+°", after)
            doubled = [2 * float(each.split()[0]) for each in lengths.findall(before)]
            assert [float(each.split()[0]) for each in lengths.findall(after)] == pytest.approx(doubled)
        assert changed("turn", "intervention twice { units: scaled(2) }") == []
