"""What surfaces look like: every finish and covering shows, grains shift colours and nothing else."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import get_args

import numpy as np
import numpy.typing as npt
import pytest

from spacenum_dsl.base.camera import Camera
from spacenum_dsl.base.coverings import FLOORS, WALLS, Covering
from spacenum_dsl.base.parts import Box, Ellipsoid, Finish, Part, mesh_of
from spacenum_dsl.output.pictures.renderer import Frame, Instance, Session, Stage
from spacenum_dsl.world.lighting import Lamp, Lighting, Opening, Sky, Sun

FINISHES: tuple[Finish, ...] = tuple(each for each in get_args(Finish) if each != "plain")
"""All but the one that is there to show nothing."""
PAINTS: Mapping[str, str] = {
    "wood": "oak",
    "planks": "floor",
    "metal": "steel",
    "mirror": "chrome",
    "brick": "brick",
    "leather": "brown",
    "glow": "warm_light",
}
"""Paints that the finishes come in; the others are blue here."""
VISIBLE = 3.0
"""Root mean square of differences that one sees, in levels of 255; slabs of one paint have 0.3 at most."""
ROWS = 4
SIDE = 1.0
"""Metres of the slabs, which lie on a floor beside each other."""
CAMERA = Camera((0.0, 0.0, 6.0), 90.0, -90.0, 46.0, 320, 320)


def finished(finish: Finish, grain: float = 0.3) -> tuple[Covering, float]:
    return Covering(PAINTS.get(finish, "blue"), finish), grain


def laid(coverings: tuple[tuple[Covering, float], ...], *, upright: bool = False) -> Stage:
    """Slabs with a half ball on each, one instance for each covering, from 2 on, seen by `CAMERA`."""
    instances = [
        Instance(1, mesh_of((Part(Box((9.0, 9.0, 0.1)), paint="wall"),)), (0.0, 0.0, -0.06), 0.0, 1.0, "grey")
    ]
    for number, (covering, grain) in enumerate(coverings):
        place = ((number % ROWS - 1.5) * 1.25, (number // ROWS - 1.5) * 1.25, 0.0)
        shapes = (
            Part(Box((SIDE, SIDE, 0.1)), (0.0, 0.0, 0.05)),
            Part(Ellipsoid((0.16, 0.16, 0.16)), (0.0, 0.0, 0.1)),
        )
        mesh = mesh_of(
            tuple(Part(each.shape, each.at, paint=covering.paint, finish=covering.finish) for each in shapes)
        )
        instances.append(Instance(number + 2, mesh, place, 0.0, 1.0, "white", grain))
    lamps = (Lamp((1.5, 1.0, 3.0), (1.0, 1.0), 60.0), Lamp((-2.0, -1.0, 3.0), (0.5, 0.5), 50.0))
    key = f"{coverings}"
    return Stage(key, tuple(instances), Lighting(lamps))


def differences(one: Frame, two: Frame) -> dict[int, float]:
    """By instance: the root mean square of what the pictures' bytes differ by."""
    assert one.ids is not None
    apart = ((one.colour.astype(float) - two.colour.astype(float)) ** 2).mean(axis=2)
    return {
        int(each): float(np.sqrt(apart[one.ids == each].mean())) for each in np.unique(one.ids) if each > 1
    }


@pytest.fixture(scope="module")
def blender(sessions: dict[str, Session | str]) -> Session:
    session = sessions["blender"]
    if isinstance(session, str):
        pytest.skip(session)
    return session


@pytest.mark.long
def test_every_finish_differs_from_plain_paint(blender: Session) -> None:
    assert len(FINISHES) <= ROWS * ROWS
    plain = tuple((Covering(finished(finish)[0].paint, "matte"), 0.3) for finish in FINISHES)
    dressed = tuple(finished(finish) for finish in FINISHES)
    one, two = (blender.render(laid(each), CAMERA, passes=True) for each in (plain, dressed))
    apart = differences(one, two)
    assert len(apart) == len(FINISHES)
    faint = [
        finish for number, finish in enumerate(FINISHES, 2) if finish != "matte" and apart[number] < VISIBLE
    ]
    assert faint == []


@pytest.mark.slow
@pytest.mark.parametrize("coverings", [FLOORS, WALLS], ids=["floors", "walls"])
def test_every_covering_but_paint_has_a_pattern(blender: Session, coverings: Mapping[str, Covering]) -> None:
    plain = tuple((Covering(each.paint, "matte"), 0.3) for each in coverings.values())
    covered = tuple((each, 0.3) for each in coverings.values())
    one, two = (blender.render(laid(each), CAMERA, passes=True) for each in (plain, covered))
    apart = dict(zip(coverings, differences(one, two).values(), strict=True))
    faint = [name for name, each in apart.items() if coverings[name].finish != "matte" and each < VISIBLE]
    assert faint == []


@pytest.mark.parametrize(
    "session", ["raycast", pytest.param("blender", marks=pytest.mark.long)], indirect=True
)
def test_grain_shifts_colours_and_nothing_else(session: Session) -> None:
    one, two = (
        session.render(laid(tuple(finished(finish, grain) for finish in FINISHES)), CAMERA, passes=True)
        for grain in (0.2, 0.7)
    )
    assert one.ids is not None
    assert (one.colour != two.colour).mean() > 0.2
    for mine, theirs in ((one.ids, two.ids), (one.depth, two.depth), (one.normals, two.normals)):
        assert mine is not None
        assert theirs is not None
        assert mine.tobytes() == theirs.tobytes()
    for number in range(2, len(FINISHES) + 2):
        means = [frame.colour[one.ids == number].mean(axis=0) for frame in (one, two)]
        assert np.abs(means[0] - means[1]).max() < 40


def everything() -> tuple[Stage, Camera]:
    """A stage with all finishes, lamps, a sun and a sky, and a small picture of it."""
    coverings = tuple(finished(finish, 0.1 * number) for number, finish in enumerate(FINISHES))
    sky = Sky("sunset", 40.0, 2.0, 0.5, openings=(Opening((-3.0, 0.0, 1.0), 0.0, (1.0, 1.0)),))
    lamp, ball = (
        Lamp((1.5, 1.0, 3.0), (1.0, 1.0), 60.0),
        Lamp((-1.0, 1.0, 1.0), (0.1, 0.1), 9.0, shape="ball"),
    )
    lighting = Lighting((lamp, ball), Sun(200.0, 35.0, 3.0), sky, exposure=0.5)
    return Stage("everything", laid(coverings).instances, lighting), Camera(
        (0.0, -4.5, 2.5), 90.0, -28.0, 60.0, 96, 72
    )


def digest(frame: Frame) -> str:
    found: tuple[npt.NDArray[np.generic] | None, ...] = (frame.colour, frame.depth, frame.ids, frame.normals)
    return hashlib.sha256(b"".join(each.tobytes() for each in found if each is not None)).hexdigest()


PROGRAM = """
import sys
sys.path.insert(0, {folder!r})
from test_materials import digest, everything
from spacenum_dsl.base import registry
from spacenum_dsl.output.pictures.renderer import RENDERERS
registry.load()
with RENDERERS[{name!r}].open("draft", 1) as session:
    print(digest(session.render(*everything(), passes=True)))
"""


@pytest.mark.parametrize("name", ["raycast", pytest.param("blender", marks=pytest.mark.long)])
def test_another_process_makes_the_same_bytes(sessions: dict[str, Session | str], name: str) -> None:
    """After other stages, on two threads, and as the first one of a process, on one."""
    session = sessions[name]
    if isinstance(session, str):
        pytest.skip(session)
    first = digest(session.render(*everything(), passes=True))
    session.render(laid((finished("wood"),)), CAMERA, passes=False)
    assert digest(session.render(*everything(), passes=True)) == first
    program = PROGRAM.format(folder=str(Path(__file__).parent), name=name)
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ended.stdout.strip() == first
