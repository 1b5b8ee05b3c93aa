"""What keeps a layout from being asked about a scene, and how its block is read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacenum_dsl.base.diagnostics import Diagnostic
from spacenum_dsl.questions.hosting_check import factors_vary, fault, names_apart, no_camera, placed_by
from spacenum_dsl.semantics import values
from spacenum_dsl.semantics.extents import fixed_number
from spacenum_dsl.semantics.program import FamilyBlock, Scene
from spacenum_dsl.world.world import Thing

FACTORS = ("position", "size", "yaw")
OBJECTS = ("object", "objects")
"""Roles of what a question may be about."""


def dims_of(block: FamilyBlock) -> int:
    return int(fixed_number(block.values["dims"]) or 0)


def factors_of(block: FamilyBlock) -> tuple[str, ...]:
    words = block.values["vary"]
    assert isinstance(words, values.Words)
    return tuple(factor for factor in FACTORS if factor in words.names)


def target_of(block: FamilyBlock) -> str:
    target = block.values["target"]
    assert isinstance(target, values.ObjectRef)
    return target.name


def is_written(block: FamilyBlock) -> bool:
    """Whether a map is to be written, whose entries are points."""
    return block.answer == "map"


def writes_all(block: FamilyBlock) -> bool:
    """Whether it is the map of all objects, in place of the target's entry."""
    written = block.values["write"]
    assert isinstance(written, values.Symbol)
    return written.name == "all"


def asked_about(block: FamilyBlock, things: Iterable[Thing]) -> list[Thing]:
    """What a question asks about: the target, or all objects that are neither anchors nor distractors."""
    whole, target = writes_all(block), target_of(block)
    return [thing for thing in things if thing.name == target or (whole and thing.role in OBJECTS)]


def check(block: FamilyBlock, scene: Scene) -> tuple[Diagnostic, ...]:
    """All faults of a layout beyond the types of its properties."""
    found = list(_scene(block, scene))
    target = scene.object(target_of(block))
    if target is None or target.role != "object":
        span = block.values["target"].span
        found.append(fault("the target of a layout is a single `object`", span, "name an `object` block"))
        return tuple(found)
    factors = factors_of(block)
    about = OBJECTS if writes_all(block) else ()
    spoken = [each for each in scene.objects if each.role in ("anchor", *about) or each is target]
    found += [*_options(block), *_written(block)]
    found += factors_vary(block, target, factors, block.options if len(factors) == 1 else 2)
    found += [*names_apart(scene, spoken), *placed_by(scene, target)]
    return tuple(dict.fromkeys(found))


def _written(block: FamilyBlock) -> Iterator[Diagnostic]:
    if not is_written(block) and writes_all(block):
        yield fault("nothing is written", block.values["write"].span, "write `answer: map`, too")
    elif is_written(block) and factors_of(block) != ("position",):
        span = block.values["vary"].span
        yield fault("a map that is written shows positions only", span, "write `vary: position`")


def _scene(block: FamilyBlock, scene: Scene) -> Iterator[Diagnostic]:
    if not scene.anchored:
        help = "add `anchor origin { … }` and `anchor x_axis { … }`"
        yield fault(f"scene `{scene.name}` has no anchors", block.span, help)
    yield from no_camera(block, scene)


def _options(block: FamilyBlock) -> Iterator[Diagnostic]:
    factors = factors_of(block)
    expected = block.options if len(factors) == 1 else 2 ** len(factors)
    if block.options != expected:
        message = f"{len(factors)} factors of two values make {expected} options, not {block.options}"
        yield fault(message, block.span, f"write `options: {expected}`")
    if dims_of(block) == 1 and factors != ("position",):
        span = block.values["vary"].span
        yield fault("a 1D map shows positions only", span, "write `vary: position`, or `dims: 2`")
