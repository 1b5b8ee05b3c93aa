"""A filter coffee machine: a jug on a hot plate under the filter, before a column with the water tank.

Size: plain sense after shop sheets of 10 cups; 27 to 30 cm deep with the jug's handle, 19 to 21
wide, 33 to 37 tall.
"""

from __future__ import annotations

from itertools import pairwise

from spacenum_dsl.base.parts import Cylinder, Finish, Part, Torus
from spacenum_dsl.catalogue.kinds._common import disc_x, slab, turned
from spacenum_dsl.semantics.kind import Kind, Size, Variant, register


def build(size: Size, variant: Variant) -> tuple[Part, ...]:
    sx, sy, sz = size
    hx, hy = sx / 2, sy / 2
    face, plinth, head = hx - 0.035, 0.045, sz - 0.115
    back = -hx + 0.105
    r = 0.43 * sy
    middle = face - r - 0.004
    return (
        slab((-hx, -hy, 0.0), (face, hy, plinth), finish="satin", bevel=0.010),
        slab((-hx + 0.001, -hy + 0.002, plinth - 0.012), (back, hy - 0.002, head + 0.012), finish="satin"),
        slab((-hx, -hy, head), (face, hy, sz), finish="satin", bevel=0.014),
        slab(
            (-hx + 0.012, -hy + 0.012, sz - 0.013),
            (back + 0.02, hy - 0.012, sz - 0.0012),
            "charcoal",
            "satin",
        ),
        slab(
            (face - 0.01, -hy + 0.020, head + 0.030),
            (face + 0.002, hy - 0.020, sz - 0.030),
            "charcoal",
            "gloss",
        ),
        *(
            slab(
                (-hx + 0.030, min(s * hy, s * (hy - 0.01)), plinth + 0.03),
                (-hx + 0.055, max(s * hy, s * (hy - 0.01)), head - 0.012),
                "glass",
                "gloss",
            )
            for s in (-1, 1)
        ),
        disc_x((face, -0.045, head + 0.055), 0.013, 0.010, "chrome", "metal", segments=12),
        slab((face - 0.001, 0.0, head + 0.044), (face + 0.004, 0.055, head + 0.066), "turquoise", "satin"),
        disc_x((face - 0.004, 0.06, 0.5 * plinth), 0.010, 0.010, "red", "satin", segments=12),
        Part(
            Cylinder(0.70 * r, 0.030, 0.95 * r, 16),
            (middle, 0.0, head - 0.013),
            paint="charcoal",
            finish="satin",
        ),
        Part(
            Cylinder(0.96 * r, 0.008, segments=20),
            (middle, 0.0, plinth + 0.003),
            paint="black",
            finish="satin",
        ),
        *_jug(middle, r, (plinth + 0.006, head - 0.032), hx, 0.5 if variant["full"] == 0 else 0.8),
    )


def _jug(x: float, r: float, z: tuple[float, float], tip: float, level: float) -> tuple[Part, ...]:
    """A glass jug with coffee up to a share of its height, a black lid, collar and handle."""
    low, tall = z[0], z[1] - z[0]

    def wide(share: float) -> float:
        """Its radius at a share of its height."""
        points = ((0.0, 0.84), (0.12, 0.97), (0.35, 1.0), (0.60, 0.93), (0.82, 0.74), (1.0, 0.62))
        for (a, ra), (b, rb) in pairwise(points):
            if share <= b:
                return r * (ra + (rb - ra) * (share - a) / (b - a))
        return 0.62 * r

    def shell(start: float, end: float, paint: str, finish: Finish) -> Part:
        steps = [start, *(s for s in (0.12, 0.35, 0.60, 0.82) if start < s < end), end]
        return turned(
            ((0.0, low + start * tall), *((wide(s), low + s * tall) for s in steps), (0.0, low + end * tall)),
            (x, 0.0, 0.0),
            paint,
            finish,
            segments=20,
        )

    ring, tube = 0.30 * tall, 0.008
    return (
        shell(0.0, level * 0.85, "soil", "gloss"),
        shell(level * 0.85, 0.86, "glass", "glass"),
        shell(0.86, 0.94, "black", "satin"),
        turned(
            (
                (0.0, low + 0.93 * tall),
                (0.66 * r, low + 0.93 * tall),
                (0.60 * r, low + tall),
                (0.0, low + tall),
            ),
            (x, 0.0, 0.0),
            "black",
            "satin",
            segments=16,
        ),
        Part(
            Torus(ring, tube, -90.0, 180.0, segments=8, sides=6),
            (tip - ring - tube, 0.0, low + 0.56 * tall),
            (90.0, 0.0, 0.0),
            "black",
            "satin",
        ),
        slab(
            (x + 0.5 * r, -0.0085, low + 0.86 * tall - 0.008),
            (tip - ring - tube + 0.001, 0.0085, low + 0.86 * tall + 0.008),
            "black",
            "satin",
        ),
    )


register(
    Kind(
        name="coffee_machine",
        low=(0.27, 0.19, 0.33),
        high=(0.30, 0.21, 0.37),
        source="plain sense after shop sheets: filter machines of 10 cups",
        colours=("red", "white", "steel", "black", "turquoise"),
        places=("surface",),
        uses=("kitchen",),
        build=build,
        front="its jug",
        variants={"full": (0, 1)},
    )
)
