"""What a style is: a furnished room, written in the scene language, that a scene takes over with one word.

`style: kitchen` in a scene means what `extends` of the style's scene would: its blocks come first, and what
the scene writes again replaces what was there. So a style is a text that a user can read, copy and change.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files

from spacenum_dsl.base.registry import Registry
from spacenum_dsl.base.span import Source
from spacenum_dsl.language import tree as syntax
from spacenum_dsl.language.parse import parse


@dataclass(frozen=True)
class Style:
    """A registered style: `source` holds one scene of its name; `summary` says in a line what it is."""

    name: str
    summary: str
    source: Source

    @property
    def scene(self) -> syntax.BlockNode:
        """The block of its scene."""
        (scene,) = (item for item in parse(self.source).tree.items if isinstance(item, syntax.BlockNode))
        return scene


def register(style: Style) -> None:
    """Make a style known under its name."""
    STYLES.add(style.name, style)


STYLES: Registry[Style] = Registry("style")


def register_folder(package: str) -> None:
    """Register every `NAME.scene` of a package's folder; its first line, a comment, is the summary."""
    for file in sorted(files(package).iterdir(), key=lambda file: file.name):
        if file.name.endswith(".scene"):
            text = file.read_text(encoding="utf-8")
            summary = text.partition("\n")[0].removeprefix("#").strip()
            register(Style(file.name.removesuffix(".scene"), summary, Source(f"styles/{file.name}", text)))
