"""Telling the statements of a text apart, so that each is judged alone and one fault hides no other.

Brackets and braces are matched here, and here it is decided which newlines separate. The grammar then
reads a text in which everything else is blanked out, at unchanged offsets.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from spacenum_dsl.base.diagnostics import Diagnostic
from spacenum_dsl.base.span import Source, Span
from spacenum_dsl.language import mistakes
from spacenum_dsl.language.scan import Token

MAX_DEPTH = 64
MAX_WORDS = 5_000
ITEM_WORDS = frozenset({"let", "require", "import"})

_CONTINUING = frozenset({",", ":", "=", "|", "..", ".", "+", "-", "*", "/", "==", "!=", "<", "<=", ">", ">="})
_CONTINUING_WORDS = frozenset({"and", "or", "step", "then"})
_NO_VALUE = frozenset({"and", "or", "not", "step", "then"})
_CLOSING = {"(": ")", "[": "]"}


@dataclass
class Statement:
    """One statement, or the header of one block. `end` is where a block's body ends, if it is a header."""

    words: tuple[Token, ...]
    header: bool
    start: int
    end: int
    fault: Diagnostic | None = None


class Blank(NamedTuple):
    """A range that the grammar does not see; `fill` stands there instead."""

    start: int
    end: int
    fill: str = " "


class Statements(NamedTuple):
    """The statements in order, the faults between them, what to blank out, where unclosed blocks start."""

    statements: tuple[Statement, ...]
    faults: tuple[Diagnostic, ...]
    blanks: tuple[Blank, ...]
    unclosed: tuple[int, ...]


def split(source: Source, tokens: tuple[Token, ...]) -> Statements:
    """The statements of a text, whatever it looks like, in time linear in its length."""
    splitter = _Splitter(source, tokens)
    for at, token in enumerate(tokens):
        splitter.step(at, token)
    return splitter.finish()


class _Open(NamedTuple):
    header: Statement
    brace: Token
    indent: int
    muted: bool


@dataclass
class _Splitter:
    source: Source
    tokens: tuple[Token, ...]
    statements: list[Statement] = field(default_factory=list)
    faults: list[Diagnostic] = field(default_factory=list)
    blanks: list[Blank] = field(default_factory=list)
    blocks: list[_Open] = field(default_factory=list)
    words: list[Token] = field(default_factory=list)
    brackets: list[Token] = field(default_factory=list)
    fault: Diagnostic | None = None
    closed: Token | None = None
    suspect: _Open | None = None
    first: Token | None = None
    line_start: int = 0
    indent: int = 0

    def step(self, at: int, token: Token) -> None:
        text = token.text
        if self.first is None and token.kind != "newline":
            self.first = token
            self.indent = token.start - self.line_start
        if token.kind == "newline":
            self._newline(at, token)
        elif text == ";":
            self._end_statement()
            self.closed = None
        elif text == "{":
            self._open_block(token)
        elif text == "}":
            self._close_block(token)
        else:
            if not self.words and self.closed:
                end = self.closed.end
                self._note(
                    mistakes.MISSING_SEPARATOR.at(self._span(end - 1, end), "a new line or `;` expected")
                )
            self.words.append(token)
            if len(self.words) == MAX_WORDS + 1:
                self._note(mistakes.TOO_DEEP.at(self._of(token), f"word {MAX_WORDS + 1:,}"))
            if text in _CLOSING:
                self.brackets.append(token)
                if len(self.brackets) + len(self.blocks) == MAX_DEPTH + 1:
                    self._note(mistakes.TOO_DEEP.at(self._of(token), f"level {MAX_DEPTH + 1}"))
            elif text in {")", "]"}:
                self._close_bracket(token)

    def finish(self) -> Statements:
        self._end_statement()
        if self.blocks:
            self.faults.append(self._unclosed_block())
            for block in self.blocks:
                block.header.end = len(self.source.text)
        unclosed = tuple(block.header.start for block in self.blocks)
        return Statements(tuple(self.statements), tuple(self.faults), tuple(self.blanks), unclosed)

    def _newline(self, at: int, token: Token) -> None:
        self.closed = self.first = None
        self.line_start = token.end
        if not self.words:
            return
        if self.brackets:
            goes_on = not self._item_begins(at + 1, blocks=True)
        elif self._continues():
            goes_on = not self._item_begins(at + 1, blocks=any(word.text == ":" for word in self.words[:2]))
        else:
            goes_on = self._next_word(at + 1) == "{"
        if goes_on:
            self.blanks.append(Blank(token.start, token.end))
        else:
            self._end_statement()

    def _continues(self) -> bool:
        last = self.words[-1]
        if last.kind == "mark":
            return last.text in _CONTINUING
        before = self.words[-2] if len(self.words) > 1 else None
        if before is None or before.text == ".":
            return False
        value = before.kind in {"name", "number", "string"} or before.text in {")", "%"}
        behind_value = value and before.text not in _NO_VALUE and before is not self.words[0]
        return not behind_value if last.text == "not" else behind_value and last.text in _CONTINUING_WORDS

    def _next_word(self, at: int) -> str:
        while at < len(self.tokens) and self.tokens[at].kind == "newline":
            at += 1
        return self.tokens[at].text if at < len(self.tokens) else ""

    def _item_begins(self, at: int, blocks: bool) -> bool:
        """Whether the next line can only be a new item: nothing inside a value looks like it."""
        line = self.tokens[at : at + 2]
        if len(line) < 2 or line[0].kind != "name":
            return False
        second = line[1]
        if second.text == ":" or (line[0].text in ITEM_WORDS and second.kind in {"name", "string", "number"}):
            return True
        end = at
        while end < len(self.tokens) and (self.tokens[end].kind == "name" or self.tokens[end].text == ","):
            end += 1
        return blocks and end < len(self.tokens) and self.tokens[end].text == "{"

    def _close_bracket(self, token: Token) -> None:
        if self.brackets:
            self.brackets.pop()
        else:
            self._note(mistakes.STRAY_BRACKET.at(self._of(token), "nothing is open here"))

    def _open_block(self, token: Token) -> None:
        start = self.words[0].start if self.words else token.start
        header = self._end_statement(header=True, start=start)
        muted = len(self.blocks) >= MAX_DEPTH
        if muted and not self.blocks[-1].muted:
            header.fault = mistakes.TOO_DEEP.at(self._of(token), f"level {MAX_DEPTH + 1}")
            self.statements.append(header)
        self.blocks.append(_Open(header, token, self.indent, muted))
        self.closed = None

    def _close_block(self, token: Token) -> None:
        self._end_statement()
        if not self.blocks:
            self.faults.append(mistakes.STRAY_BRACKET.at(self._of(token), "no block is open here"))
            self.blanks.append(Blank(token.start, token.end, ";"))
            return
        block = self.blocks.pop()
        block.header.end = token.end
        if self.suspect is None and self.first is token and self.indent < block.indent:
            self.suspect = block
        self.closed = token

    def _end_statement(self, header: bool = False, start: int = 0) -> Statement:
        if self.brackets:
            end = self.words[-1].end
            bracket = self.brackets[0]
            note = self._opened(bracket)
            label = f"`{_CLOSING[bracket.text]}` expected"
            self._note(mistakes.UNCLOSED_BRACKET.at(self._span(end - 1, end), label, notes=(note,)))
        words = tuple(self.words)
        start = words[0].start if words else start
        statement = Statement(words, header, start, words[-1].end if words else start, self.fault)
        if (words or header) and len(self.blocks) < MAX_DEPTH + (not header):
            self.statements.append(statement)
        self.words, self.brackets, self.fault = [], [], None
        return statement

    def _unclosed_block(self) -> Diagnostic:
        opened = self.suspect or self.blocks[-1]
        end = next(token.end for token in reversed(self.tokens) if token.kind != "newline")
        note = self._opened(opened.brace)
        return mistakes.UNCLOSED_BLOCK.at(self._span(end - 1, end), "`}` expected", notes=(note,))

    def _opened(self, token: Token) -> str:
        return f"the `{token.text}` at {self._of(token)!r} is open"

    def _note(self, fault: Diagnostic) -> None:
        self.fault = self.fault or fault

    def _span(self, start: int, end: int) -> Span:
        return Span(self.source, start, end)

    def _of(self, token: Token) -> Span:
        return self._span(token.start, token.end)
