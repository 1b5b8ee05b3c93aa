"""From bytes to a syntax tree: whatever the text, a tree of what could be read and a list of faults.

A text without faults is read by the grammar in one go. Otherwise each statement is read by itself, the
faulty ones are blanked out at unchanged offsets, and the grammar reads the rest, so that every fault is
reported in one run and no fault hides another.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from lark import TextSlice, UnexpectedInput, UnexpectedToken

from spacenum_dsl.base.diagnostics import Diagnostic, in_order
from spacenum_dsl.base.span import Source, Span
from spacenum_dsl.language import mistakes
from spacenum_dsl.language.build import Lost, build
from spacenum_dsl.language.diagnose import Situation, defines_member, diagnose
from spacenum_dsl.language.grammar import parser
from spacenum_dsl.language.scan import BYTE_ORDER_MARK, Scan, Token, scan
from spacenum_dsl.language.statements import ITEM_WORDS, Blank, Statement, Statements, split
from spacenum_dsl.language.tree import SyntaxTree

MAX_FAULTS = 20
MAX_NAME = 100
"""Characters of a name."""


@dataclass(frozen=True)
class Parsed:
    """What could be read of a file, and what is wrong with the rest."""

    tree: SyntaxTree
    diagnostics: tuple[Diagnostic, ...]


def decode(path: str, data: bytes) -> tuple[Source, tuple[Diagnostic, ...]]:
    """The text of a file. Bytes that are not UTF-8 are replaced and reported by the first one's offset."""
    try:
        return Source(path, data.decode("utf-8").removeprefix(BYTE_ORDER_MARK)), ()
    except UnicodeDecodeError as error:
        text = data.decode("utf-8", errors="replace")
        at = len(data[: error.start].decode("utf-8"))
        if text.startswith(BYTE_ORDER_MARK):
            text, at = text[1:], at - 1
        source = Source(path, text)
        label = f"byte {error.start} of the file is 0x{data[error.start]:02X}"
        help = ("save the file as UTF-8",)
        return source, (mistakes.NOT_UTF8.at(Span(source, at, at + 1), label, help=help),)


def parse(source: Source) -> Parsed:
    """The syntax tree of any text and the faults in it, in order and at most `MAX_FAULTS`."""
    scanned = scan(source.text)
    split_up = split(source, scanned.tokens)
    text = _blanked(source.text, [*split_up.blanks, *_trivia(source, scanned)])
    faults = [_fault_in_words(source, statement) for statement in split_up.statements]
    try:
        parsed = parser().parse(_readable(text, split_up, faults), start="file")
    except UnexpectedInput as error:
        faults = _with_refused(source, text, split_up.statements, faults, error.pos_in_stream or 0)
        parsed = parser().parse(_readable(text, split_up, faults), start="file")
    lost = [Lost(statement.start, _named_in(statement)) for statement in _broken(split_up, faults)]
    tree, deep = build(source, parsed, scanned.comments, lost)
    comments = (_foreign_comment(source, token) for token in scanned.foreign_comments)
    found = (fault for fault in faults if fault)
    return Parsed(tree, _capped(in_order((*split_up.faults, *comments, *found, *deep))))


def _fault_in_words(source: Source, statement: Statement) -> Diagnostic | None:
    """A fault that shows before the grammar is asked."""
    words = statement.words
    long = next((word for word in words if word.kind == "name" and len(word.text) > MAX_NAME), None)
    if long is not None:
        label = f"{len(long.text)} characters, at most {MAX_NAME}"
        return mistakes.LONG_NAME.at(Span(source, long.start, long.end), label)
    alien = next((at for at, word in enumerate(words) if word.kind == "alien"), None)
    if alien is not None:
        return diagnose(Situation(source, statement, alien, frozenset()))
    if statement.fault is None and (fault := defines_member(source, statement)) is not None:
        return fault
    if statement.fault is None and statement.header and (not words or words[0].text in ITEM_WORDS):
        return diagnose(Situation(source, statement, 0, frozenset()))
    return statement.fault


def _with_refused(
    source: Source,
    text: str,
    statements: Sequence[Statement],
    faults: Sequence[Diagnostic | None],
    stop: int,
) -> list[Diagnostic | None]:
    """The faults with those of the statements that the grammar refuses; it read on as far as `stop`."""
    first = bisect_right(statements, stop, key=lambda statement: statement.start) - 1
    told = 0
    found: list[Diagnostic | None] = []
    for at, (statement, known) in enumerate(zip(statements, faults, strict=True)):
        asked = known is None and at >= first and told <= MAX_FAULTS
        fault = _refusal(source, text, statement) if asked else known
        told += fault is not None
        found.append(fault)
    return found


def _refusal(source: Source, text: str, statement: Statement) -> Diagnostic | None:
    words = statement.words
    try:
        piece = TextSlice(text, words[0].start, words[-1].end)
        parser().parse(piece, start="header" if statement.header else "statement")
    except UnexpectedToken as error:
        at = len(words)
        if error.token.type != "$END":
            at = bisect_left(words, error.pos_in_stream or 0, key=lambda word: word.start)
        return diagnose(Situation(source, statement, at, frozenset(error.accepts or ())))
    return None


def _broken(split_up: Statements, faults: Sequence[Diagnostic | None]) -> list[Statement]:
    """Faulty statements, and all that follow more than `MAX_FAULTS` of them."""
    told = 0
    broken: list[Statement] = []
    for statement, fault in zip(split_up.statements, faults, strict=True):
        told += fault is not None
        if fault or told > MAX_FAULTS:
            broken.append(statement)
    return broken


def _named_in(statement: Statement) -> tuple[str, ...]:
    """The names that a statement may have been to define: of properties, of a `let`, of a block."""
    words = statement.words
    if statement.header or (words and words[0].text in ITEM_WORDS):
        return tuple(word.text for word in words if word.kind == "name")
    before_mark = [word for word, mark in itertools.pairwise(words) if mark.text in {":", "="}]
    return tuple(word.text for word in dict.fromkeys((*words[:1], *before_mark)) if word.kind == "name")


def _readable(text: str, split_up: Statements, faults: Sequence[Diagnostic | None]) -> str:
    """The text without faulty statements and without all that follows more than `MAX_FAULTS` of them."""
    broken = [Blank(statement.start, statement.end) for statement in _broken(split_up, faults)]
    gone = min((start for start, end, _ in broken if end == len(text)), default=len(text))
    return _blanked(text, broken) + "}" * sum(start < gone for start in split_up.unclosed)


def _trivia(source: Source, scanned: Scan) -> list[Blank]:
    mark = [Blank(0, 1)] if source.text.startswith(BYTE_ORDER_MARK) else []
    return mark + [Blank(token.start, token.end) for token in scanned.comments + scanned.foreign_comments]


def _blanked(text: str, ranges: list[Blank]) -> str:
    """The text without those ranges, at unchanged offsets; they may overlap."""
    parts: list[str] = []
    done = 0
    for start, end, fill in sorted(ranges):
        if end > done:
            begin = max(start, done)
            parts += [text[done:begin], fill * (end - begin)]
            done = end
    return "".join([*parts, text[done:]])


def _foreign_comment(source: Source, token: Token) -> Diagnostic:
    return mistakes.FOREIGN_COMMENT.at(Span(source, token.start, token.start + 2), "`#` expected")


def _capped(faults: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
    if len(faults) <= MAX_FAULTS:
        return faults
    note = f"there are more faults than these {MAX_FAULTS}"
    last = faults[MAX_FAULTS - 1]
    return (*faults[: MAX_FAULTS - 1], replace(last, notes=(*last.notes, note)))
