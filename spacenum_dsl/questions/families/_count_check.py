"""What keeps a count from being asked about a scene, and how its block is read."""

from __future__ import annotations

from collections.abc import Iterator

from spacenum_dsl.base.diagnostics import Diagnostic
from spacenum_dsl.questions.hosting_check import fault, no_camera
from spacenum_dsl.questions.words import countable
from spacenum_dsl.semantics import values
from spacenum_dsl.semantics.kind import title_of
from spacenum_dsl.semantics.program import FamilyBlock, ObjectBlock, Scene
from spacenum_dsl.world.plan import symbols
from spacenum_dsl.world.presence import whole_numbers
from spacenum_dsl.world.world import Presence, Varying

GROUPS = ("group", "among")
"""What is counted, and what else is there in any number."""


def named(block: FamilyBlock) -> dict[str, str]:
    """The groups that a block names."""
    found = ((role, block.values.get(role)) for role in GROUPS)
    return {role: each.name for role, each in found if isinstance(each, values.ObjectRef)}


def variation(block: FamilyBlock) -> tuple[Varying, ...]:
    """Another number of what is counted in each state, and any number of what else there may be."""
    return tuple(
        Presence(name, block.options, different=role == "group") for role, name in named(block).items()
    )


def check(block: FamilyBlock, scene: Scene) -> tuple[Diagnostic, ...]:
    """All faults of a count beyond the types of its properties."""
    found = list(no_camera(block, scene))
    if len(block.viewers) > 1:
        message = "whatever is to be counted is seen by one camera, and another may not see all"
        found.append(fault(message, block.values["seen_by"].span, "name one"))
    groups = {role: scene.object(name) for role, name in named(block).items()}
    for role, each in groups.items():
        if each is None or each.count is None:
            span = block.values[role].span
            found.append(fault(f"`{role}` of a count is a group", span, "name an `objects` block"))
    if len(set(named(block).values())) < len(named(block)):
        message = "what is counted and what is there beside it are one group"
        found.append(fault(message, block.values["among"].span, "name another group"))
    if found:
        return tuple(found)
    there = {role: each for role, each in groups.items() if each is not None}
    found += _numbers(block, there)
    found += _called(scene, there["group"])
    for each in there.values():
        found += _leaned_on(scene, each)
    return tuple(dict.fromkeys(found))


def _numbers(block: FamilyBlock, groups: dict[str, ObjectBlock]) -> Iterator[Diagnostic]:
    """There are as many numbers to choose from as options, one of each at least; beside it, several."""
    for role, each in groups.items():
        count = each.count
        assert count is not None
        known, few = whole_numbers(count), block.options if role == "group" else 2
        if not known:
            message = f"how many `{each.name}` there are differs between options"
            yield fault(message, count.span, f"write its numbers here, as in `count: 2 .. {few + 8}`")
        elif len(known) < few:
            several = f"{len(known)} value{'s' if len(known) > 1 else ''}"
            message = f"`{each.name}.count` has {several} for {few} options"
            if role == "among":
                message = f"as many `{each.name}` are there in every picture"
            yield fault(message, count.span, f"write {few} different numbers or more")
        elif role == "group" and known[0] < 1:
            message = f"a picture without any `{each.name}` is told without counting"
            yield fault(message, count.span, "write numbers from 1")


def _called(scene: Scene, group: ObjectBlock) -> Iterator[Diagnostic]:
    """All members of the group have one name, of which there is a plural, and nothing else has it."""
    titles = sorted({title_of(kind) for kind in symbols(group.kind)})
    if len(titles) > 1:
        told = " and ".join(f"`{title}`" for title in titles)
        yield fault(f"members of `{group.name}` are called {told}", group.kind.span, "write one kind")
        return
    if not countable(titles[0]):
        message = f"one of the `{group.name}` is already called `{titles[0]}`"
        yield fault(message, group.kind.span, "count things that have a singular")
    for other in scene.objects:
        if other is not group and titles[0] in {title_of(kind) for kind in symbols(other.kind)}:
            own = other.kind.span.source == scene.span.source
            way = f"leave it out of `{other.name}.kind`"
            if not own:
                way = f"write `{other.role} {other.name} {{ … }}` here, with other kinds"
            message = f"`{other.name}` may be a {titles[0]} too, which would not be counted"
            yield fault(message, (other if own else group).kind.span, way)


def _leaned_on(scene: Scene, group: ObjectBlock) -> Iterator[Diagnostic]:
    """Nothing can depend on members that are not always there."""
    for other in scene.objects:
        for part in (other.at, other.yaw, other.scale, other.count):
            if part is not None and _mentions(part, group):
                message = f"`{other.name}` depends on `{group.name}`, some of which are not always there"
                yield fault(message, part.span, "write it without them")
    for camera in scene.cameras:
        for part in (camera.look_at, camera.distance, camera.elevation, camera.azimuth):
            if _mentions(part, group):
                message = f"`{camera.name}` depends on `{group.name}`, some of which are not always there"
                yield fault(message, part.span, "write it without them")


def _mentions(value: values.Value, group: ObjectBlock) -> bool:
    return any(name.partition("[")[0] == group.name for name in values.mentions(value))
