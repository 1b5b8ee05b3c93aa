"""`number`: a number in a unit. Mean relative accuracy, errors, and whether it is within a ratio.

Mean relative accuracy is that of VSI-Bench (Yang et al., 2024): the share of the thresholds 0.50, 0.55 … 0.95
that a reply keeps, where it keeps t if |given − right| / |right| < 1 − t. What is compared are the numbers as
they are printed, so that 1.1 for 1 is off by a tenth, and not by a bit more.

Where a relative error means nothing, because the truth is 0 or a direction wraps round, the error is measured
against `SCALES` instead, or a quarter of the period: a direction off by 45° scores nothing, one off by less
than 4.5° everything.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Any, get_args

from spacenum_dsl.answers.amounts import LARGEST, LENGTHS, SAME, Amount, Measured, amounts, converted
from spacenum_dsl.answers.answer_type import Fields, Scores, answer_schema, fields_of, listed
from spacenum_dsl.answers.cues import ASIDE
from spacenum_dsl.answers.replies import plain, refuses, sentences, statements, thoughtless

SCALES: dict[Measured, int] = {"m": 1, "deg": 90, "": 1}
"""The error that counts as one whole where the truth is 0, in metres, degrees, or as a count."""

STEPS = 20
"""Thresholds are 1 − k/20, for k from 1 to `THRESHOLDS`."""

THRESHOLDS = 10
_SENSES = ("clockwise", "counter-clockwise")


@dataclass(frozen=True)
class GiveNumber:
    """A number in metres, degrees or without a unit.

    `period` is what a direction wraps round at. `sense` says in which direction of turning it grows, so that
    `30° clockwise` can be read; where it is null, a reply that names a direction is not read. `ratio` is how
    many times as much or as little as the truth is still `within`. `bare` is the unit of a number that comes
    without one, where the prompt asks for another than `unit`.
    """

    unit: Measured
    period: float | None = None
    sense: str | None = None
    ratio: float = 1.25
    bare: str | None = None

    @classmethod
    def parse(cls, item: Fields) -> GiveNumber:
        fields = fields_of(item, ("unit", "period", "sense", "ratio", "bare"))
        unit: Any = fields.get("unit")
        if unit not in get_args(Measured):
            raise ValueError(f'`unit` of a number is "m", "deg" or "", not {unit!r}')
        made = cls(
            unit, fields.get("period"), fields.get("sense"), fields.get("ratio", 1.25), fields.get("bare")
        )
        if made.period is not None and not made.period > 0:
            raise ValueError(f"`period` of a number is more than 0, or null, not {made.period!r}")
        if made.sense is not None and (made.sense not in _SENSES or made.unit != "deg"):
            raise ValueError(f"`sense` of a number in degrees is {' or '.join(_SENSES)}, not {made.sense!r}")
        if made.bare is not None and (made.bare not in LENGTHS or made.unit != "m"):
            raise ValueError(f"`bare` of a number in metres is {listed(list(LENGTHS))}, not {made.bare!r}")
        if not made.ratio > 1:
            raise ValueError(f"`ratio` of a number is more than 1, not {made.ratio!r}")
        return made

    def right(self, key: Fields) -> float:
        value = key["answer"]
        if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
            raise ValueError(f"the key's answer is a number, not {value!r}")
        return self._wrapped(float(value))

    def read(self, reply: str) -> float | None:
        for place in statements(reply):
            value = place.value
            if isinstance(value, int | float) and not isinstance(value, bool):
                return self._wrapped(self._told(float(value))) if -LARGEST <= value <= LARGEST else None
            found = amounts(value) if isinstance(value, str) else []
            if found or place.firm:
                return self._one(found, value) if isinstance(value, str) else None
        text = plain(thoughtless(reply))
        if refuses(text):
            return None
        parts = [part for part in sentences(text) if not ASIDE.match(part)]
        for part in reversed(parts):
            found = amounts(part)
            fitting = [amount for amount in found if self._fits(amount)]
            if fitting and (part is parts[-1] or not self.unit or any(amount.unit for amount in fitting)):
                return self._one(found, part)
        return None

    def _fits(self, amount: Amount) -> bool:
        """Whether a number can be the answer by its unit."""
        if self.unit == "":
            return amount.unit in {"", None}
        return amount.unit == self.unit or amount.bare

    def _one(self, found: Sequence[Amount], text: str) -> float | None:
        """The one number that a sentence gives. Those with the unit that was asked for come first; what
        stands behind the last `=` is what was worked out."""
        fitting = [amount for amount in found if self._fits(amount)]
        fitting = [amount for amount in fitting if not amount.premise]
        if self.unit:
            fitting = [amount for amount in fitting if amount.unit == self.unit] or fitting
        _, equals, _ = text.rpartition("=") if "≈" not in text else text.rpartition("≈")
        if equals:
            worked = amounts(text[text.rindex(equals) :])
            fitting = [amount for amount in worked if self._fits(amount)][:1] or fitting
        values = [self._turned(amount) for amount in fitting]
        if not values or any(value is None for value in values) or any(amount.vague for amount in fitting):
            return None
        first, *others = [value for value in values if value is not None]
        if any(abs(other - first) > SAME * abs(first) * bool(self.unit) for other in others):
            return None
        return self._wrapped(first)

    def _turned(self, amount: Amount) -> float | None:
        """The value with the sign of the direction that stands behind it; null if that can't be known."""
        if amount.turn is None or self.period is None:
            return self._told(amount.value) if amount.unit is None else amount.value
        if self.sense is None:
            return None
        word = amount.turn.replace("-", "").replace(" ", "")
        grows = (word in {"clockwise", "cw", "right"}) == (self.sense == "clockwise")
        return amount.value if grows else -amount.value

    def _told(self, value: float) -> float:
        """What a number without a unit is worth."""
        return value if self.bare is None else converted(value, LENGTHS[self.bare])

    def _wrapped(self, value: float) -> float:
        """A value from 0 to below the period."""
        if self.period is None:
            return value
        wrapped = math.fmod(value, self.period)
        wrapped = wrapped + self.period if wrapped < 0 else wrapped
        return wrapped if wrapped < self.period else 0.0

    def printed(self, given: float) -> str:
        number = format(Decimal(repr(given)), "f")
        return {"m": f"{number} m", "deg": f"{number}°", "": number}[self.unit]

    def error(self, given: float, right: float) -> Fraction:
        """How far apart two numbers are, the shorter way round where they wrap."""
        apart = abs(_exactly(given) - _exactly(right))
        if self.period is None:
            return apart
        period = _exactly(self.period)
        return min(apart % period, -apart % period)

    def scale(self, right: float) -> Fraction:
        """The error that counts as one whole: the truth, or what stands for it."""
        if self.period is not None:
            return _exactly(self.period) / 4
        return abs(_exactly(right)) or Fraction(SCALES[self.unit])

    def score(self, given: float | None, right: float) -> Scores:
        if given is None:
            return {"parsed": 0.0, "mra": 0.0, "within": 0.0, "absolute_error": None, "relative_error": None}
        error, scale = self.error(given, right), self.scale(right)
        relative = self.period is None and right != 0
        ratio = _exactly(self.ratio)
        if relative:
            share = _exactly(given) / _exactly(right)
            within = share > 0 and max(share, 1 / share) < ratio
        else:
            within = error < (ratio - 1) * scale
        return {
            "parsed": 1.0,
            "mra": max(0, THRESHOLDS - math.floor(STEPS * error / scale)) / THRESHOLDS,
            "within": float(within),
            "absolute_error": float(error),
            "relative_error": float(error / scale) if relative else None,
        }

    def apart(self, given: float, right: float) -> float:
        """Metres, degrees the shorter way round, or times."""
        return float(self.error(given, right))

    @staticmethod
    def constant(asked: Sequence[GiveNumber], rights: Sequence[float]) -> tuple[float, str]:
        """The number with the best mean relative accuracy, found exactly: each threshold of each question is
        kept in an open interval, and the number lies where most of them overlap, in the widest such place."""
        bounds: list[tuple[Fraction, int]] = []
        for one, right in zip(asked, rights, strict=True):
            if (one.unit, one.period) != (asked[0].unit, asked[0].period):
                raise ValueError("numbers of different units or periods have no constant in common")
            for step in range(1, THRESHOLDS + 1):
                bounds += one._kept(right, one.scale(right) * step / STEPS)
        return _where_most_overlap(bounds), "mra"

    def _kept(self, right: float, tolerance: Fraction) -> list[tuple[Fraction, int]]:
        """Where the open interval around the truth begins (+1) and ends (−1); two intervals if it wraps."""
        low, high = _exactly(right) - tolerance, _exactly(right) + tolerance
        if self.period is None or (low >= 0 and high <= self.period):
            return [(low, 1), (high, -1)]
        period = _exactly(self.period)
        return [(Fraction(0), 1), (high % period, -1), (low % period, 1), (period, -1)]

    def chance(self, right: float | None = None) -> None:
        """None is exact: it would rest on what one takes a blind guess at a number to be."""

    def schema(self) -> dict[str, Any]:
        told = {"m": self.bare or "metres", "deg": "degrees", "": "a number without a unit"}[self.unit]
        return answer_schema({"type": "number", "description": told})


def _where_most_overlap(bounds: Sequence[tuple[Fraction, int]]) -> float:
    """The shortest decimal in the widest of the places that lie in most of the open intervals."""
    unit = math.lcm(*(bound.denominator for bound, _ in bounds))
    change: Counter[int] = Counter()
    for bound, step in bounds:
        change[int(bound * unit)] += step
    places = sorted(change)
    gaps, depth = [], 0
    for low, high in pairwise(places):
        depth += change[low]
        gaps.append((depth, high - low, low, high))
    for _, _, low, high in sorted(gaps, key=lambda gap: (-gap[0], -gap[1], gap[2])):
        middle = float(Fraction(low + high, 2 * unit))
        for digits in range(18):
            if low < _exactly(round(middle, digits)) * unit < high:
                return round(middle, digits)
    raise AssertionError("an interval around a truth holds that truth")


def _exactly(value: float) -> Fraction:
    """A number as it is printed, without the error of its binary form."""
    return Fraction(repr(float(value)))
