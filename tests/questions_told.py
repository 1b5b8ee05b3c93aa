"""What a dataset asks, in whatever form: prompt, options, answer, truth, and what its pictures show.

The tests hold a few questions of every cell and arm as texts to be read; `benchmarks/same_questions.py` holds
all questions of two datasets against each other.
"""

from __future__ import annotations

import difflib
import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Record = dict[str, Any]

_HASH = re.compile(r"\.[0-9a-f]{8}$")
"""What the name of a changed world ends in, which follows from how records are made."""


@dataclass(frozen=True)
class Asked:
    """A question as it is told: its cell, direction and arm, what there is to read of it, and whose change
    it is."""

    id: str
    cell: str
    direction: str
    arm: str
    base: str | None
    lines: tuple[str, ...]


def asked(folder: Path, *, pixels: bool = False) -> Iterator[Asked]:
    """The questions of a compiled dataset. A picture is told by its state and camera, or by the hash of its
    rendered `pixels`."""
    views = {view["id"]: view for view in _rows(folder / "key" / "views.jsonl")}
    if pixels:
        for view in views.values():
            view["pixels"] = hashlib.sha256((folder / view["image"]).read_bytes()).hexdigest()
    keys = _rows(folder / "key" / "answers.jsonl")
    for item, key in zip(_rows(folder / "items.jsonl"), keys, strict=True):
        assert item["id"] == key["id"]
        arm = "" if item["arm"] is None else f"{item['intervention']} {item['arm']}"
        place = item["id"], item["cell"], item["direction"], arm, item["base"]
        yield Asked(*place, tuple(_lines(item, key, views)))


def _rows(path: Path) -> Iterator[Record]:
    with path.open(encoding="utf-8") as handle:
        yield from map(json.loads, handle)


def _lines(item: Record, key: Record, views: dict[str, Record]) -> Iterator[str]:
    cameras: dict[str, int] = {}
    for block in item["content"]:
        if block["type"] == "text":
            yield from block["text"].split("\n")
            continue
        view = views[block["view"]]
        number = cameras.setdefault(_camera(view["camera"]), len(cameras) + 1)
        effects = "".join(f", {effect['name']} {effect['value']}" for effect in view["effects"])
        world = _HASH.sub(" as changed", view["world"])
        shown = f"state {view['state']} of {world} by camera {number}{effects}"
        yield f"<{view.get('pixels', shown)}>"
    for camera, number in cameras.items():
        yield f"camera {number}: {camera}"
    picked = item["answer_type"]["type"] == "pick_one"
    shown = {option["label"]: option["text"] for option in item["options"] if picked}
    for told in key["options"]:
        assert shown.get(told["label"]) in {None, told["text"]}
        word = "option" if told["label"] in shown else "case"
        yield f"{word} {told['label']}: {told['text']}; {_numbers(told['value'])}"
    unit = item["answer_type"].get("unit")
    answer = key["answer"] if picked else f"{_numbers(key['answer'])} {unit or ''}".rstrip()
    yield f"answer: {answer}, rank {key['rank']} of {len(key['options'])}"
    yield f"truth: {_numbers(key['truth'])}"


def _camera(camera: Record) -> str:
    x, y, z = (f"{number:.4f}" for number in camera["position"])
    angles = ", ".join(f"{name} {camera[name]:.3f}°" for name in ("yaw", "pitch", "fov"))
    return f"({x}, {y}, {z}) m, {angles}, {camera['width']} × {camera['height']} px"


def _numbers(value: Any) -> str:
    """Names and numbers of a value, metres and degrees to the millionth."""
    if isinstance(value, dict):
        return ", ".join(f"{name} {_numbers(part)}" for name, part in sorted(value.items()))
    if isinstance(value, list):
        return f"({', '.join(map(_numbers, value))})"
    return f"{value:.6f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


def text_of(question: Asked, others: dict[str, Asked]) -> str:
    """A question as text; one that was changed as its difference from the question as it was."""
    name = f"{question.id}: {question.arm}" if question.arm else question.id
    if question.base is None:
        return "\n".join([f"= {name}", *question.lines, ""])
    before = others[question.base].lines
    changes = difflib.unified_diff(before, question.lines, lineterm="", n=0)
    kept = [line for line in changes if line[:3] not in {"---", "+++"} and line[:2] != "@@"]
    return "\n".join([f"= {name}", *kept, ""])
