from pathlib import Path

from walkback.hashing import sha256
from walkback.notebooks.reader import Cell
from walkback.project import Project, Stage
from walkback.run.plan.cache_key import beside, cell_entry, packages


def test_that_a_cell_may_fail_counts_and_that_its_input_is_hidden_does_not():
    plain, hidden, failing = (
        cell_entry(Cell(1, "code", "1 / 0", tags))
        for tags in ((), ("hide-input",), ("raises-exception",))
    )
    assert plain == hidden != failing


def test_what_lies_beside(tmp_path: Path):
    (tmp_path / "words").mkdir()
    project = Project(tmp_path, tmp_path, (Stage("01", (), ("figures/*",)),))
    before = beside(project, ["words/", "words/a.txt", "gone/"])
    assert before == {"gone/": sha256(b""), "words/": sha256(b""), "words/a.txt": ""}
    for name in (".hidden", "__pycache__"):
        (tmp_path / "words" / name).touch()
    assert beside(project, before) == before
    (tmp_path / "words/a.txt").touch()
    now = beside(project, before)
    assert (now["words/"], now["words/a.txt"]) == (sha256(b"a.txt"), sha256(b""))


def test_names_at_the_root_are_not_those_that_a_run_makes(tmp_path: Path):
    project = Project(tmp_path, tmp_path, (Stage("01", (), ("figures/*",)),))
    before = beside(project, ["./"])
    for name in ("figures", "report"):
        (tmp_path / name).mkdir()
    assert beside(project, ["./"]) == before
    (tmp_path / "module.py").touch()
    assert beside(project, ["./"]) != before


def test_versions_by_name():
    assert packages("jupyter_client-8.1.0 numpy-2.1.0rc1") == {
        "jupyter_client": "8.1.0",
        "numpy": "2.1.0rc1",
    }
