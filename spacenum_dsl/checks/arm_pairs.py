"""The independent check of every changed question: only what its arm declares differs from the base question.

It compares finished questions, part by part, and knows nothing of how an intervention works. What no arm may
touch (who asks about what, the objects, the right option) must be equal; every other difference belongs to a
facet, and the facets that differ must be among those that the arm's interventions declare.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec.structs import asdict, replace

from spacenum_dsl.base.diagnostics import Diagnostic, declare
from spacenum_dsl.questions.arms import Outcome
from spacenum_dsl.questions.family import Cell
from spacenum_dsl.questions.intervention import Facet
from spacenum_dsl.questions.question import Numbers, Option, Picture, Question, Text
from spacenum_dsl.world.world import Thing

NOT_PAIRED = declare(
    "SN602",
    "changed question that differs in more than its arm says",
    "An intervention keeps the question, its world, its options and the answer, and changes only the factor\n"
    "that it names. Every changed question is compared with the base question by code that knows nothing of\n"
    "how it was made. One that fails is a bug in spacenum or in a plugin, not in the spec; nothing is\n"
    "written.",
)

OF_VIEW = "camera"
"""The part of an option's value that says what it would be called in the camera's own frame."""

_DIGITS = r"-?\d+(?:\.\d+)?"
_NUMERAL = (
    r"(?:minus |zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen"
    r"|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred"
    r"|thousand|point)"
)
_UNIT = r"(?:°|m|cm|mm|ft|metres?|centimetres|millimetres|feet|foot|degrees?)"
_NUMBERS = re.compile(rf"\b(?:{_NUMERAL}[ -]?(?:and )?)+\b|{_DIGITS}")
_UNITS = re.compile(rf"(?<=#) ?{_UNIT}(?!\w)|(?<=[\])]) {_UNIT}(?!\w)|\bin {_UNIT}(?=[.,])")
_ACTIONS = re.compile(
    r"(?:move|turn|tilt) (?:forward|backward|to the left|to the right|upwards|downwards)|\b(?:left|right)\b"
)
_SIZE = re.compile(r"\d+ × \d+ pixels")
_LENS = re.compile(r"field of view of [^;.]*?(?:°|degrees)")
_VIEW = re.compile(
    r"the camera is .*? above (?:that top|the floor) and looks .*? downwards|Your eye is .*? above the floor"
    r"|look (?:straight ahead|.*? (?:above|below) the horizon)"
)
_OPTION = re.compile(r"^[A-Z]\. ")


def check_arms(cell: Cell, outcomes: Sequence[Outcome]) -> tuple[Diagnostic, ...]:
    """What is wrong with the changed questions among these outcomes."""
    found: list[Diagnostic] = []
    for outcome in outcomes:
        if outcome.question is None:
            continue
        facets: set[Facet] = set()
        for fault in _faults(outcome.base, outcome.question, facets):
            found.append(_report(cell, outcome, fault))
        more = sorted(facets - outcome.arm.changes)
        if more:
            found.append(_report(cell, outcome, f"it also differs in {', '.join(more)}"))
        if not facets:
            found.append(_report(cell, outcome, "it is the base question"))
    return tuple(found)


def facets_of(base: Question, question: Question) -> frozenset[Facet]:
    """In which facets a changed question differs from the base question."""
    facets: set[Facet] = set()
    for _ in _faults(base, question, facets):
        pass
    return frozenset(facets)


def _report(cell: Cell, outcome: Outcome, fault: str) -> Diagnostic:
    base, name = outcome.base, outcome.arm.name
    return Diagnostic(
        NOT_PAIRED,
        f"cell `{base.cell}`, question {base.index} ({base.direction}), `{name.intervention}`"
        f" ({name.label}): {fault}",
        outcome.arm.steps[-1].block.span,
        "",
        ("report this with the spec; the question is not fit for use",),
    )


def _faults(base: Question, question: Question, facets: set[Facet]) -> Iterator[str]:
    """What no arm may change and is changed; what may is added to the facets."""
    for name in ("cell", "setting", "direction", "index"):
        if getattr(base, name) != getattr(question, name):
            yield f"its {name} is {getattr(question, name)}, not {getattr(base, name)}"
    yield from _world(base, question, facets)
    yield from _views(base, question, facets)
    yield from _options(base, question, facets)
    _words(base, question, facets)
    _pictures(base, question, facets)


def _world(base: Question, question: Question, facets: set[Facet]) -> Iterator[str]:
    one, other = asdict(base.world), asdict(question.world)
    for each in (one, other):
        for space in (each["room"], each["surface"]):
            each["without"] = space.without if space is not None else each.get("without")
    if one["without"] != other["without"]:
        facets.add("view")
    for name in ("things", "decor", "frame", "cameras", "room", "surface", "without"):
        del one[name], other[name]
    for name in ("room", "surface"):
        before_, after_ = getattr(base.world, name), getattr(question.world, name)
        if (before_ and replace(before_, without=None)) != (after_ and replace(after_, without=None)):
            yield f"its world has another {name}"
    for name, value in one.items():
        if other[name] != value:
            yield f"its world has another {name}"
    before, after = base.world.decor, question.world.decor
    if before.light != after.light:
        facets.add("light")
    if before.plain != after.plain:
        facets.add("texture")
    if replace(after, light=before.light, plain=before.plain) != before:
        yield "its room looks different"
    if base.world.frame != question.world.frame:
        facets.add("frame")
    yield from _things(base.world.things, question.world.things, facets)


def _things(base: Sequence[Thing], things: Sequence[Thing], facets: set[Facet]) -> Iterator[str]:
    before, after = ({thing.name: thing for thing in each} for each in (base, things))
    for name in [*before, *(name for name in after if name not in before)]:
        one, other = before.get(name), after.get(name)
        if one == other:
            continue
        if one is not None and other is not None:
            yield f"its `{name}` is another one"
        elif (one or other).role != "distractors":  # type: ignore[union-attr]
            yield f"its `{name}` came or went"
        facets.add("distractors")


def _views(base: Question, question: Question, facets: set[Facet]) -> Iterator[str]:
    if base.image != question.image:
        facets.add("image")
    if len(base.views) != len(question.views):
        yield f"it has {len(question.views)} views, not {len(base.views)}"
        return
    for one, other in zip(base.views, question.views, strict=True):
        if one.state != other.state:
            yield "a view shows another state"
        if replace(one.point, fov=0.0) != replace(other.point, fov=0.0):
            facets.add("view")
        if one.point.fov != other.point.fov:
            facets.add("lens")


def _options(base: Question, question: Question, facets: set[Facet]) -> Iterator[str]:
    asked = [each.open and (each.open.type, each.open.fields.keys()) for each in (base, question)]
    if asked[0] != asked[1]:
        yield "it asks for an answer of another type"
    if base.open and question.open and base.open.labelled != question.open.labelled:
        facets.add("words")
    before, after = ([option.number for option in each.options] for each in (base, question))
    if sorted(before) != sorted(after):
        yield "its options are others"
        return
    if before[base.answer_index] != after[question.answer_index]:
        yield "its answer is another option"
    if before != after:
        facets.add("order")
    seen = {option.number: option.value.get(OF_VIEW) for option in base.options}
    texts = {option.number: (option.text, _own(option)) for option in base.options}
    if any(texts[option.number] != (option.text, _own(option)) for option in question.options):
        facets.add("numbers")
    elif any(option.value.get(OF_VIEW) != seen.get(option.number) for option in question.options):
        facets.add("view")
    if base.truth.get("action") != question.truth.get("action"):
        facets.add("action")
    elif base.truth.get("target") != question.truth.get("target"):
        yield "it asks about another target"


def _own(option: Option) -> Numbers:
    """What an option says of itself, wherever its picture is taken from."""
    return {name: part for name, part in option.value.items() if name != OF_VIEW}


def _words(base: Question, question: Question, facets: set[Facet]) -> None:
    """Which facets the texts differ in. Options are compared by themselves."""
    before, after = _text(base), _text(question)
    for facet, pattern in (("image", _SIZE), ("lens", _LENS), ("view", _VIEW)):
        if facet in facets:
            before, after = pattern.sub("", before), pattern.sub("", after)
    if before == after:
        return
    masked = [_UNITS.sub("", _NUMBERS.sub("#", each)) for each in (before, after)]
    if _NUMBERS.findall(before) != _NUMBERS.findall(after):
        facets.add("numbers")
    if _ACTIONS.findall(before) != _ACTIONS.findall(after):
        facets.add("action")
    if _ACTIONS.sub("~", masked[0]) != _ACTIONS.sub("~", masked[1]):
        facets.add("words")


def _text(question: Question) -> str:
    lines = (
        line for block in question.content if isinstance(block, Text) for line in block.text.splitlines()
    )
    return "\n".join(line for line in lines if not _OPTION.match(line + " "))


def _pictures(base: Question, question: Question, facets: set[Facet]) -> None:
    before, after = (
        [block.view for block in each.content if isinstance(block, Picture)] for each in (base, question)
    )
    if question.pictures_of is not None or (
        before != after and ("order" not in facets or sorted(before) != sorted(after))
    ):
        facets.add("pictures")
    if base.effects != question.effects:
        facets.add("effects")
