"""Who is there of a group in which state of a world.

How many are there is drawn for a question and not for its worlds: were it drawn for each attempt, numbers for
which few worlds can be asked about would be rare, and a number would tell its rank. It comes from the stream
`numbers` of the group, who they are from its stream `there`, which every attempt has of its own.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from spacenum_dsl.base.parts import Flags, Places
from spacenum_dsl.semantics import values
from spacenum_dsl.world.evaluate import Columns, Draws
from spacenum_dsl.world.plan import Plan
from spacenum_dsl.world.world import Presence


def whole_numbers(count: values.Value) -> tuple[int, ...]:
    """The numbers that a `count` can be, ascending; none where they can't be listed."""
    match count:
        case values.Constant(value=number):
            return (int(number),)
        case values.Grid(values=numbers):
            return tuple(sorted({int(number) for number in numbers}))
        case values.Uniform(low=low, high=high, whole=True):
            return tuple(range(int(low), int(high) + 1))
        case values.Choice(options=options):
            parts = [whole_numbers(option) for option in options]
            return tuple(sorted({number for part in parts for number in part})) if all(parts) else ()
    return ()


def members_there(draws: Draws, plan: Plan, presence: Presence) -> Flags:
    """(worlds, states, members) whether a member of the group is there."""
    members, states = len(plan.members[presence.group]), presence.states
    shares = draws.uniform((presence.group, "there"), 0, states * members)
    order = shares.reshape(-1, states, members).argsort(axis=2, kind="stable").argsort(axis=2, kind="stable")
    return np.asarray(order < _numbers(draws, plan, presence)[:, :, None])


def _numbers(draws: Draws, plan: Plan, presence: Presence) -> Places:
    """(worlds, states) how many members each state has, the same at every attempt at a world."""
    count, states = plan.slot(plan.members[presence.group][0]).block.count, presence.states
    assert count is not None
    always = replace(draws, attempt=np.zeros_like(draws.attempt), places={})
    stream = (presence.group, "numbers")
    if not presence.different:
        columns = Columns(always, _no_objects)
        drawn = columns.evaluate(count, stream, 0, states)
        return np.broadcast_to(drawn, (len(draws.index), states)).astype(int)
    known = np.array(whole_numbers(count))
    if len(known) < states:
        raise ValueError(f"`{presence.group}` has {len(known)} numbers for {states} states")
    shares = always.uniform(stream, 0, 1 + states)
    first = np.floor(shares[:, :1] * (len(known) - states + 1)).astype(int)
    return np.asarray(known[first + shares[:, 1:].argsort(axis=1, kind="stable")])


def _no_objects(value: values.Attribute) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    raise LookupError(f"{value.object} is not placed yet")
