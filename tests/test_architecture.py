"""The house rules that a machine can hold: imports go down, only the command line talks, files stay small."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

import spacenum_dsl

PACKAGE = Path(spacenum_dsl.__file__).parent
RENDERERS = PACKAGE.parent / "renderers" / "spacenum_renderers"
FLOORS = {
    "answers": 0,
    "base": 0,
    "language": 1,
    "semantics": 2,
    "world": 3,
    "catalogue": 4,
    "questions": 5,
    "output": 6,
    "checks": 7,
    "cli": 8,
    "testing": 9,
}
LONGEST = 420


def files(root: Path) -> list[Path]:
    return sorted(root.rglob("*.py"))


@cache
def parsed(path: Path) -> ast.Module:
    """A file's syntax, read once for all that is asked of it."""
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    return tuple(ast.walk(parsed(path)))


def imported(path: Path) -> Iterator[str]:
    """Every module that a file imports, wherever the import stands."""
    for node in nodes(path):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield node.module or ""


def floor_of(module: str) -> int | None:
    parts = module.split(".")
    return FLOORS[parts[1]] if parts[0] == "spacenum_dsl" and len(parts) > 1 else None


@pytest.mark.parametrize("path", files(PACKAGE), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_go_down_only(path: Path) -> None:
    room = path.relative_to(PACKAGE).parts[0]
    if room not in FLOORS:
        return
    for module in imported(path):
        floor = floor_of(module)
        if floor is not None and module.split(".")[1] != room:
            assert floor < FLOORS[room], f"{room} (floor {FLOORS[room]}) imports {module} (floor {floor})"
        assert not module.startswith("spacenum_renderers"), "renderers are found through the registry"


@pytest.mark.parametrize("path", files(RENDERERS), ids=lambda path: path.name)
def test_renderers_see_floors_up_to_output(path: Path) -> None:
    for module in imported(path):
        floor = floor_of(module)
        assert floor is None or floor <= FLOORS["output"], module


@pytest.mark.parametrize("path", files(PACKAGE), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_only_the_command_line_prints_or_exits(path: Path) -> None:
    if path.relative_to(PACKAGE).parts[0] == "cli" or path.name == "schema.py":
        return
    for node in nodes(path):
        if isinstance(node, ast.Call):
            name = ast.unparse(node.func)
            assert name not in {"print", "sys.exit", "click.echo", "exit", "quit"}, f"{path}: {name}"


def test_bpy_is_imported_by_the_blender_renderer_alone() -> None:
    for path in files(PACKAGE):
        assert not any(module.split(".")[0] in {"bpy", "mathutils"} for module in imported(path)), path


def test_worker_processes_are_started_where_they_end_with_their_parent() -> None:
    makers = {"base/processes.py", "output/pictures/farm.py"}
    for path in files(PACKAGE):
        names = {node.attr for node in nodes(path) if isinstance(node, ast.Attribute)}
        modules = set(imported(path)) | names
        if str(path.relative_to(PACKAGE)) not in makers:
            assert not modules & {"Process", "Popen", "get_context", "fork", "subprocess"}, path
            assert "ProcessPoolExecutor" not in path.read_text(), path


@pytest.mark.parametrize("path", [*files(PACKAGE), *files(RENDERERS)], ids=lambda path: path.name)
def test_files_stay_small_and_say_what_they_are(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert ast.get_docstring(parsed(path)), f"{path} has no docstring"
    assert text.count("\n") <= LONGEST, f"{path} wants to be two"


INEXACT = {
    f"{module}.{name}"
    for module, names in {
        "math": "sin cos tan asin acos atan atan2 hypot dist exp log log2 log10 pow",
        "np": "sin cos tan arcsin arccos arctan arctan2 hypot exp log log2 log10 power "
        "float_power dot vdot inner matmul einsum tensordot convolve mean average std var",
        "statistics": "fmean mean stdev",
    }.items()
    for name in names.split()
}
"""What C libraries, numpy and BLAS work out in their own ways."""


@pytest.mark.parametrize(
    "path",
    [
        path
        for floor in ("base", "semantics", "world", "catalogue", "questions")
        for path in files(PACKAGE / floor)
    ],
    ids=lambda path: str(path.relative_to(PACKAGE)),
)
def test_what_is_recorded_has_the_same_last_bit_everywhere(path: Path) -> None:
    """Floors that make records take angles, lengths, powers and products from `base/exact.py` (G6)."""
    for node in nodes(path):
        name = ast.unparse(node) if isinstance(node, ast.Attribute) else ""
        assert name not in INEXACT and not name.startswith("np.linalg."), f"{path}:{node.lineno}: {name}"
        if isinstance(node, ast.BinOp):
            assert not isinstance(node.op, ast.MatMult), f"{path}:{node.lineno}: @"


def test_no_files_import_each_other_in_a_circle() -> None:
    """Whoever reads a file can begin at what it imports."""
    modules = {
        ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts): path for path in files(PACKAGE)
    }
    ahead = {name: sorted(_known(path, modules) - {name}) for name, path in modules.items()}
    order = TopologicalSorter(ahead)
    try:
        order.prepare()
    except CycleError as error:
        raise AssertionError(" → ".join(reversed(error.args[1]))) from None


def _known(path: Path, modules: Mapping[str, Path]) -> set[str]:
    """The project's modules that a file imports, those named behind `import` among them."""
    found = set(imported(path))
    for node in nodes(path):
        if isinstance(node, ast.ImportFrom):
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found & set(modules)


def public_types(path: Path) -> Iterator[str]:
    """The classes and type aliases at the top of a file that others may import."""
    for node in parsed(path).body:
        match node:
            case ast.ClassDef(name=name):
                pass
            case ast.AnnAssign(target=ast.Name(id=name), annotation=kind) if "TypeAlias" in ast.unparse(kind):
                pass
            case _:
                continue
        if not name.startswith("_"):
            yield name


def test_no_two_public_types_are_called_alike() -> None:
    """Whoever reads a type's name knows which type it is, without looking at the imports."""
    homes: dict[str, list[str]] = {}
    for path in files(PACKAGE):
        for name in public_types(path):
            homes.setdefault(name, []).append(str(path.relative_to(PACKAGE)))
    assert {name: places for name, places in homes.items() if len(places) > 1} == {}
