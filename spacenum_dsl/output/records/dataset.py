"""Writes and reads datasets. A folder that has `dataset.json` is whole; anything less can be resumed.

Parts are written atomically as they are finished, into `.parts/` beside the final files, under a name that
depends on all that they were made from. So an interrupted compile goes on where it stopped, a higher count
takes over the parts that it shares, and an edit of the spec takes over none. Records stream from parts to
files: memory does not grow with their number, but for the ids of views.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import IO, TypeVar

import msgspec

from spacenum_dsl.base.diagnostics import Diagnostic, has_errors
from spacenum_dsl.output import faults
from spacenum_dsl.output.records.encode import Encoded
from spacenum_dsl.output.records.leftovers import unfinished
from spacenum_dsl.output.records.types import (
    ANSWERS,
    FORMAT,
    ITEMS,
    TABLES,
    VIEWS,
    WORLDS,
    AnswerRecord,
    ArmRecord,
    FileRecord,
    ItemRecord,
    Manifest,
    ViewRecord,
    WorldRecord,
)
from spacenum_dsl.output.records.variety import Variety
from spacenum_dsl.semantics.program import Direction

MANIFEST = "dataset.json"
KEY = "key"
PARTS = ".parts"
Record = TypeVar("Record", bound=msgspec.Struct)
_ENCODER = msgspec.json.Encoder()
_PART = msgspec.json.Decoder(Encoded)


def write_atomically(path: Path, data: bytes, mode: int | None = None) -> None:
    """The whole file or none of it, even if the machine stops in the middle; `mode` are its rights."""
    temporary = unfinished(path)
    try:
        with temporary.open("wb") as handle:
            handle.write(data)
            handle.flush()
            os.fsync(handle.fileno())
        if mode is not None:
            temporary.chmod(mode)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def write_part(path: Path, worlds: Iterable[Encoded]) -> None:
    """The records of some worlds, one world per line."""
    write_atomically(path, b"".join(_ENCODER.encode(world) + b"\n" for world in worlds))


def read_part(path: Path) -> Iterator[Encoded]:
    """The records of a part."""
    with path.open("rb") as handle:
        for line in handle:
            yield _PART.decode(line)


def assemble(
    folder: Path,
    parts: Iterable[Path],
    manifest: Manifest,
    check: Callable[[tuple[ArmRecord, ...]], tuple[Diagnostic, ...]],
) -> Manifest | tuple[Diagnostic, ...]:
    """The final files out of all parts in order, each view once, then the manifest with their records.

    `check` says what is wrong with what the interventions did; then nothing is changed. The old manifest goes
    first and the new one comes last, so that no moment shows a mixture as whole.
    """
    (folder / KEY).mkdir(exist_ok=True)
    writers = {name: _Table(_beside(folder / name)) for name in TABLES}
    seen: set[bytes] = set()
    variety = Variety()
    arms: dict[tuple[str, str, str, Direction], Counter[str]] = {}
    try:
        for part in parts:
            for encoded in read_part(part):
                variety.add(encoded)
                for tally in encoded.tallies:
                    about = (tally.intervention, tally.arm, encoded.worlds[0].cell, tally.direction)
                    arms.setdefault(about, Counter())[tally.reason] += 1
                for world in encoded.worlds:
                    writers[WORLDS].add(world)
                for item in encoded.items:
                    writers[ITEMS].add(item)
                for answer in encoded.answers:
                    writers[ANSWERS].add(answer)
                for view in encoded.views:
                    key = bytes.fromhex(view.id)
                    if key not in seen:
                        seen.add(key)
                        writers[VIEWS].add(view)
        files = {name: writer.close() for name, writer in writers.items()}
        did = tuple(_arm(*about, reasons) for about, reasons in arms.items())
        faults = check(did)
    except BaseException:
        for writer in writers.values():
            writer.abandon()
        raise
    if has_errors(faults):
        for writer in writers.values():
            writer.abandon()
        return faults
    whole = msgspec.structs.replace(
        manifest,
        cells=tuple(
            msgspec.structs.replace(cell, variety=variety.of(cell.name), chance=variety.chance(cell.name))
            for cell in manifest.cells
        ),
        arms=did,
        files={**files, **manifest.files},
        worlds=variety.worlds,
    )
    (folder / MANIFEST).unlink(missing_ok=True)
    for name, writer in writers.items():
        writer.path.replace(folder / name)
    (folder / "images").mkdir(exist_ok=True)
    write_atomically(folder / MANIFEST, msgspec.json.format(msgspec.json.encode(whole), indent=2) + b"\n")
    shutil.rmtree(folder / PARTS, ignore_errors=True)
    return whole


def _arm(intervention: str, arm: str, cell: str, direction: Direction, reasons: Counter[str]) -> ArmRecord:
    """What an arm did, from the reasons of the questions that it left out; changed ones have none."""
    left_out = {reason: count for reason, count in sorted(reasons.items()) if reason}
    return ArmRecord(intervention, arm, cell, direction, reasons.total(), reasons[""], left_out)


def _beside(path: Path) -> Path:
    """Where a file is written before it takes its name."""
    return path.with_name(f".{path.name}.new")


class _Table:
    """A file of lines that is hashed while it is written."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.handle: IO[bytes] = path.open("wb")
        self.hash = hashlib.sha256()
        self.lines = 0

    def add(self, record: msgspec.Struct) -> None:
        line = _ENCODER.encode(record) + b"\n"
        self.hash.update(line)
        self.handle.write(line)
        self.lines += 1

    def close(self) -> FileRecord:
        self.handle.flush()
        os.fsync(self.handle.fileno())
        self.handle.close()
        return FileRecord(self.lines, self.hash.hexdigest())

    def abandon(self) -> None:
        self.handle.close()
        self.path.unlink(missing_ok=True)


def read_manifest(folder: Path) -> Manifest | Diagnostic:
    """The manifest of a dataset, or why the folder is none that this version can read."""
    path = folder / MANIFEST
    try:
        data = path.read_bytes()
    except OSError as error:
        interrupted = (folder / PARTS).exists()
        help = (
            "run the same `spacenum compile` again: it goes on where it stopped"
            if interrupted
            else "name the folder that `spacenum compile` wrote"
        )
        there = folder.is_dir() and not path.exists()
        why = "it has no `dataset.json`" if there else error.strerror or error
        return Diagnostic(faults.NO_DATASET, f"`{folder}` is not a dataset: {why}", help=(help,))
    try:
        manifest = msgspec.json.decode(data, type=Manifest)
    except msgspec.DecodeError as error:
        return Diagnostic(faults.DAMAGED, f"`{path}` is not a manifest: {error}")
    if manifest.format != FORMAT:
        return Diagnostic(
            faults.NO_DATASET, f"`{path}` has format {manifest.format}, this version reads {FORMAT}"
        )
    return manifest


def check_files(folder: Path, manifest: Manifest) -> Diagnostic | None:
    """The first file that is not as the manifest says."""
    for name, record in manifest.files.items():
        try:
            with (folder / name).open("rb") as handle:
                digest = hashlib.file_digest(handle, "sha256").hexdigest()
        except OSError as error:
            return Diagnostic(faults.DAMAGED, f"can't read `{folder / name}`: {error.strerror or error}")
        if digest != record.sha256:
            return Diagnostic(faults.DAMAGED, f"`{folder / name}` was changed after it was written")
    return None


def read_items(folder: Path) -> Iterator[tuple[ItemRecord, AnswerRecord]]:
    """All questions of a dataset in order, each with its key."""
    yield from zip(_lines(folder / ITEMS, ItemRecord), _lines(folder / ANSWERS, AnswerRecord), strict=True)


def read_worlds(folder: Path) -> Iterator[WorldRecord]:
    """All worlds of a dataset, in order."""
    return _lines(folder / WORLDS, WorldRecord)


def read_views(folder: Path) -> Iterator[ViewRecord]:
    """All views of a dataset, in order: rendered ones of one world stand together, in the order of worlds."""
    return _lines(folder / VIEWS, ViewRecord)


def _lines(path: Path, kind: type[Record]) -> Iterator[Record]:
    decoder = msgspec.json.Decoder(kind)
    with path.open("rb") as handle:
        for line in handle:
            yield decoder.decode(line)
