"""Questions a second of every cell of our own specs: worlds, option sets and wording, nothing written.

Run: python benchmarks/compile_rate.py [--worlds 256]

One process and one thread, by the time that it computes, so that what else runs here matters little. A
world makes one question in each direction. The first worlds of a cell, which build the shapes of its
objects, are not timed.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Sequence
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from spacenum_dsl.base import registry
from spacenum_dsl.questions.ask import ask, make_cell
from spacenum_dsl.questions.family import Cell
from spacenum_dsl.semantics.resolve import load_program

SPECS = Path(__file__).parent.parent / "specs"
BATCH = 32
WARM = 64
MARKS = {"turn": 260.0, "desk_2d": 300.0}


def rate(cell: Cell, worlds: int) -> tuple[float, float]:
    """Questions a second, and worlds that were drawn for each that was taken."""
    questions, attempts, spent = 0, 0, 0.0
    for start in range(0, WARM + worlds, BATCH):
        begun = time.process_time()
        asked = ask(cell, range(start, start + BATCH))
        if asked.diagnostics:
            raise SystemExit("\n".join(str(diagnostic) for diagnostic in asked.diagnostics))
        if start >= WARM:
            spent += time.process_time() - begun
            questions += len(asked.questions)
            attempts += sum(question.world.attempt + 1 for question in asked.questions)
    return questions / spent, attempts / questions


def main(arguments: Sequence[str] | None = None) -> None:
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--worlds", type=int, default=256, help="of each cell")
    chosen = options.parse_args(arguments)
    registry.load()
    print(f"{'cell':12} {'questions/s':>12} {'worlds drawn per world':>24}")
    for name in ("desk", "kitchen"):
        program = load_program(SPECS / f"{name}.scene", SPECS).program
        assert program is not None
        for cell, _ in program.datasets[0].cells:
            found, drawn = rate(make_cell(program, program.datasets[0], cell), chosen.worlds)
            mark = MARKS.get(cell)
            verdict = "" if mark is None else f"   mark {mark:.0f}: {'met' if found >= mark else 'missed'}"
            print(f"{cell:12} {found:12.1f} {drawn:24.2f}{verdict}")


if __name__ == "__main__":
    main()
