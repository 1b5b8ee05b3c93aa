"""What the documented frames mean in pictures, with numbers worked out by hand, for each renderer."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest
from handmade import FAR, HIGH, LEFT, NEAR, ROOM, ROUND

from spacenum_dsl.base.camera import Camera, looking_at
from spacenum_dsl.output.pictures.renderer import Session, Stage


def ahead(**changes: float) -> Camera:
    """At the room's centre, eye at 1 m, along +x; a view of 90° over 64 pixels has a focal length of 32."""
    values = {"x": 0.0, "y": 0.0, "z": 1.0, "yaw": 0.0, "pitch": 0.0} | changes
    return Camera((values["x"], values["y"], values["z"]), values["yaw"], values["pitch"], 90.0, 64, 48)


def ids(session: Session, stage: Stage, camera: Camera) -> npt.NDArray[np.int32]:
    found = session.render(stage, camera, passes=True).ids
    assert found is not None
    return found


def centre(image: npt.NDArray[np.int32], thing: int) -> tuple[float, float]:
    rows, columns = np.nonzero(image == thing)
    assert len(rows), f"instance {thing} is not in the picture"
    return float(columns.mean()) + 0.5, float(rows.mean()) + 0.5


def test_a_known_box_covers_the_pixels_that_it_should(session: Session, stage: Stage) -> None:
    """Its front is 2.5 m away and 1 m wide and high, centred: 32 × 0.5 / 2.5 = 6.4 pixels to each side."""
    image = ids(session, stage, ahead())
    rows, columns = np.nonzero(image == LEFT)
    assert (columns.min(), columns.max()) == (26, 37)
    assert (rows.min(), rows.max()) == (18, 29)
    assert len(rows) == 12 * 12


def test_depth_is_along_the_view_and_not_along_the_ray(session: Session, stage: Stage) -> None:
    """The box's front is at 2.5 m and the wall at 4 m, at the centre of the picture and at its sides."""
    frame = session.render(stage, ahead(), passes=True)
    assert frame.depth is not None
    assert frame.ids is not None
    assert frame.depth.dtype == np.float32
    assert frame.ids.dtype == np.int32
    assert frame.depth[24, 32] == pytest.approx(2.5, abs=1e-4)
    assert frame.depth[24, 2] == pytest.approx(4.0, abs=1e-4)
    assert frame.depth[24, 61] == pytest.approx(4.0, abs=1e-4)
    assert frame.ids[24, 2] == ROOM


def test_normals_are_those_of_flat_faces_in_the_world_towards_the_camera(
    session: Session, stage: Stage
) -> None:
    """Ahead along +x: the box's front faces −x, the floor up, the ceiling down, the walls inwards. The far
    side of the yellow box, turned by 30° counter-clockwise, is seen from below and behind: −z and its side.
    """
    frame = session.render(stage, ahead(), passes=True)
    assert frame.normals is not None
    assert frame.normals.dtype == np.float32
    places = {(24, 32): (-1, 0, 0), (24, 2): (-1, 0, 0), (46, 32): (0, 0, 1), (1, 32): (0, 0, -1)}
    for (row, column), normal in places.items():
        assert frame.normals[row, column] == pytest.approx(normal, abs=1e-5)
    to_the_left = session.render(stage, ahead(yaw=90.0), passes=True)
    assert to_the_left.normals is not None
    assert to_the_left.normals[24, 32] == pytest.approx((0, -1, 0), abs=1e-5)
    seen = session.render(stage, Camera((0.0, 2.5, 2.4), 0.0, 0.0, 40.0, 64, 48), passes=True)
    assert seen.normals is not None
    assert seen.ids is not None
    faces = seen.normals[seen.ids == HIGH]
    front, side = (-np.cos(np.pi / 6), -0.5, 0.0), (-0.5, np.cos(np.pi / 6), 0.0)
    apart = [np.abs(faces - np.array(face)).max(axis=1) for face in (front, side)]
    assert (np.minimum(*apart) < 1e-5).all()
    assert all((each < 1e-5).sum() > 20 for each in apart)


@pytest.mark.parametrize("yaw", [0.0, 55.0, 140.0, 215.0])
def test_normals_are_of_unit_length_and_point_to_the_camera_everywhere(
    session: Session, stage: Stage, yaw: float
) -> None:
    camera = Camera((-0.7, 0.4, 1.3), yaw, -12.0, 95.0, 96, 72)
    frame = session.render(stage, camera, passes=True)
    assert frame.normals is not None
    assert frame.ids is not None
    rows, columns = np.mgrid[0:72, 0:96] + 0.5
    rays = camera.rays(np.column_stack([columns.ravel(), rows.ravel()])).reshape(72, 96, 3)
    hit = frame.ids > 0
    assert hit.mean() > 0.99
    assert np.linalg.norm(frame.normals, axis=2)[hit] == pytest.approx(1.0, abs=1e-5)
    assert (np.einsum("ijk,ijk->ij", frame.normals, rays)[hit] < 0).all()


def test_normals_do_not_follow_the_smooth_shading(session: Session, stage: Stage) -> None:
    """A tube of a few flat faces shows no more normals than it has faces, each of unit length."""
    frame = session.render(stage, Camera((-2.0, 0.0, 0.2), 90.0, 0.0, 40.0, 96, 96), passes=True)
    assert frame.normals is not None
    assert frame.ids is not None
    tube = frame.normals[(frame.ids == ROUND) & (np.abs(frame.normals[..., 2]) < 1e-5)]
    assert np.linalg.norm(tube, axis=1) == pytest.approx(1.0, abs=1e-5)
    assert 3 <= len(np.unique(tube.round(4), axis=0)) <= 20
    assert (tube[:, 1] < 0).all()


def test_turning_left_moves_things_right(session: Session, stage: Stage) -> None:
    """10° to the left: 32 × tan 10° = 5.6 pixels for a point straight ahead."""
    before, after = (centre(ids(session, stage, ahead(yaw=yaw)), LEFT) for yaw in (0.0, 10.0))
    assert before[0] == pytest.approx(32.0, abs=0.01)
    assert after[0] - before[0] == pytest.approx(5.6, abs=0.7)


def test_looking_up_moves_things_down(session: Session, stage: Stage) -> None:
    before, after = (centre(ids(session, stage, ahead(pitch=pitch)), LEFT) for pitch in (0.0, 10.0))
    assert before[1] == pytest.approx(24.0, abs=0.01)
    assert after[1] - before[1] == pytest.approx(5.6, abs=0.7)


def test_moving_right_moves_things_left(session: Session, stage: Stage) -> None:
    """Along +x, right is −y; half a metre at 2.5 m is 6.4 pixels."""
    before, after = (centre(ids(session, stage, ahead(y=y)), LEFT) for y in (0.0, -0.5))
    assert after[0] - before[0] == pytest.approx(-6.4, abs=0.7)


def test_left_of_x_is_y_and_up_is_z(session: Session, stage: Stage) -> None:
    """The yellow box stands at +y and above the eye: left of the middle and above it."""
    column, row = centre(ids(session, stage, ahead()), HIGH)
    assert column < 20
    assert row < 24


def test_from_azimuth_minus_90_y_points_away(session: Session, stage: Stage) -> None:
    position, yaw, pitch = looking_at((0.0, 0.0, 0.25), 3.0, 30.0, -90.0)
    frame = session.render(stage, Camera(position, yaw, pitch, 60.0, 64, 48), passes=True)
    assert frame.depth is not None
    assert frame.ids is not None
    near, far = (float(frame.depth[frame.ids == thing].mean()) for thing in (NEAR, FAR))
    assert far - near == pytest.approx(2.0 * np.cos(np.radians(30.0)), abs=0.1)
    assert centre(frame.ids, FAR)[1] < centre(frame.ids, NEAR)[1]


def test_a_tall_picture_has_the_same_horizontal_view(session: Session, stage: Stage) -> None:
    image = ids(session, stage, Camera((0.0, 0.0, 1.0), 0.0, 0.0, 90.0, 32, 64))
    columns = np.nonzero(image == LEFT)[1]
    assert (columns.min(), columns.max()) == (13, 18)


def test_yaw_turns_instances_counter_clockwise(session: Session, stage: Stage) -> None:
    """From below, the yellow box of 0.4 × 0.6 m, turned by 30°: the ids agree with the turned rectangle."""
    camera = Camera((2.5, 2.5, 0.4), 0.0, 90.0, 60.0, 64, 64)
    image = ids(session, stage, camera)
    rows, columns = np.mgrid[0:64, 0:64] + 0.5
    local = camera.rays(np.column_stack([columns.ravel(), rows.ravel()]))[:, :2] * (2.2 - 0.4)
    turn = np.radians(30.0)
    along = local @ np.array([np.cos(turn), np.sin(turn)])
    across = local @ np.array([-np.sin(turn), np.cos(turn)])
    expected = ((np.abs(along) < 0.2) & (np.abs(across) < 0.3)).reshape(64, 64)
    assert ((image == HIGH) != expected).mean() < 0.002


def test_where_nothing_is_there_is_no_id_and_no_end(session: Session, stage: Stage) -> None:
    alone = Stage("alone", stage.instances[1:2], stage.lighting)
    frame = session.render(alone, ahead(x=-3.0), passes=True)
    assert frame.depth is not None
    assert frame.ids is not None
    assert set(np.unique(frame.ids)) == {0, NEAR}
    assert frame.normals is not None
    assert np.isinf(frame.depth[frame.ids == 0]).all()
    assert (frame.normals[frame.ids == 0] == 0).all()
    assert np.isfinite(frame.depth[frame.ids > 0]).all()


def test_colours_are_the_named_ones_and_the_picture_is_readable(session: Session, stage: Stage) -> None:
    frame = session.render(stage, Camera((-3.4, -3.0, 1.6), 40.0, -15.0, 80.0, 96, 96), passes=True)
    assert frame.colour.shape == (96, 96, 3)
    assert frame.colour.dtype == np.uint8
    assert 0.25 < frame.colour.mean() / 255 < 0.7
    assert (frame.colour.min(axis=2) == 255).mean() < 0.01
    assert (frame.colour.max(axis=2) < 8).mean() < 0.01
    for thing, channel in ((NEAR, 0), (FAR, 2), (LEFT, 1)):
        assert frame.colour[frame.ids == thing].mean(axis=0).argmax() == channel
    assert (frame.ids == ROUND).sum() > 20


def test_the_same_picture_twice_has_the_same_bytes(session: Session, stage: Stage) -> None:
    other = Stage("other", stage.instances[:3], stage.lighting)
    first = session.render(stage, ahead(yaw=20.0), passes=True)
    session.render(other, ahead(), passes=False)
    again = session.render(stage, ahead(yaw=20.0), passes=True)
    for one, two in ((first.colour, again.colour), (first.depth, again.depth), (first.ids, again.ids)):
        assert one is not None
        assert two is not None
        assert np.array_equal(one, two)
