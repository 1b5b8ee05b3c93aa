"""Draws every object kind that comes with spacenum, each in one of its colours.

python docs/images/kinds.py docs/images/kinds.png [--renderer blender] [--quality draft]
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from PIL import Image

from spacenum_dsl.base import registry
from spacenum_dsl.output.pictures.renderer import RENDERERS, Quality, Renderer
from spacenum_dsl.output.preview.sheet import VIEWS, SheetCell, portraits, sheet
from spacenum_dsl.semantics.kind import KINDS, title_of

SIDE = 128
"""Pixels of a picture's side; its caption is as wide."""
DRAWN = 2
"""How many times as large it is drawn."""
COLUMNS = 11
PALETTE = 256
REFINED = 4
"""Colours of the whole, and how often they are moved to the middle of what they stand for."""


def drawn(renderer: Renderer, quality: Quality) -> Image.Image:
    """All kinds by name, the colour of each the next one in its list."""
    cells = []
    with renderer.open(quality, 1) as session:
        for number, name in enumerate(sorted(KINDS)):
            (picture,) = portraits(name, session, DRAWN * SIDE, number, VIEWS[:1])
            small = Image.fromarray(picture).resize((SIDE, SIDE), Image.Resampling.LANCZOS)
            cells.append(SheetCell(np.asarray(small), (title_of(name),)))
    return sheet(cells, COLUMNS)


def main(arguments: Sequence[str] | None = None) -> None:
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("out", type=Path)
    options.add_argument("--renderer", default="blender")
    options.add_argument("--quality", default="draft")
    chosen = options.parse_args(arguments)
    registry.load()
    page = drawn(RENDERERS[chosen.renderer], chosen.quality)
    page.quantize(PALETTE, kmeans=REFINED).save(chosen.out, optimize=True)


if __name__ == "__main__":
    main()
