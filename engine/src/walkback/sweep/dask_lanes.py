"""Workers of a Dask scheduler, here or on other machines: each Dask worker is a lane.

A Dask worker does the calls in a process of its own, as a worker on this machine would, so that
nothing of Dask is in the process that makes a report. It works in the checkout in which it was
started (or that `WALKBACK_ROOT` names), and gives back bytes: no file system is shared.
"""

import atexit
import os
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Lock, Thread
from typing import TYPE_CHECKING, Any

from walkback.errors import SetupError
from walkback.paths import find_root, installing
from walkback.sweep.lanes import Lanes
from walkback.sweep.process import WorkerLost, WorkerProcess
from walkback.sweep.sameness import Unlike

if TYPE_CHECKING:
    from distributed import Client

LOCAL = "local"
SCHEMES = ("tcp://", "tls://", "ucx://", "ws://", "wss://")
_TICK = 1  # seconds between two looks at who is there
_PATIENCE = 60  # seconds that a sweep without any worker waits for one
_CONNECT = 10  # seconds


class _Child:
    """The one process of a Dask worker that does the calls."""

    def __init__(self) -> None:
        self._process: WorkerProcess | None = None
        self._one_at_a_time = Lock()

    def call(self, function: Callable[..., Any], arguments: tuple[Any, ...]) -> Any:
        """Do a call; a process that is lost is replaced with the next one."""
        with self._one_at_a_time:
            if self._process is None:
                self._process = WorkerProcess(_root())
                atexit.register(self._process.end)
            try:
                return self._process.call(function, *arguments)
            except WorkerLost:
                self._process.end()
                self._process = None
                raise


_child = _Child()


def relay(function: Callable[..., Any], arguments: tuple[Any, ...]) -> Any:
    """What a Dask worker runs: the call, in its own process."""
    return _child.call(function, arguments)


def _root() -> Path:
    given = os.environ.get("WALKBACK_ROOT")
    try:
        return Path(given) if given else find_root(Path.cwd())
    except SetupError:
        raise Unlike(f"it was not started in a checkout, but in {Path.cwd()}") from None


class DaskLane:
    """A Dask worker.

    Args:
        client: The connection to its scheduler.
        name: Its address.
    """

    def __init__(self, client: "Client", name: str) -> None:
        self.name = name
        self.gone = Event()
        self._client = client

    def call(self, function: Callable[..., Any], *arguments: Any) -> Any:
        """What a function gives there."""
        from distributed import CancelledError
        from distributed import TimeoutError as NotYet
        from distributed.scheduler import KilledWorker

        asked = self._client.submit(
            relay,
            function,
            arguments,
            key=f"walkback-{uuid.uuid4().hex}",
            workers=[self.name],
            allow_other_workers=False,
            pure=False,
            retries=0,
        )
        while True:
            try:
                return asked.result(timeout=_TICK)
            except NotYet:
                if self.gone.is_set():
                    asked.cancel()
                    raise WorkerLost(f"the worker {self.name} is gone") from None
            except (KilledWorker, CancelledError):
                raise WorkerLost(f"the worker {self.name} is gone") from None

    def renew(self) -> bool:
        """Go on if only its process was lost; a worker that comes back has another address."""
        return not self.gone.is_set()

    def end(self) -> None:
        """Take no further call; what it is doing cannot be stopped, and comes to nothing."""
        self.gone.set()


@contextmanager
def dask_lanes(
    lanes: Lanes, on: str, workers: int, root: Path, tell: Callable[[str], object]
) -> Iterator[None]:
    """Let the workers of a scheduler take calls while inside, also those that come later.

    Args:
        lanes: What hands calls to them.
        on: `local` for workers on this machine, or the address of a scheduler.
        workers: How many there are to be on this machine.
        root: The checkout.
        tell: Told what a user should know.

    Raises:
        SetupError: If Dask is not installed, or no scheduler answers there.
    """
    with _client(on, workers, root) as client:
        over = Event()
        watching = Thread(target=_watch, args=(client, lanes, over, tell), daemon=True)
        watching.start()
        try:
            yield
        finally:
            over.set()
            watching.join()


@contextmanager
def _client(on: str, workers: int, root: Path) -> "Iterator[Client]":
    try:
        import dask
        from distributed import Client, LocalCluster
    except ImportError as error:
        raise SetupError(
            f"--on {on} needs Dask, which is not installed. Type: {installing('distributed')}"
        ) from error
    quiet = {"distributed.comm.timeouts.connect": _CONNECT}
    with dask.config.set(quiet):
        if on == LOCAL:
            own = {"WALKBACK_ROOT": str(root)}
            with (
                LocalCluster(
                    n_workers=workers,
                    threads_per_worker=1,
                    dashboard_address=None,
                    env=own,
                    silence_logs=50,
                ) as cluster,
                Client(cluster) as client,
            ):
                yield client
            return
        try:
            client = Client(on, timeout=_CONNECT)
        except (OSError, ValueError, TypeError, RuntimeError) as error:
            raise SetupError(
                f"--on {on}: no scheduler answers there ({error}). Start one with: "
                "dask scheduler   See docs/sweep.md"
            ) from error
        with client:
            yield client


def _watch(client: "Client", lanes: Lanes, over: Event, tell: Callable[[str], object]) -> None:
    """Add a lane for each worker that comes, and mark those that are gone."""
    known: dict[str, DaskLane] = {}
    alone = 0
    while not over.is_set():
        try:
            there = set(client.nthreads())
        except (OSError, RuntimeError, ValueError):
            there = set()
        for name in known.keys() - there:
            known.pop(name).gone.set()
        for name in sorted(there - known.keys()):
            known[name] = DaskLane(client, name)
            lanes.add(known[name])
        alone = 0 if lanes.names else alone + 1
        if alone == 5:
            tell(f"No worker is there that can do it; waiting for one, {_PATIENCE} s at most.")
        if alone == _PATIENCE:
            lanes.close()
        over.wait(_TICK)
