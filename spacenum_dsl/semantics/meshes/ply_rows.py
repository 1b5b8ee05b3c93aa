"""The head of a PLY, and the rows that it declares, in columns of numbers."""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from spacenum_dsl.base.parts import Floats
from spacenum_dsl.semantics.meshes import faults
from spacenum_dsl.semantics.meshes.folder import UnusableError, shown
from spacenum_dsl.semantics.meshes.polygons import Ints64
from spacenum_dsl.semantics.meshes.text import lines_of

TYPES: Mapping[str, str] = {
    **{"char": "i1", "uchar": "u1", "short": "i2", "ushort": "u2", "int": "i4", "uint": "u4"},
    **{"int8": "i1", "uint8": "u1", "int16": "i2", "uint16": "u2", "int32": "i4", "uint32": "u4"},
    **{"float": "f4", "double": "f8", "float32": "f4", "float64": "f8"},
}
ORDERS = {"binary_little_endian": "<", "binary_big_endian": ">", "ascii": ""}
LONGEST_HEAD = 100_000
AT_ONCE = 20_000
"""Lines that are made numbers together."""

Lists: TypeAlias = tuple[Floats, Ints64]
"""The numbers of all lists one behind the other, and how many each has."""


@dataclass(frozen=True)
class ElementProperty:
    """`kind` is that of its numbers; `length` that of the number of them, for a list."""

    name: str
    kind: str
    length: str | None = None


@dataclass
class Element:
    """Rows of one sort, as declared."""

    name: str
    count: int
    properties: list[ElementProperty] = field(default_factory=list)


@dataclass(frozen=True)
class Head:
    """`order` is the byte order, nothing for text; `textures` are the files that comments name."""

    order: str
    elements: tuple[Element, ...]
    textures: tuple[str, ...]
    size: int


@dataclass(frozen=True)
class ElementColumns:
    """The rows of an element by properties, all as floating point numbers; `kinds` says what they were."""

    count: int
    scalars: Mapping[str, Floats]
    lists: Mapping[str, Lists]
    kinds: Mapping[str, str]


def head_of(data: bytes) -> Head:
    """What a PLY declares; `size` is that of the head in bytes."""
    start = len(codecs.BOM_UTF8) if data.startswith(codecs.BOM_UTF8) else 0
    end = re.compile(rb"[\r\n]end_header[ \t]*(\r\n|\n|\r)").search(data, start, LONGEST_HEAD)
    if data[start : start + 3] != b"ply" or end is None:
        raise UnusableError(faults.BROKEN_MESH, "is no PLY")
    size = end.end()
    if end[1] == b"\r\n" and b"\r\n" not in data[start : start + 8]:
        size -= 1  # the line ends with `\r`, and the first number of the body happens to look like `\n`
    order: str | None = None
    elements: list[Element] = []
    textures: list[str] = []
    for line in re.split(r"\r\n|\n|\r", data[start : end.start()].decode("utf-8", errors="replace"))[1:]:
        match line.split():
            case ["format", name, *_] if name in ORDERS:
                order = ORDERS[name]
            case ["element", name, count] if count.isdecimal():
                elements.append(Element(name, int(count)))
            case ["property", "list", length, kind, name] if elements and {length, kind} <= TYPES.keys():
                elements[-1].properties.append(ElementProperty(name, TYPES[kind], TYPES[length]))
            case ["property", kind, name] if elements and kind in TYPES:
                elements[-1].properties.append(ElementProperty(name, TYPES[kind]))
            case ["comment", word, *_] if word.lower() == "texturefile":
                textures.append(line.strip().split(None, 2)[2])
            case ["comment" | "obj_info", *_] | []:
                pass
            case _:
                what = f"has `{shown(line.strip(), 60)}` in its head, which PLY does not have"
                raise UnusableError(faults.BROKEN_MESH, what)
    if order is None:
        raise UnusableError(faults.BROKEN_MESH, "is PLY of no format that is known")
    for element in elements:
        names = [each.name for each in element.properties]
        if len(set(names)) < len(names):
            raise UnusableError(faults.BROKEN_MESH, f"has a property of `{shown(element.name)}` twice")
    return Head(order, tuple(elements), tuple(textures), size)


def rows_of(data: bytes, head: Head) -> Mapping[str, ElementColumns]:
    """The columns of all elements, those that nothing is known of too: what follows stands behind them."""
    found: dict[str, ElementColumns] = {}
    if head.order:
        at = head.size
        for element in head.elements:
            found[element.name], at = _binary(data, at, element, head.order)
    else:
        lines = [line for line in lines_of(data[head.size :]) if line.strip()]
        start = 0
        for element in head.elements:
            end = start + element.count if element.properties else start
            if end > len(lines):
                raise _cut_off(element)
            found[element.name] = _text(lines[start:end], element)
            start = end
    return found


def _cut_off(element: Element) -> UnusableError:
    what = f"is cut off: it should have {element.count:,} rows of `{shown(element.name, 30)}`"
    return UnusableError(faults.BROKEN_MESH, what)


def _columns(element: Element, numbers: Mapping[str, Floats], lists: Mapping[str, Lists]) -> ElementColumns:
    return ElementColumns(
        element.count, numbers, lists, {each.name: each.kind for each in element.properties}
    )


def _binary(data: bytes, at: int, element: Element, order: str) -> tuple[ElementColumns, int]:
    """The columns of an element whose rows begin at a byte, and where the next one's begin."""
    lengths = _first_lengths(data, at, element, order) if element.count else {}
    row = np.dtype([part for each in element.properties for part in _fields(each, order, lengths)])
    if row.itemsize == 0 or not element.count:
        return _columns(element, {each.name: np.zeros(0) for each in element.properties}, {}), at
    end = at + row.itemsize * element.count
    if end <= len(data):
        rows = np.frombuffer(data, row, element.count, at)
        if all((rows[f"{name} #"] == length).all() for name, length in lengths.items()):
            lists = {
                name: (rows[name].reshape(-1).astype(np.float64), np.full(element.count, length))
                for name, length in lengths.items()
            }
            plain = [each.name for each in element.properties if each.length is None]
            return _columns(element, {name: rows[name].astype(np.float64) for name in plain}, lists), end
    if not lengths:
        raise _cut_off(element)
    return _ragged(data, at, element, order)


def _fields(each: ElementProperty, order: str, lengths: Mapping[str, int]) -> list[tuple[Any, ...]]:
    if each.length is None:
        return [(each.name, order + each.kind)]
    return [
        (f"{each.name} #", order + each.length),
        (each.name, order + each.kind, (lengths.get(each.name, 0),)),
    ]


def _first_lengths(data: bytes, at: int, element: Element, order: str) -> dict[str, int]:
    """How long the lists of the first row are: those of the other rows most often are as long."""
    lengths: dict[str, int] = {}
    for each in element.properties:
        if each.length is not None:
            (length,), at = _numbers(data, at, order + each.length, 1, element)
            lengths[each.name] = _length(length)
            at += np.dtype(each.kind).itemsize * lengths[each.name]
        else:
            at += np.dtype(each.kind).itemsize
    return lengths


def _length(number: float) -> int:
    if not 0 <= number < 2**31 or number != int(number):
        raise UnusableError(faults.BROKEN_MESH, f"has a list of {number:g} numbers")
    return int(number)


def _numbers(data: bytes, at: int, kind: str, count: int, element: Element) -> tuple[list[float], int]:
    size = np.dtype(kind).itemsize * count
    if at + size > len(data):
        raise _cut_off(element)
    return np.frombuffer(data, kind, count, at).tolist(), at + size


def _ragged(data: bytes, at: int, element: Element, order: str) -> tuple[ElementColumns, int]:
    """Rows whose lists differ in length, one after the other."""
    numbers: dict[str, list[float]] = {each.name: [] for each in element.properties}
    counts: dict[str, list[int]] = {each.name: [] for each in element.properties if each.length}
    for _ in range(element.count):
        for each in element.properties:
            length = 1
            if each.length is not None:
                (written,), at = _numbers(data, at, order + each.length, 1, element)
                length = _length(written)
                counts[each.name].append(length)
            found, at = _numbers(data, at, order + each.kind, length, element)
            numbers[each.name] += found
    return _made(element, numbers, counts), at


def _made(
    element: Element, numbers: Mapping[str, list[float]], counts: Mapping[str, list[int]]
) -> ElementColumns:
    arrays = {name: np.array(found, dtype=np.float64) for name, found in numbers.items()}
    lists = {name: (arrays[name], np.array(lengths, dtype=np.int64)) for name, lengths in counts.items()}
    return _columns(element, {name: found for name, found in arrays.items() if name not in lists}, lists)


def _text(lines: list[str], element: Element) -> ElementColumns:
    if any(each.length is not None for each in element.properties):
        return _text_with_lists(lines, element)
    wide = len(element.properties)
    table = np.zeros((len(lines), wide))
    for start in range(0, len(lines), AT_ONCE):
        rows = [line.split() for line in lines[start : start + AT_ONCE]]
        wrong = next((k for k, row in enumerate(rows) if len(row) != wide), None)
        if wrong is not None:
            raise _wrong_row(element, start + wrong)
        table[start : start + len(rows)] = _table(rows, element, start)
    return _columns(element, {each.name: table[:, k] for k, each in enumerate(element.properties)}, {})


def _table(rows: list[list[str]], element: Element, start: int) -> npt.NDArray[np.float64]:
    try:
        return np.array(rows, dtype=np.float64)
    except ValueError:
        raise _wrong_row(element, start + next(k for k, row in enumerate(rows) if not _sound(row))) from None


def _sound(words: list[str]) -> bool:
    try:
        return bool(np.array(words, dtype=np.float64).size)
    except ValueError:
        return False


def _wrong_row(element: Element, number: int) -> UnusableError:
    what = f"has a row of `{shown(element.name, 30)}`, number {number + 1:,}, that is not as declared"
    return UnusableError(faults.BROKEN_MESH, what)


def _text_with_lists(lines: list[str], element: Element) -> ElementColumns:
    numbers: dict[str, list[float]] = {each.name: [] for each in element.properties}
    counts: dict[str, list[int]] = {each.name: [] for each in element.properties if each.length}
    for number, line in enumerate(lines):
        words, at = line.split(), 0
        try:
            for each in element.properties:
                length = 1
                if each.length is not None:
                    length = _length(float(words[at]))
                    counts[each.name].append(length)
                    at += 1
                found = [float(word) for word in words[at : at + length]]
                if len(found) != length:
                    raise ValueError
                numbers[each.name] += found
                at += length
        except (ValueError, IndexError, OverflowError):
            raise _wrong_row(element, number) from None
        if at != len(words):
            raise _wrong_row(element, number)
    return _made(element, numbers, counts)
