"""Reports beside the main one: their own command, parameters, folder and results."""

import re
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.run import tiny
from tests.test_cli import called, started  # noqa: F401 - a fixture
from walkback.cli.parse import OPTIONS, parse
from walkback.cli.report_words import as_options
from walkback.errors import SetupError, UsageError
from walkback.further_reports import Further, placed
from walkback.project import Identity, Project
from walkback.publish.record import Record, parsed
from walkback.report_file import read_further, read_project

SECTION = """
[reports.postcard]
about = "a postcard of some places"
name = "{places[0]}-{year}"
folder = "report/cards"
title = "A postcard"
words = "places"
[[reports.postcard.notebook]]
name = "card"
outputs = ["figures/*"]
"""
CARD = """\
import os
from pathlib import Path
root, write = Path(os.environ["WALKBACK_ROOT"]), Path(os.environ["WALKBACK_WRITE"])
words = (root / "data/raw/words.csv").read_text().split()
_ = (write / "figures/card.svg").write_text(f"<svg>{places} {year}</svg>")"""
POSTCARD = Further("postcard", "a postcard of some places", "places")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project with a main report of two notebooks and a further one of another."""
    root = tiny.make(tmp_path / "two reports")
    (root / "data/datapackage.json").write_text('{"resources": []}', "utf-8")
    (root / "data/references.json").write_text("[]", "utf-8")
    with (root / "report.toml").open("a", encoding="utf-8") as file:
        file.write(SECTION)
    tiny.save(
        root / "notebooks/card.ipynb",
        tiny.prose("# A card {#sec-card}"),
        tiny.code('places = ["here"]\nyear = 2025', "parameters"),
        tiny.code(CARD),
    )
    return root


@pytest.fixture
def export(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The export, which takes seconds, replaced by one that keeps what it was called with."""
    calls: list[Any] = []

    def build_report(run_dir, folder, root, formats, names, files, identity):
        calls.append((run_dir, names, identity))
        path = folder / f"{identity.name}.html"
        path.write_text("made", "utf-8")
        return [path]

    monkeypatch.setattr("walkback.publish.build.build_report", build_report)
    return calls


def all_files(folder: Path) -> dict[str, bytes]:
    paths = [
        path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts
    ]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def test_it_is_read_as_a_report_of_its_own(root: Path):
    main, card = read_project(root, root), read_project(root, root, "postcard")
    assert [stage.name for stage in main.stages] == ["01_read", "02_use"]
    assert [stage.name for stage in card.stages] == ["card"]
    assert card.lock == main.lock == "lock.txt"
    assert (card.identity.title, card.identity.command) == ("A postcard", "postcard")
    assert main.identity.command == ""
    assert read_further(root) == {"postcard": POSTCARD}
    assert main.unlisted() == card.unlisted() == []
    there = placed(card, {"places": ["oslo"], "year": 2023})
    assert there.out == root / "report/cards/oslo-2023"
    assert there.identity.file("pdf") == "report/oslo-2023.pdf"
    assert placed(main, {}) is main


def test_each_has_results_of_its_own(root: Path, export: list[Any], capsys):
    options = ["--format", "html"]
    assert called(capsys, root, "postcard", "oslo", "--year", "2023", *options)[0] == 0
    assert not (root / "report/run").exists()
    assert called(capsys, root, *options)[0] == 0
    main = {path: text for path, text in all_files(root).items() if "report/cards" not in path}
    assert "figures/card.svg" not in main
    code, told, errors = called(capsys, root, "postcard", "rome", "--year=2024", *options)
    assert (code, errors) == (0, "")
    assert "card    ran" in re.sub(" +", "    ", told)
    assert {p: t for p, t in all_files(root).items() if "report/cards" not in p} == main
    for name, shown in (("oslo-2023", "['oslo'] 2023"), ("rome-2024", "['rome'] 2024")):
        folder = root / "report/cards" / name
        assert (folder / "figures/card.svg").read_text("utf-8") == f"<svg>{shown}</svg>"
        assert (folder / f"report/{name}.html").is_file()
        assert (folder / "report/run/card.ipynb").is_file()
    assert [names for _, names, _ in export] == [["card"], ["01_read", "02_use"], ["card"]]
    assert [identity.name for *_, identity in export] == ["oslo-2023", "report", "rome-2024"]


def test_a_second_time_there_is_nothing_to_do(root: Path, export: list[Any], capsys):
    typed = ["postcard", "oslo", "bern", "--format", "html"]
    assert called(capsys, root, *typed)[0] == 0
    assert called(capsys, root, *typed, "--dry-run")[1].splitlines() == [
        "card    –     up to date",
        "              read data/raw/: words.csv",
        "report  –     up to date",
    ]
    other = called(capsys, root, "postcard", "-p", "places=[oslo, lyon]", *typed[-2:], "--dry-run")
    assert "parameter changed: places" in other[1]
    assert len(export) == 1


def test_results_may_be_elsewhere(root: Path, export: list[Any], capsys, tmp_path: Path):
    typed = ["postcard", "oslo", "--out", str(tmp_path / "out"), "--format", "html"]
    before = all_files(root)
    assert called(capsys, root, *typed)[0] == 0
    assert all_files(root) == before
    assert (tmp_path / "out/report/cards/oslo-2025/report/oslo-2025.html").is_file()


def test_its_hook_is_asked_even_where_nothing_was_typed(root: Path, export, capsys):
    hook = "def valid(root, defaults, given):\n    return {'year': 2031, **given}\n"
    (root / "src/postcard_years.py").write_text(hook, "utf-8")  # no other test imports it
    time.sleep(0.1)  # it was not saved as the run began
    tiny.edit(
        root / "report.toml",
        'words = "places"',
        'words = "places"\nparameters = "postcard_years:valid"',
    )
    assert called(capsys, root, "postcard", "--format", "html")[0] == 0
    assert (root / "report/cards/here-2031/report/here-2031.html").is_file()


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        (["postcrd"], "postcrd is no command: did you mean postcard?"),
        (["--dry-run", "postcard", "oslo"], "postcard: write the command first, then its options."),
        (["postcard", "--yaer", "2023"], "-p yaer: no notebook has a parameter of this name. Did"),
        (["postcard", "--year", "soon"], "-p year: 'soon' is not a whole number."),
        (["postcard", "--year"], "--year: write the value of the parameter after it"),
        (["postcard", "a", "-p", "places=[b]"], "-p places is given twice: keep one."),
        (["postcard", "São Paulo"], "postcard: its files would be called 'São Paulo-2025'"),
        (["postcard", "a", "--jobs", "0"], "--jobs 0: at least one notebook must run at a time."),
    ],
)
def test_wrong_usage(root: Path, capsys, argv: list[str], message: str):
    code, told, errors = called(capsys, root, *argv)
    assert (code, told) == (2, "")
    assert errors.startswith(message)
    assert not (root / "report").exists()


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("[reports.postcard]", "[reports.check]", "the name is typed as a command"),
        ("[reports.postcard]", "[reports.Post_card]", "the name is typed as a command"),
        ("folder =", "foldr =", "[reports.postcard] has the unknown key 'foldr'"),
        ('"report/cards"', '"../cards"', "must be relative"),
        ('words = "places"', "words = 3", "words must be a text, got 3"),
        ('name = "card"', 'nme = "card"', "notebook has the unknown key 'nme'"),
        ('name = "card"', 'name = "cart"', "notebooks/cart.ipynb is not there"),
        ("{year}", "{month}", "cannot be filled in from the parameters places, year"),
    ],
)
def test_a_section_that_cannot_be_meant(root: Path, capsys, old: str, new: str, message: str):
    text = (root / "report.toml").read_text("utf-8").replace(old, new)
    (root / "report.toml").write_text(text, "utf-8")
    code, _, errors = called(capsys, root, "postcard", "oslo", "--dry-run")
    if "reports.P" in new or "reports.c" in new:
        with pytest.raises(SetupError, match=message):
            read_further(root, ("check",))
        return
    assert (code, message in errors) == (3, True), errors


def test_help_names_it(root: Path, capsys):
    for argv, words in (
        (["--help"], "a postcard of some places"),
        (["postcard", "--help"], "--NAME"),
    ):
        code, told, _ = called(capsys, root, *argv)
        assert code == 0
        assert words in told


def test_its_notebook_is_edited_by_name(root: Path, capsys, started):  # noqa: F811
    code, told, _ = called(capsys, root, "edit", "card")
    assert (code, told) == (7, "Opens notebooks/card.ipynb in JupyterLab.\n")


def test_the_record_of_a_document_says_which_report_it_is():
    parts = Identity().parts
    record = Record({}, parts, "3.12", {}, {"year": 2023}, {}, command="postcard")
    assert parsed(record.text + f"{'0' * 64}  data/raw/words.csv\n").command == "postcard"
    assert record.given == {"year": 2023}
    assert "postcard" not in Record({}, parts, "3.12", {}).text


def test_names_of_parameters_that_are_no_names_of_files():
    project = Project(Path("/r"), Path("/r"), (), identity=Identity(name="{a}", command="card"))
    with pytest.raises(UsageError, match=r"would be called '\.\./x'"):
        placed(project, {"a": "../x"})


words = st.text("abc é-", min_size=1, max_size=5).filter(lambda word: not word.startswith("-"))


@given(st.lists(words), st.lists(st.tuples(st.sampled_from(["year", "lang"]), words), max_size=2))
def test_words_and_parameters_may_come_in_any_order(typed: list[str], own: list[tuple[str, str]]):
    options = [part for name, value in own for part in (f"--{name}", value)]
    one, other = (
        parse(["postcard", *order], "run_all.py", lambda: {"postcard": POSTCARD})
        for order in ([*typed, "--force", *options], [*options, *typed, "--force"])
    )
    assert one == other
    assert one.force
    assert (one.command, one.report) == ("build", "postcard")
    assert len(one.given or []) == len(own) + bool(typed)


def test_no_words_where_none_are_meant():
    with pytest.raises(UsageError, match="oslo: postcard takes no words"):
        as_options(["postcard", "oslo"], Further("postcard", "", ""), OPTIONS)
