"""What a question family is: one file that registers which properties it takes, how it draws an
exchangeable option set, and how it is put into words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from spacenum_dsl.asking.question import Block, Member, OptionSet
from spacenum_dsl.base import registry
from spacenum_dsl.meaning.measures import fixed_number
from spacenum_dsl.meaning.program import Direction, FamilyBlock
from spacenum_dsl.meaning.types import FamilySpec
from spacenum_dsl.world.plan import Plan
from spacenum_dsl.world.sampler import Refusal
from spacenum_dsl.world.world import Variation, World


@dataclass(frozen=True, eq=False)
class Cell:
    """A family's block made ready for asking: its plan (with the family's requirements), seed and image
    size in pixels."""

    block: FamilyBlock
    plan: Plan
    seed: int
    image: tuple[int, int]


@dataclass(frozen=True)
class Family:
    """A registered question family.

    `variation` says what the sampler must draw several values of. `option_set` draws a set in a world, or
    says why that world has none; it never knows which member will be the answer. `word` writes the content
    of a question whose answer is given, with the members in the order of their letters.
    """

    spec: FamilySpec
    variation: Callable[[FamilyBlock], Variation | None]
    option_set: Callable[[Cell, World], OptionSet | Refusal]
    word: Callable[[Cell, OptionSet, Member, tuple[Member, ...], Direction], tuple[Block, ...]]
    default_difference: Callable[[tuple[int, int]], int]


def register(family: Family) -> None:
    """Make a family known under its block's name."""
    registry.add("family", family.spec.block.kind, family)


def min_difference(cell: Cell) -> int:
    """By how many pixels the pictures of any two options differ at least (G5)."""
    written = cell.block.values.get("min_difference")
    if written is not None:
        return int(fixed_number(written) or 0)
    family: Family = registry.every("family")[cell.block.family]
    return family.default_difference(cell.image)
