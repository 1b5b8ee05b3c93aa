"""From questions to records: ids, the plan of views, cameras and lights written out."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from spacenum_dsl.base.camera import Camera
from spacenum_dsl.output.records.types import (
    DRAWN,
    AnswerRecord,
    CameraRecord,
    ImageRecord,
    ItemRecord,
    KeyOptionRecord,
    Matrix,
    OptionRecord,
    TextRecord,
    ViewRecord,
    WorldRecord,
)
from spacenum_dsl.questions.arms import Outcome
from spacenum_dsl.questions.intervention import MIRRORED, PAINTERS, Painter
from spacenum_dsl.questions.question import LETTERS, ArmName, Effect, Picture, Question, Text, View
from spacenum_dsl.semantics.answers import PICKED
from spacenum_dsl.semantics.program import Direction
from spacenum_dsl.world.illuminate import lighting_of
from spacenum_dsl.world.lighting import Lighting
from spacenum_dsl.world.world import World


class ArmOutcome(msgspec.Struct, frozen=True):
    """What came of one question in one arm: changed, or the reason why not."""

    intervention: str
    arm: str
    direction: Direction
    reason: str


class Encoded(msgspec.Struct, frozen=True):
    """Records of one world and of what interventions made of it: worlds, the first one as it is, the
    questions and in the same order their keys, the views (one per distinct picture, those of one world
    together), what came of each arm."""

    worlds: tuple[WorldRecord, ...]
    items: tuple[ItemRecord, ...]
    answers: tuple[AnswerRecord, ...]
    views: tuple[ViewRecord, ...]
    tallies: tuple[ArmOutcome, ...] = ()


class _Stand(msgspec.Struct, frozen=True):
    """A world under its name, with its light. `views` are the rendered ones of the `arm` that made it, so
    that no other arm changes its record."""

    name: str
    world: World
    lighting: Lighting
    arm: ArmName | None
    views: dict[str, ViewRecord]


def encode(questions: Sequence[Question], outcomes: Iterable[Outcome] = ()) -> Encoded:
    """The records of all questions about one world, and of what arms made of them."""
    book = _Book(questions[0])
    tallies = []
    for question in questions:
        book.add(question)
    for outcome in outcomes:
        name = outcome.arm.name
        tallies.append(ArmOutcome(name.intervention, name.label, outcome.base.direction, outcome.reason))
        if outcome.question is not None:
            book.add(outcome.question)
    return book.encoded(tuple(tallies))


class _Book:
    """What is written about one world, each distinct picture once."""

    def __init__(self, base: Question) -> None:
        self.base = base
        self.stands = [_stand(base, _name(base))]
        self.group = arrangement(base.world)
        self.items: list[ItemRecord] = []
        self.answers: list[AnswerRecord] = []
        self.views: dict[str, ViewRecord] = {}
        self.known: dict[tuple[str, View, tuple[int, int]], ViewRecord] = {}

    def add(self, question: Question) -> None:
        """A question and the pictures that it needs; those of another question are rendered for that one."""
        stand = self._stand(question)
        shown = question.pictures_of or question
        own = stand if shown is question else _stand(shown, _name(shown))
        mine, theirs = (
            [block.view for block in each.content if isinstance(block, Picture)] for each in (question, shown)
        )
        views: dict[int, ViewRecord] = {}
        last = min(len(mine), len(theirs))
        for number, other in zip(mine[len(mine) - last :], theirs[len(theirs) - last :], strict=True):
            rendered = self._rendered(own, shown.views[other], shown.image)
            views[number] = final = _painted(own, rendered, question.effects)
            if shown is question and rendered.id in {final.id, final.source}:
                self.views.setdefault(rendered.id, rendered)
                if stand.arm == question.arm:
                    stand.views.setdefault(rendered.id, rendered)
            if final.effects:
                self.views.setdefault(final.id, final)
        self.items.append(_item(question, _name(self.base), self.group, views))
        self.answers.append(_answer(self.items[-1].id, question, stand.name, views))

    def _rendered(self, stand: _Stand, view: View, image: tuple[int, int]) -> ViewRecord:
        """The record of a rendered picture, which most arms share."""
        key = (stand.name, view, image)
        if key not in self.known:
            self.known[key] = _view(stand, view, image)
        return self.known[key]

    def _stand(self, question: Question) -> _Stand:
        """The world of a question: one that is there, or a new one. Its name is made from what it is, so that
        it does not depend on which arm comes first."""
        base, world = self.stands[0].world, question.world
        if base is world or base == msgspec.structs.replace(world, cameras=base.cameras):
            return self.stands[0]
        name = f"{_name(question)}.{_key(world)[:8]}"
        known = next((stand for stand in self.stands if stand.name == name), None)
        if known is None:
            known = _stand(question, name)
            self.stands.append(known)
        return known

    def encoded(self, tallies: tuple[ArmOutcome, ...]) -> Encoded:
        """All records; views come in the order of the worlds, and those of one by their ids: neither the
        file nor the times at which pictures are rendered tell which option is which."""
        names = [stand.name for stand in self.stands]
        views = sorted(
            self.views.values(),
            key=lambda view: (names.index(view.world) if view.world in names else -1, view.id),
        )
        worlds = tuple(
            _world(self.base, stand, tuple(view for view in views if view.id in stand.views))
            for stand in self.stands
        )
        return Encoded(worlds, tuple(self.items), tuple(self.answers), tuple(views), tallies)


def _name(question: Question) -> str:
    return f"{question.cell}.{question.index:06d}"


def _stand(question: Question, name: str) -> _Stand:
    return _Stand(name, question.world, lighting_of(question.world), question.arm, {})


def arrangement(world: World) -> str:
    """A name for all that stands still in a world, but for its walls, floor and light. Worlds that differ
    in where objects move, in what they are asked about or in how they are seen have the same. What comes and
    goes stands still all the same; where nothing does, a world is known by what it was drawn of."""
    moving = {name for name in world.varied if len({*world.placements(name)} - {None}) > 1}
    still = tuple(thing for thing in world.things if thing.name not in moving)
    drawn = () if still or not world.varied else (world.seed, world.stream, world.index, world.attempt)
    return _key("arrangement", world.scene, world.room, world.surface, still, *drawn)


def _item(question: Question, name: str, group: str, views: dict[int, ViewRecord]) -> ItemRecord:
    arm, base = question.arm, f"{name}.{question.direction}"
    form, options = question.open, list(_options(question, views))
    content: list[TextRecord | ImageRecord] = []
    for block in question.content:
        match block:
            case Text(text=text):
                content.append(TextRecord(text))
            case Picture(view=number):
                content.append(ImageRecord(views[number].id, views[number].image))
    return ItemRecord(
        base if arm is None else f"{base}.{arm.suffix}",
        question.cell,
        question.setting,
        question.direction,
        question.world.scene,
        question.index,
        tuple(content),
        {"type": PICKED, "labels": [each.label for each in options]} if form is None else form.described,
        tuple(options),
        1 / len(options) if form is None else form.chance,
        group,
        None if arm is None else base,
        None if arm is None else arm.intervention,
        None if arm is None else arm.label,
        base if arm is None or arm.metamorphic else None,
    )


def _options(question: Question, views: Mapping[int, ViewRecord]) -> Iterator[OptionRecord]:
    """What the prompt lists under letters."""
    if question.open is not None:
        for letter, text in zip(LETTERS, question.open.labelled, strict=False):
            yield OptionRecord(letter, text)
        return
    pictured = question.direction == "num2space"
    for option in question.options:
        offered = [views[view] for view in option.views if view in views] if pictured else []
        pictures = tuple(ImageRecord(view.id, view.image) for view in offered)
        yield OptionRecord(option.label, None if pictured else option.text, pictures)


def _answer(name: str, question: Question, world: str, views: dict[int, ViewRecord]) -> AnswerRecord:
    """The key. Of pictures that an arm leaves out or exchanges nothing is recorded."""
    own = views if question.pictures_of is None else {}
    options = tuple(
        KeyOptionRecord(
            option.label,
            option.value,
            option.text,
            option.differs,
            tuple(tuple(own[view].id for view in each) for each in option.suffices if own.keys() >= {*each}),
        )
        for option in question.options
    )
    seen = {own[view].id: names for view, names in enumerate(question.seen) if view in own}
    answers = () if question.open is None else question.open.answers
    return AnswerRecord(
        name,
        answers[question.answer_index] if answers else options[question.answer_index].label,
        question.answer_index,
        question.rank,
        question.truth,
        question.difficulty,
        world,
        options,
        seen,
        answers,
    )


def _world(question: Question, stand: _Stand, views: tuple[ViewRecord, ...]) -> WorldRecord:
    world = stand.world
    return WorldRecord(
        stand.name,
        question.cell,
        world.scene,
        world.seed,
        world.index,
        world.attempt,
        world.room,
        world.surface,
        world.decor,
        world.things,
        world.frame,
        world.varied,
        world.states,
        stand.lighting,
        tuple(view.id for view in views),
        tuple(view.camera for view in views),
        world.stream,
    )


def _view(stand: _Stand, view: View, image: tuple[int, int]) -> ViewRecord:
    """A picture that a renderer makes."""
    world, point = stand.world, view.point
    camera = Camera(point.position, point.yaw, point.pitch, point.fov, *image)
    around = (world.room, world.surface, world.decor.floor, world.decor.walls, stand.lighting)
    key = _key(DRAWN, *around, world.decor.plain, world.in_state(view.state), point, image)
    return ViewRecord(key, stand.name, view.state, camera_record(camera), _file(key), None, key, ())


def _painted(stand: _Stand, view: ViewRecord, effects: Sequence[Effect]) -> ViewRecord:
    """The picture with effects. What is drawn before one that needs no picture is covered by it.

    A mirror turns the scene round and nothing that is drawn over it or in its place: wherever it stands among
    the effects, it comes first, and two of them are none.
    """
    drawn = [effect for effect in effects if effect != MIRRORED]
    covers = [place for place, effect in enumerate(drawn) if _painter(effect).on != "picture"]
    used = drawn[covers[-1] :] if covers else drawn
    looks = any(_painter(effect).looks(effect.value) for effect in used)
    if effects.count(MIRRORED) % 2 and (looks or not covers):
        used = [MIRRORED, *used]
    if not used:
        return view
    size = (view.camera.width, view.camera.height)
    shown = view.id if looks or not covers else size
    key = _key(DRAWN, shown, stand.world.frame if looks else None, used)
    source = None if covers else view.id
    return msgspec.structs.replace(view, id=key, image=_file(key), source=source, effects=tuple(used))


def _painter(effect: Effect) -> Painter:
    found = PAINTERS[effect.name]
    return found


def _key(*shown: object) -> str:
    return hashlib.blake2b(msgspec.json.encode(shown), digest_size=10).hexdigest()


def _file(key: str) -> str:
    return f"images/{key}.png"


def camera_record(camera: Camera) -> CameraRecord:
    """A camera with its matrices written out."""

    def rows(matrix: object) -> Matrix:
        return tuple(tuple(float(value) for value in row) for row in matrix)  # type: ignore[attr-defined]

    return CameraRecord(
        camera.position,
        camera.yaw,
        camera.pitch,
        camera.fov,
        camera.width,
        camera.height,
        rows(camera.intrinsics),
        rows(camera.extrinsics),
    )
