"""What families share that compare distances to several things: how a block names them, what keeps it from
being asked, and how distances stand in conditions and in words."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from spacenum_dsl.base.diagnostics import Diagnostic
from spacenum_dsl.questions.hosting_check import factors_vary, fault, names_apart, no_camera, placed_by
from spacenum_dsl.semantics import values
from spacenum_dsl.semantics.extents import fixed_number
from spacenum_dsl.semantics.program import FamilyBlock, ObjectBlock, Scene

MEANT = (
    "The bounding box of an object is the smallest upright box around all of it that is turned with it, its "
    "sides parallel to the object's own. The distance between two objects is the length of the straight line "
    "between the centres of their bounding boxes; the centre of a box lies half way up, not on its base."
)
"""What a distance is, for those who must not guess."""

MOST = 5
"""Things of a group: each of their orders or sets is looked for in every world."""


def named(block: FamilyBlock, role: str) -> str:
    """The object or group that a property names."""
    found = block.values[role]
    assert isinstance(found, values.ObjectRef)
    return found.name


def members(block: FamilyBlock, count: int) -> tuple[str, ...]:
    """The things of a group of so many, by their names in a world."""
    return tuple(f"{named(block, 'among')}[{place}]" for place in range(count))


def metres(block: FamilyBlock, name: str) -> float:
    """A length that a block states."""
    return fixed_number(block.values[name]) or 0.0


def faults_of(block: FamilyBlock, scene: Scene, others: Sequence[str], count: int) -> Iterator[Diagnostic]:
    """What is wrong with a block whose `target` varies among a group of `count` things; `others` are the
    roles of further objects that it names."""
    yield from no_camera(block, scene)
    blocks = {role: scene.object(named(block, role)) for role in ("target", "among", *others)}
    names = [named(block, role) for role in blocks]
    for role, each in blocks.items():
        span = block.values[role].span
        group = each is not None and each.count is not None
        if each is None or group != (role == "among") or (role == "target" and each.role != "object"):
            what = {"target": "a single `object`", "among": "a group of `objects`"}.get(
                role, "a single object"
            )
            yield fault(f"`{role}` of a {block.family} is {what}", span, "name another block")
        elif names.count(each.name) > 1:
            yield fault(f"`{each.name}` has two roles", span, "name another object")
    known = [each for each in blocks.values() if each is not None]
    if len(known) < len(blocks) or blocks["among"] is None or blocks["among"].count is None:
        return
    size, span = fixed_number(blocks["among"].count), block.values["among"].span
    if size != count or count > MOST:
        wanted = (
            f"`{blocks['among'].name}` has {size:g} things" if size else "it has no fixed number of things"
        )
        most = f"{block.options} options take {count} of {MOST} at most"
        yield fault(f"{wanted}, and {most}", span, f"write `count: {min(count, MOST)}` there")
    target = blocks["target"]
    assert target is not None
    yield from factors_vary(block, target, ("position",), block.options)
    yield from names_apart(scene, known)
    yield from placed_by(scene, target)
    yield from _above(block, scene, known, target)


def _above(
    block: FamilyBlock, scene: Scene, known: Sequence[ObjectBlock], target: ObjectBlock
) -> Iterator[Diagnostic]:
    """What the target's places depend on is there before it."""
    names = [each.name for each in scene.objects]
    for other in known:
        later = names.index(other.name) > names.index(target.name)
        if other is not target and other.name not in scene.first and later:
            message = f"`{other.name}` is written below `{target.name}`, whose places depend on it"
            yield fault(message, block.span, f"write `{other.name}` above `{target.name}`")


def away(block: FamilyBlock, one: str, other: str, by: float = 0.0) -> values.Term:
    """The distance between two objects, and so many metres more, as a term of a condition."""
    span = block.span
    args = (values.ObjectRef(span, one), values.ObjectRef(span, other))
    call = values.FunctionCall(span, "distance", args, "length")
    return values.Operation(span, "+", call, values.Constant(span, by, "length"), "length") if by else call


def both_ways(
    near: Sequence[values.Condition], far: Sequence[values.Condition], inside: Sequence[int]
) -> values.Condition:
    """That those things are near which are `inside`, and all others far."""
    items = tuple(near[place] if place in inside else far[place] for place in range(len(near)))
    return values.Logic(items[0].span, "and", items)


def subsets(count: int, size: int) -> Iterator[tuple[int, ...]]:
    return itertools.combinations(range(count), size)
