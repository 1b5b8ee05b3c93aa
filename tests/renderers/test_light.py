"""Where light comes from: the sun's direction, lamps, exposure, the sky and what glass and mirrors show."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from handmade import box, shell

from spacenum_dsl.base import registry
from spacenum_dsl.base.camera import Camera
from spacenum_dsl.base.paint import linear
from spacenum_dsl.base.parts import Box, Mesh, Part, mesh_of
from spacenum_dsl.output.pictures.renderer import Frame, Instance, Session, Stage
from spacenum_dsl.semantics.kind import KINDS, mesh_for
from spacenum_dsl.world.lighting import Lamp, Lighting, Opening, Sky, Sun

FLOOR, THING, OTHER = 1, 2, 3
Light = npt.NDArray[np.float64]


def light_of(frame: Frame) -> Light:
    """(h, w, 3) linear light of a picture, 0 to 1."""
    table = np.array([linear((level / 255,) * 3)[0] for level in range(256)])
    return np.asarray(table[frame.colour])


def slab(size: tuple[float, float, float], paint: str = "wall", finish: str = "matte") -> Mesh:
    return mesh_of((Part(Box(size), (0.0, 0.0, size[2] / 2), paint=paint, finish=finish),))  # type: ignore[arg-type]


def floor(side: float) -> Instance:
    return Instance(FLOOR, slab((side, side, 0.1)), (0.0, 0.0, -0.1), 0.0, 1.0, "white")


def on_floor(camera: Camera) -> Light:
    """(h, w, 2) where the pixels' centres meet z = 0."""
    rows, columns = np.mgrid[0 : camera.height, 0 : camera.width] + 0.5
    rays = camera.rays(np.column_stack([columns.ravel(), rows.ravel()]))
    met = np.asarray(camera.position) - rays * (camera.position[2] / rays[:, 2:])
    return np.asarray(met[:, :2].reshape(camera.height, camera.width, 2))


def shaded(places: Light, half: float, height: float, sun: Sun) -> npt.NDArray[np.bool_]:
    """Which points of the floor lie in the shadow of an upright box in the middle: the way from there to the
    sun is between the box's four sides for a while, and comes in below its top."""
    way = np.array([math.cos(math.radians(sun.yaw)), math.sin(math.radians(sun.yaw))])
    with np.errstate(divide="ignore"):
        ends = np.sort(np.stack([(-half - places) / way, (half - places) / way]), axis=0)
    enters, leaves = ends[0].max(axis=-1), ends[1].min(axis=-1)
    rise = math.tan(math.radians(sun.elevation))
    return np.asarray((enters < leaves) & (leaves > 0) & (np.maximum(enters, 0) * rise < height))


@pytest.mark.parametrize(("yaw", "elevation"), [(20.0, 45.0), (125.0, 60.0), (250.0, 30.0)])
def test_the_sun_stands_where_it_is_said_to(session: Session, yaw: float, elevation: float) -> None:
    """Yaw counter-clockwise from +x, elevation from the floor: seen from above, a post's shadow covers the
    pixels that the two angles give."""
    sun = Sun(yaw, elevation, 3.0)
    post = Instance(THING, box((0.3, 0.3, 0.9)), (0.0, 0.0, 0.0), 0.0, 1.0, "white")
    stage = Stage(f"sun {yaw}", (floor(8.0), post), Lighting((), sun, ambient=0.05))
    camera = Camera((0.0, 0.0, 7.0), 90.0, -90.0, 40.0, 96, 96)
    frame = session.render(stage, camera, passes=True)
    assert frame.ids is not None
    ground, bright = frame.ids == FLOOR, light_of(frame).mean(axis=2)
    dark = bright < 0.5 * np.median(bright[ground])
    expected = shaded(on_floor(camera), 0.15, 0.9, sun)
    assert (expected & ground).sum() > 60
    assert (dark & expected & ground).sum() / ((dark | expected) & ground).sum() > 0.8


def test_a_lamp_shines_on_what_is_below_it(session: Session) -> None:
    """The floor below is brightest, falls off with the distance, and is dark below a table-top."""
    room = Instance(FLOOR, shell(8.0, 6.0, 3.0), (0.0, 0.0, 0.0), 0.0, 1.0, "white")
    top = Instance(THING, slab((1.2, 1.2, 0.05)), (2.0, 0.0, 0.7), 0.0, 1.0, "white")
    lighting = Lighting((Lamp((2.0, 0.0, 2.9), (0.6, 0.6), 60.0),), ambient=0.02)
    camera = Camera((-3.5, -2.5, 1.4), 35.0, -15.0, 90.0, 96, 72)
    places = np.array([(2.0, 0.0, 0.75), (1.0, 1.2, 0.0), (-1.5, 0.0, 0.0), (2.0, 0.0, 0.0)])
    bare = light_of(session.render(Stage("lamp", (room,), lighting), camera, passes=False))
    with_top = light_of(session.render(Stage("lamp and top", (room, top), lighting), camera, passes=False))
    below, aside, far = (around(bare, camera, places[k]) for k in (3, 1, 2))
    assert below > 1.2 * aside > 1.2 * 1.5 * far
    assert around(with_top, camera, places[0]) > below
    assert around(with_top, camera, places[3]) < 0.7 * below


def around(light: Light, camera: Camera, place: Light) -> float:
    """Mean light of the 3×3 pixels about a point of the world."""
    (pixel,), _ = camera.project(place[None])
    column, row = (math.floor(value) for value in pixel)
    assert 1 <= column < camera.width - 1, "outside the picture"
    assert 1 <= row < camera.height - 1, "outside the picture"
    return float(light[row - 1 : row + 2, column - 1 : column + 2].mean())


@pytest.mark.parametrize(
    "kind", ["ceiling_lamp", "pendant_lamp", "floor_lamp", "lamp", "wall_lamp", "fireplace"]
)
def test_the_bulb_of_a_kind_lights_what_is_around_it(session: Session, kind: str) -> None:
    """Nothing but the bulbs shines: near the lamp it is bright, three metres away much less, and more light
    leaves the shade than a closed one would let out."""
    registry.load()
    known = KINDS[kind]
    variant = {name: choices[-1] for name, choices in known.variants.items()}
    assert known.bulbs is not None
    size = known.high
    mesh = mesh_for(kind, size, tuple(variant.items()))
    lift = {"ceiling": 2.7 - size[2], "wall": 1.3, "surface": 0.75}.get(known.places[0], 0.0)
    bulbs = known.bulbs(size, variant)
    assert bulbs
    for bulb in bulbs:
        assert (mesh.bounds[0] <= bulb.at).all()
        assert (bulb.at <= mesh.bounds[1]).all()
    lamps = tuple(
        Lamp((b.at[0] - 2.0, b.at[1], b.at[2] + lift), (2 * b.radius,) * 2, b.power, shape="ball")
        for b in bulbs
    )
    room = Instance(FLOOR, shell(6.0, 4.0, 2.7), (0.0, 0.0, 0.0), 0.0, 1.0, "white")
    lamp = Instance(THING, mesh, (-2.0, 0.0, lift), 0.0, 1.0, "white")
    stage = Stage(kind, (room, lamp), Lighting(lamps, ambient=0.0, exposure=2.0))
    camera = Camera((1.2, -1.7, 1.3), 152.0, -12.0, 95.0, 96, 72)
    frame = session.render(stage, camera, passes=True)
    light, ground = light_of(frame).mean(axis=2), frame.ids == FLOOR
    at = np.asarray(camera.position) + camera.rays(pixels(camera)) * frame.depth.reshape(-1, 1)  # type: ignore[union-attr]
    away = np.linalg.norm(at - np.mean([lamp.position for lamp in lamps], axis=0), axis=1).reshape(
        light.shape
    )
    near, far = light[ground & (away < 1.6)], light[ground & (away > 2.8)]
    assert min(len(near), len(far)) > 50
    assert np.percentile(near, 90) > 1.4 * np.median(far)
    assert near.mean() > 0.006 * sum(bulb.power for bulb in bulbs)


def pixels(camera: Camera) -> Light:
    """(n, 2) all pixel centres, row by row."""
    rows, columns = np.mgrid[0 : camera.height, 0 : camera.width] + 0.5
    return np.asarray(np.column_stack([columns.ravel(), rows.ravel()]))


def test_a_stop_doubles_the_light(session: Session, stage: Stage) -> None:
    camera = Camera((-3.4, -3.0, 1.6), 40.0, -15.0, 80.0, 64, 64)
    dim, bright = (
        light_of(
            session.render(
                Stage(f"{stops} stops", stage.instances, exposed(stage, stops)), camera, passes=False
            )
        )
        for stops in (-2.0, -1.0)
    )
    middle = (dim > 0.02) & (bright < 0.6)
    assert middle.mean() > 0.5
    assert np.median(bright[middle] / dim[middle]) == pytest.approx(2.0, abs=0.05)


def exposed(stage: Stage, stops: float) -> Lighting:
    return Lighting(stage.lighting.lamps, exposure=stops)


def test_a_mirror_shows_what_is_opposite(session: Session) -> None:
    """A red box behind the camera appears where its mirror image stands, and nowhere without the mirror."""
    room = Instance(FLOOR, shell(6.0, 4.0, 2.7), (0.0, 0.0, 0.0), 0.0, 1.0, "white")
    thing = Instance(THING, box((0.5, 0.5, 0.5)), (-1.5, 1.2, 1.0), 0.0, 1.0, "red")
    lighting = Lighting((Lamp((0.0, 0.0, 2.6), (1.0, 1.0), 80.0),))
    camera = Camera((0.0, -0.5, 1.3), 10.0, 0.0, 80.0, 96, 96)

    def red(finish: str) -> npt.NDArray[np.bool_]:
        glass = slab((0.02, 3.0, 2.4), "chrome", finish)
        pane = Instance(OTHER, glass, (2.97, 0.0, 0.1), 0.0, 1.0, "white")
        seen = light_of(session.render(Stage(finish, (room, thing, pane), lighting), camera, passes=False))
        return np.asarray(seen[..., 0] > 2.5 * np.maximum(seen[..., 1], seen[..., 2]))

    assert not red("matte").any()
    rows, columns = np.nonzero(red("mirror"))
    assert len(rows) > 9
    image = np.array([[2 * 2.96 + 1.5 - 0.25, 1.2, 1.25]])
    (expected,), _ = camera.project(image)
    assert (columns.mean() + 0.5, rows.mean() + 0.5) == pytest.approx(tuple(expected), abs=2.5)


@pytest.mark.parametrize("image", ["city", "sunset"])
def test_the_middle_of_a_sky_image_lies_towards_its_yaw(
    sessions: dict[str, Session | str], image: str
) -> None:
    """Four views around make the image's own horizon again, its left to the left, its middle at the yaw."""
    session = sessions["blender"]
    if isinstance(session, str):
        pytest.skip(session)
    yaw, width = 70.0, 36
    thing = Instance(THING, box((0.1, 0.1, 0.1)), (0.0, 0.0, -50.0), 0.0, 1.0, "white")
    lighting = Lighting((), sky=Sky(image, yaw, 0.0, 0.3))
    seen = []
    for turn in (135.0, 45.0, -45.0, -135.0):
        camera = Camera((0.0, 0.0, 0.0), yaw + turn, 0.0, 90.0, width, 4)
        seen.append(
            light_of(session.render(Stage(image, (thing,), lighting), camera, passes=False)).mean(axis=(0, 2))
        )
    around = np.concatenate(seen)
    known = horizon(image)
    within = np.degrees(np.arctan((np.arange(width) + 0.5) * 2 / width - 1))
    to_the_right = np.concatenate([within + middle for middle in (-135, -45, 45, 135)])

    def agreement(degrees: float) -> float:
        columns = np.floor((0.5 + (to_the_right + degrees) / 360) * len(known)).astype(int) % len(known)
        return float(np.corrcoef(around, known[columns])[0, 1])

    fits = {degrees: agreement(degrees) for degrees in range(-180, 180, 4)}
    assert fits[0] > 0.9
    assert max(fits, key=lambda degrees: fits[degrees]) == 0


def horizon(image: str) -> Light:
    """(w,) mean light of a sky image along its middle, as much of it as a picture shows."""
    import bpy
    import OpenEXR

    path = Path(bpy.utils.system_resource("DATAFILES"), "studiolights", "world", f"{image}.exr")
    with OpenEXR.File(str(path)) as file:
        channels = file.parts[0].channels
        found = channels["RGB" if "RGB" in channels else "RGBA"].pixels[..., :3]
    middle = len(found) // 2
    return np.asarray(np.minimum(found[middle - 8 : middle + 8], 1.0).mean(axis=(0, 2)))


def test_a_window_shows_the_sky(session: Session) -> None:
    """Panes are as bright as the sky is said to be; the wall beside them, which it does not light, stays."""
    registry.load()
    known = KINDS["window"]
    assert known.opening is not None
    mesh = mesh_for(
        "window", known.low, tuple((name, choices[0]) for name, choices in known.variants.items())
    )
    half = known.low[1] / 2 - known.opening
    low, high = 0.9 + known.opening, 0.9 + known.low[2] - known.opening
    wall = mesh_of(
        (
            Part(Box((0.1, 3 - half, 2.7)), (3.05, (3 + half) / 2, 1.35), paint="wall"),
            Part(Box((0.1, 3 - half, 2.7)), (3.05, -(3 + half) / 2, 1.35), paint="wall"),
            Part(Box((0.1, 2 * half, low)), (3.05, 0.0, low / 2), paint="wall"),
            Part(Box((0.1, 2 * half, 2.7 - high)), (3.05, 0.0, (2.7 + high) / 2), paint="wall"),
            Part(Box((8.0, 6.0, 0.1)), (0.0, 0.0, -0.05), paint="floor"),
        )
    )
    window = Instance(THING, mesh, (3.0 - known.low[0] / 2, 0.0, 0.9), 180.0, 1.0, "white")
    opening = Opening((3.03, 0.0, (low + high) / 2), 180.0, (2 * half, high - low))
    camera = Camera((0.5, -0.6, 1.5), 12.0, 0.0, 70.0, 96, 96)

    def seen(shown: float) -> Light:
        lighting = Lighting(
            (Lamp((0.0, 0.0, 2.6), (1.0, 1.0), 60.0),), sky=Sky("city", 0.0, 0.0, shown, openings=(opening,))
        )
        stage = Stage(
            f"shown {shown}", (Instance(FLOOR, wall, (0.0, 0.0, 0.0), 0.0, 1.0, "white"), window), lighting
        )
        return light_of(session.render(stage, camera, passes=False))

    dull, bright = seen(0.1), seen(0.4)
    frame = session.render(
        Stage("ids", (Instance(FLOOR, wall, (0.0, 0.0, 0.0), 0.0, 1.0, "white"), window), Lighting(())),
        camera,
        passes=True,
    )
    assert frame.ids is not None
    panes = ((bright - dull).mean(axis=2) > 0.1) & (frame.ids == THING)
    assert panes.sum() > 0.3 * (frame.ids == THING).sum() > 150
    assert np.median(bright[panes] / dull[panes]) == pytest.approx(4.0, rel=0.35)
    beside = frame.ids == FLOOR
    assert np.median(bright[beside] / dull[beside]) == pytest.approx(1.0, abs=0.1)
