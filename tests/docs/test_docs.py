"""Docs run: every fenced code block of the README and of `docs/` is executed, in order, page by page.

A page gets a folder with a copy of `specs/`. What a block needs beyond its language stands in a comment
right above it: `not run: REASON`, `fragment` (a scene that need not resolve alone), `file: PATH` (the
block is written there; Python files are not executed), `faulty file: PATH` (a spec that must not resolve),
`fragment file: PATH` (one that resolves only with what the page has installed),
`prints` (text that the Python block before it must print).

A `pyproject.toml` that a page writes counts as installed from then on, so plugins can be shown.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from spacenum_dsl.base.span import Source
from spacenum_dsl.cli.specs import load_specs
from spacenum_dsl.language.format import format_tree
from spacenum_dsl.language.parse import parse

ROOT = Path(__file__).parents[2]
PAGES = [path for path in (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))) if path.exists()]
LANGUAGES = {"python", "console", "scene", "json", "text", "toml", "bash"}

SKIPPED = {
    "README.md": ["quickstart", "tests"],
    "docs/extending.md": ["installs packages"],
    "docs/troubleshooting.md": ["installs packages", "installs system libraries", "needs Blender"],
    "docs/tutorial.md": ["installs packages", "needs Blender"],
}
"""Blocks that are not run, by page, and why: nothing else may be left out. The README's two commands are
named, as they are tried elsewhere."""

FENCE = re.compile(
    r"^(?:<!--\ (?P<mark>.*?)\ -->\n)?^```(?P<language>\S*)\n(?P<text>.*?)^```$",
    re.MULTILINE | re.DOTALL | re.VERBOSE,
)
PROGRESS = re.compile(r"^[a-z ]+ .*\d+/\d+, \d+ s left.*$")
SECONDS = re.compile(r"\d+(\.\d+)? s\b")

CHILD = """
import contextlib, io, json, sys, traceback
space = {"__name__": "__docs__"}
for line in sys.stdin:
    out, fault = io.StringIO(), ""
    with contextlib.redirect_stdout(out):
        try:
            exec(compile(json.loads(line), "<block>", "exec"), space)
        except BaseException:
            fault = traceback.format_exc()
    print(json.dumps([out.getvalue(), fault]), flush=True)
"""


@dataclass(frozen=True)
class Block:
    line: int
    language: str
    mark: str
    text: str

    @property
    def left_out(self) -> bool:
        return self.mark.startswith("not run: ") or self.mark in SKIPPED["README.md"]

    @property
    def file(self) -> str | None:
        name, colon, path = self.mark.partition(": ")
        return path if colon and name in {"file", "fragment file", "faulty file"} else None


def blocks_of(page: Path) -> list[Block]:
    text = page.read_text()
    return [
        Block(text.count("\n", 0, found.start("text")), found["language"], found["mark"] or "", found["text"])
        for found in FENCE.finditer(text)
    ]


class Runner:
    """A page's folder, its Python process, and what it has installed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        shutil.copytree(ROOT / "specs", folder / "specs")
        self.environment = {
            **os.environ,
            "PYTHONPATH": os.pathsep.join(filter(None, (str(folder), os.environ.get("PYTHONPATH")))),
            "NO_COLOR": "1",
            "SPACENUM_CACHE": str(folder / "cache"),
            "PYTHONDONTWRITEBYTECODE": "1",
        }
        self.python: subprocess.Popen[str] | None = None
        self.printed = ""

    def run(self, block: Block) -> None:
        if block.file is not None:
            path = self.folder / block.file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(block.text)
            if path.name == "pyproject.toml":
                self.install(tomllib.loads(block.text))
        elif block.language == "python":
            self.execute(block.text)
        if block.mark == "prints":
            assert self.printed == block.text
        match block.language:
            case "console":
                self.console(block.text)
            case "scene":
                self.scene(block)
            case "json":
                json.loads(block.text)
            case "toml":
                tomllib.loads(block.text)

    def install(self, project: dict[str, dict[str, object]]) -> None:
        """What `pip install --editable` leaves behind, as far as entry points go."""
        name, groups = project["project"]["name"], project["project"]["entry-points"]
        info = self.folder / f"{name}-0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 0\n")
        assert isinstance(groups, dict)
        lines = [
            line
            for group, entries in groups.items()
            for line in (f"[{group}]", *(f"{key} = {value}" for key, value in entries.items()))
        ]
        (info / "entry_points.txt").write_text("\n".join(lines) + "\n")

    def execute(self, text: str) -> None:
        if self.python is None:
            self.python = subprocess.Popen(
                [sys.executable, "-c", CHILD],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                cwd=self.folder,
                env=self.environment,
            )
        assert self.python.stdin is not None and self.python.stdout is not None
        self.python.stdin.write(json.dumps(text) + "\n")
        self.python.stdin.flush()
        self.printed, fault = json.loads(self.python.stdout.readline())
        assert not fault, fault

    def console(self, text: str) -> None:
        commands = re.split(r"^\$ ", text, flags=re.MULTILINE)
        assert not commands[0], "a console block begins with a command"
        for entry in commands[1:]:
            command, _, expected = entry.partition("\n")
            words = shlex.split(command)
            programs = {
                "spacenum": [str(Path(sys.executable).with_name("spacenum"))],
                "python": [sys.executable],
                "ls": ["ls"],
                "cat": ["cat"],
            }
            assert words[0] in programs, f"docs may not run `{words[0]}`"
            done = subprocess.run(
                [*programs[words[0]], *words[1:]],
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                cwd=self.folder,
                env=self.environment,
                check=False,
            )
            fine = done.returncode == 0 or "error[" in expected or "would change" in expected
            assert fine, f"$ {command}\n{done.stdout}"
            if expected:
                assert matches(comparable(done.stdout), comparable(expected)), f"$ {command}\n{done.stdout}"

    def scene(self, block: Block) -> None:
        source = Source("block.scene", block.text)
        parsed = parse(source)
        assert not parsed.diagnostics
        assert format_tree(parsed.tree) == block.text, "not formatted"
        path = self.folder / (block.file or "specs/block.scene")
        path.write_text(block.text)
        loaded = load_specs([path])
        if block.mark.startswith("faulty"):
            assert loaded.diagnostics
        elif not block.mark.startswith("fragment"):
            assert not loaded.diagnostics
        if block.file is None:
            path.unlink()

    def close(self) -> None:
        if self.python is not None:
            self.python.communicate()


def comparable(text: str) -> list[str]:
    """Lines without progress and without numbers of seconds."""
    return [SECONDS.sub("N s", line.rstrip()) for line in text.splitlines() if not PROGRESS.match(line)]


def matches(found: list[str], expected: list[str]) -> bool:
    """Whether the lines are as expected, where a lone `…` stands for any lines."""
    if not expected:
        return not found
    if expected[0] == "…":
        return any(matches(found[start:], expected[1:]) for start in range(len(found) + 1))
    return bool(found) and found[0] == expected[0] and matches(found[1:], expected[1:])


@pytest.fixture
def runner(tmp_path: Path) -> Iterator[Runner]:
    made = Runner(tmp_path)
    yield made
    made.close()


MARKS = {
    **dict.fromkeys(("README", "dataset", "extending", "troubleshooting", "verify"), pytest.mark.long),
    **dict.fromkeys(("audit", "guarantees", "tutorial"), pytest.mark.slow),
}
"""Pages that start many commands, and pages that compile and audit for minutes."""


@pytest.mark.parametrize(
    "page",
    [pytest.param(page, marks=MARKS.get(page.stem, ())) for page in PAGES],
    ids=[page.stem for page in PAGES],
)
def test_every_block_of_a_page_runs(page: Path, runner: Runner) -> None:
    """A page is read from top to bottom, as a reader does."""
    for block in blocks_of(page):
        where = f"{page.name}:{block.line}"
        assert block.language in LANGUAGES, f"{where}: language `{block.language}`"
        if block.left_out:
            continue
        assert block.language != "bash", f"{where}: bash is for blocks that are not run"
        try:
            runner.run(block)
        except AssertionError as error:
            raise AssertionError(f"{where}: {error}") from error


@pytest.mark.parametrize("page", [page for page in PAGES if page.stem in MARKS], ids=lambda page: page.stem)
def test_every_block_of_a_long_page_is_well_formed(page: Path) -> None:
    """What can be said of the blocks at once, without running them."""
    for block in blocks_of(page):
        where = f"{page.name}:{block.line}"
        assert block.language in LANGUAGES, f"{where}: language `{block.language}`"
        match block.language:
            case "python":
                compile(block.text, where, "exec")
            case "json":
                json.loads(block.text)
            case "toml":
                tomllib.loads(block.text)
            case "scene":
                parsed = parse(Source("block.scene", block.text))
                assert not parsed.diagnostics, where
                assert format_tree(parsed.tree) == block.text, f"{where}: not formatted"


def test_only_the_listed_blocks_are_left_out() -> None:
    found = {
        page.relative_to(ROOT).as_posix(): [
            block.mark.removeprefix("not run: ") for block in blocks_of(page) if block.left_out
        ]
        for page in PAGES
    }
    assert {name: marks for name, marks in found.items() if marks} == SKIPPED


def test_fences_are_all_seen() -> None:
    """No block escapes the pattern, for instance by indentation."""
    for page in PAGES:
        assert page.read_text().count("```") == 2 * len(blocks_of(page)), page.name


def test_links_between_pages_lead_somewhere() -> None:
    for page in PAGES:
        for target in re.findall(r"\]\((?!https?:)([^)#]*)(?:#[^)]*)?\)", page.read_text()):
            assert not target or (page.parent / target).exists(), f"{page.name}: {target}"
