"""The questions of a dataset as somebody sees them who has the public files, and what the key says.

This is the one place that knows which of it is public: a line of `items.jsonl`, whole. A solver may use
everything that it holds, field by field, so a field that is added there is looked at without anybody telling
the audit.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import msgspec

from spacenum_dsl.output.records.dataset import read_items
from spacenum_dsl.output.records.types import ITEMS, AnswerRecord, ItemRecord

Json: TypeAlias = Mapping[str, Any]


@dataclass(frozen=True)
class Entry:
    """One question: what is `public` of it, as data and as a record (`item`), what the `key` says of it, and
    its `line` in the file, from 0."""

    public: Json
    item: ItemRecord
    key: AnswerRecord
    line: int


def read_entries(folder: Path) -> Iterator[Entry]:
    """All questions of a dataset, in the order of the file."""
    raw = msgspec.json.Decoder(dict[str, Any])
    with (folder / ITEMS).open("rb") as handle:
        for number, (line, (item, key)) in enumerate(zip(handle, read_items(folder), strict=True)):
            yield Entry(raw.decode(line), item, key, number)
