"""Workers on this machine: processes of this program, whose kernels one server forks."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from walkback.project import Project
from walkback.run.plan.dry_run import Sources
from walkback.sweep.lanes import Lanes
from walkback.sweep.perform import started_server
from walkback.sweep.process import WorkerProcess


class LocalLane:
    """A process on this machine; a lost one is replaced.

    Args:
        name: What it is called.
        start: Starts the process.
    """

    def __init__(self, name: str, start: Callable[[], WorkerProcess]) -> None:
        self.name = name
        self._start = start
        self.process = start()

    def call(self, function: Callable[..., Any], *arguments: Any) -> Any:
        """What a function gives there."""
        return self.process.call(function, *arguments)

    def renew(self) -> bool:
        """Start another process."""
        self.process.end()
        self.process = self._start()
        return True

    def end(self) -> None:
        """End the process."""
        self.process.end()


@contextmanager
def local_lanes(
    lanes: Lanes, project: Project, sources: Sources, workers: int, scratch: Path
) -> Iterator[None]:
    """Let processes of this machine take calls while inside.

    Args:
        lanes: What hands calls to them.
        project: The report that is made.
        sources: Its notebooks.
        workers: How many processes.
        scratch: Where they have their folders.
    """
    server = started_server(project, sources)
    try:
        for number in range(1, workers + 1):
            start = lambda: WorkerProcess(project.root, scratch, server)  # noqa: E731
            lanes.add(LocalLane(f"worker {number}", start))
        yield
    finally:
        if server is not None:
            server.stop()
