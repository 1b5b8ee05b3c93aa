"""Names, types and units: every fault of a file at once, at the smallest place that shows it."""

from __future__ import annotations

import math
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spacenum_dsl.base.diagnostics import Diagnostic
from spacenum_dsl.base.render_diagnostics import render
from spacenum_dsl.base.span import Source
from spacenum_dsl.language.parse import parse
from spacenum_dsl.semantics import values
from spacenum_dsl.semantics.program import Program
from spacenum_dsl.semantics.resolve import load_program, resolve
from spacenum_dsl.world.plan import plan_scene
from spacenum_dsl.world.sampler import draw_worlds
from spacenum_dsl.world.world import World

GOLDEN = Path(__file__).parent.parent / "golden" / "meaning"
REGENERATE = bool(os.environ.get("SPACENUM_REGENERATE"))

SCENE = """
scene s {{
  surface: desk_top(1.4, 0.8) m
  anchor origin {{ kind: mug; at: (-0.45, -0.2) m }}
  anchor x_axis {{ kind: lamp; at: (0.25, -0.2) m }}
  object target {{ kind: bowl; at: {at}; scale: 80 % | 120 % }}
  camera {{ look_at: surface; distance: 1.5 m; elevation: 40 deg; azimuth: -90 deg }}
  {more}
}}
layout l on s {{ target: target; vary: position, size }}
"""
PLACE = "(0.1 .. 0.8 step 0.1, 0.2) m"


def faults_of(text: str) -> tuple[Diagnostic, ...]:
    parsed = parse(Source("spec.scene", text))
    return resolve([parsed.tree], (), parsed.diagnostics).diagnostics


@pytest.mark.parametrize("path", sorted(GOLDEN.glob("*.scene")), ids=lambda path: path.stem)
def test_golden_diagnostics(path: Path) -> None:
    found = render(faults_of(path.read_text()), colour=False).replace("spec.scene", path.name) + "\n"
    expected = path.with_suffix(".txt")
    if REGENERATE:
        expected.write_text(found)
    assert found == expected.read_text()


def test_every_fault_shows_a_way_out() -> None:
    """A label at the caret says what is expected there, or a line below what to write."""
    silent = [
        (path.stem, fault.message)
        for path in GOLDEN.glob("*.scene")
        for fault in faults_of(path.read_text())
        if not (fault.label or fault.help)
    ]
    assert silent == []


@pytest.mark.parametrize("name", ["desk", "kitchen", "interventions", "quickstart"])
def test_the_projects_specs_resolve(specs: Path, name: str) -> None:
    resolved = load_program(specs / f"{name}.scene", specs)
    assert resolved.program is not None
    assert resolved.diagnostics == ()


def test_units_become_metres_degrees_and_shares(program_of: Callable[[str], Program]) -> None:
    for written, metres in (
        ("40 cm", 0.4),
        ("400 mm", 0.4),
        ("0.4 m", 0.4),
        ("1 ft", 0.3048),
        ("10 in", 0.254),
    ):
        scene = program_of(
            SCENE.format(at=f"({written}, 0.2 m)", more="").replace("position, size", "size; options: 2")
        ).scenes["s"]
        target = scene.object("target")
        assert target is not None
        assert isinstance(target.at, values.Vector)
        assert target.at.items[0] == values.Constant(target.at.items[0].span, metres, "length")


def test_grids_hold_exact_decimals_with_both_ends(program_of: Callable[[str], Program]) -> None:
    program = program_of(SCENE.format(at="(0.1 .. 0.7 step 0.2, 0.2) m", more=""))
    target = program.scenes["s"].object("target")
    assert target is not None
    assert isinstance(target.at, values.Vector)
    grid = target.at.items[0]
    assert isinstance(grid, values.Grid)
    assert grid.values == (0.1, 0.3, 0.5, 0.7)


def test_a_unit_behind_a_tuple_holds_inside_computations(program_of: Callable[[str], Program]) -> None:
    """Seventeen places from 40 cm before to 40 cm behind; factors and divisors have no unit."""
    more = "object m { kind: pen; at: (target.at.x + (-0.4 .. 0.4 step 0.05), 3 * 0.1 - 0.4 / 2) m }"
    scene = program_of(SCENE.format(at=PLACE, more=more)).scenes["s"]
    at = scene.object("m").at  # type: ignore[union-attr]
    assert isinstance(at, values.Vector) and isinstance(at.items[0], values.Arithmetic)
    grid = at.items[0].right
    assert isinstance(grid, values.Grid) and (grid.values[0], len(grid.values), grid.values[-1]) == (
        -0.4,
        17,
        0.4,
    )
    assert isinstance(at.items[1], values.Constant) and at.items[1].value == 0.1


def test_computed_ends_of_a_range_are_reached(program_of: Callable[[str], Program]) -> None:
    """A third of a metre has no exact decimals; three steps of it are a metre all the same."""
    text = "let third = 1 m / 3\n" + SCENE.format(at="(0 .. 1 m step third, 0.2 m)", more="")
    target = program_of(text).scenes["s"].object("target")
    assert target is not None and isinstance(target.at, values.Vector)
    grid = target.at.items[0]
    assert isinstance(grid, values.Grid) and len(grid.values) == 4 and grid.values[-1] == 1.0


def test_all_faults_of_a_file_are_found_in_one_run() -> None:
    more = "require gap(target, anchor) >= 4 cm\n  require distance(target, origin) >= 10 deg\n  colour: red"
    found = faults_of(SCENE.format(at="(0.1 deg, 0.2 m)", more=more))
    assert [fault.code for fault in found] == ["SN221", "SN204", "SN221", "SN202"]


def test_let_and_define_and_extends(program_of: Callable[[str], Program]) -> None:
    text = SCENE.format(at="(near, 0.2 m)", more="").replace("\nscene", "let near = 0.3 m\n\nscene", 1)
    text += "layout l2 on s extends l { vary: size; options: 2 }\n"
    parsed = parse(Source("spec.scene", text.replace("position, size", "size; options: 2")))
    for defines, expected in (((), 0.3), ((("near", "45 cm"),), 0.45)):
        program = resolve([parsed.tree], defines).program
        assert program is not None
        target = program.scenes["s"].object("target")
        assert target is not None
        assert isinstance(target.at, values.Vector)
        named = target.at.items[0]
        assert isinstance(named, values.Named)
        assert isinstance(named.value, values.Constant)
        assert named.value.value == expected
        assert program.families["l2"].options == 2


def test_a_define_that_fits_no_let_is_a_fault() -> None:
    parsed = parse(Source("spec.scene", SCENE.format(at=PLACE, more="")))
    (fault,) = resolve([parsed.tree], (("nothing", "1"),)).diagnostics
    assert fault.code == "SN208"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('import "../outside.scene"', "leaves the spec's folder"),
        ('import "/etc/passwd"', "does not end in `.scene`"),
        ('import "/etc/passwd.scene"', "not a relative path"),
        ('import "missing.scene"', "No such file"),
        ('import "folder.scene"', "not a regular file"),
        ('import "pipe.scene"', "not a regular file"),
        ('import "link.scene"', "leaves the spec's folder"),
        ('import "self.scene"', "files import each other: self.scene → self.scene"),
        ('import "big.scene"', "larger than one megabyte"),
    ],
)
def test_hostile_imports_are_refused(tmp_path: Path, line: str, reason: str) -> None:
    root = tmp_path / "specs"
    root.mkdir()
    (tmp_path / "outside.scene").write_text("")
    (root / "folder.scene").mkdir()
    os.mkfifo(root / "pipe.scene")
    (root / "link.scene").symlink_to(tmp_path / "outside.scene")
    (root / "big.scene").write_text("#" * 1_000_001)
    (root / "self.scene").write_text(line + "\n")
    resolved = load_program(root / "self.scene", root)
    assert resolved.program is None
    assert any(reason in fault.message for fault in resolved.diagnostics), resolved.diagnostics


def test_imports_form_a_circle_over_two_files(tmp_path: Path) -> None:
    (tmp_path / "a.scene").write_text('import "b.scene"\n')
    (tmp_path / "b.scene").write_text('import "a.scene"\n')
    (fault,) = load_program(tmp_path / "a.scene", tmp_path).diagnostics
    assert fault.code == "SN261"
    assert "a.scene → b.scene → a.scene" in fault.message


WORDS = [
    word.strip(" ")
    for word in """
scene ~ s ~ layout ~ l ~ on ~ extends ~ dataset ~ cells ~ object ~ objects ~ target ~ anchor ~
origin ~ x_axis ~ camera ~ agent ~ kind ~ at ~ mug ~ bowl ~ lamp ~ against(walls) ~ on(target) ~
hung(ceiling) ~ anywhere ~ any ~ require ~ gap(target, anchors) ~ count(visible) ~ visible ~ let ~
0.4 m ~ 20 deg ~ 80 % ~ 4 ~ 1e9 ~ 99999999999999999999 m ~ (0.1, 0.2) m ~ 0 .. 4 ~ 0.1 .. 0.2 step
0.1 m ~ 1 | 2 ~ 3 * mug | lamp ~ - 1 ~ ( ~ ) ~ { ~ } ~ : ~ ; ~ NEWLINE ~ , ~ + ~ / 0 ~ * ~ >= ~ and ~ not
~ room ~ surface ~ desk_top(1.4, 0.8) m ~ scale ~ vary ~ position ~ size ~ options ~ dims ~ seed ~
import ~ "x.scene" ~ = ~ transition ~ action ~ by ~ rotate_left ~ intervention ~ interventions ~
image ~ count
""".replace("\n", " ")
    .replace("NEWLINE", "\n")
    .split("~")
]


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=40))
def test_any_words_give_a_program_or_diagnostics(words: list[str]) -> None:
    parsed = parse(Source("spec.scene", " ".join(words)))
    resolved = resolve([parsed.tree], (), parsed.diagnostics)
    assert (resolved.program is None) == any(fault.severity == "error" for fault in resolved.diagnostics)


LINES = SCENE.format(at=PLACE, more="require gap(target, anchors) >= 4 cm").splitlines()


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, len(LINES) - 1), st.integers(0, 12), st.sampled_from(WORDS)),
        min_size=1,
        max_size=3,
    )
)
@pytest.mark.long
def test_a_real_spec_with_foreign_words_gives_a_program_or_diagnostics(
    edits: list[tuple[int, int, str]],
) -> None:
    lines = list(LINES)
    for number, place, word in edits:
        parts = lines[number].split(" ")
        parts[min(place, len(parts) - 1)] = word
        lines[number] = " ".join(parts)
    parsed = parse(Source("spec.scene", "\n".join(lines)))
    resolved = resolve([parsed.tree], (), parsed.diagnostics)
    assert (resolved.program is None) == any(fault.severity == "error" for fault in resolved.diagnostics)


def test_members_of_a_group_can_be_mentioned(program_of: Callable[[str], Program]) -> None:
    """The pen lies 15 cm to the right of the second apple, whichever world it is."""
    more = """objects apples { count: 2 .. 3; kind: apple; at: anywhere }
  object m { kind: pen; at: (apples[1].at.x + 0.15, apples[1].at.y) m }
  require gap(apples[0], apples[2]) >= 20 cm"""
    plan = plan_scene(program_of(SCENE.format(at=PLACE, more=more)).scenes["s"])
    found = [world for world in draw_worlds(plan, 1, range(30), [0] * 30) if isinstance(world, World)]
    assert {sum(thing.group == "apples" for thing in world.things) for world in found} == {2, 3}
    for world in found:
        assert world.frame is not None
        pen, apple = (world.thing(name).placement.position for name in ("m", "apples[1]"))
        turn = math.radians(world.frame.yaw)
        expected = (apple[0] + 0.15 * math.cos(turn), apple[1] + 0.15 * math.sin(turn))
        assert pen[:2] == pytest.approx(expected)
        if any(thing.name == "apples[2]" for thing in world.things):
            first, last = (world.thing(f"apples[{n}]").placement.position for n in (0, 2))
            assert math.dist(first, last) >= 0.2


def test_what_follows_from_another_fault_is_not_told() -> None:
    """A property, a block, a `let` and a file that could not be read are missing elsewhere."""
    for text, codes in (
        ("scene s { room (5, 4, 2) m; agent { } }", ["SN105"]),
        ("scene s { room: (5, 4, 2) m; agent = { } }", ["SN118"]),
        ("let far: 2 m\nscene s { room: (far, 4 m, 2 m); agent { } }", ["SN199"]),
        ("scene s x y { }\ntransition t on s { action: move_left; by: 1 .. 9 step 1 m }", ["SN199"]),
        ("scene s extends nothing { light: lamp }", ["SN207"]),
        ("scene s {\n  object a {\n    kind: bowl\n  camera { }\n}\nlayout l on s { target: b }", ["SN102"]),
    ):
        assert [fault.code for fault in faults_of(text)] == codes, text


def test_what_a_missing_file_leaves_unknown_is_not_told(tmp_path: Path) -> None:
    (tmp_path / "a.scene").write_text('import "no"\nscene s extends desk { room: (far, 4 m, 2 m) }\n')
    (fault,) = load_program(tmp_path / "a.scene", tmp_path).diagnostics
    assert (fault.code, fault.help) == ("SN260", ('write `import "no.scene"`',))


def test_a_fault_in_a_scene_hides_none_in_its_questions() -> None:
    text = SCENE.format(at=PLACE, more="colour: red").replace("position, size", "colour, shape; ask: left")
    found = [fault.span.text for fault in faults_of(text) if fault.span]
    assert found == ["colour", "colour", "shape", "left"]
