"""Entries of a layout's map: exact numbers from an object's triangles, and how a wording tells them."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from spacenum_dsl.base import exact
from spacenum_dsl.base.parts import Floats
from spacenum_dsl.questions.question import Number, Numbers
from spacenum_dsl.questions.wording import Wording
from spacenum_dsl.world.world import Thing, World

Place = dict[str, tuple[float, ...]]


def in_map(thing: Thing, world: World) -> tuple[float, float]:
    """Where the middle of its base stands, metres in the map frame."""
    assert world.frame is not None
    return world.frame.to_map(*thing.placement.position[:2])


def entry(thing: Thing, world: World, dims: int) -> Floats:
    """The map entry, metres, exact: the centre's x, or the low and high corner of the box round the
    object's triangles in the map frame."""
    assert world.frame is not None
    placement = thing.placement
    x, y = in_map(thing, world)
    if dims == 1:
        return np.array([x])
    c, s = exact.turn(placement.yaw - world.frame.yaw)
    points = thing.mesh.vertices * placement.scale
    across = x + points[:, 0] * c - points[:, 1] * s
    away = y + points[:, 0] * s + points[:, 1] * c
    up = placement.position[2] - world.frame.origin[2] + points[:, 2]
    axes = (across, away, up)[:dims]
    return np.array([axis.min() for axis in axes] + [axis.max() for axis in axes])


def point(thing: Thing, world: World, dims: int) -> Numbers:
    """Where the centre of an object's own box is in the map, metres: along x alone, or `at` a point."""
    assert world.frame is not None
    x, y = in_map(thing, world)
    if dims == 1:
        return {"x": x}
    z = thing.placement.position[2] - world.frame.origin[2] + thing.size[2] * thing.placement.scale / 2
    return {"at": (x, y, z)[:dims]}


def coordinates(value: Numbers) -> tuple[float, ...]:
    """The numbers of a point."""
    return tuple(numbers_of(value))


def numbers_of(value: Numbers) -> list[float]:
    """The lengths of an entry in the order in which they are printed."""
    found: list[Number] = [value[name] for name in ("x", "at", "low", "high") if name in value]
    return [each for one in found for each in (one if isinstance(one, tuple) else (float(one),))]


def by_name(numbers: Floats) -> Numbers:
    """The numbers of an entry by name."""
    dims = len(numbers) // 2
    if not dims:
        return {"x": float(numbers[0])}
    return {"low": tuple(numbers[:dims].tolist()), "high": tuple(numbers[dims:].tolist())}


def told(value: Numbers, wording: Wording) -> Numbers:
    """An entry as a wording tells it: y and yaw turn round in a mirror, lengths grow with the scale."""
    k, found = wording.scale, dict(value)
    if "x" in found:
        found["x"] = k * float(value["x"])  # type: ignore[arg-type]
    elif "at" in found:
        x, y, *up = _tuple(value["at"])
        found["at"] = (k * x, k * (0.0 - y if wording.mirrored else y), *(k * z for z in up))
    else:
        low, high = [*_tuple(value["low"])], [*_tuple(value["high"])]
        if wording.mirrored:
            low[1], high[1] = 0.0 - high[1], 0.0 - low[1]
        found["low"], found["high"] = tuple(k * each for each in low), tuple(k * each for each in high)
    if "yaw" in found and wording.mirrored:
        found["yaw"] = -float(value["yaw"]) % 360.0  # type: ignore[arg-type]
    return found


def told_place(place: Place, wording: Wording) -> Place:
    """What a member is ranked by, as a wording tells it."""
    k, found = wording.scale, dict(place)
    if "position" in found:
        x, *away = place["position"]
        found["position"] = (k * x, *(k * (0.0 - y if wording.mirrored else y) for y in away))
    if "yaw" in found and wording.mirrored:
        found["yaw"] = (-place["yaw"][0] % 360.0,)
    return found


def _tuple(number: Number) -> tuple[float, ...]:
    assert isinstance(number, tuple)
    return number


def decimals_of(entries: Iterable[Numbers], wording: Wording) -> int:
    """With how many decimals all entries of a question are printed."""
    return wording.decimals(number / wording.scale for each in entries for number in numbers_of(each))


def printed(value: Numbers, wording: Wording, decimals: int) -> str:
    """`x = 0.35 m`, `(0.10, 0.20) m`, or `[(0.10, 0.20), (0.35, 0.45)] m`; with a yaw behind it where that
    varies."""
    numbers = numbers_of(value)
    texts = [wording.bare(number / wording.scale, decimals) for number in numbers]
    if len(texts) == 1:
        text = f"x = {texts[0]} {wording.unit_text}"
    elif "at" in value:
        text = f"({', '.join(texts)}) {wording.unit_text}"
    else:
        dims = len(texts) // 2
        text = f"[({', '.join(texts[:dims])}), ({', '.join(texts[dims:])})] {wording.unit_text}"
    if "yaw" in value:
        text += f", yaw {wording.angle(round(float(value['yaw']), 2) % 360.0)}"  # type: ignore[arg-type]
    return text
