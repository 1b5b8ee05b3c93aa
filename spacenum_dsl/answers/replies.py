"""A reply made plain, and where in it an answer is stated.

Models wrap answers in markdown, LaTeX, tags, JSON and reasoning. What is left of a reply is plain text;
what marks an answer in it is found here once, for all types of answers.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import NamedTuple

from spacenum_dsl.answers.cues import LED, REFUSAL, SO

LONGEST = 20_000
"""Characters of a reply that are read, from its end: an answer comes last."""

CUES = 50
"""Places where words lead up to an answer that are looked at, from the end."""

LONGEST_BOX = 2000
"""Characters in which a statement, a tag or a LaTeX box must end."""

STARTS = 200
"""Braces that are tried as the start of a JSON value, from the end."""

THOUGHT = r"think(?:ing)?|thought|reasoning|reflection|scratchpad"
_THOUGHTS = re.compile(rf"<({THOUGHT})>.*?(?:</\1>|\Z)", re.DOTALL | re.IGNORECASE)
_THOUGHT_END = re.compile(rf"</(?:{THOUGHT})>", re.IGNORECASE)

_LOOKS = str.maketrans(
    {
        **dict.fromkeys("−﹣－‐‑", "-"),
        **dict.fromkeys("“”„«»″＂", '"'),
        **dict.fromkeys("‘’′＇", "'"),
        **dict.fromkeys("º˚", "°"),
        **dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff\u200e\u200f", ""),
    }
)
"""Signs that are meant alike, and signs that can't be seen."""

_SPACED = re.compile(r"(?<=\d)[\u00a0\u202f\u2009](?=\d{3}(?!\d))")
_BLANKS = re.compile(r"[ \t]{2,}|[ \t\r]*\n[ \t\r\n]*")
_COMMANDS = re.compile(
    r"\\(?:text|mathrm|mathbf|textbf|textit|mathit|operatorname|mbox|rm|bf|left|right)(?![a-z])\s*"
)
_FRACTION = re.compile(r"\\[dt]?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}")
_SIGNS = (
    (re.compile(r"\^?\s*\{?\\(?:circ|degree)\b\}?"), "°"),
    (re.compile(r"\\(?:approx|sim|simeq)\b"), "≈"),
    (re.compile(r"\\pm\b"), "±"),
    (re.compile(r"\\pi\b"), "π"),
    (re.compile(r"\\times\b"), "×"),
    (re.compile(r"\\(?:rightarrow|to)\b"), "→"),
    (re.compile(r"\\(?:lt|prec)\b"), "<"),
    (re.compile(r"\\(?:gt|succ)\b"), ">"),
    (re.compile(r"\\[,;:! ]|\\quad\b|\\qquad\b"), " "),
    (re.compile(r"\\[()\[\]]|\$\$?"), " "),
    (re.compile(r"\\([%{}_&#])"), r"\1"),
)
_MARKDOWN = re.compile(
    r"\*\*|__|(?<!\w)[*_](?=\S)|(?<=\S)[*_](?!\w)|^\s{0,3}#{1,6}\s+|^\s*>\s+|`", re.MULTILINE
)
_BULLET = re.compile(r"^[ \t]*[-*•+][ \t]+", re.MULTILINE)
_QUOTED = re.compile(r"(?<![\d\w])\"([^\"\n]*)\"|(?<![\d\w])'([^'\n]*)'(?!\w)")
_SHORT = re.compile(r"\b(approx|ca|vs|e\.g|i\.e|fig|ft|in|deg|resp)\.(?=\s)", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[.!?])\s+|[。！？]|\n+")

_TAGGED = re.compile(rf"<(answer|final_answer|final)>(.{{0,{LONGEST_BOX}}}?)</\1>", re.DOTALL | re.IGNORECASE)
_BOX = re.compile(r"\\(?:boxed|fbox)\s*\{")
ANSWER_KEYS = (
    "answer",
    "final_answer",
    "finalanswer",
    "final answer",
    "choice",
    "option",
    "label",
    "letter",
    "selection",
    "result",
    "value",
)

_ASIDE = re.compile(r"reason|thought|think|explan|analysis|box|point|bbox|error")


class Stated(NamedTuple):
    """A place where a reply states its answer. `value` is plain text, or what JSON says.

    `firm` places are made for the answer alone (JSON, a tag, a box): what stands there is the answer or
    nothing is. Words that lead up to one may be followed by something else: `value` is the sentence behind
    them, `block` all lines up to the next empty one.
    """

    value: object
    firm: bool
    block: str = ""


def thoughtless(reply: str) -> str:
    """The reply without blocks of reasoning. One that never ends hides all that follows; the end of one
    that never began, as some chat templates leave it, hides all that comes before."""
    text = _THOUGHTS.sub("\n", reply)
    ends = [found.end() for found in _THOUGHT_END.finditer(text)]
    return text[ends[-1] if ends else 0 :][-LONGEST:]


def plain(text: str) -> str:
    """The text without markdown, LaTeX and typographic variety: full-width letters are letters, fractions
    `1/2`, minus signs hyphens."""
    text = _SPACED.sub("", text.translate(_LOOKS))
    text = _BLANKS.sub(
        lambda found: "\n\n" if found[0].count("\n") > 1 else "\n" if "\n" in found[0] else " ", text
    )
    text = "".join(_unfolded(sign) for sign in text)
    text = unicodedata.normalize("NFKC", text).translate(_LOOKS).replace("⁄", "/")
    text = _FRACTION.sub(r"\1/\2", text)
    text = _COMMANDS.sub("", text)
    for pattern, sign in _SIGNS:
        text = pattern.sub(sign, text)
    text = re.sub(r"\{([^{}:]+)\}", r"\1", text)
    text = _MARKDOWN.sub("", text)
    text = _BULLET.sub("", text)
    text = _QUOTED.sub(lambda found: found[1] if found[1] is not None else found[2], text)
    text = _SHORT.sub(r"\1", text)
    return re.sub(r"(?<![\w)])[–—](?=\d|\.\d)", "-", text).strip()


def _unfolded(sign: str) -> str:
    """A sign as it is, but `½` as ` 1/2`, so that `2½` does not become `21/2`."""
    parts = unicodedata.decomposition(sign) if sign > "~" else ""
    if not parts.startswith("<fraction>"):
        return sign
    return " " + "".join(chr(int(code, 16)) for code in parts.split()[1:]).replace("⁄", "/")


def refuses(text: str) -> bool:
    """Whether a reply says that it can't tell: only an answer that it states in so many words counts then."""
    return REFUSAL.search(text) is not None


def sentences(text: str) -> list[str]:
    """Sentences and lines of plain text, questions left out."""
    return [
        part.strip() for part in _SENTENCE.split(text) if part.strip() and not part.rstrip().endswith("?")
    ]


def json_values(text: str) -> Iterator[tuple[int, int, object]]:
    """The outermost JSON objects and arrays of a reply in their order, with where they start and end."""
    decoder = json.JSONDecoder()
    starts = [found.start() for found in re.finditer(r"[{\[]", text)][-STARTS:]
    end = 0
    for start in starts:
        if start < end:
            continue
        try:
            value, end = decoder.raw_decode(text, start)
        except (ValueError, RecursionError):
            continue
        yield start, end, value


def answer_in(value: object) -> tuple[bool, object]:
    """Whether a JSON value states an answer, and which: what stands under a known key, or the only thing."""
    if not isinstance(value, dict):
        return False, None
    named = {str(key).strip().lower(): found for key, found in value.items()}
    for key in ANSWER_KEYS:
        if key in named:
            stated, inner = answer_in(named[key])
            return True, inner if stated else named[key]
    if len(named) == 1 and not _ASIDE.search(next(iter(named))):
        return True, next(iter(named.values()))
    return False, None


def _is_words(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(entry, str) for entry in value)


def _balanced(text: str, start: int) -> int | None:
    """Where the brace is closed that was opened before `start`."""
    depth = 1
    for place in range(start, min(len(text), start + LONGEST_BOX)):
        depth += {"{": 1, "}": -1}.get(text[place], 0)
        if depth == 0:
            return place
    return None


def _firm(text: str) -> Iterator[tuple[int, int, object]]:
    """Answers in JSON objects, tags and LaTeX boxes of a reply without its thoughts: start, end, content."""
    for start, end, value in json_values(text):
        stated, answer = answer_in(value)
        if stated:
            yield start, end, answer
        elif _is_words(value) and text[start:end] != "[ ]":
            yield start, end, value
    for found in _TAGGED.finditer(text):
        yield found.start(), found.end(), found[2]
    for found in list(_BOX.finditer(text))[-CUES:]:
        end_of_box = _balanced(text, found.end())
        if end_of_box is not None:
            yield found.start(), end_of_box + 1, text[found.end() : end_of_box]


def statements(reply: str, tidy: Callable[[str], str] = str) -> list[Stated]:
    """Where a reply states its answer, the last first. Texts are plain ones. What leads up to an answer
    counts only behind the last firm place, in what `tidy` leaves of the text there."""
    raw = thoughtless(reply)
    firm = sorted(_firm(raw), key=lambda place: place[:2])
    text = tidy(plain(raw[firm[-1][1] :] if firm else raw))
    cues = sorted(cue.end() for pattern in (LED, SO) for cue in pattern.finditer(text))[-CUES:]
    led = [Stated(rest[0], False, rest[1]) for cue in cues if (rest := _rest(text, cue))]
    made = [Stated(_inner(value) if isinstance(value, str) else value, True) for _, _, value in firm]
    return [*made, *led][::-1]


def _inner(value: str) -> str:
    """The plain text of a firm place, which may hold JSON or words that lead up to the answer."""
    text = plain(value)
    cues = list(LED.finditer(text))
    return text[cues[-1].end() :].strip() if cues else text


def _rest(text: str, start: int) -> tuple[str, str] | None:
    """The sentence from `start` on, and all up to an empty line; on the next line if this one ends there."""
    behind = text[start : start + LONGEST_BOX]
    number = re.match(r"\s*-\s*\.?\d", behind)
    rest = behind.lstrip(" \t:=*" if number else " \t:=*-")
    if not rest.strip():
        return None
    rest = rest.lstrip()
    line = rest.partition("\n")[0].strip()
    first = next(part for part in _SENTENCE.split(line) if part.strip())
    return first if len(first) > 3 else line, rest.partition("\n\n")[0].strip()
