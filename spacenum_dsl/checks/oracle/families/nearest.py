"""The oracle of nearness: of which object the middle is nearest to that of the target, seen from above.

Middles are those of what is seen. What is hidden of an object leaves its middle open, and with it all of its
distances: where more than one name, or picture, is left by that, it says so.
"""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from spacenum_dsl.base.diagnostics import Diagnostic
from spacenum_dsl.base.parts import Floats
from spacenum_dsl.checks.oracle import faults as codes
from spacenum_dsl.checks.oracle.clouds import Ground
from spacenum_dsl.checks.oracle.exam import GROUND, Exam
from spacenum_dsl.checks.oracle.maps import SeenBody, SeenFrame, extent_of
from spacenum_dsl.checks.oracle.measures import Measures
from spacenum_dsl.checks.oracle.numerals import UnreadableError
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
BACKS = 0.1
"""Share of an object's seen width by which its middle may be off for the sides that are turned away."""
HIDDEN = "more than one option fits what covers leave to be seen"
"""Why pictures may not tell the answer."""

_RANGED = re.compile(r"^Of \w+ objects, (.+), one is near(?:er|est) to the (.+)\.$", re.MULTILINE)
_PICTURED = re.compile(r"In which picture is it the (.+?)\?")
_LEVEL = "those between the centres of objects as seen from above"


@dataclass(frozen=True)
class AskedNearest:
    """What a prompt asks: names of the target, of those of which one is nearest, and of the told one."""

    target: str
    among: tuple[str, ...]
    told: str | None


def read(text: str) -> AskedNearest:
    """What the prompt tells."""
    ranged, pictured = _RANGED.search(text), _PICTURED.search(text)
    if ranged is None or _LEVEL not in text:
        raise UnreadableError("the prompt does not tell which objects there are, or what is near")
    names = tuple(part.removeprefix("the ") for part in re.split(r", | and (?=the )", ranged[1]))
    told = None if pictured is None else pictured[1]
    if told is not None and told not in names:
        raise UnreadableError(f"`{told}` is none of {', '.join(names)}")
    return AskedNearest(ranged[2], names, told)


@dataclass(frozen=True)
class SeenPlace:
    """Where the middle of an object is in level axes (right, away), metres, give or take `loose`."""

    at: Floats
    loose: float


def answer(exam: Exam, measures: Measures) -> Answer:
    """The option whose object is nearest by most."""
    asked, camera = read(exam.text), fixed_camera(exam.text)
    views = [shot.view for shot in exam.pictures]
    ground = measures.ground(tuple(views), GROUND["surface" if camera.on_surface else "floor"])
    if ground is None:
        return Answer(None, {}, ("the ground is not in view",))
    doubts = tuple(camera_doubts(ground, camera.eye, camera.pitch, exam.scaled))
    bodies = {
        name: [measures.body(view, ground, _only(exam, name), 1.0) for view in views]
        for name in (asked.target, *asked.among)
    }
    unseen = sorted(name for name, seen in bodies.items() if any(len(b.points) < LEAST_POINTS for b in seen))
    if unseen:
        return Answer(None, {}, (*doubts, f"not in view: {', '.join(unseen)}"))
    others = {
        name: min((_place(body, ground) for body in bodies[name]), key=lambda place: place.loose)
        for name in asked.among
    }
    targets = {view: _place(body, ground) for view, body in zip(views, bodies[asked.target], strict=True)}
    if asked.told is not None:
        leads = {each.label: _lead(targets[each.view or ""], others, asked.told) for each in exam.choices}
    else:
        (target,) = targets.values()
        leads = {each.label: _lead(target, others, _name(each.value, asked)) for each in exam.choices}
    return _picked(leads, doubts)


def _lead(target: SeenPlace, others: Mapping[str, SeenPlace], name: str) -> tuple[float, float]:
    """By how many metres a name is nearer than the next one, negative where another one is nearer, and how
    far that may be off."""
    away = {each: math.dist(place.at, target.at) for each, place in others.items()}
    rival = min((each for each in others if each != name), key=away.__getitem__)
    own, other = others[name], others[rival]
    turned = (own.at - target.at) / away[name] - (other.at - target.at) / away[rival]
    loose = math.hypot(own.loose, other.loose, float(np.linalg.norm(turned)) * target.loose)
    return away[rival] - away[name], loose


def _picked(leads: Mapping[str, tuple[float, float]], doubts: tuple[str, ...]) -> Answer:
    """The option that leads most, where what is hidden leaves no other."""
    label = max(leads, key=lambda each: leads[each][0])
    lead, loose = leads[label]
    rivals = [each for each, (by, room) in leads.items() if each != label and by > -room]
    measured = {f"lead {each}": by for each, (by, _) in leads.items()} | {"slack": loose}
    if lead < -loose:
        doubts = (*doubts, f"nothing fits: the best is farther than another by {-lead:.3f} m")
    elif rivals and lead < loose:
        return Answer(None, measured, doubts, HIDDEN, (label, *rivals))
    return Answer(label, measured, doubts)


def _name(value: Mapping[str, object] | None, asked: AskedNearest) -> str:
    """The name that an option prints."""
    found = str((value or {}).get("nearest"))
    if found not in asked.among:
        raise UnreadableError(f"`{found}` is none of {', '.join(asked.among)}")
    return found


def _only(exam: Exam, name: str) -> int:
    """The instance of a name: the prompt must call one object so."""
    ids = exam.names.get(name, ())
    if len(ids) != 1:
        raise UnreadableError(f"{len(ids) or 'no'} objects are called `{name}`")
    return ids[0]


def _place(body: SeenBody, ground: Ground) -> SeenPlace:
    """The middle of what is seen of an object."""
    extent = extent_of(body, SeenFrame((0.0, 0.0), 0.0), np.array([0.0, 0.0, ground.height]))
    wide = float((extent.high - extent.low)[:2].max())
    return SeenPlace(extent.middle[:2], float(extent.open[:2].max()) + BACKS * wide + body.pixel)


def faults(
    item: ItemRecord, world: WorldRecord, looks: Mapping[str, ShownView], least: int, images: Path
) -> Iterator[Diagnostic]:
    """Where pictures lack an object that the question speaks of, or candidates look alike."""
    ids: dict[str, int] = {}
    for thing in world.objects:
        title = thing.kind.partition("@")[0].replace("_", " ")
        ids[title if thing.colour == "own" else f"{thing.colour} {title}"] = thing.id
    asked = read("\n".join(part.text for part in item.content if isinstance(part, TextRecord)))
    for look, name in itertools.product(looks.values(), (asked.target, *asked.among)):
        pixels, share = look.pixels(ids[name]), look.share(ids[name])
        if pixels < CLEARLY * LEAST_PIXELS:
            what = f"shows {pixels} pixels of the {name}, which `{item.id}` is about"
            yield fault(codes.NOT_ITS_WORLD, look.view, what)
        elif share < SHARE - SHARE_OFF:
            what = f"shows {100 * share:.0f} % of the {name}, which `{item.id}` is about"
            yield fault(codes.NOT_ITS_WORLD, look.view, what)
    target = ids[asked.target]
    yield from alike(item, looks, least, images, lambda one: one.ids == target)


ORACLES.add("nearest", Oracle(answer, faults))
