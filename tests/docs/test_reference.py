"""The reference pages name all that the compiler knows: nothing is missing, no default is wrong."""

from __future__ import annotations

import importlib
import json
import pkgutil
import re
import subprocess
import sys
from itertools import takewhile
from pathlib import Path
from typing import Any, get_args

import click
import jsonschema
import msgspec
import pytest

import spacenum_dsl
from spacenum_dsl.base import registry
from spacenum_dsl.base.coverings import FLOORS, WALLS
from spacenum_dsl.base.diagnostics import CODES, Code
from spacenum_dsl.base.paint import PALETTE
from spacenum_dsl.cli.cli import Commands, main
from spacenum_dsl.output.pictures.brightness import FrameRecord
from spacenum_dsl.output.pictures.render import Rendered
from spacenum_dsl.output.records.schema import RECORDS, schemas
from spacenum_dsl.output.records.types import ANSWERS, TABLES, Manifest
from spacenum_dsl.questions.actions import ACTIONS
from spacenum_dsl.questions.family import FAMILIES
from spacenum_dsl.semantics import blocks, intervene
from spacenum_dsl.semantics.measures import ATTRIBUTES
from spacenum_dsl.semantics.scenes import RESERVED
from spacenum_dsl.semantics.style import STYLES
from spacenum_dsl.semantics.surface import SURFACES
from spacenum_dsl.semantics.types import RULE_SIGNATURES, BlockSpec, kinds
from spacenum_dsl.semantics.units import UNITS
from spacenum_dsl.world.function import FUNCTIONS
from spacenum_dsl.world.light import LIGHTS

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
LANGUAGE = (DOCS / "language.md").read_text()
DATASET = (DOCS / "dataset.md").read_text()

registry.load()
BLOCKS: tuple[BlockSpec, ...] = (
    blocks.SCENE,
    *blocks.SCENE_PARTS,
    blocks.DATASET,
    intervene.block_spec(),
    *(family.spec.block for family in FAMILIES.values()),
)


def section(page: str, name: str) -> str:
    """What stands below the heading with that name, in code or not, up to the next heading."""
    found = re.search(rf"^##+ `?{re.escape(name)}`?\n(.*?)(?=^##|\Z)", page, re.MULTILINE | re.DOTALL)
    assert found, f"no section `{name}`"
    return found[1]


def table(text: str) -> dict[str, list[str]]:
    """The rows of the first table of a text by the code in their first cell, without the head."""
    lines = list(takewhile(lambda line: line.startswith("|"), text[text.index("\n|") + 1 :].splitlines()))
    cells = [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in lines[2:]]
    return {row[0].strip("`"): row for row in cells}


@pytest.mark.parametrize("spec", BLOCKS, ids=lambda spec: spec.kind)
def test_every_property_has_a_row_with_its_default(spec: BlockSpec) -> None:
    if not spec.properties:
        return
    found = table(section(LANGUAGE, spec.kind))
    assert list(found) == [each.name for each in spec.properties]
    for each in spec.properties:
        default = "required" if each.required else f"`{each.default}`" if each.default is not None else "–"
        _, values, written, meaning = found[each.name]
        assert written == default, each.name
        takes = "arms" if spec.kind == "intervention" else "drawn" if each.drawn else "fixed"
        assert values.split(", ")[-1] == takes, each.name
        assert meaning


def test_every_unit_is_listed_with_its_factor() -> None:
    found = table(section(LANGUAGE, "Units"))
    assert set(found) == set(UNITS)
    for unit, (dimension, factor) in UNITS.items():
        assert found[unit][1] == dimension
        number = found[unit][2].split()[0]
        assert (float(number) if number[0].isdigit() else 1.0) == float(factor), unit


def test_every_rule_and_function_is_listed_with_its_parameters() -> None:
    rules, functions = table(section(LANGUAGE, "Placement rules")), table(section(LANGUAGE, "Requirements"))
    assert {call.partition("(")[0] for call in rules} == set(RULE_SIGNATURES)
    assert {call.partition("(")[0] for call in functions} == set(FUNCTIONS)
    for name, rule in RULE_SIGNATURES.items():
        counts = [len(re.findall(r"\w+", call)) - 1 for call in rules if call.partition("(")[0] == name]
        assert max(counts) == len(rule.parameters), name
        assert min(counts) >= len(rule.parameters) - rule.optional, name
    for name, function in FUNCTIONS.items():
        call, result = next(
            (call, row[1]) for call, row in functions.items() if call.partition("(")[0] == name
        )
        assert len(re.findall(r"\w+", call)) - 1 == len(function.signature.parameters), name
        assert result == function.signature.result, name


def test_words_are_all_there() -> None:
    words = {
        *PALETTE,
        *ACTIONS,
        *RESERVED,
        *SURFACES,
        *STYLES,
        *LIGHTS,
        *FLOORS,
        *WALLS,
        *(".".join(("NAME", *path)) for path in ATTRIBUTES),
    }
    missing = {word for word in words if f"`{word}`" not in LANGUAGE and f"`{word}(" not in LANGUAGE}
    assert not missing


def test_the_number_of_kinds_is_that_of_the_kinds() -> None:
    for path in (ROOT / "README.md", *DOCS.glob("*.md")):
        for number in re.findall(r"\b(\d+) (?:known |object )?kinds\b", path.read_text()):
            assert int(number) == len(kinds()), path.name


def structs(kind: Any, found: set[type[msgspec.Struct]]) -> set[type[msgspec.Struct]]:
    """All record types that a type holds."""
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        if kind not in found:
            found.add(kind)
            for each in msgspec.structs.fields(kind):
                structs(each.type, found)
        return found
    for part in get_args(kind):
        structs(part, found)
    return found


ALL_RECORDS = sorted(
    {each for kind in (*TABLES.values(), Manifest, Rendered, FrameRecord) for each in structs(kind, set())},
    key=lambda kind: kind.__name__,
)


@pytest.mark.parametrize("record", ALL_RECORDS, ids=lambda record: record.__name__)
def test_every_field_of_every_record_has_a_row(record: type[msgspec.Struct]) -> None:
    tag = ["type"] if record.__struct_config__.tag is not None else []
    fields = [*tag, *(each.encode_name for each in msgspec.structs.fields(record))]
    assert list(table(section(DATASET, record.__name__))) == fields


def test_the_schemas_are_those_of_the_types() -> None:
    for name, schema in schemas().items():
        written = json.loads((DOCS / "schema" / f"{name}.schema.json").read_text())
        made = json.loads(msgspec.json.encode(schema))
        assert written == made, "run `python -m spacenum_dsl.output.records.schema docs/schema`"
    assert {path.name for path in (DOCS / "schema").iterdir()} == {f"{name}.schema.json" for name in RECORDS}


def test_a_fresh_dataset_fits_the_schemas(tmp_path: Path) -> None:
    spec = str(ROOT / "specs" / "quickstart.scene")
    command = [
        str(Path(sys.executable).with_name("spacenum")),
        *("compile", spec, "--count", "2", "-o", str(tmp_path)),
    ]
    subprocess.run(command, check=True, capture_output=True)
    (folder,) = tmp_path.iterdir()
    checks = {
        name: jsonschema.Draft202012Validator(
            json.loads((DOCS / "schema" / f"{name}.schema.json").read_text())
        )
        for name in RECORDS
    }
    for name in TABLES:
        for line in (folder / name).read_text().splitlines():
            checks[Path(name).stem].validate(json.loads(line))
    checks["dataset"].validate(json.loads((folder / "dataset.json").read_text()))
    broken = json.loads((folder / ANSWERS).read_text().splitlines()[0]) | {"answer_index": "A"}
    assert not checks["answers"].is_valid(broken)


@pytest.fixture(scope="module")
def codes() -> dict[str, Code]:
    """All codes of the package, by importing all of it, as `spacenum explain` does."""
    for module in pkgutil.walk_packages(spacenum_dsl.__path__, "spacenum_dsl."):
        if ".testing" not in module.name and not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    return dict(CODES)


def test_every_declared_code_is_explained(codes: dict[str, Code]) -> None:
    package = Path(spacenum_dsl.__file__).parent
    written = {
        code
        for path in package.rglob("*.py")
        for code in re.findall(r'^\s*"(SN\d{3})",$', path.read_text(), re.M)
    }
    assert written <= set(codes)
    for code in codes.values():
        assert len(code.title) > 5 and len(code.explanation) > 10, code.code


def test_codes_that_the_docs_mention_exist(codes: dict[str, Code]) -> None:
    """A range, such as SN100 to SN199, names its ends and holds all codes of its floor."""
    pages = {path: path.read_text() for path in (ROOT / "README.md", *DOCS.glob("*.md"))}
    for path, text in pages.items():
        assert set(re.findall(r"\bSN\d{3}\b", text)) <= set(codes), path.name
    ranges = [re.findall(r"SN(\d+)", name) for name in table(section(LANGUAGE, "Diagnostics"))]
    for code in codes:
        number = int(code[2:])
        assert any(int(ends[0]) <= number <= int(ends[-1]) for ends in ranges), code


def test_files_that_the_docs_name_exist() -> None:
    for path in DOCS.glob("*.md"):
        for name in re.findall(r"`((?:[a-z_]+/)+[a-z_*]+\.py)`", path.read_text()):
            assert any([*ROOT.glob(name), *(ROOT / "spacenum_dsl").glob(name)]), f"{path.name}: {name}"


def test_commands_that_the_docs_use_exist() -> None:
    assert isinstance(main, Commands)
    used = {
        word
        for path in (ROOT / "README.md", *DOCS.glob("*.md"))
        for word in re.findall(r"(?:^\$ |`|bin/)spacenum ([a-z]+)\b", path.read_text(), re.MULTILINE)
    }
    assert used <= set(main.list_commands(click.Context(main)))
