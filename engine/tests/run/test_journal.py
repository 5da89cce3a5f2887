"""Many files together or not at all: killed, or out of room, before each single change of a file."""

import errno
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from walkback.run.commit import journal

OLD = {"a.txt": b"old a", "figures/b.txt": b"old b", "gone.txt": b"old gone", "same/c": b"old c"}
NEW = {"a.txt": b"new a", "figures/b.txt": b"new b", "more/d.txt": b"new d", "same/c": b"new c"}
MOST = 200  # changes of files that one exchange needs at most
CHANGES = {"os.rename", "os.remove", "os.mkdir", "os.link"}


def make(out: Path) -> dict[str, Path | None]:
    """A folder with the old files and, aside, the new ones; returns what is to be exchanged."""
    for base, files in ((out, OLD), (out / "copy", NEW)):
        for name, content in files.items():
            (base / name).parent.mkdir(parents=True, exist_ok=True)
            (base / name).write_bytes(content)
    (out / "run").mkdir()
    return {**{name: out / "copy" / name for name in NEW}, "gone.txt": None}


def there(out: Path) -> dict[str, bytes]:
    """All files but those aside, and what every run tidies up."""
    files = [path for path in out.rglob("*") if path.is_file()]
    found = {path.relative_to(out).as_posix(): path.read_bytes() for path in files}
    aside = ("copy/", "run/.journal-prepare.json.part")
    return {name: content for name, content in found.items() if not name.startswith(aside)}


def counting(last: int, act: Callable[[], None]) -> Callable[[str, tuple[object, ...]], None]:
    """An audit hook that acts before the change of a file of this number."""
    left = last

    def hook(event: str, args: tuple[object, ...]) -> None:
        nonlocal left
        writes = (
            event == "open" and isinstance(args[2], int) and args[2] & (os.O_WRONLY | os.O_RDWR)
        )
        if writes or event in CHANGES:
            left -= 1
            if left == 0:
                act()

    return hook


def full() -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def child(work: Callable[[], None], hook: Callable[[str, tuple[object, ...]], None]) -> int:
    """Do something in a process of its own, under a hook; how it ended."""
    pid = os.fork()
    if pid == 0:
        try:
            sys.addaudithook(hook)
            work()
        except BaseException:  # noqa: BLE001 - the parent looks at what is left
            os._exit(1)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are forked")


def test_all_files_are_exchanged(tmp_path: Path):
    changes = make(tmp_path)
    journal.put(tmp_path, tmp_path / "run", changes)
    assert there(tmp_path) == NEW
    assert all((tmp_path / "copy" / name).read_bytes() == content for name, content in NEW.items())


@needs_fork
def test_killed_before_each_change_of_a_file(tmp_path: Path):
    """Also where the next run is killed before each change, while it recovers."""
    ended = []
    for number in range(1, MOST):
        out = tmp_path / str(number)
        changes = make(out)
        kill = counting(number, lambda: os.kill(os.getpid(), signal.SIGKILL))
        code = child(lambda out=out, changes=changes: journal.put(out, out / "run", changes), kill)
        for again in range(1, 1 + number % 12):
            hook = counting(again, lambda: os.kill(os.getpid(), signal.SIGKILL))
            child(lambda out=out: journal.recover(out, out / "run"), hook)
        journal.recover(out, out / "run")
        assert there(out) in (OLD, NEW), f"killed before change {number}"
        assert not journal.pending(out / "run")
        ended.append(there(out) == NEW)
        if code == 0:
            break
    assert code == 0
    assert len(ended) > 25
    assert ended == sorted(ended)  # from one point on all is new


@needs_fork
def test_a_full_disk_at_each_change_of_a_file(tmp_path: Path):
    ended = []
    for number in range(1, MOST):
        out = tmp_path / str(number)
        changes = make(out)
        hook = counting(number, full)
        code = child(lambda out=out, changes=changes: journal.put(out, out / "run", changes), hook)
        if not journal.pending(out / "run"):
            assert there(out) in (OLD, NEW), f"full at change {number}"
        journal.recover(out, out / "run")
        assert there(out) in (OLD, NEW), f"full at change {number}"
        assert not journal.pending(out / "run")
        ended.append((there(out) == NEW, code))
    assert ended[-1] == (True, 0)
    assert (False, 1) in ended


@pytest.mark.parametrize("name", ["a.txt", "more/d.txt", "same/c"])
def test_a_folder_in_the_way(tmp_path: Path, name: str):
    changes = make(tmp_path)
    (tmp_path / name).unlink(missing_ok=True)
    (tmp_path / name / "mine").mkdir(parents=True)
    before = there(tmp_path)
    with pytest.raises(journal.NotPlaced) as caught:
        journal.put(tmp_path, tmp_path / "run", changes)
    assert caught.value.path == name
    assert there(tmp_path) == before


def test_a_file_where_a_folder_should_be(tmp_path: Path):
    changes = make(tmp_path)
    (tmp_path / "more").write_bytes(b"mine")
    with pytest.raises(journal.NotPlaced) as caught:
        journal.put(tmp_path, tmp_path / "run", changes)
    assert caught.value.path == "more/d.txt"
    assert there(tmp_path) == OLD | {"more": b"mine"}


@pytest.mark.parametrize("name", ["a.txt", "figures/b.txt", "gone.txt", "same/c"])
def test_a_file_that_cannot_be_changed(tmp_path: Path, name: str):
    changes = make(tmp_path)
    locked = subprocess.run(["chattr", "+i", tmp_path / name], capture_output=True)
    if locked.returncode:
        pytest.skip("the user root alone can make a file immutable, and not on each file system")
    try:
        with pytest.raises(journal.NotPlaced) as caught:
            journal.put(tmp_path, tmp_path / "run", changes)
        assert caught.value.path == name
        assert there(tmp_path) == OLD
    finally:
        subprocess.run(["chattr", "-i", tmp_path / name], check=True)
    journal.put(tmp_path, tmp_path / "run", changes)
    assert there(tmp_path) == NEW


def test_a_file_that_cannot_be_changed_when_the_next_run_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """A run was killed in the middle; what is left cannot be exchanged: all goes back."""
    changes = make(tmp_path)
    exchange = journal._exchange
    done: list[str] = []

    def killed(entry: journal._Entry) -> None:
        if len(done) == 2:
            raise KeyboardInterrupt
        done.append(entry.path)
        exchange(entry)

    with monkeypatch.context() as patched:
        patched.setattr(journal, "_exchange", killed)
        with pytest.raises(KeyboardInterrupt):
            journal.put(tmp_path, tmp_path / "run", changes)
    (tmp_path / "same/c").unlink()
    (tmp_path / "same/c/mine").mkdir(parents=True)
    for _ in range(2):
        with pytest.raises(journal.NotPlaced) as caught:
            journal.recover(tmp_path, tmp_path / "run")
        assert caught.value.path == "same/c"
        kept = {name: content for name, content in OLD.items() if name != "same/c"}
        assert there(tmp_path).items() >= kept.items()
    (tmp_path / "same/c/mine").rmdir()
    (tmp_path / "same/c").rmdir()
    journal.recover(tmp_path, tmp_path / "run")
    assert there(tmp_path) == OLD
    assert not journal.pending(tmp_path / "run")


@needs_fork
def test_a_folder_that_vanishes_meanwhile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Somebody deletes `figures/` at this very moment: it is made again."""
    changes = make(tmp_path)
    lay, gone = journal._lay_ready, []

    def vanishing(entry: journal._Entry, source: Path | None) -> None:
        lay(entry, source)
        if entry.path == "same/c" and not gone:
            gone.append(entry)
            for path in (tmp_path / "figures").iterdir():
                path.unlink()
            (tmp_path / "figures").rmdir()

    monkeypatch.setattr(journal, "_lay_ready", vanishing)
    journal.put(tmp_path, tmp_path / "run", changes)
    assert there(tmp_path) == NEW
