"""Says whether datasets ask the same: prompts, options, answers, truths and pixels, in whatever form.

Run: python benchmarks/same_questions.py DATASET … [--pixels] [--against FILE] [--write FILE]

Each cell, direction and arm gets a line with a hash; `--write` keeps them, and `--against` compares with what
was kept, of another release for one. With `--pixels` pictures are told by their pixels, which must be there.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from questions_told import Asked, asked


def hashes(folder: Path, *, pixels: bool) -> Iterator[str]:
    """`cell direction arm: questions hash`, one line each, in order of their names."""

    def place(question: Asked) -> tuple[str, ...]:
        return question.cell, question.direction, question.arm

    for name, questions in groupby(sorted(asked(folder, pixels=pixels), key=place), key=place):
        whole = hashlib.sha256()
        count = 0
        for question in questions:
            whole.update("\n".join((question.id, *question.lines, "")).encode())
            count += 1
        yield f"{' '.join(name).strip()}: {count} {whole.hexdigest()}"


def main(arguments: Sequence[str] | None = None) -> None:
    options = argparse.ArgumentParser(description=__doc__.partition("\n\n")[0])
    options.add_argument("datasets", nargs="+", type=Path)
    options.add_argument("--pixels", action="store_true", help="tell pictures by their pixels")
    options.add_argument("--against", type=Path, help="a file that was written before")
    options.add_argument("--write", type=Path, help="where to keep the hashes")
    chosen = options.parse_args(arguments)
    found = [line for folder in chosen.datasets for line in hashes(folder, pixels=chosen.pixels)]
    if chosen.write is not None:
        chosen.write.write_text("\n".join([*found, ""]), encoding="utf-8")
    if chosen.against is None:
        print("\n".join(found))
        return
    before = chosen.against.read_text(encoding="utf-8").splitlines()
    for line in found:
        print(f"{'same   ' if line in before else 'DIFFERS'} {line}")
    missing = {line.rpartition(":")[0] for line in before} - {line.rpartition(":")[0] for line in found}
    for name in sorted(missing):
        print(f"MISSING {name}")
    raise SystemExit(0 if set(found) == set(before) else 1)


if __name__ == "__main__":
    main()
