"""JSON Schemas of a dataset's files, made from the types that write and read them.

`python -m spacenum_dsl.output.records.schema DIR` writes one `NAME.schema.json` for each kind of record. The
copies in `docs/schema` are compared with these types by a test, so that they never lag behind.
"""

from __future__ import annotations

import inspect
import sys
from pathlib import Path
from types import MappingProxyType
from typing import Any

import msgspec

from spacenum_dsl.output.records.dataset import write_atomically
from spacenum_dsl.output.records.types import (
    AnswerRecord,
    ItemRecord,
    Manifest,
    ViewRecord,
    WorldRecord,
)

DRAFT = "https://json-schema.org/draft/2020-12/schema"

RECORDS = MappingProxyType(
    {
        "items": ItemRecord,
        "answers": AnswerRecord,
        "worlds": WorldRecord,
        "views": ViewRecord,
        "dataset": Manifest,
    }
)
"""Name of a schema → type of what it describes: a line of a `.jsonl` file, or the whole manifest."""


def schemas() -> dict[str, dict[str, Any]]:
    """One schema per kind of record, by name."""
    return {
        name: {"$schema": DRAFT, **_unindented(msgspec.json.schema(record))}
        for name, record in RECORDS.items()
    }


def _unindented(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema with descriptions, which are docstrings, freed from the indentation of their source."""
    definitions = {
        name: {**entry, "description": inspect.cleandoc(entry.get("description", ""))}
        for name, entry in schema["$defs"].items()
    }
    return {**schema, "$defs": definitions}


def write_schemas(folder: Path) -> None:
    """Write all schemas into a folder, each indented by two."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, schema in schemas().items():
        data = msgspec.json.format(msgspec.json.encode(schema), indent=2) + b"\n"
        write_atomically(folder / f"{name}.schema.json", data)


if __name__ == "__main__":
    write_schemas(Path(sys.argv[1]))
