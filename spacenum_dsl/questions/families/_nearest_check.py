"""What keeps a question of nearness from being asked about a scene, and how its block is read."""

from __future__ import annotations

from collections.abc import Iterator

from spacenum_dsl.base.diagnostics import Diagnostic
from spacenum_dsl.questions.hosting_check import factors_vary, fault, names_apart, no_camera, placed_by
from spacenum_dsl.semantics import values
from spacenum_dsl.semantics.extents import fixed_number
from spacenum_dsl.semantics.program import FamilyBlock, ObjectBlock, Scene


def named(block: FamilyBlock) -> tuple[str, tuple[str, ...]]:
    """The target, and the objects of which one is nearest to it."""
    target, among = block.values["target"], block.values["among"]
    assert isinstance(target, values.ObjectRef) and isinstance(among, values.Vector)
    return target.name, tuple(each.name for each in among.items if isinstance(each, values.ObjectRef))


def margin_of(block: FamilyBlock) -> tuple[float, float]:
    """The factor and the metres by which the next object is farther than the nearest one."""
    written = block.values["margin"]
    number = fixed_number(written)
    assert number is not None
    metric = isinstance(written, values.Constant | values.Arithmetic) and written.dimension == "length"
    return (1.0, number) if metric else (number, 0.0)


def misleading_of(block: FamilyBlock) -> int | None:
    """In how many of the options' pictures another object is nearer in pixels; None where a block leaves it
    as it comes."""
    written = block.values.get("misleading")
    number = None if written is None else fixed_number(written)
    return None if number is None else int(number)


def check(block: FamilyBlock, scene: Scene) -> tuple[Diagnostic, ...]:
    """All faults of a question of nearness beyond the types of its properties."""
    found = list(no_camera(block, scene))
    target, among = named(block)
    at = block.values["target"].span
    one = scene.object(target)
    if one is None or one.role != "object":
        found.append(fault("`target` of a nearest is a single `object`", at, "name one that is no group"))
    others = [scene.object(name) for name in among]
    for name, other in zip(among, others, strict=True):
        if name == target:
            message = f"`{name}` is the target itself"
            found.append(fault(message, block.values["among"].span, "leave it out"))
        elif other is None or other.count is not None:
            message = f"`{name}` is no single object or anchor"
            found.append(fault(message, block.values["among"].span, "name objects that are no groups"))
    misleading = misleading_of(block)
    if misleading is not None and misleading > block.options:
        message = f"{misleading} of {block.options} pictures can't mislead"
        help = f"write {block.options} or less: there is one picture for each of `among`"
        found.append(fault(message, block.values["misleading"].span, help))
    if found:
        return tuple(found)
    assert one is not None
    known = [other for other in others if other is not None]
    found += factors_vary(block, one, ("position",), block.options)
    found += [*names_apart(scene, [one, *known]), *placed_by(scene, one)]
    found += _stand_before(scene, block, one, known)
    return tuple(dict.fromkeys(found))


def _stand_before(
    scene: Scene, block: FamilyBlock, target: ObjectBlock, others: list[ObjectBlock]
) -> Iterator[Diagnostic]:
    """What the target is nearest to is there before it is placed."""
    names = [each.name for each in scene.objects]
    for other in others:
        if other.name not in scene.first and names.index(other.name) > names.index(target.name):
            message = f"`{other.name}` is written below `{target.name}`, whose places depend on it"
            way = f"write `{other.name}` above `{target.name}`"
            yield fault(message, block.values["among"].span, way)
