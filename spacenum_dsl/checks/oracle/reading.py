"""Reads prompts: what a question asks, in the words that a model is given and no others.

The patterns are written against the prompts' text, not shared with what words them: a prompt that lacks the
camera, the frame or the question can't be read, and that is a finding.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from spacenum_dsl.checks.oracle.numerals import (
    PrintedQuantity,
    UnreadableError,
    metres_in,
    number,
    quantity,
    step,
)

ACTIONS = {
    "move forward": ("ahead", 1),
    "move backward": ("ahead", -1),
    "move to the left": ("aside", -1),
    "move to the right": ("aside", 1),
    "turn to the left": ("turn", 1),
    "turn to the right": ("turn", -1),
    "tilt upwards": ("tilt", 1),
    "tilt downwards": ("tilt", -1),
}
"""The axis of each action, and its sign: `aside` is positive to the right, `turn` to the left, `tilt`
upwards."""

_EYE = re.compile(r"Your eye is (.+?) above the floor")
_LOOK = re.compile(r"look (?:(straight ahead)|(.+?) (above|below) the horizon)")
_ACTION = re.compile(rf"\byou ({'|'.join(ACTIONS)})(?: by (.+?))?(?:,|\.\s|\.$)")
_CAMERA = re.compile(r"the camera is (.+?) above (that top|the floor) and looks (.+?) downwards")
_FRAME = re.compile(
    r"under the centre of the (.+?)'s? own bounding box, which is turned with it; "
    r"\+x points from there towards the centre of the (.+?)'s?\."
)
FLAT = PrintedQuantity(0.0, "length", 0.0)
"""No height at all."""
_RAISED = re.compile(
    r"the point on the top of the (.+?), (.+?) above (?:that top|the floor), under the centre"
)
_LINE = re.compile(r"^- (.+?): (.+)$", re.MULTILINE)
_ASKED = re.compile(r"The picture also shows an? (.+?)\. ")
_FRONT = re.compile(r"the front of the .+? is (.+?)\.$", re.MULTILINE)
_BOX = re.compile(r"\[\((.+?)\), \((.+?)\)\] ([a-z]+)(?:, yaw (.+))?")
_POINT = re.compile(r"\((.+?)\) ([a-z]+)")
_WRITTEN = re.compile(r"a JSON object of coordinates in [a-z]+, (\{.+\})")
_CENTRE = re.compile(r"x = (.+) ([a-z]+)(?:, yaw (.+))?")


@dataclass(frozen=True)
class Told:
    """An entry of a map: the centre's x (`low` and `high` are equal then), or two corners, in metres as told;
    `step` is what its last decimal is worth. `yaw` in degrees, where it is told."""

    low: tuple[float, ...]
    high: tuple[float, ...]
    step: float
    yaw: float | None = None

    @property
    def tells_a_point(self) -> bool:
        return self.low == self.high


@dataclass(frozen=True)
class Motion:
    """A transition's prompt: eye height in metres, pitch in degrees upwards, the action's axis and sign, and
    its magnitude where it is told."""

    eye: PrintedQuantity
    pitch: float
    axis: str
    sign: int
    magnitude: PrintedQuantity | None


@dataclass(frozen=True)
class ToldCamera:
    """A camera that stays where it is: its height over the ground, which is the surface's top or the floor;
    pitch in degrees upwards."""

    eye: PrintedQuantity
    on_surface: bool
    pitch: float


@dataclass(frozen=True)
class Map:
    """A layout's prompt: camera height over the ground, which is the surface's top or the floor; pitch in
    degrees upwards; names of the anchors and of the object in question; entries by name."""

    eye: PrintedQuantity
    on_surface: bool
    pitch: float
    origin: str
    x_axis: str
    target: str
    entries: dict[str, Told]
    front: str | None
    below: str | None = None
    raised: PrintedQuantity = FLAT
    """What the map's origin is on the top of, if that is no ground, and how high that is over the ground."""

    @property
    def apart(self) -> float:
        """Metres that the map tells between the centres of the anchors."""
        first, second = self.entries[self.origin], self.entries[self.x_axis]
        return math.dist(*(_middle(told)[:2] for told in (first, second)))


def motion(text: str) -> Motion:
    """What the prompt of a transition tells."""
    eye = _search(_EYE, text, "the height of the eye")
    look = _search(_LOOK, text, "where one looks")
    action = _search(_ACTION, text, "an action")
    pitch = 0.0 if look[1] else quantity(look[2]).value * (1 if look[3] == "above" else -1)
    axis, sign = ACTIONS[action[1]]
    return Motion(quantity(eye[1]), pitch, axis, sign, quantity(action[2]) if action[2] else None)


def fixed_camera(text: str) -> ToldCamera:
    """The camera that a prompt tells of."""
    camera = _search(_CAMERA, text, "the camera")
    return ToldCamera(quantity(camera[1]), camera[2] == "that top", -quantity(camera[3]).value)


def layout(text: str) -> Map:
    """What the prompt of a layout tells."""
    camera = fixed_camera(text)
    frame = _search(_FRAME, text, "the map's frame")
    entries = {name: entry(told) for name, told in _LINE.findall(text)}
    origin, x_axis = frame[1], frame[2]
    asked = _ASKED.search(text)
    others = [name for name in entries if name not in {origin, x_axis}]
    if asked is None and len(others) != 1:
        raise UnreadableError("the prompt names no object in question")
    if not {origin, x_axis} <= set(entries):
        raise UnreadableError("the map lacks an anchor")
    front, raised = _FRONT.search(text), _RAISED.search(text)
    return Map(
        camera.eye,
        camera.on_surface,
        camera.pitch,
        origin,
        x_axis,
        asked[1] if asked else others[0],
        entries,
        front[1] if front else None,
        raised[1] if raised else None,
        quantity(raised[2]) if raised else FLAT,
    )


def written(text: str) -> tuple[str, ...]:
    """The names of a map that a prompt wants to be written."""
    return tuple(re.findall(r'"([^"]+)": \[', _search(_WRITTEN, text, "whose entries to write")[1]))


def entry(text: str) -> Told:
    """`x = 0.35 m`, `(0.10, 0.20) m`, or `[(0.10, 0.20), (0.35, 0.45)] m`, with a yaw behind it where that
    varies."""
    box = _BOX.fullmatch(text)
    if box is not None:
        factor = metres_in(box[3])
        low, high = ([number(part) * factor for part in box[side].split(", ")] for side in (1, 2))
        if len(low) != len(high):
            raise UnreadableError(f"`{text}` is no box")
        smallest = min(step(part) for part in (box[1] + ", " + box[2]).split(", ")) * factor
        return Told(tuple(low), tuple(high), smallest, _yaw(box[4]))
    point = _POINT.fullmatch(text)
    if point is not None:
        factor, parts = metres_in(point[2]), point[1].split(", ")
        where = tuple(number(part) * factor for part in parts)
        return Told(where, where, min(map(step, parts)) * factor)
    centre = _CENTRE.fullmatch(text)
    if centre is None:
        raise UnreadableError(f"`{text}` is no map entry")
    factor = metres_in(centre[2])
    x = number(centre[1]) * factor
    return Told((x,), (x,), step(centre[1]) * factor, _yaw(centre[3]))


def _middle(told: Told) -> tuple[float, ...]:
    return tuple((low + high) / 2 for low, high in zip(told.low, told.high, strict=True))


def _yaw(text: str | None) -> float | None:
    return quantity(text).value if text else None


def _search(pattern: re.Pattern[str], text: str, what: str) -> re.Match[str]:
    match = pattern.search(text)
    if match is None:
        raise UnreadableError(f"the prompt does not tell {what}")
    return match
