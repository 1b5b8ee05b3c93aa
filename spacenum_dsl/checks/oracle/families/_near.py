"""What oracles share that measure from one thing to several: prompts, boxes round what is seen, distances."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from spacenum_dsl.base.diagnostics import Diagnostic
from spacenum_dsl.checks.oracle import faults as codes
from spacenum_dsl.checks.oracle import reading
from spacenum_dsl.checks.oracle.exam import GROUND, Exam
from spacenum_dsl.checks.oracle.families.measure import COVER, LEAST_POINTS, SeenBox, box_of
from spacenum_dsl.checks.oracle.measures import Measures
from spacenum_dsl.checks.oracle.numerals import UnreadableError
from spacenum_dsl.checks.oracle.oracle import Answer, camera_doubts
from spacenum_dsl.checks.oracle.pictures import (
    CLEARLY,
    LEAST_PIXELS,
    SHARE,
    SHARE_OFF,
    ShownView,
    alike,
    fault,
)
from spacenum_dsl.output.records.types import ItemRecord, TextRecord, WorldRecord

MEANT = "the length of the straight line between the centres of their bounding boxes"
"""What the prompt must say that a distance is."""
COVERED = "what is to be measured goes on behind a cover"
"""Why pictures may not tell an answer."""

_LINE = re.compile(r"^([A-Z])\. (.+)$", re.MULTILINE)

Distances: TypeAlias = Mapping[str, Mapping[str, float]]
"""Metres from one thing to others by their names, in each picture by its view."""


@dataclass(frozen=True)
class SeenDistances:
    """What pictures show: `far` in each of them, or why they show nothing; what contradicts the prompt."""

    far: Distances
    doubts: tuple[str, ...]
    scale: float = 1.0
    covered: bool = False


def letters(text: str) -> dict[str, str]:
    """The letters that a prompt gives to what it lists, by its names."""
    return {name: letter for letter, name in _LINE.findall(text)}


def names_in(text: str, known: Mapping[str, object]) -> list[str]:
    """The things that a text names, in its order."""
    titles = "|".join(re.escape(name) for name in sorted(known, key=len, reverse=True))
    return list(dict.fromkeys(re.findall(rf"(?<!\w)(?:{titles})(?!\w)", text)))


def distances(exam: Exam, measures: Measures, one: str, others: Sequence[str]) -> SeenDistances:
    """Metres between the centres of the boxes round what is seen of one thing and of others."""
    if MEANT not in exam.text:
        raise UnreadableError("the prompt does not say what a distance is")
    camera = reading.fixed_camera(exam.text)
    views = [shot.view for shot in exam.pictures]
    ground = measures.ground(tuple(views), GROUND["surface" if camera.on_surface else "floor"])
    if ground is None:
        return SeenDistances({}, ("the ground is not in view",))
    doubts = camera_doubts(ground, camera.eye, camera.pitch, exam.scaled)
    scale = camera.eye.value / ground.height if exam.scaled else 1.0
    far: dict[str, dict[str, float]] = {}
    covered = False
    for view in views:
        boxes: dict[str, SeenBox] = {}
        for name in (one, *others):
            body = measures.body(view, ground, _only(exam, name), scale)
            if len(body.points) < LEAST_POINTS:
                return SeenDistances({}, (*doubts, f"not in view: {name}"))
            boxes[name] = box_of(body)
        covered |= any(box.aside > COVER for box in boxes.values())
        centres = {name: box.centre for name, box in boxes.items()}
        far[view] = {name: float(((centres[name] - centres[one]) ** 2).sum() ** 0.5) for name in others}
    return SeenDistances(far, tuple(doubts), scale, covered)


def picked(
    exam: Exam, seen: SeenDistances, told: str | None, read: Callable[[Mapping[str, float]], str], part: str
) -> Answer:
    """The option whose picture, or whose text, is what is `read` off distances."""
    found = {view: read(far) for view, far in seen.far.items()}
    if told is not None:
        fits = [each.label for each in exam.choices if found[each.view or ""] == told]
    else:
        ((here),) = found.values()
        fits = [each.label for each in exam.choices if (each.value or {}).get(part) == here]
    measured = {f"{view[:4]} {name}": by for view, far in seen.far.items() for name, by in far.items()}
    if len(fits) != 1 and seen.covered:
        return Answer(None, measured, seen.doubts, COVERED)
    if len(fits) != 1:
        return Answer(None, measured, (*seen.doubts, f"{len(fits)} options fit what is seen"))
    return Answer(fits[0], measured, seen.doubts)


def _only(exam: Exam, name: str) -> int:
    """The instance of a name: the prompt must call one object so."""
    ids = exam.names.get(name, ())
    if len(ids) != 1:
        raise UnreadableError(f"{len(ids) or 'no'} objects are called `{name}`")
    return ids[0]


def faults(
    item: ItemRecord, world: WorldRecord, looks: Mapping[str, ShownView], least: int, images: Path
) -> Iterator[Diagnostic]:
    """Where pictures lack what the prompt names, or candidates look alike."""
    ids: dict[str, int] = {}
    for thing in world.objects:
        title = thing.kind.partition("@")[0].replace("_", " ")
        ids[title if thing.colour == "own" else f"{thing.colour} {title}"] = thing.id
    text = "\n".join(part.text for part in item.content if isinstance(part, TextRecord))
    for look, name in itertools.product(looks.values(), names_in(text, ids)):
        pixels, share = look.pixels(ids[name]), look.share(ids[name])
        what = f"of the {name}, which `{item.id}` is about"
        if pixels < CLEARLY * LEAST_PIXELS:
            yield fault(codes.NOT_ITS_WORLD, look.view, f"shows {pixels} pixels {what}")
        elif share < SHARE - SHARE_OFF:
            yield fault(codes.NOT_ITS_WORLD, look.view, f"shows {100 * share:.0f} % {what}")
    target = next(thing.id for thing in world.objects if thing.name in world.varied)
    yield from alike(item, looks, least, images, lambda look: look.ids == target)
