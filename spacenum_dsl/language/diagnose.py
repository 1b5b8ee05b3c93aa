"""Naming the fault in a statement that the grammar refused, by the words around it.

The rules are tried in order and the first that knows the mistake names it, so the special stands before
the general. Each sees where the parser stopped; the caret often belongs a word earlier, since a parser
notices what is missing only at the next word.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from spacenum_dsl.base.diagnostics import Diagnostic
from spacenum_dsl.base.span import Source, Span
from spacenum_dsl.language import mistakes
from spacenum_dsl.language.scan import Token
from spacenum_dsl.language.statements import ITEM_WORDS, Statement

_OPERATORS = frozenset({",", "|", "..", "+", "-", "*", "/", "==", "!=", "<", "<=", ">", ">="})
_WORD_OPERATORS = frozenset({"and", "or", "not", "step", "then"})
_COMPARISONS = frozenset({"==", "!=", "<", "<=", ">", ">="})
_HEAD_WORDS = frozenset({"let", "require", "import", "on", "extends"})


@dataclass(frozen=True)
class Situation:
    """A statement and the word at which reading it stopped, which is the end if `at` is behind the last.

    `expected` holds the names of the grammar's terminals that could have stood there.
    """

    source: Source
    statement: Statement
    at: int
    expected: frozenset[str]

    @property
    def words(self) -> tuple[Token, ...]:
        return self.statement.words

    def word(self, offset: int = 0) -> Token:
        """The word `offset` places from the stop; an empty one beyond either end."""
        at = self.at + offset
        if 0 <= at < len(self.words):
            return self.words[at]
        end = self.words[-1].end if self.words else self.statement.start
        return Token("end", "", end, end)

    def span(self, token: Token) -> Span:
        return Span(self.source, token.start, token.end)

    def behind(self, token: Token) -> Span:
        """The last character of a word: what is missing belongs behind it."""
        return Span(self.source, max(token.end - 1, 0), token.end)


MistakeRule: TypeAlias = Callable[[Situation], Diagnostic | None]


def diagnose(situation: Situation) -> Diagnostic:
    """The fault in a statement."""
    return next(fault for rule in RULES if (fault := rule(situation)))


def defines_member(source: Source, statement: Statement) -> Diagnostic | None:
    """A name with a number where something is given its name: only values mention members of groups."""
    words = statement.words
    given = words if statement.header else words[: 2 if words[:1] and words[0].text == "let" else 1]
    for word in given:
        if word.kind == "name" and "[" in word.text:
            span = Span(source, word.start + word.text.index("["), word.end)
            help = ("`NAME[0]` mentions the first member of a group; a group is defined with its `count`",)
            message = "a member of a group can't be defined by itself"
            return mistakes.SQUARE_BRACKETS.at(span, "no number here", message=message, help=help)
    return None


def _alien(s: Situation) -> Diagnostic | None:
    word = s.word()
    if word.kind != "alien":
        return None
    text, span = word.text, s.span(word)
    if text[0] == '"':
        if len(text) > 1 and text[-1] == '"':
            return mistakes.UNKNOWN_ESCAPE.at(span, "a backslash that is not written `\\\\`")
        return mistakes.OPEN_STRING.at(span, '`"` expected at the end')
    if text[0] == "'":
        return mistakes.SINGLE_QUOTES.at(span, '`"` expected')
    if text in {"&&", "&", "||", "!"}:
        word_for = {"&&": "and", "&": "and", "||": "or", "!": "not"}[text]
        help = ("alternatives have a single `|` between them",) if text == "||" else ()
        return mistakes.FOREIGN_OPERATOR.at(span, f"`{word_for}` expected", help=help)
    if text in {"[", "]"}:
        return mistakes.SQUARE_BRACKETS.at(
            span, help=("write a tuple in `( )`, a list with nothing around it",)
        )
    if text[:2] == "..":
        return mistakes.FOREIGN_RANGE.at(span, "`..` expected")
    if text in {"–", "—"} and s.word(-1).kind in {"number", "name"} and s.word(1).kind == "number":
        return mistakes.FOREIGN_RANGE.at(span, "`..` expected")
    return mistakes.UNKNOWN_CHARACTER.at(
        span, mistakes.TYPOGRAPHY.get(text[0], f"this is {_code_points(text)}")
    )


def _code_points(text: str) -> str:
    return " ".join(f"U+{ord(char):04X}" for char in text[:4]) + (" …" if len(text) > 4 else "")


def _no_header(s: Situation) -> Diagnostic | None:
    if not s.statement.header:
        return None
    if not s.words:
        brace = Span(s.source, s.statement.start, s.statement.start + 1)
        return mistakes.MISSING_NAME.at(
            brace, "what kind of block is this?", message="a block without its kind"
        )
    first = s.words[0]
    if first.text in ITEM_WORDS:
        return mistakes.UNEXPECTED.at(
            s.span(first), "a kind of block expected", message=f"`{first.text}` takes no body"
        )
    if s.word().text in {":", "="} and s.at == 1:
        if len(s.words) == 2:
            return mistakes.COLON_BEFORE_BLOCK.at(s.span(s.word()), "`{` expected")
        last = next(at for at in range(len(s.words) - 1, 0, -1) if at == 2 or s.words[at].kind == "name")
        return mistakes.MISSING_SEPARATOR.at(
            s.behind(s.words[last - 1]), "a new line or `;` expected behind this"
        )
    return None


def _name(s: Situation) -> Diagnostic | None:
    before = s.word(-1)
    if before.text == "import" and s.at == 1:
        label = "a file name in quotes expected"
        return mistakes.MISSING_NAME.at(_here(s), label, message="no file behind `import`")
    named = before.text == "." or (before.text == "let" and s.at == 1)
    listed = s.statement.header and before.text in {"on", "extends", ","} and s.at > 1
    if (named or listed) and s.expected == {"NAME"}:
        return mistakes.MISSING_NAME.at(
            _here(s), "a name expected", message=f"no name behind `{before.text}`"
        )
    return None


def _here(s: Situation) -> Span:
    """The place of the stop, or the end of what stands before it when nothing more comes."""
    return s.span(s.word()) if s.word().kind != "end" else s.behind(s.word(-1))


def _body(s: Situation) -> Diagnostic | None:
    words = [word.text for word in s.words]
    if s.statement.header or s.at != 1 or not {"on", "extends"} & set(words[1:3]):
        return None
    end = s.words[-1]
    return mistakes.MISSING_BODY.at(s.behind(end), "`{` expected behind this")


def _colon(s: Situation) -> Diagnostic | None:
    if (
        s.statement.header
        or s.at != 1
        or s.words[0].kind != "name"
        or s.words[0].text in _HEAD_WORDS - {"on"}
    ):
        return None
    name, word = s.words[0], s.word()
    if word.text in {"=", "=="}:
        return mistakes.EQUALS_FOR_COLON.at(s.span(word), "`:` expected")
    if word.kind == "end":
        help = (f"write `{name.text}: value`, or `{name.text} {{ … }}` for a block",)
        return mistakes.MISSING_COLON.at(s.behind(name), "`:` and a value expected behind this", help=help)
    if word.kind in {"name", "number", "string"} or word.text in {"(", "-"}:
        way = f"write `{name.text}: {s.source.text[word.start : s.words[-1].end][:40]}`"
        if word.kind == "name" and len(s.words) == 2:
            way += f", or `{name.text} {word.text} {{ … }}` for a block"
        return mistakes.MISSING_COLON.at(s.behind(name), "`:` expected behind this", help=(way,))
    return None


def _point(s: Situation) -> Diagnostic | None:
    word, before, after = s.word(), s.word(-1), s.word(1)
    if word.text != ".":
        return None
    if after.kind == "number" and after.start == word.end and before.kind != "number":
        return mistakes.BARE_POINT.at(Span(s.source, word.start, after.end), f"`0.{after.text}` expected")
    if before.kind == "number" and before.end == word.start and after.kind != "number":
        return mistakes.BARE_POINT.at(Span(s.source, before.start, word.end), f"`{before.text}` expected")
    return None


def _range(s: Situation) -> Diagnostic | None:
    word, before = s.word(), s.word(-1)
    for notation, at in ((word, s.at), (before, s.at - 1)):
        if (
            notation.text in {"to", "by"}
            and at > 2
            and s.words[at + 1 : at + 2]
            and s.words[at + 1].kind == "number"
        ):
            plain = ".." if notation.text == "to" else "step"
            return mistakes.FOREIGN_RANGE.at(s.span(notation), f"`{plain}` expected")
    return None


def _separator(s: Situation) -> Diagnostic | None:
    word, before = s.word(), s.word(-1)
    begins = word.text in _HEAD_WORDS and s.word(1).kind in {"name", "string", "number"}
    if s.at > 2 and "$END" in s.expected and (s.word(1).text in {":", "="} or begins) and word.kind == "name":
        return mistakes.MISSING_SEPARATOR.at(s.behind(before), "a new line or `;` expected behind this")
    if s.at > 3 and "$END" in s.expected and word.text in {":"} and before.kind == "name":
        last = s.word(-2)
        if last.text not in _OPERATORS | {".", ":"}:
            return mistakes.MISSING_SEPARATOR.at(s.behind(last), "a new line or `;` expected behind this")
    if word.text == ":" and s.word(-2).text == "," and before.kind == "name" and not s.statement.header:
        return mistakes.MISSING_SEPARATOR.at(
            s.span(s.word(-2)), "a new line or `;` expected in place of this"
        )
    if s.at > 1 and "$END" in s.expected and s.words[0].text == "import" and word.kind == "name":
        return mistakes.MISSING_SEPARATOR.at(s.behind(before), "a new line or `;` expected behind this")
    return None


def _value(s: Situation) -> Diagnostic | None:
    word, before = s.word(), s.word(-1)
    if not s.expected >= {"NAME", "NUMBER"}:
        return None
    if before.text in _OPERATORS or (before.text in _WORD_OPERATORS and s.at > 1):
        message = f"nothing behind `{before.text}`"
        help = (f"write a value behind it or remove the `{before.text}`",)
        return mistakes.DANGLING_OPERATOR.at(
            s.span(before), "a value expected behind this", message=message, help=help
        )
    if word.kind == "end" or word.text in {",", "|", ")", ".."}:
        message = f"no value behind `{before.text}`"
        if before.text == ":" and s.at == 2:
            message = f"property `{s.words[0].text}` has no value"
        rest = s.source.text[before.end :].partition("\n")[0].lstrip()
        ways = ["behind `#` stands a comment; a colour is a word, like `red`"] if rest[:1] == "#" else []
        label = "a value expected behind this"
        return mistakes.MISSING_VALUE.at(s.behind(before), label, message=message, help=tuple(ways))
    return None


def _equals(s: Situation) -> Diagnostic | None:
    if s.word().text == "=" and s.words[0].text == "require" and s.at > 1:
        return mistakes.EQUALS_FOR_COMPARISON.at(s.span(s.word()), "`==` expected")
    return None


def _comparison(s: Situation) -> Diagnostic | None:
    if s.word().text in _COMPARISONS and "$END" in s.expected and "AND" in s.expected:
        help = ("join two comparisons with `and`",)
        return mistakes.CHAINED_COMPARISON.at(s.span(s.word()), "the second comparison", help=help)
    return None


def _conditions(s: Situation) -> Diagnostic | None:
    if s.word().text == "," and s.words[0].text == "require":
        help = ("write one `require` for each, or `and` between them",)
        return mistakes.TWO_CONDITIONS.at(s.span(s.word()), "only one condition here", help=help)
    return None


def _sizes(s: Situation) -> Diagnostic | None:
    """`336 x 336 px`: a size with crosses between its sides."""
    words = s.words[2:]
    crosses = [word for word in words if word.text in {"x", "X", "×"}]
    if s.statement.header or not crosses or s.at < 3 or any(word.kind == "mark" for word in words):
        return None
    text = s.source.text[words[0].start : words[-1].end]
    sides = re.split(r"\s*(?<![A-Za-z])[xX×](?![A-Za-z])\s*", text)
    unit = re.sub(r"[0-9.\s]+", "", sides[-1])
    if all(re.sub(r"[0-9.\s]+", "", side) in {"", unit} for side in sides):
        sides = [re.sub(r"[^0-9.]+", "", side) for side in sides]
        text = f"({', '.join(sides)}) {unit}".rstrip()
    else:
        text = f"({', '.join(sides)})"
    return mistakes.NOTHING_BETWEEN.at(
        s.span(crosses[0]), "`,` expected", message="a size is a tuple", help=(f"write `{text}`",)
    )


def _step(s: Situation) -> Diagnostic | None:
    if s.word().text != "step" or s.at < 3:
        return None
    help = ("a place in steps is written in coordinates: `at: (0.1 .. 0.8 step 0.05, 0.2) m`",)
    return mistakes.STRAY_STEP.at(
        s.span(s.word()), "a range like `0.1 .. 0.8` expected before this", help=help
    )


def _part(s: Situation) -> Diagnostic | None:
    """`camera.distance: 2 m`: a property outside its block."""
    words = s.words
    if s.statement.header or s.at != 1 or s.word().text != "." or len(words) < 5 or words[3].text != ":":
        return None
    block, name = words[0], words[2]
    value = s.source.text[words[4].start : words[-1].end][:40]
    help = (f"write `{block.text} {{ {name.text}: {value} }}`, with all that the block has",)
    span = Span(s.source, block.start, name.end)
    return mistakes.OUTSIDE_BLOCK.at(span, "no `.` in the name of a property", help=help)


def _between(s: Situation) -> Diagnostic | None:
    word = s.word()
    value = word.kind in {"name", "number", "string"} or word.text in {"(", "%"}
    if not (value and s.at > 2 and "VBAR" in s.expected):
        return None
    if word.text == "%":
        return mistakes.NOTHING_BETWEEN.at(s.span(word), "a unit can't stand here")
    before = s.word(-1)
    help: tuple[str, ...] = ()
    if word.kind == before.kind == "name" and s.word(-2).kind != "number" and s.word(-2).text != ")":
        help = (f"a rule or function has its argument in parentheses: `{before.text}({word.text})`",)
    return mistakes.NOTHING_BETWEEN.at(s.span(word), "`|` or `,` expected before this", help=help)


_VALUES = frozenset({"NAME", "NUMBER", "STRING", "LPAR", "MINUS", "NOT"})
_INFIX = frozenset({"AND", "OR", "PLUS", "MINUS", "STAR", "SLASH", "VBAR", "COMPARISON", "STEP", "__ANON_0"})
_PLAIN = {
    "COLON": "`:`",
    "EQUAL": "`=`",
    "COMMA": "`,`",
    "RPAR": "`)`",
    "LBRACE": "`{`",
    "ON": "`on`",
    "EXTENDS": "`extends`",
    "$END": "the end of the line",
}


def _unexpected(s: Situation) -> Diagnostic:
    word = s.word()
    found = f"`{word.text}`" if word.text else "the end of the statement"
    label = f"expected {_plain(s)}"
    return mistakes.UNEXPECTED.at(_here(s), label, message=f"{found} does not belong here", help=_meant(s))


def _meant(s: Situation) -> tuple[str, ...]:
    """What a statement that fits nothing may have been to say."""
    texts = [word.text for word in s.words]
    if texts[:1] and texts[0] in _PROGRAM_WORDS:
        return (
            "a spec has no loops and no branches: a group has a `count`, alternatives a `|` between them",
        )
    if (
        s.statement.header
        and texts[:1]
        and texts[0] in {"object", "objects"}
        and {"x", "×", "*"} & set(texts)
    ):
        return ("how many there are is a property: `objects NAME { count: 4; kind: KIND }`",)
    if texts[:1] == ["require"] and {"in", "is", "has"} & set(texts):
        return ("a condition compares numbers: `require visible(target) >= 70 %`",)
    if s.at == 0 and s.word().kind == "string":
        return ("names of properties have no quotes",)
    return ()


_PROGRAM_WORDS = frozenset({"if", "else", "for", "while", "repeat", "foreach", "def", "function", "return"})


def _plain(s: Situation) -> str:
    """What could stand at the stop, in words."""
    expected = s.expected
    ways: list[str] = []
    if "IMPORT" in expected:
        return "a property, a block or `}`"
    if expected >= {"NAME", "NUMBER"}:
        ways.append("a value")
        expected -= _VALUES
    elif "NAME" in expected:
        ways.append("a name")
    if expected & _INFIX:
        ways.append("an operator")
    if "STRING" in expected:
        ways.append("a file name in quotes")
    ways += [words for terminal, words in _PLAIN.items() if terminal in expected]
    if s.statement.header and s.at > 0:
        ways = [way for way in ways if way != _PLAIN["$END"]] + ["`{`"]
    return " or ".join([", ".join(ways[:-1]), ways[-1]] if len(ways) > 1 else ways or ["nothing more"])


RULES: tuple[MistakeRule, ...] = (
    _alien,
    _no_header,
    _name,
    _body,
    _colon,
    _part,
    _point,
    _step,
    _sizes,
    _range,
    _equals,
    _conditions,
    _separator,
    _value,
    _comparison,
    _between,
    _unexpected,
)
