from pathlib import Path

import pytest

from walkback.run.plan.state import Record, State, load

FULL = State(
    {"a": Record({"cells": ["x"]}, {"f.csv": "1"}, "s")},
    {"html": Record({}, {})},
    {"data": Record({}, {"g.json": "2"})},
)


def test_saved_and_loaded(tmp_path: Path):
    FULL.save(tmp_path / "new")
    assert load(tmp_path / "new") == FULL
    assert FULL.produced() == {"f.csv": "a", "g.json": "data"}
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["state.json"]


@pytest.mark.parametrize("text", ["", "[]", '{"version": 99}', '{"version": 1}', "null", "\x00"])
def test_what_cannot_be_understood_is_forgotten(tmp_path: Path, text: str):
    (tmp_path / "state.json").write_text(text)
    assert load(tmp_path) == State()


def test_a_torn_file_is_forgotten_wherever_it_is_torn(tmp_path: Path):
    FULL.save(tmp_path)
    whole = (tmp_path / "state.json").read_bytes()
    for length in range(len(whole) - 2):
        (tmp_path / "state.json").write_bytes(whole[:length])
        assert load(tmp_path) == State()


@pytest.mark.parametrize("part", ["stages", "report"])
def test_a_record_of_another_shape(tmp_path: Path, part: str):
    FULL.save(tmp_path)
    path = tmp_path / "state.json"
    path.write_text(path.read_text().replace('"key"', '"keys"'))
    assert load(tmp_path) == State()
