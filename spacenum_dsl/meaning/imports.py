"""Reads a spec and what it imports. Paths stay inside the root folder, whatever a stranger's spec says."""

from __future__ import annotations

import stat
from dataclasses import dataclass
from pathlib import Path

from spacenum_dsl.base.diagnostics import Diagnostic
from spacenum_dsl.language import tree as syntax
from spacenum_dsl.language.parse import decode, parse
from spacenum_dsl.meaning import faults

MAX_BYTES = 1_000_000


@dataclass(frozen=True)
class Files:
    """Parsed files, the entry first, imports in the order in which they were met."""

    trees: tuple[syntax.SyntaxTree, ...]
    diagnostics: tuple[Diagnostic, ...]


def load_files(path: Path, root: Path) -> Files:
    """The file at `path` with its imports; `root` is the folder that no import may leave."""
    trees: dict[Path, syntax.SyntaxTree] = {}
    found: list[Diagnostic] = []
    real_root = root.resolve()

    def visit(file: Path, shown: Path, site: syntax.Import | None, open_files: tuple[Path, ...]) -> None:
        if file in open_files:
            chain = " → ".join(p.name for p in (*open_files[open_files.index(file) :], file))
            found.append(
                Diagnostic(
                    faults.IMPORT_CYCLE, f"files import each other: {chain}", site.path.span if site else None
                )
            )
            return
        if file in trees:
            return
        data = _read(file, shown, site, found)
        if data is None:
            return
        source, faults_of_text = decode(str(shown), data)
        parsed = parse(source)
        found.extend((*faults_of_text, *parsed.diagnostics))
        trees[file] = parsed.tree
        for item in parsed.tree.items:
            if isinstance(item, syntax.Import):
                target = _inside(file, item, real_root, found)
                if target is not None:
                    visit(target, shown.parent / item.path.value, item, (*open_files, file))

    visit(path.resolve(), path, None, ())
    return Files(tuple(trees.values()), tuple(found))


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
        return str(error)
    return target if target.is_relative_to(root) else f"it leaves the spec's folder `{root.name}`"


def read_regular(file: Path, limit: int) -> bytes | str:
    """The bytes of a regular file, one more than `limit` of a larger one, or why it can't be read."""
    try:
        if not stat.S_ISREG(file.stat().st_mode):
            return "it is not a regular file"
        with file.open("rb") as handle:
            return handle.read(limit + 1)
    except (OSError, ValueError) as error:
        return getattr(error, "strerror", None) or str(error)


def _inside(file: Path, item: syntax.Import, root: Path, found: list[Diagnostic]) -> Path | None:
    written = item.path.value
    ends = written.endswith(".scene")
    target = contained(file.parent, written, root) if ends else "it does not end in `.scene`"
    if isinstance(target, Path):
        return target
    help = (f'write `import "{written}.scene"`',) if not ends else ()
    if ends and ".." in Path(written).parts:
        help = ("give the folder that holds both files on the command line, in place of the file",)
    found.append(
        Diagnostic(faults.BAD_IMPORT, f"can't import `{written}`: {target}", item.path.span, "", help)
    )
    return None


def _read(file: Path, shown: Path, site: syntax.Import | None, found: list[Diagnostic]) -> bytes | None:
    span = site.path.span if site else None
    code = faults.BAD_IMPORT if site else faults.NO_SPEC
    data = read_regular(file, MAX_BYTES)
    if isinstance(data, str):
        found.append(Diagnostic(code, f"can't read `{shown}`: {data}", span))
        return None
    if len(data) > MAX_BYTES:
        found.append(Diagnostic(faults.TOO_LARGE, f"`{shown}` is larger than one megabyte", span))
        return None
    return data
