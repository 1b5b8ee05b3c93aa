"""Which device a render computes on: the quickest that there is, the one that is asked for, or a fault."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass, field, replace
from importlib.util import find_spec
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from spacenum_renderers import _bpy_setup
from spacenum_renderers._bpy_devices import switch_on, usable

from spacenum_dsl.base.diagnostics import Diagnostic
from spacenum_dsl.cli.cli import main
from spacenum_dsl.output.pictures.choice import ChosenRenderer, choose
from spacenum_dsl.output.pictures.renderer import RENDERERS, Device


@dataclass
class Entry:
    type: str
    use: bool = True


@dataclass
class Preferences:
    """Cycles' preferences of a computer with those cards; the processor is listed beside any card."""

    cards: tuple[str, ...]
    compute_device_type: str = "NONE"
    devices: list[Entry] = field(default_factory=list)

    def get_devices_for_type(self, word: str) -> list[Entry]:
        found = [Entry(card) for card in self.cards if card == word]
        for each in (*found, *([Entry("CPU", False)] if found else [])):
            if each.type not in {entry.type for entry in self.devices}:
                self.devices.append(each)
        return [entry for entry in self.devices if found and entry.type in {word, "CPU"}]


@pytest.fixture
def dataset(specs: Path, tmp_path: Path) -> Path:
    command = ["compile", str(specs / "quickstart.scene"), "--only", "quick_2d", "--count", "1"]
    result = CliRunner().invoke(main, [*command, "-o", str(tmp_path)])
    assert result.exit_code == 0, result.stderr
    return tmp_path / "quickstart"


@pytest.mark.parametrize(
    ("cards", "expected"),
    [
        ((), ("cpu",)),
        (("CUDA", "OPTIX"), ("optix", "cuda", "cpu")),
        (("CUDA",), ("cuda", "cpu")),
        (("ONEAPI", "HIP"), ("hip", "oneapi", "cpu")),
        (("METAL",), ("metal", "cpu")),
    ],
)
def test_the_quickest_device_comes_first(cards: tuple[str, ...], expected: tuple[str, ...]) -> None:
    assert usable(Preferences(cards)) == expected


def test_a_device_is_switched_on_alone() -> None:
    preferences = Preferences(("CUDA", "OPTIX"))
    assert usable(preferences) == ("optix", "cuda", "cpu")
    assert switch_on(preferences, "cuda") == "GPU"
    assert preferences.compute_device_type == "CUDA"
    assert {entry.type: entry.use for entry in preferences.devices} == {
        "CUDA": True,
        "OPTIX": False,
        "CPU": False,
    }
    assert switch_on(Preferences(()), "cpu") == "CPU"
    with pytest.raises(RuntimeError, match="no device for hip"):
        switch_on(preferences, "hip")


def test_auto_takes_the_first_and_a_wish_must_be_there(monkeypatch: pytest.MonkeyPatch) -> None:
    raycast = RENDERERS["raycast"]
    fake = replace(raycast, devices=lambda: ("optix", "cuda", "cpu"))
    monkeypatch.setattr("spacenum_dsl.output.pictures.choice.RENDERERS", {"fake": fake})
    assert choose("fake") == choose("fake", "optix") == ChosenRenderer(fake, "optix")
    assert choose("fake", "cpu") == ChosenRenderer(fake, "cpu")
    fault = choose("fake", "metal")
    assert isinstance(fault, Diagnostic)
    assert fault.code == "SN555"
    assert "`--device optix`, `--device cuda`, `--device cpu`" in fault.help[0]


def test_raycast_knows_the_processor_only() -> None:
    assert choose("raycast") == choose("raycast", "cpu")
    assert isinstance(choose("raycast", "cuda"), Diagnostic)


def test_blender_is_tried_once_and_tells_its_devices(monkeypatch: pytest.MonkeyPatch) -> None:
    """One process tells both; a driver that crashes it while it lists devices leaves the processor."""
    said = {"stdout": "", "returncode": 0}
    asked: list[object] = []

    def answer(command: list[str], **options: object) -> subprocess.CompletedProcess[str]:
        asked.append(command)
        return subprocess.CompletedProcess(command, int(said["returncode"]), str(said["stdout"]), "why")

    monkeypatch.setattr("subprocess.run", answer)
    monkeypatch.setattr(_bpy_setup, "find_spec", lambda name: name)
    try:
        for stdout, code, lack, devices in (
            ('noise\nimported\n["cuda", "cpu"]\n', 0, None, ("cuda", "cpu")),
            ("imported\n", -11, None, ("cpu",)),
            ("", 1, "bpy is installed but can't be imported: why", ()),
        ):
            said.update(stdout=stdout, returncode=code)
            _bpy_setup.trial.cache_clear()
            asked.clear()
            assert (_bpy_setup.missing(), _bpy_setup.missing()) == (lack, lack)
            assert _bpy_setup.devices() == devices
            assert len(asked) == 1
    finally:
        _bpy_setup.trial.cache_clear()


def render(monkeypatch: pytest.MonkeyPatch, dataset: Path, found: tuple[Device, ...], wish: str) -> Result:
    """`spacenum render --device` where Blender finds these devices."""
    monkeypatch.setattr(_bpy_setup, "trial", lambda: _bpy_setup.Trial(None, found))
    monkeypatch.setattr(_bpy_setup, "find_spec", lambda name: name)
    return CliRunner().invoke(main, ["render", str(dataset), "--device", wish, "--no-cache"])


def test_a_card_that_is_not_there_is_said_with_what_is(
    monkeypatch: pytest.MonkeyPatch, dataset: Path
) -> None:
    result = render(monkeypatch, dataset, ("hip", "cpu"), "cuda")
    assert result.exit_code == 2
    assert "error[SN555]: renderer `blender` finds no device `cuda` here" in result.stderr
    assert "usable here: `--device hip`, `--device cpu`" in result.stderr
    assert not list((dataset / "images").iterdir())


def test_auto_takes_the_card_says_so_and_a_lost_card_is_no_silent_change_of_device(
    monkeypatch: pytest.MonkeyPatch, dataset: Path
) -> None:
    """The card is found when the render starts and not when its workers do: no picture is made without it."""
    if find_spec("bpy") is None:
        pytest.skip("needs Blender")
    result = render(monkeypatch, dataset, ("optix", "cuda", "cpu"), "auto")
    assert "rendering with blender on optix\n" in result.stderr
    assert result.exit_code == 2
    assert "error[SN553]" in result.stderr
    assert "Cycles finds no device for optix any more" in result.stderr
    assert not list((dataset / "images").glob("*.png"))


def test_here_blender_finds_what_it_can_open() -> None:
    blender = RENDERERS["blender"]
    if (lack := blender.missing()) is not None:
        pytest.skip(lack)
    assert blender.devices()[-1] == "cpu"
