import os
import time
from pathlib import Path
from unittest.mock import Mock

import pytest

from walkback import hashing
from walkback.hashing import file_hash, file_hashes, sha256


def aged(path: Path, text: str) -> None:
    """Write a file, as if it had been written long ago."""
    path.write_text(text, "utf-8")
    os.utime(path, ns=(1, 1))


def test_hashes_of_bytes(tmp_path: Path):
    (tmp_path / "a").write_bytes(b"one")
    assert file_hash(tmp_path / "a") == sha256(b"one")
    assert file_hash(tmp_path / "gone") is None
    assert file_hash(tmp_path) is None
    assert file_hash(tmp_path / "a" / "b") is None


@pytest.mark.parametrize("size", [0, hashing._SMALL - 1, hashing._SMALL, hashing._SMALL + 1])
def test_files_of_any_size(tmp_path: Path, size: int):
    content = os.urandom(size)
    (tmp_path / "a").write_bytes(content)
    assert file_hash(tmp_path / "a") == sha256(content)


def test_several_files_of_a_folder(tmp_path: Path):
    (tmp_path / "a b").mkdir()
    (tmp_path / "a b" / "c").write_bytes(b"one")
    assert file_hashes(tmp_path, ["a b/c", "d"]) == {"a b/c": sha256(b"one"), "d": None}


def test_same_size_and_same_time_of_another_content(tmp_path: Path):
    """The time of change cannot be set by hand; and what is young is always read."""
    path = tmp_path / "a"
    for text in ("one", "two", "six", "ten"):
        aged(path, text)
        assert file_hash(path) == sha256(text.encode())


def test_a_file_is_hashed_once_when_it_is_old_enough(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    path = tmp_path / "a"
    aged(path, "one")
    now = time.time_ns()
    monkeypatch.setattr(hashing.time, "time_ns", lambda: now - 9_000_000_000)  # a clock set back
    assert file_hash(path) == sha256(b"one")
    monkeypatch.setattr(hashing.time, "time_ns", lambda: now + 1_000_000_000)
    assert file_hash(path) == sha256(b"one")
    monkeypatch.setattr(hashing.time, "time_ns", lambda: now + 3_000_000_000)
    counted = Mock(wraps=hashing._digest)
    monkeypatch.setattr(hashing, "_digest", counted)
    assert [file_hash(path), file_hash(path)] == [sha256(b"one")] * 2
    assert counted.call_count == 1  # what was seen before was too young to be kept
    aged(path, "two")
    assert file_hash(path) == sha256(b"two")
