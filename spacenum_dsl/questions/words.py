"""Wording that all families share: numbers with units, lists of options, the closing line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from spacenum_dsl.questions.question import LETTERS, Block, Member, Picture, Text

DECIMALS = 2
"""Most decimals that a prompt prints."""


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


def with_article(noun: str) -> str:
    """`a mug`, `an oven`, `a chest of drawers`; plurals like `blue scissors` take none."""
    if noun.endswith("s") and " of " not in noun:
        return noun
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"


IRREGULAR = {
    **{"mouse": "mice", "person": "people", "child": "children", "man": "men", "woman": "women"},
    **{"foot": "feet", "tooth": "teeth", "shelf": "shelves", "knife": "knives", "leaf": "leaves"},
}
"""Plurals that follow no rule."""


def plural(noun: str) -> str:
    """`mugs`, `boxes`, `chests of drawers`: several of what one is called so."""
    head, of, tail = noun.partition(" of ")
    *before, last = head.split(" ")
    if last in IRREGULAR:
        last = IRREGULAR[last]
    elif last.endswith(("s", "x", "z", "ch", "sh")):
        last += "es"
    elif last.endswith("y") and last[-2:-1] not in "aeiou":
        last = f"{last[:-1]}ies"
    else:
        last += "s"
    return " ".join((*before, last)) + of + tail


def countable(noun: str) -> bool:
    """Whether one can be told from several by name: one pair of scissors and two are both scissors."""
    head = noun.partition(" of ")[0]
    return not head.endswith("s") or head.endswith(("ss", "us"))


def possessive(noun: str) -> str:
    """`the mug's`, `the chest of drawers'`."""
    return f"the {noun}'" if noun.endswith("s") else f"the {noun}'s"


def text_options(texts: Sequence[str], closing: str) -> tuple[Block, ...]:
    """Numeric options by letter, and the closing line."""
    lines = [f"{letter}. {text}" for letter, text in zip(LETTERS, texts, strict=False)]
    return (Text("\n".join([*lines, "", closing])),)


def picture_options(members: Sequence[Member], closing: str) -> tuple[Block, ...]:
    """Candidates by letter, each with all of its pictures, and the closing line."""
    blocks: list[Block] = []
    for letter, member in zip(LETTERS, members, strict=False):
        blocks += [Text(f"{letter}."), *pictures_of(member)]
    return (*blocks, Text(closing))


def pictures_of(member: Member) -> tuple[Block, ...]:
    """The pictures of one case, in the order of those who take them."""
    return tuple(Picture(view) for view in member.views)
