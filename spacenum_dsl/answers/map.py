"""`map`: where named things are, as coordinates in metres or cells of a grid."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from typing import Any, TypeAlias

from spacenum_dsl.answers.amounts import LARGEST, LENGTHS
from spacenum_dsl.answers.answer_type import Coordinates, Fields, Scores, answer_schema, fields_of, listed
from spacenum_dsl.answers.map_text import MapReading, from_json, from_text
from spacenum_dsl.answers.replies import json_values, plain, thoughtless
from spacenum_dsl.answers.similarity import FEWEST, aligned, cost, mean_distance, middle

NamedPoints: TypeAlias = Mapping[str, Coordinates]
"""Where things are, by their names."""

AXES = "xyz"


@dataclass(frozen=True)
class WriteMap:
    """Coordinates of each of `names` along one to three axes, in metres; or the whole numbers of a cell, from
    0 to below `cells` along each axis."""

    names: tuple[str, ...]
    axes: int
    cells: tuple[int, ...] | None = None
    bare: str | None = None

    @classmethod
    def parse(cls, item: Fields) -> WriteMap:
        fields = fields_of(item, ("names", "axes", "unit", "cells", "bare"))
        names, axes, cells = fields.get("names"), fields.get("axes"), fields.get("cells")
        if not isinstance(names, list | tuple) or not names or len({*map(str, names)}) < len(names):
            raise ValueError(f"`names` of a map is a list of different names, not {names!r}")
        if axes not in {1, 2, 3}:
            raise ValueError(f"`axes` of a map is 1, 2 or 3, not {axes!r}")
        if cells is None and fields.get("unit") != "m":
            raise ValueError(f'`unit` of a map without `cells` is "m", not {fields.get("unit")!r}')
        if cells is not None and (len(cells) != axes or not all(isinstance(n, int) and n > 0 for n in cells)):
            raise ValueError(f"`cells` of a map with {axes} axes is as many whole numbers, not {cells!r}")
        bare = fields.get("bare")
        if bare is not None and (bare not in LENGTHS or cells is not None):
            raise ValueError(f"`bare` of a map in metres is {listed(list(LENGTHS))}, not {bare!r}")
        return cls(tuple(names), axes, None if cells is None else tuple(cells), bare)

    def right(self, key: Fields) -> dict[str, Coordinates]:
        found = key["answer"]
        if set(found) != set(self.names):
            raise ValueError(f"the key's map has {', '.join(found)}, the item {', '.join(self.names)}")
        made = {name: self._point(found[name]) for name in self.names}
        for name, point in made.items():
            if point is None:
                raise ValueError(f"`{name}` of the key's map is at no point of it: {found[name]!r}")
        return {name: point for name, point in made.items() if point is not None}

    def read(self, reply: str) -> dict[str, Coordinates] | None:
        """The last JSON value that is a map with any of the names, else the lines that are; other names are
        passed over, and so is a thing whose coordinates are too few, too many or outside of the grid."""
        text = thoughtless(reply)
        for _, _, value in reversed(list(json_values(text))):
            if found := from_json(value, self.names, self._reading):
                return self._ordered(found)
        return self._ordered(from_text(plain(text), self.names, self._reading)) or None

    def _ordered(self, found: NamedPoints) -> dict[str, Coordinates]:
        return {name: found[name] for name in self.names if name in found}

    @property
    def _reading(self) -> MapReading:
        return MapReading(self._point, 1.0 if self.bare is None else LENGTHS[self.bare])

    def _point(self, values: Sequence[float]) -> Coordinates | None:
        if len(values) != self.axes or not all(-LARGEST <= value <= LARGEST for value in values):
            return None
        if self.cells is not None:
            sides = zip(values, self.cells, strict=True)
            within = all(value == int(value) and 0 <= value < side for value, side in sides)
            return tuple(int(value) for value in values) if within else None
        return tuple(float(value) for value in values)

    def printed(self, given: NamedPoints) -> str:
        return json.dumps({name: list(point) for name, point in given.items()}, ensure_ascii=False)

    def score(self, given: NamedPoints | None, right: NamedPoints) -> Scores:
        """`pair_order_x` and so on are shares of all pairs of things that differ along that axis: a pair of
        which one is missing is wrong. Errors are mean distances of the things that were given."""
        found = given or {}
        known = [name for name in self.names if name in found]
        scores: Scores = {"parsed": float(bool(found)), "coverage": len(known) / len(self.names)}
        for axis in range(self.axes):
            scores[f"pair_order_{AXES[axis]}"] = self._pair_order(found, right, axis)
        one, other = [found[name] for name in known], [right[name] for name in known]
        scores["position_error"] = mean_distance(one, other) if known else None
        enough = len(known) >= FEWEST
        scores["position_error_aligned"] = mean_distance(aligned(one, other), other) if enough else None
        return scores

    def _pair_order(self, given: NamedPoints, right: NamedPoints, axis: int) -> float | None:
        pairs = [pair for pair in combinations(self.names, 2) if right[pair[0]][axis] != right[pair[1]][axis]]
        agreed = sum(
            (given[first][axis] - given[second][axis]) * (right[first][axis] - right[second][axis]) > 0
            for first, second in pairs
            if first in given and second in given
        )
        return agreed / len(pairs) if pairs else None

    def apart(self, given: NamedPoints, right: NamedPoints) -> float:
        """The mean distance of its things, which are all there."""
        if set(given) != set(right):
            return math.inf
        names = list(right)
        return mean_distance([given[name] for name in names], [right[name] for name in names])

    @staticmethod
    def constant(
        asked: Sequence[WriteMap], rights: Sequence[NamedPoints]
    ) -> tuple[dict[str, Coordinates], str]:
        """Each name where the sum of its distances from the truths is least, which makes the mean
        `position_error` least: a question with few things weighs each of them more."""
        names = list(dict.fromkeys(name for one in asked for name in one.names))
        if len({(one.axes, one.cells) for one in asked}) > 1:
            raise ValueError("maps of different axes or grids have no constant in common")
        made: dict[str, Coordinates] = {}
        for name in names:
            points = [right[name] for right in rights if name in right]
            weights = [1 / len(right) for right in rights if name in right]
            made[name] = (
                _middle_cell(points, weights, asked[0].cells) if asked[0].cells else middle(points, weights)
            )
        return made, "position_error"

    def chance(self, right: NamedPoints | None = None) -> None:
        """None is exact: it would rest on what one takes a blind map to be."""

    def schema(self) -> dict[str, Any]:
        entry = {"type": "array", "minItems": self.axes, "maxItems": self.axes}
        if self.cells is None:
            entry |= {"items": {"type": "number"}, "description": self.bare or "metres"}
        else:
            numbers = [{"type": "integer", "minimum": 0, "maximum": n - 1} for n in self.cells]
            entry |= {"prefixItems": numbers, "items": False}
        return answer_schema(
            {
                "type": "object",
                "properties": {name: dict(entry) for name in self.names},
                "required": list(self.names),
                "additionalProperties": False,
            }
        )


def _middle_cell(
    points: Sequence[Coordinates], weights: Sequence[float], cells: Sequence[int]
) -> Coordinates:
    """The cell with the least weighted sum of distances, of all cells."""
    return min(product(*map(range, cells)), key=lambda cell: cost(cell, points, weights))
