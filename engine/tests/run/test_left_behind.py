import os
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from tests.run import tiny
from tests.run.conftest import Runner
from tests.run.test_forking import DRIVER
from walkback.run.execute.left_behind import end_left_behind

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="it is seen in /proc")

SESSION = "subprocess.Popen(['sleep', '917'], start_new_session=True, close_fds=True)"
DAEMON = """\
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        os.execvp("sleep", ["sleep", "917"])
    os._exit(0)"""
FORKED = """\
if os.fork() == 0:
    os.setsid()
    import time
    time.sleep(917)"""


def sleeping() -> list[int]:
    """The processes that the cells of these tests start."""
    found = psutil.process_iter(["pid", "cmdline"])
    return [one.pid for one in found if "917" in (one.info["cmdline"] or [])]


@pytest.mark.parametrize("text", [SESSION, DAEMON, FORKED])
def test_a_process_with_a_session_of_its_own_is_ended_and_told(runner: Runner, text: str):
    before = len(psutil.pids())
    start = f"import os, subprocess\n{text}\nimport os"
    tiny.edit(runner.root / "notebooks/01_read.ipynb", "import os", start)
    assert "(warnings in" in runner.run(only="01_read")
    log = (runner.root / "report/run/01_read.log").read_text("utf-8")
    assert "A cell left a process behind, which was ended: " in log
    assert sleeping() == []
    assert len(psutil.pids()) <= before + 2


def test_nothing_is_left_of_a_run_that_was_killed(runner: Runner):
    """Its server ends what it gets as children when their kernel is gone."""
    marker = runner.root.parent / "started"
    start = f"import os, subprocess, time\n{SESSION}\nopen({str(marker)!r}, 'w').close()\n"
    start += "time.sleep(60)"
    tiny.edit(runner.root / "notebooks/01_read.ipynb", "import os", start)
    with subprocess.Popen([sys.executable, DRIVER, runner.root]) as run:
        for _ in range(300):
            if marker.exists():
                break
            time.sleep(0.1)
        assert len(sleeping()) == 1
        run.kill()
    for _ in range(100):
        if not sleeping():
            break
        time.sleep(0.1)
    assert sleeping() == []


def test_others_are_left_alone(tmp_path: Path):
    environment = os.environ | {"WALKBACK_WRITE": str(tmp_path / "another")}
    with subprocess.Popen(["sleep", "60"], env=environment) as other:
        assert end_left_behind(tmp_path / "mine", tmp_path / "mine.log") == []
        assert other.poll() is None
        told = end_left_behind(tmp_path / "another", tmp_path / "another.log")
        assert told == [
            f"A cell left a process behind, which was ended: sleep 60 (process {other.pid})."
        ]
