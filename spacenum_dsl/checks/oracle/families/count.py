"""The oracle of counts: how many instances of what is asked for a picture shows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import numpy as np

from spacenum_dsl.base.diagnostics import Diagnostic
from spacenum_dsl.base.paint import PALETTE
from spacenum_dsl.checks.oracle import faults as codes
from spacenum_dsl.checks.oracle.exam import GROUND, Exam
from spacenum_dsl.checks.oracle.measures import Measures
from spacenum_dsl.checks.oracle.numerals import UnreadableError, number
from spacenum_dsl.checks.oracle.oracle import ORACLES, Answer, Oracle, camera_doubts
from spacenum_dsl.checks.oracle.pictures import (
    CLEARLY,
    LEAST_PIXELS,
    SHARE,
    SHARE_OFF,
    ShownView,
    alike,
    fault,
)
from spacenum_dsl.checks.oracle.reading import fixed_camera
from spacenum_dsl.output.records.types import ItemRecord, TextRecord, WorldRecord

LEAST_POINTS = 12
"""Pixels of an object below which it is not in view."""

_WHICH = re.compile(r"In which picture (?:is|are) there exactly (.+?)\?")
_MANY = re.compile(r"How many (.+?) are there in this picture\?")
_RULE = re.compile(r"\bAn? (.+?) counts if any part of it is in the picture\.")


def wanted(text: str, titles: Iterable[str]) -> tuple[str, float | None]:
    """What a prompt asks to count, out of things that are called so, and the number where it is told."""
    rule, which, many = _RULE.search(text), _WHICH.search(text), _MANY.search(text)
    if rule is None or rule[1] not in titles or (which is None) == (many is None):
        raise UnreadableError("the prompt does not say what is to be counted")
    if which is None:
        return rule[1], None
    told, *_ = which[1].rsplit(" ", 1 + rule[1].count(" "))
    return rule[1], number(told)


def title_of(name: str) -> str:
    """What a thing is, without its colour."""
    colour, _, rest = name.partition(" ")
    return rest if colour in PALETTE and rest else name


def answer(exam: Exam, measures: Measures) -> Answer:
    """The option whose number the picture shows, or the number."""
    titles: dict[str, set[int]] = {}
    for name, ids in exam.names.items():
        titles.setdefault(title_of(name), set()).update(ids)
    title, told = wanted(exam.text, titles)
    camera, views = fixed_camera(exam.text), [shot.view for shot in exam.pictures]
    ground = measures.ground(tuple(views), GROUND["surface" if camera.on_surface else "floor"])
    doubts = tuple(camera_doubts(ground, camera.eye, camera.pitch, exam.scaled))
    counts = {view: _count(measures.cloud(view).ids, titles[title]) for view in views}
    if told is not None:
        found = {each.label: float(counts[each.view or ""]) for each in exam.choices}
        return _picked(found, told, doubts)
    (here,) = counts.values()
    if exam.open:
        return Answer(None, {"count": here}, doubts, given=float(here))
    return _picked({each.label: _told(each.value) for each in exam.choices}, here, doubts)


def _count(ids: np.ndarray[tuple[int, ...], np.dtype[np.int32]], things: set[int]) -> int:
    """How many of some instances are in view."""
    pixels = np.bincount(ids.ravel())
    return sum(int(pixels[thing]) >= LEAST_POINTS for thing in things if thing < len(pixels))


def _told(value: Mapping[str, object] | None) -> float:
    found = (value or {}).get("count")
    if not isinstance(found, (int, float)):
        raise UnreadableError("an option has no number")
    return float(found)


def _picked(found: Mapping[str, float], wanted: float, doubts: tuple[str, ...]) -> Answer:
    fits = [label for label, count in found.items() if count == wanted]
    if len(fits) == 1:
        return Answer(fits[0], dict(found), doubts)
    return Answer(None, dict(found), (*doubts, f"{len(fits) or 'no'} options fit {wanted:g}"))


def faults(
    item: ItemRecord, world: WorldRecord, looks: Mapping[str, ShownView], least: int, images: Path
) -> Iterator[Diagnostic]:
    """Where pictures show too little of what is to be counted, or candidates look alike."""
    names = {thing.id: thing.kind.partition("@")[0].replace("_", " ") for thing in world.objects}
    text = "\n".join(part.text for part in item.content if isinstance(part, TextRecord))
    try:
        title, _ = wanted(text, set(names.values()))
    except UnreadableError:
        return
    counted = [thing for thing, name in names.items() if name == title]
    for look in looks.values():
        for thing in counted:
            if look.expected is not None and not look.expected.triangles.has(thing, look.view.state):
                continue
            pixels, share = look.pixels(thing), look.share(thing)
            what = f"of a {title}, which `{item.id}` is about"
            if pixels < CLEARLY * LEAST_PIXELS:
                yield fault(codes.NOT_ITS_WORLD, look.view, f"shows {pixels} pixels {what}")
            elif share < SHARE - SHARE_OFF:
                yield fault(codes.NOT_ITS_WORLD, look.view, f"shows {100 * share:.0f} % {what}")
    varied = [thing.id for thing in world.objects if thing.name in world.varied]
    yield from alike(
        item, looks, least, images, lambda look: np.where(np.isin(look.ids, varied), look.ids, 0)
    )


ORACLES.add("count", Oracle(answer, faults))
