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

REQUIREMENTS = "requirements"
"""The property that says which requirements hold."""

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
        alike = [other for other, each in known.items() if each.kind.text == block.kind.text]
        help = ("write the block that is extended into this file, or import its file",)
        if alike:
            help = (f"blocks of this kind are {', '.join(f'`{other}`' for other in alike[:12])}",)
        label = close_match(name, known)
        found.append(Diagnostic(faults.WRONG_TARGET, message, block.extends.span, label, help))
        return dataclasses.replace(block, lost=(*block.lost, UNKNOWN))
    if base.kind.text != block.kind.text:
        message = f"a `{block.kind.text}` can't extend a `{base.kind.text}`"
        label = f"`{name}` is a `{base.kind.text}`"
        help = (f"write `{base.kind.text}` here, or extend a `{block.kind.text}`",)
        found.append(Diagnostic(faults.WRONG_TARGET, message, block.extends.span, label, help))
        return block
    if name in chain or base is block:
        message = f"`{name}` extends itself"
        help = ("leave `extends` out of one of the blocks in the circle",)
        found.append(Diagnostic(faults.WRONG_TARGET, message, block.extends.span, "", help))
        return block
    parent = inherited(base, known, found, (*chain, name))
    return dataclasses.replace(
        block,
        on=block.on or parent.on,
        body=_merge(parent.body, block.body),
        lost=(*parent.lost, *block.lost),
    )


def chain_of(block: syntax.Block, known: Mapping[str, syntax.Block]) -> tuple[syntax.Block, ...]:
    """The blocks that a block extends, one after the other; a circle ends where it closes."""
    chain: list[syntax.Block] = []
    while block.extends is not None and (base := known.get(block.extends.text)) is not None:
        if base in chain:
            break
        chain.append(base)
        block = base
    return tuple(chain)


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
        case syntax.Block():
            return ("block", item.kind.text, item.name.text if item.name else "")
    return None
