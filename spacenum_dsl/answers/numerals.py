"""Number words of English made digits: `two point five` is `2.5`, `one and a half metres` `1.5 metres`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

_UNITS = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
    *("ten", "eleven", "twelve", "thirteen", "fourteen"),
    *("fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
WORTH = {
    **{word: number for number, word in enumerate(_UNITS)},
    **{word: 10 * number for number, word in enumerate(_TENS, 2)},
}


def _either(words: Sequence[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_SMALL = rf"(?:(?:{_either(_TENS)})(?:[- ](?:{_either(_UNITS[1:10])}))?|(?:{_either(_UNITS)}))\b"
_HUNDREDS = rf"(?:(?:{_SMALL}|a) hundred\b(?:(?: and)? {_SMALL})?|{_SMALL})"
_WHOLE = rf"(?:(?:{_HUNDREDS}|a) thousand\b(?:(?: and|,)? {_HUNDREDS})?|{_HUNDREDS})"
_DIGIT = rf"(?:{_either([*_UNITS[:10], 'oh'])})\b"
_PART = r"(?:a |one )?(?:half|quarter|third)|three[- ]quarters|two[- ]thirds"
_UNIT_WORD = (
    r"(?:milli|centi|deci|kilo)?met(?:er|re)s?|feet|foot|inch(?:es)?|yards?"
    r"|degrees?|radians?|mm|cm|km|m|ft|deg"
)
_NUMBER = re.compile(
    rf"\b(?P<sign>minus |negative )?(?P<whole>{_WHOLE})(?: point(?P<digits>(?: {_DIGIT})+))?"
    rf"(?: (?P<unit>{_UNIT_WORD})\b)?(?: and (?P<part>{_PART})\b)?",
    re.IGNORECASE,
)
_POINT = re.compile(rf"\b(?P<sign>minus |negative )?point(?P<digits>(?: {_DIGIT})+)", re.IGNORECASE)
_AND_PART = re.compile(
    rf"(?<![\d.])(?P<whole>\d{{1,6}})(?: (?P<unit>{_UNIT_WORD}))? and (?P<part>{_PART})\b", re.IGNORECASE
)
_ONE_AND = re.compile(rf"\ban? (?P<unit>{_UNIT_WORD}) and (?P<part>{_PART})\b", re.IGNORECASE)
_PART_OF = re.compile(
    rf"(?<!and )(?<!and a )(?<!and one )\b(?P<part>{_PART})(?: of)?(?: an?)? (?P<unit>{_UNIT_WORD})\b",
    re.IGNORECASE,
)
_SINGLE = re.compile(rf"(?<!half )(?<!quarter of )\ban? (?P<unit>{_UNIT_WORD})\b", re.IGNORECASE)
_NAMED_ONE = re.compile(
    r"(?:\b(?:the|this|that|which|each|other|left|right|no|any|every|only|first|last|second|third)\s+)\Z",
    re.IGNORECASE,
)
_PARTS = {
    "half": Fraction(1, 2),
    "quarter": Fraction(1, 4),
    "third": Fraction(1, 3),
    "three quarters": Fraction(3, 4),
    "two thirds": Fraction(2, 3),
}


def in_digits(text: str) -> str:
    """Plain text with its number words as digits. `the left one` and `one of them` count nothing."""
    text = _PART_OF.sub(lambda found: f"{_decimal(_part(found['part']))} {found['unit']}", text)
    text = _ONE_AND.sub(lambda found: f"{_decimal(1 + _part(found['part']))} {found['unit']}", text)
    text = _NUMBER.sub(lambda found: _number(text, found), text)
    text = _POINT.sub(lambda found: _signed(found) + "0." + _digits(found["digits"]), text)
    text = _AND_PART.sub(
        lambda found: f"{_decimal(int(found['whole']) + _part(found['part']))} {found['unit'] or ''}".strip(),
        text,
    )
    text = _SINGLE.sub(r"1 \g<unit>", text)
    return re.sub(r"\b(?:minus|negative) (?=\.?\d)", "-", text, flags=re.IGNORECASE)


def _number(text: str, found: re.Match[str]) -> str:
    alone = found["whole"].lower() == "one" and not any(found[name] for name in ("digits", "unit", "part"))
    if alone and (
        _NAMED_ONE.search(text[max(0, found.start() - 20) : found.start()])
        or re.match(r"\s+of\b", text[found.end() : found.end() + 5])
    ):
        return found[0]
    value = str(_value(found["whole"]))
    if found["digits"]:
        value += "." + _digits(found["digits"])
    if found["part"]:
        value = _decimal(Fraction(value) + _part(found["part"]))
    return _signed(found) + value + (f" {found['unit']}" if found["unit"] else "")


def _signed(found: re.Match[str]) -> str:
    return "-" if found["sign"] else ""


def _digits(words: str) -> str:
    return "".join(str(WORTH.get(word, 0)) for word in words.lower().split())


def _value(words: str) -> int:
    """A whole number in words, which the pattern has found to be one."""
    total = current = 0
    for word in re.split(r"[-\s,]+", words.lower()):
        match word:
            case "and":
                pass
            case "a":
                current = 1
            case "hundred":
                current *= 100
            case "thousand":
                total, current = current * 1000, 0
            case _:
                current += WORTH[word]
    return total + current


def _part(words: str) -> Fraction:
    words = words.lower().replace("-", " ")
    return _PARTS.get(words) or _PARTS[words.split()[-1]]


def _decimal(value: Fraction) -> str:
    return str(value.numerator) if value.denominator == 1 else repr(float(value))
