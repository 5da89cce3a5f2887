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
        ("[check]\ninputs = []\n" + GOOD, r"write \[\[check\]\] with a name"),
        ("[[check]]\ninputs = []\n" + GOOD, r"write \[\[check\]\] with a name"),
        ('[[check]]\nname = "a"\ninputs = "x"\n' + GOOD, "check a: inputs must be a list"),
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


@pytest.mark.parametrize("section", ["report", "code", "hooks", "check", "notebook"])
def test_every_key_is_documented(tmp_path: Path, section: str):
    with pytest.raises(SetupError, match="unknown key 'nonsense'") as refused:
        project(tmp_path, f"[{section}]\nnonsense = 1\n")
    keys = str(refused.value).partition("known are ")[2].rstrip(".").split(", ")
    documented = (ENGINE / "docs/report-file.md").read_text("utf-8")
    assert [key for key in keys if f"| `{key}` |" not in documented] == []
    assert f"[{section}]" in documented
