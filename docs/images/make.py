"""Draws the README's picture from a rendered quickstart dataset.

spacenum compile specs/quickstart.scene --render
python docs/images/make.py build/quickstart docs/images/quickstart.png \\
    quick_2d.000001.num2space quick_turn.000002.num2space
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


def row(folder: Path, item: dict[str, Any], key: dict[str, Any]) -> Image.Image:
    """The pictures of a Num2Space item, the answer framed, below its question."""
    pictures = [block["image"] for block in item["content"] if block["type"] == "image"]
    first = pictures[: len(pictures) - len(item["options"])]
    cells = [SheetCell(picture(folder / path), ("first view",)) for path in first]
    for option, exact in zip(item["options"], key["options"], strict=True):
        differs = ", ".join(f"{name} differs" for name in exact["differs"]) or "answer"
        caption = f"{option['label']}: {differs if item['setting'] == 'layout' else exact['text']}"
        cells.append(
            SheetCell(picture(folder / option["image"]), (caption,), option["label"] == key["answer"])
        )
    return sheet(cells, len(cells), title=title(item, key))


def title(item: dict[str, Any], key: dict[str, Any]) -> str:
    """The question in short; the whole prompt would not fit."""
    if item["setting"] == "layout":
        lines = [
            line
            for block in item["content"]
            if block["type"] == "text"
            for line in block["text"].splitlines()
        ]
        entry = [line for line in lines if line.startswith("- ")][-1].removeprefix("- ")
        return f"{entry}: which picture?"
    action, magnitude = key["truth"]["action"].replace("_", " "), key["truth"]["magnitude"]
    return f"{action} by {magnitude:g} {key['truth']['unit']}: which view?"


def picture(path: Path) -> np.ndarray:
    return np.asarray(Image.open(path).resize((SIDE, SIDE), Image.Resampling.LANCZOS))


def main(arguments: Sequence[str]) -> None:
    folder, out = Path(arguments[0]), Path(arguments[1])
    items, keys = (
        {record["id"]: record for record in map(json.loads, (folder / name).read_text().splitlines())}
        for name in (ITEMS, ANSWERS)
    )
    rows = [row(folder, items[name], keys[name]) for name in arguments[2:]]
    whole = Image.new("RGB", (max(r.width for r in rows), sum(r.height for r in rows)), "white")
    top = 0
    for part in rows:
        whole.paste(part, (0, top))
        top += part.height
    whole.save(out, optimize=True)


if __name__ == "__main__":
    main(sys.argv[1:])
