"""Replies of all kinds and what each says, in files that a person can read: `replies_TYPE.json`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from spacenum_dsl.answers.grade import TYPES, read

FILES = {name: Path(__file__).with_name(f"replies_{name}.json") for name in TYPES}


def table() -> Iterator[Any]:
    for name, path in FILES.items():
        for group in json.loads(path.read_text(encoding="utf-8")):
            for reply, reading in group["replies"]:
                yield pytest.param(group["item"], reply, reading, id=f"{name}: {reply!r:.60}")


def expected(item: dict[str, Any], reading: Any) -> object:
    """What the table says, as it is read: JSON has no sets and tuples."""
    match item["answer_type"]["type"]:
        case _ if reading is None:
            return None
        case "pick_several":
            return frozenset(reading)
        case "order":
            return tuple(reading)
        case "number":
            return pytest.approx(reading, rel=1e-12)
        case "map":
            return {name: pytest.approx(tuple(point), rel=1e-12) for name, point in reading.items()}
        case _:
            return reading


@pytest.mark.parametrize(("item", "reply", "reading"), list(table()))
def test_a_reply_is_read_as_the_table_says(item: dict[str, Any], reply: str, reading: object) -> None:
    assert read(item, reply) == expected(item, reading)
