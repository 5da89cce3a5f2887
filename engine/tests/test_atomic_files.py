import errno
from pathlib import Path

import pytest

from walkback import atomic_files


def test_moving_replaces_and_makes_folders(tmp_path: Path):
    (tmp_path / "new").write_text("new")
    atomic_files.move(tmp_path / "new", tmp_path / "deep" / "er" / "old")
    assert (tmp_path / "deep/er/old").read_text() == "new"
    assert not (tmp_path / "new").exists()


def test_the_same_bytes_are_left_alone(tmp_path: Path):
    for name in ("a", "b"):
        (tmp_path / name).write_text("same")
    before = (tmp_path / "b").stat()
    atomic_files.move(tmp_path / "a", tmp_path / "b")
    assert (tmp_path / "b").stat().st_ino == before.st_ino
    assert not (tmp_path / "a").exists()


def test_across_disks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    replace = Path.replace

    def other_disk(self: Path, target: Path) -> Path:
        if self.name == "a":
            raise OSError(errno.EXDEV, "cross-device link")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", other_disk)
    (tmp_path / "a").write_text("new")
    (tmp_path / "b").write_text("old")
    atomic_files.move(tmp_path / "a", tmp_path / "b")
    assert [path.name for path in tmp_path.iterdir()] == ["b"]
    assert (tmp_path / "b").read_text() == "new"


def test_other_errors_are_not_hidden(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def full(self: Path, target: Path) -> Path:
        raise OSError(errno.ENOSPC, "no space")

    monkeypatch.setattr(Path, "replace", full)
    (tmp_path / "a").write_text("new")
    with pytest.raises(OSError, match="no space"):
        atomic_files.move(tmp_path / "a", tmp_path / "b")


def test_half_a_file_is_not_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "no space")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="no space"):
        atomic_files.write_bytes(tmp_path / "a.txt", b"text", to_disk=True)
    assert not list(tmp_path.iterdir())


def test_tidying_takes_files_folders_and_what_is_gone(tmp_path: Path):
    (tmp_path / "a/b").mkdir(parents=True)
    (tmp_path / "c").touch()
    atomic_files.tidy([tmp_path / "a", tmp_path / "c", tmp_path / "d"])
    assert not list(tmp_path.iterdir())


def test_writing_gives_the_hash(tmp_path: Path):
    digest = atomic_files.write(tmp_path / "x" / "a.txt", "é\n")
    assert (tmp_path / "x/a.txt").read_bytes() == "é\n".encode()
    assert digest == atomic_files.file_hash(tmp_path / "x/a.txt")


def test_removing_what_is_gone_already(tmp_path: Path):
    (tmp_path / "a").write_text("")
    atomic_files.remove(tmp_path, ["a", "b"])
    assert atomic_files.empty(tmp_path / "c").is_dir()
    assert not list(atomic_files.empty(tmp_path).iterdir())
