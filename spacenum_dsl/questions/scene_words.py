"""Wording that families with a fixed camera share: what objects are called, how pictures are taken."""

from __future__ import annotations

from spacenum_dsl.questions.family import Draft
from spacenum_dsl.questions.wording import Wording
from spacenum_dsl.questions.words import with_article
from spacenum_dsl.semantics.kind import OWN, title_of
from spacenum_dsl.semantics.surface import SURFACES
from spacenum_dsl.world.world import Thing


def called(thing: Thing) -> str:
    """Its colour and kind; of a kind that brings its own colours there is no word for them."""
    title = title_of(thing.kind)
    return title if thing.colour == OWN else f"{thing.colour} {title}"


def setting(draft: Draft) -> str:
    """What the fixed camera of a scene looks at, from how high and how far down, and the size and lens of its
    pictures."""
    world, wording = draft.chosen.world, draft.wording.context
    camera = world.camera
    assert camera is not None
    if world.surface is not None:
        surface = SURFACES[world.surface.name]
        title, ground = with_article(surface.title), "that top"
        extent = _extent(world.surface.width, world.surface.depth, wording)
        place = f"objects on {title} with a top of {extent}"
    else:
        assert world.room is not None
        shape = "an L-shaped room" if world.room.cut else "a room"
        place, ground = f"objects in {shape} of {_extent(*world.room.size[:2], wording)}", "the floor"
    width, high = draft.cell.image
    return (
        f"A camera looks at {place}. Pictures are {width} × {high} pixels with a horizontal field of view of "
        f"{wording.angle(round(camera.fov, 2))}; the camera is {rounded(camera.position[2], wording)} above "
        f"{ground} and looks {wording.angle(round(-camera.pitch, 2))} downwards."
    )


def rounded(metres: float, wording: Wording) -> str:
    """A length that is told to the centimetre, whatever it is."""
    return wording.length(metres, wording.rounded)


def _extent(x: float, y: float, wording: Wording) -> str:
    return f"{rounded(x, wording)} × {rounded(y, wording)}"
