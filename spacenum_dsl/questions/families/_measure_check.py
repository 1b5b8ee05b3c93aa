"""What keeps a measure from being asked about a scene, and how its block is read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from spacenum_dsl.base.diagnostics import Diagnostic
from spacenum_dsl.questions.family import share_spanned
from spacenum_dsl.questions.hosting_check import factors_vary, fault, names_apart, no_camera, placed_by
from spacenum_dsl.semantics import values
from spacenum_dsl.semantics.extents import fixed_number
from spacenum_dsl.semantics.program import FamilyBlock, ObjectBlock, Scene
from spacenum_dsl.world.world import Variation, Varying

BETWEEN = ("gap", "distance")
"""What is measured from one object to another, by the function of that name; places vary."""
LEVEL = ("angle",)
"""What lies at a third object, between the directions to two others; places vary."""
PLACES = (*BETWEEN, *LEVEL)
UPRIGHT = ("height", "ratio")
"""What is measured upwards; sizes vary."""
QUANTITIES = (*PLACES, *UPRIGHT)

CLOSEST = {"gap": 0.05, "distance": 0.05, "angle": 10.0, "height": 0.05, "ratio": 0.1}
"""Metres, degrees or times by which any two options of a question differ where a block says nothing."""


ROLES = ("of", "to", "at")
"""The properties that name objects."""


def quantity_of(block: FamilyBlock) -> str:
    """What is measured."""
    quantity = block.values["quantity"]
    assert isinstance(quantity, values.Symbol)
    return quantity.name


def names_of(block: FamilyBlock) -> tuple[str, ...]:
    """The objects that the question names: the one that varies, then the other one, where there is one, and
    the one at which an angle lies."""
    found = (block.values.get("of"), block.values.get("to"), block.values.get("at"))
    return tuple(each.name for each in found if isinstance(each, values.ObjectRef))


def apart_of(block: FamilyBlock) -> float:
    """By how much any two options differ at least, metres, degrees or times."""
    written = block.values.get("apart")
    return CLOSEST[quantity_of(block)] if written is None else fixed_number(written) or 0.0


def varied_names(block: FamilyBlock) -> tuple[str, ...]:
    """The objects that differ between the options: the first one, or the first two."""
    vary = block.values.get("vary")
    both = isinstance(vary, values.Symbol) and vary.name == "both"
    return names_of(block)[: 2 if both else 1]


def factor_of(block: FamilyBlock) -> Literal["position", "size"]:
    """What of them differs."""
    return "position" if quantity_of(block) in PLACES else "size"


def variation(block: FamilyBlock) -> tuple[Varying, ...]:
    """As many places of what varies as there are options, or as many sizes."""
    return tuple(
        Variation(name, (factor_of(block),), block.options, along_x=False, span=share_spanned(block))
        for name in varied_names(block)
    )


def check(block: FamilyBlock, scene: Scene) -> tuple[Diagnostic, ...]:
    """All faults of a measure beyond the types of its properties."""
    found = [*no_camera(block, scene), *_second(block), *_third(block), *_dimension(block)]
    spoken = []
    for place, name in zip([role for role in ROLES if role in block.values], names_of(block), strict=True):
        named = scene.object(name)
        moves = name in varied_names(block)
        if named is None or named.role not in (("object",) if moves else ("object", "anchor")):
            span, what = block.values[place].span, "a single `object`"
            if not moves:
                what += " or an anchor"
            found.append(fault(f"`{place}` of a measure is {what}", span, "name such a block"))
        else:
            spoken.append(named)
    if found:
        return tuple(found)
    moved = [each for each in spoken if each.name in varied_names(block)]
    for target in moved:
        found += factors_vary(block, target, (factor_of(block),), block.options)
    found += names_apart(scene, spoken)
    for target in moved:
        found += placed_by(scene, target)
    return tuple(dict.fromkeys([*found, *_apart(moved)]))


def _apart(moved: Sequence[ObjectBlock]) -> Iterator[Diagnostic]:
    """What varies is not placed, sized or turned by something else that does."""
    names = {each.name for each in moved}
    for each in moved:
        for part in (each.at, each.scale, each.yaw):
            if part is not None and set(values.mentions(part)) & (names - {each.name}):
                message = f"`{each.name}` depends on the other object, which differs between options too"
                yield fault(message, part.span, "write it without that object")


def _second(block: FamilyBlock) -> Iterator[Diagnostic]:
    """A second object where one is needed, another one than the first, and none where nothing asks for it."""
    quantity, names, to = quantity_of(block), names_of(block), block.values.get("to")
    if quantity == "height" and "vary" in block.values:
        yield fault("a `height` is that of one object", block.values["vary"].span, "leave `vary` out")
    span = block.values["quantity"].span
    if quantity == "height" and to is not None:
        yield fault("a `height` is that of one object", to.span, "leave `to` out")
    elif quantity != "height" and to is None:
        what = "compares two objects" if quantity == "ratio" else "lies between two objects"
        yield fault(f"{_an(quantity)} {what}", span, "add `to: NAME`")
    elif to is not None and names[0] == names[1]:
        yield fault(f"`{names[0]}` is measured against itself", to.span, "name another object")


def _third(block: FamilyBlock) -> Iterator[Diagnostic]:
    """A third object where an angle lies, another one than the two, and none where nothing asks for it."""
    quantity, names, at = quantity_of(block), names_of(block), block.values.get("at")
    if quantity in LEVEL and at is None:
        yield fault("an `angle` lies at a third object", block.values["quantity"].span, "add `at: NAME`")
    elif quantity not in LEVEL and at is not None:
        yield fault(f"{_an(quantity)} lies at no third object", at.span, "leave `at` out")
    elif at is not None and names[-1] in names[:-1]:
        message = f"at `{names[-1]}` there is no direction to itself"
        yield fault(message, at.span, "name another object")


def _an(quantity: str) -> str:
    return f"{'an' if quantity == 'angle' else 'a'} `{quantity}`"


def _dimension(block: FamilyBlock) -> Iterator[Diagnostic]:
    """`apart` in what the quantity is measured in."""
    apart, quantity = block.values.get("apart"), quantity_of(block)
    if not isinstance(apart, values.Constant | values.Arithmetic):
        return
    wanted = {"ratio": "number", "angle": "angle"}.get(quantity, "length")
    if apart.dimension != wanted:
        told = {
            "number": ("a number", "0.1"),
            "angle": ("an angle", "10 deg"),
            "length": ("a length", "5 cm"),
        }
        what, example = told[wanted]
        yield fault(f"{_an(quantity)} is {what}", apart.span, f"write `apart: {example}`")
