"""The public part of a dataset: its questions and the pictures that they name, for those who are examined.

What gives answers away stays behind: the key, passes, and the manifest, which holds spec and seed. So does
what files tell without being read: pictures are copied in the order of their names, and all files have one
modification time, whenever and in whatever order they were rendered.
"""

from __future__ import annotations

import os
import shutil
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import msgspec

from spacenum_dsl.base.diagnostics import Diagnostic, declare
from spacenum_dsl.output.faults import cant_write
from spacenum_dsl.output.records.dataset import write_atomically
from spacenum_dsl.output.records.types import ITEMS, WHEN, ImageRecord, ItemRecord, Manifest

CARD = "README.md"
"""The description of the folder, whose header tells `datasets` which file holds the questions."""

NAMED = 3
"""Missing pictures that a message names."""

NOT_EMPTY = declare(
    "SN509",
    "export into a folder that is not empty",
    "An export goes into a new or empty folder, so that no file of another one is published with it.",
)
NO_PICTURES = declare(
    "SN510",
    "export of a dataset that is not rendered",
    "The questions name pictures that are not there. Render the dataset first.",
)


@dataclass(frozen=True)
class Exported:
    """How many questions and pictures were copied."""

    items: int
    pictures: int


def export_public(
    folder: Path, manifest: Manifest, out: Path, progress: Callable[[int], None]
) -> Exported | Diagnostic:
    """Copy what is public of a dataset into an empty folder, or say why it can't be done. Nothing is written
    unless all pictures are there; the card comes last."""
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        help = ("name a folder that does not exist yet, or an empty one",)
        return Diagnostic(NOT_EMPTY, f"`{out}` is not an empty folder", help=help)
    pictures: set[str] = set()
    counts: Counter[tuple[str, str, str]] = Counter()
    decoder = msgspec.json.Decoder(ItemRecord)
    with (folder / ITEMS).open("rb") as handle:
        for number, line in enumerate(handle, 1):
            item = decoder.decode(line)
            counts[item.cell, item.direction, item.intervention or ""] += 1
            pictures.update(part.image for part in item.content if isinstance(part, ImageRecord))
            pictures.update(part.image for option in item.options for part in option.pictures)
            progress(number)
    missing = sorted(name for name in pictures if not (folder / name).is_file())
    if missing:
        listed = ", ".join(f"`{name}`" for name in missing[:NAMED])
        more = f" and {len(missing) - NAMED} more" if len(missing) > NAMED else ""
        message = f"{len(missing)} of {len(pictures)} pictures are not there: {listed}{more}"
        return Diagnostic(NO_PICTURES, message, help=(f"make them with `spacenum render {folder}`",))
    try:
        _copy(folder, out, sorted(pictures))
        write_atomically(out / CARD, _card(manifest, counts, len(pictures)).encode())
        _at_one_time(out)
    except OSError as error:
        return cant_write(error, out)
    return Exported(counts.total(), len(pictures))


def _copy(folder: Path, out: Path, pictures: list[str]) -> None:
    for name in (ITEMS, *pictures):
        path = out / name
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(folder / name, path)


def _at_one_time(out: Path) -> None:
    """Folders after their files, whose writing changes them."""
    for path in (*sorted(out.rglob("*"), reverse=True), out):
        os.utime(path, (WHEN, WHEN))


def _card(manifest: Manifest, counts: Counter[tuple[str, str, str]], pictures: int) -> str:
    """A dataset card: the header in YAML, then what is here and what is not."""
    version = manifest.versions["spacenum"]
    rows = [
        f"| `{cell}` | {direction} | {intervention or '–'} | {count} |"
        for (cell, direction, intervention), count in counts.items()
    ]
    return "\n".join(
        (
            "---",
            "configs:",
            "  - config_name: default",
            "    data_files:",
            "      - split: test",
            f"        path: {ITEMS}",
            "---",
            "",
            f"# {manifest.name}",
            "",
            f"{counts.total()} questions about {manifest.worlds} arrangements of objects, "
            f"and the {pictures} pictures that they name. Made with spacenum {version}.",
            "",
            "| cell | direction | changed by | questions |",
            "|---|---|---|---|",
            *rows,
            "",
            "A line of `items.jsonl` is one question: `content` is the prompt in reading order, texts and "
            "pictures, options and closing line included; `image` is a path below this folder. `answer_type` "
            "says what a reply must be, `chance` what guessing reaches.",
            "",
            "Questions with the same `group` are about the same arrangement: never put two of them into one "
            "context, keep them in one fold and one split, and cluster statistics on it.",
            "",
            "Held back: the answers with all exact numbers, where objects and cameras stand, depth and "
            "instance ids, the spec and its seed, from which the answers can be compiled again.",
            "",
            "The licence of this data is its maker's to choose; none is stated here.",
            "",
        )
    )
