"""The copy that the jobs of a worker share: each finds the checkout, and nothing of the job before."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.run import tiny
from walkback.project import Project
from walkback.report_file import read_project
from walkback.run.commit.world import take
from walkback.run.plan.state import State
from walkback.run.tell.naming import as_known
from walkback.sweep.shared_copy import SharedCopy


@pytest.fixture
def project(tmp_path: Path) -> Project:
    root = tiny.make(tmp_path / "a report")
    (root / "docs").mkdir()
    return replace(read_project(root, root), out=tmp_path / "first")


@pytest.fixture
def shared(tmp_path: Path) -> SharedCopy:
    return SharedCopy(tmp_path / ".copy")


def content(root: Path) -> dict[str, bytes | str]:
    """All files below a folder, and where its links lead."""
    return {
        path.relative_to(root).as_posix(): (
            path.readlink().as_posix() if path.is_symlink() else path.read_bytes()
        )
        for path in root.rglob("*")
        if path.is_symlink() or (path.is_file() and path.parent.name != "__pycache__")
    }


def test_the_next_job_finds_what_a_copy_of_its_own_would_have(project: Project, shared: SharedCopy):
    root = shared.take(project, State()).project.root
    kept = (root / "src/kit/helper.py").stat().st_ino
    (root / "data/raw/words.csv").write_text("spoilt", "utf-8")
    (root / "data/raw/left.csv").write_text("left", "utf-8")
    (root / "figures").mkdir(exist_ok=True)
    (root / "figures/made.svg").write_text("made", "utf-8")
    (root / "report/run").mkdir(parents=True)
    (root / "report/run/state.json").write_text("{}", "utf-8")
    (root / "data/made/deep").mkdir(parents=True)
    (root / "docs").unlink()
    (root / "docs").symlink_to(project.out)
    (root / "src/kit/further").symlink_to(project.out)
    second = replace(project, out=project.out.with_name("second"))
    assert shared.take(second, State()).project.root == root
    assert content(root) == content(take(project, State()).project.root)
    assert (root / "src/kit/helper.py").stat().st_ino == kept
    assert not (root / "data/made").exists()


def test_what_was_saved_between_two_jobs_is_in_the_copy(project: Project, shared: SharedCopy):
    shared.take(project, State())
    (project.root / "data/raw/words.csv").write_text("other", "utf-8")
    (project.root / "data/raw/new.csv").write_text("new", "utf-8")
    (project.root / "notes.txt").unlink()
    root = shared.take(project, State()).project.root
    assert (root / "data/raw/words.csv").read_text("utf-8") == "other"
    assert (root / "data/raw/new.csv").read_text("utf-8") == "new"
    assert not (root / "notes.txt").exists()


def test_after_a_failure_all_of_it_is_made_anew(project: Project, shared: SharedCopy):
    root = shared.take(project, State()).project.root
    (root / "src/kit/__pycache__").mkdir(exist_ok=True)
    odd = root / "src/kit/__pycache__/odd"
    odd.write_text("odd", "utf-8")
    shared.forget()
    shared.take(project, State())
    assert not odd.exists()
    assert (root / "src/kit/helper.py").is_file()


def test_paths_in_it_are_those_of_the_author(project: Project, shared: SharedCopy):
    own = shared.take(project, State()).project
    for inner in ("/src/kit/a.py", "/src/kit/a.py:3", "", ", line 3"):
        assert as_known(own, f"{own.root}{inner}") == f"{project.root}{inner}"
    assert as_known(own, f"{own.root}/figures/a.svg") == f"{project.out}/figures/a.svg"
    assert as_known(own, f"{own.root}-2/a") == f"{own.root}-2/a"
    staged = f"{project.out}/report/run/.staging/17/02_use/figures/a.svg"
    assert as_known(own, staged) == f"{project.out}/figures/a.svg"
