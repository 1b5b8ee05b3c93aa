"""`images: black | none | swapped | options_only`: blind arms, which nobody can answer by looking.

`black` pictures are black; with `none` there are no pictures at all; `swapped` ones are those of another
question of the same cell; with `options_only` the candidates are shown without what they follow from.
"""

from __future__ import annotations

from dataclasses import replace

from PIL import Image

from spacenum_dsl.questions.family import Draft, Shown
from spacenum_dsl.questions.intervention import Canvas, Intervention, Painter, register, register_painter
from spacenum_dsl.questions.question import Effect
from spacenum_dsl.semantics import values
from spacenum_dsl.semantics.types import InterventionSpec, PropertySpec, WayOf
from spacenum_dsl.world.rejection import Rejection

SHOWN: dict[str, Shown] = {"none": "none", "options_only": "options"}
ALONE = Rejection("images", "the cell has no other question whose pictures could stand in", None)


def blinded(draft: Draft, way: values.Value) -> Draft | Rejection | None:
    """The draft without what could be seen."""
    assert isinstance(way, values.Symbol)
    if way.name == "black":
        return replace(draft, effects=(*draft.effects, Effect("images", "black")))
    if way.name == "swapped":
        return ALONE if draft.neighbour is None else replace(draft, pictures_of=draft.neighbour)
    return replace(draft, shown=SHOWN[way.name])


def black(picture: Image.Image, _: Canvas, __: str) -> Image.Image:
    """A black picture of the same size."""
    return Image.new("RGB", picture.size)


_SPEC = PropertySpec(
    "images",
    WayOf(("black", "none", "swapped", "options_only")),
    "blind arms: black pictures, no pictures, another question's, the candidates alone",
    drawn=True,
)
register(
    Intervention(
        InterventionSpec(_SPEC),
        frozenset({"pictures", "effects"}),
        draft=blinded,
        metamorphic=False,
        neighbour=True,
    )
)
register_painter(Painter("images", "nothing", black))
