"""What people write who know the thing and not yet its word here: the ways out that messages offer."""

from __future__ import annotations

import re
from collections.abc import Iterable

from spacenum_dsl.base.diagnostics import close_match
from spacenum_dsl.language import tree as syntax
from spacenum_dsl.language.phrase import phrase
from spacenum_dsl.semantics import types
from spacenum_dsl.semantics.style import STYLES

PROPERTIES = {
    "position": "at",
    "location": "at",
    "place": "at",
    "pos": "at",
    "rotation": "yaw",
    "orientation": "yaw",
    "heading": "yaw",
    "angle": "yaw",
    "facing": "yaw",
    "size": "scale",
    "type": "kind",
    "model": "kind",
    "object": "kind",
    "number": "count",
    "amount": "count",
    "color": "colour",
    "eye": "height",
    "tilt": "pitch",
    "resolution": "image",
    "dimensions": "dims",
    "choices": "options",
    "direction": "ask",
}
"""What a property is called elsewhere."""

RULES = {
    "near": "beside",
    "next_to": "beside",
    "left_of": "beside",
    "right_of": "beside",
    "in_front_of": "facing",
    "opposite": "facing",
    "above": "over",
    "on_top_of": "on",
    "under": "on",
    "corner": "in_corner",
    "wall": "against",
    "against_wall": "against",
    "random": "anywhere",
    "floor": "anywhere",
    "somewhere": "anywhere",
}
"""Placement rules that come nearest to what others are called."""

UNIT_WORDS = {
    **dict.fromkeys(("meter", "meters", "metre", "metres"), "m"),
    **dict.fromkeys(("centimeter", "centimeters", "centimetre", "centimetres", "cms"), "cm"),
    **dict.fromkeys(("millimeter", "millimeters", "millimetre", "millimetres"), "mm"),
    **dict.fromkeys(("foot", "feet"), "ft"),
    **dict.fromkeys(("inch", "inches"), "in"),
    **dict.fromkeys(("degree", "degrees", "grad"), "deg"),
    **dict.fromkeys(("percent", "pct"), "%"),
    **dict.fromkeys(("pixel", "pixels"), "px"),
}

DRAWN = ("random", "rand", "uniform", "randint", "choice", "randrange", "normal", "gaussian")
"""What draws a number elsewhere."""


def nearest(word: str, known: Iterable[str], called: dict[str, str]) -> str:
    """A caret label with what a word is called here, or what it looks like."""
    names = list(known)
    way = called.get(word)
    return f"did you mean `{way}`?" if way in names else close_match(word, names)


def instead(expr: syntax.Expr, wanted: types.Type) -> tuple[str, ...]:
    """How to write what an expression of the wrong form seems to mean."""
    match expr:
        case syntax.List(items=items) if isinstance(wanted, types.VectorOf | types.PlaceOf | types.RoomOf):
            return (f"write `({', '.join(phrase(item) for item in items)})`",)
        case syntax.List(items=items):
            return (f"alternatives have a `|` between them: `{_alternatives(items)}`",)
        case syntax.Binary(op="or"):
            return (f"alternatives have a `|` between them: `{_alternatives(_joined_by_or(expr))}`",)
        case syntax.String(value=text) if re.fullmatch(r"[A-Za-z_]\w*", text):
            return (f"names have no quotes: write `{text}`",)
        case syntax.Call(name=name, args=args) if name in DRAWN:
            ends = [phrase(arg) for arg in args]
            example = f"`{ends[0]} .. {ends[1]}`" if len(ends) == 2 else "`10 .. 70 deg`"
            return (f"a range is drawn by itself, once per world: {example}",)
        case syntax.Name(text=name) if name in DRAWN:
            if isinstance(wanted, types.Measure) and wanted.wrap is not None:
                return ("`any` is any value; a range is drawn by itself, once per world: `10 .. 70 deg`",)
            return ("a range is drawn by itself, once per world: `low .. high`",)
        case syntax.Name(text=name) if isinstance(wanted, types.RoomOf) and STYLES.get(name):
            return (f"a room that is furnished is a style: write `style: {name}`",)
    return ()


def _alternatives(items: Iterable[syntax.Expr]) -> str:
    """Alternatives in which the last one's unit holds for all: `0, 90, 180 deg`."""
    written = list(items)
    last = written[-1]
    unit = f" {last.unit}" if isinstance(last, syntax.Quantity) else ""
    return " | ".join(phrase(item) + (unit if isinstance(item, syntax.Numeral) else "") for item in written)


def _joined_by_or(expr: syntax.Expr) -> list[syntax.Expr]:
    if isinstance(expr, syntax.Binary) and expr.op == "or":
        return [*_joined_by_or(expr.left), *_joined_by_or(expr.right)]
    return [expr]
