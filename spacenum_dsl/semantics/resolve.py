"""From syntax trees to a program: every name looked up, every unit checked, every fault reported."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from spacenum_dsl.base.diagnostics import Diagnostic, close_match, has_errors, in_order
from spacenum_dsl.base.span import Source
from spacenum_dsl.language import tree as syntax
from spacenum_dsl.language.parse import parse
from spacenum_dsl.semantics import blocks, faults
from spacenum_dsl.semantics.datasets import resolve_dataset
from spacenum_dsl.semantics.expansion import TooMuch, bounded
from spacenum_dsl.semantics.families import SpecBlocks, resolve_family
from spacenum_dsl.semantics.follow_ups import without_follow_ups
from spacenum_dsl.semantics.imports import load_files
from spacenum_dsl.semantics.inherit import Heritage, furnished
from spacenum_dsl.semantics.intervene import resolve_intervention
from spacenum_dsl.semantics.lets import circles, unread
from spacenum_dsl.semantics.meshes.library import Meshes
from spacenum_dsl.semantics.program import (
    InterventionBlock,
    Program,
    Scene,
)
from spacenum_dsl.semantics.scenes import resolve_scene
from spacenum_dsl.semantics.types import FAMILY_SPECS


@dataclass(frozen=True)
class Resolved:
    """A program, if no error stood in its way, and all diagnostics in order of place."""

    program: Program | None
    diagnostics: tuple[Diagnostic, ...]
    scenes: Mapping[str, Scene] = field(default_factory=dict)
    """Those that hold together, whatever is wrong with the rest."""


def load_program(path: Path, root: Path, defines: Sequence[tuple[str, str]] = ()) -> Resolved:
    """Parse and resolve the file at `path`; imports may not leave `root`."""
    files = load_files(path, root)
    if not files.trees:
        return Resolved(None, files.diagnostics)
    return resolve(files.trees, defines, files.diagnostics, Meshes(root, path))


def resolve(
    trees: Sequence[syntax.SyntaxTree],
    defines: Sequence[tuple[str, str]] = (),
    before: Sequence[Diagnostic] = (),
    meshes: Meshes | None = None,
) -> Resolved:
    """The program of parsed files, the entry first. Only the entry's own datasets are compiled.

    Mesh files that the program mentions are looked up in `meshes`, and their kinds become known.
    """
    state = SpecBlocks(list(before))
    meshes = meshes or Meshes()
    for number, tree in enumerate(trees):
        _collect(tree, number == 0, state)
    _apply_defines(defines, state)
    state.found += circles(state.lets)
    state.lets = bounded(state.lets)
    heritage = Heritage(state.blocks, state.found)
    complete = {name: _complete(block, heritage) for name, block in state.blocks.items()}
    state.found += unread(trees[0], [*complete.values(), *(item for tree in trees for item in tree.items)])
    scenes = {
        name: scene
        for name, block in complete.items()
        if block.kind.text == "scene"
        and (scene := resolve_scene(block, state.lets, state.found, meshes)) is not None
    }
    families = {
        name: family
        for name, block in complete.items()
        if block.kind.text in FAMILY_SPECS
        and (family := resolve_family(block, complete, scenes, state)) is not None
    }
    interventions = {
        name: intervention
        for name, block in complete.items()
        if block.kind.text == "intervention"
        and (intervention := _intervention(block, complete, state)) is not None
    }
    known = {**complete, **_by_name([*state.imported, *state.datasets])}
    all_datasets = Heritage(known, state.found)
    datasets = [
        resolve_dataset(all_datasets.of(block), complete, known, state.lets, state.found)
        for block in state.datasets
    ]
    lost = frozenset().union(*(tree.lost for tree in trees))
    diagnostics = in_order(without_follow_ups(state.found, lost))
    if has_errors(diagnostics):
        return Resolved(None, diagnostics, scenes)
    program = Program(
        tuple(tree.source for tree in trees),
        tuple(defines),
        MappingProxyType(scenes),
        MappingProxyType(families),
        MappingProxyType(interventions),
        tuple(dataset for dataset in datasets if dataset is not None),
        meshes.uses,
    )
    return Resolved(program, diagnostics, scenes)


def _complete(block: syntax.BlockNode, heritage: Heritage) -> syntax.BlockNode:
    """A block with all that it takes over from others."""
    whole = heritage.of(block)
    return furnished(whole) if whole.kind.text == "scene" else whole


def _by_name(found: Sequence[syntax.BlockNode]) -> dict[str, syntax.BlockNode]:
    return {block.name.text: block for block in found if block.name}


def _collect(tree: syntax.SyntaxTree, entry: bool, state: SpecBlocks) -> None:
    known = ("scene", "dataset", "intervention", *FAMILY_SPECS)
    for item in tree.items:
        match item:
            case syntax.Property() | syntax.Require():
                what = f"property `{item.name.text}`" if isinstance(item, syntax.Property) else "requirement"
                help = ("move it into the block that it is about, like `scene NAME { … }`",)
                message = f"a {what} stands in a block"
                state.found.append(Diagnostic(faults.MISPLACED, message, item.span, "", help))
            case syntax.Let():
                first = state.lets.get(item.name.text)
                if first is not None and not isinstance(first, TooMuch):
                    message = f"`{item.name.text}` is defined twice"
                    help = (f"leave one of them out or rename it; the first is at {first.span!r}",)
                    state.found.append(Diagnostic(faults.DUPLICATE, message, item.name.span, "", help))
                state.lets[item.name.text] = item.value
            case syntax.BlockNode():
                _collect_block(item, known, entry, state)


def _collect_block(block: syntax.BlockNode, known: tuple[str, ...], entry: bool, state: SpecBlocks) -> None:
    kind = block.kind.text
    if kind not in known:
        inner = [spec.kind for spec in blocks.SCENE_PARTS] + ["cells"]
        if kind in inner:
            where = "`dataset`" if kind == "cells" else "`scene`"
            way = f"move it into a {where}"
            message = f"`{kind}` stands inside a {where}"
            state.found.append(Diagnostic(faults.MISPLACED, message, block.kind.span, "", (way,)))
            return
        help = (f"blocks are {', '.join(f'`{name}`' for name in known)}", *_askable())
        state.found.append(
            Diagnostic(
                faults.UNKNOWN_BLOCK,
                f"unknown block kind `{kind}`",
                block.kind.span,
                close_match(kind, known),
                help,
            )
        )
        return
    if block.name is None:
        help = (f"write `{kind} NAME {{ … }}`",)
        message = f"this `{kind}` has no name"
        state.found.append(Diagnostic(faults.MISSING_PROPERTY, message, block.kind.span, "", help))
        return
    name = block.name.text
    if kind == "dataset":
        if any(other.name is not None and other.name.text == name for other in state.datasets):
            message, help = f"dataset `{name}` is defined twice", ("rename one of them",)
            state.found.append(Diagnostic(faults.DUPLICATE, message, block.name.span, "", help))
        else:
            (state.datasets if entry else state.imported).append(block)
        return
    if name in state.blocks:
        first = state.blocks[name]
        note, help = (f"first defined at {first.span!r}",), ("rename one of them",)
        message = f"`{name}` is defined twice"
        state.found.append(Diagnostic(faults.DUPLICATE, message, block.name.span, "", help, note))
        return
    state.blocks[name] = block


def _askable() -> tuple[str, ...]:
    """What can be asked, for those who look for another block."""
    families = [(name, family.block.doc) for name, family in FAMILY_SPECS.items()]
    asked = "; ".join(f"`{name}`: {doc}" for name, doc in families)
    return (
        f"what can be asked: {asked}",
        "a question family of your own is a plugin: docs/extending.md",
    )


def _apply_defines(defines: Sequence[tuple[str, str]], state: SpecBlocks) -> None:
    given: set[str] = set()
    for name, text in defines:
        if name not in state.lets:
            help = (
                (f"the files define {', '.join(f'`{known}`' for known in state.lets)}",) if state.lets else ()
            )
            message = f"no `let {name}` to replace with `-D {name}={text}`"
            state.found.append(
                Diagnostic(faults.BAD_DEFINE, message, None, close_match(name, state.lets), help)
            )
            continue
        parsed = parse(Source(f"-D {name}", f"let {name} = {text}\n"))
        state.found.extend(parsed.diagnostics)
        if len(parsed.tree.items) > 1:
            message = f"`-D {name}=…` replaces one value, and there is more behind it"
            help = ("write one `-D` for each value",)
            state.found.append(Diagnostic(faults.BAD_DEFINE, message, parsed.tree.items[1].span, "", help))
        if name in given:
            message = f"`-D {name}=…` is given twice"
            span = parsed.tree.items[0].span if parsed.tree.items else None
            state.found.append(Diagnostic(faults.BAD_DEFINE, message, span, "", ("leave one of them out",)))
        given.add(name)
        for item in parsed.tree.items[:1]:
            if isinstance(item, syntax.Let):
                state.lets[name] = item.value


def _intervention(
    block: syntax.BlockNode, complete: Mapping[str, syntax.BlockNode], state: SpecBlocks
) -> InterventionBlock | None:
    settings = FAMILY_SPECS
    cells = {name: other.kind.text for name, other in complete.items() if other.kind.text in settings}
    for target in block.on:
        if target.text not in settings and target.text not in cells:
            label = close_match(target.text, [*settings, *cells])
            help = (f"settings are {', '.join(f'`{name}`' for name in settings)}",)
            message = f"unknown setting or cell `{target.text}`"
            state.found.append(Diagnostic(faults.WRONG_TARGET, message, target.span, label, help))
    assert block.name is not None
    on = {target.text: cells.get(target.text, target.text) for target in block.on}
    return resolve_intervention(block, on, state.lets, state.found)
