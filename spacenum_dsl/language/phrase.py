"""Writing values: the one way to put each expression, with parentheses where a reader needs them.

A value is handed on as pieces, and a line may break between any two of them: behind a comma, a `|`,
an `and`, an `or` or a `then`, where the language reads on in the next line.
"""

from __future__ import annotations

from collections.abc import Sequence

from spacenum_dsl.language.tree import (
    Alternatives,
    Binary,
    BinaryOp,
    Call,
    Expr,
    Group,
    List,
    Name,
    Numeral,
    Quantity,
    Range,
    String,
    Tuple,
    Unary,
)

_LIST, _CHAIN, _CHOICE, _OR, _AND, _NOT, _COMPARISON, _RANGE, _SUM, _PRODUCT, _SIGN, _QUANTITY, _ATOM = range(
    13
)


def pieces(value: Expr) -> list[str]:
    """A value as text, cut where a line may break; joined by spaces the pieces are the value."""
    return _pieces(value, _LIST)


def phrase(value: Expr) -> str:
    """A value on one line."""
    return " ".join(pieces(value))


def quoted(value: str) -> str:
    """A string as written in a spec."""
    escapes = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})
    return f'"{value.translate(escapes)}"'


def _pieces(value: Expr, least: int) -> list[str]:
    """The pieces of a value that stands where only what binds at least so tightly may stand."""
    if _level(value) < least:
        return _around("(", _pieces(value, _LIST), ")")
    match value:
        case Numeral() | Name():
            return [value.text]
        case String():
            return [quoted(value.value)]
        case Quantity():
            return _quantity(value)
        case Call():
            return _around(f"{value.name}(", _row(value.args, ",", _CHAIN), ")")
        case Tuple():
            return _around("(", _row(value.items, ",", _CHAIN), ")")
        case Group():
            return _around("(", _pieces(value.value, _CHAIN), ")")
        case List():
            return _row(value.items, ",", _CHAIN)
        case Alternatives():
            return _row(value.items, " |", _OR)
        case Range():
            return _range(value)
        case Unary():
            sign = "-" if value.op == "-" else "not "
            return _around(sign, _pieces(value.operand, _SIGN if value.op == "-" else _NOT), "")
        case Binary():
            return _binary(value)


def _quantity(value: Quantity) -> list[str]:
    """A unit goes right behind a number or a closing parenthesis only."""
    bare = isinstance(value.value, Numeral | Call | Tuple | Group)
    inner = _pieces(value.value, _LIST)
    return _around("", inner if bare else _around("(", inner, ")"), f" {value.unit}")


def _range(value: Range) -> list[str]:
    written = _joined(_pieces(value.low, _SUM), " .. ", _pieces(value.high, _SUM))
    return written if value.step is None else _joined(written, " step ", _pieces(value.step, _SUM))


def _binary(value: Binary) -> list[str]:
    level = _binary_level(value.op)
    left = _pieces(value.left, _RANGE if level == _COMPARISON else level)
    right = _pieces(value.right, level + 1)
    if level in {_CHAIN, _OR, _AND}:
        return _around("", left, f" {value.op}") + right
    return _joined(left, f" {value.op} ", right)


def _row(items: Sequence[Expr], mark: str, least: int) -> list[str]:
    written = [_pieces(item, least) for item in items]
    marked = [_around("", part, mark) for part in written[:-1]] + written[-1:]
    return [text for part in marked for text in part]


def _around(before: str, middle: list[str], after: str) -> list[str]:
    whole = middle or [""]
    return (
        [before + whole[0] + after]
        if len(whole) == 1
        else [before + whole[0], *whole[1:-1], whole[-1] + after]
    )


def _joined(left: list[str], between: str, right: list[str]) -> list[str]:
    return [*left[:-1], left[-1] + between + right[0], *right[1:]]


def _binary_level(op: BinaryOp) -> int:
    levels = {"then": _CHAIN, "or": _OR, "and": _AND, "+": _SUM, "-": _SUM, "*": _PRODUCT, "/": _PRODUCT}
    return levels.get(op, _COMPARISON)


def _level(value: Expr) -> int:
    match value:
        case List():
            return _LIST
        case Alternatives():
            return _CHOICE
        case Range():
            return _RANGE
        case Unary():
            return _SIGN if value.op == "-" else _NOT
        case Binary():
            return _binary_level(value.op)
        case Quantity():
            return _QUANTITY
    return _ATOM
