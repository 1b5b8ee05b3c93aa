"""Worlds without textures: the same triangles at the same places, in one colour for each part."""

from __future__ import annotations

import numpy as np
from msgspec.structs import replace
from probes import questions

from spacenum_dsl.base.parts import UNTEXTURED, Box, Mesh, Part, Skin, mesh_of
from spacenum_dsl.output.pictures.renderer import Stage
from spacenum_dsl.output.pictures.stage import stage_of
from spacenum_dsl.output.records.encode import encode


def stages(cell: str) -> tuple[Stage, Stage]:
    """One world as it is, and without its textures."""
    question = questions(cell)[0][0]
    world = question.world
    flat = replace(question, world=replace(world, decor=replace(world.decor, plain=True)))
    one, other = (stage_of(encode([each]).worlds[0], 0) for each in (question, flat))
    return one, other


def test_only_what_parts_are_made_of_differs() -> None:
    for cell in ("map", "walk"):
        one, other = stages(cell)
        assert one.lighting == other.lighting
        assert len(one.instances) == len(other.instances)
        for mine, theirs in zip(one.instances, other.instances, strict=True):
            for name in ("id", "position", "yaw", "scale", "colour", "grain"):
                assert getattr(mine, name) == getattr(theirs, name)
            assert mine.mesh.vertices is theirs.mesh.vertices
            assert mine.mesh.faces is theirs.mesh.faces
            assert [part.paint for part in mine.mesh.parts] == [part.paint for part in theirs.mesh.parts]


def test_every_part_is_plain_but_for_glass_mirrors_and_lamps() -> None:
    one, other = stages("walk")
    before = [part.finish for each in one.instances for part in each.mesh.parts]
    after = [part.finish for each in other.instances for part in each.mesh.parts]
    assert len(set(before) - set(UNTEXTURED)) > 3
    assert all(new == (old if old in UNTEXTURED else "plain") for old, new in zip(before, after, strict=True))


def test_a_picture_on_a_mesh_becomes_its_mean_colour() -> None:
    image = np.zeros((4, 4, 3), dtype=np.uint8)
    skin = Skin((0.2, 0.3, 0.4), np.zeros((12, 3, 2), dtype=np.float32), image)
    mesh: Mesh = mesh_of((Part(Box((1.0, 1.0, 1.0)), skin=skin),))
    (part,) = mesh.plain.parts
    assert part.skin is not None
    assert (part.skin.colour, part.skin.image, part.skin.uv) == ((0.2, 0.3, 0.4), None, None)
    assert mesh.plain is mesh.plain
