"""What an oracle is: it answers a family's questions from pictures, and looks whether these show enough.

Beside the letter stand what was measured, and doubts: whatever the prompt tells that the pictures contradict.
A right letter with a doubt is not a right answer, as it may be luck. A family without an oracle is not
examined, which is said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from spacenum_dsl.base.diagnostics import Diagnostic
from spacenum_dsl.base.registry import Registry
from spacenum_dsl.checks.oracle.clouds import Ground
from spacenum_dsl.checks.oracle.exam import Exam
from spacenum_dsl.checks.oracle.measures import Measures
from spacenum_dsl.checks.oracle.numerals import PrintedQuantity, UnreadableError
from spacenum_dsl.checks.oracle.pictures import ShownView
from spacenum_dsl.output.records.types import ItemRecord, ReplyRecord, WorldRecord

HEIGHT_OFF, PITCH_OFF = 0.004, 0.15
"""Share of the height, and degrees, by which a measured camera may differ from the told one."""


@dataclass(frozen=True)
class Answer:
    """What the oracle says: the letter it picks or the answer that is `given`, as a key would hold it, or why
    no pass can tell, and then which letters are left `open`, if any are ruled out; `measured` in metres and
    degrees by option or name; `doubts` where pictures and prompt contradict each other; `unexamined` where no
    oracle knows the family."""

    label: str | None
    measured: dict[str, float]
    doubts: tuple[str, ...] = ()
    unanswerable: str | None = None
    open: tuple[str, ...] = ()
    unexamined: bool = False
    given: ReplyRecord | None = None


Answering: TypeAlias = Callable[[Exam, Measures], Answer]
Looking: TypeAlias = Callable[
    [ItemRecord, WorldRecord, Mapping[str, ShownView], int, Path], Iterator[Diagnostic]
]
"""Gets a question, its world, its pictures by view, by how many pixels candidates must differ, and the folder
of pictures."""


@dataclass(frozen=True)
class Oracle:
    """A family's oracle. `answer` sits an exam from passes alone; `faults` tells where a question's pictures
    lack what it is about, or its candidates look alike; `beside` is how many pictures a prompt shows beside
    its candidates or the one that is asked about."""

    answer: Answering
    faults: Looking
    beside: int = 0


ORACLES: Registry[Oracle] = Registry("oracle of a family")


def answer(exam: Exam, measures: Measures) -> Answer:
    """Sit an exam."""
    oracle = ORACLES.get(exam.setting)
    if oracle is None:
        reason = f"no oracle for question family `{exam.setting}`"
        return Answer(None, {}, unanswerable=reason, unexamined=True)
    if exam.blind is not None:
        return Answer(None, {}, unanswerable=exam.blind)
    try:
        return oracle.answer(exam, measures)
    except UnreadableError as error:
        return Answer(None, {}, (str(error),))


def camera_doubts(ground: Ground | None, eye: PrintedQuantity, pitch: float, scaled: bool) -> list[str]:
    """Where the told camera is not the one that the ground shows. Pictures without ground tell nothing."""
    if ground is None:
        return []
    doubts = []
    if not scaled and abs(ground.height - eye.value) > HEIGHT_OFF * eye.value + eye.step / 2:
        doubts.append(f"the camera is {ground.height:.3f} m above the ground, not {eye.value:.3f} m")
    if abs(ground.pitch - pitch) > PITCH_OFF or abs(ground.roll) > PITCH_OFF:
        doubts.append(
            f"the camera looks {ground.pitch:.2f}° upwards and leans by {ground.roll:.2f}°, "
            f"not {pitch:.2f}° and 0°"
        )
    return doubts
