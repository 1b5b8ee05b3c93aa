"""Materials of a user's own meshes in Blender: the colour or texture that they bring, and nothing of ours."""

from __future__ import annotations

from types import MappingProxyType
from typing import Any

import numpy as np

from spacenum_dsl.base.parts import Finish, Mesh, Skin
from spacenum_renderers._bpy_nodes import Graph
from spacenum_renderers._skins import corner_places

PLACES = "skin"
"""Name of the texture coordinates in a mesh."""
ROUGHNESS = MappingProxyType({"gloss": 0.16, "satin": 0.42, "metal": 0.32})
"""Of a finish; others are as rough as `PLAIN`."""
PLAIN = 0.85


def skin_material(skin: Skin, finish: Finish) -> Any:
    """A new Blender material with the colour or texture of a skin."""
    import bpy  # noqa: PLC0415  exists where Blender does

    made = bpy.data.materials.new("skin")
    graph = Graph(made.node_tree)
    inputs: dict[str | int, float] = {
        "Roughness": ROUGHNESS.get(finish, PLAIN),
        "Metallic": float(finish == "metal"),
    }
    shader = graph.node("BsdfPrincipled", inputs)
    if skin.image is None:
        graph.feed(shader.inputs["Base Color"], skin.colour)
    else:
        place = graph.node("UVMap", {}, uv_map=PLACES).outputs["UV"]
        picture = _picture(bpy.data, skin)
        texture = graph.node("TexImage", {"Vector": place}, image=picture, extension="REPEAT")
        graph.feed(shader.inputs["Base Color"], texture.outputs["Color"])
    graph.node("OutputMaterial", {"Surface": shader.outputs["BSDF"]})
    return made


def _picture(data: Any, skin: Skin) -> Any:
    """The texture of a skin as an image of Blender's, whose first row is the lowest."""
    assert skin.image is not None
    high, wide = skin.image.shape[:2]
    made = data.images.new("skin", wide, high)
    pixels = np.ones((high, wide, 4), dtype=np.float32)
    pixels[..., :3] = skin.image[::-1] / np.float32(255)
    made.pixels.foreach_set(pixels.ravel())
    made.update()
    return made


def lay_skins(made: Any, mesh: Mesh) -> None:
    """Give a Blender mesh the places of its corners in its textures, if any; v points upwards there."""
    if any(part.skin is not None and part.skin.uv is not None for part in mesh.parts):
        places = corner_places(mesh)
        places[..., 1] = 1 - places[..., 1]
        made.uv_layers.new(name=PLACES).data.foreach_set("uv", places.ravel())
