"""The oracle reads prompts on its own: numbers in every style, cameras, frames, actions."""

from __future__ import annotations

import pytest

from spacenum_dsl.checks.oracle import reading
from spacenum_dsl.checks.oracle.numerals import UnreadableError, number, quantity, step

DESK = (
    "A camera looks at objects on a desk with a top of 1.60 m × 0.80 m. Pictures are 336 × 336 pixels with a "
    "horizontal field of view of 55°; the camera is {height} above that top and looks {pitch} downwards.\n"
    "A map lists objects by coordinates in metres. Its origin is the point on that top under the centre of "
    "the red mug's own bounding box, which is turned with it; +x points from there towards the centre of the "
    "toy car's. Seen from above, "
    "+y is +x turned by 90° counter-clockwise (a right-handed frame). Each entry is an object's axis-aligned "
    "bounding box seen from above, as [(x min, y min), (x max, y max)].\n\nMap:\n"
    "- red mug: {mug}\n- toy car: {car}\n"
)
ROOM = (
    "You stand in a room and look {look}. Your eye is {eye} above the floor. Pictures are 336 × 336 pixels."
)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0.35", 0.35),
        ("-12", -12.0),
        ("\N{MINUS SIGN}0.5", -0.5),
        ("zero point three five", 0.35),
        ("minus one point zero five", -1.05),
        ("forty-five", 45.0),
        ("three hundred and forty", 340.0),
        ("one thousand two hundred and five", 1205.0),
    ],
)
def test_numbers_in_digits_and_in_words(text: str, value: float) -> None:
    assert number(text) == value


@pytest.mark.parametrize("text", ["", "a few", "one point twelve", "0.3.5", "point five"])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(UnreadableError):
        number(text)


@pytest.mark.parametrize(
    ("text", "value", "dimension", "smallest"),
    [
        ("0.35 m", 0.35, "length", 0.01),
        ("35 cm", 0.35, "length", 0.01),
        ("350 mm", 0.35, "length", 0.001),
        ("1.15 ft", 0.350520, "length", 0.003048),
        ("one point five metres", 1.5, "length", 0.1),
        ("20°", 20.0, "angle", 1.0),
        ("-7.5°", -7.5, "angle", 0.1),
        ("twenty degrees", 20.0, "angle", 1.0),
    ],
)
def test_quantities_in_every_unit(text: str, value: float, dimension: str, smallest: float) -> None:
    found = quantity(text)
    assert found.value == pytest.approx(value)
    assert found.dimension == dimension
    assert found.step == pytest.approx(smallest)


def test_a_quantity_needs_a_known_unit() -> None:
    with pytest.raises(UnreadableError, match="parsec"):
        quantity("3 parsec")


def test_steps_of_printed_numbers() -> None:
    assert [step(text) for text in ("3", "3.0", "-3.25", "two point zero one")] == pytest.approx(
        [1, 0.1, 0.01, 0.01]
    )


@pytest.mark.parametrize(
    ("mug", "low", "high"),
    [
        ("[(-0.05, -0.04), (0.05, 0.04)] m", (-0.05, -0.04), (0.05, 0.04)),
        ("[(-5, -4), (5, 4)] cm", (-0.05, -0.04), (0.05, 0.04)),
        (
            "[(minus zero point one, zero), (one, two point five)] metres",
            (-0.1, 0.0),
            (1.0, 2.5),
        ),
    ],
)
def test_boxes_in_every_style(mug: str, low: tuple[float, ...], high: tuple[float, ...]) -> None:
    found = reading.entry(mug)
    assert found.low == pytest.approx(low)
    assert found.high == pytest.approx(high)


def test_a_map_with_its_question() -> None:
    text = DESK.format(height="1.03 m", pitch="40°", mug="x = 0.00 m", car="x = 0.80 m")
    found = reading.layout(text + "\nThe picture also shows an orange bowl. What is its x coordinate?")
    assert (found.origin, found.x_axis, found.target) == ("red mug", "toy car", "orange bowl")
    assert found.eye.value == 1.03
    assert found.pitch == -40
    assert found.apart == 0.8
    assert found.on_surface


def test_a_map_that_lists_its_target() -> None:
    text = DESK.format(height="103 cm", pitch="forty degrees", mug="x = 0 cm", car="x = 80 cm")
    found = reading.layout(text + "- blue bowl: x = 35 cm, yaw 90°\n")
    assert found.target == "blue bowl"
    assert found.entries["blue bowl"].low == pytest.approx((0.35,))
    assert found.entries["blue bowl"].yaw == 90


@pytest.mark.parametrize("lacking", ["the camera is", "+x points from there", "- toy car"])
def test_a_prompt_that_lacks_a_part_is_unreadable(lacking: str) -> None:
    text = DESK.format(height="1.03 m", pitch="40°", mug="x = 0.00 m", car="x = 0.80 m")
    text += "- blue bowl: x = 0.35 m\n"
    with pytest.raises(UnreadableError):
        reading.layout(text.replace(lacking, ""))


@pytest.mark.parametrize(
    ("asked", "axis", "sign", "magnitude"),
    [
        ("Now you move backward by 0.8 m, horizontally and without turning. Which?", "ahead", -1, 0.8),
        ("Now you move to the right by three feet, horizontally. Which?", "aside", 1, 0.9144),
        (
            "Now you turn to the left by 340°, around the vertical axis. Which?",
            "turn",
            1,
            340.0,
        ),
        (
            "Now you tilt downwards, around the axis to your right.",
            "tilt",
            -1,
            None,
        ),
    ],
)
def test_transitions(asked: str, axis: str, sign: int, magnitude: float | None) -> None:
    found = reading.motion(f"{ROOM.format(look='20° below the horizon', eye='1.50 m')} {asked}")
    assert (found.axis, found.sign, found.pitch) == (axis, sign, -20)
    assert found.magnitude is None if magnitude is None else found.magnitude is not None
    if found.magnitude is not None:
        assert found.magnitude.value == pytest.approx(magnitude)


def test_looking_straight_ahead_is_a_pitch_of_zero() -> None:
    text = ROOM.format(look="straight ahead", eye="one point five metres")
    assert reading.motion(f"{text} Now you turn to the left, so.").pitch == 0
