"""How hard a question is, in physical terms: measures of every member of an option set, all made alike.

A member is measured against the others of its set and in its own picture, by one procedure that never hears
which of them is the answer (G2). Pixels are those of the dataset's pictures.

- `separation` (pixels): how far what it shows is displaced in the picture of the member most like it. For
  two states of a world, the largest displacement of a lower corner of the box round what moves: a map tells
  where things stand, and the top of a tall one moves farther than that when its size changes. For two end
  views of a transition, the median displacement of the box centres of all objects that are visible in both. A
  point that is not before one of the cameras, and two views without a common object, count as the picture's
  diagonal, which is also the most that any displacement counts.
- `visible` (states, a share): the unoccluded, in-frame share of the pixels of what varies, the least if that
  is several objects; of what is to be counted in each state.
- `depth` (metres, along the camera's axis): of the centre of the box of what varies, the median if that is
  several objects; in transitions the median of those of all objects that are visible in the end view.
- `step` (metres or degrees): to the nearest other place in plan of what varies, the least if several objects
  move; to the nearest other magnitude.
- `objects`: how many objects are visible in its picture.

Where several cameras show a member, each measure is that of the camera that shows most: the largest, and the
smallest depth.

Who is visible follows from few rays, as counting every pixel would take a quarter of the time of a question:
at most `FEW` at each object of a layout, those of one coarse picture of an end view (`Look.likely`).

Numbers are rounded before anything is required of them: what holds, holds for the recorded numbers.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import TypeAlias

from spacenum_dsl.base import exact
from spacenum_dsl.base.camera import Camera
from spacenum_dsl.base.parts import Floats
from spacenum_dsl.semantics import values
from spacenum_dsl.world.conditions import functions
from spacenum_dsl.world.rejection import Rejection
from spacenum_dsl.world.screen_bounds import NEAR
from spacenum_dsl.world.visibility import FEW, Look

Difficulty: TypeAlias = dict[str, float]

DIGITS = {"separation": 1, "visible": 3, "depth": 3, "step": 4, "objects": 0}
"""Decimals of each measure: a tenth of a pixel, a millimetre."""

CentredPixel: TypeAlias = tuple[float, float]
"""Columns and rows from the middle of a picture."""


def rounded(**measures: float) -> Difficulty:
    """Measures with the decimals that they are recorded with."""
    return {name: round(float(measures[name]), digits) for name, digits in DIGITS.items() if name in measures}


LAST = 2000
"""The check of requirements on options, after all others."""


def unmet_by(object: str, need: values.Requirement, varied: str, view: str) -> Rejection:
    """The refusal of an option set that breaks a requirement on its options. `view` says how it could be seen
    in another way, which helps unless only steps count."""
    text = f"require {need.span.text}"
    ways: tuple[str, ...] = (
        f"loosen `{text}`",
        f"more or other values of {varied}",
        "fewer `options`, where their number is free",
    )
    if functions(need.condition) != {"step"}:
        ways = (*ways, view)
    return Rejection(object, text, need, ways, gate=LAST)


BY_PLACE = frozenset({"separation", "depth", "step"})
"""Measures of a world's states that places alone tell, before anything is looked at."""


def of_places(
    corners: Sequence[Sequence[Floats]], camera: Camera, places: Sequence[Sequence[tuple[float, ...]]]
) -> list[Difficulty]:
    """What places alone tell of each state: of each object that varies the `corners` (8, 3) of its box in
    every state, and of each whose place does its `places`."""
    boxes = [[_seen(each.tolist(), camera) for each in states] for states in corners]
    most, count = _diagonal(camera), len(boxes[0])
    apart = {
        (one, other): max(
            _apart(a, b, most)
            for states in boxes
            for (a, _), (b, _) in zip(states[one][::2], states[other][::2], strict=True)
        )
        for one, other in itertools.combinations(range(count), 2)
    }  # every other corner is an upper one
    found = []
    for state in range(count):
        depths = [exact.total(depth for _, depth in states[state]) / len(states[state]) for states in boxes]
        measures = {
            "separation": min(by for pair, by in apart.items() if state in pair),
            "depth": median(depths),
        }
        if places:
            measures["step"] = min(
                exact.distance(spots[state], each) for spots in places for each in {*spots} - {spots[state]}
            )
        found.append(rounded(**measures))
    return found


def of_states(
    placed: Sequence[Difficulty], looks: Sequence[Look], varied: Sequence[str], named: Sequence[str]
) -> list[Difficulty]:
    """The whole difficulty of each state, seen in turn. `named` are the objects that are known to be visible
    in each."""
    objects = _objects(looks, varied, named)
    return [
        rounded(**measures, visible=min(map(look.share, varied)), objects=count)
        for measures, look, count in zip(placed, looks, objects, strict=True)
    ]


def of_counts(looks: Sequence[Look], counted: Sequence[Sequence[str]]) -> list[Difficulty]:
    """What the pictures of states tell in which these objects are there, all visible, to be counted."""
    found = []
    for look, names in zip(looks, counted, strict=True):
        others = (body.name for body in look.bodies.each if body.counted and body.name not in names)
        seen = len(names) + sum(look.sees(name, FEW) for name in others)
        found.append(rounded(visible=min(map(look.share, names)), objects=seen))
    return found


def _objects(looks: Sequence[Look], varied: Sequence[str], named: Sequence[str]) -> list[int]:
    """How many objects are visible in each state. Where nothing that varies can hide an object, what one
    state tells holds for all others in which nothing can."""
    counts = [len(named)] * len(looks)
    for body in looks[0].bodies.each:
        if not body.counted or body.name in named:
            continue
        beside: bool | None = None
        for state, look in enumerate(looks):
            if any(look.meet(body.name, name) for name in varied):
                counts[state] += look.sees(body.name, FEW)
            else:
                beside = look.sees(body.name, FEW) if beside is None else beside
                counts[state] += beside
    return counts


def best_of(measures: Sequence[Difficulty]) -> Difficulty:
    """The difficulty of a state that several cameras show: what the best of them shows of it."""
    if len(measures) == 1:
        return measures[0]
    found = {name: max(each[name] for each in measures) for name in measures[0]}
    return {**found, "depth": min(each["depth"] for each in measures)}


def steps(chosen: tuple[float, ...]) -> list[float]:
    """How far it is from each magnitude of an ascending set to the nearest other."""
    gaps = [math.inf, *(after - before for before, after in itertools.pairwise(chosen)), math.inf]
    return [min(around) for around in itertools.pairwise(gaps)]


class Ends:
    """The end views of one start state, by magnitude: each is measured once, and so is each pair."""

    def __init__(self, looks: Mapping[float, Look]) -> None:
        self._looks = looks
        self._shown: dict[float, _Shown] = {}
        self._pairs: dict[tuple[float, float], float] = {}

    def of(self, chosen: tuple[float, ...]) -> tuple[Difficulty, ...]:
        """The difficulty of each of an ascending set of magnitudes."""
        views = [self._view(one) for one in chosen]
        pairs = {pair: self._separation(*pair) for pair in itertools.combinations(chosen, 2)}
        return tuple(
            rounded(
                separation=min(by for pair, by in pairs.items() if one in pair),
                depth=view.depth,
                step=step,
                objects=len(view.visible),
            )
            for one, view, step in zip(chosen, views, steps(chosen), strict=True)
        )

    def _view(self, magnitude: float) -> _Shown:
        if magnitude not in self._shown:
            self._shown[magnitude] = _Shown.of(self._looks[magnitude])
        return self._shown[magnitude]

    def _separation(self, one: float, other: float) -> float:
        if (one, other) not in self._pairs:
            self._pairs[one, other] = self._view(one).separation(self._view(other))
        return self._pairs[one, other]


@dataclass(frozen=True, eq=False)
class _Shown:
    """What one end view shows: where the centres of the visible objects are, and their median depth."""

    visible: dict[int, CentredPixel | None]
    depth: float
    most: float

    @classmethod
    def of(cls, look: Look) -> _Shown:
        places = [look.bodies.place[name] for name in look.likely()]
        centres = _seen(look.bodies.centres[places].tolist(), look.camera)
        depth = median(depth for _, depth in centres) if places else 0.0
        pixels = dict(zip(places, (pixel for pixel, _ in centres), strict=True))
        return cls(pixels, depth, _diagonal(look.camera))

    def separation(self, other: _Shown) -> float:
        """The median displacement of the objects that both show."""
        shared = self.visible.keys() & other.visible.keys()
        if not shared:
            return self.most
        return median(_apart(self.visible[place], other.visible[place], self.most) for place in shared)


def _seen(points: Sequence[Sequence[float]], camera: Camera) -> list[tuple[CentredPixel | None, float]]:
    """Where points of the world are in a picture, None for one that is not ahead, and their depths. A few
    points take less time so than as arrays."""
    x, y, z = camera.position
    (a, b, c), (d, e, f), (g, h, i) = camera.axes.tolist()
    focal, found = camera.focal, list[tuple[CentredPixel | None, float]]()
    for point in points:
        u, v, w = point[0] - x, point[1] - y, point[2] - z
        depth = g * u + h * v + i * w
        ahead = depth > NEAR
        across, down = a * u + b * v + c * w, d * u + e * v + f * w
        found.append(((focal * across / depth, focal * down / depth) if ahead else None, depth))
    return found


def _apart(one: CentredPixel | None, other: CentredPixel | None, most: float) -> float:
    """Pixels between two points of pictures: `most`, where one is not ahead, and never more."""
    return most if one is None or other is None else min(exact.distance(one, other), most)


def _diagonal(camera: Camera) -> float:
    return exact.length(camera.width, camera.height)
