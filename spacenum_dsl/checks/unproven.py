"""What of a cell nobody checks a second time, and which promises its dataset therefore can't claim.

The project's own families, rules and functions all have their second reading. Those of plugins may have one,
and are named where they have none.
"""

from __future__ import annotations

from dataclasses import dataclass

from spacenum_dsl.base.diagnostics import Diagnostic, declare
from spacenum_dsl.checks.asked import ASKED
from spacenum_dsl.checks.claims import PROMISES
from spacenum_dsl.checks.difficulty import MEASURES
from spacenum_dsl.checks.judge import JUDGES
from spacenum_dsl.checks.requirements import SECOND
from spacenum_dsl.semantics import values
from spacenum_dsl.semantics.answers import PICKED
from spacenum_dsl.semantics.program import FamilyBlock, Scene
from spacenum_dsl.world.conditions import functions

UNPROVEN = declare(
    "SN603",
    "something that nobody checks a second time",
    "What a plugin brings is checked again only if it brings a judge, too: a question family in the\n"
    "registry `JUDGES`, a placement rule in `PROMISES`, a function in `SECOND`, a type of answer in `ASKED`\n"
    "(docs/extending.md). Without one the cell is compiled all the same, and its dataset does not claim\n"
    "what the judge would keep.",
)

OF_FAMILY = ("G1", "G3", "G4")
"""What a family's judge keeps: exact truth, possible worlds, factorial distractors."""
OF_ANSWER = ("G9",)
"""What the reading of a type of answer keeps: a prompt that says what a reply must be."""
OF_PLACES = ("G3",)
"""What a second reading of rules and functions keeps."""

ELSEWHERE = frozenset({"count", "visible"})
"""Functions that are read again, not one by one: from groups (`requirements.py`), by rays (`cameras.py`)."""
OF_OPTIONS = frozenset(MEASURES)
"""Functions of all options together, which are read again where the judge knows what differs between them."""

OF_AGENTS = frozenset({"free"})
"""Rules for agents that the judge of transitions knows."""


@dataclass(frozen=True)
class Unproven:
    """Something without a second reading, and the promises that go with it."""

    what: str
    promises: tuple[str, ...]


def unproven(block: FamilyBlock, scene: Scene) -> tuple[Unproven, ...]:
    """All that has no second reading in what a cell asks about one scene."""
    found = []
    judge = JUDGES.get(block.family)
    if judge is None:
        found.append(Unproven(f"question family `{block.family}`", OF_FAMILY))
    if block.answer != PICKED and block.answer not in ASKED:
        found.append(Unproven(f"type of answer `{block.answer}`", OF_ANSWER))
    rules = {item.at.name for item in scene.objects if isinstance(item.at, values.RuleCall)} - {*PROMISES}
    placed = (agent.at for agent in scene.agents)
    rules |= {at.name for at in placed if isinstance(at, values.RuleCall)} - OF_AGENTS
    found += [Unproven(f"placement rule `{name}`", OF_PLACES) for name in sorted(rules)]
    needs = (*scene.requirements, *block.requirements)
    used = frozenset[str]().union(*(functions(need.condition) for need in needs))
    read = {*SECOND} | ELSEWHERE | (OF_OPTIONS if judge is not None and judge.displaced else frozenset())
    found += [Unproven(f"function `{name}`", OF_PLACES) for name in sorted(used - read)]
    return tuple(found)


def named(block: FamilyBlock, scene: Scene) -> Diagnostic | None:
    """The warning that names what of a cell has no second reading."""
    found = unproven(block, scene)
    if not found:
        return None
    promises = sorted({promise for each in found for promise in each.promises})
    claimed = " and ".join(", ".join(promises).rsplit(", ", 1))
    return Diagnostic(
        UNPROVEN,
        f"`{block.name}` is not checked a second time: no judge of {', '.join(each.what for each in found)}",
        block.span,
        "",
        ("bring a judge for it: see `spacenum explain SN603`",),
        (f"its dataset does not claim {claimed}",),
        severity="warning",
    )
