import os
from pathlib import Path

import pytest

from tests.run.tiny import code, save
from walkback.errors import SetupError
from walkback.report_file import read_project

ENGINE = Path(__file__).resolve().parent.parent
GOOD = '[[notebook]]\nname = "01_a"\ninputs = ["data/*.csv"]\noutputs = ["figures/*"]\n'


def project(root: Path, text: str):
    save(root / "notebooks/01_a.ipynb", code("1"))
    (root / "report.toml").write_text(text, "utf-8")
    return read_project(root, root)


def test_a_good_file(tmp_path: Path):
    found = project(tmp_path, GOOD)
    assert [stage.name for stage in found.stages] == ["01_a"]
    assert found.executed(found.stages[0]) == tmp_path / "report/run/01_a.ipynb"


def test_what_the_report_says_of_itself(tmp_path: Path):
    text = """
[report]
name = "a-report"
title = "A report"
author = "Its authors"
[code]
folders = ["notebooks", "lib"]
record = ["lib/**/*"]
lock = "pins.txt"
[hooks]
checks = ["kit.checks:rows"]
parameters = "kit.given:valid"
"""
    found = project(tmp_path, text + GOOD)
    assert found.identity.file("pdf") == "report/a-report.pdf"
    assert (found.identity.title, found.identity.author) == ("A report", "Its authors")
    assert found.identity.parts["code"] == ("lib/**/*",)
    assert found.import_paths == [tmp_path / "lib"]
    assert found.lock == "pins.txt"
    assert found.hooks.checks == ("kit.checks:rows",)
    assert found.hooks.parameters == "kit.given:valid"
    data, citations = found.checks
    assert data.modules == ("walkback.tables.check", "kit.checks")
    assert "notebooks/*.ipynb" in citations.inputs
    assert {"notebooks/01_a.ipynb", "lib/**/*", "pins.txt", "report.toml"} <= set(found.report)


def test_how_long_a_cell_may_take(tmp_path: Path):
    assert project(tmp_path, GOOD).stages[0].timeout == 1800
    assert project(tmp_path, GOOD + "timeout = 5").stages[0].timeout == 5


def test_each_process_writes_to_a_folder_of_its_own(tmp_path: Path):
    found = project(tmp_path, GOOD)
    folder = found.staging(found.stages[0])
    assert folder.is_relative_to(tmp_path / "report/run/.staging")
    assert str(os.getpid()) in folder.parts


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "lists no notebook"),
        ("[[notebook]", "is not valid TOML"),
        ("[stages]\n", "no section 'stages' is known"),
        ("[notebook]\nname = 'x'", "lists no notebook"),
        (GOOD + "output = []", "notebook has the unknown key 'output'"),
        (GOOD + GOOD, "'01_a' is listed twice"),
        (GOOD.replace('"01_a"', "1"), "notebook 1 needs name"),
        (GOOD.replace("01_a", "../01_a"), "notebook 1 needs name"),
        (GOOD.replace("01_a", "02_b"), "notebooks/02_b.ipynb is not there"),
        (GOOD.replace('["figures/*"]', '"figures/*"'), "outputs must be a list"),
        (GOOD + "timeout = 0", "timeout must be a number of seconds, got 0"),
        (GOOD + "timeout = true", "timeout must be a number of seconds, got True"),
        (GOOD.replace("figures/*", "../figures/*"), "must be relative"),
        (GOOD.replace("figures/*", "/figures/*"), "must be relative"),
        ("code = 1\n" + GOOD, r"write \[code\]"),
        (GOOD + 'after = ["02_b"]', "01_a: after names '02_b', no notebook before it"),
        (GOOD + 'after = ["01_a"]', "01_a: after names '01_a', no notebook before it"),
        ('[report]\nname = "Two Deltas"\n' + GOOD, "names files: write small letters"),
        ('[report]\ncover = "none.svg"\n' + GOOD, "cover = 'none.svg' is not there"),
        ("[report]\ntitle = 1\n" + GOOD, "title must be a text, got 1"),
        ('[hooks]\nchecks = ["kit.checks"]\n' + GOOD, "'kit.checks' is not of the form module:"),
    ],
)
def test_what_cannot_be_meant(tmp_path: Path, text: str, message: str):
    with pytest.raises(SetupError, match=message):
        project(tmp_path, text)


def test_no_file(tmp_path: Path):
    with pytest.raises(SetupError, match=r"report\.toml is missing"):
        read_project(tmp_path, tmp_path)


def test_a_notebook_that_is_no_stage(tmp_path: Path):
    found = project(tmp_path, GOOD)
    assert found.unlisted() == []
    save(tmp_path / "notebooks/02_more.ipynb", code("1"))
    save(tmp_path / "notebooks/.ipynb_checkpoints/02_more-checkpoint.ipynb", code("1"))
    assert found.unlisted() == [
        "notebooks/02_more.ipynb is in no [[notebook]] of report.toml: "
        "it is not executed and not in the report."
    ]


@pytest.mark.parametrize("section", ["report", "code", "hooks", "notebook"])
def test_every_key_is_documented(tmp_path: Path, section: str):
    with pytest.raises(SetupError, match="unknown key 'nonsense'") as refused:
        project(tmp_path, f"[{section}]\nnonsense = 1\n")
    keys = str(refused.value).partition("known are ")[2].rstrip(".").split(", ")
    documented = (ENGINE / "docs/report-file.md").read_text("utf-8")
    assert [key for key in keys if f"| `{key}` |" not in documented] == []
    assert f"[{section}]" in documented


def test_a_brief_pdf(tmp_path: Path):
    assert project(tmp_path, "[report]\nbrief = true\n" + GOOD).identity.brief
    assert not project(tmp_path, GOOD).identity.brief
    with pytest.raises(SetupError, match="brief must be true or false, got 'yes'"):
        project(tmp_path, '[report]\nbrief = "yes"\n' + GOOD)
