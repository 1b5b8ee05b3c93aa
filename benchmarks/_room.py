"""A furnished room for the renderer benchmarks: fifteen objects, about 5,000 triangles."""

from __future__ import annotations

from spacenum_dsl.base.camera import Camera
from spacenum_dsl.base.parts import Box, Cylinder, Ellipsoid, Lathe, Mesh, Part, Torus, mesh_of
from spacenum_dsl.output.pictures.renderer import Instance, Stage
from spacenum_dsl.world.lighting import Lamp, Lighting

PLACES = ((-1.8, 1.2), (-0.9, 0.4), (-0.2, -0.8), (0.6, 1.0), (1.3, -0.3), (1.9, 1.4), (-1.4, -0.9))
CAMERAS = tuple(
    Camera(position, yaw, -18.0, 72.0, 336, 336)
    for position, yaw in (
        ((-2.3, -1.8, 1.6), 45.0),
        ((2.2, -1.7, 1.5), 130.0),
        ((0.0, -1.8, 1.4), 80.0),
        ((0.4, 1.8, 1.6), -95.0),
        ((2.2, 0.0, 1.5), 170.0),
    )
)


def shell() -> Mesh:
    sides = [((5.0, 4.0, 0.1), (0.0, 0.0, -0.05), "floor"), ((5.0, 4.0, 0.1), (0.0, 0.0, 2.75), "ceiling")]
    sides += [((0.1, 4.0, 2.7), (x, 0.0, 1.35), "wall") for x in (-2.55, 2.55)]
    sides += [((5.2, 0.1, 2.7), (0.0, y, 1.35), "wall") for y in (-2.05, 2.05)]
    return mesh_of(tuple(Part(Box(size), at=at, paint=paint) for size, at, paint in sides))


def ball() -> Mesh:
    return mesh_of((Part(Ellipsoid((0.18, 0.18, 0.18), 20), at=(0.0, 0.0, 0.18), finish="satin"),))


def mug() -> Mesh:
    wall = ((0, 0), (0.1, 0), (0.13, 0.03), (0.13, 0.3), (0.11, 0.3), (0.1, 0.04), (0, 0.03))
    handle = Part(Torus(0.08, 0.02, -100, 200), at=(0.12, 0, 0.15), rotate=(90, 0, 0), finish="gloss")
    return mesh_of((Part(Lathe(wall, 24), finish="gloss"), handle))


def stool() -> Mesh:
    legs = tuple(
        Part(Cylinder(0.02, 0.43), at=(x, y, 0.215), finish="metal", paint="steel")
        for x in (-0.13, 0.13)
        for y in (-0.13, 0.13)
    )
    return mesh_of((*legs, Part(Box((0.36, 0.36, 0.04), 0.01), at=(0, 0, 0.45), finish="wood", paint="oak")))


def room(number: int) -> Stage:
    """The room in one of many states: each is a stage of its own with the same meshes."""
    kinds = (ball(), mug(), stool())
    colours = ("red", "blue", "green", "yellow", "purple", "orange", "turquoise")
    instances = [Instance(1, shell(), (0.0, 0.0, 0.0), 0.0, 1.0, "white")]
    for k in range(15):
        x, y = PLACES[k % 7]
        place = (x + 0.45 * (k // 7), y - 0.4 * (k // 7), 0.0)
        instances.append(Instance(k + 2, kinds[k % 3], place, 37.0 * k + number, 1.0, colours[k % 7]))
    return Stage(f"room {number}", tuple(instances), Lighting((Lamp((0.0, 0.0, 2.68), (1.2, 1.2), 80.0),)))


def triangles(stage: Stage) -> int:
    return sum(len(instance.mesh.faces) for instance in stage.instances)
