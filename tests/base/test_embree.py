"""What rays can hit: shapes are traced anew as often as needed."""

from __future__ import annotations

import numpy as np

from spacenum_dsl.base.embree import scene_of
from spacenum_dsl.base.parts import Box, Part, mesh_of


def test_many_shapes_can_be_traced_at_once() -> None:
    """With a device for each, embree would crash at about a thousand."""
    mesh = mesh_of((Part(Box((1.0, 1.0, 1.0)), (0.0, 0.0, 0.5)),))
    scenes = [scene_of(mesh.vertices, mesh.faces) for _ in range(1500)]
    origin, ray = np.float32([[-2.0, 0.0, 0.5]]), np.float32([[1.0, 0.0, 0.0]])
    hits = {float(scene.run(origin, ray, query="DISTANCE")[0]) for scene in scenes}
    assert hits == {1.5}
