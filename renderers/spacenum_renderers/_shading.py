"""From what rays met to the light that comes back: of lamps, of a sun, in glass and mirrors."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from spacenum_renderers._emitters import falloff
from spacenum_renderers._sampling import PACK, UNKNOWN, sky_samples
from spacenum_renderers._surface import GLOW, SILVER, TINT, Floats32, Ints32
from spacenum_renderers._traced import GLASS, MIRROR, OPAQUE, Hits, Loaded, dot, trace, unit

HEADLIGHT = 0.05
"""Radiance added where a surface faces the camera, so that shape shows in the shade too."""
REACH = 0.45
"""Metres within which geometry dims the ambient light."""
DEEPEST = 0.35
"""Share of the ambient light that reaches a point with no open direction, by way of what is near it."""
LIFT = 5e-4
"""Metres by which a ray starts off its surface."""
RIM = (0.03, 0.7)
"""Share of its own colour that glass has where one looks straight at it, and how much more at its rims."""
FACES = 8
"""Faces of glass and mirrors that a ray passes at most."""

AROUND, HEAD, SHEEN, SUN, LAMPS = 0, 1, 2, 3, slice(4, 7)
TERMS = 7
"""Rows of what `terms` returns."""


@dataclass(frozen=True, eq=False)
class Behind:
    """What shows through glass and in mirrors: the hits in question, the share of their own colour that they
    keep, and the radiance that comes on top of it."""

    hits: Ints32
    own: Floats32
    radiance: Floats32


def probe(loaded: Loaded, hits: Hits, order: Ints32) -> Floats32:
    """Second rays, to a lamp or into the surroundings: (3, n) open and asked, light arriving, light asked.

    The first holds two counts in one number, asked + `PACK` × open, which saves averaging one layer more.
    """
    at_sky = np.flatnonzero((order >= 0) & (order < 16))
    at_lamp = np.flatnonzero(order >= 16)
    sky, samples = sky_samples()[order[at_sky]], loaded.lights.samples
    which = order[at_lamp] - 16
    around = (sky[:, :3] + hits.normal[at_sky]) * (sky[:, 3:] * np.float32(REACH))
    both = np.concatenate([at_sky, at_lamp])
    start = hits.point[both] + hits.normal[both] * np.float32(LIFT)
    towards = samples.place[which] - start[len(at_sky) :]
    rays = np.concatenate([around, towards])
    nearly = np.full(len(rays), 0.999, dtype=np.float32)
    clear = loaded.solid.run(start, rays, query="OCCLUDED", dists=nearly) != 0
    weight = samples.power[which] * falloff(
        towards, hits.normal[at_lamp], samples.axis[which], samples.even[which]
    )
    probes = np.zeros((3, len(order)), dtype=np.float32)
    probes[0, at_sky] = np.float32(1) + np.float32(PACK) * clear[: len(at_sky)]
    probes[1, at_lamp] = weight * clear[len(at_sky) :]
    probes[2, at_lamp] = weight
    return probes


def terms(loaded: Loaded, hits: Hits) -> Floats32:
    """(7, n) of hits: radiance for each unit of paint from the surroundings and from the
    headlight, the highlight, the share of the sun, and radiance from lamps, unhindered, in three colours."""
    lights = loaded.lights
    found = np.zeros((TERMS, len(hits.triangle)), dtype=np.float32)
    found[AROUND] = np.float32(lights.around) * (np.float32(0.9) - np.float32(0.1) * hits.normal[:, 2])
    found[HEAD] = np.float32(HEADLIGHT) * hits.facing
    shine = loaded.shine[hits.triangle]
    shiny = np.flatnonzero(shine[:, 0] > 0)
    point, normal, shine = hits.point[shiny], hits.normal[shiny], shine[shiny]
    view = -unit(hits.ray[shiny])
    most = max((each.power for each in lights.emitters), default=1.0)
    for each in lights.emitters:
        place = np.asarray(each.place, dtype=np.float32)
        axis = np.asarray(each.axis, dtype=np.float32)
        light = falloff(place - hits.point, hits.normal, axis, np.float32(each.even))
        for row, channel in enumerate(each.colour, start=LAMPS.start):
            found[row] += light * np.float32(each.power * channel / np.pi)
        half = unit(unit(place - point) + view)
        strength = shine[:, 0] * np.float32(each.power / most)
        found[SHEEN, shiny] += strength * np.maximum(dot(half, normal), 0) ** shine[:, 1]
    if lights.sun is not None:
        found[SUN] = _sunlit(loaded, hits, np.asarray(lights.sun[0], dtype=np.float32))
    return found


def _sunlit(loaded: Loaded, hits: Hits, way: Floats32) -> Floats32:
    """(n,) cosine to the sun where it shines, 0 in the shade; one ray each."""
    cosine = np.maximum(hits.normal @ way, 0)
    cosine[hits.triangle < 0] = 0
    asked = np.flatnonzero(cosine > 0)
    start = hits.point[asked] + hits.normal[asked] * np.float32(LIFT)
    far = np.full(len(asked), 1e4, dtype=np.float32)
    clear = loaded.solid.run(start, np.tile(way, (len(asked), 1)), query="OCCLUDED", dists=far) != 0
    cosine[asked] *= clear
    return np.asarray(cosine)


def mixed(
    loaded: Loaded,
    triangle: Ints32,
    paint: Floats32,
    terms: Floats32,
    visible: Floats32,
    behind: Behind | None = None,
) -> Floats32:
    """(n, 3) linear radiance towards the camera."""
    lit, clear = visible
    lights = loaded.lights
    grey = terms[AROUND] * (np.float32(DEEPEST) + np.float32(1 - DEEPEST) * clear) + terms[HEAD]
    colour = np.empty_like(paint)
    for channel, lamps in enumerate(terms[LAMPS]):
        light = lamps * lit + grey
        if lights.sun is not None:
            light += terms[SUN] * np.float32(lights.sun[1][channel])
        colour[:, channel] = paint[:, channel] * light
    if behind is not None:
        colour[behind.hits] = colour[behind.hits] * behind.own[:, None] + behind.radiance
    colour += (terms[SHEEN] * lit)[:, None]
    bright = np.flatnonzero(loaded.glows[triangle])
    colour[bright] = paint[bright] * np.float32(GLOW)
    colour[triangle < 0] = lights.outside
    return colour


def look_behind(loaded: Loaded, hits: Hits) -> Behind | None:
    """Follow the rays that met glass or a mirror to where they end; nothing if there are none."""
    first = np.flatnonzero((loaded.bends[hits.triangle] != OPAQUE) & (hits.triangle >= 0))
    if not len(first):
        return None
    radiance = np.zeros((len(first), 3), dtype=np.float32)
    bends = loaded.bends[hits.triangle[first]]
    aslant = (1 - hits.facing[first]) ** 4
    own = np.where(bends == GLASS, RIM[0] + RIM[1] * aslant, 0).astype(np.float32)
    alive, met = np.arange(len(first)), _only(hits, first)
    share = (1 - own)[:, None] * np.ones((1, 3), dtype=np.float32)
    for _ in range(FACES):
        bends = loaded.bends[met.triangle]
        share[alive] *= met.paint ** np.where(bends == MIRROR, SILVER, TINT).astype(np.float32)[:, None]
        back = np.where(bends == MIRROR, 2 * dot(met.ray, met.normal), 0)
        ray = (met.ray - back[:, None] * met.normal).astype(np.float32)
        start = met.point + unit(ray) * np.float32(LIFT)
        met = trace(loaded, start, ray)
        even = np.full((2, len(ray)), UNKNOWN, dtype=np.float32)
        colour = mixed(loaded, met.triangle, met.paint, terms(loaded, met), even)
        goes_on = (loaded.bends[met.triangle] != OPAQUE) & (met.triangle >= 0)
        ends = ~goes_on
        radiance[alive[ends]] = share[alive[ends]] * colour[ends]
        alive, met = alive[goes_on], _only(met, np.flatnonzero(goes_on))
        if not len(alive):
            break
    return Behind(first, own, radiance)


def _only(hits: Hits, rows: Ints32) -> Hits:
    return Hits(
        hits.triangle[rows],
        hits.paint[rows],
        hits.depth[rows],
        hits.ray[rows],
        hits.point[rows],
        hits.normal[rows],
        hits.facing[rows],
        hits.surface[rows],
    )


def joined(parts: list[tuple[int, Behind]]) -> Behind | None:
    """What shows behind the hits of several bands, each with the number of its first hit."""
    if not parts:
        return None
    return Behind(
        np.concatenate([behind.hits + np.int32(start) for start, behind in parts]),
        np.concatenate([behind.own for _, behind in parts]),
        np.concatenate([behind.radiance for _, behind in parts]),
    )
