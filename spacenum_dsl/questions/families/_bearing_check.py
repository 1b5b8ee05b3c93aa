"""What keeps a bearing from being asked about a scene, and how its block is read."""

from __future__ import annotations

from collections.abc import Iterator

from spacenum_dsl.base.diagnostics import Diagnostic
from spacenum_dsl.questions.families._bearing_sectors import SECTORS, narrowest, usual_margin
from spacenum_dsl.questions.hosting_check import factors_vary, fault, names_apart, no_camera, placed_by
from spacenum_dsl.semantics import values
from spacenum_dsl.semantics.extents import fixed_number
from spacenum_dsl.semantics.kind import KINDS, stem_of
from spacenum_dsl.semantics.program import FamilyBlock, ObjectBlock, Scene
from spacenum_dsl.world.plan import symbols


def sectors_of(block: FamilyBlock) -> int:
    return block.options


def margin_of(block: FamilyBlock) -> float:
    """Degrees by which places keep away from the borders of sectors."""
    written = block.values.get("margin")
    return usual_margin(sectors_of(block)) if written is None else fixed_number(written) or 0.0


def named(block: FamilyBlock) -> tuple[str, str, str | None]:
    """The target, where one stands, and what one faces, if that is not left to the front of the second."""
    target, eye, towards = (block.values.get(name) for name in ("target", "from", "towards"))
    assert isinstance(target, values.ObjectRef) and isinstance(eye, values.ObjectRef)
    return target.name, eye.name, towards.name if isinstance(towards, values.ObjectRef) else None


def check(block: FamilyBlock, scene: Scene) -> tuple[Diagnostic, ...]:
    """All faults of a bearing beyond the types of its properties."""
    found = [*no_camera(block, scene), *_sectors(block)]
    if found:
        return tuple(found)
    roles = [role for role in ("target", "from", "towards") if role in block.values]
    spoken = dict(zip(roles, (name for name in named(block) if name is not None), strict=True))
    blocks = {role: scene.object(name) for role, name in spoken.items()}
    for role, each in blocks.items():
        if each is None or each.count is not None or (role == "target" and each.role != "object"):
            what = "`object`" if role == "target" else "object or anchor"
            message = f"`{role}` of a bearing is a single {what}"
            found.append(fault(message, block.values[role].span, "name one that is no group"))
    for role, name in list(spoken.items())[1:]:
        before = [other for other in roles[: roles.index(role)] if spoken[other] == name]
        if before:
            message = f"`{role}` is the same object as `{before[0]}`"
            found.append(fault(message, block.values[role].span, "name another one"))
    if found:
        return tuple(found)
    there = {role: each for role, each in blocks.items() if each is not None}
    target = there["target"]
    found += factors_vary(block, target, ("position",), sectors_of(block))
    found += [*names_apart(scene, list(there.values())), *placed_by(scene, target)]
    for role in roles[1:]:
        found += _stands_before(scene, block, role, there[role], target)
    if "towards" not in there:
        found += _has_front(block, there["from"])
    return tuple(dict.fromkeys(found))


def _sectors(block: FamilyBlock) -> Iterator[Diagnostic]:
    count, margin = sectors_of(block), block.values.get("margin")
    if count not in SECTORS:
        *most, last = SECTORS
        known = f"{', '.join(map(str, most))} or {last}"
        span = block.values["sectors"].span
        yield fault(f"there are {known} sectors, not {count}", span, f"write {known}")
    elif margin is not None and 2 * margin_of(block) >= narrowest(count):
        message = f"a margin of {margin_of(block):g}° on both sides leaves nothing of a sector"
        ways = (
            f"write less than {narrowest(count) / 2:g} deg: the narrowest one is {narrowest(count):g}° wide"
        )
        yield fault(message, margin.span, ways)


def _stands_before(
    scene: Scene, block: FamilyBlock, role: str, other: ObjectBlock, target: ObjectBlock
) -> Iterator[Diagnostic]:
    """What sectors depend on is there before the target is placed in them."""
    names = [each.name for each in scene.objects]
    if other.name not in scene.first and names.index(other.name) > names.index(target.name):
        message = f"`{other.name}` is written below `{target.name}`, whose places depend on it"
        yield fault(message, block.values[role].span, f"write `{other.name}` above `{target.name}`")


def _has_front(block: FamilyBlock, eye: ObjectBlock) -> Iterator[Diagnostic]:
    for kind in symbols(eye.kind):
        if not KINDS[kind].front:
            message = f"a `{stem_of(kind)}` has no front to face with"
            yield fault(message, block.values["from"].span, "say with `towards` what one faces")
