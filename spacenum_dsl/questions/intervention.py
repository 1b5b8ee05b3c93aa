"""What an intervention is: one file that registers which factor it changes, and how.

An intervention maps a draft to a changed one. It keeps the question's identity, its world as far as the
factor allows, its options and the answer's letter (G8); `changes` names every facet of a question that it
may touch, and an independent check compares that with what it did.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeAlias

from PIL import Image

from spacenum_dsl.base.camera import Camera
from spacenum_dsl.base.registry import Registry
from spacenum_dsl.questions.family import Cell, Draft
from spacenum_dsl.questions.question import Effect, OptionSet
from spacenum_dsl.semantics.types import INTERVENTION_SPECS, InterventionSpec
from spacenum_dsl.semantics.values import Value
from spacenum_dsl.world.rejection import Rejection
from spacenum_dsl.world.world import World

Facet: TypeAlias = Literal[
    "distractors",
    "light",
    "texture",
    "lens",
    "view",
    "image",
    "frame",
    "numbers",
    "action",
    "words",
    "order",
    "pictures",
    "effects",
]
"""What a question consists of, beside what no intervention may touch: the objects that are not distractors,
the room, the option set as a set of states, the right one of them.

`distractors` and `light` are of the world, `texture` of how it is painted. `lens` is the field of view,
`view` where a picture is taken from with what an open room leaves out for that, `image` the size in pixels.
`frame` is the map frame. `numbers` are those that are told and how they are printed, `action` which action is
told, `words` the rest of the text. `order` is that of the options. `pictures` are which pictures are shown
where, `effects` what is done to them.
"""

Changed: TypeAlias = Rejection | None
"""What comes of a question that an arm does not change: why it can't be asked there, or nothing to change."""


@dataclass(frozen=True)
class Intervention:
    """A registered intervention. Exactly one of the two ways to carry it out is set.

    `world` changes the option set, once for both directions: a changed cell (its plan or image) and the set
    in it. `draft` changes one draft. Both return None where they would change nothing, or a refusal where the
    question can't be asked that way. `metamorphic` tells that whoever understands the question answers the
    changed one right too (metamorphic partners); only what hides its pictures is none. `neighbour` tells that
    it needs another question of the cell.
    """

    spec: InterventionSpec
    changes: frozenset[Facet]
    world: Callable[[Cell, OptionSet, Value], tuple[Cell, OptionSet] | Changed] | None = None
    draft: Callable[[Draft, Value], Draft | Changed] | None = None
    metamorphic: bool = True
    neighbour: bool = False


INTERVENTIONS: Registry[Intervention] = Registry("intervention")


def register(intervention: Intervention) -> None:
    """Make an intervention known under its property."""
    INTERVENTION_SPECS.add(intervention.spec.property.name, intervention.spec)
    INTERVENTIONS.add(intervention.spec.property.name, intervention)


@dataclass(frozen=True)
class Canvas:
    """What a painter may draw from: the world in the state that the picture shows, and its camera.

    `mirrored` tells that the picture shows the world as a mirror does. Where a painter puts things at their
    places in the world, left and right change places; its words stay readable. `over` is what other painters
    still draw over its picture, so that it can keep words out of their way.
    """

    world: World
    state: int
    camera: Camera
    mirrored: bool = False
    over: tuple[Effect, ...] = ()


@dataclass(frozen=True)
class Painter:
    """A registered change to finished pictures. `on` tells what it needs: the `picture` that it changes, the
    `world` and its camera alone, or `nothing` but the size; without a picture it gets a blank one. A painter
    on pictures looks at the world, too, for the values that `at_places` names."""

    name: str
    on: Literal["picture", "world", "nothing"]
    paint: Callable[[Image.Image, Canvas, str], Image.Image]
    at_places: frozenset[str] = frozenset()

    def looks(self, value: str) -> bool:
        """Whether what it draws for that value depends on the world."""
        return self.on == "world" or value in self.at_places


MIRRORED = Effect("world", "mirrored")
"""The effect that shows the scene as a mirror does: whatever is drawn over it or in its place comes after."""


PAINTERS: Registry[Painter] = Registry("painter")


def register_painter(painter: Painter) -> None:
    """Make a painter known under its name."""
    PAINTERS.add(painter.name, painter)
