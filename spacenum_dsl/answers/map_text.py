"""The coordinates of named things in a reply: out of JSON, or of lines such as `mug: (0.3, 0.2)`."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from spacenum_dsl.answers.amounts import Amount, amounts, converted
from spacenum_dsl.answers.answer_type import Coordinates


class MapReading(NamedTuple):
    """How numbers are taken: `point` makes some a point of the map, or null where they are none; `bare` is
    what a number without a unit is worth, in metres."""

    point: Callable[[Sequence[float]], Coordinates | None]
    bare: float = 1.0

    def told(self, value: float) -> float:
        """A number without a unit, in metres."""
        return value if self.bare == 1 else converted(value, self.bare)

    def worth(self, amount: Amount) -> float:
        return amount.value if amount.unit else self.told(amount.value)


_DEEPEST = 8
"""How many objects and lists deep a map is looked for."""

_NAME_KEYS = ("name", "object", "label", "id", "item")
_PLACE_KEYS = (
    "position",
    "coordinates",
    "coordinate",
    "coords",
    "location",
    "point",
    "center",
    "centre",
    "cell",
)
_UNITS = r"(?:mm|cm|m|km|ft|in|met(?:er|re)s?|centimet(?:er|re)s?|millimet(?:er|re)s?|feet|inches)"
_GROUP = re.compile(
    rf"[\s*\"']*(?:(?:[:=]|->|→|\b(?:is|stands|lies|located|placed|at)\b)[\s*\"']*)*"
    rf"(?:[(\[](?P<group>[^()\[\]\n]*)[)\]]\s*(?P<unit>{_UNITS}\b)?|(?<=[:=])\s*(?P<bare>[^\n;{{}}]*))",
    re.IGNORECASE,
)


def same(name: str) -> str:
    """A name as it is compared: without an article, small letters, one space between words."""
    return re.sub(r"^the ", "", re.sub(r"[\s_-]+", " ", name).strip().casefold())


def from_json(
    value: object, names: Sequence[str], reading: MapReading, depth: int = 0
) -> dict[str, Coordinates]:
    """The points of a JSON value that is a map, holds one, or is a list of named entries."""
    known = {same(name): name for name in names}
    found: dict[str, Coordinates] = {}
    if depth > _DEEPEST:
        return found
    if isinstance(value, Mapping):
        for key, entry in value.items():
            name = known.get(same(str(key)))
            if name is not None and (place := _coordinates(entry, reading)) is not None:
                found[name] = place
        for entry in () if found else reversed(list(value.values())):
            if inner := from_json(entry, names, reading, depth + 1):
                return inner
    elif isinstance(value, list):
        for entry in value:
            found |= _entry(entry, known, reading)
    return found


def _entry(entry: object, known: Mapping[str, str], reading: MapReading) -> dict[str, Coordinates]:
    """One of a list of things, each an object that says its name and where it is."""
    if not isinstance(entry, Mapping):
        return {}
    lower = {str(key).casefold(): value for key, value in entry.items()}
    named = (same(str(lower.get(key, ""))) for key in _NAME_KEYS)
    name = next((known[name] for name in named if name in known), None)
    place = next((lower[key] for key in _PLACE_KEYS if key in lower), lower)
    found = _coordinates(place, reading)
    return {} if name is None or found is None else {name: found}


def _coordinates(value: object, reading: MapReading) -> Coordinates | None:
    """What a JSON value says of one thing: a list, an object with x, y and z, a number, a text of these."""
    if isinstance(value, str):
        group = re.fullmatch(r"\s*[(\[](.*)[)\]]\s*(\w*)\s*", value)
        return _numbers(group[1], group[2], reading) if group else _numbers(value, "", reading)
    if isinstance(value, Mapping):
        lower = {str(key).casefold(): entry for key, entry in value.items()}
        axes = [axis for axis in "xyz" if axis in lower]
        inner = [lower[axis] for axis in axes]
        if axes != list("xyz")[: len(axes)] or not axes:
            place = next((lower[key] for key in _PLACE_KEYS if key in lower), None)
            return (
                None
                if place is None or (isinstance(place, Mapping) and not place)
                else _coordinates(place, reading)
            )
        value = inner
    if not isinstance(value, list):
        value = [value]
    numbers = [_number(entry, reading) for entry in value]
    return (
        reading.point([number for number in numbers if number is not None]) if None not in numbers else None
    )


def _number(value: object, reading: MapReading) -> float | None:
    if isinstance(value, str):
        found = amounts(value)
        fine = len(found) == 1 and not found[0].vague and found[0].unit in {"m", None}
        return reading.worth(found[0]) if fine else None
    return reading.told(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def from_text(text: str, names: Sequence[str], reading: MapReading) -> dict[str, Coordinates]:
    """The points of a plain text that names each thing in front of its coordinates; the last of each."""
    by_length = sorted(names, key=len, reverse=True)
    patterns = (r"[\s_-]+".join(re.escape(word) for word in re.split(r"[\s_-]+", name)) for name in by_length)
    naming = re.compile(
        rf"(?:^|[\n,;{{(\[\"'|>]|\band\b|\b\d+[.)])[ \t*\"']*(?:the\s+)?"
        rf"(?P<name>{'|'.join(patterns)})(?![\w-])",
        re.IGNORECASE,
    )
    known = {same(name): name for name in names}
    found: dict[str, Coordinates] = {}
    text = re.sub(r"^\|([^|\n]+)\|([^\n]+)\|\s*$", _tabled, text, flags=re.MULTILINE)
    for place in naming.finditer(text):
        group = _GROUP.match(text, place.end())
        if group is None:
            continue
        told = group["group"] if group["group"] is not None else group["bare"]
        coordinates = _numbers(told.strip().rstrip(",."), group["unit"] or "", reading)
        if coordinates is not None:
            found[known[same(place["name"])]] = coordinates
    return found


def _tabled(row: re.Match[str]) -> str:
    """A row of a table as the line that it stands for."""
    return f"{row[1].strip()}: {', '.join(cell.strip() for cell in row[2].split('|'))}"


def _numbers(told: str, unit: str, reading: MapReading) -> Coordinates | None:
    """Coordinates out of `0.3, 0.2`, `x=0.3 m, y=0.2 m`, `0,3; 0,2`; the unit behind them is that of all."""
    parts = told.split(";") if ";" in told else told.split(",")
    values = []
    for part in parts:
        found = amounts(part)
        if len(found) != 1 or found[0].vague:
            return None
        if found[0].unit is None and unit:
            found = amounts(f"{found[0].value!r} {unit}")
        if found[0].unit not in {"m", None}:
            return None
        values.append(reading.worth(found[0]))
    return reading.point(values)
