"""What is at work is known by its code, as a checkout or a plugin may change without a new version."""

from __future__ import annotations

import importlib
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from spacenum_dsl.base import registry


@dataclass(frozen=True)
class Entry:
    """As much of an entry point as is looked at."""

    value: str


def test_the_code_of_a_plugin_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "a_plugin_of_mine"
    (package / "deep").mkdir(parents=True)
    for name in ("__init__.py", "deep/__init__.py", "deep/kind.py"):
        (package / name).write_text("")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(registry, "entry_points", lambda group: [Entry("a_plugin_of_mine.deep")])
    without = registry.code()
    importlib.import_module("a_plugin_of_mine")
    try:
        before = registry.code()
        (package / "deep" / "kind.py").write_text("WIDTH = 2\n")
        assert len({without, before, registry.code()}) == 3
        assert registry.code() == registry.code()
    finally:
        del sys.modules["a_plugin_of_mine"]


def test_a_plugin_that_exits_is_a_broken_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a_plugin_that_exits.py").write_text("import sys\nsys.exit(3)\n")
    monkeypatch.syspath_prepend(tmp_path)
    faults: list[registry.PluginFault] = []
    registry._load_package("a_plugin_that_exits", faults)
    assert faults == [registry.PluginFault("a_plugin_that_exits", "SystemExit: 3")]
