"""Draws the README's picture of arms: one option of one question as it is, and as each arm shows it.

spacenum compile specs/interventions.scene --only desk_2d --count 3 --seed 7 -o build/arms
spacenum render build/arms/probes --quality draft
python docs/images/arms.py build/arms/probes docs/images/arms.png desk_2d.000002.num2space
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from spacenum_dsl.output.preview.sheet import SheetCell, sheet
from spacenum_dsl.output.records.types import ANSWERS, ITEMS

SIDE = 200
SHOWN = (
    "distractors: 0",
    "distractors: 8",
    "world: mirrored",
    "draw: points",
    "draw: boxes2d",
    "draw: boxes3d",
)
"""Arms whose pictures differ from the base question's, in the order of the sheet."""


def answer_of(folder: Path, item: dict[str, Any], answers: dict[str, str]) -> np.ndarray:
    """The picture of the right option."""
    path = next(option["image"] for option in item["options"] if option["label"] == answers[item["id"]])
    picture = Image.open(folder / path).convert("RGB")
    return np.asarray(picture.resize((SIDE, SIDE), Image.Resampling.LANCZOS))


def main(arguments: Sequence[str]) -> None:
    folder, out, base = Path(arguments[0]), Path(arguments[1]), arguments[2]
    items = [json.loads(line) for line in (folder / ITEMS).read_text().splitlines()]
    keys = map(json.loads, (folder / ANSWERS).read_text().splitlines())
    answers = {key["id"]: key["answer"] for key in keys}
    arms = {item["arm"]: item for item in items if item["base"] == base}
    whole = next(item for item in items if item["id"] == base)
    cells = [SheetCell(answer_of(folder, whole, answers), ("the question as it is",))]
    cells += [SheetCell(answer_of(folder, arms[name.partition(": ")[2]], answers), (name,)) for name in SHOWN]
    sheet(cells, 4).save(out, optimize=True)


if __name__ == "__main__":
    main(sys.argv[1:])
