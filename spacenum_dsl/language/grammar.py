"""Finding the grammar, and the parser that is built from it.

The grammar is a data file of its own, so that the language can be read without reading Python. An
installed package carries it inside; a checkout has it beside the package.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path

from lark import Lark

_NAME = "scene.lark"


def grammar_text() -> str:
    """The grammar as written."""
    packaged = files("spacenum_dsl") / "grammars" / _NAME
    if packaged.is_file():
        return packaged.read_text(encoding="utf-8")
    beside = Path(__file__).resolve().parents[2] / "grammars" / _NAME
    return beside.read_text(encoding="utf-8")


@cache
def parser() -> Lark:
    """The parser. It reads a whole `file`, or one `statement` or block `header` alone to find its fault."""
    return Lark(
        grammar_text(),
        parser="lalr",
        lexer="contextual",
        start=["file", "statement", "header"],
        propagate_positions=True,
        maybe_placeholders=True,
    )
