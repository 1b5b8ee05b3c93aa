"""glTF files by their looks: materials, textures, colours of points."""

from __future__ import annotations

import io
from typing import Any

import numpy as np
import numpy.typing as npt
from mesh_files import png
from PIL import Image

from mesh_cases import BLUE, CORNERS, GREEN, RED, YELLOW, Case, refused
from mesh_cases.gltf_maker import WHITE, Maker, case
from mesh_cases.obj import clear, grey16


def half(first: tuple[float, ...], second: tuple[float, ...]) -> npt.NDArray[Any]:
    """A number for each corner: those at x = 0, and those at x = 1."""
    return np.array([first] * 4 + [second] * 4)


def webp() -> Maker:
    file = io.BytesIO()
    Image.new("RGB", (8, 8), YELLOW).save(file, format="WEBP", lossless=True)
    maker = Maker().texture(0.5, 0.5, file.getvalue())
    more = {"extensions": {"EXT_texture_webp": {"source": 0}}}
    return maker.add(textures=[more], extensionsRequired=["EXT_texture_webp"])


def specular() -> Maker:
    more = {"KHR_materials_pbrSpecularGlossiness": {"diffuseFactor": [1, 0.2158605, 0, 1]}}
    return Maker().material(extensions=more).add(extensionsRequired=list(more))


def shifted(**more: Any) -> Maker:
    return Maker().texture(0.25, 0.25, extensions={"KHR_texture_transform": more})


def wrapped(number: int, u: float) -> Maker:
    maker = Maker().texture(u, 0.25)
    maker.tree["textures"][0]["sampler"] = 0
    return maker.add(samplers=[{"wrapS": number}])


def coloured(first: tuple[float, ...], second: tuple[float, ...]) -> Maker:
    return Maker().attribute("COLOR_0", half(first, second).astype("<f4"))


def clear_texture(alpha: int, **material: Any) -> Maker:
    maker = Maker().texture(0.25, 0.25, clear(alpha))
    maker.tree["materials"][0] |= material
    return maker


def basis() -> Maker:
    return Maker().texture(0.5, 0.5).add(textures=[{"extensions": {"KHR_texture_basisu": {"source": 0}}}])


HALF = 0.2158605
"""The linear light of the sRGB level 128."""

CASES = (
    case("default_material", Maker().material(), WHITE),
    case("factor", Maker().material({"baseColorFactor": [1, HALF, 0, 0.1]}), (255, 128, 0)),
    case("unlit", Maker().material(extensions={"KHR_materials_unlit": {}}), WHITE),
    case("specular_glossiness", specular(), (255, 128, 0)),
    case("colours_alone", coloured((HALF, 1, 0), (HALF, 1, 0)), (128, 255, 0)),
    Case(
        "colours_that_differ.glb",
        coloured((HALF, 1, 0), (HALF, 1, 0))
        .attribute("COLOR_0", half((1, 0, 0), (0, 0, 1)).astype("<f4"))
        .glb(),
        colours={(255, 0, 0): 6 / 22, (0, 0, 255): 6 / 22, (156, 0, 213): 5 / 22, (213, 0, 156): 5 / 22},
    ),
    case(
        "colours_in_bytes",
        Maker().attribute("COLOR_0", half((255, 0, 51, 255), (255, 0, 51, 255)).astype("<u1")),
        (255, 0, 124),
    ),
    case(
        "colours_times_factor",
        coloured((1, 1, 0, 1), (1, 1, 0, 1)).material({"baseColorFactor": [1, HALF, 1, 1]}),
        (255, 128, 0),
    ),
    case(
        "colours_times_texture",
        Maker().texture(0.75, 0.75).attribute("COLOR_0", half((1, 0, 0), (1, 0, 0)).astype("<f4")),
        (220, 0, 0),
    ),
    case(
        "white_times_texture",
        Maker().texture(0.75, 0.75).attribute("COLOR_0", np.ones((8, 3), "<f4")),
        YELLOW,
    ),
    Case(
        "colours_times_one_texel.glb",
        Maker()
        .texture(0.5, 0.5, png(np.full((4, 4, 3), 128, np.uint8)))
        .attribute("COLOR_0", np.array([(1, 0, 0) if z else (0, 0, 0) for _, _, z in CORNERS], "<f4"))
        .glb(),
        colours={(128, 0, 0): 2 / 22, (0, 0, 0): 2 / 22, (76, 0, 0): 9 / 22, (106, 0, 0): 9 / 22},
    ),
    case("texture", Maker().texture(0.75, 0.25), GREEN),
    case("second_places", Maker().texture(0.25, 0.75, channel=1, texCoord=1), BLUE),
    case("moved_texture", shifted(offset=[0.5, 0.5]), YELLOW),
    case("scaled_texture", shifted(scale=[3, 1]), GREEN),
    case(
        "other_places",
        Maker()
        .texture(0.25, 0.25)
        .texture(0.75, 0.75, channel=2, texCoord=0, extensions={"KHR_texture_transform": {"texCoord": 2}}),
        YELLOW,
    ),
    case("repeated", wrapped(10_497, 1.75), GREEN),
    case("clamped_within", wrapped(33_071, 0.75), GREEN),
    case("webp", webp(), YELLOW),
    case("grey_of_16_bits", Maker().texture(0.5, 0.5, grey16(100 * 257)), (100, 100, 100)),
    case("alpha_that_is_not_used", clear_texture(0), RED),
    case("mask_that_cuts_nothing", clear_texture(200, alphaMode="MASK"), RED),
    case("blend_that_shows_nothing", clear_texture(255, alphaMode="BLEND"), RED),
    refused("mask.glb", clear_texture(100, alphaMode="MASK").glb(), "see-through"),
    refused("blend.glb", clear_texture(200, alphaMode="BLEND").glb(), "see-through"),
    refused(
        "blend_by_factor.glb",
        Maker().material({"baseColorFactor": [1, 1, 1, 0.3]}, alphaMode="BLEND").glb(),
        "see-through",
    ),
    refused(
        "blend_by_colours.glb",
        coloured((1, 1, 1, 0.2), (1, 1, 1, 1)).material(alphaMode="BLEND").glb(),
        "see-through",
    ),
    refused(
        "transmission.glb",
        Maker().material(extensions={"KHR_materials_transmission": {"transmissionFactor": 1}}).glb(),
        "see-through",
    ),
    refused("glowing.glb", Maker().material(emissiveFactor=[0, 1, 0]).glb(), "glows"),
    refused(
        "colours_over_texture.glb",
        Maker().texture(0.5, 0.5).attribute("COLOR_0", half((1, 0, 0), (0, 0, 1)).astype("<f4")).glb(),
        "whose product is not read",
    ),
    refused("turned_texture.glb", shifted(rotation=1.0).glb(), "turned texture"),
    refused("clamped_beyond.glb", wrapped(33_071, 1.75).glb(), "does not repeat"),
    refused("mirrored_beyond.glb", wrapped(33_648, 1.75).glb(), "does not repeat"),
    refused("basis.glb", basis().glb(), "without a picture"),
    refused("no_places.glb", Maker().texture(0.5, 0.5, texCoord=3).glb(), "without texture coordinates"),
)
