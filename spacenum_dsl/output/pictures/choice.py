"""Which renderer on which device: chosen once, before any worker starts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from spacenum_dsl.base import registry
from spacenum_dsl.base.diagnostics import Diagnostic, declare
from spacenum_dsl.output.pictures.renderer import RENDERERS, Device, Renderer

Wish: TypeAlias = Literal["auto"] | Device

NO_RENDERER = declare(
    "SN553",
    "renderer not available",
    "The renderer is unknown, lacks something that it needs on this computer, or could not be started. The"
    " message says which, and what to install.",
)
NO_DEVICE = declare(
    "SN555",
    "device not available",
    "`--device` names something to compute on that the renderer does not find here: no such graphics card,"
    " no driver for it, or a renderer that knows the processor only. `--device auto` takes the quickest that"
    " there is, and `cpu` is there always.",
)


@dataclass(frozen=True)
class ChosenRenderer:
    """A renderer that can run here, and the device that it is to compute on."""

    renderer: Renderer
    device: Device


def choose(name: str, wish: Wish = "auto") -> ChosenRenderer | Diagnostic:
    """The renderer of that name on the wished device, or on the quickest; else why that can't be."""
    registry.load()
    renderer = RENDERERS.get(name)
    if renderer is None:
        known = ", ".join(f"`{each}`" for each in RENDERERS) or "none"
        return Diagnostic(NO_RENDERER, f"unknown renderer `{name}`", help=(f"known renderers: {known}",))
    lack = renderer.missing()
    if lack is not None:
        return Diagnostic(NO_RENDERER, f"renderer `{name}` can't run here", help=(lack,))
    here = renderer.devices()
    if wish == "auto":
        return ChosenRenderer(renderer, here[0])
    if wish not in here:
        ways = (f"usable here: {', '.join(f'`--device {each}`' for each in here)}", "or `--device auto`")
        return Diagnostic(NO_DEVICE, f"renderer `{name}` finds no device `{wish}` here", help=ways)
    return ChosenRenderer(renderer, wish)
