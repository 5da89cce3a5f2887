"""This process's end of the fork server, and what a kernel out of it looks like from here.

Importing pandas and matplotlib takes longer than most notebooks compute. Where the platform lets
a process be forked safely, that is done once for all notebooks of a run (see `forkserver`).
"""

import asyncio
import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from walkback.run.execute.environment import environment

POSSIBLE = sys.platform == "linux" and hasattr(os, "pidfd_open")
_PATIENCE = 1  # seconds for the server to leave; one that still imports has no kernels to kill


class ForkServer:
    """This process's end of the fork server.

    Attributes:
        process: The server.
    """

    def __init__(self, folder: Path, variables: Mapping[str, str], modules: Sequence[str]) -> None:
        self._control, theirs = socket.socketpair()
        with theirs:
            self.process = subprocess.Popen(
                [
                    sys.executable,
                    "-m",
                    "walkback.run.execute.forkserver",
                    str(theirs.fileno()),
                    *modules,
                ],
                pass_fds=[theirs.fileno()],
                cwd=folder,
                env=environment(variables),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,  # Ctrl-C is for this process alone
            )

    @classmethod
    def joined(cls, descriptor: int) -> "ForkServer":
        """Another process's server, asked over its control socket; whoever started it stops it.

        Args:
            descriptor: That socket, which this process has inherited.
        """
        server = cls.__new__(cls)
        server._control = socket.socket(fileno=descriptor)
        return server

    @property
    def descriptor(self) -> int:
        """What another process must inherit to ask the server, too."""
        return self._control.fileno()

    async def fork(self, request: dict[str, Any], log: int) -> "ForkedProcess":
        """A new kernel.

        Args:
            request: Its `command`, `environment` and `folder`.
            log: The descriptor of the file that takes what the process itself prints.

        Raises:
            OSError: If there is no server any more.
        """
        loop = asyncio.get_running_loop()
        ours, theirs = socket.socketpair()
        ours.setblocking(False)
        try:
            with theirs:
                socket.send_fds(self._control, [b"k"], [theirs.fileno(), log])
            await loop.sock_sendall(ours, json.dumps(request).encode() + b"\n")
            pid, rest = _pid(await loop.sock_recv(ours, 64))
        except BaseException:
            ours.close()  # a kernel that was forked meanwhile is killed by the server
            raise
        return ForkedProcess(pid, ours, rest)

    def stop(self) -> None:
        """End the server and whatever it forked."""
        self._control.close()
        try:
            self.process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def _pid(told: bytes) -> tuple[int, str]:
    """The process that the server told, and what it told after that."""
    pid, _, rest = told.decode().partition("\n")
    if not pid:
        raise ConnectionResetError
    return int(pid), rest


class ForkedProcess:
    """What `subprocess.Popen` is for a child, for the child of the server.

    Attributes:
        pid: Its number.
        returncode: How it ended as `Popen` has it, None while it runs.
    """

    stdin = stdout = stderr = None

    def __init__(self, pid: int, connection: socket.socket, told: str = "") -> None:
        self.pid = pid
        self.returncode: int | None = None
        self._connection = connection
        if told:
            self._ended(told)

    def poll(self) -> int | None:
        """How it ended, None if it runs."""
        if self.returncode is None:
            with contextlib.suppress(BlockingIOError):
                self._ended(self._connection.recv(64).decode())
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Wait until it has ended.

        Raises:
            TimeoutError: If it did not within `timeout` seconds.
        """
        if self.returncode is None:
            self._connection.settimeout(timeout)
            self._ended(self._connection.recv(64).decode())
        return self.returncode or 0

    def send_signal(self, signum: int) -> None:
        """Send a signal, unless it has ended."""
        if self.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, signum)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """End it."""
        self.send_signal(signal.SIGKILL)

    def _ended(self, told: str) -> None:
        """Keep the exit code; a server that is gone took its kernels with it."""
        self.returncode = int(told) if told.strip() else -signal.SIGKILL
        self._connection.close()


@contextmanager
def fork_server(
    wanted: bool, folder: Path, variables: Mapping[str, str], modules: Sequence[str]
) -> Iterator[ForkServer | None]:
    """A server that imports while this process goes on, and is gone afterwards.

    Args:
        wanted: Whether it pays; None comes out if not, and where processes cannot be forked safely.
        folder: The working directory of the kernels.
        variables: Their environment, on top of this process's own.
        modules: What is imported before the first fork.
    """
    if not (wanted and POSSIBLE and modules):
        yield None
        return
    server = ForkServer(folder, variables, modules)
    try:
        yield server
    finally:
        server.stop()
