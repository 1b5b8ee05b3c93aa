"""Replies of all kinds and what each says, in files that a person can read: `replies_TYPE.json`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from spacenum_dsl.answers.grade import read

FILES = sorted(Path(__file__).parent.glob("replies_*.json"))


def table() -> Iterator[Any]:
    for path in FILES:
        for group in json.loads(path.read_text()):
            for reply, reading in group["replies"]:
                name = f"{path.stem.removeprefix('replies_')}: {reply!r:.60}"
                yield pytest.param(group["item"], reply, reading, id=name)


@pytest.mark.parametrize(("item", "reply", "reading"), table())
def test_a_reply_is_read_as_the_table_says(item: dict[str, Any], reply: str, reading: object) -> None:
    given = read(item, reply)
    if isinstance(reading, int | float):
        assert given == pytest.approx(reading, rel=1e-12)
    else:
        assert given == (frozenset(reading) if isinstance(given, frozenset) else reading)
