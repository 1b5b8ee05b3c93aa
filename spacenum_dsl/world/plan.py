"""The plan of a scene: its objects one by one, and each requirement beside the last object it mentions.

Made once per scene. Testing a requirement as soon as its objects stand, on the candidates of the last of
them, is what keeps the cost of a world about linear in the number of its objects.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from spacenum_dsl.base.diagnostics import Diagnostic
from spacenum_dsl.base.parts import Flags, Floats
from spacenum_dsl.semantics import values
from spacenum_dsl.semantics.kind import KINDS, Kind, stem_of
from spacenum_dsl.semantics.program import ObjectBlock, Scene
from spacenum_dsl.world import faults
from spacenum_dsl.world.conditions import (
    about_options,
    conjuncts,
    functions,
    groups,
    sees,
    singles,
    viewers,
    written_out,
)
from spacenum_dsl.world.rule import RULES, named

LEVELS = 3
"""How many sizes per axis a kind takes between its low and high ones; few, so that meshes repeat."""

TOGETHER = (0, 1, 0)
"""Which of two draws each axis follows: height grows with depth, width by itself. A mesh takes milliseconds
to build and a room has dozens of things, so a kind has 9 sizes and not 27."""


@dataclass(frozen=True, eq=False)
class KindTable:
    """The kinds that one block can be, as arrays by place in `names`."""

    names: tuple[str, ...]

    @cached_property
    def kinds(self) -> tuple[Kind, ...]:
        known = KINDS
        return tuple(known[name] for name in self.names)

    @cached_property
    def low(self) -> Floats:
        return np.array([kind.low for kind in self.kinds])

    @cached_property
    def high(self) -> Floats:
        return np.array([kind.high for kind in self.kinds])

    @cached_property
    def top(self) -> Floats:
        return np.array([kind.top for kind in self.kinds])

    @cached_property
    def clear(self) -> Floats:
        return np.array([kind.clear for kind in self.kinds])

    @cached_property
    def flat(self) -> Flags:
        return np.array([kind.flat for kind in self.kinds])

    @cached_property
    def fronted(self) -> Flags:
        return np.array([bool(kind.front) for kind in self.kinds])

    @cached_property
    def variants(self) -> tuple[tuple[dict[str, int], ...], ...]:
        """All combinations of each kind's variants."""
        return tuple(_combinations(kind.variants) for kind in self.kinds)


def _combinations(variants: Mapping[str, tuple[int, ...]]) -> tuple[dict[str, int], ...]:
    found: tuple[dict[str, int], ...] = ({},)
    for name in sorted(variants):
        found = tuple({**before, name: value} for before in found for value in variants[name])
    return found


@dataclass(frozen=True, eq=False)
class Slot:
    """One object that a world may have: `number` counts the members of a group, -1 for a single one."""

    name: str
    number: int
    block: ObjectBlock
    table: KindTable
    needs: tuple[tuple[values.Condition, values.Requirement], ...]


@dataclass(frozen=True, eq=False)
class Plan:
    """A scene made ready for drawing out of the stream of that name. `views` are the requirements that only a
    view can answer, `options` those that only the options of a question can."""

    scene: Scene
    stream: str
    slots: tuple[Slot, ...]
    members: Mapping[str, tuple[str, ...]]
    views: tuple[values.Requirement, ...]
    options: tuple[values.Requirement, ...] = ()

    @cached_property
    def agents_named(self) -> tuple[frozenset[str], ...]:
        """The agents that each of the requirements on views names: it is about nobody else's views."""
        agents = {agent.name for agent in self.scene.agents}
        return tuple(viewers(need.condition) & agents for need in self.views)

    @cached_property
    def steps(self) -> tuple[values.Requirement, ...]:
        """Requirements on options that places alone decide, so that candidates can be held to them: a window
        of places is left only where it holds no options, not where its first ones lie too near each other."""
        return tuple(need for need in self.options if functions(need.condition) == {"step"})

    def slot(self, name: str) -> Slot:
        """The slot of a single object."""
        return next(slot for slot in self.slots if slot.name == name)


def plan_scene(
    scene: Scene,
    extra: tuple[values.Requirement, ...] = (),
    late: frozenset[str] = frozenset(),
    stream: str | None = None,
) -> Plan:
    """The plan of a scene with its own and a family's requirements. Anchors and what they depend on come
    first, as all other coordinates depend on them; then the order is the written one, but for `late` objects,
    which come last. Plans of one `stream` (the scene's name, if none is given) draw the same objects into a
    world."""
    blocks = sorted(scene.objects, key=lambda block: block.name not in scene.first)
    names = [(block, number) for block in blocks for number in _numbers(block)]
    names.sort(key=lambda each: name_of(*each) in late)
    slots = [name_of(block, number) for block, number in names]
    members = {
        block.name: tuple(name_of(block, n) for n in _numbers(block))
        for block in blocks
        if block.count is not None
    }
    anchors = tuple(block.name for block in blocks if block.role == "anchor")
    if anchors:
        members["anchors"] = anchors
    needs: dict[str, list[tuple[values.Condition, values.Requirement]]] = {slot: [] for slot in slots}
    views: list[values.Requirement] = []
    options: list[values.Requirement] = []
    for requirement in (*scene.requirements, *extra):
        whole = written_out(requirement.condition, members)
        for part in conjuncts(whole):
            if about_options(part):
                options.append(values.Requirement(requirement.span, part))
            elif sees(part):
                views.append(values.Requirement(requirement.span, part))
            else:
                needs[_last(part, slots, members)].append((part, requirement))
    table = {block.name: KindTable(symbols(block.kind)) for block in blocks}
    return Plan(
        scene,
        stream or scene.name,
        tuple(
            Slot(slot, number, block, table[block.name], tuple(needs[slot]))
            for slot, (block, number) in zip(slots, names, strict=True)
        ),
        members,
        tuple(views),
        tuple(options),
    )


def _last(part: values.Condition, slots: list[str], members: Mapping[str, tuple[str, ...]]) -> str:
    mentioned = set(singles(part)) | {slot for group in groups(part) for slot in members.get(group, (group,))}
    return max(mentioned & set(slots), key=slots.index, default=slots[-1])


def name_of(block: ObjectBlock, number: int) -> str:
    """`target`, or `clutter[2]` for a member of a group."""
    return block.name if number < 0 else f"{block.name}[{number}]"


def _numbers(block: ObjectBlock) -> range:
    return range(-1, 0) if block.count is None else range(int(largest(block.count)))


def largest(value: values.Value) -> float:
    """The largest number that a value can be."""
    match value:
        case values.Constant(value=number):
            return number
        case values.Grid(values=numbers):
            return max(numbers)
        case values.Uniform(high=high):
            return high
        case values.Choice(options=options):
            return max(largest(option) for option in options)
        case values.Named(value=inner):
            return largest(inner)
    return 64.0


def symbols(value: values.Value) -> tuple[str, ...]:
    """All words that a value can be, in the order in which they are written."""
    match value:
        case values.Symbol(name=name):
            return (name,)
        case values.Named(value=inner):
            return symbols(inner)
        case values.Choice(options=options):
            return tuple(dict.fromkeys(name for option in options for name in symbols(option)))
    return ()


def check_places(scene: Scene) -> tuple[Diagnostic, ...]:
    """Placements that no world of this scene can have, found before anything is drawn."""
    found: list[Diagnostic] = []
    for block in scene.objects:
        if not isinstance(block.at, values.RuleCall):
            places: tuple[str, ...] = ("floor", "surface")
            if scene.room is None or (block.name not in scene.first and _raised(scene)):
                places = ("surface",)
        else:
            rule = RULES[block.at.name]
            places = rule.places(block.at.args)
            if rule.needs_room and scene.room is None:
                message = f"`{block.at.name}` needs a room"
                found.append(
                    Diagnostic(
                        faults.BAD_PLACE, message, block.at.span, "this scene has a `surface` and no walls"
                    )
                )
            if rule.turns(block.at.args) and block.yaw is not None:
                message = f"`{block.at.name}` decides the yaw of `{block.name}` by itself"
                found.append(Diagnostic(faults.BAD_PLACE, message, block.yaw.span, "", ("leave `yaw` out",)))
            if rule.carried:
                found += _carriers(block.at, scene)
        for name in symbols(block.kind):
            kind = KINDS[name]
            if not set(kind.places) & set(places):
                stands = " or ".join(sorted(kind.places))
                message = f"a `{stem_of(name)}` can't be placed on the {' or '.join(places)}"
                found.append(Diagnostic(faults.BAD_PLACE, message, block.at.span, f"it goes on the {stands}"))
    return tuple(found)


def _raised(scene: Scene) -> bool:
    """Whether the map frame lies on top of an object, and with it the coordinates in it."""
    origin = scene.object("origin") if scene.anchored else None
    while origin is not None and isinstance(origin.at, values.RuleCall):
        rule = RULES[origin.at.name]
        if rule.carried:
            return True
        origin = scene.object(named(origin.at.args[0])) if rule.beside else None
    return False


def _carriers(at: values.RuleCall, scene: Scene) -> list[Diagnostic]:
    """What keeps the object that a rule names from carrying anything: no flat top."""
    below = at.args[0]
    owner = scene.object(below.name.partition("[")[0]) if isinstance(below, values.ObjectRef) else None
    names = () if owner is None else symbols(owner.kind)
    stems = [stem_of(name) for name in names if not KINDS[name].top]
    return [
        Diagnostic(faults.BAD_PLACE, f"nothing can stand on a `{stem}`", below.span, "its top is not flat")
        for stem in stems
    ]
