"""`walkback init`: a new report that builds and passes its check at once."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from packaging.version import Version
from pdf_tags import structure

from tests.reading import catalogue, flat, page, printed, states, walkback
from walkback import cli, init
from walkback.errors import UsageError
from walkback.report_file import read_project
from walkback.tables.check import check_data

NAME = "new report 报告"


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """A report laid out, checked and built from the command line; what each call said."""
    above = tmp_path_factory.mktemp("a place 地方")
    said = {"init": walkback(above, "init", NAME)}
    root = above / NAME
    said |= {"check": walkback(root, "check"), "build": walkback(root)}
    return root, said


def test_it_says_what_it_wrote_and_what_to_type_next(told):
    root, said = told
    written = [line.strip() for line in said["init"].splitlines() if line.startswith("  ")]
    for name in ("report.toml", "notebooks/01_rain.ipynb", "data/raw/rain.csv", ".gitignore"):
        assert name in written
        assert (root / name).is_file()
    assert f"cd '{NAME}'" in said["init"]
    assert "walkback check" in said["init"]
    assert "makes report/new-report.html and .pdf" in said["init"]


def test_it_passes_its_check_without_a_warning(told):
    root, said = told
    assert said["check"] == "12 rows in 1 table, 1 source: no problem.\n"
    assert check_data(root) == []


def test_it_builds_a_page_that_can_be_read(told):
    root, said = told
    assert states(said["build"]) == {"data": "checked", "01_rain": "ran", "report": "rendered"}
    html = page(root / "report" / "new-report.html")
    text = flat(html.get_text(" "))
    assert html.title.get_text() == "A year of rain"
    for words in ("112 mm", "806 mm", "Weather diary of Hill Farm", "October was the wettest"):
        assert words in text
    (image,) = html.select("figure[id^=fig-] img")
    assert image["alt"].startswith("Bar chart of rain by month")
    assert len(html.select("[id^=tbl-]")) == 1


def test_its_pdf_says_the_same_and_is_tagged(told):
    root, _ = told
    path = root / "report" / "new-report.pdf"
    for words in ("A year of rain", "112 mm", "806 mm", "Weather diary of Hill Farm"):
        assert words in printed(path)
    top = catalogue(path)
    assert top["/MarkInfo"]["/Marked"]
    tags = list(structure(top["/StructTreeRoot"]["/K"]))
    (figure,) = [tag for tag in tags if tag["/S"] == "/Figure"]
    assert figure["/Alt"].startswith("Bar chart of rain by month")
    assert "/Table" in {tag["/S"] for tag in tags}


def test_its_number_leads_to_its_row(told):
    root, _ = told
    values = (root / "report" / "values.csv").read_text("utf-8")
    assert "112 mm" in next(line for line in values.splitlines() if ",R-10,diary-2024," in line)


def test_the_second_time_nothing_is_executed(told):
    root, _ = told
    assert set(states(walkback(root)).values()) == {"–"}


def test_the_document_says_how_this_report_is_made_again(told):
    root, _ = told
    text = flat(page(root / "report" / "new-report.html").get_text(" "))
    assert "walkback verify THIS-FILE" in text
    assert "run_all.py" not in text


def test_its_notebook_keeps_to_the_rules_of_the_house(tmp_path):
    init.lay_out(tmp_path)
    cells = json.loads((tmp_path / "notebooks/01_rain.ipynb").read_text("utf-8"))["cells"]
    code = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    assert max(len(text.splitlines()) for text in code) <= 25
    assert max(len(line) for text in code for line in text.splitlines()) <= 100
    assert [cell for cell in cells if cell.get("outputs")] == []


def test_its_lock_pins_what_the_engine_needs_and_not_the_engine(tmp_path):
    init.lay_out(tmp_path)
    project = read_project(tmp_path, tmp_path)
    lines = (tmp_path / project.lock).read_text("utf-8").splitlines()[1:]
    pinned = dict(line.split("==") for line in lines)
    assert {"pandas", "matplotlib", "typst", "papermill", "numpy"} <= set(pinned)
    assert "walkback" not in pinned
    assert all(Version(version) for version in pinned.values())


@pytest.mark.parametrize(
    ("folder", "name"), [("My Report", "my-report"), ("报告", "report"), ("a_b.c", "a-b-c")]
)
def test_files_are_named_after_the_folder(tmp_path, folder, name):
    init.lay_out(tmp_path / folder)
    assert read_project(tmp_path / folder, tmp_path).identity.name == name
    assert f"report/{name}.pdf" in (tmp_path / folder / "README.md").read_text("utf-8")


def test_a_folder_in_use_is_refused_and_left_alone(tmp_path, monkeypatch, capsys):
    (tmp_path / "used").mkdir()
    (tmp_path / "used/thesis.txt").write_text("mine")
    monkeypatch.chdir(tmp_path)
    assert cli.main(["init", "used"]) == 2
    assert capsys.readouterr().err == (
        "used is not empty, so nothing was written: name a folder that is not there yet, "
        "or an empty one.\n"
    )
    assert [path.name for path in (tmp_path / "used").iterdir()] == ["thesis.txt"]


def test_a_fresh_repository_counts_as_empty(tmp_path):
    (tmp_path / ".git").mkdir()
    assert "report.toml" in init.lay_out(tmp_path)


def test_a_file_in_its_place_and_no_place_at_all_are_refused(tmp_path, capsys):
    (tmp_path / "a").write_text("")
    with pytest.raises(UsageError, match="is a file: name a folder"):
        init.lay_out(tmp_path / "a")
    assert cli.main(["init"]) == 2
    assert "walkback init my-report" in capsys.readouterr().err


def test_options_of_other_commands_are_refused(tmp_path, capsys):
    assert cli.main(["init", str(tmp_path / "a"), "--force"]) == 2
    assert "--force" in capsys.readouterr().err
    assert not (tmp_path / "a").exists()


def test_the_command_is_installed_too(tmp_path):
    script = Path(sys.executable).with_name("walkback")
    done = subprocess.run([script, "init", "a"], cwd=tmp_path, check=True, capture_output=True)
    assert b"report.toml" in done.stdout
    assert (tmp_path / "a/report.toml").is_file()
