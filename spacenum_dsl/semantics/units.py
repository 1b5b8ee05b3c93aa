"""Units and the dimensions they measure. Metres are not degrees, and a bare number is neither.

Inside the compiler lengths are metres, angles degrees, shares fractions of one.
"""

from __future__ import annotations

from decimal import Decimal
from types import MappingProxyType
from typing import Literal, TypeAlias

Dimension: TypeAlias = Literal["number", "length", "angle", "share", "pixels"]

UNITS = MappingProxyType(
    {
        "m": ("length", Decimal(1)),
        "cm": ("length", Decimal("0.01")),
        "mm": ("length", Decimal("0.001")),
        "ft": ("length", Decimal("0.3048")),
        "in": ("length", Decimal("0.0254")),
        "deg": ("angle", Decimal(1)),
        "%": ("share", Decimal("0.01")),
        "px": ("pixels", Decimal(1)),
    }
)
"""Unit → (dimension, factor to the compiler's own unit); feet and inches by the 1959 agreement."""

EXAMPLES = MappingProxyType(
    {"number": "4", "length": "0.4 m", "angle": "20 deg", "share": "80 %", "pixels": "336 px"}
)
"""How a value of each dimension is written, for messages."""

ARTICLES = MappingProxyType(
    {
        "number": "a bare number",
        "length": "a length",
        "angle": "an angle",
        "share": "a share",
        "pixels": "a number of pixels",
    }
)
"""How messages call a value of each dimension."""
