import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from tests.run import tiny
from walkback.run.tell.stop import Stop

DRIVER = Path(__file__).with_name("driver.py")
STAGES = '[[notebook]]\nname = "01_slow"\noutputs = ["figures/*"]\n'
SLOW = """\
import os, subprocess, time
child = subprocess.Popen(["sleep", "60"])
open(os.environ["WALKBACK_WRITE"] + "/begun", "w").close()
time.sleep(60)"""


@pytest.fixture
def slow(tmp_path: Path) -> Path:
    """A project of one stage that takes a minute."""
    tiny.save(tmp_path / "notebooks/01_slow.ipynb", tiny.prose("# Slow"), tiny.code(SLOW))
    (tmp_path / "report.toml").write_text(STAGES, "utf-8")
    return tmp_path


def start(root: Path) -> tuple[subprocess.Popen[str], list[psutil.Process]]:
    """Start a build, wait until its cell runs; the process and all its descendants."""
    process = subprocess.Popen(
        [sys.executable, DRIVER, root], stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True
    )
    end = time.monotonic() + 60
    while not list(root.rglob("begun")):
        assert process.poll() is None
        assert time.monotonic() < end
        time.sleep(0.05)
    family = psutil.Process(process.pid).children(recursive=True)
    assert len(family) >= 2  # the kernel, and what its cell started
    return process, family


@pytest.mark.parametrize(("signum", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_leaves_nothing_behind(slow: Path, signum: signal.Signals, code: int):
    process, family = start(slow)
    if signum == signal.SIGTERM:
        refused_beside(process, slow)
    began = time.monotonic()
    process.send_signal(signum)
    _, told = process.communicate(timeout=20)
    assert process.returncode == code
    assert time.monotonic() - began < 5
    assert told.startswith("Stopped in 01_slow. What was finished is kept")
    assert "Traceback" not in told
    assert not psutil.wait_procs(family, timeout=2)[1]
    assert not (slow / "report/run/.staging").exists()
    assert not (slow / "report/run/failed").exists()


def refused_beside(process: subprocess.Popen[str], root: Path) -> None:
    """A second run in the same folder says who is there, and ends."""
    command = [sys.executable, DRIVER, root]
    second = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
    assert second.returncode == 1
    assert f"Another run is writing to {root} (process {process.pid}, since" in second.stderr


def test_a_signal_waits_while_results_are_moved():
    stop, seen = Stop(), []

    def move() -> None:
        with stop.deferred():
            signal.raise_signal(signal.SIGTERM)
            seen.append("moved")

    with stop.listening():
        with pytest.raises(KeyboardInterrupt):
            move()
        assert seen == ["moved"]
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
    assert stop.exit_code == 143


def test_whoever_waits_is_told_once():
    stop, told = Stop(), []
    with stop.listening(), stop.telling(lambda: told.append("now")):
        signal.raise_signal(signal.SIGINT)
        assert told == ["now"]
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
    assert told == ["now"]


def test_everyone_who_waits_is_told_and_whoever_comes_later():
    stop, told = Stop(), []
    with stop.listening(), stop.telling(lambda: told.append("left")):
        with stop.telling(lambda: told.append("gone")):
            pass
        with stop.telling(lambda: told.append("right")):
            signal.raise_signal(signal.SIGINT)
            assert told == ["left", "right"]
        with stop.telling(lambda: told.append("late")):
            assert told == ["left", "right", "late"]


def test_an_interrupt_that_python_swallowed_is_heeded_later():
    stop = Stop()
    stop.heed()  # nothing came
    with pytest.raises(KeyboardInterrupt):
        stop.receive(signal.SIGTERM)  # raised inside of a callback, it would be lost here
    with pytest.raises(KeyboardInterrupt):
        stop.heed()
    assert stop.exit_code == 143


INSIDE_OF_EXEC = """\
import os, signal, sys, time
from walkback.run.tell.stop import Stop

stop = Stop()
try:
    with stop.listening():
        exec("os.kill(os.getpid(), signal.SIGINT); time.sleep(60)")
except KeyboardInterrupt:
    sys.exit(stop.exit_code)
"""


def test_an_interrupt_inside_of_exec_ends_with_its_exit_code(tmp_path: Path):
    (tmp_path / "stopped.py").write_text(INSIDE_OF_EXEC, "utf-8")
    assert subprocess.run([sys.executable, "-m", "stopped"], cwd=tmp_path).returncode == 130
