"""What keeps a family that varies an object from being asked about a scene, and how its factors are read."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from spacenum_dsl.base.diagnostics import Diagnostic
from spacenum_dsl.base.span import Span
from spacenum_dsl.questions.family import PROPERTIES, share_spanned
from spacenum_dsl.semantics import faults, values
from spacenum_dsl.semantics.extents import span_of
from spacenum_dsl.semantics.kind import KINDS, stem_of, title_of
from spacenum_dsl.semantics.meshes.model import model_of
from spacenum_dsl.semantics.program import FamilyBlock, ObjectBlock, Scene
from spacenum_dsl.semantics.values import is_drawn
from spacenum_dsl.world.plan import symbols


def fault(message: str, span: Span, help: str, code: str = faults.BAD_FAMILY) -> Diagnostic:
    """What a family can't be asked about, and what would help."""
    return Diagnostic(code, message, span, "", (help,))


def no_camera(block: FamilyBlock, scene: Scene) -> Iterator[Diagnostic]:
    """A scene whose pictures nobody takes."""
    if not block.viewers:
        yield fault(f"scene `{scene.name}` has no camera", block.span, "add `camera { … }`")


def placed_by(scene: Scene, target: ObjectBlock) -> Iterator[Diagnostic]:
    """Nothing that stays where it is can be placed by what differs between options, least of all anchors."""
    placed = [
        other
        for other in scene.objects
        if isinstance(other.at, values.RuleCall) and target.name in values.mentions(other.at)
    ]
    for other in placed:
        message = f"`{other.name}` is placed by `{target.name}`, which differs between options"
        yield fault(message, other.at.span, "place it by an object that stays where it is")
    if target.name in scene.first and not placed:
        span = next(each.at.span for each in scene.objects if each.role == "anchor")
        message = f"an anchor depends on `{target.name}`, which differs between options"
        yield fault(message, span, "place the anchors by objects that stay where they are")


def factors_vary(
    block: FamilyBlock, target: ObjectBlock, factors: Sequence[str], count: int
) -> Iterator[Diagnostic]:
    """Factors that can't take `count` values, or of which no picture tells any. A block may name them in
    `vary`."""
    at = block.values.get("vary", block)
    ways = {"position": target.at, "size": target.scale, "yaw": target.yaw}
    for factor in factors:
        way, name = ways[factor], PROPERTIES[factor]
        if isinstance(way, values.Named):
            message = f"`{factor}` varies, but `{way.name}` is one draw for all options of a world"
            yield fault(message, way.span, "write the values here instead of naming them with `let`")
        elif way is None or not (is_drawn(way) or isinstance(way, values.RuleCall)):
            message = f"`{factor}` varies, but `{target.name}` has one `{name}`"
            yield fault(message, at.span, f"give `{target.name}.{name}` several values")
        elif isinstance(way, values.RuleCall) and share_spanned(block) < 1.0:
            message = f"`span` holds for values that are written, but `{way.name}` places `{target.name}`"
            help = f"write `{target.name}.{name}` as coordinates, or leave `span` out"
            yield fault(message, block.values["span"].span, help)
        elif (few := _values_of(way)) < count:
            message = f"`{factor}` varies, but `{target.name}.{name}` has {few:g} values for {count} options"
            yield fault(message, way.span, f"write {count} different values or more, or fewer `options`")
        elif factor == "position" and (close := _close_together(target)) is not None:
            yield close
        if factor == "yaw":
            for kind in symbols(target.kind):
                if not KINDS[kind].front:
                    message = f"a `{stem_of(kind)}` has no front to tell its yaw by"
                    mesh = model_of(kind) is not None
                    front = 'say what it is, as in `mesh("ramp.obj", 0.3 m, front("the low edge"))`'
                    yield fault(message, target.kind.span, front if mesh else "choose other kinds")


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


def names_apart(scene: Scene, spoken: Sequence[ObjectBlock]) -> Iterator[Diagnostic]:
    """Those that a question speaks of are called by their kinds, so no other object may always be of the same
    one."""
    for one in spoken:
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
