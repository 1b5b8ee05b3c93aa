"""What keeps a layout from being asked about a scene, and how its block is read."""

from __future__ import annotations

import math
from collections.abc import Iterator

from spacenum_dsl.base.diagnostics import Diagnostic
from spacenum_dsl.base.span import Span
from spacenum_dsl.questions.family import share_spanned
from spacenum_dsl.semantics import faults, values
from spacenum_dsl.semantics.extents import fixed_number, span_of
from spacenum_dsl.semantics.kind import KINDS, stem_of, title_of
from spacenum_dsl.semantics.meshes.model import model_of
from spacenum_dsl.semantics.program import FamilyBlock, ObjectBlock, Scene
from spacenum_dsl.semantics.values import is_drawn
from spacenum_dsl.world.plan import symbols

FACTORS = ("position", "size", "yaw")
PROPERTIES = {"position": "at", "size": "scale", "yaw": "yaw"}
"""Which property of the target holds the values of each factor."""


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


def check(block: FamilyBlock, scene: Scene) -> tuple[Diagnostic, ...]:
    """All faults of a layout beyond the types of its properties."""
    found = list(_scene(block, scene))
    target = scene.object(target_of(block))
    if target is None or target.role != "object":
        span = block.values["target"].span
        found.append(_fault("the target of a layout is a single `object`", span, "name an `object` block"))
        return tuple(found)
    found += [*_options(block), *_factors(block, target), *_names(scene, target)]
    found += _placed_by(scene, target)
    return tuple(dict.fromkeys(found))


def _fault(message: str, span: Span, help: str, code: str = faults.BAD_FAMILY) -> Diagnostic:
    return Diagnostic(code, message, span, "", (help,))


def _scene(block: FamilyBlock, scene: Scene) -> Iterator[Diagnostic]:
    if not scene.anchored:
        help = "add `anchor origin { … }` and `anchor x_axis { … }`"
        yield _fault(f"scene `{scene.name}` has no anchors", block.span, help)
    if scene.camera is None:
        yield _fault(f"scene `{scene.name}` has no camera", block.span, "add `camera { … }`")


def _placed_by(scene: Scene, target: ObjectBlock) -> Iterator[Diagnostic]:
    """Nothing that stays where it is can be placed by what differs between options, least of all anchors."""
    placed = [
        other
        for other in scene.objects
        if isinstance(other.at, values.RuleCall) and target.name in values.mentions(other.at)
    ]
    for other in placed:
        message = f"`{other.name}` is placed by `{target.name}`, which differs between options"
        yield _fault(message, other.at.span, "place it by an object that stays where it is")
    if target.name in scene.first and not placed:
        span = next(each.at.span for each in scene.objects if each.role == "anchor")
        message = f"an anchor depends on `{target.name}`, which differs between options"
        yield _fault(message, span, "place the anchors by objects that stay where they are")


def _options(block: FamilyBlock) -> Iterator[Diagnostic]:
    factors = factors_of(block)
    expected = block.options if len(factors) == 1 else 2 ** len(factors)
    if block.options != expected:
        message = f"{len(factors)} factors of two values make {expected} options, not {block.options}"
        yield _fault(message, block.span, f"write `options: {expected}`")
    if dims_of(block) == 1 and factors != ("position",):
        span = block.values["vary"].span
        yield _fault("a 1D map shows positions only", span, "write `vary: position`, or `dims: 2`")


def _factors(block: FamilyBlock, target: ObjectBlock) -> Iterator[Diagnostic]:
    ways = {"position": target.at, "size": target.scale, "yaw": target.yaw}
    for factor in factors_of(block):
        way, name = ways[factor], PROPERTIES[factor]
        if isinstance(way, values.Named):
            message = f"`{factor}` varies, but `{way.name}` is one draw for all options of a world"
            yield _fault(message, way.span, "write the values here instead of naming them with `let`")
        elif way is None or not (is_drawn(way) or isinstance(way, values.RuleCall)):
            message = f"`{factor}` varies, but `{target.name}` has one `{name}`"
            yield _fault(message, block.values["vary"].span, f"give `{target.name}.{name}` several values")
        elif isinstance(way, values.RuleCall) and share_spanned(block) < 1.0:
            message = f"`span` holds for values that are written, but `{way.name}` places `{target.name}`"
            help = f"write `{target.name}.{name}` as coordinates, or leave `span` out"
            yield _fault(message, block.values["span"].span, help)
        elif (few := _values_of(way)) < (needed := block.options if len(factors_of(block)) == 1 else 2):
            message = f"`{factor}` varies, but `{target.name}.{name}` has {few:g} values for {needed} options"
            yield _fault(message, way.span, f"write {needed} different values or more, or fewer `options`")
        elif factor == "position" and (close := _close_together(target)) is not None:
            yield close
        if factor == "yaw":
            for kind in symbols(target.kind):
                if not KINDS[kind].front:
                    message = f"a `{stem_of(kind)}` has no front to tell its yaw by"
                    mesh = model_of(kind) is not None
                    front = 'say what it is, as in `mesh("ramp.obj", 0.3 m, front("the low edge"))`'
                    yield _fault(message, target.kind.span, front if mesh else "choose other kinds")


def _values_of(value: values.Value) -> float:
    """How many values there are at most to choose from; infinite where that can't be told."""
    match value:
        case values.Constant():
            return 1
        case values.Grid(values=numbers):
            return len(numbers)
        case values.Named(value=inner):
            return _values_of(inner)
        case values.Choice(options=options):
            return sum(map(_values_of, options))
        case values.Vector(items=items):
            return math.prod(map(_values_of, items))
    return math.inf


def _close_together(target: ObjectBlock) -> Diagnostic | None:
    """A warning where all places of the target lie within its own size: a unit may not be the one meant."""
    at = target.at
    if not isinstance(at, values.Vector):
        return None
    spans = [span_of(axis) for axis in at.items]
    kinds = [KINDS[name] for name in symbols(target.kind)]
    least = min(min(kind.low[:2]) for kind in kinds) * span_of(target.scale)[0]
    widest = max(high - low for low, high in spans)
    if not 0 < widest < least / 2:
        return None
    message = f"all places of `{target.name}` lie within {100 * widest:.3g} cm"
    read = " and ".join(
        f"{low:.4g} m" if low == high else f"{low:.4g} m .. {high:.4g} m" for low, high in spans
    )
    label = f"read as {read}, and the object is {100 * least:.3g} cm wide or more"
    help = ("write another unit, or a wider range, if that is not meant",)
    return Diagnostic(faults.BAD_FAMILY, message, at.span, label, help, severity="warning")


def _names(scene: Scene, target: ObjectBlock) -> Iterator[Diagnostic]:
    """Anchors and target are called by their kinds, so another object must not always be of the same one."""
    for one in scene.objects:
        if one.role != "anchor" and one is not target:
            continue
        for other in scene.objects:
            own, titles = (sorted({title_of(kind) for kind in symbols(each.kind)}) for each in (one, other))
            if other is not one and len(titles) == 1 and set(own) <= set(titles):
                message = f"`{one.name}` and `{other.name}` are both called `{titles[0]}`"
                yield _same_name(message, one, other, scene)


def _same_name(message: str, one: ObjectBlock, other: ObjectBlock, scene: Scene) -> Diagnostic:
    """Two of one name, told at the one in the scene's own file: what a style brings can't be edited."""
    own = [each for each in (other, one) if each.kind.span.source == scene.span.source]
    at = own[0] if own else other
    there = one if at is other else other
    ways = [f"give `{at.name}` another kind"]
    if len(own) == 1:
        ways.append(
            f"or write `{there.role} {there.name} {{ … }}` here, with another kind: it replaces that one"
        )
    note = f"`{there.name}` is at {there.kind.span!r}"
    return Diagnostic(faults.AMBIGUOUS_NAME, message, at.kind.span, "", tuple(ways), (note,))
