"""Checks pictures against their worlds: what they show, how bright they are, how far options differ (G5).

The pixel counts of the records come from a lattice of rays that may skip pixels, so real ones scatter around
them: an outline of n pixels that is counted on every k-th row and column is off by a few rows at its ends.
`CLEARLY` is far outside of that and far from a picture that is of another state.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from spacenum_dsl.base.diagnostics import Diagnostic
from spacenum_dsl.checks.oracle import faults
from spacenum_dsl.checks.oracle.clouds import Ids
from spacenum_dsl.checks.oracle.exam import shot_of
from spacenum_dsl.checks.oracle.passes import PICTURE, colour_of
from spacenum_dsl.checks.oracle.silhouettes import FIRST_OBJECT, Expected
from spacenum_dsl.output.pictures.brightness import FrameRecord, measured
from spacenum_dsl.output.records.types import AnswerRecord, ItemRecord, ViewRecord, WorldRecord

CLEARLY = 0.75
"""Share of a promised number of pixels below which a picture breaks the promise."""
LEAST_PIXELS = 60
"""Pixels of an object that counts as visible (docs/language.md, `visible`)."""
SOME = 0.5
"""The same for what a question records of its views: in transitions the lattice of one coarse picture."""
LEAST_OBJECTS = 3
"""Objects that every view of a transition shows (G5)."""
SHARE, SHARE_OFF = 0.25, 0.02
"""Share of an object that must be seen for it to count as visible, and what pixels at its edge leave open."""
STRAY, STRAY_SHARE = 6, 0.01
"""Pixels, and share of its pixels, that an object may have elsewhere than its triangles say, beside those at
its outline. Pictures of both renderers have none."""


@dataclass(frozen=True)
class ShownView:
    """A view with its instance ids, as they are shown, and what the view that it `shows` should show of its
    world's objects, if they are known."""

    view: ViewRecord
    ids: Ids
    expected: Expected | None

    def share(self, thing: int) -> float:
        """Pixels of an object over those that it would have if nothing hid it; all of it where its world is
        not known."""
        alone = self.expected.alone(thing) if self.expected is not None else 0.0
        return self.pixels(thing) / alone if alone else 1.0

    @cached_property
    def counts(self) -> Ids:
        """Pixels of each instance, by its id."""
        return np.bincount(self.ids.ravel()).astype(np.int32)

    @property
    def shown(self) -> list[int]:
        """The objects in the picture."""
        return [thing for thing in np.flatnonzero(self.counts).tolist() if thing >= FIRST_OBJECT]

    def pixels(self, thing: int) -> int:
        return int(self.counts[thing]) if thing < len(self.counts) else 0

    @cached_property
    def objects(self) -> set[int]:
        """Objects of which enough is shown, or nearly so."""
        enough = (thing for thing in self.shown if self.counts[thing] >= CLEARLY * LEAST_PIXELS)
        return {thing for thing in enough if self.share(thing) >= CLEARLY * SHARE}


def view_faults(
    look: ShownView, world: WorldRecord, images: Path
) -> tuple[FrameRecord, tuple[Diagnostic, ...]]:
    """The figures of a rendered view's picture, and where it is not one of its world."""
    view = look.view
    colour = colour_of(images, shot_of(view))
    found = []
    known = {thing.id for thing in world.objects}
    strange = [thing for thing in look.shown if thing not in known]
    if strange:
        found.append(
            fault(faults.NOT_ITS_WORLD, view, f"shows instances {strange} that `{world.id}` does not have")
        )
    names = {thing.id: thing.name for thing in world.objects}
    for thing, stray, lacking in look.expected.apart(look.ids) if look.expected is not None else ():
        if max(stray, lacking) > max(STRAY, STRAY_SHARE * look.pixels(thing)) and thing in known:
            what = f"shows `{names[thing]}` in {stray} pixels where it is not, not in {lacking} where it is"
            found.append(fault(faults.NOT_ITS_WORLD, view, what))
    if (colour == colour[0, 0]).all():
        found.append(fault(faults.NO_LIGHT, view, "is of one colour"))
    return measured(view.id, colour), tuple(found)


def unseen(
    item: ItemRecord, key: AnswerRecord, world: WorldRecord, looks: Iterable[ShownView]
) -> Iterator[Diagnostic]:
    """Where a question records that a picture shows an object, and it does not show enough of it."""
    ids = {thing.name: thing.id for thing in world.objects}
    for look in looks:
        for name in key.seen.get(look.view.id, ()):
            pixels = look.pixels(ids[name])
            if pixels < SOME * LEAST_PIXELS:
                what = f"shows {pixels} pixels of `{name}`, which `{item.id}` records as visible in it"
                yield fault(faults.NOT_ITS_WORLD, look.view, what)


def fault(code: str, view: ViewRecord, what: str) -> Diagnostic:
    return Diagnostic(code, f"`{view.image}` {what}")


def alike(
    item: ItemRecord,
    looks: Mapping[str, ShownView],
    least: int,
    images: Path,
    shown: Callable[[ShownView], np.ndarray[tuple[int, ...], np.dtype[np.generic]]],
) -> Iterator[Diagnostic]:
    options = [(option.label, looks[option.pictures[0].view]) for option in item.options if option.pictures]
    for (label, one), (other_label, other) in itertools.combinations(options, 2):
        differing = int(np.count_nonzero(shown(one) != shown(other)))
        pair = f"options {label} and {other_label} of `{item.id}`"
        if differing < CLEARLY * least:
            yield Diagnostic(faults.ALIKE, f"{pair} differ in {differing} pixels, not in {least}")
        colours = [(images / f"{look.view.id}{PICTURE}").read_bytes() for look in (one, other)]
        if colours[0] == colours[1]:
            yield Diagnostic(faults.ALIKE, f"{pair} are the same picture")
