"""Sweeps on a Dask scheduler whose workers stand in copies of the checkout; no folder is shared."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.reading import walkback
from tests.sweep import planets

pytest.importorskip("distributed")
ASKED = ["--last", "mars,jupiter,saturn", "--format", "html"]


class Cluster:
    """A scheduler on loopback, and workers that were started as docs/sweep.md says."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.started: list[subprocess.Popen[bytes]] = []
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.address = f"tcp://127.0.0.1:{free.getsockname()[1]}"
        port = self.address.rpartition(":")[2]
        self._dask(folder, "scheduler", "--host", "127.0.0.1", "--port", port, "--no-dashboard")

    def worker(self, root: Path) -> subprocess.Popen[bytes]:
        """A worker that works in a checkout and has a folder for temporary files of its own."""
        scratch = root.parent / f"tmp-{root.name}"
        scratch.mkdir()
        own = ["--nworkers", "1", "--nthreads", "1", "--no-dashboard"]
        own += ["--local-directory", str(scratch)]
        return self._dask(root, "worker", self.address, *own, TMPDIR=str(scratch))

    def _dask(self, folder: Path, *words: str, **own: str) -> subprocess.Popen[bytes]:
        with (self.folder / f"{len(self.started)}.log").open("wb") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "dask", *words],
                cwd=folder,
                env=planets.environment(**own),
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self.started.append(process)
        return process

    def end(self) -> None:
        for process in reversed(self.started):
            kill(process)


def kill(process: subprocess.Popen[bytes]) -> None:
    """End a process and its group, as when a machine is switched off."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    found = Cluster(tmp_path)
    yield found
    found.end()


def test_two_workers_in_folders_of_their_own_one_of_them_killed(cluster: Cluster, tmp_path: Path):
    here, one, other = (planets.copied(tmp_path / name) for name in ("here", "one", "other"))
    workers = {root: cluster.worker(root) for root in (one, other)}
    process = planets.started(here, "--on", cluster.address, *ASKED)
    at_work = {
        root: lambda r=root: list(tmp_path.glob(f"tmp-{r.name}/worker-*/up-to-*"))
        for root in workers
    }
    planets.until(lambda: all(busy() for busy in at_work.values()))
    kill(workers[one])
    told = planets.ended(process)
    assert told.count("is gone; it is tried once more") == 1
    assert told.count(" done ") == 3
    planets.until(lambda: not list(tmp_path.glob("tmp-one/worker-*")))  # nothing is left there
    assert not (one / "report").exists()
    assert not (other / "report").exists()
    walkback(here, "sweep", *ASKED, "--out", str(tmp_path / "local"))
    made = planets.documents(here / "report/sweep")
    assert made == planets.documents(tmp_path / "local")
    assert len(made) > 18


def test_a_worker_whose_code_and_data_are_others_is_named_and_not_used(
    cluster: Cluster, tmp_path: Path
):
    here, like, unlike = (planets.copied(tmp_path / name) for name in ("here", "like", "unlike"))
    for file in ("src/planets/law.py", "data/raw/orbits.csv", "requirements.lock"):
        with (unlike / file).open("a", encoding="utf-8") as text:
            text.write("\n")
    process = planets.started(here, "--on", cluster.address, "--last", "mars", "--format", "html")
    cluster.worker(unlike)
    outside = tmp_path / "outside"
    outside.mkdir()
    cluster.worker(outside)
    planets.until(lambda: list(tmp_path.glob("tmp-unlike/worker-*")))
    cluster.worker(like)
    told = planets.ended(process)
    assert (
        "is not used: its lock and code and data are another's: lock (requirements.lock); "
        "code (src/planets/law.py); data (data/raw/orbits.csv)" in told
    )
    assert f"is not used: it was not started in a checkout, but in {outside}" in told
    assert told.count(" done ") == 1


def test_dasks_own_cluster_on_this_machine(tmp_path: Path):
    root = planets.copied(tmp_path / "planets")
    told = walkback(
        root, "sweep", "--on", "local", "--workers", "1", "--last", "mars", "--format", "html"
    )
    assert told.count(" done ") == 1
    assert (root / "report/sweep/up-to-mars/report/planets.html").is_file()
