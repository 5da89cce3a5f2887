"""The copy that a run works on: one moment of all files, and the names by which its author knows them."""

import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from tests.run import tiny
from walkback.errors import RunError
from walkback.project import Project
from walkback.report_file import read_project
from walkback.run.commit import copied, world
from walkback.run.commit.world import refuse_altered, refuse_another_report, take
from walkback.run.plan.state import State
from walkback.run.tell.naming import as_known


@pytest.fixture
def project(tmp_path: Path) -> Project:
    root = tiny.make(tmp_path / "a report")
    return read_project(root, root)


def test_it_has_what_a_run_may_read_and_links_to_the_rest(project: Project):
    (project.root / "docs").mkdir()
    (project.root / "docs/note.txt").write_text("note", "utf-8")
    (project.root / "figures").mkdir()
    (project.root / "figures/own.txt").write_text("own", "utf-8")
    copy = take(project, State()).project.root
    for path in (
        "data/raw/words.csv",
        "src/kit/helper.py",
        "lock.txt",
        "notes.txt",
        "figures/own.txt",
    ):
        assert (copy / path).read_bytes() == (project.root / path).read_bytes()
        assert not (copy / path).is_symlink()
        assert not (copy / path).samefile(project.root / path)
    assert (copy / "docs").is_symlink()


def test_links_are_followed_and_never_round_in_a_circle(project: Project, tmp_path: Path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/far.csv").write_text("far", "utf-8")
    (project.root / "data/far").symlink_to(tmp_path / "elsewhere")
    (project.root / "data/again").symlink_to(project.root / "data")
    (project.root / "data/raw/link.csv").symlink_to("words.csv")
    copy = take(project, State()).project.root
    assert (copy / "data/far/far.csv").read_text("utf-8") == "far"
    assert not (copy / "data/again").exists()
    (project.root / "data/raw/words.csv").write_text("other", "utf-8")
    assert (copy / "data/raw/link.csv").read_text("utf-8") == "one two three\n"


def test_a_file_saved_while_it_is_taken_is_taken_again(
    project: Project, monkeypatch: pytest.MonkeyPatch
):
    """Another branch is checked out just then: no mixture of two is ever seen."""
    copy, left = copied.copy, [3]

    def saved(place: Path, target: Path, made: bool) -> object:
        found = copy(place, target, made)
        if target.name == "words.csv" and left[0]:
            left[0] -= 1
            for name in ("data/raw/words.csv", "src/kit/helper.py", "data/raw/new.csv"):
                (project.root / name).write_text(f"branch {left[0]}", "utf-8")
        return found

    monkeypatch.setattr(world, "copy", saved)
    taken = take(project, State())
    for name in ("data/raw/words.csv", "src/kit/helper.py", "data/raw/new.csv"):
        assert (taken.project.root / name).read_text("utf-8") == "branch 0"
    assert left == [0]


def test_files_that_never_stand_still(project: Project, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(world, "_PAUSE", 0)
    monkeypatch.setattr(world, "holds", lambda *_: False)
    with pytest.raises(RunError, match="change all the time"):
        take(project, State())


def test_who_writes_to_the_copy_is_found(project: Project):
    taken = take(project, State())
    refuse_altered(taken, ())
    words = taken.project.root / "data/raw/words.csv"
    times = words.stat()
    words.write_text("ONE TWO THREE\n", "utf-8")
    os.utime(words, ns=(times.st_atime_ns, times.st_mtime_ns))
    with pytest.raises(RunError, match=r"data/raw/words\.csv was changed in the run's own copy"):
        refuse_altered(taken, ())


def test_a_list_of_notebooks_saved_before_it_was_copied(project: Project):
    tiny.edit(
        project.root / "report.toml",
        "01_read",
        '02_use"\noutputs = ["a"]\n[[notebook]]\nname = "01_read',
    )
    tiny.edit(
        project.root / "report.toml", 'name = "02_use"\noutputs = ["figures/*"]', 'name = "03"'
    )
    shutil.copy(project.root / "notebooks/02_use.ipynb", project.root / "notebooks/03.ipynb")
    with pytest.raises(RunError, match=r"report\.toml was saved just as this run began"):
        refuse_another_report(take(project, State()).project)


def test_paths_are_those_of_the_author(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    root, out = project.root, tmp_path / "out"
    staging = out / "report/run/.staging"
    inner = Project(
        staging / "world", staging / "world", project.stages, author=replace(project, out=out)
    )
    for text, known in (
        (f"'{staging}/world/src/kit/a.py'", f"'{root}/src/kit/a.py'"),
        (f"{staging}/world, line 3", f"{root}, line 3"),
        (f"{staging}/world/figures/round.svg:", f"{out}/figures/round.svg:"),
        (f"{staging}/17/02_use/figures/round.svg", f"{out}/figures/round.svg"),
        (f"{staging}/world/report/run/02_use.ipynb", f"{out}/report/run/02_use.ipynb"),
        ("no path at all", "no path at all"),
    ):
        assert as_known(inner, text) == known
        assert as_known(project, text) == text
    monkeypatch.setenv("HOME", str(tmp_path))
    assert as_known(inner, "~/out/report/run/.staging/world/src/a.py") == "~/a report/src/a.py"
    monkeypatch.chdir(out.parent)
    near = "out/report/run/.staging/world/notebooks/01_read.ipynb"
    assert as_known(inner, near) == "a report/notebooks/01_read.ipynb"
