"""Text formats of meshes, line by line: OBJ, MTL, the ASCII forms of PLY and STL.

Their files come from many programs: with a byte-order mark or without, in UTF-8 or in the encoding of one
country, with tabs, comments and the line ends of three systems. What can't be told for sure is a fault with
the number of its line.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Sequence

from spacenum_dsl.semantics.meshes import faults
from spacenum_dsl.semantics.meshes.folder import UnusableError, shown

MAX_LINES = 4_000_000
WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
COMMENT = re.compile(r"(?:^|[ \t])#")


def lines_of(data: bytes) -> list[str]:
    """The lines of a text: UTF-8, or else one character a byte, so that different names stay different."""
    if data.startswith(WIDE) or b"\0" in data:
        raise UnusableError(
            faults.BROKEN_MESH, "is no text of one byte a character (UTF-16?)", "save it as UTF-8"
        )
    data = data.removeprefix(codecs.BOM_UTF8)
    if data.count(b"\n") + data.count(b"\r") > MAX_LINES:
        raise UnusableError(faults.LARGE_MESH, f"has more than {MAX_LINES:,} lines", SIMPLER)
    try:
        text = data.decode()
    except UnicodeDecodeError:
        text = data.decode("latin-1")
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def statements(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """(number of its line, statement): lines joined where a `\\` ends them; no empty ones, no comments."""
    number = 0
    while number < len(lines):
        first, text = number, lines[number].strip()
        if text.startswith("#"):
            number += 1
            continue
        parts = []
        while text.endswith("\\") and number + 1 < len(lines):
            parts.append(text[:-1])
            number += 1
            text = lines[number].strip()
        number += 1
        whole = " ".join([*parts, text]).strip() if parts else text
        if whole:
            yield first + 1, whole


def uncommented(text: str) -> str:
    """What stands before a `#` that begins a comment; a `#` inside a word is a part of it."""
    found = COMMENT.search(text)
    return text[: found.start()].strip() if found else text


def floats(words: Sequence[str], line: int) -> list[float]:
    """The numbers of a line; not-a-number and infinity are for those who know where they would stand."""
    try:
        if any("_" in word for word in words):
            raise ValueError
        return [float(word) for word in words]
    except ValueError:
        raise broken(line, f"has `{shown(' '.join(words), 40)}` where numbers belong") from None


def broken(line: int, what: str, *help: str) -> UnusableError:
    return UnusableError(faults.BROKEN_MESH, f"has a fault in line {line:,}, which {what}", *help)


SIMPLER = "a 3D editor can decimate it: small pictures show no more"
"""The way out for meshes that are too large, whatever there is too much of."""
