import json

import pytest

from tests.run import tiny
from tests.run.conftest import Runner
from twodeltas.errors import RunError
from twodeltas.run.plan import Reason, changed_parameter, shown

UP_TO_DATE = {"01_read": "up to date", "02_use": "up to date", "report": "up to date"}


def test_nothing_changed(runner: Runner):
    assert runner.why() == UP_TO_DATE


def test_never_run(runner: Runner):
    (runner.root / "report/run/state.json").unlink()
    assert runner.why() == {
        "01_read": "never run",
        "02_use": "never run",
        "report": "earlier stage runs: 01_read, 02_use",
    }


def test_forced(runner: Runner):
    assert runner.why(force=True)["01_read"] == "forced"
    only = runner.why(force=True, only="02_use")
    assert (only["01_read"], only["02_use"]) == ("up to date", "forced")


def test_code_changed(runner: Runner):
    tiny.edit(runner.root / "notebooks/02_use.ipynb", "len(words) > 2", "len(words) > 3")
    assert runner.why() == UP_TO_DATE | {
        "02_use": "code cell changed: cell 3",
        "report": "earlier stage runs: 02_use",
    }


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("import os\n", "import os  # the system\n"),
        ("import os\n", "\n\nimport os\n"),
        ("len(words) > 2", "(len(words)>2)"),
        ("# Reading\n\nWords.", "# Reading\n\nMany words, `{eval}` and ``{eval}`x` ``."),
        ("c2", "another-id"),
    ],
)
def test_what_is_no_change(runner: Runner, old: str, new: str):
    paths = [runner.root / f"notebooks/{name}.ipynb" for name in ("01_read", "02_use")]
    edited = [path for path in paths if json.dumps(old)[1:-1] in path.read_text("utf-8")]
    for path in edited:
        tiny.edit(path, old, new)
    assert edited
    changed = {name: why for name, why in runner.why().items() if name != "report"}
    assert changed == {"01_read": "up to date", "02_use": "up to date"}


def test_a_semicolon_at_the_end_hides_the_result(runner: Runner):
    tiny.edit(runner.root / "notebooks/02_use.ipynb", "2\nlen(words)", "2\nlen(words);  # quiet")
    assert runner.why()["02_use"] == "code cell changed: cell 3"


def test_expression_changed(runner: Runner):
    tiny.edit(runner.root / "notebooks/02_use.ipynb", "{eval}`edition`", "{eval}`edition + 1`")
    assert runner.why()["02_use"] == "expression changed: cell 4"


def test_condition_changed(runner: Runner):
    tiny.edit(runner.root / "notebooks/02_use.ipynb", "when:many", "when:words")
    assert runner.why()["02_use"] == "expression changed: cell 5"


def test_parameter_changed(runner: Runner):
    why = runner.why(given={"edition": 2023})
    assert why["02_use"] == "parameter changed: edition 2025 → 2023"
    assert why["01_read"] == "up to date"  # it has no such parameter
    assert runner.why(given={"edition": 2025}) == UP_TO_DATE


def test_input_changed(runner: Runner):
    (runner.root / "data/raw/words.csv").write_text("other\n", "utf-8")
    assert runner.why() == {
        "01_read": "input changed: data/raw/words.csv",
        "02_use": "earlier stage runs: 01_read",
        "report": "earlier stage runs: 01_read, 02_use",
    }


def test_input_came_and_went(runner: Runner):
    new = runner.root / "data/raw/more.csv"
    new.write_text("four\n", "utf-8")
    assert runner.why()["01_read"] == "input changed: data/raw/more.csv (new)"
    new.rename(runner.root / "data/raw/.~lock.more.csv")  # what a spreadsheet leaves
    assert runner.why()["01_read"] == "up to date"


def test_module_changed(runner: Runner):
    helper = runner.root / "src/kit/helper.py"
    helper.write_text(helper.read_text("utf-8").replace("upper()", "lower()"), "utf-8")
    assert runner.why()["01_read"] == "module changed: src/kit/helper.py"


def test_a_module_that_no_stage_uses(runner: Runner):
    (runner.root / "src/kit/cli.py").write_text("print()\n", "utf-8")
    assert runner.why() == UP_TO_DATE


def test_environment_changed(runner: Runner, monkeypatch: pytest.MonkeyPatch):
    (runner.root / "lock.txt").write_text("pinned==2\n", "utf-8")
    assert runner.why()["01_read"] == "environment changed: lock.txt"
    (runner.root / "lock.txt").write_text("pinned==1\n", "utf-8")
    monkeypatch.setattr("sys.version_info", (3, 14, 1))
    assert runner.why()["01_read"] == "environment changed: Python"


def test_installed_packages_changed(runner: Runner, monkeypatch: pytest.MonkeyPatch):
    folder = runner.root / "packages"
    (folder / "pinned-3.dist-info").mkdir(parents=True)
    monkeypatch.syspath_prepend(str(folder))
    assert runner.why()["01_read"] == "environment changed: installed packages"


@pytest.mark.parametrize("path", ["data/processed/words.csv", "report/run/01_read.ipynb"])
def test_output_missing_or_edited(runner: Runner, path: str):
    target = runner.root / path
    target.write_text(target.read_text("utf-8") + " ", "utf-8")
    assert runner.why()["01_read"] == f"output edited: {path}"
    target.unlink()
    assert runner.why()["01_read"] == f"output missing: {path}"


def test_a_report_that_is_gone(runner: Runner):
    (runner.root / "report/tiny.pdf").unlink()
    assert runner.why() == UP_TO_DATE | {"report": "output missing: report/tiny.pdf"}
    assert runner.why(formats=("html",)) == UP_TO_DATE


def test_an_input_that_nobody_makes(runner: Runner):
    (runner.root / "data/raw/words.csv").unlink()
    with pytest.raises(RunError, match=r"01_read reads data/raw/\*.csv, but there is no such file"):
        runner.why()


def test_every_reason_is_covered():
    told = {reason.value for reason in Reason}
    assert told == {
        "forced",
        "never run",
        "parameter changed",
        "code cell changed",
        "expression changed",
        "input changed",
        "module changed",
        "environment changed",
        "output missing",
        "output edited",
        "earlier stage runs",
        "up to date",
    }


def test_parameters_in_words():
    assert changed_parameter({"a": [1, "b"]}, {"a": [2, "c"]}) == "a [1, b] → [2, c]"
    assert changed_parameter({}, {"a": 1}) == "a (new)"
    assert changed_parameter({"a": 1}, {}) == "a (gone)"
    assert shown(["x", "y"]) == "[x, y]"
