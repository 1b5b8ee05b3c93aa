"""What all tests share: registered plugins, and specs as short texts."""

from __future__ import annotations

import compileall
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from threadpoolctl import threadpool_limits

from spacenum_dsl.base import registry
from spacenum_dsl.base.span import Source
from spacenum_dsl.language.parse import parse
from spacenum_dsl.semantics.program import Program
from spacenum_dsl.semantics.resolve import resolve

ROOT = Path(__file__).parent.parent
SPECS = ROOT / "specs"
DEAREST = (
    "docs/test_docs.py",
    "questions/test_exchangeable.py",
    "world/test_sight.py",
    "world/test_rooms.py",
    "world/test_rules.py",
    "testing/test_conformance.py",
)
"""Files that take long and would be among the last by their names."""


def pytest_configure(config: pytest.Config) -> None:
    """Bytecode of the packages, once and before any process is started: hundreds are, and where Python may
    keep none by itself, each of them would spend most of its start on compiling the same files. That of the
    tests too, whose asserts pytest rewrites: a second run finds them as they were."""
    sys.dont_write_bytecode = False
    if not hasattr(config, "workerinput"):
        for package in ("spacenum_dsl", "renderers"):
            compileall.compile_dir(ROOT / package, quiet=2)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The dearest files first: a file is one process's, and the others would wait for it at the end."""
    places = {ROOT / "tests" / name: place for place, name in enumerate(DEAREST)}
    items.sort(key=lambda item: places.get(item.path, len(places)))


@pytest.fixture(scope="module", autouse=True)
def picture_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test takes pictures from the user's cache or leaves any there, nor do the commands that it runs;
    nor does a file of tests find what another one rendered before it in the same process."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SPACENUM_CACHE", str(tmp_path_factory.mktemp("picture-cache")))
        yield


@pytest.fixture(scope="session", autouse=True)
def one_thread() -> Iterator[None]:
    """BLAS computes on one thread: `-n` has a process for each core, and threads beside them wait busily."""
    with threadpool_limits(1):
        yield


@pytest.fixture(scope="session", autouse=True)
def plugins() -> None:
    """Everything that registers itself, without a fault."""
    assert registry.load() == ()


FEW = 60


@pytest.fixture
def few_attempts(monkeypatch: pytest.MonkeyPatch) -> int:
    """For tests of what is said of impossible scenes: after a tenth of the usual number of worlds."""
    monkeypatch.setattr("spacenum_dsl.questions.ask.MAX_ATTEMPTS", FEW)
    return FEW


@pytest.fixture(scope="session")
def program_of() -> Callable[[str], Program]:
    """The program of a spec text that must be right."""

    def make(text: str) -> Program:
        parsed = parse(Source("test.scene", text))
        resolved = resolve([parsed.tree], (), parsed.diagnostics)
        assert resolved.program is not None, resolved.diagnostics
        return resolved.program

    return make


@pytest.fixture(scope="session")
def specs() -> Path:
    """The folder of the project's own specs."""
    return SPECS


@pytest.fixture(scope="session")
def small_quickstart(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The quickstart with a tenth of the pixels, for tests of picture files, whatever these show."""
    text = (SPECS / "quickstart.scene").read_text()
    small = text.replace("  seed: 1\n", "  seed: 1\n  image: (96, 96) px\n")
    assert small != text
    path = tmp_path_factory.mktemp("small") / "quickstart.scene"
    path.write_text(small)
    return path
