"""The image-frame reader: it takes the picture for the map, right for +x and up for +y.

By eye it goes by the anchors for origin and scale alone. Its learned version sees no anchor: a regression
from the target's box in the picture and the camera's tilt to the map's numbers. Both answer where a map's
frame always lies alike, and fail where frames turn and anchors move.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from spacenum_dsl.base.parts import Floats
from spacenum_dsl.checks.audit.readers.study import Study

PENALTY = 1e-3
PARTS = 20
"""Parts of the groups that are left out in turn."""


def framed(study: Study, pair: Sequence[Study], others: Sequence[Study]) -> Iterator[tuple[str, Floats]]:
    """What it goes by, and the (n, k) evidence for each option. `pair` are the studies of the cell, in both
    directions."""
    if np.isnan(study.seen).all() or "x" not in study.axes:
        return
    by_eye = np.stack([study.seen[..., 6], study.seen[..., 7]], axis=-1)
    yield "right and up from the origin, by the anchors' distance", _nearest(study, by_eye, ("x", "y"))
    names = tuple(study.axes)
    for words, said in (("", False), (", kind and scene", True)):
        about = f"the target's box and the camera's tilt{words}, learned from the cell's other worlds"
        yield about, _nearest(study, _learned(study, pair, names, said=said), names)
    for other in others:
        about = f"the target's box and the camera's tilt, learned from `{other.cell}` of the other dataset"
        yield about, _nearest(study, _taught(study, [other], names), names)


def _nearest(study: Study, read: Floats, names: tuple[str, ...]) -> Floats:
    """Evidence: how near the numbers that were read are to those that stand there, in units of their spread.

    Where options are pictures, each was read and the asked numbers are known; else one was, and is compared
    with all options.
    """
    names = tuple(name for name in names if name in study.axes)
    numbers = np.stack([study.axes[name] for name in names], axis=-1)
    rows = np.arange(study.questions)
    read = read[..., : len(names)]
    if study.direction == "num2space":
        gaps = read - numbers[rows, study.answer][:, None]
    else:
        gaps = numbers - read[rows, study.answer][:, None]
    within = (numbers - numbers.mean(axis=1, keepdims=True)).std(axis=(0, 1))
    far = np.nan_to_num(gaps / np.maximum(within, 1e-9), nan=1e3)
    return np.asarray(-(far**2).sum(axis=-1))


def _features(study: Study, kinds: Sequence[str], scenes: Sequence[str]) -> Floats:
    """(n, k, f) of the target's box and the camera, squares and products included."""
    left, top, right, bottom, pitch, fov = (study.seen[..., column] for column in range(6))
    plain = np.stack([left + right, bottom, top, right - left, bottom - top, pitch, fov], axis=-1) / 100
    pairs = [plain[..., a] * plain[..., b] for a in range(7) for b in range(a, 7)]
    said = [np.array([name == each for name in study.kind], dtype=float) for each in kinds]
    said += [np.array([name == each for name in study.scene], dtype=float) for each in scenes]
    words = [np.repeat(each[:, None], study.options, axis=1) for each in said]
    size = (plain[..., 3], plain[..., 4])
    words += [each * side for each in words for side in size]
    return np.stack([np.ones_like(left), *np.moveaxis(plain, -1, 0), *pairs, *words], axis=-1)


def _rows(
    studies: Sequence[Study], names: tuple[str, ...], kinds: Sequence[str], scenes: Sequence[str]
) -> tuple[Floats, Floats, list[str]]:
    """Features and numbers of all pictures whose numbers are known, and their groups."""
    features, numbers, groups = [], [], []
    for study in studies:
        known = ~np.isnan(study.seen[..., :6]).any(axis=-1)
        features.append(_features(study, kinds, scenes)[known])
        numbers.append(np.stack([study.axes[name] for name in names], axis=-1)[known])
        groups += np.repeat(np.array(study.group), known.sum(axis=1)).tolist()
    return np.concatenate(features), np.concatenate(numbers), groups


def _fitted(features: Floats, numbers: Floats) -> Floats:
    scale = np.sqrt((features**2).mean(axis=0)) + 1e-12
    x = features / scale
    weights = np.linalg.solve(x.T @ x / len(x) + PENALTY * np.eye(x.shape[1]), x.T @ numbers / len(x))
    return np.asarray(weights / scale[:, None])


def _learned(study: Study, pair: Sequence[Study], names: tuple[str, ...], *, said: bool) -> Floats:
    """(n, k, axes) what is read of each picture after learning from other groups."""
    kinds = sorted({kind for each in pair for kind in each.kind}) if said else []
    scenes = sorted({scene for each in pair for scene in each.scene}) if said else []
    features, numbers, groups = _rows(pair, names, kinds, scenes)
    own = _features(study, kinds, scenes)
    order = {name: place for place, name in enumerate(sorted(set(groups)))}
    part = np.array([order[name] % PARTS for name in groups])
    asked = np.array([order.get(name, 0) % PARTS for name in study.group])
    read = np.full((*own.shape[:2], len(names)), np.nan)
    for each in range(PARTS):
        if (part != each).any() and (asked == each).any():
            read[asked == each] = own[asked == each] @ _fitted(features[part != each], numbers[part != each])
    return read


def _taught(study: Study, others: Sequence[Study], names: tuple[str, ...]) -> Floats:
    features, numbers, _ = _rows(others, names, [], [])
    return np.asarray(_features(study, [], []) @ _fitted(features, numbers))
