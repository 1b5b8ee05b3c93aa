"""The command line as a user meets it: outputs, exit codes, messages."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from spacenum_dsl.cli.cli import main
from spacenum_dsl.output.records.types import VIEWS, WORLDS

COMMANDS = (
    "assets",
    "audit",
    "cache",
    "check",
    "compile",
    "doctor",
    "explain",
    "export",
    "fmt",
    "preview",
    "render",
)


def run(*args: object) -> Result:
    return CliRunner().invoke(main, [str(arg) for arg in args])


def broken(folder: Path) -> Path:
    path = folder / "broken.scene"
    path.write_text("scene s { room: (5, 4, 2.7) m; object a { kind: tabel } }\n")
    return path


@pytest.mark.parametrize("name", COMMANDS)
def test_help_has_examples(name: str) -> None:
    result = run(name, "--help")
    assert result.exit_code == 0
    assert f"spacenum {name}" in result.output.split("Example", 1)[1]


def test_the_group_lists_all_commands() -> None:
    result = run("--help")
    assert all(f"  {name} " in result.output for name in COMMANDS)


@pytest.mark.parametrize("name", ["quickstart.scene", pytest.param(".", marks=pytest.mark.long)])
def test_check_of_good_specs_names_the_next_command(specs: Path, name: str) -> None:
    """Of one file, and of the folder of all of them."""
    result = run("check", specs / name)
    assert result.exit_code == 0
    assert f"next: spacenum compile {specs / name}" in result.stderr


def test_check_reports_and_exits_2(tmp_path: Path) -> None:
    result = run("check", broken(tmp_path))
    assert result.exit_code == 2
    assert "did you mean `table`?" in result.stderr
    assert result.stdout == ""


def test_json_is_all_that_standard_output_holds(tmp_path: Path) -> None:
    result = run("check", broken(tmp_path), "--json")
    assert result.exit_code == 2
    codes = [fault["code"] for fault in json.loads(result.stdout)]
    assert "SN203" in codes


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("missing.scene", "does not exist"),
        ("notes.txt", "does not end in `.scene`"),
        (".", "holds no `.scene` file"),
    ],
)
def test_paths_that_are_no_specs(tmp_path: Path, path: str, message: str) -> None:
    (tmp_path / "notes.txt").write_text("hello")
    for command in ("check", "compile", "fmt", "preview"):
        result = run(command, tmp_path / path)
        assert result.exit_code == 2, command
        assert message in result.stderr, command


def test_fmt_writes_once_and_check_tells(specs: Path, tmp_path: Path) -> None:
    path = tmp_path / "desk.scene"
    path.write_text((specs / "desk.scene").read_text().replace("seed:  7", "seed:7   # lucky"))
    assert run("fmt", "--check", path).exit_code == 1
    assert "seed:7" in path.read_text()
    assert run("fmt", path).exit_code == 0
    assert "# lucky" in path.read_text()
    assert run("fmt", "--check", path).exit_code == 0


def test_fmt_leaves_broken_files_alone(tmp_path: Path) -> None:
    path = tmp_path / "broken.scene"
    path.write_text("scene s { room: ")
    assert run("fmt", path).exit_code == 2
    assert path.read_text() == "scene s { room: "


def test_compile_render_and_its_next_command(small_quickstart: Path, tmp_path: Path) -> None:
    result = run("compile", small_quickstart, "-o", tmp_path, "--count", "1")
    folder = tmp_path / "quickstart"
    assert result.exit_code == 0, result.stderr
    assert f"next: spacenum render {folder}" in result.stderr
    result = run("render", folder, "--renderer", "raycast", "--workers", "1")
    assert result.exit_code == 0, result.stderr
    views = [json.loads(line) for line in (folder / VIEWS).read_text().splitlines()]
    assert all((folder / view["image"]).exists() for view in views)
    again = run("render", folder, "--renderer", "raycast")
    assert f"{len(views)} pictures, 0 of them new" in again.stderr


def test_pictures_of_two_ways_are_not_mixed(small_quickstart: Path, tmp_path: Path) -> None:
    folder = tmp_path / "quickstart"
    run("compile", small_quickstart, "-o", tmp_path, "--count", "1", "--only", "quick_2d")
    assert run("render", folder, "--renderer", "raycast").exit_code == 0
    result = run("render", folder, "--renderer", "raycast", "--quality", "high")
    assert result.exit_code == 2
    assert "--replace" in result.stderr
    assert run("render", folder, "--renderer", "raycast", "--quality", "high", "--replace").exit_code == 0


def test_compiling_again_keeps_the_pictures(small_quickstart: Path, tmp_path: Path) -> None:
    path, folder = small_quickstart, tmp_path / "quickstart"
    run(
        "compile",
        path,
        "-o",
        tmp_path,
        "--count",
        "1",
        "--only",
        "quick_2d",
        "--render",
        "--renderer",
        "raycast",
    )
    before = {picture.name: picture.read_bytes() for picture in (folder / "images").glob("*.png")}
    run(
        "compile",
        path,
        "-o",
        tmp_path,
        "--count",
        "2",
        "--only",
        "quick_2d",
        "--render",
        "--renderer",
        "raycast",
    )
    after = {picture.name: picture.read_bytes() for picture in (folder / "images").glob("*.png")}
    assert before.items() <= after.items()
    assert len(after) > len(before)


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("--only", "quick_turns"), "did you mean `quick_turn`?"),
        (("-D", "clutter=3"), "no `let clutter` to replace"),
        (("-D", "clutter"), "is not of the form name=value"),
        (("--count", "0"), "--count"),
    ],
)
def test_compile_options_that_fit_nothing(
    specs: Path, tmp_path: Path, args: tuple[str, str], message: str
) -> None:
    result = run("compile", specs / "quickstart.scene", "-o", tmp_path, *args)
    assert result.exit_code == 2
    assert message in result.stderr


def test_define_replaces_a_let(specs: Path, tmp_path: Path) -> None:
    text = (specs / "quickstart.scene").read_text().replace("count: 1 .. 3", "count: clutter")
    path = tmp_path / "quickstart.scene"
    path.write_text("let clutter = 1\n\n" + text)
    for count in (1, 3):
        out = tmp_path / str(count)
        result = run("compile", path, "-o", out, "-D", f"clutter={count}", "--only", "quick_2d")
        assert result.exit_code == 0, result.stderr
        for line in (out / "quickstart" / WORLDS).read_text().splitlines():
            roles = [thing["role"] for thing in json.loads(line)["objects"]]
            assert roles.count("distractors") == count


def test_a_file_without_a_dataset_compiles_for_a_look(specs: Path, tmp_path: Path) -> None:
    path = tmp_path / "look.scene"
    path.write_text((specs / "quickstart.scene").read_text().split("dataset")[0])
    result = run("compile", path, "-o", tmp_path)
    assert result.exit_code == 0
    assert "look: 16 questions in 2 cells" in result.stderr


def test_two_files_that_make_one_dataset(specs: Path, tmp_path: Path) -> None:
    for name in ("a", "b"):
        shutil.copy(specs / "quickstart.scene", tmp_path / f"{name}.scene")
    result = run("compile", tmp_path, "-o", tmp_path)
    assert result.exit_code == 2
    assert "both make a dataset `quickstart`" in result.stderr


def test_render_of_what_is_no_dataset(tmp_path: Path) -> None:
    result = run("render", tmp_path)
    assert result.exit_code == 2
    assert "is not a dataset" in result.stderr
    result = run("render", tmp_path, "--renderer", "paint")
    assert result.exit_code == 2


def test_render_of_a_damaged_dataset(specs: Path, tmp_path: Path) -> None:
    run("compile", specs / "quickstart.scene", "-o", tmp_path, "--count", "1")
    (tmp_path / "quickstart" / VIEWS).write_text("")
    result = run("render", tmp_path / "quickstart", "--renderer", "raycast")
    assert result.exit_code == 2
    assert f"{VIEWS}` was changed" in result.stderr


def test_an_unknown_renderer_is_named(specs: Path, tmp_path: Path) -> None:
    run("compile", specs / "quickstart.scene", "-o", tmp_path, "--count", "1")
    result = run("render", tmp_path / "quickstart", "--renderer", "paint")
    assert result.exit_code == 2
    assert "unknown renderer `paint`" in result.stderr


def test_an_unwritable_folder_is_named(specs: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    result = run("compile", specs / "quickstart.scene", "-o", tmp_path / "file")
    assert result.exit_code == 2
    assert f"can't write `{tmp_path / 'file'}" in result.stderr


def test_explain_knows_every_code_it_lists() -> None:
    listed = run("explain")
    codes = [line.split()[0] for line in listed.stdout.splitlines()]
    assert {"SN203", "SN401", "SN505", "SN550", "SN601"} <= set(codes)
    for code in codes:
        result = run("explain", code.lower())
        assert result.exit_code == 0
        assert result.stdout.startswith(f"{code}: ")
    assert run("explain", "SN999").exit_code == 2


def test_assets_lists_and_draws(tmp_path: Path) -> None:
    result = run("assets", "mug", "cup", "--sheet", tmp_path / "cups.png")
    assert result.exit_code == 0
    assert [line.split()[0] for line in result.stdout.splitlines()] == ["mug", "cup"]
    assert (tmp_path / "cups.png").stat().st_size > 1000
    kitchen = run("assets", "--use", "kitchen").stdout.splitlines()
    assert {"fridge", "oven", "chair"} <= {line.split()[0] for line in kitchen}
    assert not {"bed", "laptop"} & {line.split()[0] for line in kitchen}
    assert all("kitchen" in line or "every room" in line for line in kitchen)
    assert run("assets", "--use", "garage").exit_code == 2
    assert len(re.findall(r"object +table +{", run("assets", "--style", "kitchen").stdout)) == 1
    assert "did you mean `office`" in run("assets", "--style", "offize").stderr
    stray = run("assets", "bed", "--use", "kitchen", "--sheet", tmp_path / "none.png")
    assert stray.exit_code == 2
    assert "none of bed belongs in `kitchen`" in stray.stderr
    unknown = run("assets", "mugg")
    assert unknown.exit_code == 2
    assert "did you mean `mug`?" in unknown.stderr


def test_doctor_names_python_renderers_and_disk() -> None:
    result = run("doctor")
    for word in ("python", "bpy", "raycast: ready", "cores", "disk"):
        assert word in result.stdout


def test_preview_draws_a_sheet_per_cell(specs: Path, tmp_path: Path) -> None:
    result = run("preview", specs / "quickstart.scene", "-o", tmp_path, "--count", "1")
    assert result.exit_code == 0, result.stderr
    assert {path.name for path in tmp_path.glob("*.png")} == {
        "quickstart.quick_2d.png",
        "quickstart.quick_turn.png",
    }


def test_colour_only_on_terminals_and_never_with_no_color(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "spacenum_dsl", "check", str(broken(tmp_path))]
    plain = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "\x1b[" not in plain.stderr
    for environment, coloured in (({}, True), ({"NO_COLOR": "1"}, False)):
        leader, follower = os.openpty()
        variables = {key: value for key, value in os.environ.items() if key != "NO_COLOR"}
        subprocess.run(command, stderr=follower, env={**variables, **environment}, check=False)
        os.close(follower)
        text = os.read(leader, 65536).decode()
        os.close(leader)
        assert ("\x1b[" in text) is coloured


SPLITS = """scene s {
  surface: desk_top(1.4, 0.8) m
  anchor origin { kind: mug; at: (-0.45, -0.20) m }
  anchor x_axis { kind: lamp; at: (0.25, -0.20) m }
  object target { kind: book; at: (0.10 .. 0.80 step 0.05, 0.10 .. 0.45 step 0.05) m }
  camera { look_at: surface; distance: 1.5 m; elevation: 40 deg; azimuth: -90 deg; fov: 55 deg }
}
layout l on s { target: target; vary: position; options: 2 }
layout m on s extends l { min_difference: 0 px }
"""


@pytest.mark.parametrize(
    ("test", "warned"),
    [
        ("dataset test { cells { l: 10 } }", True),
        ("dataset test { cells { m: 10 } }", True),
        ("dataset test { seed: 1; cells { l: 10 } }", False),
        ("dataset test extends train { cells { l: 10 } }", False),
    ],
)
def test_splits_that_are_the_same_questions_are_told(tmp_path: Path, test: str, warned: bool) -> None:
    """In one file, or in two that import what they ask."""
    (tmp_path / "ask.scene").write_text(SPLITS)
    one, other = tmp_path / "one.scene", tmp_path / "other.scene"
    one.write_text('import "ask.scene"\ndataset train { cells { l: 40 } }\n')
    other.write_text(f'import "ask.scene"\nimport "one.scene"\n{test}\n')
    both = tmp_path / "both.scene"
    both.write_text(f"{SPLITS}dataset train {{ cells {{ l: 40 }} }}\n{test}\n")
    for result in (run("check", both), run("check", one, other)):
        assert result.exit_code == 0
        assert ("datasets `train` and `test` ask the same questions" in result.stderr) == warned
        if warned:
            assert "`train` is at" in result.stderr and "test { " in result.stderr


def test_a_file_without_a_name_writes_nowhere(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    path = tmp_path / "in" / "...scene"
    path.write_text(SPLITS)
    for given in (path, path.parent):
        result = run("compile", given, "-o", tmp_path / "in" / "out", "--count", "1")
        assert result.exit_code == 2 and "give it a name before `.scene`" in result.stderr
    assert sorted(each.name for each in tmp_path.rglob("*")) == ["...scene", "in"]


def test_a_preview_of_no_cell_is_a_mistake(specs: Path, tmp_path: Path) -> None:
    result = run("preview", specs / "desk.scene", "--only", "desk_2", "-o", tmp_path)
    assert result.exit_code == 2 and "did you mean `desk_2d`?" in result.stderr
    (tmp_path / "empty.scene").write_text("let near = 1 m\n")
    assert run("preview", tmp_path / "empty.scene", "-o", tmp_path / "out").exit_code == 2


def test_an_arm_that_the_questions_have_already_stops_nothing(tmp_path: Path) -> None:
    """The camera's lens is 55°, so an arm of 55° would be the base questions once more."""
    spec = tmp_path / "arms.scene"
    rest = "dataset d { cells { l: 2 }; interventions: lens }\n"
    spec.write_text(f"{SPLITS}intervention lens on l {{ fov: 50 deg | 55 deg | 65 deg }}\n{rest}")
    result = run("compile", spec, "-o", tmp_path)
    assert result.exit_code == 0 and "`fov: 55 deg` is what the questions have already" in result.stderr
    spec.write_text(f"{SPLITS}intervention lens on l {{ fov: 55 deg }}\n{rest}")
    assert run("compile", spec, "-o", tmp_path).exit_code == 2


class TestSeeds:
    def test_a_text_is_a_seed_of_its_own(self, small_quickstart: Path, tmp_path: Path) -> None:
        made = {}
        for seed in ("1", "01", "9007199254740993", "a text that nobody guesses"):
            out = tmp_path / str(len(made))
            run = CliRunner().invoke(
                main, ["compile", str(small_quickstart), "--seed", seed, "--only", "quick_2d", "-o", str(out)]
            )
            assert run.exit_code == 0, run.output
            manifest = json.loads((out / "quickstart" / "dataset.json").read_text())
            made[seed] = manifest["seed"], (out / "quickstart" / "items.jsonl").read_text()
        assert [seed for seed, _ in made.values()] == [1, 1, "9007199254740993", "a text that nobody guesses"]
        assert made["1"] == made["01"] and len({items for _, items in made.values()}) == 3

    @pytest.mark.parametrize("seed", ["-1", "1.5", "", " 3", "1\n", "1_000"])
    def test_what_looks_like_a_number_and_is_none(self, small_quickstart: Path, seed: str) -> None:
        run = CliRunner().invoke(main, ["compile", str(small_quickstart), "--seed", seed])
        assert run.exit_code == 2 and "--seed" in run.output
