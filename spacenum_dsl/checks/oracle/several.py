"""Questions whose cases several cameras show: the pictures of each camera are an exam of their own.

Whoever reads one camera's pictures alone, and what the prompt tells of it, must find the same answer as by
any other that shows enough. So a family's oracle knows of one camera only.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence

from msgspec.structs import replace

from spacenum_dsl.checks.oracle.oracle import Answer
from spacenum_dsl.output.records.types import ImageRecord, ItemRecord, TextRecord

_PICTURES = re.compile(r"\bpair of pictures|set of \d+ pictures")
_CAMERA = re.compile(r"^Camera (\d+): .*$\n?", re.MULTILINE)


def by_camera(item: ItemRecord) -> tuple[ItemRecord, ...]:
    """The question as each camera's pictures alone ask it; itself where one camera takes them all."""
    texts = [part.text for part in item.content if isinstance(part, TextRecord)]
    count = len(_CAMERA.findall("\n".join(texts)))
    if count < 2:
        return (item,)
    return tuple(_seen_by(item, camera, count) for camera in range(count))


def _seen_by(item: ItemRecord, camera: int, count: int) -> ItemRecord:
    """The question with the pictures and the line of one camera; pictures come in the cameras' order."""
    content: list[TextRecord | ImageRecord] = []
    place = 0
    for part in item.content:
        if isinstance(part, ImageRecord):
            if place % count == camera:
                content.append(part)
            place += 1
        else:
            text = _CAMERA.sub(lambda line: line[0] if int(line[1]) == camera + 1 else "", part.text)
            content.append(TextRecord(_PICTURES.sub("picture", text)))
    options = tuple(replace(each, pictures=each.pictures[camera : camera + 1]) for each in item.options)
    return replace(item, content=tuple(content), options=options)


def joined(answers: Sequence[Answer]) -> Answer:
    """What all cameras say together: the first answer without a doubt, and a doubt where another one says
    something else; where none knows, what the one with the fewest doubts says."""
    told = [each for each in answers if not each.doubts and each.unanswerable is None]
    if not told:
        return min(answers, key=lambda each: len(each.doubts))
    labels = dict.fromkeys(each.label for each in told)
    if len(labels) == 1:
        return told[0]
    return dataclasses.replace(told[0], doubts=(f"one camera says {' and another '.join(map(str, labels))}",))
