"""Strategies for whole specs that can be compiled: every one resolves, and every scene has worlds.

Specs are put together from a few pieces whose ranges leave room for each other: anchors at the near edge
and a target behind them, furniture that fits its walls, a viewer that has the scene in view. So a failing
example is about the property under test, not about an unlucky spec.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from hypothesis import strategies as st

from spacenum_dsl.base import registry
from spacenum_dsl.base.coverings import FLOORS, WALLS
from spacenum_dsl.semantics.style import STYLES
from spacenum_dsl.world.light import LIGHTS

_Draw = st.DrawFn
Lines: TypeAlias = list[str]

SMALL = ("mug", "bowl", "bottle", "book", "toy_car", "teapot", "kettle", "vase", "cup", "box")
LARGE = ("crate", "stool", "suitcase", "basket", "nightstand", "chair", "plant", "box")
FURNITURE = ("cabinet", "fridge", "oven", "bookcase", "wardrobe", "nightstand", "sofa")
HUNG = ("picture", "clock", "shelf")
SEATS = ("chair", "stool", "armchair")
LOOSE = ("stool", "plant", "crate", "chair", "floor_lamp", "suitcase")
"""Kinds by where they stand: on a desk, on a floor that is looked at, along walls, on them, at a table, in a
room."""

LONGISH = frozenset({"book", "toy_car", "teapot", "kettle", "nightstand"})
"""Kinds with a front and an outline that tells their yaw, so that options of other yaws look different."""

BESIDE = ("beside(board)", "beside(board, 5 cm)")
FACING = ("facing(board)", "facing(board, 0.5 .. 1.2 m)")

IMAGES = ("(336, 336)", "(256, 256)", "(336, 252)")

STEPS = {
    "walk": ("move_forward", "move_backward", "0.1 .. 1.2 step 0.1 m", "0.1 .. 1.2 m"),
    "strafe": ("move_left", "move_right", "0.1 .. 1.0 step 0.1 m", "0.1 .. 1.0 m"),
    "tilt": ("rotate_up", "rotate_down", "5 .. 40 step 5 deg", "5 .. 40 deg"),
    "turn": ("rotate_left", "rotate_right", "10 .. 70 step 10 deg", "5 .. 60 deg"),
}
"""Actions that go by the same magnitudes, on a grid and out of a range."""


@st.composite
def scene_specs(draw: _Draw) -> str:
    """The text of a valid, satisfiable spec: a layout on a desk or a floor, transitions in a room that it
    furnishes or, now and then, that a style does, or both, and a dataset of all of them.

    Properties worth testing: the text resolves without diagnostics; `parse(format(tree)) == tree`; a tool
    that rewrites specs leaves the worlds as they are; compiling twice gives the same bytes.
    """
    registry.load()
    makers = {"desk": _desk, "floor": _floor, "room": _room, "styled": _styled}
    rare = draw(st.sampled_from(([], [], [], ["styled"])))
    chosen = draw(
        st.lists(st.sampled_from(["desk", "floor", "room", *rare]), min_size=1, max_size=2, unique=True)
    )
    lines: Lines = []
    cells: list[str] = []
    for name in chosen:
        scene, families = makers[name](draw)
        lines += [*scene, *(line for family in families for line in family), ""]
        cells += [family[0].split()[1] for family in families]
    counts = "; ".join(f"{cell}: {draw(st.integers(1, 4))}" for cell in cells)
    seed, image = draw(st.integers(0, 2**32 - 1)), draw(st.sampled_from(IMAGES))
    lines += _block("dataset probe", [f"seed: {seed}", f"image: {image} px", f"cells {{ {counts} }}"])
    return "\n".join([*lines, ""])


def _block(head: str, body: Sequence[str]) -> Lines:
    return [f"{head} {{", *(f"  {line}" for line in body), "}"]


def _inline(head: str, **properties: str) -> str:
    return f"{head} {{ {'; '.join(f'{name}: {value}' for name, value in properties.items())} }}"


def _choice(draw: _Draw, names: Sequence[str]) -> str:
    """Some of the names as alternatives, now and then weighed."""
    chosen = draw(st.lists(st.sampled_from(names), min_size=1, max_size=3, unique=True))
    weights = [draw(st.sampled_from((1, 1, 2, 3))) if len(chosen) > 1 else 1 for _ in chosen]
    terms = (
        f"{weight} * {name}" if weight > 1 else name for weight, name in zip(weights, chosen, strict=True)
    )
    return " | ".join(terms)


def _count(draw: _Draw, low: int, high: int) -> str:
    """A number, a range or alternatives between two numbers."""
    least = draw(st.integers(low, high))
    most = draw(st.integers(least, high))
    if least == most:
        return str(least)
    return draw(st.sampled_from((f"{least} .. {most}", f"{least} | {most}")))


def _apart(draw: _Draw, kinds: Sequence[str]) -> tuple[str, str, list[str], list[str]]:
    """Kinds of origin, x axis, target and distractors, none of them twice, so that names are clear."""
    order = draw(st.permutations(kinds))
    split = draw(st.integers(3, len(kinds) - 1))
    targets = order[2:split]
    if draw(st.booleans()):
        targets = [kind for kind in targets if kind in LONGISH] or targets
    return order[0], order[1], list(targets), list(order[split:])


def _desk(draw: _Draw) -> tuple[Lines, list[Lines]]:
    """A layout on a desk: the anchors near its front edge, the target between them and the back one."""
    width, depth = draw(st.sampled_from((1.2, 1.4, 1.6))), draw(st.sampled_from((0.7, 0.8, 0.9)))
    origin, x_axis, targets, others = _apart(draw, SMALL)
    left, front = 0.25 - width / 2, 0.2 - depth / 2
    body = [
        f"surface: desk_top({width:g}, {depth:g}) m",
        *_decor(draw),
        _inline("anchor origin", kind=origin, at=f"({left:.2f}, {front:.2f}) m"),
        _inline("anchor x_axis", kind=x_axis, at=f"({left + 0.55 * width:.2f}, {front:.2f}) m"),
        *_target(draw, targets, (0.1, width - 0.5), (0.2, depth - 0.4)),
        _inline("distractors clutter", count=_count(draw, 0, 3), kind=_choice(draw, others), at="anywhere"),
        *_camera(draw, "surface", (width + 0.1, width + 0.3), (30, 50), (55, 65)),
        *draw(st.sampled_from(([], ["require gap(target, anchors) >= 2 cm"]))),
        *draw(st.sampled_from(([], ["require visible(target) >= 50 %"]))),
    ]
    return _block("scene desk", body), [_layout(draw, "where", "desk", targets)]


def _floor(draw: _Draw) -> tuple[Lines, list[Lines]]:
    """A layout on the floor of a room, in its middle."""
    origin, x_axis, targets, others = _apart(draw, LARGE)
    reach = draw(st.sampled_from((1.4, 1.7)))
    beside = draw(st.sampled_from((f"({reach - 1:.2f}, -0.40) m", f"around(origin, {reach:.2f} m, 0 deg)")))
    body = [
        _space(draw, (5.5, 6, 7), (5.5, 6, 7), (2.6, 3)),
        *_decor(draw),
        _inline("anchor origin", kind=origin, at="(-1.00, -0.40) m"),
        _inline("anchor x_axis", kind=x_axis, at=beside),
        *_target(draw, targets, (0.2, 1.8), (0.6, 1.6)),
        _inline("distractors rest", count=_count(draw, 0, 3), kind=_choice(draw, others), yaw="any"),
        *_camera(draw, "room", (2.3, 2.6), (30, 40), (75, 85)),
        *draw(st.sampled_from(([], ["require distance(origin, target) <= 4 m"]))),
    ]
    return _block("scene floor", body), [_layout(draw, "place", "floor", targets)]


def _target(
    draw: _Draw, kinds: Sequence[str], across: tuple[float, float], away: tuple[float, float]
) -> Lines:
    """An object that can vary in every factor."""
    (left, right), (near, far) = across, away
    at = draw(
        st.sampled_from(
            (
                f"({left:.2f} .. {right:.2f} step 0.05, {near:.2f} .. {far:.2f} step 0.05) m",
                f"({left:.2f} .. {right:.2f}, {near:.2f} .. {far:.2f}) m",
                f"({left:.2f} .. {right:.2f} step 0.1, {near:.2f} .. {far:.2f}) m",
            )
        )
    )
    scale = draw(st.sampled_from(("70 % | 100 % | 140 %", "75 % | 125 %", "75 .. 150 step 25 %")))
    yaw = draw(st.sampled_from(("0 deg | 90 deg", "0 .. 90 step 45 deg")))
    return _block(
        "object target", [f"kind: {' | '.join(kinds)}", f"at: {at}", f"scale: {scale}", f"yaw: {yaw}"]
    )


def _camera(
    draw: _Draw,
    look_at: str,
    distance: tuple[float, float],
    elevation: tuple[int, int],
    fov: tuple[int, int],
) -> Lines:
    """A camera from the front, somewhat from the side."""
    side = draw(st.integers(0, 20))
    body = [
        f"look_at: {look_at}",
        f"distance: {draw(st.sampled_from(distance)):.1f} m",
        f"elevation: {draw(st.integers(*elevation))} deg",
        f"azimuth: {-90 - side} .. {-90 + side} deg" if side else "azimuth: -90 deg",
        f"fov: {draw(st.integers(*fov))} deg",
    ]
    return _block("camera", body)


def _layout(draw: _Draw, name: str, scene: str, targets: Sequence[str]) -> Lines:
    """One map dimension with positions, or more with any factors that the kinds can show."""
    dims = draw(st.integers(1, 3))
    ways = [("position", draw(st.integers(2, 4)))]
    if dims > 1:
        ways += [("size", 2), ("position, size", 4)]
        ways += [("yaw", 2), ("position, yaw", 4)] if LONGISH.issuperset(targets) else []
    vary, options = draw(st.sampled_from(ways))
    body = ["target: target", f"dims: {dims}", f"vary: {vary}", f"options: {options}"]
    return _block(f"layout {name} on {scene}", [*body, *_ask(draw)])


def _room(draw: _Draw) -> tuple[Lines, list[Lines]]:
    """Transitions in a furnished room. Furniture and pictures all round leave something to see everywhere."""
    limits = (10, 14) if draw(st.booleans()) else (12, 17)
    body = [
        _space(draw, (4.5, 5, 6), (4, 4.5, 5), (2.5, 2.7, 3)),
        *_decor(draw),
        *draw(st.sampled_from(([], _corner(draw)))),
        *draw(st.sampled_from(([], _window(draw)))),
        *draw(st.sampled_from(([], _group(draw)))),
        _inline(
            "objects units", count=_count(draw, 4, 6), kind=_choice(draw, FURNITURE), at="against(walls)"
        ),
        *draw(st.sampled_from(([], _table(draw)))),
        _inline("objects high", count=_count(draw, 3, 5), kind=_choice(draw, HUNG), at=_hung(limits)),
        _inline("objects loose", count=_count(draw, 0, 2), kind=_choice(draw, LOOSE), yaw="any"),
        *draw(st.sampled_from(([], [_inline("object light", kind="ceiling_lamp", at="hung(ceiling)")]))),
        *_agent(draw),
    ]
    names = draw(st.lists(st.sampled_from(sorted(STEPS)), min_size=1, max_size=2, unique=True))
    return _block("scene room_scene", body), [_transition(draw, name, "room_scene") for name in names]


def _styled(draw: _Draw) -> tuple[Lines, list[Lines]]:
    """Turns in a room that a style furnishes, now and then of another shape."""
    space = ["room: l_shaped(6.4 .. 7, 5.8 .. 6.4, 2.6, 1.4 .. 2, 1.4 .. 2) m"]
    body = [
        f"style: {draw(st.sampled_from(sorted(STYLES)))}",
        *draw(st.sampled_from(([], [], space))),
        *_agent(draw),
    ]
    return _block("scene styled_scene", body), [_transition(draw, "turn", "styled_scene", "look")]


def _space(draw: _Draw, *sides: Sequence[float]) -> str:
    """A room of a fixed or a drawn size; an L-shaped one is larger by about the corner that it lacks."""
    x, y, z = (draw(st.sampled_from(lengths)) for lengths in sides)
    form = draw(st.sampled_from(("fixed", "fixed", "drawn", "l_shaped")))
    if form == "fixed":
        return f"room: ({x:g}, {y:g}, {z:g}) m"
    if form == "drawn":
        return f"room: ({x:g} .. {x + 0.8:g}, {y:g} .. {y + 0.6:g}, {z:g}) m"
    sizes = f"{x + 1:g} .. {x + 1.6:g}, {y + 1:g} .. {y + 1.5:g}, {z:g}"
    return f"room: l_shaped({sizes}, 1 .. 1.8, 1 .. 1.6) m"


def _decor(draw: _Draw) -> Lines:
    """Some of the words for how a room looks."""
    words = {"floor": sorted(FLOORS), "walls": sorted(WALLS), "light": sorted(LIGHTS)}
    named = draw(st.lists(st.sampled_from(sorted(words)), max_size=3, unique=True))
    return [f"{name}: {_choice(draw, words[name])}" for name in named]


def _corner(draw: _Draw) -> Lines:
    return [_inline("object nook", kind=_choice(draw, ("plant", "floor_lamp", "bookcase")), at="in_corner")]


def _window(draw: _Draw) -> Lines:
    """Something to look out of, with curtains or without."""
    return [
        _inline("object window", kind="window", at="hung(walls, 1.6 m)"),
        *draw(st.sampled_from(([], [_inline("object drapes", kind="curtains", at="before(window)")]))),
    ]


def _group(draw: _Draw) -> Lines:
    """Something at a wall, and what stands and hangs by it."""
    by = (
        _inline("object art", kind="picture | mirror", at="over(board)"),
        _inline("object next", kind="stool | nightstand", at=draw(st.sampled_from(BESIDE))),
        _inline("object seat", kind="armchair | chair", at=draw(st.sampled_from(FACING))),
    )
    some = draw(st.lists(st.sampled_from(by), min_size=1, max_size=3, unique=True))
    return [_inline("object board", kind="sideboard | desk", at="against(walls)"), *some]


def _hung(decimetres: tuple[int, int]) -> str:
    low, high = decimetres
    return f"hung(walls, {low / 10:.1f} .. {high / 10:.1f} m)"


def _table(draw: _Draw) -> Lines:
    count, kinds = _count(draw, 1, 3), _choice(draw, ("bowl", "bottle", "mug", "vase", "teapot"))
    return [
        _inline("object stand", kind="table", at="anywhere", yaw="0 deg | 90 deg"),
        _inline("objects things", count=count, kind=kinds, at="on(stand)"),
        *draw(st.sampled_from(([], [_seats(draw)]))),
    ]


def _seats(draw: _Draw) -> str:
    return _inline("objects seats", count=_count(draw, 1, 2), kind=_choice(draw, SEATS), at="at(stand)")


def _agent(draw: _Draw) -> Lines:
    body = [
        f"at: free({draw(st.sampled_from((0.2, 0.3)))} m)",
        f"height: {draw(st.sampled_from(('1.5 m', '1.4 .. 1.7 m')))}",
        "yaw: any",
        f"pitch: {draw(st.sampled_from(('0 deg', '-20 .. 20 step 10 deg')))}",
        f"fov: {draw(st.sampled_from((90, 100)))} deg",
    ]
    return _block("agent", body)


def _transition(draw: _Draw, way: str, scene: str, name: str = "") -> Lines:
    there, back, grid, span = STEPS[way]
    body = [
        f"action: {draw(st.sampled_from((there, back, f'{there} | {back}')))}",
        f"by: {draw(st.sampled_from((grid, span)))}",
        f"options: {draw(st.integers(2, 4))}",
        *_ask(draw),
        *draw(st.sampled_from(([], ["require count(visible) >= 3"]))),
    ]
    return _block(f"transition {name or way} on {scene}", body)


def _ask(draw: _Draw) -> Lines:
    return draw(st.sampled_from(([], [], ["ask: num2space"], ["ask: space2num"])))
