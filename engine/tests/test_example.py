"""The example report: a foreign subject, built to HTML and PDF, changed, broken, verified."""

import csv
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from pdf_tags import structure

from tests.reading import catalogue, flat, page, printed, states, walkback

ENGINE = Path(__file__).resolve().parent.parent
EXAMPLE = ENGINE / "examples" / "planets"
ORBITS = "data/raw/orbits.csv"


def build(root: Path) -> None:
    shutil.copytree(EXAMPLE, root, dirs_exist_ok=True)
    (root / "said.txt").write_text(walkback(root), "utf-8")


@pytest.fixture(scope="module")
def built(once: Callable[[str, Callable[[Path], None]], Path]) -> Path:
    """The example, built once; not to be changed."""
    return once("the planets 行星", build)


@pytest.fixture(scope="module")
def report(built: Path) -> Path:
    return built / "report" / "planets"


@pytest.fixture
def root(built: Path, tmp_path: Path) -> Path:
    """A copy of the built example, to be changed."""
    return shutil.copytree(built, tmp_path / "planets")


def edit(root: Path, file: str, old: str, new: str) -> None:
    text = (root / file).read_text("utf-8")
    assert text.count(old) == 1
    (root / file).write_text(text.replace(old, new), "utf-8")


def test_the_first_build_checks_runs_and_renders_everything(built: Path):
    assert states((built / "said.txt").read_text("utf-8")) == {
        "data": "checked",
        "01_orbits": "ran",
        "02_law": "ran",
        "report": "rendered",
    }


def test_the_page_has_title_numbers_sources_table_and_figure(report: Path):
    html = page(report.with_suffix(".html"))
    text = flat(html.get_text(" "))
    assert html.title.get_text() == "Planets and their years"
    for words in (
        "Mars is 1.524 astronomical units from the Sun and takes 1.881 years",
        "with the power 1.50 of its distance",
        "Harmonices mundi",
        "Planetary physical parameters",
        "The planets to Neptune, from the Sun outwards",
    ):
        assert words in text
    (image,) = html.select("figure[id^=fig-] img")
    assert image["alt"].startswith("Scatter of 8 planets on logarithmic scales.")
    assert len(html.select("#tbl-orbits tbody tr")) == 8


def test_the_pdf_has_them_too_and_is_tagged(report: Path):
    path = report.with_suffix(".pdf")
    text = printed(path)
    for words in ("Planets and their years", "1.524 astronomical units", "Harmonices mundi"):
        assert words in text
    top = catalogue(path)
    assert top["/MarkInfo"]["/Marked"]
    assert top["/Lang"] == "en"
    tags = list(structure(top["/StructTreeRoot"]["/K"]))
    (figure,) = [tag for tag in tags if tag["/S"] == "/Figure"]
    assert figure["/Alt"].startswith("Scatter of 8 planets")
    assert {"/H1", "/P", "/Table", "/TH", "/Caption"} <= {tag["/S"] for tag in tags}


def test_a_number_in_the_prose_leads_to_its_row(report: Path):
    html = page(report.with_suffix(".html"))
    (link,) = [a for a in html.select("main p a") if flat(a.get_text()) == "1.881 years"]
    number = html.select_one(link["href"])
    assert "mars-period" in flat(number.find_parent("tr").get_text(" "))
    with (report.parent / "values.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["text"] == "1.881 years"]
    assert [(row["table"], row["row"], row["sources"]) for row in rows] == [
        ("orbits", "mars-period", "jpl-physical")
    ]


def test_a_value_that_was_handed_over_knows_all_its_rows(report: Path):
    with (report.parent / "values.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["text"] == "1.50"]
    assert {row["how"] for row in rows} == {"least squares over 8 planets"}
    assert len({row["row"] for row in rows}) == 16


def test_the_second_time_nothing_is_executed(root: Path):
    assert set(states(walkback(root, "--dry-run")).values()) == {"–"}
    before = {path: path.stat().st_mtime_ns for path in (root / "report").glob("planets.*")}
    assert set(states(walkback(root)).values()) == {"–"}
    assert {path: path.stat().st_mtime_ns for path in before} == before


def test_a_changed_row_runs_the_notebooks_that_read_it(root: Path):
    edit(root, ORBITS, "mars-period,mars,Mars,period,1.881", "mars-period,mars,Mars,period,1.882")
    told = states(walkback(root, "--format", "html"))
    assert told["01_orbits"] == "ran"
    assert told["report"] == "rendered"
    text = flat(page(root / "report/planets.html").get_text(" "))
    assert "1.882 years" in text
    assert "1.881 years" not in text


def test_prose_alone_runs_nothing(root: Path):
    edit(root, "notebooks/02_law.ipynb", "Kepler found that", "Kepler saw that")
    told = states(walkback(root, "--format", "html"))
    assert (told["01_orbits"], told["report"]) == ("–", "rendered")
    assert told["02_law"] != "ran"
    assert "Kepler saw that" in flat(page(root / "report/planets.html").get_text(" "))


def test_broken_data_are_told_with_file_row_and_column_and_nothing_is_lost(root: Path):
    before = (root / "report/planets.pdf").read_bytes()
    edit(root, ORBITS, "mars-period,mars,Mars,period,1.881", 'mars-period,mars,Mars,period,"1,881"')
    place = f"{ORBITS}, row 13 (id mars-period), column value: “1,881” is not a number"
    assert place in walkback(root, "check", code=1)
    told = walkback(root, code=1)
    assert place in told
    assert "Nothing was run." in told
    assert (root / "report/planets.pdf").read_bytes() == before


def test_the_check_of_the_report_itself_is_asked(root: Path):
    edit(root, ORBITS, "mars-period,mars,Mars,period,1.881", "mars-period,mars,Mars,period,18.81")
    told = walkback(root, "check", code=1)
    assert f"{ORBITS}, row 14 (id jupiter-period), column value:" in told
    assert "11.863 is no more than the 18.81 of mars, which is nearer to the Sun" in told


def test_a_unit_keeps_its_limits(root: Path):
    edit(
        root,
        ORBITS,
        "mercury-distance,mercury,Mercury,distance,0",
        "mercury-distance,mercury,Mercury,distance,-0",
    )
    assert "-0.387 AU is below the least that is possible, 0" in walkback(root, "check", code=1)


def test_a_parameter_is_held_against_the_data_and_shown(root: Path, tmp_path: Path):
    out = tmp_path / "out"
    told = walkback(root, "-p", "last=Saturn", "--format", "html", "--out", str(out))
    assert states(told)["02_law"] == "ran"
    html = page(out / "report/planets.html")
    assert len(html.select("#tbl-orbits tbody tr")) == 6
    assert "last = saturn" in flat(html.get_text(" "))
    told = walkback(root, "-p", "last=pluto", code=2)
    assert "-p last: no planet 'pluto' after the first; there are mercury, venus" in told


def test_the_report_verifies_until_something_differs(root: Path):
    told = walkback(root, "verify", "report/planets.pdf")
    assert "This checkout reproduces it" in told
    edit(root, "src/planets/law.py", "Kepler's third law", "The third law of Kepler")
    told = walkback(root, "verify", "report/planets.pdf", code=1)
    assert "DIFFERS: src/planets/law.py is other here" in told
