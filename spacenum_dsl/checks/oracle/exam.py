"""What the oracle is given of a question, and nothing else.

An `Exam` has no answer, no truth, no world coordinates, no camera poses and no states; of a question whose
options are pictures it has not even their values. `exam_of` is the one place where records become exams.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from spacenum_dsl.base.parts import Floats
from spacenum_dsl.output.records.types import (
    AnswerRecord,
    ImageRecord,
    ItemRecord,
    TextRecord,
    ViewRecord,
    WorldRecord,
)

SCALED = "scaled("
"""What the arms have in their value that tell other lengths than the true ones."""

PAINTED = ("images", "draw")
"""Effects that put something else in the place of what was rendered."""

GROUND = {"floor": 1, "surface": 4}
"""Instance ids of what objects stand on (docs/dataset.md, `Thing`)."""


ToldValue: TypeAlias = Mapping[str, float | str | tuple[float, ...]]


@dataclass(frozen=True, eq=False)
class ExamPicture:
    """A picture as the oracle may know it: whose passes show it, whether they are to be flipped left to
    right, its size and its intrinsics."""

    view: str
    passes: str
    flipped: bool
    width: int
    height: int
    intrinsics: Floats


@dataclass(frozen=True)
class ExamOption:
    """An option: its letter and either numbers (metres, degrees) or the id of its picture, never both."""

    label: str
    value: ToldValue | None
    view: str | None


@dataclass(frozen=True, eq=False)
class Exam:
    """A question for the oracle. `names` maps `red mug` to the instance ids that are called so. `pictures`
    are those of the prompt in reading order. `scaled` tells that its lengths may be told in units of
    another length, which only the told height of the camera gives away. `open` is the type of answer that is
    to be given in place of a letter. `blind` is why no passes can answer it, as in an arm whose
    pictures are black."""

    setting: str
    direction: str
    text: str
    pictures: tuple[ExamPicture, ...]
    choices: tuple[ExamOption, ...]
    names: Mapping[str, tuple[int, ...]]
    scaled: bool
    blind: str | None
    open: str | None = None


def exam_of(
    item: ItemRecord,
    key: AnswerRecord,
    worlds: Mapping[str, WorldRecord],
    views: Mapping[str, ViewRecord],
    beside: int,
) -> Exam:
    """What the oracle may know of a question; `worlds` are those that its base and its arms are about. Of the
    key it takes the exact numbers of printed options. `beside` is how many pictures the family's prompts show
    beside those that are asked about."""
    text = "\n".join(part.text for part in item.content if isinstance(part, TextRecord))
    shown = dict.fromkeys(part.view for part in item.content if isinstance(part, ImageRecord))
    pictures = tuple(shot_of(views[view]) for view in shown)
    exact = {option.label: option.value for option in key.options}
    choices = tuple(
        ExamOption(
            option.label,
            None if option.text is None else exact[option.label],
            option.pictures[0].view if option.pictures else None,
        )
        for option in (item.options if item.picked else ())
    )
    names: dict[str, tuple[int, ...]] = {}
    for thing in worlds[key.world].objects:
        title = thing.kind.partition("@")[0].replace("_", " ")
        called = title if thing.colour == "own" else f"{thing.colour} {title}"
        names[called] = (*names.get(called, ()), thing.id)
    own = {view for world in worlds.values() for view in world.views}
    own |= {views[view].shows for view in shown if views[view].world in worlds}
    blind = _blind(item, own, [views[view] for view in shown], beside) if item.arm is not None else None
    scaled = SCALED in (item.arm or "")
    return Exam(
        item.setting,
        item.direction,
        text,
        pictures,
        choices,
        names,
        scaled,
        blind,
        None if item.picked else item.answer_type["type"],
    )


def shot_of(view: ViewRecord) -> ExamPicture:
    """A picture as the oracle may know it."""
    camera, mirrors = view.camera, [effect for effect in view.effects if effect.name == "world"]
    return ExamPicture(
        view.id, view.shows, len(mirrors) % 2 == 1, camera.width, camera.height, np.array(camera.intrinsics)
    )


def _blind(item: ItemRecord, group: Set[str], views: Sequence[ViewRecord], beside: int) -> str | None:
    """Why an arm's pictures do not show what it asks about: they are meant not to."""
    painted = sorted({f"{e.name}: {e.value}" for view in views for e in view.effects if e.name in PAINTED})
    if painted:
        return f"pictures painted with `{', '.join(painted)}`"
    own = {"num2space": len(item.options), "space2num": 1}[item.direction]
    if len(views) < own + beside:
        return "pictures that are left out"
    if not {view.shows for view in views} <= group:
        return "pictures of another question"
    return None
