"""How much the questions of each cell differ: few sets, rooms or view points can be learnt by heart."""

from __future__ import annotations

import msgspec

from spacenum_dsl.output.records.encode import Encoded
from spacenum_dsl.output.records.types import ImageRecord, VarietyRecord

SECTOR = 10.0
"""Degrees of yaw that count as one view direction."""


class Variety:
    """Counts what is distinct among the base questions of all cells; keeps hashes, no records."""

    def __init__(self) -> None:
        self._cells: dict[str, _Counts] = {}

    def add(self, encoded: Encoded) -> None:
        """The base questions about one world."""
        counts = self._cells.setdefault(encoded.worlds[0].cell, _Counts())
        world, yaws = encoded.worlds[0], {view.id: view.camera.yaw for view in encoded.views}
        kinds = {thing.name: thing.kind for thing in world.objects}
        room = (world.scene, world.room, world.surface)
        counts.rooms.add(hash(msgspec.json.encode(room)))
        counts.kinds.update(kinds[name] for name in world.varied or kinds)
        known = set()
        for item, key in zip(encoded.items, encoded.answers, strict=True):
            if item.base is not None:
                continue
            counts.worlds.add(item.group)
            counts.chances.add(item.chance)
            values = sorted(hash(msgspec.json.encode(option.value)) for option in key.options)
            known.add(hash(tuple(values)))
            counts.values.update(values)
            first = next((block.view for block in item.content if isinstance(block, ImageRecord)), None)
            if first is not None:
                counts.directions.add(round(yaws[first] / SECTOR) % round(360.0 / SECTOR))
        for chosen in known:
            counts.sets[chosen] = counts.sets.get(chosen, 0) + 1

    @property
    def worlds(self) -> int:
        """Arrangements of all cells together, those that cells share once."""
        return len(set[str]().union(*(counts.worlds for counts in self._cells.values())))

    def chance(self, cell: str) -> float | None:
        """The probability of a blind guess, where it is that of all questions of a cell."""
        chances = self._cells[cell].chances
        return next(iter(chances)) if len(chances) == 1 else None

    def of(self, cell: str) -> VarietyRecord:
        """What is distinct in one cell."""
        counts = self._cells[cell]
        asked = sum(counts.sets.values())
        return VarietyRecord(
            len(counts.worlds),
            len(counts.sets),
            round(max(counts.sets.values()) / asked, 4),
            len(counts.values),
            len(counts.rooms),
            len(counts.kinds),
            len(counts.directions),
        )


class _Counts:
    """What one cell has of each."""

    def __init__(self) -> None:
        self.worlds: set[str] = set()
        self.sets: dict[int, int] = {}
        self.values: set[int] = set()
        self.rooms: set[int] = set()
        self.kinds: set[str] = set()
        self.directions: set[int] = set()
        self.chances: set[float | None] = set()
