"""How a question is told: what interventions may change of its words, and how numbers are printed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Literal, TypeAlias

import msgspec

from spacenum_dsl.questions.numerals import in_words
from spacenum_dsl.questions.words import DECIMALS, decimals_for, plain

NumberStyle: TypeAlias = Literal["usual", "decimal", "integer", "words", "unit"]
Closing: TypeAlias = Literal["letter", "letter_only", "reason_first"]

UNITS = {"m": (1.0, "metre"), "cm": (0.01, "centimetre"), "mm": (0.001, "millimetre"), "ft": (0.3048, "foot")}
"""Metres in each unit of length that a prompt may use, and its name."""

PLURALS = {"foot": "feet"}

CLOSINGS: dict[Closing, str] = {
    "letter": "Answer with {}.",
    "letter_only": "Answer with {} alone, without any other word.",
    "reason_first": "Think it through step by step first. Then answer, on a last line of its own, with {}.",
}
"""The last line of a prompt, around what a reply must be."""

LAST_LINE = re.compile("|".join(re.escape(each).replace(re.escape("{}"), ".+") for each in CLOSINGS.values()))
"""Any last line of a prompt."""

LETTER = "the letter of the right option"


class Wording(msgspec.Struct, frozen=True):
    """How a question is told. The default is how every question is told that no intervention changes.

    `style` and `unit` say how numbers are printed: those that a question turns on, and with `around` those
    that say how its pictures were taken, too. `scale` multiplies every length that the text tells.
    `mirrored` tells the scene as a mirror would show it; `inverse` exchanges the views of a transition and
    asks for the opposite action; `opposite` tells a rotation as the one in the other direction that ends
    alike.
    """

    style: NumberStyle = "usual"
    unit: str = "m"
    around: bool = True
    scale: float = 1.0
    mirrored: bool = False
    inverse: bool = False
    opposite: bool = False
    closing: Closing = "letter"

    @property
    def last_line(self) -> str:
        """What asks for the letter of an option."""
        return self.asking(LETTER)

    def asking(self, what: str) -> str:
        """What asks for anything else, in words."""
        return CLOSINGS[self.closing].format(what)

    def number_line(self, unit: str) -> str:
        """What asks for a number in a unit, by the name that it has in running text; without one, where it
        is empty."""
        return self.asking(f"a number in {unit}" if unit else "a number")

    @property
    def context(self) -> Wording:
        """How the numbers are told that a question does not turn on."""
        return self if self.around else msgspec.structs.replace(self, style="usual", unit="m")

    def decimals(self, lengths: Iterable[float]) -> int:
        """With how many decimals these lengths (metres) are printed together."""
        if self.style in {"decimal", "unit"}:
            return 2
        return 0 if self.style == "integer" else decimals_for(self._told(length) for length in lengths)

    @property
    def rounded(self) -> int:
        """With how many decimals a length is printed that is told to the centimetre, whatever it is."""
        return 0 if self.style == "integer" else 2

    def _told(self, metres: float) -> float:
        return metres * self.scale / UNITS[self.unit][0]

    def bare(self, metres: float, decimals: int) -> str:
        """A length without its unit. A whole number of a smaller unit is what the decimals say that are
        printed otherwise, not the number behind them: 0.535 m can't be 0.54 m here and 53 cm there."""
        if self.style == "integer":
            usual = Decimal(plain(metres * self.scale, DECIMALS))
            return plain(float(usual / Decimal(str(UNITS[self.unit][0]))), 0)
        text = plain(self._told(metres), decimals)
        return in_words(text) if self.style == "words" else text

    @property
    def unit_text(self) -> str:
        """The unit behind several numbers: `m`, `metres` among words."""
        return f"{UNITS[self.unit][1]}s" if self.style == "words" else self.unit

    @property
    def unit_name(self) -> str:
        """The unit in running text: `metres`, `feet`."""
        name = UNITS[self.unit][1]
        return PLURALS.get(name, f"{name}s")

    def length(self, metres: float, decimals: int | None = None) -> str:
        """A length with its unit: `0.35 m`, `35 cm`, `zero point three five metres`."""
        text = self.bare(metres, self.decimals([metres]) if decimals is None else decimals)
        if self.style != "words":
            return f"{text} {self.unit}"
        return f"{text} {'metre' if text == 'one' else 'metres'}"

    def angle_decimals(self, angles: Iterable[float]) -> int:
        """With how many decimals these angles (degrees) are printed together."""
        return self.number_decimals(angles)

    def number_decimals(self, numbers: Iterable[float]) -> int:
        """With how many decimals these numbers, which are no lengths, are printed together."""
        return 2 if self.style == "decimal" else decimals_for(numbers)

    def angle(self, degrees: float, decimals: int | None = None) -> str:
        """An angle with its unit: `20°`, `twenty degrees`."""
        text = plain(degrees, self.angle_decimals([degrees]) if decimals is None else decimals)
        if self.style != "words":
            return f"{text}°"
        return f"{in_words(text)} {'degree' if text == '1' else 'degrees'}"


USUAL = Wording()
"""How a question is told that no intervention changes."""
