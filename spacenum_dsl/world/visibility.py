"""What a camera sees, by casting rays at the real triangles; never by "the centre is in the frame".

Rays run through pixel centres. What can be seen of an object within 64 × 64 px is counted at every pixel,
within more at every second, third, … in both directions; what leaves the frame is counted likewise in a
frame four times as wide. Whatever stands between the camera and an object hides it: other objects, what the
room has of its own, the corner that juts into an L-shaped one, the walls that an open one has left.

That count decides whether an object is visible. `visible` and `shows`, which ask about all objects, take
one picture of about 56 × 56 rays first and count only objects that it leaves open. Where n rays show an
object that m rays hit, its share is known to within 1.5 / √m (three standard deviations of a share) and
its pixels to within 1.5 √n + 1 rays, or 4 more than n at the least; an object is clear if all that lies
within is on one side of the thresholds.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterable, Sequence
from functools import cached_property
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from spacenum_dsl.base import exact
from spacenum_dsl.base.camera import Camera
from spacenum_dsl.world.bodies import MISS, Bodies, Body, Singles
from spacenum_dsl.world.screen_bounds import Keys, Window, Windows, area, cut, meet, windows_of, within

MIN_SHARE = 0.25
MIN_PIXELS = 60
"""What counts as visible: at least a quarter of the object, and at least so many pixels of the picture."""

SAMPLES = 4096
"""Pixels up to which an object is counted at every one."""

ACROSS = 56
"""Rays across the picture that is taken before anything is counted."""

DOUBT = 1.5
"""Three standard deviations of a share of one half, or of a count of rays, in roots of rays."""

FEW = 400
"""Rays by which the size of what leaves the frame is estimated, and who is visible where that may be."""

NEARER = 1e-5
"""Metres by which something must be nearer to hide what is behind it."""

Lattice: TypeAlias = tuple[Keys, Keys, Singles]
"""Columns, rows and depths (rows, columns)."""

Alone: TypeAlias = dict[tuple[Hashable, Window, int], Lattice]
"""What one camera sees of bodies that stand alone, by pose, window and stride, for states of one world."""


def looks(cameras: Sequence[Camera], bodies: Bodies) -> list[Look]:
    """A look through each camera; cheaper than one by one. All pictures have one size."""
    found = windows_of(cameras, bodies)
    return [Look(camera, bodies, windows) for camera, windows in zip(cameras, found, strict=True)]


class Look:
    """One camera's view of bodies. Counts are made when they are asked for, and kept."""

    def __init__(
        self, camera: Camera, bodies: Bodies, windows: Windows | None = None, alone: Alone | None = None
    ) -> None:
        self.camera = camera
        self.bodies = bodies
        self.step = max(1, camera.width // ACROSS)
        self._windows, self._nearest = windows or windows_of([camera], bodies)[0]
        self._framed = [cut(window, camera) for window in self._windows]
        self._masks: dict[tuple[int, int], Keys] = {}
        self._known: dict[int, bool | None] = {}
        self._alone: Alone = {} if alone is None else alone

    def share(self, name: str, samples: int = SAMPLES) -> float:
        """The unoccluded, in-frame share of the object's pixels."""
        place = self.bodies.place[name]
        whole = self._whole(place, samples)
        return self.pixels(name, samples) / whole if whole else 0.0

    def pixels(self, name: str, samples: int = SAMPLES) -> int:
        """How many pixels of the picture show the object."""
        stride = self.stride(name, samples)
        return len(self.mask(name, stride)) * stride**2

    def sees(self, name: str, samples: int = SAMPLES) -> bool:
        """Whether the object counts as visible, counted with so many rays at most."""
        if self._room_for(self.bodies.place[name]) < MIN_PIXELS:
            return False
        return self.pixels(name, samples) >= MIN_PIXELS and self.share(name, samples) >= MIN_SHARE

    def visible(self) -> tuple[str, ...]:
        """Names of all objects that count as visible."""
        found = ((body.name, self._clear(place)) for place, body in self._objects())
        return tuple(name for name, clear in found if (self.sees(name) if clear is None else clear))

    def likely(self) -> tuple[str, ...]:
        """Names of all objects that count as visible as far as few rays tell; nothing is counted."""
        return tuple(body.name for place, body in self._objects() if self._likely(place))

    @cached_property
    def clear(self) -> tuple[str, ...]:
        """Names of those that count as visible without counting."""
        return tuple(body.name for place, body in self._objects() if self._clear(place))

    def shows(self, least: int, among: Iterable[str] | None = None) -> bool:
        """Whether at least so many objects, of these if they are given, count as visible."""
        names = None if among is None else set(among)
        objects = [(place, body) for place, body in self._objects() if names is None or body.name in names]
        if sum(self._room_for(place) >= MIN_PIXELS for place, _ in objects) < least:
            return False
        objects.sort(key=lambda item: self._effort(item[0]))
        found, left = 0, []
        for place, body in objects:
            clear = self._clear(place)
            found += clear is True
            if found >= least:
                return True
            if clear is None:
                left.append(body.name)
        for number, name in enumerate(left):
            if not found < least <= found + len(left) - number:
                break
            found += self.sees(name)
        return found >= least

    def may_show(self, least: int) -> bool:
        """Whether so many objects have room enough in the picture; no ray is cast for that."""
        return sum(self._room_for(place) >= MIN_PIXELS for place, _ in self._objects()) >= least

    def stride(self, name: str, samples: int = SAMPLES) -> int:
        """The lattice on which the object is counted: every pixel up to so many of them."""
        return _stride(self._framed[self.bodies.place[name]], samples)

    def mask(self, name: str, stride: int) -> Keys:
        """Sorted numbers (row · width + column) of the pixels of a lattice that show the object."""
        place = self.bodies.place[name]
        if (place, stride) not in self._masks:
            self._masks[place, stride] = self._shown(place, stride)
        return self._masks[place, stride]

    def alone(self, name: str) -> tuple[int, int]:
        """Pixels that the object would fill if nothing hid it: within the frame, and in all."""
        place = self.bodies.place[name]
        framed = self._framed[place]
        if framed is None:
            return 0, 0
        stride = _stride(framed, SAMPLES)
        return _hits(self._lattice(place, framed, stride)) * stride**2, self._whole(place, SAMPLES)

    def within(self, name: str) -> bool:
        """Whether the object is in the frame at all, however small."""
        return self._framed[self.bodies.place[name]] is not None

    def hidden_by(self, name: str) -> str | None:
        """The body that stands before the largest part of the object, if one does."""
        place, most, found = self.bodies.place[name], 0, None
        columns, rows, depth = self._lattice(place, self._framed[place], self.stride(name))
        down, across = np.nonzero(depth < MISS)
        limit = depth[down, across] - np.float32(NEARER)
        for other, body in enumerate(self.bodies.each):
            window = self._framed[other]
            if window is None or other == place:
                continue
            near = np.flatnonzero(within(window, columns[across], rows[down]))
            if len(near):
                rays = self._rays(other, columns[across][near], rows[down][near])
                hidden = int(np.count_nonzero(body.depths(self._origins[other], rays) < limit[near]))
                if hidden > most:
                    most, found = hidden, body.name
        return found

    def meet(self, one: str, other: str) -> bool:
        """Whether some pixel could show either of two bodies, so that one may hide the other."""
        framed = self._framed
        return meet(framed[self.bodies.place[one]], framed[self.bodies.place[other]])

    def difference(self, other: Look) -> float:
        """By how many pixels two pictures differ at least, to the doubt that a few rays leave."""
        rays = int(np.count_nonzero(self._picture[0] != other._picture[0]))
        return (rays - DOUBT * math.sqrt(rays)) * self.step**2

    @cached_property
    def _origins(self) -> Singles:
        """(n, 3): the eye in each body's frame."""
        offsets = np.asarray(self.camera.position) - self.bodies.positions
        return np.asarray(exact.product(offsets[:, None, :], self.bodies.inward)[:, 0].astype(np.float32))

    @cached_property
    def _axes(self) -> Singles:
        """(n, 3, 3): the camera's right, down and forward in each body's frame."""
        return np.asarray(exact.product(self.camera.axes, self.bodies.inward).astype(np.float32))

    def _objects(self) -> list[tuple[int, Body]]:
        return [(place, body) for place, body in enumerate(self.bodies.each) if body.counted]

    def _room_for(self, place: int) -> int:
        """Pixels of the picture that can show a body at all."""
        return area(self._framed[place])

    def _effort(self, place: int) -> tuple[bool, int]:
        """What it takes to judge a body: more for one that leaves the frame, and for a large one."""
        return self._framed[place] != self._windows[place], area(self._windows[place])

    def _clear(self, place: int) -> bool | None:
        """Whether a body counts as visible, if a few rays leave no doubt."""
        if place not in self._known:
            self._known[place] = self._judged(place)
        return self._known[place]

    def _judged(self, place: int) -> bool | None:
        room = self._room_for(place)
        if room < MIN_PIXELS:
            return False
        seen, alone = self._picture[1][place]
        if (seen + DOUBT * math.sqrt(seen) + 4) * self.step**2 < MIN_PIXELS:
            return False
        if not alone:
            return None
        whole, rays = alone * self.step**2, alone
        if room < area(self._windows[place]):
            found, stride = self._few(place)
            whole, rays = max(found * stride**2, whole), min(max(found, 1), alone)
        share, doubt = seen * self.step**2 / whole, DOUBT / math.sqrt(rays)
        if share + doubt < MIN_SHARE:
            return False
        enough = (seen - DOUBT * math.sqrt(seen) - 1) * self.step**2 >= MIN_PIXELS
        return True if enough and share - doubt >= MIN_SHARE else None

    def _likely(self, place: int) -> bool:
        """The likelier answer to whether a body counts as visible."""
        seen, alone = self._picture[1][place]
        pixels, window = seen * self.step**2, self._windows[place]
        if pixels < MIN_PIXELS or seen < MIN_SHARE * alone:
            return False
        if self._framed[place] == window or pixels >= MIN_SHARE * area(window):
            return True
        found, stride = self._few(place)
        return pixels >= MIN_SHARE * found * stride**2

    def _few(self, place: int) -> tuple[int, int]:
        """How many of a few rays hit a body, alone in the widened frame, and the lattice that they are."""
        stride = _stride(self._windows[place], FEW)
        return _hits(self._lattice(place, self._windows[place], stride)), stride

    @cached_property
    def _picture(self) -> tuple[npt.NDArray[np.int16], list[tuple[int, int]]]:
        """(rows, columns) places of bodies, -1 where none is, at every `step`-th pixel both ways; how many
        of these rays show each body, and how many would if it stood alone."""
        step, camera = self.step, self.camera
        rows, columns = (np.arange(step // 2, side, step) for side in (camera.height, camera.width))
        nearest = np.full((len(rows), len(columns)), np.float32(MISS))
        found = np.full(nearest.shape, -1, dtype=np.int16)
        alone = [0] * len(self.bodies.each)
        for place, framed in enumerate(self._framed):
            if framed is None:
                continue
            left, top, right, bottom = (-((step // 2 - edge) // step) for edge in framed)
            if right <= left or bottom <= top:
                continue
            here = slice(top, bottom), slice(left, right)
            rays = self._rays(place, columns[None, left:right], rows[top:bottom, None])
            depth = self.bodies.each[place].depths(self._origins[place], rays)
            depth = depth.reshape(bottom - top, right - left)
            alone[place] = int(np.count_nonzero(depth < MISS))
            nearer = depth < nearest[here]
            np.copyto(nearest[here], depth, where=nearer)
            found[here][nearer] = place
        seen = np.bincount(found.ravel() + 1, minlength=len(alone) + 1)[1:].tolist()
        return found, list(zip(seen, alone, strict=True))

    def _rays(self, place: int, columns: Keys, rows: Keys) -> Singles:
        """(pixels, 3) directions of unit depth in a body's frame; columns and rows broadcast."""
        camera = self.camera
        across = ((columns + (0.5 - camera.width / 2)) / camera.focal).astype(np.float32)
        down = ((rows + (0.5 - camera.height / 2)) / camera.focal).astype(np.float32)
        right, low, ahead = self._axes[place][:, :, None, None]
        return np.asarray((right * across + (low * down + ahead)).reshape(3, -1).T)

    def _lattice(self, place: int, window: Window | None, stride: int) -> Lattice:
        """A body, alone, on a lattice of a window."""
        assert window is not None
        key = self.bodies.each[place].pose, window, stride
        if key not in self._alone:
            columns, rows = (_axis(window[side], window[side + 2], stride) for side in (0, 1))
            rays = self._rays(place, columns[None, :], rows[:, None])
            depth = self.bodies.each[place].depths(self._origins[place], rays)
            self._alone[key] = columns, rows, depth.reshape(len(rows), len(columns))
        return self._alone[key]

    def _whole(self, place: int, samples: int) -> int:
        """Pixels that a body fills alone in the widened frame."""
        framed, window = self._framed[place], self._windows[place]
        if framed is None:
            return 0
        stride = _stride(framed, samples)
        inside = _hits(self._lattice(place, framed, stride)) * stride**2
        if framed == window:
            return inside
        stride = _stride(window, samples)
        columns, rows, depth = self._lattice(place, window, stride)
        framed_too = within(framed, columns[None, :], rows[:, None])
        return inside + int(np.count_nonzero((depth < MISS) & ~framed_too)) * stride**2

    def _shown(self, place: int, stride: int) -> Keys:
        framed = self._framed[place]
        if framed is None:
            return np.empty(0, dtype=np.int64)
        columns, rows, depth = self._lattice(place, framed, stride)
        hit = depth < MISS
        down, across = np.nonzero(hit)
        return self._unhidden(place, columns[across], rows[down], depth[hit])

    def _unhidden(self, place: int, columns: Keys, rows: Keys, depth: Singles) -> Keys:
        """Pixels out of those of a body, before which no other body stands: none that lies below both it and
        the eye can."""
        limit, own = depth - np.float32(NEARER), self._framed[place]
        heights, eye = self.bodies.heights, self.camera.position[2]
        lowest = min(heights[place][0], eye)
        farthest = limit.max(initial=0.0)
        for other, framed in enumerate(self._framed):
            if other == place or heights[other][1] <= lowest or not meet(own, framed):
                continue
            if self._nearest[other] >= farthest:
                continue
            assert framed is not None
            near = np.flatnonzero(within(framed, columns, rows))
            if not len(near):
                continue
            rays = self._rays(other, columns[near], rows[near])
            hidden = self.bodies.each[other].depths(self._origins[other], rays) < limit[near]
            if hidden.any():
                kept = np.ones(len(limit), dtype=bool)
                kept[near[hidden]] = False
                columns, rows, limit = columns[kept], rows[kept], limit[kept]
        return rows * self.camera.width + columns


def _stride(window: Window | None, samples: int) -> int:
    """The lattice that has at most so many pixels in a window."""
    return max(1, math.ceil(math.sqrt(area(window) / samples)))


def _hits(lattice: Lattice) -> int:
    return int(np.count_nonzero(lattice[2] < MISS))


def _axis(low: int, high: int, stride: int) -> Keys:
    """The numbers from `low` below `high` on the lattice of the whole picture."""
    first = stride // 2
    return np.arange(first - (first - low) // stride * stride, high, stride)
