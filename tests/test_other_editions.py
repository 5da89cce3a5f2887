"""Another edition, and figures that a researcher types in: run to the end, read back."""

import csv
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT, run
from walkback.notebooks.code_prose import shown
from walkback.notebooks.reader import cells_of, read_notebook

pytestmark = pytest.mark.build

FEW = ("-p", "draws=100")  # the fewest that a run takes; what draws do is tested elsewhere
CHECKOUT = (
    "data",
    "docs",
    "engine",
    "notebooks",
    "src",
    "pyproject.toml",
    "report.toml",
    "requirements.lock",
    "run_all.py",
)
RANKING = "data/raw/gii_clusters_2025.csv"
TYPED = {
    "pct_filings_share_percent": "3.1",
    "vc_share_pct": "3.6",
}  # invented, to see what becomes of them
STAGES = ("01_ingest", "02_metrics")
TABLE = "application/vnd.walkback.table+json"

Once = Callable[[str, Callable[[Path], None]], Path]


class Chapter:
    """An executed notebook, as the report takes it in.

    Args:
        path: Its file.
    """

    def __init__(self, path: Path) -> None:
        cells = json.loads(path.read_text("utf-8"))["cells"]
        self.shown = {cell["id"]: text for cell in cells if (text := _text(cell))}
        self.left_out = {cell["id"] for cell in cells} - set(self.shown)
        data = [output["data"] for cell in cells for output in cell.get("outputs", [])]
        self.tables = {one[TABLE]["label"]: one[TABLE] for one in data if TABLE in one}

    def rows(self, label: str) -> list[list[str]]:
        """The cells of a table, as plain text."""
        return [[cell.replace("\\", "") for cell in row] for row in self.tables[label]["rows"]]


def _text(cell: dict[str, Any]) -> str:
    """The prose that a cell shows, for a figure or table its code; nothing if it shows nothing."""
    skipped = cell["metadata"].get("walkback", {}).get("skipped")
    if cell["cell_type"] == "code" and not cell["outputs"]:
        return ""
    return "" if skipped else " ".join((shown(cell) or "".join(cell["source"])).split())


@pytest.fixture(scope="session")
def earlier(once: Once) -> Chapter:
    """The ranking chapter about an earlier edition."""
    given = ("-p", "edition=2023", *FEW, "--only", "02")
    out = once("2023", lambda out: run(out, *given))
    return Chapter(out / "report/run/02_metrics.ipynb")


@pytest.fixture(scope="session")
def typed(once: Once) -> dict[str, Chapter]:
    """The first two chapters after the missing shares of Shanghai–Suzhou were typed in."""
    notebooks = once("typed in", run_with_typed_shares) / "results/report/run"
    return {name[:2]: Chapter(notebooks / f"{name}.ipynb") for name in STAGES}


def run_with_typed_shares(folder: Path) -> None:
    """Do what a researcher does who found the shares, in a copy of the checkout."""
    root, results = folder / "checkout", folder / "results"
    root.mkdir()
    results.mkdir()
    for name in CHECKOUT:
        source = ROOT / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, root / name)
    with (root / RANKING).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    next(row for row in rows if row["id"] == "G25-ss").update(TYPED)
    with (root / RANKING).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    run(results, *FEW, "--only", "02", root=root)


def test_an_earlier_edition(earlier):
    assert "metrics-finding-other" in earlier.shown
    assert {"metrics-finding", "pair-reading", "leads-with"} <= earlier.left_out
    by_name = {row[0].strip("*"): row[1:] for row in earlier.rows("tbl-top")}
    assert by_name["Shenzhen–Hong Kong–Guangzhou"] == ["2", "9.0", "2.1", "11.1"]
    assert by_name["Shanghai–Suzhou"] == ["5", "2.6", "2.2", "4.8"]
    assert [row[0] for row in earlier.rows("tbl-pair")] == ["PCT applications", "Publications"]


def test_typed_shares_take_the_place_of_the_intervals(typed):
    rows = {row[0]: row for row in typed["02"].rows("tbl-pair")}
    assert rows["PCT applications"][1:4:2] == ["9.0%", "3.1%"]
    assert rows["Venture deals"][1:4:2] == ["2.9%", "3.6%"]
    by_name = {row[0].strip("*"): row[1:] for row in typed["02"].rows("tbl-top")}
    # 3.1 + 2.5 + 3.6, each rounded to a tenth
    assert by_name["Shanghai–Suzhou"] == ["6", "3.1", "2.5", "3.6", "9.05–9.35"]


def test_typed_shares_end_the_sentences_about_missing_ones(typed):
    assert {"metrics-finding", "pair-reading", "bounds-reading"} <= typed["02"].left_out
    assert "gaps-case" in typed["01"].left_out
    assert "gaps-closed" in typed["01"].shown
    for chapter in typed.values():
        for cell, text in chapter.shown.items():
            for words in ("source that could be read prints", "No readable source prints"):
                assert words not in text, cell


def test_what_is_left_of_the_bounds_are_sums(typed):
    assert {row[1] for row in typed["02"].rows("tbl-bounds")} == {"Sum of shares"}


def test_the_sentences_about_missing_shares_are_in_the_notebooks():
    """Else the test above could not fail."""
    documents = [read_notebook(ROOT / f"notebooks/{name}.ipynb") for name in STAGES]
    text = " ".join(" ".join(cell.prose for d in documents for cell in cells_of(d)).split())
    assert "source that could be read prints" in text
    assert "No readable source prints" in text
