from pathlib import Path

import pytest

from walkback.project import Project, Stage
from walkback.run.execute.file_access import Seen, Watching, spots
from walkback.run.plan.inputs import listings

STAGES = (
    Stage("01", (), ("data/processed/*", "own/*")),
    Stage("02", ("lists/*.txt",), ("figures/*",)),
    Stage("03", (), ("last.txt",)),
)
MODULES = {"src/kit/a.py": "1", "notebooks/near.py": "2"}
PRODUCED = {
    "data/processed/a.csv": "01",
    "own/b.csv": "01",
    "figures/f.svg": "02",
    "last.txt": "03",
}
BEFORE = {"data/processed/a.csv": "a1", "data/names.csv": "n1", "data/raw/r.csv": "r1"}
FILES = (
    *MODULES,
    *PRODUCED,
    "data/raw/r.csv",
    "data/names.csv",
    "data/processed/by-hand.csv",
    "src/kit/late.py",
    "src/kit/words.json",
    "notebooks/far.py",
    "notebooks/notes.txt",
    "lists/a.txt",
    "report.toml",
)


def watching(root: Path, out: Path | None = None, **seen: object) -> Watching:
    project = Project(root, out or root, STAGES)
    for base in {root, out or root}:
        for name in FILES:
            (base / name).parent.mkdir(parents=True, exist_ok=True)
            (base / name).touch()
    return Watching(project, STAGES[1], MODULES, PRODUCED, BEFORE, Seen(**seen))  # type: ignore[arg-type]


def problems(found: Watching) -> list[str]:
    return [line.strip() for line in found.problems(spots({4: 3}))]


@pytest.mark.parametrize(
    "name",
    [
        "data/processed/a.csv",  # an earlier stage wrote it
        "own/b.csv",
        "data/raw/r.csv",  # data need not be declared
        "data/names.csv",
        "lists/a.txt",  # declared
        "report.toml",
        "src/kit/a.py",
        "notebooks/near.py",
        "gone",
    ],
)
def test_what_may_be_read(tmp_path: Path, name: str):
    assert problems(watching(tmp_path, read={str(tmp_path / name): []})) == []


@pytest.mark.parametrize(
    ("name", "why"),
    [
        (
            "notebooks/notes.txt",
            "it is neither data nor code; put it below data/, or "
            'add "notebooks/notes.txt" to the inputs of 02 in report.toml.',
        ),
        (
            "figures/f.svg",
            "02 writes it, and a stage can read only what an earlier one wrote.",
        ),
        ("last.txt", "03 writes it, and a stage can read only what an earlier one wrote."),
        ("data/processed/by-hand.csv", "it is in a place for results, but no stage wrote it."),
    ],
)
def test_what_must_not_be_read(tmp_path: Path, name: str, why: str):
    found = watching(tmp_path, read={str(tmp_path / name): [4, 2]})
    assert problems(found) == [f"{name} was read in cell 3, line 2: {why}"]
    assert problems(watching(tmp_path, read={str(tmp_path / name): [9, 1]})) == [
        f"{name} was read: {why}"  # in a thread, or in a cell that nobody knows
    ]


def test_results_are_read_where_they_are(tmp_path: Path):
    root, out = tmp_path / "root", tmp_path / "out"
    name = "data/processed/a.csv"
    assert problems(watching(root, out, read={str(out / name): []})) == []
    assert problems(watching(root, out, read={str(root / name): []})) == [
        f"{name} was read: results are in {out}, see WALKBACK_OUT."
    ]
    places = [path.relative_to(tmp_path).as_posix() for path in watching(root, out).project.places]
    assert places == ["root", "out/data", "out/figures", "out/own", "out/report"]


@pytest.mark.parametrize(
    ("name", "told"),
    [
        *((name, 0) for name in ("data", "data/raw", "lists", "", "src/kit", "notebooks")),
        ("figures", 1),  # which files are there depends on who ran last
        ("data/processed", 1),
    ],
)
def test_folders(tmp_path: Path, name: str, told: int):
    found = problems(watching(tmp_path, listed={str(tmp_path / name): []}))
    line = f"the folder {name} was listed: "
    line += f'add "{name}/*" to the inputs of 02 in report.toml.'
    assert found == [line] * told


def test_what_was_read_is_remembered_with_the_hash_that_it_had_before(tmp_path: Path):
    read = ["data/names.csv", "data/processed/a.csv", "data/late.csv", "src/kit/a.py"]
    found = watching(
        tmp_path,
        read={str(tmp_path / name): [] for name in read},
        listed={str(tmp_path / name): [] for name in ("data/raw", "src/kit", "")},
    )
    assert found.inputs() == {
        "data/late.csv": "",  # it was looked for, and was not there
        "data/names.csv": "n1",
        "data/processed/a.csv": "a1",
    }
    assert found.listed() == listings(["data/raw"], ["data/raw/r.csv"])
    assert found.listed() != listings(["data/raw"], ["data/raw/r.csv", "data/raw/s.csv"])


def test_what_is_written(tmp_path: Path):
    found = watching(tmp_path, written={str(tmp_path / "data/raw/r.csv"): [4, 1]})
    assert problems(found) == [
        "data/raw/r.csv was written in cell 3, line 1: a notebook writes below WALKBACK_WRITE."
    ]


def test_what_lies_beside_modules(tmp_path: Path):
    read = ["src/kit/words.json", "src/kit/a.py", "src/kit/gone.json", "data/names.csv"]
    found = watching(
        tmp_path,
        read={str(tmp_path / name): [] for name in read},
        listed={str(tmp_path / name): [] for name in ("src/kit", "data", "src/gone")},
        modules=[
            str(tmp_path / name) for name in ("src/kit/late.py", "notebooks/far.py", *MODULES)
        ],
    )
    beside = [
        "notebooks/far.py",
        "src/kit/",
        "src/kit/a.py",  # its very text was read, and not only what it means
        "src/kit/gone.json",
        "src/kit/late.py",
        "src/kit/words.json",
    ]
    assert found.beside() == beside
    assert problems(found) == []


def test_a_kernel_that_told_nothing(tmp_path: Path):
    found = watching(tmp_path)
    found.seen = None
    assert problems(found) == ["its kernel did not say which files it had read."]
    assert found.beside() == []
