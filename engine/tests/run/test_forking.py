import ast
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import psutil
import pytest

from tests.run import tiny
from tests.run.conftest import Runner
from tests.run.test_build import snapshot
from tests.run.test_engine import execute
from walkback.notebooks.reader import read_notebook
from walkback.run.execute import forking
from walkback.run.execute.engine import ReportEngine
from walkback.run.execute.forking import ForkServer, fork_server
from walkback.run.execute.kernel import KernelSetting
from walkback.run.execute.session import Session
from walkback.run.tell.fault import CellDied

pytestmark = pytest.mark.skipif(not forking.POSSIBLE, reason="kernels are forked on Linux alone")

DRIVER = Path(__file__).with_name("driver.py")
STAGES = """\
[code]
lock = "lock.txt"

[[notebook]]
name = "01_left"
outputs = ["figures/left.svg"]

[[notebook]]
name = "02_right"
outputs = ["figures/right.svg"]
"""
MEETING = """\
import os, select
mine, other = (os.open(f"{folder}/{{name}}", os.O_RDWR) for name in ("{me}", "{you}"))
_ = os.write(other, b"here")
assert select.select([mine], [], [], 60)[0], "the other stage does not run at the same time"
"""
DRAWING = """\
import os, random
from pathlib import Path
import matplotlib.pyplot as plt
import numpy as np
_, axes = plt.subplots(figsize=(2, 1))
axes.plot(np.random.default_rng(1).random(9), label="a label");"""
SETTING = """\
import sys
file = Path(os.environ["WALKBACK_WRITE"]) / "figures/{me}.svg"
_ = file.write_text(f"<svg>{{plt.get_backend()}} {{list({{'a', 'b', 'c'}})}}</svg>")
(sys.argv[0], __name__, os.getcwd(), sys.path[:2], sorted(globals())[:20], np.geterr(), os.umask(18))"""
SLOW = """\
import subprocess, time
child = subprocess.Popen(["sleep", "60"])
open(folder + "/begun-{me}", "w").close()
time.sleep(60)"""


def pair(root: Path, *texts: str) -> Path:
    """A project of two stages that need not wait for each other."""
    meeting = root.with_name(f"{root.name}-meeting")
    meeting.mkdir(parents=True)
    for me, you, name in (("left", "right", "01_left"), ("right", "left", "02_right")):
        subprocess.run(["mkfifo", meeting / me], check=True)
        cells = [tiny.code(text.replace("{me}", me).replace("{you}", you)) for text in texts]
        first = tiny.code(f"folder = {str(meeting)!r}")
        tiny.save(root / f"notebooks/{name}.ipynb", first, *cells)
    (root / "report.toml").write_text(STAGES, "utf-8")
    (root / "lock.txt").write_text("", "utf-8")
    return root


def formatted(text: str) -> str:
    return text.replace("{{", "{").replace("}}", "}")


@pytest.fixture
def server(tmp_path: Path) -> Iterator[ForkServer]:
    """A server that has imported numpy."""
    with fork_server(True, tmp_path, {"PYTHONHASHSEED": "0"}, ["numpy", "not.there"]) as made:
        assert made is not None
        yield made


def said(path: Path, server: ForkServer, *texts: str) -> list[Any]:
    """What cells show, executed in a kernel out of the server."""
    session = execute(tiny.save(path / "x.ipynb", *map(tiny.code, texts)), server=server)
    assert session.notebook is not None
    outputs = [cell.outputs[0].data["text/plain"] for cell in session.notebook.cells]
    return [ast.literal_eval(text) for text in outputs]


def test_the_same_bytes_from_forked_and_from_ordinary_kernels(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    root = pair(tmp_path / "pair", formatted(MEETING), DRAWING, formatted(SETTING))
    forked = Runner(root, root)
    forked.run(jobs=2)
    results = snapshot(root)
    assert results["figures/left.svg"].startswith(b"<svg>module://matplotlib_inline")
    assert results["report/run/01_left.ipynb"].count(b"image/png") == 1
    shutil.rmtree(root / "report")
    monkeypatch.setattr(forking, "POSSIBLE", False)
    Runner(root, root).run(jobs=2)
    assert snapshot(root) == results


def test_when_kernels_are_forked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    asked: list[list[str]] = []
    monkeypatch.setattr(
        forking, "ForkServer", lambda _folder, _variables, modules: asked.append(modules)
    )
    for wanted, modules in ((True, []), (False, ["numpy"])):
        with fork_server(wanted, tmp_path, {}, modules) as server:
            assert server is None
    assert asked == []


def test_one_stage_alone_is_forked_too(runner: Runner, monkeypatch: pytest.MonkeyPatch):
    """Its imports begin while this process still imports what executes it."""
    started: list[object] = []
    server = forking.ForkServer

    def counted(*args: object) -> forking.ForkServer:
        started.append(args)
        return server(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(forking, "ForkServer", counted)
    tiny.edit(runner.root / "notebooks/02_use.ipynb", "many = ", "more = 1\nmany = ")
    assert "02_use    ran" in runner.run()
    assert len(started) == 1
    assert "up to date" in runner.run()
    assert len(started) == 1


def test_what_a_kernel_inherits_and_what_not(tmp_path: Path, server: ForkServer):
    cells = (
        "import os, sys; (os.getppid(), os.getsid(0) == os.getpid(), os.environ['FROM_OUTSIDE'])",
        "('numpy' in sys.modules, __import__('__main__').__dict__.get('__file__'))",
        "import numpy, random; (float(numpy.random.rand()), random.random(), hash('a'))",
        "len({os.readlink(f'/proc/self/fd/{s.fileno()}') for s in (sys.stdout, sys.stderr)}) == 1",
    )
    first, second = (said(tmp_path, server, *cells) for _ in range(2))
    assert first[0] == second[0] == (server.process.pid, True, "yes")
    assert first[1] == (True, None)
    assert first[2][:1] != second[2][:1]  # numpy's numbers
    assert first[2][1:2] != second[2][1:2]  # Python's
    assert first[2][2] == second[2][2]  # the order of sets
    assert first[3] is True


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("import os\nos._exit(3)", "the cell ended the process with exit code 3"),
        ("import os\nos.kill(os.getpid(), 9)", "it was killed from outside"),
    ],
)
def test_how_a_forked_kernel_died(tmp_path: Path, server: ForkServer, text: str, cause: str):
    with pytest.raises(CellDied, match=cause):
        said(tmp_path, server, text)


def test_several_processes_may_ask_one_server(tmp_path: Path, server: ForkServer):
    other = ForkServer.joined(os.dup(server.descriptor))
    with other._control:
        for asking in (server, other, server):
            assert said(tmp_path, asking, "import os; os.getppid()") == [server.process.pid]


def test_an_asker_that_is_killed_does_not_take_the_server_with_it(
    tmp_path: Path, server: ForkServer
):
    ours, theirs = socket.socketpair()
    with theirs, (tmp_path / "log").open("wb") as log:
        socket.send_fds(server._control, [b"k"], [theirs.fileno(), log.fileno()])
    ours.sendall(b'{"command": ["python", "-m"')  # and no more
    ours.close()
    assert said(tmp_path, server, "import os; os.getppid()") == [server.process.pid]


def test_a_kernel_imports_from_its_own_folders_and_not_from_those_of_the_server(tmp_path: Path):
    folders = [tmp_path / name for name in ("first", "second")]
    for folder in folders:
        folder.mkdir()
        (folder / "here.py").write_text(f"name = {folder.name!r}\n")
    asking = "import here, sys; (here.name, any('first' in path for path in sys.path))"
    with fork_server(True, folders[0], {"PYTHONPATH": str(folders[0])}, ["numpy"]) as server:
        for folder in folders:
            setting = KernelSetting(folder, {"PYTHONPATH": str(folder)}, server=server)
            notebook = read_notebook(tiny.save(folder / "x.ipynb", tiny.code(asking)))
            made = nbformat.v4.to_notebook(notebook)
            ReportEngine.execute_notebook(made, "", Session(setting))
            found = ast.literal_eval(made.cells[0].outputs[0].data["text/plain"])
            assert found == (folder.name, folder.name == "first")


def test_without_its_server_a_kernel_starts_in_the_usual_way(tmp_path: Path, server: ForkServer):
    server.process.kill()
    server.process.wait()
    assert said(tmp_path, server, "import os; os.getppid()") == [psutil.Process().pid]


def test_a_server_in_which_a_thread_runs_forks_nothing(tmp_path: Path):
    (tmp_path / "src").mkdir()
    (tmp_path / "src/busy.py").write_text(
        "import threading\nthreading.Thread(target=threading.Event().wait, daemon=True).start()\n"
    )
    with fork_server(True, tmp_path, {"PYTHONPATH": str(tmp_path / "src")}, ["busy"]) as server:
        assert server is not None
        assert server.process.wait(30) == 1


@pytest.mark.parametrize("signum", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_nothing_is_left_of_two_stages_and_their_server(tmp_path: Path, signum: signal.Signals):
    root = pair(tmp_path / "pair", SLOW)
    process = subprocess.Popen(
        [sys.executable, DRIVER, root], stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True
    )
    begun = [root.with_name("pair-meeting") / f"begun-{me}" for me in ("left", "right")]
    end = time.monotonic() + 90
    while not all(path.exists() for path in begun):
        assert process.poll() is None
        assert time.monotonic() < end
        time.sleep(0.05)
    family = psutil.Process(process.pid).children(recursive=True)
    assert len(family) == 5  # the server, two kernels, and what their cells started
    process.send_signal(signum)
    _, told = process.communicate(timeout=20)
    assert not psutil.wait_procs(family, timeout=10)[1]
    if signum != signal.SIGKILL:
        assert process.returncode == 128 + signum
        assert told.startswith("Stopped in 01_left and 02_right. What was finished is kept")
        assert not (root / "report/run/.staging").exists()
