"""Resolves scenes: space, objects in the order in which they are written, viewer, requirements."""

from __future__ import annotations

import math
from collections.abc import Mapping

from spacenum_dsl.base.diagnostics import Diagnostic, has_errors
from spacenum_dsl.base.span import Span
from spacenum_dsl.language import tree as syntax
from spacenum_dsl.semantics import blocks, faults, values
from spacenum_dsl.semantics.expansion import Written, bounded
from spacenum_dsl.semantics.extents import bounds_of, fixed_number, span_of
from spacenum_dsl.semantics.inherit import Heritage
from spacenum_dsl.semantics.lets import circles
from spacenum_dsl.semantics.mentions import MOST_MEMBERS
from spacenum_dsl.semantics.meshes.faults import MESH_COLOUR
from spacenum_dsl.semantics.meshes.library import Meshes
from spacenum_dsl.semantics.meshes.mention import only_meshes
from spacenum_dsl.semantics.program import (
    AgentBlock,
    CameraBlock,
    DecorUse,
    ObjectBlock,
    RoomUse,
    Scene,
    SurfaceUse,
)
from spacenum_dsl.semantics.properties import Reader, missed, requirements
from spacenum_dsl.semantics.scope import Scope
from spacenum_dsl.semantics.values import mentions

ANCHORS = ("origin", "x_axis")
VIEWERS = ("camera", "agent")
NARROWEST = 1.0
"""Metres that both arms of an L-shaped room are wide at least."""
GROUPS = ("anchors",)
GROUP_KINDS = ("objects", "distractors", "anchors")
RESERVED = ("walls", "ceiling", "surface", "room", "visible", "any", "anywhere", *GROUPS)


def resolve_scene(
    block: syntax.BlockNode,
    lets: Mapping[str, Written],
    found: list[Diagnostic],
    meshes: Meshes | None = None,
) -> Scene | None:
    """The scene, or None after reporting what keeps it from being one."""
    before = len(found)
    scope = Scope(found, dict(lets), meshes=meshes)
    own = {item.name.text: item.value for item in block.body if isinstance(item, syntax.Let)}
    if own:
        found += circles({**lets, **own})
        scope.lets = bounded({**lets, **own})
    reader = Reader(block, blocks.SCENE, scope, blocks.SCENE_PARTS)
    parts = [
        item
        for item in block.body
        if isinstance(item, syntax.BlockNode) and item.kind.text in blocks.SCENE.nested
    ]
    heritage = Heritage({part.name.text: part for part in parts if part.name}, found)
    objects: list[ObjectBlock] = []
    cameras: list[CameraBlock] = []
    agents: list[AgentBlock] = []
    for raw in parts:
        part = heritage.of(raw)
        spec = next(spec for spec in blocks.SCENE_PARTS if spec.kind == part.kind.text)
        if spec.kind in VIEWERS:
            viewer = _viewer(part, Reader(part, spec, scope), found)
            if isinstance(viewer, CameraBlock):
                cameras.append(viewer)
            elif viewer is not None:
                agents.append(viewer)
            continue
        placed = _object(part, Reader(part, spec, scope), found)
        if placed is not None:
            objects.append(placed)
        if part.name is not None:
            scope.objects[part.name.text] = spec.kind
            if placed is not None and placed.count is not None:
                scope.counts[placed.name] = members(placed.count)
            if spec.kind == "anchor":
                scope.objects["anchors"] = "anchors"
    needs = requirements(block, scope)
    _check(block, reader, parts, found)
    found += _room_faults(reader)
    if has_errors(found[before:]) or block.lost or any(part.lost for part in parts):
        return None
    assert block.name is not None
    return Scene(
        block.name.text,
        _room(reader),
        _surface(reader),
        DecorUse(*(reader.needed(name) for name in ("floor", "walls", "light"))),
        tuple(objects),
        tuple(cameras),
        tuple(agents),
        needs,
        not _open(reader),
        block.span,
    )


def members(count: values.Value) -> tuple[int, int]:
    """How many members a group of that count has at least and at most."""
    least, most = span_of(count)
    return math.ceil(max(least, 0)), math.floor(min(most, MOST_MEMBERS))


def _object(part: syntax.BlockNode, reader: Reader, found: list[Diagnostic]) -> ObjectBlock | None:
    kind = part.kind.text
    if part.name is None:
        help = (f"write `{kind} NAME {{ … }}`",)
        message = f"this `{kind}` has no name"
        found.append(Diagnostic(faults.MISSING_PROPERTY, message, part.kind.span, "", help))
        return None
    name = part.name.text
    if name in RESERVED or name in reader.scope.objects or name in reader.scope.viewers:
        message = f"`{name}` is a word of the language" if name in RESERVED else f"`{name}` is defined twice"
        help = ("choose another name",)
        if name not in RESERVED:
            help = ("choose another name; what a scene extends is replaced by a block of the same kind",)
        found.append(Diagnostic(faults.DUPLICATE, message, part.name.span, "", help))
    if kind == "anchor" and name not in ANCHORS:
        message = f"unknown anchor `{name}`"
        found.append(Diagnostic(faults.BAD_SCENE, message, part.name.span, "expected `origin` or `x_axis`"))
    at, scale, chosen = reader.value("at"), reader.value("scale"), reader.value("kind")
    colour = reader.value("colour")
    if chosen is not None and colour is not None and only_meshes(chosen):
        message = "a mesh has the colours of its file"
        found.append(Diagnostic(MESH_COLOUR, message, colour.span, "", ("leave `colour` out",)))
    if at is None or scale is None or chosen is None:
        return None
    assert kind in {"anchor", "object", "objects", "distractors"}
    return ObjectBlock(
        name,
        kind,  # type: ignore[arg-type]
        chosen,
        at,
        reader.value("yaw"),
        scale,
        colour,
        reader.value("count"),
        part.span,
    )


def _viewer(
    part: syntax.BlockNode, reader: Reader, found: list[Diagnostic]
) -> CameraBlock | AgentBlock | None:
    scope, kind = reader.scope, part.kind.text
    name = kind if part.name is None else part.name.text
    if name in scope.viewers or name in scope.objects or name in RESERVED:
        message = f"`{name}` is a word of the language" if name in RESERVED else f"`{name}` is defined twice"
        help = (f"give it a name of its own: `{kind} NAME {{ … }}`",)
        span = part.kind.span if part.name is None else part.name.span
        found.append(Diagnostic(faults.DUPLICATE, message, span, "", help))
    scope.viewers[name] = kind
    names = [spec.name for spec in reader.spec.properties]
    if any(reader.value(name) is None for name in names):
        return None
    look_at = reader.value("look_at")
    if isinstance(look_at, values.ObjectRef) and reader.scope.objects.get(look_at.name) in GROUP_KINDS:
        message = f"a camera looks at one object, and `{look_at.name}` is a group"
        members = reader.scope.objects[look_at.name] != "anchors"
        way = f"name a member: `{look_at.name}[0]`" if members else "name `origin` or `x_axis`"
        found.append(Diagnostic(faults.WRONG_TYPE, message, look_at.span, "", (way,)))
    given = {name: reader.needed(name) for name in names}
    return (
        CameraBlock(name, **given, span=part.span)
        if kind == "camera"
        else AgentBlock(name, **given, span=part.span)
    )


def _check(
    block: syntax.BlockNode, reader: Reader, parts: list[syntax.BlockNode], found: list[Diagnostic]
) -> None:
    def fault(message: str, help: str, span: Span | None = None) -> None:
        found.append(Diagnostic(faults.BAD_SCENE, message, span or block.kind.span, "", (help,)))

    kinds = [part.kind.text for part in parts]
    spaces = [name for name in ("room", "surface") if name in reader.written]
    if not spaces and "style" not in reader.written and not missed(block, "room", "surface", "style"):
        fault(
            "this scene has neither a `room` nor a `surface`",
            "write `room: (5, 4, 2.7) m`, `surface: desk_top(1.6, 0.8) m` or `style: kitchen`",
        )
    if len(spaces) > 1:
        other = reader.written[spaces[1]].name.span
        fault("a scene has one `room` or one `surface`, not both", "leave one of them out", other)
    viewers = [part for part in parts if part.kind.text in VIEWERS]
    if not viewers and not missed(block, *VIEWERS):
        fault(
            "this scene has neither a `camera` nor an `agent`",
            "a layout is seen by a `camera`, transitions by an `agent`",
        )
    anchors = {part.name.text for part in parts if part.kind.text == "anchor" and part.name}
    if anchors and anchors != set(ANCHORS) and not missed(block, "anchor"):
        fault("a map frame needs both anchors", "write `anchor origin { … }` and `anchor x_axis { … }`")
    if "agent" in kinds and _open(reader):
        fault(
            "an agent stands inside its room, which `ceiling: none` opens for a camera outside",
            "leave `ceiling` out, or replace `agent` by `camera`",
        )
    if "agent" in kinds and "surface" in reader.written:
        fault(
            "an agent stands in a room, not on a surface",
            "replace `surface` by `room`, or `agent` by `camera`",
            next(part.kind.span for part in parts if part.kind.text == "agent"),
        )


def _open(reader: Reader) -> bool:
    """Whether the scene leaves the ceiling out."""
    ceiling = reader.value("ceiling")
    return isinstance(ceiling, values.Symbol) and ceiling.name == "none"


def _room(reader: Reader) -> RoomUse | None:
    value = reader.value("room")
    while isinstance(value, values.Named):
        value = value.value
    match value:
        case values.Vector(items=(x, y, z)):
            return RoomUse((x, y, z), None, value.span)
        case values.RuleCall(args=(x, y, z, cut_x, cut_y)):
            return RoomUse((x, y, z), (cut_x, cut_y), value.span)
    return None


def _room_faults(reader: Reader) -> list[Diagnostic]:
    """A room is one size, whose parts may be drawn; a missing corner leaves something of both arms."""
    value, room = reader.value("room"), _room(reader)
    if value is not None and room is None:
        message = "a room can't be one of several"
        label = "draw its sides instead, like `(4 .. 6, 4, 2.7) m`"
        return [Diagnostic(faults.WRONG_TYPE, message, value.span, label)]
    if room is None:
        return []
    found = [
        Diagnostic(faults.BAD_SCENE, f"the room can't depend on `{name}`", item.span, "it is drawn first")
        for item in (*room.size, *(room.cut or ()))
        for name in mentions(item)
    ]
    for side, cut in zip(room.size, room.cut or (), strict=False):
        whole, missing = bounds_of(side), bounds_of(cut)
        if whole is not None and missing is not None and missing[1] > whole[0] - NARROWEST:
            message = f"the missing corner leaves less than {NARROWEST:g} m of the room"
            found.append(Diagnostic(faults.BAD_SCENE, message, cut.span, f"of a side of {whole[0]:g} m"))
    return found


def _surface(reader: Reader) -> SurfaceUse | None:
    value = reader.value("surface")
    if not isinstance(value, values.RuleCall):
        return None
    width, depth = (fixed_number(item) or 0.0 for item in value.args)
    return SurfaceUse(value.name, (width, depth))
