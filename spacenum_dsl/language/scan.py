"""Cutting a text into words, so that statements can be told apart before the grammar reads them.

The grammar alone would stop at the first fault and report it where it was noticed. With the words at
hand every statement can be judged by itself, and a fault can be named by what stands around it.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple, TypeAlias

TokenKind: TypeAlias = Literal["name", "number", "string", "mark", "newline", "comment", "alien", "end"]


class Token(NamedTuple):
    """A word of the text. `alien` is what the language has no use for, such as `&&` or an open string."""

    kind: TokenKind
    text: str
    start: int
    end: int


class Scan(NamedTuple):
    """The words in order, the comments, and what other languages would take for comments."""

    tokens: tuple[Token, ...]
    comments: tuple[Token, ...]
    foreign_comments: tuple[Token, ...]


BYTE_ORDER_MARK = "\ufeff"
_BLANK = " \t\r\f"

_WORDS = re.compile(
    r"""
    (?P<blank> [\ \t\r\f]+ )
  | (?P<newline> \n )
  | (?P<comment> \#[^\n]* )
  | (?P<foreign> //[^\n]* | /\*[^*]*+(?:\*(?!/)[^*]*+)*+(?:\*/)? )
  | (?P<string> "[^"\\\n]*(?:\\["\\nrt][^"\\\n]*)*" )
  | (?P<number> [0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)? )
  | (?P<name> [A-Za-z_][A-Za-z0-9_]*(?:\[[0-9]+\])? )
  | (?P<alien> "[^"\\\n]*(?:\\[^\n][^"\\\n]*)*" | "[^\n;{}]* | '[^'\n;{}]*'? | \.{3,} | &&? | \|\|
      | !(?!=) | [\[\]] | [^\x00-\x7f]+ )
  | (?P<mark> \.\. | [=!<>]= | [-+*/%<>=|.,:;(){}] )
  | (?P<other> . )
    """,
    re.VERBOSE | re.DOTALL,
)
_KINDS: tuple[TokenKind, ...] = ("name", "number", "string", "mark", "newline", "comment", "alien")


def scan(text: str) -> Scan:
    """The words of any text; every character but white space and a leading byte order mark is in one."""
    kinds: dict[str, TokenKind] = {kind: kind for kind in _KINDS} | {"foreign": "comment", "other": "alien"}
    tokens: list[Token] = []
    comments: list[Token] = []
    foreign: list[Token] = []
    places = {"comment": comments, "foreign": foreign}
    for match in _WORDS.finditer(text, 1 if text.startswith(BYTE_ORDER_MARK) else 0):
        group = match.lastgroup or ""
        if group != "blank":
            found = match.group()
            word = found.rstrip(_BLANK) or found
            place = places.get(group, tokens)
            place.append(Token(kinds[group], word, match.start(), match.start() + len(word)))
    return Scan(tuple(tokens), tuple(comments), tuple(foreign))
