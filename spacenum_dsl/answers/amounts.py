"""Numbers with their units in plain text, converted: lengths to metres, angles to degrees."""

from __future__ import annotations

import math
import re
from fractions import Fraction
from typing import Literal, NamedTuple, TypeAlias

from spacenum_dsl.answers.cues import PREMISE
from spacenum_dsl.answers.numerals import in_digits

Measured: TypeAlias = Literal["m", "deg", ""]

_UNITS: tuple[tuple[Measured, float, str], ...] = (
    ("m", 1000.0, r"km|kilomet(?:er|re)s?|kilom[èe]tres?|公里|千米|км"),
    ("m", 0.001, r"mm|millimet(?:er|re)s?|millim[èe]tres?|milímetros?|毫米|ミリ(?:メートル)?|мм"),
    (
        "m",
        0.01,
        r"cms?|[cz]entimet(?:er|re)s?|centim[èe]tres?|cent[íi]metros?|centimetri|厘米|公分|センチ(?:メートル)?|см|сантиметр(?:а|ов)?",
    ),
    ("m", 0.1, r"dm|decimet(?:er|re)s?|分米"),
    (
        "m",
        1.0,
        r"m|mtrs?|met(?:er|re)s?|metern|m[èe]tres?|metros?|metri|米|公尺|メートル|미터|м|метр(?:а|ов)?",
    ),
    ("m", 0.3048, r"ft|feet|foot|'"),
    ("m", 0.0254, r"inch(?:es)?|\"|in(?!\s+\w)"),
    ("m", 0.9144, r"yds?|yards?"),
    (
        "deg",
        1.0,
        r"°(?!\s*[CFcf]\b)|degs?|degrees?|grad|degr[ée]s?|grados?|gradi|graus?|градус(?:а|ов)?|度|도",
    ),
    ("deg", 180 / math.pi, r"rads?|radians?|radian[ts]?|弧度"),
    ("", 0.01, r"%|percent|per cent"),
    ("", 1.0, r"times|×(?!\s*\d)|x(?!\s*\d)|倍"),
)
_LETTER = r"[A-Za-zÀ-ÖØ-öø-ÿЀ-ӿ]"
_ENDS = rf"(?:(?<={_LETTER})(?!{_LETTER}|[\d^²³/])|(?<!{_LETTER}))"
_NAMES = [re.compile(rf"(?:{pattern}){_ENDS}", re.IGNORECASE) for _, _, pattern in _UNITS]
_GAP = re.compile(rf"\s?-(?={_LETTER})|\s*")
_NUMBER = re.compile(
    r"(?<![A-Za-z0-9_./^À-ÖØ-öø-ÿ])[-+]?(?:"
    r"\d+ \d{1,2}/\d{1,3}(?![\d/.])"  # 2 1/2
    r"|\d{1,6}/\d{1,6}(?![\d/.])"  # 1/2
    r"|\d{1,3}(?:(?:,\d{3})+|(?: \d{3})+)(?:\.\d+)?(?![\d,])"  # 1,200.5
    r"|\d{1,3}(?:\.\d{3})+,\d+(?!\d)"  # 1.200,5
    r"|\d+(?:[.,]\d+)?|\.\d+)(?:[eE][-+]?\d{1,3}(?!\w))?"
)
_PI = re.compile(
    r"(?<![\w.])(-?)(\d+(?:\.\d+)?|\.\d+)?\s?(?:π|\bpi\b)(?:\s?/\s?(\d{1,4})(?!\d))?", re.IGNORECASE
)
_ALONE = re.compile(
    r"\s*(?:[.,;:!?()\[\]{}\"'±~|–—-]|\Z|\n|(?:or|to|and)\b|[^\x00-\u024f\u0400-\u04ff])", re.IGNORECASE
)
_OR_MORE = re.compile(
    r"\s*(?:\+|(?:or|and)\s+(?:less|more|fewer|above|below|over|under)\b)(?!\s*\d)", re.IGNORECASE
)
_NUMBERED = re.compile(
    r"\b(?:figure|fig|step|picture|image|option|view|question|page|line|item|point|no|number|#)\s*\Z",
    re.IGNORECASE,
)
_BOUND = re.compile(
    r"(?:\b(?:(?:less|more|fewer|greater|smaller|larger|bigger|farther|further) than|at least|at most|over"
    r"|under|up to|above|below|beyond|minimum(?: of)?|maximum(?: of)?|exceeds|within|between)|[<>≤≥])"
    r"\s*(?:about |roughly |approximately )?\Z",
    re.IGNORECASE,
)
_TO = re.compile(r"\s*(?:-|–|—|~|to|or|bis|à|\.\.\.?|至|到)\s*\Z", re.IGNORECASE)
_TURN = re.compile(
    r"\s*\(?(?:(?:to|towards?|on)\s+(?:the|your|its)\s+)?"
    r"(?P<word>(?:counter|anti)[- ]?clockwise|clockwise|ccw|cw|left|right)\b",
    re.IGNORECASE,
)


REACH = 40
"""Characters before and behind a number that say what it is."""

LENGTHS = {"m": 1.0, "cm": 0.01, "mm": 0.001, "ft": 0.3048}
"""Metres in the units that a prompt may ask for."""

SAME = 0.03
"""Two lengths or angles of one sentence say the same where they differ by less than this share."""

LARGEST = 1e15
"""Beyond it nobody means a number."""


class Amount(NamedTuple):
    """A number in a text from `start` to `end`, in metres, degrees or as it stands.

    `unit` is what it is measured in, null where no unit stands there. `bare` numbers have no word or operator
    behind them either, so they may be meant in the unit that was asked for. `vague` ones are an end of a
    range or a bound. `turn` is the direction that stands behind it. `printed` is the number without its unit,
    which is worth `factor`. A `premise` is what an estimate rests on: `assuming the mug is 10 cm wide`.
    """

    value: float
    unit: Measured | None
    bare: bool
    vague: bool
    turn: str | None
    start: int
    end: int
    factor: float
    printed: float
    premise: bool


def number_in(text: str) -> float | None:
    """What a printed number is worth. A comma before three digits parts thousands, unless a zero stands alone
    before it; any other one is a decimal comma."""
    text = text.strip()
    whole, space, part = text.partition(" ")
    if space and "/" in part:
        first, rest = number_in(whole), number_in(part)
        return None if first is None or rest is None else math.copysign(abs(first) + rest, first)
    over, slash, under = text.replace(" ", "").partition("/")
    if slash:
        return float(over) / float(under) if float(under) else None
    if re.fullmatch(r"[-+]?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?", over):
        over = over.replace(",", "")
    elif re.fullmatch(r"[-+]?\d{1,3}(?:\.\d{3})+,\d+", over):
        over = over.replace(".", "").replace(",", ".")
    value = float(over.replace(",", "."))
    return value if math.isfinite(value) else None


def amounts(text: str) -> list[Amount]:
    """All numbers of a plain text, in their order. Feet and inches, or metres and centimetres, are one."""
    text = _PI.sub(_pi, in_digits(text))
    found = [amount for match in _NUMBER.finditer(text) if (amount := _amount(text, match)) is not None]
    return _ranged(text, _compounded(text, found))


def _pi(found: re.Match[str]) -> str:
    many = float(found[2] or 1)
    under = int(found[3]) if found[3] else 1
    return f"{found[1]}{many * math.pi / under!r} " if under else found[0]


def _amount(text: str, match: re.Match[str]) -> Amount | None:
    value = number_in(match[0])
    if value is None:
        return None
    gap = _GAP.match(text, match.end())
    unit, factor, end = None, 1.0, match.end()
    for (dimension, worth, _), pattern in zip(_UNITS, _NAMES, strict=True):
        if name := pattern.match(text, gap.end() if gap else end):
            unit, factor, end = dimension, worth, name.end()
            break
    rest = text[end : end + REACH]
    before = text[max(0, match.start() - REACH) : match.start()]
    if abs(value * factor) > LARGEST or (unit is None and value.is_integer() and _NUMBERED.search(before)):
        return None
    turn = _TURN.match(rest) if unit in {"deg", None} else None
    return Amount(
        converted(value, factor),
        unit,
        unit is None and (turn is not None or _ALONE.match(rest) is not None),
        (_BOUND.search(before) or _OR_MORE.match(rest)) is not None,
        turn["word"].lower() if turn else None,
        match.start(),
        end,
        factor,
        value,
        PREMISE.search(before) is not None,
    )


def converted(value: float, factor: float) -> float:
    """A value in metres or degrees, as exact as the printed numbers are: 35 cm are 0.35 m."""
    return float(Fraction(repr(value)) * Fraction(repr(factor)))


def _compounded(text: str, found: list[Amount]) -> list[Amount]:
    """Amounts, where one of a smaller unit that follows directly is added to the one before it."""
    made: list[Amount] = []
    for amount in found:
        last = made[-1] if made else None
        if (
            last is not None
            and last.unit == amount.unit == "m"
            and amount.factor < last.factor
            and last.end <= amount.start
            and re.fullmatch(r"\s*(?:,|and)?\s*", text[last.end : amount.start], re.IGNORECASE)
        ):
            value = last.value + math.copysign(amount.value, last.value)
            made[-1] = last._replace(value=value, end=amount.end, factor=amount.factor)
        elif last is not None and last.unit == "m" and _cut_short(text[last.end : amount.start], amount):
            made[-1] = last._replace(vague=True)
        else:
            made.append(amount)
    return made


def _cut_short(between: str, amount: Amount) -> bool:
    """Whether a number follows a length directly that nothing says the unit of: `six foot two`."""
    return amount.unit is None and amount.bare and between.isspace()


def _ranged(text: str, found: list[Amount]) -> list[Amount]:
    """Amounts, with both ends of a range vague, and without what stands behind `±`."""
    made: list[Amount] = []
    for amount in found:
        between = text[made[-1].end : amount.start] if made else ""
        if made and re.fullmatch(r"\s*(?:±|\+/-|plus or minus)\s*", between):
            continue
        sign = made and text[amount.start] == "-" and not between.strip()
        opened = made and re.search(
            r"\bbetween\b[^.]*\Z", text[max(0, made[-1].start - REACH) : made[-1].start], re.I
        )
        if made and re.fullmatch(r"\s*or\s*", between) and _alike(made[-1], amount):
            continue
        if made and (sign or _is_range(between) or (opened and re.fullmatch(r"\s*(?:and|-)\s*", between))):
            made[-1] = made[-1]._replace(vague=True)
            made.append(amount._replace(vague=True, value=abs(amount.value) if sign else amount.value))
        else:
            made.append(amount)
    return made


def _alike(one: Amount, other: Amount) -> bool:
    """Whether two numbers say the same in two units."""
    return (
        one.unit == other.unit and one.unit is not None and abs(one.value - other.value) <= SAME * one.value
    )


def _is_range(between: str) -> bool:
    found = _TO.fullmatch(between)
    return found is not None and between.strip() != ""
