"""A lighting as Blender data: lamps, a sun, openings, and a world with the sky and the ambient light.

The skies are images that come with Blender for previews of materials, `datafiles/studiolights/world/*.exr`.
The `license.txt` beside them says that all are CC0, by Greg Zaal (Poly Haven): city, courtyard, forest,
interior, night, studio, sunrise and sunset, 1024 × 512 pixels each.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from spacenum_dsl.world.lighting import Colour, Lamp, Lighting, Opening, Sky, Sun
from spacenum_renderers._bpy_nodes import Graph
from spacenum_renderers._surface import BACKDROP

AMBIENT_REACH = 1.0
"""Metres within which geometry dims the ambient light."""
BRIGHTEST = 1.0
"""Radiance of a sky image at most: what is brighter, its sun above all, is white in a picture anyhow."""
WHITEST = 0.94
"""Radiance of what a camera sees of the sky at most: nearly white, and yet not blown out."""
HORIZON = slice(170, 342)
"""Rows of a sky image's 512 within 30° of the horizon, which is what windows show."""
LUMINANCE = (0.2126, 0.7152, 0.0722)


def lights(data: Any, lighting: Lighting) -> Iterator[Any]:
    """New objects for all lights of a lighting."""
    for number, lamp in enumerate(lighting.lamps):
        yield _lamp(data, f"lamp {number}", lamp)
    if lighting.sun is not None:
        yield _sun(data, lighting.sun)
    if lighting.sky is not None and lighting.sky.strength > 0:
        for number, opening in enumerate(lighting.sky.openings):
            yield _opening(data, f"opening {number}", opening, lighting.sky)


def world(data: Any) -> Any:
    """A world that gives no light; `light_world` fills it."""
    made = data.worlds.new("world")
    made.light_settings.distance = AMBIENT_REACH
    made.light_settings.ao_factor = 1.0
    made.cycles.sampling_method = "NONE"
    return made


def light_world(data: Any, made: Any, lighting: Lighting) -> None:
    """The ambient light and what is outside.

    Rays that were spread twice look no farther than `AMBIENT_REACH`: they meet the ambient light where they
    are not stopped. Without a sky, stages without walls are lit by it from everywhere. With one, rays that
    were spread once meet nothing, as all its light comes from the openings, and others meet its image.
    """
    graph = Graph(made.node_tree)
    path = graph.node("LightPath", {}).outputs
    ambient = (lighting.ambient,) * 3
    if lighting.sky is None:
        radiance = graph.mixed(path["Is Camera Ray"], ambient, (BACKDROP,) * 3)
    else:
        late = graph.math("GREATER_THAN", path["Ray Depth"], 1.5)
        early = graph.math("SUBTRACT", 1.0, graph.math("MAXIMUM", late, path["Is Diffuse Ray"]))
        outside = graph.scaled(_outside(data, graph, lighting.sky), lighting.sky.shown)
        outside = graph.vector("MINIMUM", outside, (WHITEST,) * 3)
        radiance = graph.vector("ADD", graph.scaled(ambient, late), graph.scaled(outside, early))
    background = graph.node("Background", {"Color": radiance})
    graph.node("OutputWorld", {"Surface": background.outputs[0]})
    for image in [each for each in data.images if not each.users]:
        data.images.remove(image)


def _outside(data: Any, graph: Graph, sky: Sky) -> Any:
    """The sky's image, of a mean radiance of 1 around the horizon, its middle towards the sky's yaw."""
    import bpy  # noqa: PLC0415  exists where Blender does

    path = Path(bpy.utils.system_resource("DATAFILES"), "studiolights", "world", f"{sky.image}.exr")
    image = data.images.load(str(path), check_existing=True)
    ray = graph.node("TexCoord", {}).outputs["Generated"]
    turn = {"Vector": ray, "Angle": math.radians(-sky.yaw)}
    turned = graph.node("VectorRotate", turn, rotation_type="Z_AXIS").outputs[0]
    colour = graph.node("TexEnvironment", {"Vector": turned}, image=image).outputs["Color"]
    return graph.scaled(graph.vector("MINIMUM", colour, (BRIGHTEST,) * 3), 1 / _brightness(image))


def _brightness(image: Any) -> float:
    """Mean luminance around the horizon."""
    width, height = image.size
    pixels = np.empty(width * height * image.channels, dtype=np.float32)
    image.pixels.foreach_get(pixels)
    image.buffers_free()
    rows = pixels.reshape(height, width, image.channels)[HORIZON, :, :3]
    return float((np.minimum(rows, BRIGHTEST) @ np.array(LUMINANCE)).mean())


def _lamp(data: Any, name: str, lamp: Lamp) -> Any:
    if lamp.shape == "ball":
        light = data.lights.new(name, "POINT")
        light.shadow_soft_size = lamp.size[0] / 2
    else:
        light = data.lights.new(name, "AREA")
        light.shape = "RECTANGLE"
        light.size, light.size_y = lamp.size
    light.energy, light.color = _powered(lamp.power, lamp.colour)
    return _placed(data, light, lamp.position)


def _sun(data: Any, sun: Sun) -> Any:
    """Blender's sun shines along its −z."""
    light = data.lights.new("sun", "SUN")
    light.energy, light.color = _powered(sun.strength, sun.colour)
    light.angle = math.radians(sun.angle)
    return _placed(data, light, (0.0, 0.0, 0.0), -sun.elevation, sun.yaw + 180.0)


def _opening(data: Any, name: str, opening: Opening, sky: Sky) -> Any:
    """An upright area light: it spreads light as a hole does through which an even sky shines."""
    light = data.lights.new(name, "AREA")
    light.shape = "RECTANGLE"
    light.size, light.size_y = opening.size
    power = math.pi * sky.strength * opening.size[0] * opening.size[1]
    light.energy, light.color = _powered(power, sky.colour)
    return _placed(data, light, opening.position, 0.0, opening.yaw)


def _powered(power: float, colour: Colour) -> tuple[float, Colour]:
    """Energy and colour for Blender, which wants no channel over 1."""
    most = max(colour)
    return power * most, (colour[0] / most, colour[1] / most, colour[2] / most)


def _placed(data: Any, light: Any, position: Any, pitch: float = -90.0, yaw: float = 90.0) -> Any:
    """A light's object that no camera sees, not in a mirror either; its −z looks towards yaw and pitch."""
    light.use_nodes = True
    graph = Graph(light.node_tree)
    mirrored = graph.node("LightPath", {}).outputs["Is Singular Ray"]
    emission = graph.node("Emission", {"Strength": graph.math("SUBTRACT", 1.0, mirrored)})
    graph.node("OutputLight", {"Surface": emission.outputs[0]})
    shape = data.objects.new(light.name, light)
    shape.location = position
    shape.rotation_mode = "XYZ"
    shape.rotation_euler = (math.radians(pitch + 90.0), 0.0, math.radians(yaw - 90.0))
    shape.visible_camera = False
    return shape
