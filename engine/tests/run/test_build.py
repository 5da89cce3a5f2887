import json
from pathlib import Path
from typing import Any

import pytest

from tests.run import tiny
from tests.run.conftest import Runner
from walkback.errors import CellError, DataError, KernelDied, RunError
from walkback.notebooks.myst_roles import replaced
from walkback.project import Project

DATA = "data/raw/words.csv"


def snapshot(root: Path) -> dict[str, bytes]:
    """The bytes of all results, without what says how the last try went."""
    folders = [root / name for name in ("data/processed", "figures", "report")]
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    aside = {"state.json", "syntax.json", "ledger.jsonl", "lock"}
    kept = (p for p in files if "failed" not in p.parts and p.name not in aside)
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in kept}


def executed(root: Path, name: str) -> list[dict[str, Any]]:
    return json.loads((root / f"report/run/{name}.ipynb").read_text("utf-8"))["cells"]


def test_the_first_build(built: Path):
    assert sorted(snapshot(built)) == [
        "data/processed/sizes.json",
        "data/processed/words.csv",
        "figures/round.svg",
        "report/run/01_read.ipynb",
        "report/run/02_use.ipynb",
        "report/tiny.html",
        "report/tiny.pdf",
        "report/values.csv",
    ]
    assert not (built / "report/run/.staging").exists()
    words, many = executed(built, "02_use")[3:]
    values = words["metadata"]["user_expressions"]
    plain = {"status": "ok", "data": {"text/plain": "3"}, "metadata": {}}
    assert values[0] == {"expression": "len(words)", "result": plain}
    assert many["metadata"]["user_expressions"][0]["result"]["data"]["text/plain"] == "'THREE'"


def test_a_second_run_does_and_writes_nothing(runner: Runner):
    times = {path: path.stat().st_mtime_ns for path in runner.root.rglob("*")}
    lines = runner.run().splitlines()
    assert [line.split()[0] for line in lines] == ["01_read", "02_use", "report"]
    assert all(line.endswith("up to date") for line in lines)
    assert {path: path.stat().st_mtime_ns for path in runner.root.rglob("*")} == times
    assert runner.checks == []


def test_early_cut_off(runner: Runner):
    (runner.root / DATA).write_text("ONE two THREE\n", "utf-8")  # gives the same words
    first, *rest = runner.run().splitlines()
    assert first.endswith(f"input changed: {DATA}")
    second, report = (line.split() for line in rest)
    assert second == ["02_use", "–", "up", "to", "date"]
    assert report[:2] + report[3:] == ["report", "rendered", "s", "input", "changed:", DATA]
    assert len(runner.checks) == 1


def test_new_data_that_nobody_reads_run_nothing(runner: Runner):
    (runner.root / "data/raw/more.csv").write_text("four\n", "utf-8")
    assert all(line.endswith("up to date") for line in runner.run().splitlines())


def test_a_change_that_goes_through(runner: Runner):
    (runner.root / DATA).write_text("one two\n", "utf-8")
    lines = runner.run().splitlines()
    assert lines[1].endswith("input changed: data/processed/words.csv")
    assert (runner.root / "figures/round.svg").read_text("utf-8") == "<svg>2 2025</svg>"
    many = executed(runner.root, "02_use")[-1]
    assert many["metadata"] == {"tags": ["when:many"], "walkback": {"skipped": True}}


def test_edited_prose_is_shown_without_running(runner: Runner):
    before = executed(runner.root, "02_use")
    tiny.edit(runner.root / "notebooks/02_use.ipynb", "There are", "One counts")
    _, second, report = runner.run().splitlines()
    assert second.endswith("up to date (new text, nothing executed)")
    assert report.split()[1] == "rendered"
    after = executed(runner.root, "02_use")
    assert after[3]["source"] == ["One counts {eval}`len(words)` words in {eval}`edition`."]
    assert after[3]["metadata"] == before[3]["metadata"]
    assert after[2] == before[2]
    assert runner.why()["02_use"] == "up to date"


def test_parameters_reach_the_notebook_and_leave_it(runner: Runner):
    before = snapshot(runner.root)
    tiny.edit(runner.root / "notebooks/02_use.ipynb", '"round"', '"round"  # or square')
    runner.run(given={"edition": 2023, "shape": "square"})
    assert (runner.root / "figures/square.svg").read_text("utf-8") == "<svg>3 2023</svg>"
    assert not (runner.root / "figures/round.svg").exists()
    injected = executed(runner.root, "02_use")[2]
    assert injected["id"] == "injected-parameters"
    assert injected["metadata"] == {"tags": ["injected-parameters"]}
    assert injected["source"][1:] == ["edition = 2023\n", 'shape = "square"\n']
    tiny.edit(runner.root / "notebooks/02_use.ipynb", '"round"  # or square', '"round"')
    refreshed = runner.run(given={"edition": 2023, "shape": "square"})
    assert "02_use    –                    up to date (new text" in refreshed
    assert executed(runner.root, "02_use")[2] == injected
    runner.run()
    assert snapshot(runner.root) == before


def test_a_failure_leaves_everything_as_it_was(runner: Runner):
    before = snapshot(runner.root)
    notebook = runner.root / "notebooks/02_use.ipynb"
    tiny.edit(notebook, "many = len", "print(1)\nlost = words[99]\nmany = len")
    with pytest.raises(CellError) as caught:
        runner.run(program="python run_all.py", options="--force", given={"edition": 2024})
    assert snapshot(runner.root) == before
    assert not (runner.root / "report/run/.staging").exists()
    failed = runner.root / "report/run/failed/02_use.ipynb"
    text = str(caught.value).replace(str(runner.root), "ROOT").replace("'", "")
    assert text.splitlines() == [
        '02_use failed at cell 3 (id c3), under "Using", in ROOT/notebooks/02_use.ipynb',
        "",
        '      5  _ = (write / f"figures/{shape}.svg").write_text('
        'f"<svg>{len(words)} {edition}</svg>")',
        "      6  print(1)",
        "  >   7  lost = words[99]",
        "      8  many = len(words) > 2",
        "      9  len(words)",
        "",
        "  IndexError: list index out of range",
        "",
        "Failed copy:  ROOT/report/run/failed/02_use.ipynb",
        "Open it:      python run_all.py lab ROOT/report/run/failed/02_use.ipynb",
        "Go on:        python run_all.py --force    (after mending ROOT/notebooks/02_use.ipynb)",
        "What was finished before is kept; the last report is unchanged.",
    ]
    cells = json.loads(failed.read_text("utf-8"))["cells"]
    states = [cell["metadata"]["walkback"]["state"] for cell in cells]
    assert states == ["done", "done", "done", "failed", "not run", "not run"]
    assert cells[3]["outputs"][0]["text"] == ["1\n"]
    assert cells[3]["outputs"][-1]["ename"] == "IndexError"
    tiny.edit(notebook, "lost = words[99]\n", "")
    assert "02_use    ran" in runner.run()
    assert not failed.exists()


def test_a_promise_that_is_not_kept(runner: Runner):
    tiny.edit(runner.root / "notebooks/02_use.ipynb", "figures/{shape}.svg", "data/{shape}.svg")
    tiny.edit(
        runner.root / "notebooks/02_use.ipynb", "_ = (write", '(write / "data").mkdir()\n_ = (write'
    )
    before = snapshot(runner.root)
    with pytest.raises(RunError) as caught:
        runner.run()
    assert str(caught.value).splitlines()[:3] == [
        "02_use ran to its end, but:",
        "  figures/* was promised, but no such file was written.",
        "  data/round.svg was written, but is not among the outputs in report.toml.",
    ]
    assert snapshot(runner.root) == before
    assert (runner.root / "report/run/failed/02_use.ipynb").is_file()


def test_two_stages_that_write_one_file(runner: Runner):
    stages = runner.root / "report.toml"
    tiny.edit(stages, '"figures/*"]', '"figures/*", "data/processed/*"]')
    more = '(write / "data/processed/words.csv").write_text("")\n_ = (write'
    tiny.edit(runner.root / "notebooks/02_use.ipynb", "_ = (write", more)
    with pytest.raises(
        RunError, match=r"02_use wrote data/processed/words.csv, which 01_read writ"
    ):
        runner.run()


def test_a_wrapped_expression_is_kept_under_the_words_that_the_document_asks_for(runner: Runner):
    notebook = runner.root / "notebooks/02_use.ipynb"
    tiny.edit(notebook, "{eval}`len(words)`", "{eval}`len(\nwords)`")
    runner.run()
    (asked,) = [
        one["expression"]
        for cell in executed(runner.root, "02_use")
        for one in cell["metadata"].get("user_expressions", [])
        if "len" in one["expression"]
    ]
    assert asked == "len( words)"
    assert replaced("{eval}`len(\nwords)`", lambda role: role.content) == asked


def test_only_one_stage(runner: Runner):
    (runner.root / DATA).write_text("one two\n", "utf-8")
    lines = runner.run(only="01_read").splitlines()
    assert lines[0].endswith(f"input changed: {DATA}")
    assert lines[1] == (
        "No report: out of date are 02_use (input changed: data/processed/words.csv)."
    )
    assert runner.rendered == runner.prepared == []
    assert "02_use    ran" in runner.run(only="02_use")
    assert (runner.rendered, runner.prepared) == ([("html", "pdf")], ["prepared"])


def test_an_old_format_is_named(runner: Runner):
    (runner.root / "notes.txt").write_text("new", "utf-8")
    lines = runner.run(formats=("html",)).splitlines()
    assert lines[-1] == "report/tiny.pdf is from an earlier run: --format pdf renews it."
    assert runner.why()["report"] == "input changed: notes.txt"
    assert runner.why(formats=("html",))["report"] == "up to date"


def test_bad_data_start_no_kernel(runner: Runner, monkeypatch: pytest.MonkeyPatch):
    def fail() -> None:
        raise DataError("words.csv, row 1: no")

    monkeypatch.setattr("walkback.run.execute.stage.run_stage", None)
    runner.check = fail
    (runner.root / DATA).write_text("one two\n", "utf-8")
    with pytest.raises(DataError, match="row 1"):
        runner.run()
    runner.check = lambda: None
    with pytest.raises(TypeError):  # now the kernel would have started
        runner.run()
    assert runner.checks == [["data", "citations"]] * 2


def test_each_check_is_done_again_only_if_what_it_looks_at_has_changed(runner: Runner):
    tiny.edit(runner.root / "notebooks/02_use.ipynb", "# Using", "# Making use")
    runner.run()
    assert runner.checks == [["citations"]]
    runner.run()
    assert runner.checks == [["citations"]]
    (runner.root / DATA).write_text("one two\n", "utf-8")
    runner.run()
    assert runner.checks[1:] == [["data", "citations"]]


def test_what_a_check_leaves_is_made_again_when_it_is_gone_or_edited(runner: Runner):
    left = runner.root / "data/processed/sizes.json"
    for spoil in (left.unlink, lambda: left.write_text("[]", "utf-8")):
        spoil()
        (runner.root / "lock.txt").write_text(f"pinned=={spoil}", "utf-8")  # something to do
        runner.run()
        assert left.read_text("utf-8") == "{}"


def test_a_report_that_fails_leaves_the_last_one(runner: Runner, monkeypatch: pytest.MonkeyPatch):
    def fail(_project: Project, folder: Path, *_: object) -> list[Path]:
        (folder / "tiny.html").write_text("half")
        raise RunError("no PDF")

    monkeypatch.setattr(runner, "_render", fail)
    before = snapshot(runner.root)
    (runner.root / "notes.txt").write_text("new", "utf-8")
    with pytest.raises(RunError, match="no PDF"):
        runner.run()
    assert snapshot(runner.root) == before
    assert runner.why()["report"] == "input changed: notes.txt"


def test_a_report_made_from_what_is_not_declared(
    runner: Runner, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    (tmp_path / "free.txt").write_text("outside of the project")

    def render(project: Project, folder: Path, *_: object) -> list[Path]:
        for path in (project.root / "notes.txt", project.root / "lock.txt", tmp_path / "free.txt"):
            path.read_text("utf-8")
        (folder / "tiny.html").write_text(
            (project.root / "data/datapackage.json").read_text("utf-8")
        )
        return [folder / "tiny.html"]

    monkeypatch.setattr(runner, "_render", render)
    before = snapshot(runner.root)
    (runner.root / "notes.txt").write_text("new", "utf-8")
    with pytest.raises(RunError) as caught:
        runner.run()
    assert str(caught.value).splitlines() == [
        "The report (html and pdf) could not be made.",
        "",
        "  The report was made from files that nobody named. In report.toml, [report], inputs:",
        '    add "data/datapackage.json"',
        "",
        f"Executed:     {runner.root}/report/run    (the notebooks; none of them runs again)",
        "Go on:        python run_all.py",
        "What was finished before is kept; the last report is unchanged.",
    ]
    assert snapshot(runner.root) == before
    (runner.root / "data/datapackage.json").write_text("{}")  # nobody watches any more
    stages = runner.root / "report.toml"
    tiny.edit(stages, '["notes.txt"]', '["notes.txt", "data/*.json"]')
    assert "rendered" in runner.run()


def test_stderr_goes_to_a_log(runner: Runner):
    notebook = runner.root / "notebooks/01_read.ipynb"
    tiny.edit(notebook, "import os", "import os, warnings\nwarnings.warn('old')")
    assert "01_read.log)" in runner.run()
    log = (runner.root / "report/run/01_read.log").read_text("utf-8")
    assert log.startswith("cell 2: cell 2:2: UserWarning: old")
    assert executed(runner.root, "01_read")[1]["outputs"] == []


def test_another_folder_gets_the_same_bytes_and_the_checkout_nothing(built: Path, tmp_path: Path):
    root = tiny.make(tmp_path / "read only")
    for path in [root, *root.rglob("*")]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    before = {path: path.stat().st_mtime_ns for path in root.rglob("*")}
    try:
        other = Runner(root, tmp_path / "elsewhere")
        other.run()
        assert snapshot(other.out) == snapshot(built)
        assert other.why()["report"] == "up to date"
        found = {
            path for path in root.rglob("*") if path.name != "__pycache__" and path.suffix != ".pyc"
        }
        assert {path: path.stat().st_mtime_ns for path in found - {root / "src/kit"}} == {
            path: time for path, time in before.items() if path != root / "src/kit"
        }
    finally:
        for path in [root, *root.rglob("*")]:
            path.chmod(0o755 if path.is_dir() else 0o644)


def test_a_stage_taken_out_leaves_with_its_results(runner: Runner):
    stages = runner.root / "report.toml"
    text = stages.read_text("utf-8")
    stages.write_text(text[: text.rindex("[[notebook]]")], "utf-8")
    (runner.root / "figures/own.txt").write_text("a user's own file", "utf-8")
    lines = runner.run().splitlines()
    assert [line.split()[:2] for line in lines] == [["01_read", "–"], ["report", "rendered"]]
    assert not (runner.root / "report/run/02_use.ipynb").exists()
    assert [path.name for path in (runner.root / "figures").iterdir()] == ["own.txt"]


def test_the_last_words_of_a_kernel_are_kept(runner: Runner):
    notebook = runner.root / "notebooks/01_read.ipynb"
    crash = "import ctypes, faulthandler\nfaulthandler.enable()\nctypes.string_at(0)\nimport os"
    tiny.edit(notebook, "import os", crash)
    with pytest.raises(KernelDied, match="segmentation fault in a compiled library") as caught:
        runner.run()
    log = runner.root / "report/run/failed/01_read.log"
    assert f"Its log:      {log}" in str(caught.value)
    assert "Fatal Python error: Segmentation fault" in log.read_text("utf-8")


def test_a_chapter_of_prose_alone(runner: Runner):
    tiny.save(runner.root / "notebooks/03_words.ipynb", tiny.prose("# Words\n\nNothing else."))
    stages = runner.root / "report.toml"
    stages.write_text(f'{stages.read_text("utf-8")}\n[[notebook]]\nname = "03_words"\n', "utf-8")
    assert "03_words  ran" in runner.run()
    assert runner.why()["03_words"] == "up to date"
    tiny.edit(runner.root / "notebooks/03_words.ipynb", "Nothing else", "Nothing more")
    assert "new text, nothing executed" in runner.run()
    shown = executed(runner.root, "03_words")[0]["source"]
    assert "Nothing more" in "".join(shown)


def test_the_sign_of_a_run_that_was_killed_at_its_very_end_is_taken_away(runner: Runner):
    sign = runner.root / "report/run/lock.json"
    sign.write_text('{"pid": 1, "since": "2026-01-01 00:00:00"}', "utf-8")
    assert all(line.endswith("up to date") for line in runner.run().splitlines())
    assert not sign.exists()
