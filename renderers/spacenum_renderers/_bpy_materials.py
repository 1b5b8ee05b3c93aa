"""Cycles materials from a colour and a finish, all built from the Principled shader.

Textures are procedural, so that there is nothing to load. They are laid out in metres, in the object's frame
or that of its part, so that they depend on nothing but the object. Objects share a material and still differ:
its nodes read the object's own colour, which `looks` fills.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Any

from spacenum_dsl.base.parts import Finish, Vec3
from spacenum_renderers import _bpy_coverings as coverings
from spacenum_renderers import _bpy_textures as textures
from spacenum_renderers._bpy_nodes import Graph, Socket
from spacenum_renderers._surface import GLOW, SILVER, TINT, shade

SETTINGS = MappingProxyType(
    {
        "matte": {"Roughness": 0.85, "Specular IOR Level": 0.25},
        "satin": {"Roughness": 0.42, "Specular IOR Level": 0.4},
        "gloss": {"Roughness": 0.16, "Specular IOR Level": 0.5, "Coat Weight": 0.3, "Coat Roughness": 0.08},
        "metal": {"Metallic": 1.0, "Anisotropic": 0.5},
        "glass": {"Roughness": 0.18, "Metallic": 1.0},
        "wood": {"Roughness": 0.5, "Specular IOR Level": 0.35},
        "fabric": {"Roughness": 0.95, "Specular IOR Level": 0.1, "Sheen Weight": 0.25},
        "glow": {"Roughness": 0.8, "Emission Strength": GLOW},
        "ceramic": {"Roughness": 0.35, "Coat Weight": 1.0, "Coat Roughness": 0.03},
        "leather": {"Roughness": 0.48, "Specular IOR Level": 0.5},
        "mirror": {"Roughness": 0.0, "Metallic": 1.0},
        "planks": {"Roughness": 0.42, "Specular IOR Level": 0.4},
        "tiles": {"Specular IOR Level": 0.5},
        "carpet": {"Roughness": 1.0, "Specular IOR Level": 0.05, "Sheen Weight": 0.3},
        "brick": {"Roughness": 0.9, "Specular IOR Level": 0.2},
        "stripes": {"Roughness": 0.7, "Specular IOR Level": 0.25},
        "plain": {"Roughness": 0.85, "Specular IOR Level": 0.25},
    }
)
"""Principled shader inputs by finish; what is not named stays at Blender's default or is a texture's."""


def looks(grain: float) -> tuple[float, float, float, float]:
    """An object's colour in Blender: the factors of its paint, and its grain."""
    return (*shade(grain), grain)


def material(colour: Vec3, finish: Finish, name: str) -> Any:
    """A new Blender material; `colour` is linear."""
    import bpy  # noqa: PLC0415  exists where Blender does

    made = bpy.data.materials.new(name)
    graph = Graph(made.node_tree)
    shader = graph.node("BsdfPrincipled", SETTINGS[finish])
    output = graph.node("OutputMaterial", {"Surface": shader.outputs["BSDF"]})
    paint = shader.inputs["Base Color"]
    match finish:
        case "matte":
            graph.feed(paint, textures.painted(graph, colour))
        case "metal":
            graph.feed_all(shader, textures.brushed(graph, colour), ("Base Color", "Roughness"))
            graph.feed(shader.inputs["Tangent"], graph.node("Tangent", {}, axis="Z").outputs[0])
        case "wood":
            graph.feed(paint, textures.wood(graph, colour))
        case "fabric":
            graph.feed(paint, textures.cloth(graph, colour))
        case "leather":
            graph.feed_all(shader, textures.leather(graph, colour), ("Base Color", "Normal"))
        case "planks":
            graph.feed(paint, coverings.planks(graph, colour))
        case "tiles":
            graph.feed_all(shader, coverings.tiles(graph, colour), ("Base Color", "Roughness"))
        case "carpet":
            graph.feed(paint, coverings.carpet(graph, colour))
        case "brick":
            graph.feed(paint, coverings.brick(graph, colour))
        case "stripes":
            graph.feed(paint, coverings.stripes(graph, colour))
        case "mirror":
            graph.feed(paint, _power(colour, SILVER))
        case "glass":
            graph.feed(paint, _power(colour, SILVER))
            graph.feed(output.inputs["Surface"], _clear(graph, shader, colour))
        case "glow":
            graph.feed(paint, (0.0, 0.0, 0.0))
            graph.feed(shader.inputs["Emission Color"], colour)
            graph.feed(output.inputs["Surface"], _shadowless(graph, shader))
        case "satin" | "gloss" | "ceramic" | "plain":
            graph.feed(paint, graph.shaded(colour))
    return made


def plain() -> Any:
    """The material of passes, where only what is hit matters and not how it looks."""
    import bpy  # noqa: PLC0415  exists where Blender does

    made = bpy.data.materials.new("plain")
    graph = Graph(made.node_tree)
    graph.node("OutputMaterial", {"Surface": graph.node("Emission", {}).outputs["Emission"]})
    return made


def _clear(graph: Graph, shader: Any, colour: Vec3) -> Socket:
    """Glass as thin sheets: light goes straight on, tinted, but for what the surface reflects.

    Nothing is bent, which walls as thin as a window's or a vase's would not show, and so light gets through
    without caustics: what stands behind is lit, and a shadow has the colour of the glass.
    """
    clear = graph.node("BsdfTransparent", {"Color": _power(colour, TINT)})
    aslant = graph.node("LayerWeight", {"Blend": 0.5}).outputs["Facing"]
    share = graph.math("MULTIPLY_ADD", graph.math("POWER", aslant, 4.0), 0.9, 0.02)
    return graph.node("MixShader", {0: share, 1: clear.outputs[0], 2: shader.outputs[0]}).outputs[0]


def _shadowless(graph: Graph, shader: Any) -> Socket:
    """What glows stands in no light's way: the lamp that it stands for is inside."""
    shadow = graph.node("LightPath", {}).outputs["Is Shadow Ray"]
    clear = graph.node("BsdfTransparent", {})
    return graph.node("MixShader", {0: shadow, 1: shader.outputs[0], 2: clear.outputs[0]}).outputs[0]


def _power(colour: Vec3, exponent: float) -> Vec3:
    red, green, blue = (channel**exponent for channel in colour)
    return red, green, blue
