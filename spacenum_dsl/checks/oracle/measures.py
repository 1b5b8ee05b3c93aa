"""What is measured in the pictures of one world, each thing once, however many questions ask for it.

Both directions of a question and its arms see the same pictures, so they share clouds, grounds, motions.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from spacenum_dsl.checks.oracle.clouds import Cloud, Ground, ground_of
from spacenum_dsl.checks.oracle.maps import SeenBody, body_of
from spacenum_dsl.checks.oracle.motion import Moved, moved
from spacenum_dsl.checks.oracle.seen import SeenCloud


class Measures:
    """Measures pictures by the ids of their views; `cloud` reads one."""

    def __init__(self, cloud: Callable[[str], Cloud]) -> None:
        self.cloud = cache(cloud)
        self._seen = cache(lambda view: SeenCloud(self.cloud(view)))
        self._grounds = cache(self._ground)
        self._motions = cache(self._motion)
        self._bodies = cache(self._body)

    def ground(self, views: tuple[str, ...], thing: int) -> Ground | None:
        """The plane of an instance in pictures of one camera."""
        return self._grounds(views, thing)

    def motion(self, first: str, then: str, axis: str, pitch: float) -> Moved:
        """How the camera moved; `pitch` is the first picture's, in degrees."""
        return self._motions(first, then, axis, pitch)

    def body(self, view: str, ground: Ground, thing: int, scale: float) -> SeenBody:
        """An object in the level axes of a ground that was measured here."""
        return self._bodies(view, ground, thing, scale)

    def _ground(self, views: tuple[str, ...], thing: int) -> Ground | None:
        return ground_of([self.cloud(view) for view in views], thing)

    def _motion(self, first: str, then: str, axis: str, pitch: float) -> Moved:
        return moved(self._seen(first), self._seen(then), axis, pitch)

    def _body(self, view: str, ground: Ground, thing: int, scale: float) -> SeenBody:
        return body_of(self.cloud(view), ground, thing, scale)
