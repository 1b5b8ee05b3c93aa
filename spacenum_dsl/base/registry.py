"""What exists, found by itself.

An object kind, a placement rule, a question family, a renderer … is one file that adds itself to the
`Registry` of its category when it is imported. `load` imports every module of every package named in the
entry-point group ``spacenum.plugins``: ours and third parties' alike. A plugin that fails to import is
reported, never skipped in silence. Registries are the only mutable module-level state of the project.
"""

from __future__ import annotations

import hashlib
import importlib
import pkgutil
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import entry_points
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")

GROUP = "spacenum.plugins"
SOURCES = (".py", ".scene", ".lark")
"""Files of a package that say what it makes."""


@dataclass(frozen=True)
class PluginFault:
    """A plugin module that could not be imported, and why."""

    module: str
    reason: str


_loaded: list[tuple[PluginFault, ...]] = []


class Registry(Mapping[str, T]):
    """All registered things of one category by name, in alphabetical order.

    Whoever says what such a thing is (`Kind`, `Family`) holds its registry beside it.
    """

    def __init__(self, category: str) -> None:
        self.category = category
        self._entries: dict[str, T] = {}

    def add(self, name: str, value: T) -> None:
        """Register `value` under a name that is free; two things of one name are a bug of the plugin."""
        if name in self._entries:
            raise ValueError(f"{self.category} `{name}` is registered twice")
        later = name < next(reversed(self._entries), "")
        self._entries[name] = value
        if later:
            self._entries = dict(sorted(self._entries.items()))

    def __getitem__(self, name: str) -> T:
        return self._entries[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)


def load() -> tuple[PluginFault, ...]:
    """Import all plugins once; the faults of those that could not be imported."""
    if not _loaded:
        faults: list[PluginFault] = []
        for entry in sorted(entry_points(group=GROUP), key=lambda entry: (entry.value, entry.name)):
            _load_package(entry.value, faults)
        _loaded.append(tuple(faults))
    return _loaded[0]


@lru_cache(maxsize=1)
def code() -> str:
    """A hash of all files of the packages that plugins come from, ours among them: what they make changes
    with them, whatever version they say they are."""
    tops = sorted({entry.value.partition(".")[0] for entry in entry_points(group=GROUP)})
    whole = hashlib.sha256()
    for top in tops:
        module = sys.modules.get(top)
        found = [Path(file)] if (file := getattr(module, "__file__", None)) else []
        for folder in getattr(module, "__path__", ()):
            found += [path for path in Path(folder).rglob("*") if path.suffix in SOURCES and path.is_file()]
        for path in sorted(found):
            whole.update(f"{path.name} {hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return whole.hexdigest()


def _load_package(name: str, faults: list[PluginFault]) -> None:
    try:
        package = importlib.import_module(name)
    except (Exception, SystemExit) as error:  # noqa: BLE001  a plugin may raise anything; it is reported
        faults.append(PluginFault(name, f"{type(error).__name__}: {error}"))
        return
    for module in sorted(pkgutil.iter_modules(getattr(package, "__path__", ())), key=lambda m: m.name):
        if not module.name.startswith("_"):
            _load_package(f"{name}.{module.name}", faults)
