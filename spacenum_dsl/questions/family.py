"""What a question family is: one file that registers which properties it takes, how it draws an
exchangeable option set, and how it is put into words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, TypeAlias

from spacenum_dsl.base.registry import Registry
from spacenum_dsl.base.streams import Seed
from spacenum_dsl.questions.magnitudes import Sets
from spacenum_dsl.questions.question import Effect, Member, OptionSet, Prompt
from spacenum_dsl.questions.wording import USUAL, Wording
from spacenum_dsl.semantics.extents import fixed_number
from spacenum_dsl.semantics.program import CameraBlock, Direction, FamilyBlock
from spacenum_dsl.semantics.types import FAMILY_SPECS, FamilySpec
from spacenum_dsl.world.plan import Plan
from spacenum_dsl.world.rejection import Rejection
from spacenum_dsl.world.world import Presence, Variation, Varying, World

Shown: TypeAlias = Literal["all", "options", "none"]


@dataclass(frozen=True, eq=False)
class Cell:
    """A family's block made ready for asking: its plan (with the family's requirements), seed and image
    size in pixels.

    A family on several scenes is asked about them in turn: `others` are the cells of all but the first.
    """

    block: FamilyBlock
    plan: Plan
    seed: Seed
    image: tuple[int, int]
    others: tuple[Cell, ...] = ()
    sets: dict[int, Sets] = field(default_factory=dict, init=False)
    """What is drawn for its questions before any world, by their numbers: the same whoever draws it. A cell
    that is made from another one draws anew."""

    def about(self, number: int) -> Cell:
        """The cell of the scene that the question of this number is about."""
        return (self, *self.others)[number % (1 + len(self.others))]

    @property
    def family(self) -> Family:
        found = FAMILIES[self.block.family]
        return found

    @property
    def cameras(self) -> tuple[CameraBlock, ...]:
        """The fixed cameras that take its pictures."""
        return tuple(self.plan.scene.camera(name) for name in self.block.viewers)


@dataclass(frozen=True, eq=False)
class Draft:
    """A question before it is put into words: what interventions change.

    `cell` is that of its own scene. `order` are the members' numbers in the order of their letters, `answer`
    the place of the right one among them. `shown` tells which pictures the prompt keeps: all, only those
    that are options, or none; `pictures_of` another draft of the cell whose pictures stand in for its own.
    `mixed` is an order of all letters: what a prompt labels beside options is listed in it. `neighbour` is
    the question before it (after it, for the first), where an intervention needs one.
    """

    cell: Cell
    direction: Direction
    chosen: OptionSet
    order: tuple[int, ...]
    answer: int
    wording: Wording = USUAL
    effects: tuple[Effect, ...] = ()
    shown: Shown = "all"
    pictures_of: Draft | None = None
    neighbour: Draft | None = None
    mixed: tuple[int, ...] = ()

    @cached_property
    def members(self) -> tuple[Member, ...]:
        """The members in the order of their letters."""
        by_number = {member.number: member for member in self.chosen.members}
        return tuple(by_number[number] for number in self.order)

    @property
    def right(self) -> Member:
        """The member that is the answer."""
        return self.members[self.answer]


@dataclass(frozen=True)
class Family:
    """A registered question family.

    `variation` says what differs between the states of a world, nothing if it has none. `option_set` draws a
    set in a world, or
    says why that world has none; it never knows which member will be the answer. `prompt` puts a draft into
    words. `same_set` is the same set in a world, a plan or an image that an intervention changed, or says why
    it may not be asked about there; without it the set follows from the world alone.
    """

    spec: FamilySpec
    variation: Callable[[FamilyBlock], tuple[Varying, ...]]
    option_set: Callable[[Cell, World], OptionSet | Rejection]
    prompt: Callable[[Draft], Prompt]
    default_difference: Callable[[tuple[int, int]], int]
    same_set: Callable[[Cell, World, OptionSet], OptionSet | Rejection] | None = None

    def again(self, cell: Cell, world: World, chosen: OptionSet) -> OptionSet | Rejection:
        """The set once more, after an intervention changed what it is asked about."""
        if self.same_set is None:
            return self.option_set(cell, world)
        return self.same_set(cell, world, chosen)


PROPERTIES = {"position": "at", "size": "scale", "yaw": "yaw"}
"""Which property of an object holds the values of each factor."""

FAMILIES: Registry[Family] = Registry("family")


def register(family: Family) -> None:
    """Make a family known under its block's name."""
    FAMILY_SPECS.add(family.spec.block.kind, family.spec)
    FAMILIES.add(family.spec.block.kind, family)


def varied(cell: Cell) -> tuple[str, tuple[str, ...]]:
    """The first of what differs between the options of a family, an object or a group, and in which of its
    properties."""
    found = cell.family.variation(cell.block)
    if not found:
        raise LookupError(f"nothing of a world varies in a {cell.block.family}")
    match found[0]:
        case Variation(object=name, factors=factors):
            return name, tuple(PROPERTIES[factor] for factor in factors)
        case Presence(group=name):
            return name, ("count",)


def share_spanned(block: FamilyBlock) -> float:
    """The share of what varies that the options of one question span; all of it, if not less is written."""
    written = block.values.get("span")
    return 1.0 if written is None else fixed_number(written) or 1.0


def min_difference(cell: Cell) -> int:
    """By how many pixels the pictures of any two options differ at least (G5)."""
    written = cell.block.values.get("min_difference")
    if written is not None:
        return int(fixed_number(written) or 0)
    return cell.family.default_difference(cell.image)
