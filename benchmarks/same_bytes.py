"""Compiles specs as other processors and libraries would, and says whether the records are the same.

Run: python benchmarks/same_bytes.py [SPEC …] [--count 20] [--python OTHER/bin/python …]

A processor is asked to do without: numpy without instruction sets, the C library without fused
multiplications, BLAS with the kernels of others. Other interpreters bring other releases of numpy. Two
processors of different makers give one hash each, to be compared by hand.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests" / "shell"))

from everywhere import digest, environments  # noqa: E402, the folder above is no package

OWN = ROOT / "specs" / "spacenum" / "benchmark.scene"
VERSIONS = "import numpy, sys; print(f'python {sys.version.split()[0]}, numpy {numpy.__version__}')"


def main(arguments: Sequence[str] | None = None) -> None:
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument(
        "specs", nargs="*", type=Path, default=[ROOT / "specs" / "spacenum" / "benchmark.scene"]
    )
    options.add_argument("--count", type=int, default=20, help="questions of every cell per direction")
    options.add_argument("--python", action="append", default=[], help="another interpreter; may be repeated")
    chosen = options.parse_args(arguments)
    same = True
    for spec in chosen.specs:
        print(f"{spec.name}, {chosen.count} questions of every cell per direction")
        first = ""
        for python in (sys.executable, *chosen.python):
            versions = subprocess.run([python, "-c", VERSIONS], capture_output=True, text=True, check=True)
            for name, environment in environments(python).items():
                found = digest(spec, environment, chosen.count, python)
                first = first or found
                same = same and found == first
                mark = "" if found == first else "   DIFFERS"
                print(f"  {versions.stdout.strip():28}  {name:32}  {found[:16]}{mark}", flush=True)
    raise SystemExit(0 if same else 1)


if __name__ == "__main__":
    main()
