"""Reads a spec and what it imports. Paths stay inside the root folder, whatever a stranger's spec says."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from spacenum_dsl.base.diagnostics import Diagnostic
from spacenum_dsl.language import tree as syntax
from spacenum_dsl.language.parse import decode, parse
from spacenum_dsl.semantics import faults

MAX_BYTES = 1_000_000
LEAVES = "it leaves the spec's folder `{root}`"
OUTSIDE = "give the folder that holds both files on the command line: imports may go anywhere below it"


@dataclass(frozen=True)
class Files:
    """Parsed files, the entry first, imports in the order in which they were met."""

    trees: tuple[syntax.SyntaxTree, ...]
    diagnostics: tuple[Diagnostic, ...]


def load_files(path: Path, root: Path, given: bytes | None = None) -> Files:
    """The file at `path` with its imports; `root` is the folder that no import may leave. `given` are the
    bytes of the first file where they do not stand in it."""
    trees: dict[Path, syntax.SyntaxTree] = {}
    found: list[Diagnostic] = []
    try:
        real_root, entry = root.resolve(), path.resolve()
    except (OSError, RuntimeError) as error:  # RuntimeError is pathlib's word for a loop of links
        return Files((), (Diagnostic(faults.NO_SPEC, f"can't read `{path}`: {_reason(error)}"),))
    waiting: dict[Path, _Reading] = {}
    """The files from the entry to the one that is read, each with the imports that are left of it."""

    def start(file: Path, shown: Path, site: syntax.Import | None) -> None:
        if file in waiting:
            members = list(waiting)
            chain = " → ".join(member.name for member in (*members[members.index(file) :], file))
            span = site.path.span if site else None
            found.append(Diagnostic(faults.IMPORT_CYCLE, f"files import each other: {chain}", span))
            return
        if file in trees:
            return
        data = given if given is not None and site is None else _read(file, shown, site)
        if isinstance(data, bytes) and len(data) > MAX_BYTES:
            span = site.path.span if site else None
            data = Diagnostic(faults.TOO_LARGE, f"`{shown}` is larger than one megabyte", span)
        if isinstance(data, Diagnostic):
            found.append(data)
            return
        source, faults_of_text = decode(str(shown), data)
        parsed = parse(source)
        found.extend((*faults_of_text, *parsed.diagnostics))
        trees[file] = parsed.tree
        imports = (item for item in parsed.tree.items if isinstance(item, syntax.Import))
        waiting[file] = _Reading(shown, imports)

    start(entry, path, None)
    while waiting:
        file, reading = next(reversed(waiting.items()))
        item = next(reading.imports, None)
        if item is None:
            del waiting[file]
            continue
        target = _inside(file, item, real_root, found)
        if target is not None:
            start(target, reading.shown.parent / item.path.value, item)
    return Files(tuple(trees.values()), tuple(found))


class _Reading(NamedTuple):
    """A file that is open: what the user would call it, and its imports that were not followed yet."""

    shown: Path
    imports: Iterator[syntax.Import]


def _reason(error: Exception) -> str:
    """What a system says, without the numbers and paths that come with it."""
    return getattr(error, "strerror", None) or str(error)


def contained(folder: Path, written: str, root: Path) -> Path | str:
    """The file that a path in a file of `folder` means, or why it may not be read.

    This is all that keeps a stranger's spec inside `root`: the path is relative, and what it leads to is
    below the root after symbolic links are followed.
    """
    if "\0" in written or "\\" in written or Path(written).is_absolute():
        return "it is not a relative path with `/`"
    try:
        target = (folder / written).resolve()
    except (OSError, RuntimeError, ValueError) as error:
        return _reason(error)
    return target if target.is_relative_to(root) else LEAVES.format(root=root.name)


def read_regular(file: Path, limit: int) -> bytes | str:
    """The bytes of a regular file, one more than `limit` of a larger one, or why it can't be read."""
    try:
        if not stat.S_ISREG(file.stat().st_mode):
            return "it is not a regular file"
        with file.open("rb") as handle:
            return handle.read(limit + 1)
    except (OSError, ValueError) as error:
        return _reason(error)


def _inside(file: Path, item: syntax.Import, root: Path, found: list[Diagnostic]) -> Path | None:
    written = item.path.value
    ends = written.endswith(".scene")
    target = contained(file.parent, written, root) if ends else "it does not end in `.scene`"
    if isinstance(target, Path):
        return target
    help = (f'write `import "{written}.scene"`',) if not ends else ()
    help = (OUTSIDE,) if target == LEAVES.format(root=root.name) else help
    message = f"can't import `{written}`: {target}"
    found.append(Diagnostic(faults.BAD_IMPORT, message, item.path.span, help=help))
    return None


def _read(file: Path, shown: Path, site: syntax.Import | None) -> bytes | Diagnostic:
    data = read_regular(file, MAX_BYTES)
    if isinstance(data, bytes):
        return data
    code = faults.BAD_IMPORT if site else faults.NO_SPEC
    return Diagnostic(code, f"can't read `{shown}`: {data}", site.path.span if site else None)
