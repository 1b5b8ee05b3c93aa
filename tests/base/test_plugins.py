"""Plugins may do anything when they are imported; what they do is reported."""

from __future__ import annotations

from pathlib import Path

import pytest

from spacenum_dsl.base import registry


def test_a_plugin_that_exits_is_a_broken_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a_plugin_that_exits.py").write_text("import sys\nsys.exit(3)\n")
    monkeypatch.syspath_prepend(tmp_path)
    faults: list[registry.PluginFault] = []
    registry._load_package("a_plugin_that_exits", faults)
    assert faults == [registry.PluginFault("a_plugin_that_exits", "SystemExit: 3")]
