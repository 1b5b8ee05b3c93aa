"""Resolves a dataset's block: its cells, seed, pictures' size, interventions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from spacenum_dsl.base.diagnostics import Diagnostic, close_match, has_errors
from spacenum_dsl.language import tree as syntax
from spacenum_dsl.semantics import blocks, faults, values
from spacenum_dsl.semantics.expansion import Written
from spacenum_dsl.semantics.extents import fixed_number
from spacenum_dsl.semantics.inherit import chain_of
from spacenum_dsl.semantics.program import (
    DatasetBlock,
)
from spacenum_dsl.semantics.properties import Reader, missed
from spacenum_dsl.semantics.scope import Scope
from spacenum_dsl.semantics.types import FAMILY_SPECS


def resolve_dataset(
    block: syntax.BlockNode,
    complete: Mapping[str, syntax.BlockNode],
    known: Mapping[str, syntax.BlockNode],
    lets: Mapping[str, Written],
    found: list[Diagnostic],
) -> DatasetBlock | None:
    """The dataset, or None after reporting what keeps it from being one. `complete` are all other blocks by
    name, `known` also the datasets that it may extend."""
    count = len(found)
    reader = Reader(block, blocks.DATASET, Scope(found, dict(lets)))
    families = [name for name, other in complete.items() if other.kind.text in FAMILY_SPECS]
    arms = [name for name, other in complete.items() if other.kind.text == "intervention"]
    cells: dict[str, int] = {}
    for item in block.body:
        if isinstance(item, syntax.BlockNode) and item.kind.text == "cells":
            cells.update(_cells(item, families, lets, found))
    nested = [item for item in block.body if isinstance(item, syntax.BlockNode)]
    unread = missed(block, "cells") or any(item.lost for item in nested)
    if not cells and not unread and not has_errors(found[count:]):
        found.append(
            Diagnostic(
                faults.MISSING_PROPERTY,
                "this dataset has no cells",
                block.kind.span,
                "",
                ("add `cells { NAME: 4 }`",),
            )
        )
    named = reader.values.get("interventions")
    chains = named.items if isinstance(named, values.Chains) else ()
    for step in (step for chain in chains for step in chain):
        if step.name not in arms:
            message = f"unknown intervention `{step.name}`"
            label = close_match(step.name, arms)
            help = (known_names("interventions", arms),)
            found.append(Diagnostic(faults.UNKNOWN_NAME, message, step.span, label, help))
    if has_errors(found[count:]):
        return None
    image = reader.needed("image")
    seed = fixed_number(reader.needed("seed"))
    assert isinstance(image, values.Vector) and seed is not None and block.name is not None
    width, height = (int(fixed_number(item) or 0) for item in image.items)
    return DatasetBlock(
        block.name.text,
        int(seed),
        (width, height),
        tuple(cells.items()),
        tuple(tuple(step.name for step in chain) for chain in chains),
        block.span,
        tuple(base.name.text for base in chain_of(block, known) if base.name),
    )


def _cells(
    block: syntax.BlockNode, families: Sequence[str], lets: Mapping[str, Written], found: list[Diagnostic]
) -> dict[str, int]:
    cells: dict[str, int] = {}
    for item in block.body:
        if not isinstance(item, syntax.Property):
            help = ("write `NAME: 8` for each question family",)
            message = "`cells` holds numbers of questions only"
            found.append(Diagnostic(faults.MISPLACED, message, item.span, "", help))
            continue
        name = item.name.text
        if name not in families:
            message, label = f"unknown question family `{name}`", close_match(name, families)
            help = (known_names("question families", families),)
            found.append(Diagnostic(faults.UNKNOWN_NAME, message, item.name.span, label, help))
        elif name in cells:
            message, help = f"cell `{name}` is listed twice", ("leave one of the two lines out",)
            found.append(Diagnostic(faults.DUPLICATE, message, item.name.span, "", help))
        else:
            number = Reader.count(item.value, Scope(found, dict(lets)))
            if number is not None:
                cells[name] = number
    return cells


def known_names(what: str, names: Sequence[str]) -> str:
    listed = ", ".join(f"`{name}`" for name in names)
    return f"{what} are {listed}" if names else f"there are no {what} in the file or its imports"
