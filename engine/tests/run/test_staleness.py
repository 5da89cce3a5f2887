import json
import sys
from pathlib import Path

import pytest

from tests.run import tiny
from tests.run.conftest import Runner
from walkback.errors import RunError
from walkback.run.plan.staleness import Reason, changed_parameter, shown

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
    assert runner.why()["02_use"] == "condition changed: cell 5"
    tiny.edit(runner.root / "notebooks/02_use.ipynb", "when:words", "other")
    assert runner.why()["02_use"] == "condition changed: cell 5"


def test_other_tags_are_no_change(runner: Runner):
    path = runner.root / "notebooks/02_use.ipynb"
    cells = json.loads(path.read_text("utf-8"))["cells"]
    cells[2]["metadata"]["tags"] = ["cover"]
    cells[4]["metadata"]["tags"] = ["a", "when:many", "b"]
    tiny.save(path, *cells)
    assert runner.why()["02_use"] == "up to date"


def test_cells_came_and_went(runner: Runner):
    path = runner.root / "notebooks/02_use.ipynb"
    cells = json.loads(path.read_text("utf-8"))["cells"]
    new = tiny.code("2", cell_id="new")
    for changed, told in (
        ([*cells, new], "code cell changed: cell 6 (new)"),
        ([*cells[:2], new, *cells[2:]], "code cell changed: cell 3 (new)"),
        ([*cells[:2], *cells[3:]], "code cell changed: one removed before cell 3"),
        (cells[:4], "condition changed: one removed at the end"),
        (cells[:3], "expression changed: several removed at the end"),
    ):
        tiny.save(path, *changed)
        assert runner.why()["02_use"] == told


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


def test_declared_input_came_and_went(runner: Runner):
    first = 'name = "01_read"\n'
    tiny.edit(runner.root / "report.toml", first, f'{first}inputs = ["data/raw/*.csv"]\n')
    runner.run()
    new = runner.root / "data/raw/more.csv"
    new.write_text("four\n", "utf-8")
    assert runner.why()["01_read"] == "input changed: data/raw/more.csv (new)"
    new.rename(runner.root / "data/raw/.~lock.more.csv")  # what a spreadsheet leaves
    assert runner.why()["01_read"] == "up to date"


def test_input_gone(runner: Runner):
    (runner.root / "data/raw/words.csv").unlink()
    assert runner.why()["01_read"] == "input changed: data/raw/words.csv (gone)"


def test_module_changed(runner: Runner):
    helper = runner.root / "src/kit/helper.py"
    helper.write_text(helper.read_text("utf-8").replace("upper()", "lower()"), "utf-8")
    assert runner.why()["01_read"] == "module changed: src/kit/helper.py"


def test_a_module_behind_another(runner: Runner):
    """The helper of the helper, though no cell names it; the package's own file too."""
    (runner.root / "src/kit/deep.py").write_text("SIGN = '!'  # one\n", "utf-8")
    tiny.edit(runner.root / "src/kit/helper.py", "def upper", "from .deep import SIGN\n\ndef upper")
    assert runner.why()["01_read"] == "module changed: src/kit/deep.py (new)"
    runner.run()
    tiny.edit(runner.root / "src/kit/deep.py", "# one", "# another word")
    assert runner.why() == UP_TO_DATE | {"report": "module changed: src/kit/deep.py"}
    tiny.edit(runner.root / "src/kit/deep.py", "'!'", "'?'")
    assert runner.why()["01_read"] == "module changed: src/kit/deep.py"
    assert runner.why()["02_use"] == "earlier stage runs: 01_read"
    tiny.edit(runner.root / "src/kit/deep.py", "'?'", "'!'")
    (runner.root / "src/kit/__init__.py").write_text("import os\n", "utf-8")
    assert runner.why()["01_read"] == "module changed: src/kit/__init__.py"


def test_a_module_that_no_stage_uses(runner: Runner):
    (runner.root / "src/kit/cli.py").write_text("print()\n", "utf-8")
    (runner.root / "src/kit/new.py").write_text("print()\n", "utf-8")
    assert runner.why() == UP_TO_DATE | {"report": "module changed: src/kit/cli.py"}  # its record


def test_lock_changed(runner: Runner):
    (runner.root / "lock.txt").write_text("pinned==2\n", "utf-8")
    why = runner.why()
    assert why["01_read"] == why["02_use"] == "lock file changed: lock.txt"


def test_python_changed(runner: Runner, monkeypatch: pytest.MonkeyPatch):
    now = ".".join(map(str, sys.version_info[:3]))
    monkeypatch.setattr("sys.version_info", (3, 99, 1))
    assert runner.why()["01_read"] == f"Python changed: {now} → 3.99.1"


def test_only_packages_that_are_imported_count(runner: Runner, monkeypatch: pytest.MonkeyPatch):
    folder = runner.root / "packages"
    for name in ("aa_other", "aa_pinned"):
        (folder / f"{name}-3.dist-info").mkdir(parents=True)
        (folder / f"{name}-3.dist-info/RECORD").write_text(f"{name}.py,,\n../bin/x,,\n", "utf-8")
        (folder / f"{name}.py").write_text("", "utf-8")
    monkeypatch.syspath_prepend(str(folder))
    monkeypatch.setenv("PYTHONPATH", str(folder))  # which no kernel gets
    tiny.edit(
        runner.root / "report.toml",
        "[code]\n",
        '[code]\nfolders = ["notebooks", "src", "packages"]\n',
    )
    runner.run()
    tiny.edit(runner.root / "notebooks/01_read.ipynb", "import os", "import os, aa_pinned")
    runner.run()
    assert runner.why() == UP_TO_DATE
    (folder / "aa_other-3.dist-info").rename(folder / "aa_other-4.dist-info")
    assert runner.why() == UP_TO_DATE
    (folder / "aa_pinned-3.dist-info").rename(folder / "aa_pinned-4.dist-info")
    assert runner.why()["01_read"] == "package changed: aa_pinned 3 → 4"


def test_another_python_is_told_before_what_it_parses_otherwise(
    runner: Runner, monkeypatch: pytest.MonkeyPatch
):
    now = ".".join(map(str, sys.version_info[:3]))
    monkeypatch.setattr("sys.version_info", (3, 99, 1))
    tiny.edit(runner.root / "src/kit/helper.py", "return text", "return 2 * text")
    tiny.edit(runner.root / "notebooks/01_read.ipynb", "import os", "import os, sys")
    assert runner.why()["01_read"] == f"Python changed: {now} → 3.99.1"


def test_results_saved_in_jupyterlab_are_no_change(runner: Runner):
    path = runner.root / "notebooks/02_use.ipynb"
    document = json.loads(path.read_text("utf-8"))
    document["metadata"]["language_info"] = {"name": "python", "version": "3.99"}
    document["metadata"]["widgets"] = {"state": {}}
    for cell in document["cells"]:
        cell["metadata"] |= {"collapsed": True, "execution": {"iopub.status.busy": "2025"}}
        if cell["cell_type"] == "code":
            text = {"output_type": "stream", "name": "stdout", "text": ["a"]}
            cell |= {"outputs": [text], "execution_count": 7}
    path.write_text(json.dumps(document, indent=1), "utf-8")
    assert runner.why() == UP_TO_DATE
    runner.rendered.clear()
    assert "new text" not in runner.run()
    assert runner.rendered == []


def test_figures_that_jupyterlab_left_are_removed(runner: Runner):
    stray, kept = (runner.root / "figures" / name for name in ("fig-gone.csv", "own.txt"))
    for path in (stray, kept):
        path.write_text("", "utf-8")
    printed = runner.run()
    assert "figures/fig-gone.csv is of no cell that ran" in printed
    assert (stray.exists(), kept.exists()) == (False, True)


def test_declared_outputs_changed(runner: Runner):
    stages = runner.root / "report.toml"
    tiny.edit(stages, '["figures/*"]', '["figures/*.svg"]')
    assert runner.why() == UP_TO_DATE | {"report": "input changed: report.toml"}
    tiny.edit(stages, '["figures/*.svg"]', '["figures/*.svg", "figures/*.txt"]')
    assert runner.why()["02_use"] == "declared outputs changed: figures/*.txt (new)"
    tiny.edit(stages, '["figures/*.svg", "figures/*.txt"]', '["figures/*.png"]')
    assert runner.why()["02_use"] == "declared outputs changed: figures/*.png (new)"
    tiny.edit(stages, '["data/processed/*.csv"]\n\n', '["data/processed/w*.csv"]\n\n')
    assert runner.why()["01_read"] == "up to date"


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


def test_a_declared_input_that_nobody_makes(runner: Runner):
    first = 'name = "01_read"\n'
    tiny.edit(runner.root / "report.toml", first, f'{first}inputs = ["data/raw/*.csv"]\n')
    (runner.root / "data/raw/words.csv").unlink()
    with pytest.raises(RunError, match=r"01_read reads data/raw/\*.csv, but there is no such file"):
        runner.why()


def test_every_reason_has_a_test_of_its_own():
    """Each reason is told in this file; what modules read beside themselves, in test_kernel_audit."""
    here = Path(__file__)
    text = "".join(
        path.read_text("utf-8") for path in (here, here.with_name("test_kernel_audit.py"))
    )
    assert [one.value for one in Reason if f'"{one}' not in text] == []


def test_parameters_in_words():
    assert changed_parameter({"a": [1, "b"]}, {"a": [2, "c"]}) == "a [1, b] → [2, c]"
    assert changed_parameter({}, {"a": 1}) == "a (new)"
    assert changed_parameter({"a": 1}, {}) == "a (gone)"
    assert shown(["x", "y"]) == "[x, y]"
