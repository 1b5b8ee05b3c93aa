"""`world: mirrored`: the whole question as a mirror would show it.

Every picture is flipped left to right, which is the picture of the mirrored scene; left and right change
places in actions, y and yaw change their signs in maps. Who answers the question must answer this one.

Whatever else is drawn over a picture or in its place is drawn for the mirrored scene, in any order of
interventions: what has a place in the scene changes sides, words can still be read.
"""

from __future__ import annotations

from dataclasses import replace

import msgspec
from PIL import Image

from spacenum_dsl.questions.family import Draft
from spacenum_dsl.questions.intervention import (
    MIRRORED,
    Canvas,
    Intervention,
    Painter,
    register,
    register_painter,
)
from spacenum_dsl.semantics.types import InterventionSpec, PropertySpec, WayOf
from spacenum_dsl.semantics.values import Value


def mirrored(draft: Draft, _: Value) -> Draft:
    """The draft in a mirror; in a second one it is as it was."""
    wording = msgspec.structs.replace(draft.wording, mirrored=not draft.wording.mirrored)
    others = tuple(effect for effect in draft.effects if effect != MIRRORED)
    return replace(draft, wording=wording, effects=(*others, MIRRORED) if wording.mirrored else others)


def flipped(picture: Image.Image, _: Canvas, __: str) -> Image.Image:
    """The picture with left and right exchanged."""
    return picture.transpose(Image.Transpose.FLIP_LEFT_RIGHT)


_SPEC = PropertySpec(
    "world", WayOf(("mirrored",)), "the whole question mirrored: pictures, actions, coordinates", drawn=True
)
register(Intervention(InterventionSpec(_SPEC), frozenset({"effects", "numbers", "action"}), draft=mirrored))
register_painter(Painter("world", "picture", flipped))
