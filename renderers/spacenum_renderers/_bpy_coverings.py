"""What covers floors and walls, as colours of a shader graph: planks, tiles, carpet, bricks, stripes.

Patterns have their real sizes in metres. Walls stand along x or y: what faces up or down is laid out by x
and y, what stands by x + y and z, so that a pattern goes round a corner without a break. Some sizes differ
from object to object within their usual range, by the object's grain.
"""

from __future__ import annotations

from spacenum_dsl.base.parts import Vec3
from spacenum_renderers._bpy_nodes import Graph, Socket
from spacenum_renderers._bpy_textures import board

GROUT: Vec3 = (0.34, 0.33, 0.31)
MORTAR: Vec3 = (0.45, 0.43, 0.40)
"""Linear colours of the joints between tiles and between bricks."""


def planks(graph: Graph, colour: Vec3) -> Socket:
    """Boards of 12 to 18 cm by 1.4 m, each row shifted by its own length, with dark joints."""
    u, v, _ = _spread(graph)
    width = _between(graph, 0.12, 0.18)
    row = graph.math("DIVIDE", v, width)
    number = graph.math("FLOOR", row)
    shift, _, _ = graph.split(graph.lots(graph.packed(number, graph.grain(), 1.5)))
    along = graph.math("ADD", graph.math("DIVIDE", u, 1.4), graph.math("MULTIPLY", shift, 7.0))
    lots = graph.lots(graph.packed(graph.math("FLOOR", along), number, graph.grain()))
    inside = graph.math("MULTIPLY", graph.math("SUBTRACT", graph.math("FRACT", row), 0.5), width)
    grain = board(graph, u, inside, 0.0, lots)
    joint = graph.math("MINIMUM", _edge(graph, row, width), _edge(graph, along, 1.4))
    shadow = graph.ramp(joint, 0.0012, 0.0032, 0.35, 1.0)
    return graph.shaded(colour, graph.math("MULTIPLY", grain, shadow))


def tiles(graph: Graph, colour: Vec3) -> tuple[Socket, Socket]:
    """Square tiles, 30 to 60 cm on floors and 20 to 30 cm on walls, between joints of 5 mm.

    Colour, and a roughness that is the tiles' where they are and the grout's between them.
    """
    u, v, lying = _spread(graph)
    small, large = _between(graph, 0.20, 0.30), _between(graph, 0.30, 0.60)
    side = graph.math("MULTIPLY_ADD", graph.math("SUBTRACT", large, small), lying, small)
    across, up = graph.math("DIVIDE", u, side), graph.math("DIVIDE", v, side)
    lots = graph.lots(graph.packed(graph.math("FLOOR", across), graph.math("FLOOR", up), graph.grain()))
    light = graph.math("MULTIPLY_ADD", graph.split(lots)[0], 0.14, 0.93)
    joint = graph.math("MINIMUM", _edge(graph, across, side), _edge(graph, up, side))
    gap = graph.ramp(joint, 0.0018, 0.0032, 1.0, 0.0)
    roughness = graph.math("MULTIPLY_ADD", gap, 0.6, 0.22)
    return graph.mixed(gap, graph.shaded(colour, light), _joint(graph, colour, GROUT)), roughness


def carpet(graph: Graph, colour: Vec3) -> Socket:
    """Short pile: every tuft catches the light in its own way, and feet left larger spots."""
    place = graph.elsewhere(graph.in_object())
    tuft = graph.noise(place, (42.0, 42.0, 42.0), 2.0)
    trodden = graph.noise(place, (4.0, 4.0, 4.0), 1.0)
    factor = graph.math("MULTIPLY_ADD", tuft, 0.90, 0.45)
    return graph.shaded(colour, graph.math("MULTIPLY_ADD", trodden, 0.20, factor))


def brick(graph: Graph, colour: Vec3) -> Socket:
    """Courses of bricks of 24 × 7.1 cm in running bond, no two alike, between joints of 1 cm."""
    u, v, _ = _spread(graph)
    course = graph.math("DIVIDE", v, 0.081)
    number = graph.math("FLOOR", course)
    half = graph.math("MULTIPLY", graph.math("MODULO", number, 2.0), 0.5)
    along = graph.math("ADD", graph.math("DIVIDE", u, 0.25), half)
    lots = graph.lots(graph.packed(graph.math("FLOOR", along), number, graph.grain()))
    light = graph.math("MULTIPLY_ADD", graph.split(lots)[0], 0.34, 0.70)
    rough = graph.noise(graph.in_object(), (60.0, 60.0, 60.0), 1.0)
    light = graph.math("MULTIPLY_ADD", rough, 0.26, light)
    joint = graph.math("MINIMUM", _edge(graph, course, 0.081), _edge(graph, along, 0.25))
    gap = graph.ramp(joint, 0.004, 0.006, 1.0, 0.0)
    return graph.mixed(gap, graph.shaded(colour, light), _joint(graph, colour, MORTAR))


def stripes(graph: Graph, colour: Vec3) -> Socket:
    """Wallpaper with upright stripes, 5 to 9 cm wide, every other one darker."""
    u, _, _ = _spread(graph)
    phase = graph.math("FRACT", graph.math("DIVIDE", u, _between(graph, 0.10, 0.18)))
    away = graph.math("ABSOLUTE", graph.math("SUBTRACT", phase, 0.5))
    return graph.shaded(colour, graph.ramp(away, 0.24, 0.26, 0.86, 1.06))


def _spread(graph: Graph) -> tuple[Socket, Socket, Socket]:
    """Coordinates on the surface in metres, and 1 where it lies, 0 where it stands."""
    x, y, z = graph.split(graph.in_object())
    facing = graph.split(graph.node("NewGeometry", {}).outputs["True Normal"])[2]
    lying = graph.math("GREATER_THAN", graph.math("ABSOLUTE", facing), 0.5)
    standing = graph.math("SUBTRACT", 1.0, lying)
    u = graph.math("MULTIPLY_ADD", y, standing, x)
    v = graph.math("MULTIPLY_ADD", graph.math("SUBTRACT", y, z), lying, z)
    return u, v, lying


def _between(graph: Graph, low: float, high: float) -> Socket:
    """A number that the object's grain draws."""
    share = graph.math("FRACT", graph.math("MULTIPLY", graph.grain(), 7.31))
    return graph.math("MULTIPLY_ADD", share, high - low, low)


def _edge(graph: Graph, place: Socket, length: Socket | float) -> Socket:
    """Metres to the nearest end of the cell of that length, `place` being counted in cells."""
    away = graph.math("ABSOLUTE", graph.math("SUBTRACT", graph.math("FRACT", place), 0.5))
    return graph.math("MULTIPLY", graph.math("SUBTRACT", 0.5, away), length)


def _joint(graph: Graph, colour: Vec3, filling: Vec3) -> Socket:
    """The filling of joints, with something of the colour beside it, so that it fits and yet shows: it is
    darker than what is as light as itself."""
    share = 0.65 if sum(colour) < 0.8 * sum(filling) else 0.35
    red, green, blue = (share * theirs + 0.25 * ours for theirs, ours in zip(filling, colour, strict=True))
    return graph.shaded((red, green, blue))
