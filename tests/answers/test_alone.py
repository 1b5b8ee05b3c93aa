"""The folder stands alone: a harness that ships it reads and scores as spacenum does."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

import spacenum_dsl.answers

FOLDER = Path(spacenum_dsl.answers.__file__).parent
FILES = sorted(FOLDER.rglob("*.py"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_file_imports_the_standard_library_and_its_neighbours_alone(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text())):
        match node:
            case ast.Import(names=names):
                modules = [alias.name for alias in names]
            case ast.ImportFrom(module=str(module), level=0):
                modules = [module]
            case ast.ImportFrom():
                raise AssertionError(f"{path.name}:{node.lineno}: relative import")
            case _:
                continue
        for module in modules:
            ours = module.startswith("spacenum_dsl.answers.")
            assert ours or module.split(".")[0] in sys.stdlib_module_names, f"{path.name}: {module}"


INEXACT = {
    "sin",
    "cos",
    "tan",
    "asin",
    "acos",
    "atan",
    "atan2",
    "hypot",
    "dist",
    "exp",
    "log",
    "pow",
    "complex",
}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_scores_rest_on_nothing_that_processors_work_out_in_their_own_ways(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Attribute | ast.Name):
            name = node.attr if isinstance(node, ast.Attribute) else node.id
            assert name not in INEXACT, f"{path.name}:{node.lineno}: {name}"


def test_a_copy_under_another_name_scores_without_anything_installed(tmp_path: Path) -> None:
    copy = tmp_path / "graded"
    copy.mkdir()
    for path in FILES:
        (copy / path.name).write_text(path.read_text().replace("spacenum_dsl.answers", "graded"))
    item = {"answer_type": {"type": "number", "unit": "m", "period": None}}
    code = (
        "import json, sys; sys.path.insert(0, sys.argv[1]); from graded.grade import read, score; "
        "item = json.loads(sys.argv[2]); print(json.dumps(score(item, {'answer': 2.0}, read(item, '1.9 m'))))"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", code, str(tmp_path), json.dumps(item)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(done.stdout)["mra"] == 0.9
