"""`extends`: copies a block of the same kind; what is written again replaces what was there."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import TypeAlias

from spacenum_dsl.base import registry
from spacenum_dsl.base.diagnostics import Diagnostic, close_match
from spacenum_dsl.language import tree as syntax
from spacenum_dsl.meaning import faults
from spacenum_dsl.meaning.style import Style

Key: TypeAlias = tuple[str, ...]
BodyItem: TypeAlias = syntax.Import | syntax.Let | syntax.Property | syntax.Require | syntax.Block

UNKNOWN = "*"
"""In place of the names that a block takes over from one that is not there."""


def inherited(
    block: syntax.Block,
    known: Mapping[str, syntax.Block],
    found: list[Diagnostic],
    chain: tuple[str, ...] = (),
) -> syntax.Block:
    """The block with everything that it extends copied in.

    Properties, `let`s and nested blocks of one kind and name are replaced in place, new ones come last;
    requirements add up.
    """
    if block.extends is None:
        return block
    name = block.extends.text
    base = known.get(name)
    if base is None:
        message = f"unknown block `{name}`"
        found.append(Diagnostic(faults.WRONG_TARGET, message, block.extends.span, close_match(name, known)))
        return dataclasses.replace(block, lost=(*block.lost, UNKNOWN))
    if base.kind.text != block.kind.text:
        message = f"a `{block.kind.text}` can't extend a `{base.kind.text}`"
        found.append(
            Diagnostic(faults.WRONG_TARGET, message, block.extends.span, f"`{name}` is a `{base.kind.text}`")
        )
        return block
    if name in chain or base is block:
        message = f"`{name}` extends itself"
        found.append(Diagnostic(faults.WRONG_TARGET, message, block.extends.span))
        return block
    parent = inherited(base, known, found, (*chain, name))
    return dataclasses.replace(
        block,
        on=block.on or parent.on,
        body=_merge(parent.body, block.body),
        lost=(*parent.lost, *block.lost),
    )


def furnished(block: syntax.Block) -> syntax.Block:
    """A scene with everything of the style that it names, which comes first as if the scene extended it."""
    named = [item for item in block.body if isinstance(item, syntax.Property) and item.name.text == "style"]
    for item in named:
        style: Style | None = (
            registry.find("style", item.value.text) if isinstance(item.value, syntax.Name) else None
        )
        if style is not None:
            return dataclasses.replace(block, body=_merge(style.scene.body, block.body))
    return block


def _merge(old: tuple[BodyItem, ...], new: tuple[BodyItem, ...]) -> tuple[BodyItem, ...]:
    written = {key: item for item in new if (key := _key(item)) is not None}
    kept = [written.pop(key, item) if (key := _key(item)) is not None else item for item in old]
    return (*kept, *(item for item in new if (key := _key(item)) is None or key in written))


def _key(item: BodyItem) -> Key | None:
    match item:
        case syntax.Property():
            return ("property", item.name.text)
        case syntax.Let():
            return ("let", item.name.text)
        case syntax.Block():
            return ("block", item.kind.text, item.name.text if item.name else "")
    return None
