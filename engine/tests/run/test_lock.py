import errno
import fcntl
import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from walkback.errors import RunError
from walkback.run.commit.lock import only_run

HOLD = """\
import sys, time
from pathlib import Path
from walkback.run.commit.lock import only_run
with only_run(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


def holder_of(folder: Path) -> int:
    """The process that says it holds the lock."""
    pid: int = json.loads((folder / "lock.json").read_text("utf-8"))["pid"]
    return pid


def test_one_at_a_time(tmp_path: Path):
    folder = tmp_path / "report" / "run"
    refused = pytest.raises(RunError, match=rf"process {os.getpid()}, since 20.*--out DIR")
    with only_run(folder), refused, only_run(folder):
        pass
    with only_run(folder):
        pass
    assert not (folder / "lock.json").exists()


def test_the_lock_of_a_killed_run_is_free(tmp_path: Path):
    folder = tmp_path / "report" / "run"
    command = [sys.executable, "-c", HOLD, folder]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(RunError, match=rf"process {holder.pid}"), only_run(folder):
            pass
        holder.kill()
    assert (folder / "lock.json").exists()  # it could not tidy up
    with only_run(folder):
        assert holder_of(folder) == os.getpid()


def test_the_number_of_a_killed_run_may_be_given_to_another(tmp_path: Path):
    folder = tmp_path / "report" / "run"
    folder.mkdir(parents=True)
    (folder / "lock").touch()
    (folder / "lock.json").write_text(f'{{"pid": {os.getppid()}, "since": "2026-11-22"}}')
    with only_run(folder):  # that process lives, and is no run
        assert holder_of(folder) == os.getpid()


def test_a_holder_that_did_not_sign_yet(tmp_path: Path):
    folder = tmp_path / "report" / "run"
    with only_run(folder):
        (folder / "lock.json").write_text("{")
        with pytest.raises(RunError, match="another process, just started"), only_run(folder):
            pass


@pytest.fixture
def without_locks(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file system that locks no files."""

    def flock(*_: object) -> None:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr(fcntl, "flock", flock)


@pytest.mark.usefixtures("without_locks")
def test_one_at_a_time_without_locks_of_the_system(tmp_path: Path):
    folder = tmp_path / "report" / "run"
    refused = pytest.raises(RunError, match=rf"process {os.getpid()} on .*delete .*lock\.held")
    with only_run(folder), refused, only_run(folder):
        pass
    with only_run(folder):
        pass
    assert list(folder.glob("lock*")) == []


@pytest.mark.usefixtures("without_locks")
@pytest.mark.parametrize(
    ("held", "free"),
    [
        ({"pid": 2**22 + 1}, True),  # no such process
        ({"pid": os.getppid(), "begun": 1.0}, True),  # another one, that got its number
        ({"pid": 2**22 + 1, "host": "elsewhere"}, False),  # nobody here can tell
        (None, True),  # torn
    ],
)
def test_a_lock_that_was_left_behind(tmp_path: Path, held: dict[str, object] | None, free: bool):
    folder = tmp_path / "report" / "run"
    folder.mkdir(parents=True)
    holder = {"pid": 1, "host": socket.gethostname(), "begun": 5.0, "since": "2026-11-22"}
    (folder / "lock.held").write_text("{" if held is None else json.dumps(holder | held))
    os.utime(folder / "lock.held", (1, 1))
    if free:
        with only_run(folder):
            assert holder_of(folder) == os.getpid()
        return
    with pytest.raises(RunError, match="on elsewhere, since 2026-11-22"), only_run(folder):
        pass
