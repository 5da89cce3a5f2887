from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from walkback.patterns import find, fixed_folder, matches, overlap

pieces = st.lists(st.sampled_from(["a", "b", "/", "*", "**", "**/", "?"]), min_size=1, max_size=3)
patterns = pieces.map("".join)


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
        ("a|b", "a|b", True),
        ("a", "a|b", False),
    ],
)
def test_matches(path: str, pattern: str, fits: bool):
    assert matches(path, [pattern]) is fits


@given(pieces, patterns, patterns)
def test_several_patterns_match_what_one_of_them_does(path: list[str], one: str, other: str):
    text = "".join(path)
    assert matches(text, [one, other]) == (matches(text, [one]) or matches(text, [other]))
    assert not matches(text, [])


def test_find_passes_over_what_is_hidden(tmp_path: Path):
    for name in ("a/b.py", "a/.x.py", "a/__pycache__/b.pyc", ".git/c.py", "d.py"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    assert find(tmp_path, ["**"]) == ["a/b.py", "d.py"]
    assert find(tmp_path, ["a/*.py", "none/*"]) == ["a/b.py"]
    assert find(tmp_path, ["a/**", "a/*"]) == find(tmp_path, ["a/b.py"]) == ["a/b.py"]
    assert find(tmp_path, []) == find(tmp_path, ["./*.py"]) == []


@pytest.mark.parametrize(
    ("one", "other", "meet"),
    [
        ("data/processed/*", "data/processed/*.csv", True),
        ("data/processed/a.csv", "data/processed/*.csv", True),
        ("data/raw/*.csv", "data/processed/*.csv", False),
        ("data/02_*.json", "data/*.csv", False),
        ("data/02_*", "data/*.csv", True),
        ("figures/fig-*", "figures/*-map.svg", True),
        ("a/*", "a/b/*", False),
        ("a/**/*.csv", "a/b.csv", True),
        ("**/b/*", "a/**", True),
        ("?b", "a?", True),
        ("?", "/", False),
    ],
)
def test_overlap(one: str, other: str, meet: bool):
    assert overlap([one], [other]) is meet
    assert overlap(["elsewhere", other], [one, "yonder"]) is meet


@given(patterns, patterns)
def test_patterns_that_overlap_have_a_file_that_fits_both(one: str, other: str):
    short = ("".join(letters) for n in range(7) for letters in product("ab/", repeat=n))
    found = any(matches(path, [one]) and matches(path, [other]) for path in short)
    assert overlap([one], [other]) is found


def test_fixed_folder():
    assert fixed_folder("data/raw/*.csv") == "data/raw"
    assert fixed_folder("data/raw/a*/x.csv") == "data/raw"
    assert fixed_folder("*.csv") == ""
