"""`add notebook` and `add figure`: they run as they are."""

import json

import pytest

from tests.add.conftest import fingerprint
from tests.reading import flat, page, states, walkback
from walkback.report_file import read_project

CITIES = "city,patents\nShenzhen,48931\nSuzhou,12000\nWuxi,\n"


def test_a_notebook_with_a_figure_of_an_own_table_is_in_the_report(add, root, tmp_path):
    (tmp_path / "cities.csv").write_text(CITIES, "utf-8")
    assert add("table", tmp_path / "cities.csv", "--key", "city", "--source", "diary-2024")[0] == 0
    assert add("notebook", "Own cities")[0] == 0
    code, told = add("figure", "own", "--table", "cities")
    assert code == 0
    assert "02_own_cities now promises figures/*." in told
    path = root / "notebooks/02_own_cities.ipynb"
    number = '{eval}`facts[\\"Shenzhen\\", \\"patents\\"]`'
    path.write_text(path.read_text("utf-8").replace("% Write here", f"{number} in"), "utf-8")
    said = walkback(root)
    assert states(said)["02_own_cities"] == "ran"
    html = page(next((root / "report").glob("*.html")))
    (image,) = html.select("#fig-cities img")
    assert image["alt"].endswith(
        "The longest is Shenzhen, with 48,931; the shortest shown is Suzhou, with 12,000."
    )
    assert "48,931 in what was found" in flat(html.get_text(" "))
    assert "Numbers of the data can stand in prose" not in html.get_text(" ")
    values = (root / "report/values.csv").read_text("utf-8")
    assert ",cities,Shenzhen,diary-2024," in values
    cells = json.loads((root / "notebooks/02_own_cities.ipynb").read_text("utf-8"))["cells"]
    code_cells = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    assert max(len(text.splitlines()) for text in code_cells) <= 25
    assert max(len(line) for text in code_cells for line in text.splitlines()) <= 100


@pytest.mark.parametrize(
    ("given", "stem"),
    [("costs", "02_costs"), ("05_costs.ipynb", "05_costs"), ("00 Überblick", "00_uberblick")],
)
def test_names_and_places(add, root, given, stem):
    assert add("notebook", given)[0] == 0
    names = [stage.name for stage in read_project(root, root).stages]
    assert names == sorted(["01_rain", stem])


def test_it_takes_the_parameters_and_the_first_lines_of_its_report(add, root):
    path = root / "notebooks/01_rain.ipynb"
    document = json.loads(path.read_text("utf-8"))
    cell = {
        "cell_type": "code",
        "execution_count": None,
        "id": "p",
        "metadata": {"tags": ["parameters"]},
        "outputs": [],
        "source": ["year = 2024"],
    }
    document["cells"].insert(1, cell)
    path.write_text(json.dumps(document), "utf-8")
    toml = (root / "report.toml").read_text("utf-8")
    toml = toml.replace("[code]", '[code]\nbegin = ["import rain", "", "facts = rain.facts"]')
    (root / "report.toml").write_text(toml, "utf-8")
    add("notebook", "more")
    cells = json.loads((root / "notebooks/02_more.ipynb").read_text("utf-8"))["cells"]
    assert ["".join(one["source"]) for one in cells[1:3]] == [
        "year = 2024",
        "import rain\n\nfacts = rain.facts",
    ]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["notebook", "rain"], "notebooks/01_rain.ipynb is there already"),
        (["notebook", "01_rain"], "notebooks/01_rain.ipynb is there already"),
        (["notebook", "报告"], "write a name such as costs"),
        (["notebook"], "Type what is added, and its name or file"),
        (["chapter", "x"], "add chapter: Type what is added"),
        ([], "Type what is added"),
        (["figure", "01"], "Draw which table? Type --table NAME; there are rain."),
        (["figure", "01", "--table", "rian"], "did you mean rain?"),
        (["figure", "07", "--table", "rain"], "no single stage of this name"),
        (["figure", "01", "--table", "rain"], "cell 4 has a figure fig-rain already"),
        (["source", "x.json", "--key", "a"], "--key does not belong to add source."),
    ],
)
def test_what_cannot_be_meant_is_refused_and_nothing_written(add, root, words, message):
    before = fingerprint(root)
    code, told = add(*words)
    assert code == 2
    assert message in told
    assert fingerprint(root) == before


def test_a_table_without_sources_is_not_drawn(add, root, tmp_path):
    (tmp_path / "cities.csv").write_text(CITIES, "utf-8")
    assert "name no source yet" in add("table", tmp_path / "cities.csv", "--key", "city")[1]
    code, told = add("figure", "01", "--table", "cities")
    assert code == 2
    assert "its rows name no source, and a figure must" in told
