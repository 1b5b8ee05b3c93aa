"""Compiles a spec as other processors and libraries would, by what the environment can switch off, and hashes
its records.

The hash of `golden/records/everywhere.scene` is kept beside it. Where records are meant to change, write it
anew: `python tests/cli/everywhere.py`.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).parents[2]
SPEC = ROOT / "tests" / "golden" / "records" / "everywhere.scene"
GOLDEN = SPEC.with_suffix(".sha256")

FEATURES = """
import json
try:
    from numpy._core import _multiarray_umath as found
except ImportError:
    from numpy.core import _multiarray_umath as found
here = found.__cpu_features__
print(json.dumps([name for name in found.__cpu_dispatch__ if here.get(name)]))
"""
"""Prints the instruction sets that numpy chooses by the processor and that this one has."""

LIBM = {"GLIBC_TUNABLES": "glibc.cpu.hwcaps=-AVX2,-AVX,-FMA,-FMA4,-AVX512F,-SSE4_1,-ERMS"}
"""Makes the C library forget what its mathematical functions choose their code by."""

KERNELS = ("Prescott", "Nehalem", "Sandybridge", "Haswell", "Zen", "SkylakeX")
"""BLAS written for some processors."""

Environment = Mapping[str, str]


def environments(python: str = sys.executable) -> dict[str, Environment]:
    """By name; what this processor can't run is left out."""
    features: list[str] = json.loads(_run(python, ["-c", FEATURES], {}))
    wide = [name for name in features if "512" in name or name == "X86_V4"]
    fused = [name for name in features if name in {"AVX2", "FMA3", "X86_V3"} or name in wide]
    found: dict[str, Environment] = {"as it is": {}}
    for name, without in (("AVX-512", wide), ("AVX2 and FMA", fused), ("any of its own", features)):
        if without:
            found[f"numpy without {name}"] = {"NPY_DISABLE_CPU_FEATURES": " ".join(without)}
    found["libm without FMA"] = LIBM
    kernels = [kernel for kernel in KERNELS if kernel != "SkylakeX" or wide]
    found |= {f"BLAS of {kernel}": {"OPENBLAS_CORETYPE": kernel} for kernel in kernels}
    oldest = {"NPY_DISABLE_CPU_FEATURES": " ".join(features), "OPENBLAS_CORETYPE": "Prescott"}
    found["all of the oldest"] = {**LIBM, **oldest}
    return found


def digest(
    spec: Path, environment: Environment, count: int | None = None, python: str = sys.executable
) -> str:
    """One hash of all tables of records that a spec compiles to, with their names."""
    with tempfile.TemporaryDirectory() as folder:
        command = ["-m", "spacenum_dsl", "compile", str(spec), "--workers", "1", "-o", folder]
        _run(python, [*command, *([] if count is None else ["--count", str(count)])], environment)
        whole = hashlib.sha256()
        for table in sorted(Path(folder).rglob("*.jsonl")):
            name = table.relative_to(folder).as_posix()
            whole.update(f"{name} {hashlib.sha256(table.read_bytes()).hexdigest()}\n".encode())
    return whole.hexdigest()


def _run(python: str, command: Sequence[str], environment: Environment) -> str:
    paths = os.pathsep.join([str(ROOT), str(ROOT / "renderers")])
    done = subprocess.run(
        [python, *command],
        env={**os.environ, "PYTHONPATH": paths, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)} with {dict(environment)}:\n{done.stdout}{done.stderr}")
    return done.stdout


if __name__ == "__main__":
    GOLDEN.write_text(digest(SPEC, {}) + "\n")
