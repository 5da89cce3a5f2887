"""The near end of a worker's process: a call, an answer, and what it means when there is none."""

import contextlib
import os
import pickle
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from threading import Lock
from typing import Any

import walkback
from walkback.errors import RunError
from walkback.run.execute.forking import ForkServer

_PATIENCE = 5  # seconds
MOST_CALLS = 16


class WorkerLost(RunError):  # noqa: N818 - it says what happened
    """A worker ended in the middle of a job."""


class WorkerProcess:
    """A process that does one call after another.

    After some calls another process takes its place: Typst keeps what it has set, tens of megabytes
    for each document.

    Args:
        root: The checkout.
        scratch: Where its folder is made; None for the system's folder for temporary files.
        server: Where it forks its kernels; None for a server of its own.
    """

    def __init__(
        self, root: Path, scratch: Path | None = None, server: ForkServer | None = None
    ) -> None:
        self._root, self._scratch, self._server = root, scratch, server
        self._alone = Lock()
        self._over = False
        self._start()

    def _start(self) -> None:
        self._calls = 0
        self._folder = Path(tempfile.mkdtemp(prefix="worker-", dir=self._scratch))
        shared = [] if self._server is None else [self._server.descriptor]
        self._log = (self._folder / "worker.log").open("wb")
        self._process = subprocess.Popen(
            [
                sys.executable,
                "-P",
                "-c",
                f"import sys; sys.path[:0] = {_import_paths()!r}\n"
                "from walkback.sweep.worker import main; main()",
                str(self._root),
                str(self._folder),
                *(map(str, shared) if shared else ["-"]),
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
            cwd=self._root,
            pass_fds=shared,
            start_new_session=True,  # Ctrl-C is for this process alone
        )

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._process.pid

    def call(self, function: Callable[..., Any], *arguments: Any) -> Any:
        """What `function(*arguments)` gives there; raises what it raises.

        Raises:
            WorkerLost: If the process ends meanwhile.
        """
        if self._calls >= MOST_CALLS:
            self._renew()
        self._calls += 1
        asked, answers = self._process.stdin, self._process.stdout
        try:
            pickle.dump((function, arguments), asked)  # type: ignore[arg-type]
            asked.flush()  # type: ignore[union-attr]
            well, answer = pickle.load(answers)  # type: ignore[arg-type] # noqa: S301 - ours
        except (EOFError, OSError, ValueError, pickle.UnpicklingError):
            raise WorkerLost(f"its process ended: {self._how_it_ended()}") from None
        if not well:
            raise answer
        return answer

    def end(self) -> None:
        """End the process, and whatever it started; its folder goes, too."""
        with self._alone:
            self._over = True
            self._end()

    def _renew(self) -> None:
        with self._alone:
            if not self._over:
                self._end()
                self._start()

    def _end(self) -> None:
        with contextlib.suppress(OSError):
            self._process.stdin.close()  # type: ignore[union-attr] # it leaves, and takes all with it
        try:
            self._process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.pid, signal.SIGKILL) if os.name == "posix" else self._process.kill()
            self._process.wait()
        for stream in (self._process.stdout, self._log):
            with contextlib.suppress(OSError):
                stream.close() if stream else None
        shutil.rmtree(self._folder, ignore_errors=True)

    def _how_it_ended(self) -> str:
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(_PATIENCE)
        code = self._process.returncode
        if code is None:
            return "it answers no more"
        if code < 0:
            name = signal.Signals(-code).name
            return f"{name}{', perhaps for want of memory' if -code == signal.SIGKILL else ''}"
        printed = ""
        with contextlib.suppress(FileNotFoundError):  # it has taken its folder with it
            printed = (self._folder / "worker.log").read_text("utf-8", "replace").strip()
        return f"exit code {code}. {printed.splitlines()[-1] if printed else ''}".strip()


def _import_paths() -> list[str]:
    """Where the process finds this very package."""
    return [str(Path(walkback.__file__).resolve().parents[1])]
