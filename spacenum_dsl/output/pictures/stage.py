"""From records back to what a renderer needs: a stage per state of a world, a camera per view."""

from __future__ import annotations

import msgspec

from spacenum_dsl.base.camera import Camera
from spacenum_dsl.output.pictures.renderer import Instance, Stage
from spacenum_dsl.output.records.types import ViewRecord, WorldRecord
from spacenum_dsl.world.structure import structure_of
from spacenum_dsl.world.world import World


def world_of(record: WorldRecord) -> World:
    """The world that a record was written from; its cameras stand in its views."""
    return World(
        record.scene,
        record.seed,
        record.index,
        record.attempt,
        record.room,
        record.surface,
        record.decor,
        record.objects,
        record.frame,
        record.varied,
        record.states,
        {},
        record.stream,
    )


def stage_of(record: WorldRecord, state: int) -> Stage:
    """All triangles of one state of a world at their places, and its lights."""
    world = world_of(record)
    structure, plain = structure_of(world), world.decor.plain
    grain = world.decor.shares[0]
    around = tuple(
        Instance(number, mesh.plain if plain else mesh, (0.0, 0.0, 0.0), 0.0, 1.0, "white", grain)
        for number, mesh in sorted(structure.meshes.items())
    )
    objects = tuple(
        Instance(
            thing.id,
            thing.mesh.plain if plain else thing.mesh,
            thing.placement.position,
            thing.placement.yaw,
            thing.placement.scale,
            thing.colour,
            thing.grain,
        )
        for thing in (*structure.fittings, *world.in_state(state))
    )
    key = msgspec.json.encode((record.id, state)).decode()
    return Stage(key, (*around, *objects), record.lighting)


def camera_of(view: ViewRecord) -> Camera:
    """The camera of a view."""
    camera = view.camera
    return Camera(camera.position, camera.yaw, camera.pitch, camera.fov, camera.width, camera.height)
