"""From questions to records: ids, the plan of views, cameras and lights written out."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import msgspec

from spacenum_dsl.asking.question import Picture, Question, Text, View
from spacenum_dsl.base.camera import Camera
from spacenum_dsl.output.records import (
    FORMAT,
    CameraRecord,
    ImageRecord,
    ItemRecord,
    Matrix,
    OptionRecord,
    TextRecord,
    ViewRecord,
    WorldRecord,
)
from spacenum_dsl.world.illuminate import lighting_of
from spacenum_dsl.world.lighting import Lighting
from spacenum_dsl.world.world import World


class Encoded(msgspec.Struct, frozen=True):
    """Records of one world: itself, its questions, its views (one per distinct picture)."""

    world: WorldRecord
    items: tuple[ItemRecord, ...]
    views: tuple[ViewRecord, ...]


def encode(questions: Sequence[Question], image: tuple[int, int]) -> Encoded:
    """The records of all questions about one world."""
    first = questions[0]
    name = f"{first.cell}.{first.index:06d}"
    lighting = lighting_of(first.world)
    views = [_view(first.world, lighting, name, view, image) for view in first.views]
    items = tuple(_item(question, name, views) for question in questions)
    used = {block.view for item in items for block in item.content if isinstance(block, ImageRecord)}
    distinct = {view.id: view for view in views if view.id in used}
    world = _world(first, lighting, name, tuple(distinct.values()))
    return Encoded(world, items, tuple(distinct.values()))


def _item(question: Question, world: str, views: Sequence[ViewRecord]) -> ItemRecord:
    pictured = question.direction == "num2space"
    options = tuple(
        OptionRecord(
            option.label,
            option.value,
            option.text,
            option.differs,
            views[option.view].id if pictured else None,
            views[option.view].image if pictured else None,
        )
        for option in question.options
    )
    content: list[TextRecord | ImageRecord] = []
    for block in question.content:
        match block:
            case Text(text=text):
                content.append(TextRecord(text))
            case Picture(view=number):
                content.append(ImageRecord(views[number].id, views[number].image))
    return ItemRecord(
        f"{world}.{question.direction}",
        question.cell,
        question.setting,
        question.direction,
        question.world.scene,
        question.index,
        tuple(content),
        options,
        options[question.answer_index].label,
        question.answer_index,
        question.rank,
        1 / len(options),
        question.truth,
        world,
        world,
        None,
    )


def _world(question: Question, lighting: Lighting, name: str, views: tuple[ViewRecord, ...]) -> WorldRecord:
    world = question.world
    return WorldRecord(
        name,
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
        lighting,
        tuple(view.id for view in views),
        tuple(view.camera for view in views),
    )


def _view(world: World, lighting: Lighting, name: str, view: View, image: tuple[int, int]) -> ViewRecord:
    point = view.point
    camera = Camera(point.position, point.yaw, point.pitch, point.fov, *image)
    around = (world.room, world.surface, world.decor.floor, world.decor.walls, lighting)
    shown = (FORMAT, *around, world.in_state(view.state), point, image)
    key = hashlib.blake2b(msgspec.json.encode(shown), digest_size=10).hexdigest()
    return ViewRecord(key, name, view.state, camera_record(camera), f"images/{key}.png")


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
