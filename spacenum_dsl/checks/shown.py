"""Which states of a world the options of a question show, and who took their pictures: what families share
that vary an object before fixed cameras."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacenum_dsl.checks.printed import printed
from spacenum_dsl.questions.family import Cell
from spacenum_dsl.questions.question import Option, Question, Text

_CAMERA = re.compile(r"; the camera is (.+?) above (?:that top|the floor) and looks (.+?) downwards\.")
_LENS = re.compile(r"a horizontal field of view of (.+?);")


def state_of(question: Question, option: Option) -> int:
    """The state that an option is: that of its pictures, or its number where none shows it."""
    return question.views[option.views[0]].state if option.views else option.number


def camera_words(cell: Cell, question: Question) -> Iterator[str]:
    """Whether the words tell how high each camera is, where it looks and through which lens."""
    text = "\n".join(block.text for block in question.content if isinstance(block, Text))
    cameras = [question.world.cameras[name] for name in cell.block.viewers]
    told, lenses = _CAMERA.findall(text), _LENS.findall(text)
    if not len(told) == len(lenses) == len(cameras):
        yield "its words don't tell where the camera is"
        return
    for camera, (height, pitch), lens in zip(cameras, told, lenses, strict=True):
        yield from printed("the height of the camera", height, (camera.position[2],))
        yield from printed("the pitch of the camera", pitch, (-camera.pitch,))
        yield from printed("the field of view", lens, (camera.fov,))


def noun(cell: Cell) -> str:
    """What a prompt calls the pictures of one case."""
    count = len(cell.block.viewers)
    return {1: "picture", 2: "pair of pictures"}.get(count, f"set of {count} pictures")


def faults_of(cell: Cell, question: Question, states: int) -> Iterator[str]:
    """Whether the options are all states of the world, each seen by all cameras of its block in their
    order."""
    shown = [state_of(question, option) for option in question.options]
    if sorted(shown) != list(range(states)):
        yield f"its options show the states {shown} of {states}"
        return
    points = [question.world.cameras.get(name) for name in cell.block.viewers]
    for option, state in zip(question.options, shown, strict=True):
        views = [question.views[view] for view in option.views]
        if {view.state for view in views} - {state} or [view.point for view in views] != points:
            yield f"option {option.label} is not seen by {' and '.join(cell.block.viewers)} in this order"
