from pathlib import Path

import pytest

from twodeltas.run.patterns import find, fixed_folder, matches, overlap


@pytest.mark.parametrize(
    ("path", "pattern", "fits"),
    [
        ("data/raw/a.csv", "data/raw/*.csv", True),
        ("data/raw/b/a.csv", "data/raw/*.csv", False),
        ("data/raw/b/a.csv", "data/**/*.csv", True),
        ("data/a.csv", "data/**/*.csv", True),
        ("src/a/b.py", "src/**", True),
        ("a.csv", "?.csv", True),
        ("a+b.csv", "a+b.csv", True),
        ("aab.csv", "a+b.csv", False),
    ],
)
def test_matches(path: str, pattern: str, fits: bool):
    assert matches(path, [pattern]) is fits


def test_find_passes_over_what_is_hidden(tmp_path: Path):
    for name in ("a/b.py", "a/.x.py", "a/__pycache__/b.pyc", ".git/c.py", "d.py"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    assert find(tmp_path, ["**"]) == ["a/b.py", "d.py"]
    assert find(tmp_path, ["a/*.py", "none/*"]) == ["a/b.py"]


def test_overlap():
    assert overlap(["data/processed/*"], ["data/processed/*.csv"])
    assert overlap(["data/processed/a.csv"], ["data/processed/*.csv"])
    assert not overlap(["data/raw/*.csv"], ["data/processed/*.csv"])


def test_fixed_folder():
    assert fixed_folder("data/raw/*.csv") == "data/raw"
    assert fixed_folder("data/raw/a*/x.csv") == "data/raw"
    assert fixed_folder("*.csv") == ""
