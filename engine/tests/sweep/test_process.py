"""A worker's process: calls and answers, how it ends, and that it is replaced in time."""

import os
import pickle
import signal
import time
from pathlib import Path

import pytest

from walkback.errors import UsageError
from walkback.sweep import process
from walkback.sweep.process import WorkerLost, WorkerProcess
from walkback.sweep.sameness import Unlike


@pytest.fixture
def worker(tmp_path: Path):
    found = WorkerProcess(tmp_path, tmp_path)
    yield found
    found.end()
    assert list(tmp_path.iterdir()) == []


def test_calls_are_answered_in_a_process_of_its_own(worker: WorkerProcess):
    assert worker.call(os.getpid) == worker.pid != os.getpid()
    assert worker.call(divmod, 7, 2) == (3, 1)
    assert worker.call(os.getpid) == worker.pid
    assert worker.call(print, "what is printed is no answer") is None


def test_what_it_raises_is_raised_here(worker: WorkerProcess):
    with pytest.raises(ZeroDivisionError):
        worker.call(divmod, 1, 0)
    assert worker.call(abs, -1) == 1


@pytest.mark.parametrize("error", [Unlike("its data", {"data": {"a": "1"}}), UsageError("no")])
def test_errors_of_ours_travel(error: Exception):
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own
    assert (str(again), again.__dict__) == (str(error), error.__dict__)


def test_a_lost_one_says_how_it_ended(worker: WorkerProcess):
    with pytest.raises(WorkerLost, match="its process ended: SIGKILL, perhaps for want of memory"):
        worker.call(os.kill, worker.call(os.getpid), signal.SIGKILL)
    with pytest.raises(WorkerLost, match="its process ended"):
        worker.call(abs, 1)


def test_one_that_leaves_tells_its_exit_code(worker: WorkerProcess):
    with pytest.raises(WorkerLost, match="exit code 3"):
        worker.call(os._exit, 3)


def test_after_some_calls_another_takes_its_place(
    worker: WorkerProcess, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(process, "MOST_CALLS", 2)
    found = [worker.call(os.getpid) for _ in range(5)]
    assert found[0] == found[1] != found[2] == found[3] != found[4]


def test_ended_while_it_works_it_is_gone(worker: WorkerProcess):
    first = worker.call(os.getpid)
    worker.end()
    with pytest.raises(ProcessLookupError):
        os.kill(first, 0)
    with pytest.raises(WorkerLost):
        worker.call(time.sleep, 60)
