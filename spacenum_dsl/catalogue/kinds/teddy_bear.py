"""A teddy bear that sits: a round head with ears and a pale muzzle, a belly, arms and legs with pale soles.

Size: plain sense; 26 to 30 cm deep with its legs, 28 to 32 cm wide, 36 to 42 cm tall. Some wear a bow tie.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacenum_dsl.base.parts import Ellipsoid, Part, Vec3
from spacenum_dsl.catalogue.kinds._common import flush
from spacenum_dsl.semantics.kind import Kind, Size, Variant, register

EAR = 0.078
"""The radius of an ear as a share of the height; it stands over the head by a little more than half of it."""


def build(size: Size, variant: Variant) -> tuple[Part, ...]:
    sx, sy, sz = size
    radii = (0.30 * sx, 0.29 * sy, 0.205 * sz)
    head = (-0.10 * sx, 0.0, 0.955 * sz - radii[2])
    belly = _fur((0.0, 0.0, 0.0), (0.32 * sx, 0.31 * sy, 0.30 * sz), 12)
    return (
        flush(flush(belly, 0, low=-sx / 2), 2, low=0.004),
        _fur(head, radii, 14),
        *_face(head, radii),
        *(part for side in (-1, 1) for part in (*_ear(side, head, radii, sz), *_limbs(side, size))),
        *(_bow((head[0] + 0.16 * sx, head[2] - 1.02 * radii[2]), sy) if variant["bow"] else ()),
    )


def _fur(at: Vec3, radii: Vec3, segments: int = 8, rotate: Vec3 = (0.0, 0.0, 0.0)) -> Part:
    return Part(Ellipsoid(radii, segments), at, rotate, finish="fabric")


def _pale(at: Vec3, radii: Vec3, segments: int = 8) -> Part:
    return Part(Ellipsoid(radii, segments), at, paint="cream", finish="fabric")


def _limbs(side: int, size: Size) -> Iterator[Part]:
    """An arm that hangs out to the side, a leg stretched to the front, its foot and the sole of it."""
    sx, sy, sz = size
    hx, hy = sx / 2, sy / 2
    arm = _fur(
        (-0.06 * sx, side * 0.36 * sy, 0.39 * sz),
        (0.075 * sz, 0.075 * sz, 0.185 * sz),
        10,
        (side * 42.0, -25.0, 0.0),
    )
    yield flush(arm, 1, low=-hy) if side < 0 else flush(arm, 1, high=hy)
    foot, y = 0.118 * sz, side * 0.325 * sy
    leg = _fur((0.0, side * 0.265 * sy, 0.0), (0.30 * sx, 0.098 * sz, 0.10 * sz), 8, (0.0, 0.0, side * 14.0))
    yield flush(flush(leg, 2, low=0.0), 0, high=hx - 0.02)
    heel = _fur((0.0, y, 0.0), (0.075 * sz, 0.92 * foot, foot), 10)
    yield flush(flush(heel, 2, low=0.0), 0, high=hx - 0.006)
    yield flush(_pale((0.0, y, 0.98 * foot), (0.030 * sz, 0.66 * foot, 0.72 * foot)), 0, high=hx)


def _ear(side: int, head: Vec3, radii: Vec3, sz: float) -> Iterator[Part]:
    """An ear that reaches the top of the box, with its pale inside."""
    ear, x = EAR * sz, head[0] - 0.01
    y, z = side * 0.78 * radii[1], sz - ear
    yield flush(_fur((x, y, z), (0.45 * ear, ear, ear)), 2, high=sz)
    yield _pale((x + 0.30 * ear, 1.03 * y, z), (0.26 * ear, 0.62 * ear, 0.62 * ear), 6)


def _face(head: Vec3, radii: Vec3) -> Iterator[Part]:
    """A pale muzzle with a dark nose, and two eyes."""
    x, _, z = head
    deep, wide, tall = radii
    yield _pale((x + 0.80 * deep, 0.0, z - 0.26 * tall), (0.42 * deep, 0.46 * wide, 0.38 * tall), 10)
    spots = (
        ((1.20, 0.0, -0.10), (0.13, 0.17, 0.13)),
        ((0.84, -0.40, 0.22), (0.10, 0.11, 0.12)),
        ((0.84, 0.40, 0.22), (0.10, 0.11, 0.12)),
    )
    for (ahead, aside, up), (a, b, c) in spots:
        at = (x + ahead * deep, aside * wide, z + up * tall)
        yield Part(Ellipsoid((a * deep, b * wide, c * tall), 6), at, paint="black", finish="gloss")


def _bow(at: tuple[float, float], sy: float) -> Iterator[Part]:
    """Two loops and a knot under the chin."""
    x, z = at
    for side in (-1, 1):
        loop = Ellipsoid((0.016, 0.115 * sy, 0.030), 6)
        yield Part(loop, (x, side * 0.11 * sy, z), (side * 18.0, 0.0, 0.0), "red", "satin")
    yield Part(Ellipsoid((0.024, 0.018, 0.020), 6), (x + 0.004, 0.0, z), paint="red", finish="satin")


register(
    Kind(
        name="teddy_bear",
        low=(0.26, 0.28, 0.36),
        high=(0.30, 0.32, 0.42),
        source="plain sense: large soft toys",
        colours=("brown", "cardboard", "grey", "pink", "blue"),
        places=("surface", "floor"),
        build=build,
        variants={"bow": (0, 1)},
        front="its face",
        uses=("living_room", "bedroom"),
    )
)
