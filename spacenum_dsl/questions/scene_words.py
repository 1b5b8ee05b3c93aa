"""Wording that families with fixed cameras share: what objects are called, how pictures are taken."""

from __future__ import annotations

from spacenum_dsl.questions.family import Draft
from spacenum_dsl.questions.numerals import in_words
from spacenum_dsl.questions.wording import Wording
from spacenum_dsl.questions.words import with_article
from spacenum_dsl.semantics.kind import OWN, title_of
from spacenum_dsl.semantics.surface import SURFACES
from spacenum_dsl.world.world import Thing, ViewPoint


def called(thing: Thing) -> str:
    """Its colour and kind; of a kind that brings its own colours there is no word for them."""
    title = title_of(thing.kind)
    return title if thing.colour == OWN else f"{thing.colour} {title}"


def setting(draft: Draft) -> str:
    """What the cameras that take a question's pictures look at, from how high and how far down, and the size
    and lens of their pictures."""
    world, wording = draft.chosen.world, draft.wording.context
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
    size = f"Pictures are {width} × {high} pixels"
    told = [_camera(world.cameras[camera.name], ground, wording) for camera in draft.cell.cameras]
    if len(told) == 1:
        return f"A camera looks at {place}. {size} with {told[0]}"
    lines = [f"{in_words(str(len(told))).capitalize()} cameras look at {place}. {size}."]
    lines += [f"Camera {number}: {each}" for number, each in enumerate(told, start=1)]
    return "\n".join([*lines, f"In every {shown(draft)} these cameras come in this order."])


def _camera(point: ViewPoint, ground: str, wording: Wording) -> str:
    """A camera's lens, its height and where it looks."""
    return (
        f"a horizontal field of view of {wording.angle(round(point.fov, 2))}; the camera is "
        f"{rounded(point.position[2], wording)} above {ground} and looks "
        f"{wording.angle(round(-point.pitch, 2))} downwards."
    )


def shown(draft: Draft) -> str:
    """What shows one case: a picture, or one by each of several cameras."""
    count = len(draft.cell.cameras)
    return {1: "picture", 2: "pair of pictures"}.get(count, f"set of {count} pictures")


def same_camera(draft: Draft) -> str:
    """That candidates differ in nothing but what they show, behind a question about them."""
    if len(draft.cell.cameras) == 1:
        return " All pictures are taken by the same camera."
    return f" Every {shown(draft)} is taken by the same cameras."


def rounded(metres: float, wording: Wording) -> str:
    """A length that is told to the centimetre, whatever it is."""
    return wording.length(metres, wording.rounded)


def _extent(x: float, y: float, wording: Wording) -> str:
    return f"{rounded(x, wording)} × {rounded(y, wording)}"
