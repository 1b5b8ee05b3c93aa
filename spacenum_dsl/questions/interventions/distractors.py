"""`distractors: 0 | 2 | 4 | 8`: the same world with so many distractors in all.

Where there are more, the last ones of the block that is written last go first; where there are fewer, further
ones are drawn for that block, one after the other. Each must leave the question one that may be asked, so the
further ones of `4` are the first of those of `8`. All that stays is as it was, with its ids.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Mapping

from msgspec.structs import replace

from spacenum_dsl.questions.family import Cell
from spacenum_dsl.questions.intervention import Changed, Intervention, register
from spacenum_dsl.questions.question import OptionSet
from spacenum_dsl.semantics import values
from spacenum_dsl.semantics.extents import fixed_number
from spacenum_dsl.semantics.program import ObjectBlock
from spacenum_dsl.semantics.types import InterventionSpec, Measure, PropertySpec
from spacenum_dsl.world.insertion import TRIES, broken_by, draw_further
from spacenum_dsl.world.plan import name_of, plan_scene
from spacenum_dsl.world.rejection import Rejection
from spacenum_dsl.world.world import Thing, World

AT_ONCE = 4
"""Tries at a further distractor that are drawn together: most are needed for nothing but cost little."""

NONE_WRITTEN = Rejection("distractors", "the scene has no `distractors` block", None)


def counted(cell: Cell, chosen: OptionSet, number: values.Value) -> tuple[Cell, OptionSet] | Changed:
    """The option set with so many distractors in its world."""
    blocks = [block for block in cell.plan.scene.objects if block.role == "distractors"]
    if not blocks:
        return NONE_WRITTEN
    varied = {name.partition("[")[0] for name in chosen.world.varied} & {block.name for block in blocks}
    if varied:
        return Rejection(min(varied), f"how many `{min(varied)}` there are differs between options", None)
    groups = Counter(thing.group for thing in chosen.world.things)
    there = {block.name: groups[block.name] for block in blocks}
    wanted, before = int(fixed_number(number) or 0), sum(there.values())
    if wanted < before:
        return _fewer(cell, chosen, there, before - wanted)
    changed: tuple[Cell, OptionSet] | Rejection | None = None
    for _ in range(wanted - before):
        changed = _one_more(cell, chosen, there, blocks[-1])
        if isinstance(changed, Rejection):
            return changed
        cell, chosen = changed
        there[blocks[-1].name] += 1
    return changed


def _fewer(
    cell: Cell, chosen: OptionSet, there: Mapping[str, int], surplus: int
) -> tuple[Cell, OptionSet] | Rejection:
    left, gone = dict(there), set()
    for name in reversed(left):
        take = min(surplus, left[name])
        gone |= {f"{name}[{number}]" for number in range(left[name] - take, left[name])}
        left[name] -= take
        surplus -= take
    world = chosen.world
    kept = replace(world, things=tuple(thing for thing in world.things if thing.name not in gone))
    losing = {name for name in left if left[name] < there[name]}
    standing = {thing.group for thing in kept.things}
    for block in cell.plan.scene.objects:
        parts = [part for part in (block.at, block.yaw, block.scale) if part is not None]
        named = {name for part in parts for name in values.mentions(part)}
        below = losing & {name.partition("[")[0] for name in named}
        if below and (block.name in standing or not below <= named):
            return Rejection(block.name, f"`{block.name}` is placed by `{min(below)}`", None)
    for camera in cell.plan.scene.cameras:
        seen = set(values.mentions(camera.look_at)) & gone
        if seen:
            return Rejection(camera.name, f"the camera looks at `{min(seen)}`", None)
    changed = _with_counts(cell, left)
    need = broken_by(changed.plan, kept)
    if need is not None:
        return Rejection(min(losing), f"require {need.span.text}", need)
    found = cell.family.again(changed, kept, chosen)
    return found if isinstance(found, Rejection) else (changed, found)


def _one_more(
    cell: Cell, chosen: OptionSet, there: Mapping[str, int], block: ObjectBlock
) -> tuple[Cell, OptionSet] | Rejection:
    """One more distractor of a block, the first of some tries that leaves what can be asked."""
    world, count = chosen.world, there[block.name]
    changed = _with_counts(cell, {**there, block.name: count + 1}, name_of(block, count))
    refusals: Counter[str] = Counter()
    for start in range(0, TRIES, AT_ONCE):
        for made in draw_further(changed.plan, world, range(start, start + AT_ONCE)):
            found = (
                made
                if isinstance(made, Rejection)
                else cell.family.again(changed, _with(world, made), chosen)
            )
            if isinstance(found, OptionSet):
                return changed, found
            refusals[found.reason] += 1
    (reason, _), *_ = refusals.most_common(1)
    return Rejection(block.name, f"no place for a further distractor: {reason}", None)


def _with(world: World, thing: Thing) -> World:
    return replace(world, things=(*world.things, thing))


def _with_counts(cell: Cell, counts: Mapping[str, int], late: str | None = None) -> Cell:
    """The cell with a scene whose blocks have these counts, its plan ready for a `late` object."""
    scene = cell.plan.scene

    def counting(block: ObjectBlock) -> ObjectBlock:
        if block.name not in counts or block.count is None:
            return block
        count = values.Constant(block.count.span, float(counts[block.name]), "number")
        return dataclasses.replace(block, count=count)

    changed = dataclasses.replace(scene, objects=tuple(counting(block) for block in scene.objects))
    plan = plan_scene(
        changed, cell.block.requirements, frozenset() if late is None else frozenset({late}), cell.plan.stream
    )
    return dataclasses.replace(cell, plan=plan)


_SPEC = PropertySpec(
    "distractors",
    Measure("number", low=0, high=64, whole=True),
    "how many distractors there are in all: the last ones go, further ones are drawn",
    drawn=True,
)
register(Intervention(InterventionSpec(_SPEC), frozenset({"distractors"}), world=counted))
