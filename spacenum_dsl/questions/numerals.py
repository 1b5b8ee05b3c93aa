"""Numbers in English words, digit by digit behind the point: `zero point three five`."""

from __future__ import annotations

SMALL = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
    *(
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
    ),
)
TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")


def in_words(text: str) -> str:
    """A printed number below a million in words. `-0.35` is `minus zero point three five`."""
    if text.startswith("-"):
        return f"minus {in_words(text[1:])}"
    whole, _, rest = text.partition(".")
    behind = " ".join(SMALL[int(digit)] for digit in rest)
    return f"{_whole(int(whole))} point {behind}" if behind else _whole(int(whole))


def _whole(number: int) -> str:
    """A whole number below a million."""
    if number < 20:
        return SMALL[number]
    if number < 100:
        ten, one = divmod(number, 10)
        return TENS[ten] + (f"-{SMALL[one]}" if one else "")
    for size, name in ((1000, "thousand"), (100, "hundred")):
        if number >= size:
            many, left = divmod(number, size)
            return f"{_whole(many)} {name}" + (
                f" {'and ' if left < 100 else ''}{_whole(left)}" if left else ""
            )
    raise AssertionError("every number is below a size or above one")
