"""Sectors round somebody: their words, where they lie, and how a prompt says so.

Angles are degrees in plan from straight ahead, in [-180, 180), to the left positive. Sectors come
counter-clockwise, the first one that begins at straight ahead or lies round it first; that is their rank.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Sector:
    """All directions within `half` degrees of the `middle`."""

    word: str
    middle: float
    half: float

    def holds(self, angle: float) -> bool:
        """Whether an angle lies in it; of two neighbours the left one has the border."""
        away = (angle - self.middle + 180.0) % 360.0 - 180.0
        return -self.half <= away < self.half


def _even(*words: str) -> tuple[Sector, ...]:
    """Equal sectors, the first one round straight ahead."""
    width = 360.0 / len(words)
    return tuple(Sector(word, place * width, width / 2) for place, word in enumerate(words))


SECTORS = {
    2: (Sector("left", 90.0, 90.0), Sector("right", -90.0, 90.0)),
    3: (Sector("left", 67.5, 67.5), Sector("back", 180.0, 45.0), Sector("right", -67.5, 67.5)),
    4: _even("front", "left", "back", "right"),
    8: _even("front", "front-left", "left", "back-left", "back", "back-right", "right", "front-right"),
}
"""By how many there are."""

TOLD = {
    2: "There are two sectors: left, all that lies to the left of the line from straight ahead to straight "
    "behind, and right, all that lies to the right of it.",
    3: "There are three sectors: left, up to 135° to the left of straight ahead; right, up to 135° to the "
    "right of it; back, what lies farther round.",
    4: "There are four sectors of 90°: front, within 45° of straight ahead; left, within 45° of straight "
    "left; back, within 45° of straight behind; right, within 45° of straight right.",
    8: "There are eight sectors of 45°, each within 22.5° of its middle: front is straight ahead, and "
    "counter-clockwise follow front-left, left, back-left, back, back-right, right and front-right.",
}
"""How a prompt says where they lie."""

MARGIN = 0.2
"""Share of the narrowest sector's width by which places keep away from all borders where nothing is written:
in half of each of four sectors nobody quarrels about the word."""


def usual_margin(count: int) -> float:
    """Degrees."""
    return MARGIN * narrowest(count)


def narrowest(count: int) -> float:
    """Degrees that the narrowest of so many sectors is wide."""
    return 2 * min(sector.half for sector in SECTORS[count])


def sector_of(angle: float, count: int) -> str:
    """The word of the sector that an angle lies in."""
    return next(sector.word for sector in SECTORS[count] if sector.holds(angle))


def rank_of(word: str, count: int) -> int:
    return [sector.word for sector in SECTORS[count]].index(word)


def in_mirror(word: str) -> str:
    """What a sector is called in a mirror."""
    swapped = {"left": "right", "right": "left"}
    return "-".join(swapped.get(part, part) for part in word.split("-"))
