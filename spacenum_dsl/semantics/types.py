"""What properties exist and which values they take, as data that resolver, docs and messages share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from spacenum_dsl.base.registry import Registry
from spacenum_dsl.semantics.kind import KINDS, MARK
from spacenum_dsl.semantics.units import ARTICLES, EXAMPLES, Dimension

if TYPE_CHECKING:
    from spacenum_dsl.base.diagnostics import Diagnostic
    from spacenum_dsl.semantics.program import FamilyBlock, Scene
    from spacenum_dsl.semantics.values import Value


@dataclass(frozen=True)
class Measure:
    """A number of one dimension between bounds (in metres, degrees, fractions); `whole` for counts."""

    dimension: Dimension
    low: float | None = None
    high: float | None = None
    whole: bool = False
    wrap: tuple[float, float] | None = None
    """What `any` means here: the property's whole range."""

    def __str__(self) -> str:
        what = "a whole number" if self.whole and self.dimension == "number" else ARTICLES[self.dimension]
        return f"{what}, like `{EXAMPLES[self.dimension]}`"


@dataclass(frozen=True)
class MeasureOf:
    """A number of one of several measures; the units that are written tell which."""

    measures: tuple[Measure, ...]

    def __str__(self) -> str:
        return " or ".join(str(measure) for measure in self.measures)


@dataclass(frozen=True)
class VectorOf:
    """A tuple of so many numbers of one measure."""

    measure: Measure
    length: int

    def __str__(self) -> str:
        bare, _, unit = EXAMPLES[self.measure.dimension].partition(" ")
        return f"{self.length} values, like `({', '.join([bare] * self.length)}) {unit}`"


@dataclass(frozen=True)
class SymbolOf:
    """One word out of a registry category or of a fixed set."""

    what: str
    names: Callable[[], Mapping[str, object] | tuple[str, ...]]

    def __str__(self) -> str:
        return f"a name of {self.what}"


@dataclass(frozen=True)
class WordsOf:
    """One or more different words of a fixed set, in any order."""

    names: tuple[str, ...]

    def __str__(self) -> str:
        return "one or more of " + ", ".join(f"`{name}`" for name in self.names)


@dataclass(frozen=True)
class WayOf:
    """One of some words, or a call of one of some names with one argument: `decimal`, `integer(cm)`."""

    words: tuple[str, ...] = ()
    calls: Mapping[str, Measure | tuple[str, ...]] = field(default_factory=dict)

    def __str__(self) -> str:
        called = (
            f"{name}({'|'.join(what) if isinstance(what, tuple) else EXAMPLES[what.dimension]})"
            for name, what in self.calls.items()
        )
        return " or ".join(f"`{form}`" for form in (*self.words, *called))


@dataclass(frozen=True)
class ObjectOf:
    """The name of an object of the scene, or one of some words."""

    words: tuple[str, ...] = ()

    def __str__(self) -> str:
        return "the name of an object" + "".join(f" or `{word}`" for word in self.words)


@dataclass(frozen=True)
class ViewersOf:
    """One or more cameras or agents of the scene, by name."""

    def __str__(self) -> str:
        return "the names of cameras of the scene, like `front, side`, or of one agent"


@dataclass(frozen=True)
class ObjectsOf:
    """Names of different objects of the scene with commas between them, so many at least and at most. They
    become a `Vector` of `ObjectRef`s."""

    low: int
    high: int

    def __str__(self) -> str:
        return f"names of {self.low} to {self.high} objects, like `lamp, mug`"


@dataclass(frozen=True)
class PlaceOf:
    """Coordinates in the map frame, or a placement rule of the registry for this user."""

    user: Literal["object", "agent"]

    def __str__(self) -> str:
        return "coordinates like `(0.4, 0.1) m` or a rule like `anywhere`"


@dataclass(frozen=True)
class SurfaceOf:
    """A call of a registered surface with its width and depth."""

    def __str__(self) -> str:
        return "a surface with its size, like `desk_top(1.6, 0.8) m`"


@dataclass(frozen=True)
class RoomOf:
    """A room's size along x, y and z, or `l_shaped` of that and the sides of the missing corner."""

    def __str__(self) -> str:
        return "a room's size, like `(5, 4, 2.7) m` or `l_shaped(6, 5, 2.7, 2.5, 2) m`"


@dataclass(frozen=True)
class BlockNames:
    """Names of blocks of one kind, several joined by `then`, resolved by whoever reads the property."""

    kind: str

    def __str__(self) -> str:
        return f"names of `{self.kind}` blocks, like `a, b then c`"


@dataclass(frozen=True)
class BlockName:
    """The name of one block, resolved by whoever reads the property. `kind` says in words of what kind."""

    kind: str

    def __str__(self) -> str:
        return f"the name of a {self.kind}"


Type: TypeAlias = (
    Measure
    | MeasureOf
    | VectorOf
    | SymbolOf
    | WordsOf
    | WayOf
    | ObjectOf
    | ViewersOf
    | ObjectsOf
    | PlaceOf
    | SurfaceOf
    | RoomOf
    | BlockNames
    | BlockName
)


@dataclass(frozen=True)
class PropertySpec:
    """One property: its type, whether it may be a distribution, its default as spec text, what it does."""

    name: str
    type: Type
    doc: str
    default: str | None = None
    required: bool = False
    drawn: bool = False


@dataclass(frozen=True)
class BlockSpec:
    """One block kind: its properties and what else it may hold."""

    kind: str
    doc: str
    properties: tuple[PropertySpec, ...]
    nested: tuple[str, ...] = ()
    requires: bool = False

    def property(self, name: str) -> PropertySpec | None:
        return next((spec for spec in self.properties if spec.name == name), None)


def unmeasured(_: Mapping[str, Value]) -> Mapping[str, Dimension]:
    """What measures the options of a family that has no measures."""
    return {}


@dataclass(frozen=True)
class FamilySpec:
    """The face of a question family towards the resolver: its block, and what it checks in a program.

    `check` returns what is wrong with one resolved block beyond the types of its properties. `measures` tells
    from a block's values what its options are measured by, so that requirements can be about it. `options` is
    the property that says how many options a question has, a number or a list of what they are; `eye` is what
    takes its pictures: fixed cameras of the scene, or one of its agents.
    """

    block: BlockSpec
    check: Callable[[FamilyBlock, Scene], tuple[Diagnostic, ...]]
    measures: Callable[[Mapping[str, Value]], Mapping[str, Dimension]] = unmeasured
    options: str = "options"
    eye: Literal["camera", "agent"] = "camera"


@dataclass(frozen=True)
class InterventionSpec:
    """The face of an intervention towards the resolver: its property, and which settings it can change: any,
    if it names none, or all whose pictures are taken by the `eye` that it changes."""

    property: PropertySpec
    settings: tuple[str, ...] = ()
    eye: Literal["camera", "agent"] | None = None

    def takes(self, setting: str) -> bool:
        """Whether it can change questions of a family."""
        named = not self.settings or setting in self.settings
        return named and (self.eye is None or self.eye == FAMILY_SPECS[setting].eye)


@dataclass(frozen=True)
class Signature:
    """A placement rule or a function, as the resolver sees it.

    Each parameter is a measure, a vector of some, `object` (an object or, for every member, a group), `group`
    (a whole group or set), `viewer` (a camera), or a tuple of words. `optional` counts the parameters at the
    end that may be left out.
    """

    name: str
    doc: str
    parameters: tuple[Measure | VectorOf | Literal["object", "group", "viewer"] | tuple[str, ...], ...]
    optional: int = 0
    user: Literal["object", "agent"] = "object"
    result: Dimension | Literal["set"] = "number"
    sees: bool = False
    """Whether it depends on a view."""
    options: bool = False
    """Whether it measures an option of a question, so that only a question family may ask for it. Which of
    these a family has, and in which dimension, its `measures` say."""


def kinds() -> Mapping[str, Any]:
    """The kinds that a spec can name; those of mesh files are mentioned by their files."""
    return {name: kind for name, kind in KINDS.items() if MARK not in name}


FAMILY_SPECS: Registry[FamilySpec] = Registry("family")
INTERVENTION_SPECS: Registry[InterventionSpec] = Registry("intervention")
RULE_SIGNATURES: Registry[Signature] = Registry("rule")
FUNCTION_SIGNATURES: Registry[Signature] = Registry("function")
LIGHT_SUMMARIES: Registry[str] = Registry("light")
"""What the resolver knows of things that are made on the floors above."""
