"""A renderer that can't run says what to do, and Blender's chatter stays off the terminal."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from spacenum_renderers._bpy_setup import explained, quiet

from spacenum_dsl.base import registry
from spacenum_dsl.output.pictures.renderer import RENDERERS, Session


def test_a_missing_system_library_is_named_with_its_package() -> None:
    stderr = "ImportError: libXrender.so.1: cannot open shared object file: No such file or directory\n"
    assert "libXrender.so.1" in explained(stderr)
    assert "apt-get install libxrender1" in explained(stderr)
    assert "its own reason" in explained("Traceback\nImportError: its own reason\n")


def test_without_bpy_the_text_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    registry.load()
    monkeypatch.setattr("spacenum_renderers._bpy_setup.find_spec", lambda name: None)
    text = RENDERERS["blender"].missing()
    assert 'pip install "spacenum[blender]"' in text


def test_importing_all_renderers_does_not_import_blender() -> None:
    code = (
        "from spacenum_dsl.base import registry; import sys; registry.load();"
        "from spacenum_dsl.output.pictures.renderer import RENDERERS;"
        "assert RENDERERS['blender']; assert 'bpy' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_quiet_hides_output_and_shows_it_with_an_error(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    def fails() -> None:
        os.write(1, b"from C")
        raise ValueError("bad")

    with pytest.raises(ValueError, match="bad") as caught, quiet(tmp_path / "log"):
        fails()
    os.write(1, b"after")
    assert capfd.readouterr().out == "after"
    assert caught.value.__notes__ == ["Blender said: from C"]


def test_a_session_prints_nothing_and_leaves_no_files(
    sessions: dict[str, Session | str], tmp_path: Path
) -> None:
    if isinstance(sessions["blender"], str):
        pytest.skip(sessions["blender"])
    code = (
        f"import sys; sys.path.insert(0, {str(Path(__file__).parent)!r})\n"
        "from handmade import box\n"
        "from spacenum_dsl.base import registry\n"
        "from spacenum_dsl.base.camera import Camera\n"
        "from spacenum_dsl.output.pictures.renderer import RENDERERS, Instance, Stage\n"
        "from spacenum_dsl.world.lighting import Lighting\n"
        "registry.load()\n"
        "stage = Stage('s', (Instance(1, box((1, 1, 1)), (3, 0, 0), 0, 1, 'red'),), Lighting(()))\n"
        "with RENDERERS['blender'].open('draft', 1) as session:\n"
        "    session.render(stage, Camera((0, 0, 0.5), 0, 0, 60, 16, 16), passes=True)\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        check=True,
        env={**os.environ, "TMPDIR": str(tmp_path)},
    )
    assert (ended.stdout, ended.stderr) == (b"", b"")
    assert list(tmp_path.iterdir()) == []
