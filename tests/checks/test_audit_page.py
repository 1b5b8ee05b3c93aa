"""The audit's page in a real browser, where there is one: nothing is cut off, on a desk or on a phone."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from html import escape, unescape
from pathlib import Path

import pytest

from spacenum_dsl.checks.audit.page import page
from spacenum_dsl.checks.audit.records import (
    Audit,
    AuditedCell,
    CeilingRecord,
    Finding,
    SolverRecord,
)
from spacenum_dsl.output.records.types import VarietyRecord

BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
MEASURE = """<!doctype html><body style="margin: 0"><iframe id="page" srcdoc="{page}"
  style="width: {width}px; height: 30000px; border: 0"></iframe><pre id="found"></pre><script>
const frame = document.getElementById("page");
frame.onload = () => {{
  const shown = frame.contentDocument, style = frame.contentWindow.getComputedStyle;
  for (const each of shown.querySelectorAll("details")) each.open = true;
  const wide = [...shown.body.querySelectorAll("*")].filter(each => {{
    const box = each.getBoundingClientRect();
    const inside = each.clientWidth && style(each).display !== "inline";
    return !each.closest("svg") && box.width
      && (box.right > {width} || box.left < 0 || (inside && each.scrollWidth > each.clientWidth + 1));
  }}).map(each => each.outerHTML.slice(0, 90));
  const middle = each => {{ const box = each.getBoundingClientRect(); return (box.top + box.bottom) / 2; }};
  const rows = [...shown.querySelectorAll(".plot > .of")];
  const beside = rows.every(each => Math.abs(middle(each) - middle(each.nextElementSibling)) < 5);
  const words = [...shown.querySelectorAll("th")].filter(each => each.clientHeight > 60);
  const broken = words.map(each => each.textContent);
  const [inner, page] = [frame.contentWindow.innerWidth, shown.documentElement.scrollWidth];
  const found = {{ inner, page, wide, beside, broken }};
  document.getElementById("found").textContent = JSON.stringify(found);
}};
</script>"""


def audited() -> Audit:
    """With long names and numbers of every length."""
    title = "a_cell_with_a_rather_long_name"
    solvers = tuple(
        SolverRecord(
            *(f"right letter and {n}: the same index in `{title}`", "avoids", 400, 300, 0.0833, 0.06, 0.1),
            *(1e-117, 3.2e-115, True),
        )
        for n in range(3)
    )
    how = "the target's box and the camera's tilt, kind and scene, learned from the cell's other worlds"
    ceilings = (CeilingRecord("image frame", how, 400, 0.975, 0.9, 0.99, 0.98, 0.35),)
    variety = VarietyRecord(400, 390, 0.0123, 1234, 8, 12, 36)
    cells = tuple(
        AuditedCell(
            title, "layout", direction, "tidy then crosshair", "a long arm", 400, 400, 4, 0.25,
            {"A": 100, "B": 100, "C": 100, "D": 100}, (100, 100, 100, 100), "tried", solvers, 81234,
            {"longest text": "alike in all options of every question"}, True, 0.35, True, variety, ceilings,
        )
        for direction in ("num2space", "space2num")
    )  # fmt: skip
    printed = (
        "printed as `[(0.38, 0.25, 0.00), (0.52, 0.45, 0.03)] m`, `[(0.36, 0.22, 0.00), (0.54, 0.48, 0.1)]`"
    )
    example = f"{title}.000012.space2num"
    form = Finding("options in different forms", title, "space2num", None, None, 9, 400, example, printed)
    about = {solver.solver: "the right letter of another question, by whoever was told" for solver in solvers}
    return Audit(
        *(3, "a dataset", "0" * 64, None, {"spacenum": "1"}, 0.99, 162468, True),
        *(cells, (form,), ("A note.",), about),
    )


@pytest.mark.skipif(BROWSER is None, reason="no chromium")
@pytest.mark.parametrize("width", [1200, 390])
def test_nothing_is_cut_off_in_a_browser(tmp_path: Path, width: int) -> None:
    assert BROWSER is not None
    path = tmp_path / "measured.html"
    path.write_text(MEASURE.format(page=escape(page(audited())), width=width))
    flags = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    flags += [f"--user-data-dir={tmp_path / 'profile'}", "--window-size=1300,1000", "--dump-dom"]
    shown = subprocess.run([BROWSER, *flags, path.as_uri()], capture_output=True, text=True, check=True)
    printed = re.search(r'<pre id="found">(.*?)</pre>', shown.stdout, re.DOTALL)
    assert printed is not None, shown.stdout[-2000:]
    found = json.loads(unescape(printed[1]))
    beside = width > 1000  # labels stand above their lines on a phone
    assert found == {"inner": width, "page": width, "wide": [], "beside": beside, "broken": []}
