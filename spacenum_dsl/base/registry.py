"""What exists, found by itself.

An object kind, a placement rule, a question family, a renderer … is one file that calls `add` when it
is imported. `load` imports every module of every package named in the entry-point group
``spacenum.plugins``: ours and third parties' alike. A plugin that fails to import is reported, never
skipped in silence. This is the only mutable module-level state of the project.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import entry_points
from types import MappingProxyType
from typing import Any

GROUP = "spacenum.plugins"


@dataclass(frozen=True)
class PluginFault:
    """A plugin module that could not be imported, and why."""

    module: str
    reason: str


_entries: dict[str, dict[str, Any]] = {}
_loaded: list[tuple[PluginFault, ...]] = []


def add(category: str, name: str, value: object) -> None:
    """Register `value` under a name that is free; two things of one name are a bug of the plugin."""
    names = _entries.setdefault(category, {})
    if name in names:
        raise ValueError(f"{category} `{name}` is registered twice")
    names[name] = value


def every(category: str) -> Mapping[str, Any]:
    """All registered values of a category by name, in alphabetical order."""
    return MappingProxyType(dict(sorted(_entries.get(category, {}).items())))


def find(category: str, name: str) -> Any | None:
    """The value registered under that name, or nothing."""
    return _entries.get(category, {}).get(name)


def load() -> tuple[PluginFault, ...]:
    """Import all plugins once; the faults of those that could not be imported."""
    if not _loaded:
        faults: list[PluginFault] = []
        for entry in sorted(entry_points(group=GROUP), key=lambda entry: (entry.value, entry.name)):
            _load_package(entry.value, faults)
        _loaded.append(tuple(faults))
    return _loaded[0]


def _load_package(name: str, faults: list[PluginFault]) -> None:
    try:
        package = importlib.import_module(name)
    except Exception as error:  # noqa: BLE001  a plugin may raise anything; it is reported
        faults.append(PluginFault(name, f"{type(error).__name__}: {error}"))
        return
    for module in sorted(pkgutil.iter_modules(getattr(package, "__path__", ())), key=lambda m: m.name):
        if not module.name.startswith("_"):
            _load_package(f"{name}.{module.name}", faults)
