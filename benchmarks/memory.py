"""Peak memory of compiling many questions against few: records stream, so it should stay flat.

python benchmarks/memory.py
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

SPECS = Path(__file__).parent.parent / "specs"
QUESTIONS = (1_000, 20_000)
MARK = 1.20


def peak(questions: int, folder: Path) -> float:
    """Largest resident size in MB of one compile of `desk_2d` by one worker; two directions per world."""
    command = ["compile", str(SPECS / "desk.scene"), "--only", "desk_2d", "--count", str(questions // 2)]
    process = subprocess.Popen(
        [sys.executable, "-m", "spacenum_dsl", *command, "--workers", "1", "-o", str(folder)],
        stderr=subprocess.DEVNULL,
    )
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"the compile of {questions} questions failed")
    return usage.ru_maxrss / 1024


def main() -> None:
    peaks = []
    for questions in QUESTIONS:
        with tempfile.TemporaryDirectory() as folder:
            peaks.append(peak(questions, Path(folder)))
            print(f"{questions:>7} questions: {peaks[-1]:.0f} MB at most")
    ratio = peaks[1] / peaks[0]
    print(f"ratio {ratio:.2f} (mark {MARK:.2f}): {'met' if ratio <= MARK else 'missed'}")


if __name__ == "__main__":
    main()
