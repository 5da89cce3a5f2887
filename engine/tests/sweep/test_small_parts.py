"""The section of report.toml, what must be the same everywhere, results in their place, lines told."""

import io
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.run import tiny
from walkback.errors import SetupError
from walkback.report_file import read_project, read_sweep
from walkback.sweep import kept
from walkback.sweep.perform import Outcome
from walkback.sweep.sameness import Unlike, digests, explained, parts, refuse_unlike
from walkback.sweep.telling import Telling, in_words

SECTION = '[sweep]\nname = "{edition}"\njobs = "kit.sweep:jobs"\n'


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tiny.make(tmp_path / "project")
    with (root / "report.toml").open("a", encoding="utf-8") as file:
        file.write(f"\n{SECTION}")
    return root


def test_the_section_is_read(root: Path):
    found = read_sweep(root)
    assert (found.report, found.name, found.jobs, found.row) == (
        "",
        "{edition}",
        "kit.sweep:jobs",
        "",
    )
    assert read_project(root, root).stages[0].name == "01_read"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (SECTION, "", "has no section"),
        ("jobs =", "jbos =", "unknown key 'jbos'"),
        ('"kit.sweep:jobs"', "3", "jobs must be a text, got 3"),
        ('jobs = "kit.sweep:jobs"', "", "needs jobs"),
        ('name = "{edition}"', "", "needs name"),
        ('name = "{edition}"', 'report = "card"', "there is no"),
    ],
)
def test_a_section_that_cannot_be_meant(root: Path, old: str, new: str, message: str):
    tiny.edit(root / "report.toml", old, new)
    with pytest.raises(SetupError, match=message):
        read_sweep(root)


# -- what must be the same ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("part", "file"),
    [
        ("data", "data/raw/words.csv"),
        ("data", "data/raw/more/new.csv"),
        ("code", "src/kit/helper.py"),
        ("code", "src/kit/table.json"),
        ("code", "notes.txt"),
        ("notebooks", "notebooks/01_read.ipynb"),
        ("notebooks", "report.toml"),
        ("lock", "lock.txt"),
    ],
)
def test_what_is_another_is_named(root: Path, part: str, file: str):
    project = read_project(root, root)
    own = parts(project)
    refuse_unlike(project, digests(own))
    path = root / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text((path.read_text("utf-8") if path.exists() else "") + "\n", "utf-8")
    with pytest.raises(Unlike) as caught:
        refuse_unlike(read_project(root, root), digests(own))
    told = explained(caught.value, own)
    assert told.startswith(f"its {part} is another's: {part} ({file}")


def test_another_python_and_another_package_are_told_with_their_versions(root: Path):
    (root / "lock.txt").write_text("numpy==1.0\nnot-there==2\n", "utf-8")
    project = read_project(root, root)
    own = parts(project)
    assert set(own["packages"]) == {"numpy"}
    theirs = {**own, "Python": {"Python": "3.9.1"}, "packages": {"numpy": "0.1"}}
    with pytest.raises(Unlike) as caught:
        refuse_unlike(project, digests(theirs))
    told = explained(caught.value, theirs)
    assert re.search(r"Python \(Python is 3\.1\d\.\d+ there and 3\.9\.1 here\)", told)
    assert re.search(r"packages \(numpy is [\d.]+ there and 0\.1 here\)", told)


def test_results_caches_and_hidden_files_do_not_count(root: Path):
    project = read_project(root, root)
    before = digests(parts(project))
    for file in (
        "data/processed/words.csv",
        "figures/a.svg",
        "report/x.html",
        "src/.hidden",
        "a.txt",
    ):
        path = root / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("new", "utf-8")
    assert digests(parts(project)) == before


# -- results in their place ------------------------------------------------------------------------

STATE = "report/run/state.json"
LEDGER = "report/run/ledger.jsonl"


def all_files(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def test_new_results_take_the_place_of_old_ones(tmp_path: Path):
    kept.put_in_place(tmp_path, Outcome({"figures/a.svg": b"1", STATE: b"s", LEDGER: b"l\n"}))
    kept.keep_row(tmp_path, {"who": "Å"})
    kept.keep_failure(tmp_path, Outcome({"report/run/failed/a.ipynb": b"f"}), "why")
    assert kept.kept_row(tmp_path) == {"who": "Å"}
    kept.put_in_place(tmp_path, Outcome({"figures/b.svg": b"2", STATE: b"t", LEDGER: b"m\n"}))
    assert all_files(tmp_path) == {"figures/b.svg": b"2", STATE: b"t", LEDGER: b"l\nm\n"}
    assert kept.kept_row(tmp_path) is None


def test_a_failure_leaves_the_last_report_as_it_is(tmp_path: Path):
    whole = {"figures/a.svg": b"1", STATE: b"s"}
    kept.put_in_place(tmp_path, Outcome(whole))
    kept.keep_failure(tmp_path, Outcome({"figures/a.svg": b"2", STATE: b"t"}), "why")
    assert all_files(tmp_path) == {**whole, "failed.txt": b"why\n"}


def test_cut_off_in_the_middle_it_is_out_of_date(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    kept.put_in_place(tmp_path, Outcome({"a": b"1", "b": b"1", STATE: b"s"}))
    write, written = kept.atomic_files.write_bytes, []

    def once(path: Path, content: bytes) -> None:
        if written:
            raise OSError(28, "No space left on device")
        written.append(path)
        write(path, content)

    monkeypatch.setattr(kept.atomic_files, "write_bytes", once)
    with pytest.raises(OSError, match="No space"):
        kept.put_in_place(tmp_path, Outcome({"a": b"2", "b": b"2", STATE: b"t"}))
    assert not (tmp_path / STATE).exists()


# -- lines ----------------------------------------------------------------------------------------


def test_each_job_has_a_line_with_rate_and_rest(monkeypatch: pytest.MonkeyPatch):
    now = [0.0]
    monkeypatch.setattr("walkback.sweep.telling.time.monotonic", lambda: now[0])
    told = io.StringIO()
    telling = Telling(3, 6, told, _began=0, _told=0)
    for name, failed in (("one", ""), ("second", "cell 3: no rings\nmore"), ("third", "")):
        now[0] += 20
        telling.one(name, 19.5, failed)
    now[0] += 16
    telling.second()
    assert told.getvalue().splitlines() == [
        "1/3  one     done     19.5 s  3 a minute, 40 s left",
        "2/3  second  failed   19.5 s  3 a minute, 20 s left  cell 3: no rings",
        "3/3  third   done     19.5 s  3 a minute",
        "  … 3 of 3 done, 1 min 16 s",
    ]


@given(st.floats(0, 1e6))
def test_lengths_of_time_in_words(seconds: float):
    units = {"h": 3600, "min": 60, "s": 1}
    words = in_words(seconds).split()
    found = sum(int(n) * units[u] for n, u in zip(words[::2], words[1::2], strict=True))
    assert abs(found - seconds) <= (60 if seconds >= 3600 else 0.5)
