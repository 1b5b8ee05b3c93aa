"""The questions of a dataset as somebody sees them who has the public files, and what the key says.

This is the one place that knows which of it is public. A solver may use everything that a question's public
record holds, field by field, so a field that is added there is looked at without anybody telling the audit.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import msgspec

from spacenum_dsl.output.records import ItemRecord

Json: TypeAlias = Mapping[str, Any]

SECRET = frozenset({"answer", "answer_index", "rank", "truth", "difficulty", "world"})
"""Fields of a question that state the answer or lead to a record that does."""
SECRET_OPTION = frozenset({"value", "differs"})
"""Fields of an option that tell it from the answer, or say what a picture shows."""


@dataclass(frozen=True)
class Entry:
    """One question: what is `public` of it, as data and as a record (`item`), what the `key` says of it, and
    its `line` in the file, from 0."""

    public: Json
    item: ItemRecord
    key: ItemRecord
    line: int


def read_entries(folder: Path) -> Iterator[Entry]:
    """All questions of a dataset, in the order of the file."""
    items, raw = msgspec.json.Decoder(ItemRecord), msgspec.json.Decoder(dict[str, Any])
    with (folder / "items.jsonl").open("rb") as handle:
        for number, line in enumerate(handle):
            item = items.decode(line)
            yield Entry(public_of(raw.decode(line)), item, item, number)


def public_of(record: Json) -> Json:
    """A question's record without what gives the answer away."""
    public = {name: value for name, value in record.items() if name not in SECRET}
    public["options"] = [_public_option(option) for option in record["options"]]
    return public


def _public_option(option: Json) -> Json:
    """What a picture shows is printed nowhere: its numbers are no option's text to somebody who looks on."""
    pictured = option.get("view") is not None
    hidden = SECRET_OPTION | ({"text"} if pictured else set())
    return {name: value for name, value in option.items() if name not in hidden}
