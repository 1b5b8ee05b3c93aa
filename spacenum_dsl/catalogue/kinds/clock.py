"""A round clock on the wall: a coloured rim, twelve marks, two bold hands and a thin red one for the seconds.

Size: plain sense; 30 cm wide, 40 to 50 mm deep. It is round, so its width does not vary.
"""

from __future__ import annotations

from spacenum_dsl.base import exact
from spacenum_dsl.base.parts import Box, Part, Prism
from spacenum_dsl.catalogue.kinds._common import disc_x, turned
from spacenum_dsl.semantics.kind import Kind, Size, Variant, register


def build(size: Size, variant: Variant) -> tuple[Part, ...]:
    sx, sy, sz = size
    hx, r = sx / 2, sy / 2
    middle, face = sz / 2, 0.0
    inner = r - 0.022
    rim = (
        (0.0, 0.0),
        (r, 0.0),
        (r, 0.5 * sx),
        (r - 0.008, sx),
        (inner, sx - 0.002),
        (inner - 0.003, 0.45 * sx),
        (0.0, 0.45 * sx),
    )
    around = (exact.turn(360.0 * k / 28) for k in range(28))
    circle = tuple(((inner - 0.003) * c, (inner - 0.003) * s) for c, s in around)
    dial = Part(Prism(circle, 0.004), (face - 0.004, 0.0, middle), (90.0, 0.0, 90.0), "white")

    def bar(
        share: float, reach: tuple[float, float], wide: float, lift: tuple[float, float], paint: str
    ) -> Part:
        """A bar on the dial: between two distances from its centre, at a share of the way round."""
        (c, s), half = exact.turn(360.0 * share), (reach[0] + reach[1]) / 2
        return Part(
            Box((lift[1] - lift[0], wide, reach[1] - reach[0])),
            (face + (lift[0] + lift[1]) / 2, half * s, middle + half * c),
            (-360.0 * share, 0.0, 0.0),
            paint,
        )

    hour, minute = divmod(variant["minutes"], 60)
    far = inner - 0.012
    return (
        turned(rim, (-hx, 0.0, middle), finish="satin", segments=28, rotate=(0.0, 90.0, 0.0)),
        dial,
        *(
            bar(
                k / 12,
                (far - (0.026 if k % 3 else 0.036), far),
                0.006 if k % 3 else 0.013,
                (-0.001, 0.0012),
                "black",
            )
            for k in range(12)
        ),
        bar((hour + minute / 60) / 12, (-0.018, 0.072), 0.014, (0.001, 0.0035), "black"),
        bar(minute / 60, (-0.022, 0.108), 0.010, (0.004, 0.0060), "black"),
        bar(0.59, (-0.030, 0.106), 0.0035, (0.0065, 0.0080), "red"),
        disc_x((face, 0.0, middle), 0.011, 0.011, "black", segments=8),
    )


register(
    Kind(
        name="clock",
        low=(0.040, 0.30, 0.30),
        high=(0.050, 0.30, 0.30),
        source="plain sense: wall clocks",
        colours=("red", "black", "blue", "green", "yellow"),
        places=("wall",),
        build=build,
        front="its dial",
        uses=("kitchen", "living_room", "office"),
        variants={"minutes": (85, 272, 608)},
    )
)
