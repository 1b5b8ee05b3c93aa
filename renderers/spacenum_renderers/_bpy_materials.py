"""Cycles materials from a colour and a finish, all built from the Principled shader.

Textures are procedural in the object's own coordinates, so that they depend on nothing but the object.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Any

from spacenum_dsl.base.parts import Finish, Vec3
from spacenum_renderers._surface import GLOW

SETTINGS = MappingProxyType(
    {
        "matte": {"Roughness": 0.85, "Specular IOR Level": 0.25},
        "satin": {"Roughness": 0.42, "Specular IOR Level": 0.4},
        "gloss": {"Roughness": 0.16, "Specular IOR Level": 0.5, "Coat Weight": 0.3, "Coat Roughness": 0.08},
        "metal": {"Roughness": 0.32, "Metallic": 1.0},
        "glass": {"Roughness": 0.03, "IOR": 1.3, "Transmission Weight": 0.75},
        "wood": {"Roughness": 0.55, "Specular IOR Level": 0.35},
        "fabric": {"Roughness": 0.95, "Specular IOR Level": 0.1, "Sheen Weight": 0.25},
        "glow": {"Roughness": 0.8, "Emission Strength": GLOW},
    }
)
"""Principled shader inputs by finish; what is not named stays at Blender's default."""

GRAIN = (22.0, 1.6, 22.0)
"""Spots of wood per metre along x, y and z: furniture is widest along y, and its grain runs there."""
WEAVE = (140.0, 140.0, 140.0)
"""Spots of fabric per metre."""
MOTTLE = ((0.3, 0.9), (0.7, 1.06))
"""Where the noise is that low or high, the colour is multiplied by that much."""
GLASS_SHADE = 0.65
"""Share of light that glass lets through to what lies in its shadow."""


def material(colour: Vec3, finish: Finish, name: str) -> Any:
    """A new Blender material; `colour` is linear."""
    import bpy  # noqa: PLC0415  exists where Blender does

    made = bpy.data.materials.new(name)
    nodes, links = made.node_tree.nodes, made.node_tree.links
    nodes.clear()
    output = nodes.new("ShaderNodeOutputMaterial")
    shader = nodes.new("ShaderNodeBsdfPrincipled")
    links.new(shader.outputs["BSDF"], output.inputs["Surface"])
    shader.inputs["Base Color"].default_value = (*colour, 1.0)
    for key, value in SETTINGS[finish].items():
        shader.inputs[key].default_value = value
    if finish == "glow":
        shader.inputs["Base Color"].default_value = (0.0, 0.0, 0.0, 1.0)
        shader.inputs["Emission Color"].default_value = (*colour, 1.0)
    elif finish == "wood":
        _mottle(made.node_tree, shader, colour, GRAIN)
    elif finish == "fabric":
        _mottle(made.node_tree, shader, colour, WEAVE)
    elif finish == "glass":
        _light_shadow(nodes, links, shader, output, colour)
    return made


def plain() -> Any:
    """The material of passes, where only what is hit matters and not how it looks."""
    import bpy  # noqa: PLC0415  exists where Blender does

    made = bpy.data.materials.new("plain")
    nodes, links = made.node_tree.nodes, made.node_tree.links
    nodes.clear()
    output, shader = nodes.new("ShaderNodeOutputMaterial"), nodes.new("ShaderNodeEmission")
    links.new(shader.outputs["Emission"], output.inputs["Surface"])
    return made


def _mottle(tree: Any, shader: Any, colour: Vec3, spots: Vec3) -> None:
    """Let the colour vary within `MOTTLE` in smooth noise, `spots` per metre."""
    nodes, links = tree.nodes, tree.links
    place, mapping = nodes.new("ShaderNodeTexCoord"), nodes.new("ShaderNodeMapping")
    noise, ramp = nodes.new("ShaderNodeTexNoise"), nodes.new("ShaderNodeValToRGB")
    mapping.inputs["Scale"].default_value = spots
    noise.inputs["Scale"].default_value = 1.0
    noise.inputs["Detail"].default_value = 3.0
    noise.inputs["Distortion"].default_value = 0.4
    for stop, (position, factor) in zip(ramp.color_ramp.elements, MOTTLE, strict=True):
        stop.position = position
        stop.color = (*(min(channel * factor, 1.0) for channel in colour), 1.0)
    links.new(place.outputs["Object"], mapping.inputs["Vector"])
    links.new(mapping.outputs["Vector"], noise.inputs["Vector"])
    links.new(noise.outputs[0], ramp.inputs[0])
    links.new(ramp.outputs["Color"], shader.inputs["Base Color"])


def _light_shadow(nodes: Any, links: Any, shader: Any, output: Any, colour: Vec3) -> None:
    """Let shadow rays through: a path tracer without caustics would draw glass with a black shadow."""
    path, clear, mix = (
        nodes.new(kind)
        for kind in ("ShaderNodeLightPath", "ShaderNodeBsdfTransparent", "ShaderNodeMixShader")
    )
    clear.inputs["Color"].default_value = (*(GLASS_SHADE * channel for channel in colour), 1.0)
    links.new(path.outputs["Is Shadow Ray"], mix.inputs[0])
    links.new(shader.outputs["BSDF"], mix.inputs[1])
    links.new(clear.outputs["BSDF"], mix.inputs[2])
    links.new(mix.outputs["Shader"], output.inputs["Surface"])
