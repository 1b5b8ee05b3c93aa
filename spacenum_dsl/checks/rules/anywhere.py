"""`anywhere`: on the ground, as its own `yaw` says."""

from __future__ import annotations

from collections.abc import Iterator

from spacenum_dsl.checks.claims import PROMISES, Claim, looks_ahead, on_ground


def promise(claim: Claim) -> Iterator[str]:
    yield from on_ground(claim)
    yield from looks_ahead(claim)


PROMISES.add("anywhere", promise)
