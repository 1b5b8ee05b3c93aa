"""From syntax trees to a program: every name looked up, every unit checked, every fault reported."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from spacenum_dsl.base.diagnostics import Diagnostic, close_match, has_errors, in_order
from spacenum_dsl.base.span import Source
from spacenum_dsl.language import tree as syntax
from spacenum_dsl.language.parse import parse
from spacenum_dsl.semantics import blocks, faults, values
from spacenum_dsl.semantics.answers import PICKED
from spacenum_dsl.semantics.datasets import known_names, resolve_dataset
from spacenum_dsl.semantics.expansion import TooMuch, Written, bounded
from spacenum_dsl.semantics.extents import fixed_number
from spacenum_dsl.semantics.follow_ups import without_follow_ups
from spacenum_dsl.semantics.imports import load_files
from spacenum_dsl.semantics.inherit import Heritage, chain_of, furnished
from spacenum_dsl.semantics.intervene import resolve_intervention
from spacenum_dsl.semantics.lets import circles, unread
from spacenum_dsl.semantics.meshes.library import Meshes
from spacenum_dsl.semantics.program import (
    DIRECTIONS,
    Direction,
    FamilyBlock,
    InterventionBlock,
    Program,
    Scene,
)
from spacenum_dsl.semantics.properties import Reader, requirements
from spacenum_dsl.semantics.scenes import VIEWERS, members, resolve_scene
from spacenum_dsl.semantics.scope import Scope
from spacenum_dsl.semantics.types import FAMILY_SPECS
from spacenum_dsl.semantics.viewers import viewers_of


@dataclass(frozen=True)
class Resolved:
    """A program, if no error stood in its way, and all diagnostics in order of place."""

    program: Program | None
    diagnostics: tuple[Diagnostic, ...]
    scenes: Mapping[str, Scene] = field(default_factory=dict)
    """Those that hold together, whatever is wrong with the rest."""


@dataclass
class _State:
    """Blocks of all files by name while they are resolved."""

    found: list[Diagnostic]
    lets: dict[str, Written] = field(default_factory=dict)
    blocks: dict[str, syntax.BlockNode] = field(default_factory=dict)
    datasets: list[syntax.BlockNode] = field(default_factory=list)
    imported: list[syntax.BlockNode] = field(default_factory=list)
    """Datasets of imported files, which are not compiled but may be extended."""


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
    state = _State(list(before))
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
        if block.kind.text in FAMILY_SPECS and (family := _family(block, complete, scenes, state)) is not None
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


def _collect(tree: syntax.SyntaxTree, entry: bool, state: _State) -> None:
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


def _collect_block(block: syntax.BlockNode, known: tuple[str, ...], entry: bool, state: _State) -> None:
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


def _apply_defines(defines: Sequence[tuple[str, str]], state: _State) -> None:
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


def _family(
    block: syntax.BlockNode,
    complete: Mapping[str, syntax.BlockNode],
    scenes: Mapping[str, Scene],
    state: _State,
) -> FamilyBlock | None:
    assert block.name is not None
    scene_names = [name for name, other in complete.items() if other.kind.text == "scene"]
    if not block.on:
        label = f"expected `{block.kind.text} {block.name.text} on SCENE`"
        message = "a question family is about a scene, or about several in turn"
        state.found.append(Diagnostic(faults.WRONG_TARGET, message, block.kind.span, label))
        return None
    about: list[FamilyBlock | None] = []
    for place, target in enumerate(block.on):
        if target.text not in scene_names:
            label = close_match(target.text, scene_names)
            message = f"unknown scene `{target.text}`"
            help = (known_names("scenes", scene_names),)
            state.found.append(Diagnostic(faults.WRONG_TARGET, message, target.span, label, help))
        elif target.text in [other.text for other in block.on[:place]]:
            message = f"scene `{target.text}` is listed twice"
            help = ("name it once: questions are about the scenes in turn",)
            state.found.append(Diagnostic(faults.DUPLICATE, message, target.span, "", help))
        scene = scenes.get(target.text)
        about.append(_about(block, scene, complete, target.text, state))
    known = [family for family in about if family is not None]
    if len(known) < len(about):
        return None
    root = (block, *chain_of(state.blocks[block.name.text], state.blocks))[-1].span
    return dataclasses.replace(known[0], others=tuple(known[1:]), root=root)


def _worlds(
    block: syntax.BlockNode, reader: Reader, complete: Mapping[str, syntax.BlockNode], state: _State
) -> str:
    """The family whose worlds a family is about: itself, if none is named."""
    assert block.name is not None
    named = reader.value("worlds")
    if not isinstance(named, values.Symbol) or named.name == block.name.text:
        return block.name.text
    families = [name for name, other in complete.items() if other.kind.text in FAMILY_SPECS]
    if named.name not in families:
        message = f"unknown question family `{named.name}`"
        label = close_match(named.name, families)
        known = (known_names("question families", families),)
        state.found.append(Diagnostic(faults.UNKNOWN_NAME, message, named.span, label, known))
    elif [on.text for on in complete[named.name].on] != [on.text for on in block.on]:
        scenes = ", ".join(f"`{on.text}`" for on in complete[named.name].on)
        message = f"`{named.name}` is about other scenes than `{block.name.text}`, so it has other worlds"
        ways = (f"let both be about {scenes}", "leave `worlds` out: each family then has worlds of its own")
        state.found.append(Diagnostic(faults.BAD_FAMILY, message, named.span, "", ways))
    elif any(
        isinstance(item, syntax.Property) and item.name.text == "worlds" for item in complete[named.name].body
    ):
        message = f"`{named.name}` is about the worlds of another family itself"
        state.found.append(Diagnostic(faults.BAD_FAMILY, message, named.span, "", ("name that one",)))
    return named.name


def _about(
    block: syntax.BlockNode,
    scene: Scene | None,
    complete: Mapping[str, syntax.BlockNode],
    target: str,
    state: _State,
) -> FamilyBlock | None:
    """A question family on the scene that is called `target`. Of one that does not hold together, its block
    tells at least which objects it has, so that all else that is wrong with the family is found too."""
    written = complete.get(target)
    spec = FAMILY_SPECS[block.kind.text]
    assert block.name is not None
    count = len(state.found)
    scope = _family_scope(scene, written, state)
    reader = Reader(block, spec.block, scope)
    needed = [each.name for each in spec.block.properties if each.required or each.default is not None]
    if any(name not in reader.values for name in needed):
        return None
    scope.measures = spec.measures(reader.values)
    needs = requirements(block, scope)
    asks, options = reader.value("ask"), reader.value(spec.options)
    if has_errors(state.found[count:]) or scene is None or block.lost:
        return None
    number = None if options is None else _how_many(options)
    assert isinstance(asks, values.Words) and number is not None
    answer = _answer(reader, asks)
    if isinstance(answer, Diagnostic):
        state.found.append(answer)
        return None
    viewers = viewers_of(reader, spec.eye, scene)
    if isinstance(viewers, Diagnostic):
        state.found.append(viewers)
        return None
    chosen: tuple[Direction, ...] = tuple(direction for direction in DIRECTIONS if direction in asks.names)
    if answer != PICKED:
        chosen = ("space2num",)
    family = FamilyBlock(
        block.kind.text,
        block.name.text,
        scene.name,
        reader.values,
        needs,
        chosen,
        answer,
        int(number),
        block.span,
        _worlds(block, reader, complete, state),
        viewers,
    )
    state.found.extend(spec.check(family, scene))
    return family


def _how_many(options: values.Value) -> float | None:
    """How many options there are by the property that says so: a number, or a list of what they are."""
    return len(options.items) if isinstance(options, values.Vector) else fixed_number(options)


def _answer(reader: Reader, asks: values.Words) -> str | Diagnostic:
    """What replies must be, or why questions can't be asked so."""
    written = reader.value("answer")
    if written is None:
        return PICKED
    assert isinstance(written, values.Symbol)
    if written.name != PICKED and "ask" in reader.written and "num2space" in asks.names:
        message = f"`{written.name}` answers `space2num` alone: in `num2space` the prompt tells it"
        return Diagnostic(faults.BAD_FAMILY, message, asks.span, "", ("write `ask: space2num`",))
    return written.name


def _family_scope(scene: Scene | None, written: syntax.BlockNode | None, state: _State) -> Scope:
    """The objects that a family can name."""
    if scene is not None:
        known: dict[str, str] = {other.name: other.role for other in scene.objects}
        groups = {"anchors": "anchors"} if scene.anchored else {}
        counts = {block.name: members(block.count) for block in scene.objects if block.count is not None}
        viewers = {each.name: "camera" for each in scene.cameras}
        viewers |= {each.name: "agent" for each in scene.agents}
        return Scope(state.found, dict(state.lets), {**known, **groups}, viewers=viewers, counts=counts)
    items = () if written is None else written.body
    parts = [item for item in items if isinstance(item, syntax.BlockNode) and item.name is not None]
    known = {part.name.text: part.kind.text for part in parts if part.name is not None}
    viewers = {name: known.pop(name) for name, kind in list(known.items()) if kind in VIEWERS}
    viewers |= {
        item.kind.text: item.kind.text
        for item in items
        if isinstance(item, syntax.BlockNode) and item.name is None and item.kind.text in VIEWERS
    }
    if "anchor" in known.values():
        known["anchors"] = "anchors"
    sure = written is not None and written.kind.text == "scene" and not written.lost
    return Scope(state.found, dict(state.lets), known, viewers=viewers, open=not sure)


def _intervention(
    block: syntax.BlockNode, complete: Mapping[str, syntax.BlockNode], state: _State
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
