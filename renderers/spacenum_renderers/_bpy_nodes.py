"""Shader nodes of Blender as expressions: each method adds a node and returns the socket that it computes.

An operand is such a socket or a constant. Positions are in metres.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from spacenum_dsl.base.parts import Vec3

Socket: TypeAlias = Any
"""An output of a node: a number, a vector or a colour."""
Operand: TypeAlias = Socket | float | Vec3

IN_PART = "in_part"
"""Attribute of a mesh's vertices: `_surface.in_part`."""
APART: Vec3 = (31.7, 17.3, 7.9)
"""Metres by which the textures of two objects are apart at most: patterns have no common period with it."""


class Graph:
    """The nodes of one material or world, none at first."""

    def __init__(self, tree: Any) -> None:
        self._tree = tree
        tree.nodes.clear()

    def node(self, kind: str, inputs: Mapping[Any, Operand], **settings: object) -> Any:
        """A new node with its inputs fed, by name or by number."""
        made = self._tree.nodes.new(f"ShaderNode{kind}")
        for name, value in settings.items():
            setattr(made, name, value)
        for key, operand in inputs.items():
            self.feed(made.inputs[key], operand)
        return made

    def feed(self, slot: Any, operand: Operand) -> None:
        """Link a socket to an input, or set the input's own value."""
        if isinstance(operand, int | float):
            slot.default_value = operand
        elif isinstance(operand, tuple):
            slot.default_value = (*operand, 1.0)[: len(slot.default_value)]
        else:
            self._tree.links.new(operand, slot)

    def feed_all(self, node: Any, operands: Sequence[Operand], names: Sequence[str]) -> None:
        """Feed several inputs of a node, by name."""
        for name, operand in zip(names, operands, strict=True):
            self.feed(node.inputs[name], operand)

    def math(self, operation: str, *operands: Socket | float) -> Socket:
        """A number out of numbers, by one of Blender's operations."""
        return self.node("Math", dict(enumerate(operands)), operation=operation).outputs[0]

    def vector(self, operation: str, *operands: Socket | Vec3) -> Socket:
        """A vector out of vectors, by one of Blender's operations."""
        return self.node("VectorMath", dict(enumerate(operands)), operation=operation).outputs["Vector"]

    def number(self, operation: str, *operands: Socket | Vec3) -> Socket:
        """A number out of vectors, by one of Blender's operations."""
        return self.node("VectorMath", dict(enumerate(operands)), operation=operation).outputs["Value"]

    def scaled(self, vector: Socket | Vec3, factor: Socket | float) -> Socket:
        """A vector or colour times a number."""
        inputs = {"Vector": vector, "Scale": factor}
        return self.node("VectorMath", inputs, operation="SCALE").outputs["Vector"]

    def packed(self, x: Socket | float, y: Socket | float, z: Socket | float) -> Socket:
        """The vector of three numbers."""
        return self.node("CombineXYZ", {0: x, 1: y, 2: z}).outputs[0]

    def split(self, vector: Socket) -> tuple[Socket, Socket, Socket]:
        """The three numbers of a vector."""
        x, y, z = self.node("SeparateXYZ", {0: vector}).outputs
        return x, y, z

    def ramp(self, value: Socket, low: float, high: float, start: float, end: float) -> Socket:
        """From `start` where the value is `low` or less to `end` where it is `high` or more."""
        inputs = {"Value": value, "From Min": low, "From Max": high, "To Min": start, "To Max": end}
        return self.node("MapRange", inputs, clamp=True).outputs[0]

    def mixed(self, share: Socket, first: Socket | Vec3, second: Socket | Vec3) -> Socket:
        """The first vector or colour where the share is 0, the second where it is 1."""
        return self.vector(
            "ADD", self.scaled(first, self.math("SUBTRACT", 1.0, share)), self.scaled(second, share)
        )

    def noise(self, at: Socket, spots: Vec3, detail: float = 0.0) -> Socket:
        """Smooth noise from 0 to 1 around 0.5, with so many spots per metre along the axes."""
        place = self.vector("MULTIPLY", at, spots)
        return self.node("TexNoise", {"Vector": place, "Scale": 1.0, "Detail": detail}).outputs[0]

    def lots(self, cell: Socket) -> Socket:
        """Three numbers from 0 to 1 that depend on nothing but the vector."""
        return self.node("TexWhiteNoise", {"Vector": cell}).outputs["Color"]

    def grain(self) -> Socket:
        """The grain of the object, from 0 to 1."""
        return self.node("ObjectInfo", {}).outputs["Alpha"]

    def in_part(self) -> tuple[Socket, Socket]:
        """Where a point is in its part, and a number from 0 to 1 of that part."""
        inside = self.node("Attribute", {}, attribute_name=IN_PART).outputs
        return inside["Vector"], inside["Alpha"]

    def in_object(self) -> Socket:
        """Where a point is in its object's frame."""
        return self.node("TexCoord", {}).outputs["Object"]

    def elsewhere(self, place: Socket) -> Socket:
        """The place moved, in every object by another distance."""
        return self.vector("ADD", place, self.scaled(APART, self.grain()))

    def shaded(self, colour: Vec3 | Socket, factor: Socket | float = 1.0) -> Socket:
        """A colour in its object's own shade, times a factor."""
        shade = self.node("ObjectInfo", {}).outputs["Color"]
        return self.scaled(self.vector("MULTIPLY", shade, colour), factor)
