"""Numbers and quantities as prompts print them, read back: `-0.35 m`, `1.15 ft`, `20°`, `twenty degrees`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

METRES = {
    **dict.fromkeys(("m", "metre", "metres"), 1.0),
    **dict.fromkeys(("cm", "centimetre", "centimetres"), 0.01),
    **dict.fromkeys(("mm", "millimetre", "millimetres"), 0.001),
    **dict.fromkeys(("ft", "foot", "feet"), 0.3048),
    **dict.fromkeys(("in", "inch", "inches"), 0.0254),
}
"""Metres in a unit of length."""

DEGREES = ("°", "deg", "degree", "degrees")

_ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_VALUES = {
    **{word: value for value, word in enumerate(_ONES)},
    **{word: 20 + 10 * place for place, word in enumerate(_TENS)},
}
_QUANTITY = re.compile(r"(?P<number>.*?)\s*(?P<unit>°|[a-z]+)")


class UnreadableError(Exception):
    """A text that is no number, quantity or prompt that this oracle knows."""


@dataclass(frozen=True)
class PrintedQuantity:
    """A length in metres or an angle in degrees, and the `step` to which it was printed, in the same unit."""

    value: float
    dimension: Literal["length", "angle"]
    step: float


def number(text: str) -> float:
    """A number in digits or in English words."""
    bare = text.strip().replace("\N{MINUS SIGN}", "-")
    try:
        return float(bare)
    except ValueError:
        return _in_words(bare)


def step(text: str) -> float:
    """The value of the last decimal place of a printed number."""
    bare = text.strip()
    if " point " in bare:
        return float(10.0 ** -len(bare.partition(" point ")[2].split()))
    return float(10.0 ** -len(bare.partition(".")[2]))


def metres_in(unit: str) -> float:
    """How long a unit is."""
    if unit not in METRES:
        raise UnreadableError(f"`{unit}` is no unit of length")
    return METRES[unit]


def quantity(text: str) -> PrintedQuantity:
    """A number with its unit."""
    match = _QUANTITY.fullmatch(text.strip())
    if match is None:
        raise UnreadableError(f"`{text}` is no quantity")
    amount, unit = match["number"], match["unit"]
    if unit in DEGREES:
        return PrintedQuantity(number(amount), "angle", step(amount))
    factor = metres_in(unit)
    return PrintedQuantity(number(amount) * factor, "length", step(amount) * factor)


def _in_words(text: str) -> float:
    """`minus one hundred and five point two five`: digits one by one behind the point."""
    sign, bare = (-1.0, text.removeprefix("minus ")) if text.startswith("minus ") else (1.0, text)
    whole, _, behind = bare.partition(" point ")
    digits = [_value(word, text) for word in behind.split()]
    if any(digit > 9 for digit in digits):
        raise UnreadableError(f"`{text}` is no number")
    return sign * float(f"{_whole(whole, text)}.{''.join(map(str, digits))}")


def _whole(words: str, text: str) -> int:
    total = current = 0
    for word in words.replace("-", " ").split():
        if word == "and":
            continue
        if word == "hundred":
            current *= 100
        elif word == "thousand":
            total, current = total + 1000 * current, 0
        else:
            current += _value(word, text)
    if not words.strip():
        raise UnreadableError(f"`{text}` is no number")
    return total + current


def _value(word: str, text: str) -> int:
    if word not in _VALUES:
        raise UnreadableError(f"`{text}` is no number")
    return _VALUES[word]
