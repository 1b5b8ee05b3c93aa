"""Textures of what things are made of, as colours of a shader graph: wood, cloth, leather, brushed metal.

Every pattern multiplies the paint around its own mean of one, so that a named colour stays what it is. Their
measures are a little coarser than in the real thing: a pixel of a room is half a centimetre or more.
"""

from __future__ import annotations

import math

from spacenum_dsl.base.parts import Vec3
from spacenum_renderers._bpy_nodes import Graph, Socket

BOARD = 0.13
"""Metres: the width of the boards that wooden parts are glued from."""
RING = 0.016
"""Metres between the growth rings of a tree."""
HEART = 0.07
"""Metres from a board's middle to the heart of its tree: the nearer, the more the rings bend into arches."""
THREAD = 0.008
"""Metres from thread to thread of a cloth."""


def wood(graph: Graph, colour: Vec3) -> Socket:
    """Boards side by side, their grain along the part's longest side."""
    place, part = graph.in_part()
    x, y, z = graph.split(place)
    across = graph.math("DIVIDE", y, BOARD)
    lots = graph.lots(graph.packed(graph.math("FLOOR", across), graph.grain(), part))
    inside = graph.math("MULTIPLY", graph.math("SUBTRACT", graph.math("FRACT", across), 0.5), BOARD)
    return graph.shaded(colour, board(graph, x, inside, z, lots))


def board(graph: Graph, along: Socket, across: Socket, depth: Socket, lots: Socket) -> Socket:
    """Factor of a board cut from a tree whose heart lies below it, `across` metres from its middle.

    `lots` are three numbers of the board: where along its tree it was cut, how far aside, how light it is.
    """
    first, second, third = graph.split(lots)
    start = graph.packed(
        graph.math("MULTIPLY_ADD", first, 23.0, along),
        graph.math("MULTIPLY_ADD", second, 0.08, across),
        graph.math("ADD", depth, HEART),
    )
    bend = graph.noise(start, (1.1, 7.0, 7.0), 1.0)
    radius = graph.number("LENGTH", graph.vector("MULTIPLY", start, (0.0, 1.0, 1.0)))
    ring = graph.math("FRACT", graph.math("DIVIDE", graph.math("MULTIPLY_ADD", bend, 0.10, radius), RING))
    late = graph.math("POWER", ring, 2.0)
    fibre = graph.noise(start, (5.0, 260.0, 260.0))
    light = graph.math("MULTIPLY_ADD", third, 0.14, 1.08)
    light = graph.math("MULTIPLY_ADD", late, -0.26, light)
    return graph.math("MULTIPLY_ADD", fibre, -0.13, light)


def cloth(graph: Graph, colour: Vec3) -> Socket:
    """Threads over and under each other, some a little darker."""
    place = graph.elsewhere(graph.in_part()[0])
    waves = graph.vector("SINE", graph.scaled(place, math.tau / THREAD))
    x, y, z = graph.split(waves)
    weave = graph.number("DOT_PRODUCT", waves, graph.packed(y, z, x))
    mottle = graph.noise(place, (90.0, 90.0, 90.0), 2.0)
    factor = graph.math("MULTIPLY_ADD", weave, 0.13, 0.80)
    return graph.shaded(colour, graph.math("MULTIPLY_ADD", mottle, 0.40, factor))


def leather(graph: Graph, colour: Vec3) -> tuple[Socket, Socket]:
    """Pebbles with darker creases between them, and a normal that bends over them."""
    place = graph.elsewhere(graph.in_part()[0])
    pebble = graph.node("TexVoronoi", {"Vector": place, "Scale": 130.0}, feature="F1").outputs["Distance"]
    worn = graph.noise(place, (14.0, 14.0, 14.0), 1.0)
    factor = graph.math("MULTIPLY_ADD", pebble, -0.28, 1.0)
    normal = graph.node("Bump", {"Height": pebble, "Strength": 0.5, "Distance": 0.002}, invert=True).outputs[
        "Normal"
    ]
    return graph.shaded(colour, graph.math("MULTIPLY_ADD", worn, 0.26, factor)), normal


def brushed(graph: Graph, colour: Vec3) -> tuple[Socket, Socket]:
    """Fine level scratches, as on sheet metal and turned vessels: colour and roughness."""
    scratch = graph.noise(graph.elsewhere(graph.in_object()), (2.0, 2.0, 420.0), 1.0)
    roughness = graph.math("MULTIPLY_ADD", scratch, 0.24, 0.16)
    return graph.shaded(colour, graph.math("MULTIPLY_ADD", scratch, 0.28, 0.86)), roughness


def painted(graph: Graph, colour: Vec3) -> Socket:
    """Paint that is not quite even."""
    cloud = graph.noise(graph.elsewhere(graph.in_object()), (2.3, 2.3, 2.3))
    return graph.shaded(colour, graph.math("MULTIPLY_ADD", cloud, 0.07, 0.965))
