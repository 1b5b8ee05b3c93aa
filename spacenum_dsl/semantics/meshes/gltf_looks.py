"""The materials of a glTF: base colours and their textures, and the finish that comes nearest."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from spacenum_dsl.base.parts import Floats, Vec3
from spacenum_dsl.semantics.meshes import faults
from spacenum_dsl.semantics.meshes.folder import Texture, UnusableError, shown
from spacenum_dsl.semantics.meshes.gltf_data import Data, GltfObject
from spacenum_dsl.semantics.meshes.looks import (
    OPAQUE,
    WHITE,
    MeshLook,
    clear_number,
    finish_of,
    glowing,
    see_through,
    single_colour,
    tinted,
)

SPECULAR = "KHR_materials_pbrSpecularGlossiness"
TRANSFORM = "KHR_texture_transform"
WEBP = "EXT_texture_webp"
REPEAT = 10_497


@dataclass(frozen=True)
class Paint:
    """What a material says of colours: a factor in linear light with its opacity, and maybe a texture.

    `least` is the opacity under which it lets something through; 0 for a material that is opaque whatever
    its numbers say. `shift` moves the coordinates, whose set is number `channel`.
    """

    colour: Vec3 = WHITE
    opacity: float = 1.0
    least: float = 0.0
    texture: int | None = None
    channel: int = 0
    shift: GltfObject = field(default_factory=dict)
    called: str = ""


@dataclass
class Materials:
    """The looks of one glTF; each is made once, so that triangles of one look are one piece."""

    data: Data
    _looks: dict[tuple[Any, ...], MeshLook] = field(default_factory=dict)
    _pictures: dict[int, Texture] = field(default_factory=dict)

    def paint(self, number: int | None) -> Paint:
        """What the material of a primitive says; without one it is a bare one."""
        if number is None:
            return Paint()
        material = self.data.tree["materials"][number]
        more = material.get("extensions", {})
        called = f"a material `{shown(material.get('name', number), 40)}`"
        metallic, specular = material.get("pbrMetallicRoughness", {}), more.get(SPECULAR)
        base = metallic if specular is None else specular
        keys = (
            ("baseColorFactor", "baseColorTexture")
            if specular is None
            else ("diffuseFactor", "diffuseTexture")
        )
        factors = [clear_number(share) for share in base.get(keys[0], (1, 1, 1, 1))]
        if len(factors) != 4:
            raise UnusableError(faults.BROKEN_MESH, f"has {called} whose colour is not four numbers")
        if max(map(clear_number, material.get("emissiveFactor", (0, 0, 0)))) > 0:
            raise glowing(called)
        if clear_number(more.get("KHR_materials_transmission", {}).get("transmissionFactor", 0)) > 0:
            raise see_through(called)
        mode = material.get("alphaMode", "OPAQUE")
        least = {"BLEND": OPAQUE, "MASK": float(material.get("alphaCutoff", 0.5))}.get(mode, 0.0)
        texture = dict(base.get(keys[1]) or {})
        shift = texture.get("extensions", {}).get(TRANSFORM, {})
        return Paint(
            (factors[0], factors[1], factors[2]),
            factors[3],
            least,
            texture.get("index") if texture else None,
            int(shift.get("texCoord", texture.get("texCoord", 0))),
            shift,
            called=called,
        )

    def look(self, number: int | None, paint: Paint, tint: Vec3 | None) -> MeshLook:
        """The look of a material, its colour multiplied by a `tint` that all its points have."""
        key = (number, tint)
        if key not in self._looks:
            self._looks[key] = self._made(number, paint, tint)
        return self._looks[key]

    def _made(self, number: int | None, paint: Paint, tint: Vec3 | None) -> MeshLook:
        if number is None:
            return MeshLook() if tint is None else MeshLook(tint)
        red, green, blue = (share * more for share, more in zip(paint.colour, tint or WHITE, strict=True))
        colour: Vec3 = (red, green, blue)
        picture = self.picture(paint)
        finish = self._finish(number)
        if picture is None:
            self.opaque(paint, 1.0)
            return MeshLook(colour, finish=finish)
        self.opaque(paint, picture.opacity)
        return MeshLook(colour, tinted(picture.pixels, colour), finish, self._once(paint))

    def _finish(self, number: int) -> Any:
        material = self.data.tree["materials"][number]
        metallic = material.get("pbrMetallicRoughness", {})
        if SPECULAR in material.get("extensions", {}) or "metallicRoughnessTexture" in metallic:
            return "matte"
        if "baseColorTexture" in metallic:
            return "matte"
        shares = [metallic.get(key) for key in ("metallicFactor", "roughnessFactor")]
        return finish_of(*(None if n is None else clear_number(n) for n in shares))

    def opaque(self, paint: Paint, share: float) -> None:
        """Refuse a material through which something is seen; `share` is its texture's or points' opacity."""
        if paint.opacity * share < paint.least:
            raise see_through(paint.called)

    def single(self, paint: Paint) -> Vec3 | None:
        """The colour of a texture that is one colour all over, so that it can be multiplied."""
        picture = self.picture(paint)
        return None if picture is None else single_colour(picture.pixels)

    def picture(self, paint: Paint) -> Texture | None:
        if paint.texture is None:
            return None
        texture = self.data.tree["textures"][paint.texture]
        more = texture.get("extensions", {})
        number = texture.get("source", more.get(WEBP, {}).get("source"))
        if number is None:
            names = ", ".join(f"`{shown(name, 40)}`" for name in more) or "none"
            way = f"textures are PNG or JPEG; this one is {names}"
            raise UnusableError(faults.BROKEN_MESH, "has a texture without a picture that is read", way)
        if number not in self._pictures:
            self._pictures[number] = self.data.folder.picture(self.data.image(number), f"image {number}")
        return self._pictures[number]

    def _once(self, paint: Paint) -> bool:
        """Whether a texture does not repeat beyond its edges."""
        sampler = self.data.tree["textures"][paint.texture].get("sampler")
        wraps = {} if sampler is None else self.data.tree["samplers"][sampler]
        return any(int(wraps.get(key, REPEAT)) != REPEAT for key in ("wrapS", "wrapT"))


def shifted(uv: npt.NDArray[np.float64], shift: GltfObject) -> Floats:
    """Texture coordinates, scaled and moved as `KHR_texture_transform` wants it.

    Which way it turns them, its text and the programs that read it do not agree on.
    """
    if float(shift.get("rotation", 0.0)) != 0.0:
        raise UnusableError(faults.BROKEN_MESH, "has a turned texture, which is not read", "bake the texture")
    pairs = [
        np.array(shift.get(key, (one, one)), dtype=np.float64) for key, one in (("scale", 1), ("offset", 0))
    ]
    if any(pair.shape != (2,) for pair in pairs):
        raise UnusableError(faults.BROKEN_MESH, "has a texture whose place is not two numbers")
    return np.asarray(uv * pairs[0] + pairs[1])
