"""`separation`: pixels between an option's picture and that of the option most like it."""

from __future__ import annotations

from spacenum_dsl.base.parts import Floats
from spacenum_dsl.semantics.types import Signature
from spacenum_dsl.world.function import Function, Place, register


def measure(place: Place, _: tuple[str, ...]) -> Floats | float:
    """Pixels."""
    return place.option["separation"]


register(
    Function(
        Signature(
            "separation",
            "pixels to the option whose picture is most alike",
            (),
            result="pixels",
            options=True,
        ),
        measure,
    )
)
