"""A profile as a user asks for it: one command, one folder, a short document with the figures in it."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from pypdf import PdfReader

from tests.conftest import ROOT, run
from walkback.cli import main

pytestmark = pytest.mark.build

FEWEST, MOST = 6, 10  # pages
MOST_SOURCES = 55  # of the more than five hundred that there are
PAIRS = {
    "munich-cologne-2023": ("munich", "cologne", "--edition", "2023"),
    "tokyo-yokohama-shg-2025": ("tokyo", "SHG", "--edition=2025"),
}
COUNTS = {
    "munich-cologne-2023": ("10,248", "24,239", "7,466", "34,286"),
    "tokyo-yokohama-shg-2025": ("135,129", "115,773", "5,154", "117,542", "193,635", "6,916"),
}
each = pytest.mark.parametrize("name", PAIRS)


@pytest.fixture(scope="session")
def results(once: Callable[[str, Callable[[Path], None]], Path]) -> Path:
    """A folder with two profiles."""

    def make(out: Path) -> None:
        for asked in PAIRS.values():
            run(out, "profile", *asked)

    return once("profiles as asked for", make)


def folder(results: Path, name: str) -> Path:
    return results / "report/profiles" / name


@each
def test_it_has_a_folder_of_its_own_and_nothing_else_was_made(results: Path, name: str):
    assert {path.name for path in results.iterdir()} == {"report"}
    assert {path.name for path in (results / "report").iterdir()} == {"profiles"}
    assert {path.name for path in folder(results, name).iterdir()} == {"data", "figures", "report"}
    made = {path.name for path in (folder(results, name) / "report").iterdir()}
    assert made == {f"{name}.html", f"{name}.pdf", "values.csv", "run"}


@each
def test_it_is_short_and_holds_the_counts_of_the_source_tables(results: Path, name: str):
    pages = PdfReader(folder(results, name) / f"report/{name}.pdf").pages
    assert FEWEST <= len(pages) <= MOST
    text = " ".join(page.extract_text() for page in pages)
    page = (folder(results, name) / f"report/{name}.html").read_text("utf-8")
    words = BeautifulSoup(page, "html.parser").get_text(" ")
    for count in COUNTS[name]:
        assert count in text
        assert count in words


@each
def test_its_sources_are_few_and_its_links_have_ends(results: Path, name: str):
    page = BeautifulSoup(
        (folder(results, name) / f"report/{name}.html").read_text("utf-8"), "html.parser"
    )
    ids = {tag["id"] for tag in page.select("[id]")}
    links = {link["href"][1:] for link in page.select("a[href^='#']")}
    assert links - ids - {""} == set()
    assert 0 < sum(name.startswith("ref-") for name in ids) <= MOST_SOURCES


def test_an_edition_of_two_metrics_says_nothing_of_a_third(results: Path):
    name = "munich-cologne-2023"
    pages = PdfReader(folder(results, name) / f"report/{name}.pdf").pages
    assert "venture" not in " ".join(page.extract_text() for page in pages).lower()


def test_each_value_leads_to_its_rows(results: Path):
    path = folder(results, "munich-cologne-2023") / "report/values.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["row"] for row in rows} >= {"GE-2023-munich", "GE-2023-cologne"}
    assert all(row["sources"] for row in rows)


def test_it_reproduces(results: Path, capsys: pytest.CaptureFixture[str]):
    name = "munich-cologne-2023"
    document = folder(results, name) / f"report/{name}.pdf"
    assert main(["verify", str(document), "--out", str(results)], ROOT) == 0
    assert "reproduces it" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (["munch", "cologne"], "no cluster called 'munch'. Did you mean munich"),
        (["munich", "cologne", "--edition", "2024"], "Both are in 2023 and 2025"),
        (["munich", "Munich"], "are the same cluster"),
        (["munich"], "is not two clusters"),
        (["munich", "cologne", "--edtion", "2023"], "no notebook has a parameter of this name"),
        (["munich", "cologne", "--edition", "soon"], "'soon' is not a whole number"),
        (["-p", "pair=[munich, colonge]"], "Did you mean cologne"),
    ],
)
def test_what_cannot_be_meant(
    typed: list[str], told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    assert main(["profile", *typed, "--out", str(tmp_path / "out")], ROOT) == 2
    assert told in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_the_main_report_has_no_pair(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["-p", "pair=[munich, cologne]", "--out", str(tmp_path / "out")], ROOT) == 2
    assert "notebooks/profile.ipynb has" in capsys.readouterr().err
