"""`extends`: copies a block of the same kind; what is written again replaces what was there."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from spacenum_dsl.base.diagnostics import Diagnostic, close_match
from spacenum_dsl.base.span import Span
from spacenum_dsl.language import tree as syntax
from spacenum_dsl.semantics import faults
from spacenum_dsl.semantics.style import STYLES

MAX_CHAIN = 64
"""Blocks through which one may extend another."""
MAX_ITEMS = 20_000
"""Statements that all blocks of a file and its imports may take over from others."""

Key: TypeAlias = tuple[str, ...]
BodyItem: TypeAlias = syntax.Import | syntax.Let | syntax.Property | syntax.Require | syntax.BlockNode

REQUIREMENTS = "requirements"
"""The property that says which requirements hold."""

UNKNOWN = "*"
"""In place of the names that a block takes over from one that is not there."""


@dataclass
class Heritage:
    """Blocks of one namespace by name, each with everything that it extends copied in, once it was asked for.

    Properties, `let`s and nested blocks of one kind and name are replaced in place, new ones come last;
    requirements add up.
    """

    known: Mapping[str, syntax.BlockNode]
    found: list[Diagnostic]
    _whole: dict[int, syntax.BlockNode] = field(default_factory=dict)
    _depths: dict[int, int] = field(default_factory=dict)
    _items: int = 0

    def of(self, block: syntax.BlockNode) -> syntax.BlockNode:
        """A block with all that it takes over."""
        line: dict[int, syntax.BlockNode] = {}
        heir: syntax.BlockNode | None = block
        while heir is not None and id(heir) not in self._whole:
            line[id(heir)] = heir
            heir = self._base(heir, line)
        whole = self._whole[id(heir)] if heir is not None else None
        depth = self._depths[id(heir)] if heir is not None else 0
        for each in reversed(line.values()):
            whole = self._added(whole, each, depth)
            depth += 1
            self._whole[id(each)], self._depths[id(each)] = whole, depth
        return self._whole[id(block)]

    def _added(
        self, parent: syntax.BlockNode | None, block: syntax.BlockNode, depth: int
    ) -> syntax.BlockNode:
        if parent is None and block.extends is not None and block.extends.text not in self.known:
            return dataclasses.replace(block, lost=(*block.lost, UNKNOWN))
        if parent is None or block.extends is None or depth > MAX_CHAIN:
            return block
        if depth == MAX_CHAIN:
            message = f"`{block.extends.text}` extends others through {MAX_CHAIN} blocks already"
            self._report(message, block.extends.span, "", "let it extend one that is nearer to the first")
            return block
        if self._items > MAX_ITEMS:
            return block
        body = _merge(parent.body, block.body)
        self._items += len(body)
        if self._items > MAX_ITEMS:
            message = f"what is taken over comes to more than {MAX_ITEMS:,} statements"
            self._report(message, block.extends.span, "", "split the file, or extend a smaller block")
        lost = (*parent.lost, *block.lost)
        return dataclasses.replace(block, on=block.on or parent.on, body=body, lost=lost)

    def _base(self, block: syntax.BlockNode, line: Collection[int]) -> syntax.BlockNode | None:
        """What a block extends, or nothing; `line` are the identities of those that wait for it."""
        if block.extends is None:
            return None
        name, span = block.extends.text, block.extends.span
        base = self.known.get(name)
        if base is None:
            alike = [other for other, each in self.known.items() if each.kind.text == block.kind.text]
            help = "write the block that is extended into this file, or import its file"
            if alike:
                help = f"blocks of this kind are {', '.join(f'`{other}`' for other in alike[:12])}"
            self._report(f"unknown block `{name}`", span, close_match(name, self.known), help)
        elif base.kind.text != block.kind.text:
            label = f"`{name}` is a `{base.kind.text}`"
            help = f"write `{base.kind.text}` here, or extend a `{block.kind.text}`"
            self._report(f"a `{block.kind.text}` can't extend a `{base.kind.text}`", span, label, help)
        elif id(base) in line:
            help = "leave `extends` out of one of the blocks in the circle"
            self._report(f"`{name}` extends itself", span, "", help)
        else:
            return base
        return None

    def _report(self, message: str, span: Span, label: str = "", help: str = "") -> None:
        ways = (help,) if help else ()
        self.found.append(Diagnostic(faults.WRONG_TARGET, message, span, label, ways))


def chain_of(block: syntax.BlockNode, known: Mapping[str, syntax.BlockNode]) -> tuple[syntax.BlockNode, ...]:
    """The blocks that a block extends, one after the other; a circle ends where it closes."""
    chain: dict[int, syntax.BlockNode] = {}
    while block.extends is not None and (base := known.get(block.extends.text)) is not None:
        if id(base) in chain:
            break
        chain[id(base)] = block = base
    return tuple(chain.values())


def furnished(block: syntax.BlockNode) -> syntax.BlockNode:
    """A scene with everything of the style that it names, which comes first as if the scene extended it."""
    named = [item for item in block.body if isinstance(item, syntax.Property) and item.name.text == "style"]
    for item in named:
        style = STYLES.get(item.value.text) if isinstance(item.value, syntax.Name) else None
        if style is not None:
            return dataclasses.replace(block, body=_merge(style.scene.body, block.body))
    return block


def _merge(old: tuple[BodyItem, ...], new: tuple[BodyItem, ...]) -> tuple[BodyItem, ...]:
    """What is taken over with what is written; requirements of both, unless only the `own` ones hold."""
    if any(isinstance(item, syntax.Property) and _only_own(item) for item in new):
        old = tuple(item for item in old if not isinstance(item, syntax.Require))
    written = {key: item for item in new if (key := _key(item)) is not None}
    kept = [written.pop(key, item) if (key := _key(item)) is not None else item for item in old]
    return (*kept, *(item for item in new if (key := _key(item)) is None or key in written))


def _only_own(item: syntax.Property) -> bool:
    return item.name.text == REQUIREMENTS and isinstance(item.value, syntax.Name) and item.value.text == "own"


def _key(item: BodyItem) -> Key | None:
    match item:
        case syntax.Property():
            return ("property", item.name.text)
        case syntax.Let():
            return ("let", item.name.text)
        case syntax.BlockNode():
            return ("block", item.kind.text, item.name.text if item.name else "")
    return None
