"""Resolves question families: on each of their scenes, with the objects and viewers that they can name."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field

from spacenum_dsl.base.diagnostics import Diagnostic, close_match, has_errors
from spacenum_dsl.language import tree as syntax
from spacenum_dsl.semantics import faults, values
from spacenum_dsl.semantics.answers import PICKED
from spacenum_dsl.semantics.datasets import known_names
from spacenum_dsl.semantics.expansion import Written
from spacenum_dsl.semantics.extents import fixed_number
from spacenum_dsl.semantics.inherit import chain_of
from spacenum_dsl.semantics.program import DIRECTIONS, Direction, FamilyBlock, Scene
from spacenum_dsl.semantics.properties import Reader, requirements
from spacenum_dsl.semantics.scenes import VIEWERS, members
from spacenum_dsl.semantics.scope import Scope
from spacenum_dsl.semantics.types import FAMILY_SPECS
from spacenum_dsl.semantics.viewers import viewers_of


@dataclass
class SpecBlocks:
    """Blocks of all files by name while they are resolved."""

    found: list[Diagnostic]
    lets: dict[str, Written] = field(default_factory=dict)
    blocks: dict[str, syntax.BlockNode] = field(default_factory=dict)
    datasets: list[syntax.BlockNode] = field(default_factory=list)
    imported: list[syntax.BlockNode] = field(default_factory=list)
    """Datasets of imported files, which are not compiled but may be extended."""


def resolve_family(
    block: syntax.BlockNode,
    complete: Mapping[str, syntax.BlockNode],
    scenes: Mapping[str, Scene],
    state: SpecBlocks,
) -> FamilyBlock | None:
    """The family on its scenes, or None after reporting what keeps it from being one."""
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
    block: syntax.BlockNode, reader: Reader, complete: Mapping[str, syntax.BlockNode], state: SpecBlocks
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
    state: SpecBlocks,
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


def _family_scope(scene: Scene | None, written: syntax.BlockNode | None, state: SpecBlocks) -> Scope:
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
