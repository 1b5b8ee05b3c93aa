"""What a function of requirements is, and what it may look at. One file in `catalogue/functions/` each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from spacenum_dsl.base.boxes import Boxes
from spacenum_dsl.base.parts import Floats
from spacenum_dsl.base.registry import Registry
from spacenum_dsl.semantics.types import FUNCTION_SIGNATURES, Signature


class Seen(Protocol):
    """What one camera sees of one state of one world, by names of objects."""

    def share(self, name: str) -> float:
        """The unoccluded, in-frame share of the object's pixels."""
        ...

    def visible(self) -> tuple[str, ...]:
        """Objects of which at least a quarter, and at least 60 pixels, are in view."""
        ...


class Place(Protocol):
    """One world or a batch of them. Numbers are arrays that broadcast over worlds, candidates, states."""

    def box(self, name: str) -> Boxes: ...

    def frame_yaw(self) -> Floats:
        """Direction of +x of the frame in which `at` is written, degrees."""
        ...

    def how_many(self, group: str) -> Floats:
        """How many objects a group has."""
        ...

    @property
    def seen(self) -> Seen:
        """The view that is asked about; only functions whose signature `sees` may use it."""
        ...

    def seen_by(self, viewer: str) -> Seen:
        """The view of a camera of that name, whichever view is asked about."""
        ...

    @property
    def option(self) -> Mapping[str, Floats | float]:
        """The measures of the option that is asked about; only functions whose signature says `options` may
        use them."""
        ...


@dataclass(frozen=True)
class Function:
    """A registered function: `measure` gets names of single objects, or of groups where the signature
    says `group`, or of cameras where it says `viewer`."""

    signature: Signature
    measure: Callable[[Place, tuple[str, ...]], Floats | float]


FUNCTIONS: Registry[Function] = Registry("function")


def register(function: Function) -> None:
    """Make a function known under its name."""
    FUNCTION_SIGNATURES.add(function.signature.name, function.signature)
    FUNCTIONS.add(function.signature.name, function)
