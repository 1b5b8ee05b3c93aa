"""What `verify.json` holds, and how it is added up question by question."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from math import fsum

import msgspec

from spacenum_dsl.base.diagnostics import Diagnostic
from spacenum_dsl.checks.oracle.grading import DIGITS, Failed, Graded
from spacenum_dsl.output.pictures.brightness import FrameRecord

REPORT = "verify.json"
FORMAT = 3


class CellTally(msgspec.Struct, frozen=True):
    """A cell in one direction and one arm (null for the questions as they are): `asked` questions, `right`
    ones, and why the others are not answerable from passes. What is neither has failed. `off` is how far
    right answers are from the recorded ones on the mean, in metres, degrees or times; null where letters are
    picked.
    """

    cell: str
    direction: str
    arm: str | None
    asked: int
    right: int
    unanswerable: dict[str, int]
    off: float | None = None

    @property
    def failed(self) -> int:
        return self.asked - self.right - sum(self.unanswerable.values())


class PictureFault(msgspec.Struct, frozen=True):
    """What is wrong with a picture, or with two of one question."""

    code: str
    message: str


class Verified(msgspec.Struct, frozen=True):
    """`verify.json`: what the oracle found.

    `failed` questions are those that their pictures answer otherwise, `open` those that no arm made blind and
    that their passes still leave open. `items` is the SHA-256 of the questions that it answered, as the
    manifest has it; `pictures` how many rendered views were looked at, `doubtful` those that are hard to
    read. `unexamined` counts the questions of each family that no oracle knows.
    """

    format: int
    dataset: str
    versions: dict[str, str]
    items: str
    cells: tuple[CellTally, ...]
    failed: tuple[Failed, ...]
    open: tuple[Failed, ...]
    pictures: int
    faults: tuple[PictureFault, ...]
    doubtful: tuple[FrameRecord, ...]
    unexamined: dict[str, int]

    @property
    def right(self) -> bool:
        return not self.failed and not self.faults


@dataclass
class Tally:
    """Adds up what the workers hand back, in the order of the dataset."""

    cells: dict[tuple[str, str, str | None], Counter[str]] = field(default_factory=dict)
    failed: list[Failed] = field(default_factory=list)
    open: list[Failed] = field(default_factory=list)
    faults: list[Diagnostic] = field(default_factory=list)
    doubtful: list[FrameRecord] = field(default_factory=list)
    pictures: int = 0
    off: dict[tuple[str, str, str | None], list[float]] = field(default_factory=dict)
    unexamined: Counter[str] = field(default_factory=Counter)

    def add(
        self, grades: Iterable[Graded], frames: Iterable[FrameRecord], faults: Iterable[Diagnostic]
    ) -> None:
        for grade in grades:
            reasons = self.cells.setdefault((grade.cell, grade.direction, grade.arm), Counter())
            if grade.failed is not None:
                self.failed.append(grade.failed)
                reasons[FAILED] += 1
            else:
                reasons[grade.unanswerable or RIGHT] += 1
            if grade.off is not None:
                self.off.setdefault((grade.cell, grade.direction, grade.arm), []).append(grade.off)
            if grade.open is not None:
                self.open.append(grade.open)
            if grade.unexamined is not None:
                self.unexamined[grade.unexamined] += 1
        for frame in frames:
            self.pictures += 1
            if not frame.readable:
                self.doubtful.append(frame)
        self.faults += faults

    def rows(self) -> Iterator[CellTally]:
        """The table, cells in the order of the dataset, arms behind the questions as they are."""
        for about, reasons in self.cells.items():
            others = {
                reason: count for reason, count in sorted(reasons.items()) if reason not in {RIGHT, FAILED}
            }
            off = self.off.get(about)
            error = None if off is None else round(fsum(off) / len(off), DIGITS)
            yield CellTally(*about, reasons.total(), reasons[RIGHT], others, error)


RIGHT, FAILED = "", "failed"
"""How a question that is answered as recorded, and one that is not, is counted beside the reasons."""
