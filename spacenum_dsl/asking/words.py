"""Wording that all families share: numbers with units, lists of options, the closing line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from spacenum_dsl.asking.question import Block, Member, Picture, Text

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
DECIMALS = 2
"""Most decimals that a prompt prints."""

CLOSING = "Answer with the letter of the right option only."


def decimals_for(numbers: Iterable[float]) -> int:
    """The fewest decimals that print all numbers exactly, two at most."""
    found = tuple(numbers)
    for decimals in range(DECIMALS):
        if all(abs(number - round(number, decimals)) < 1e-9 for number in found):
            return decimals
    return DECIMALS


def plain(number: float, decimals: int) -> str:
    """A number with so many decimals, and never a minus before zero."""
    text = f"{number:.{decimals}f}"
    return text.removeprefix("-") if float(text) == 0 else text


def degrees(number: float) -> str:
    """An angle with its sign only where it is negative, without needless decimals."""
    return f"{plain(number, decimals_for([number]))}°"


def with_article(noun: str) -> str:
    """`a mug`, `an oven`."""
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"


def text_options(members: Sequence[Member]) -> tuple[Block, ...]:
    """Numeric options by letter, and the closing line."""
    lines = [f"{letter}. {member.text}" for letter, member in zip(LETTERS, members, strict=False)]
    return (Text("\n".join([*lines, "", CLOSING])),)


def picture_options(members: Sequence[Member]) -> tuple[Block, ...]:
    """Candidate pictures by letter, and the closing line."""
    blocks: list[Block] = []
    for letter, member in zip(LETTERS, members, strict=False):
        blocks += [Text(f"{letter}."), Picture(member.view)]
    return (*blocks, Text(CLOSING))
