"""What Cycles can compute on here, as its preferences tell."""

from __future__ import annotations

from types import MappingProxyType
from typing import Any

from spacenum_dsl.output.pictures.renderer import Device

GPUS: MappingProxyType[Device, str] = MappingProxyType(
    {"optix": "OPTIX", "cuda": "CUDA", "hip": "HIP", "metal": "METAL", "oneapi": "ONEAPI"}
)
"""Cycles' word for each kind of graphics card, the quickest way to use one first."""


def preferences() -> Any:
    """Cycles' own preferences in this process."""
    import bpy  # noqa: PLC0415  exists where Blender does

    return bpy.context.preferences.addons["cycles"].preferences


def usable(preferences: Any) -> tuple[Device, ...]:
    """The kinds of device of which there is one here, the quickest first; the processor is always last."""
    return (*(device for device, word in GPUS.items() if _cards(preferences, word)), "cpu")


def switch_on(preferences: Any, device: Device) -> str:
    """Make Cycles compute on all cards of a kind and on nothing else; what scenes call that: CPU or GPU."""
    if device == "cpu":
        return "CPU"
    cards = _cards(preferences, GPUS[device])
    if not cards:
        raise RuntimeError(f"Cycles finds no device for {device} any more")
    preferences.compute_device_type = GPUS[device]
    for entry in preferences.devices:
        entry.use = entry.type == GPUS[device]
    return "GPU"


def _cards(preferences: Any, word: str) -> list[Any]:
    """Cycles lists the processor beside the cards of a kind."""
    return [entry for entry in preferences.get_devices_for_type(word) if entry.type == word]
