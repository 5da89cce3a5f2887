"""A process that has imported the slow packages once, and forks a kernel whenever it is asked.

Started as `python -m walkback.run.execute.forkserver FD MODULE …`; FD is one end of a socket pair, over
which `forking` asks. It lives as long as the other end is open: when the run ends, however it
ends, the server kills what it forked and leaves.

A kernel inherits all that was done here, so as little as possible is done before the fork:

- packages are imported under the kernels' own environment, hash seed and working directory, without
  that directory on the path;
- `matplotlib` picks its backend in the kernel, so no module may be imported here that picks one;
- a server in which a thread runs forks nothing: a lock held by that thread would stay closed.
"""

import contextlib
import gc
import importlib
import json
import os
import runpy
import selectors
import signal
import socket
import sys
import threading
from dataclasses import dataclass, field
from typing import Any

from walkback.run.execute import fresh_code
from walkback.run.execute.left_behind import adopt, end_children

KERNEL = ("ipykernel.kernelapp", "ipykernel.ipkernel", "ipykernel.zmqshell")
Request = dict[str, Any]


@dataclass
class Server:
    """The kernels that run, and who asked for each.

    Attributes:
        control: Where requests come from.
        kernels: By process, the descriptor that tells its end and the connection to the asker.
    """

    control: socket.socket
    kernels: dict[int, tuple[int, socket.socket]] = field(default_factory=dict)

    def serve(self) -> Request | None:
        """Fork on request until nobody can ask any more.

        Returns:
            In the process of a kernel what it was asked to be; in the server's own None, at its end.
        """
        with selectors.DefaultSelector() as ready:
            ready.register(self.control, selectors.EVENT_READ)
            while True:
                for key, _ in ready.select():
                    if key.data is not None:
                        self._ended(ready, key.data)
                        continue
                    asked = _received(self.control)
                    if asked is None:
                        self._kill_all()
                        return None
                    request, connection, log = asked
                    if request is None:
                        connection.close()
                        os.close(log)
                    elif self._forked(ready, connection, log):
                        return request

    def _forked(self, ready: selectors.BaseSelector, connection: socket.socket, log: int) -> bool:
        """Fork; returns whether this is the new process."""
        pid = os.fork()
        if pid == 0:
            _stand_alone(connection, log)
            self._let_go()
            return True
        os.close(log)
        process = os.pidfd_open(pid)
        self.kernels[pid] = process, connection
        ready.register(process, selectors.EVENT_READ, data=pid)
        ready.register(connection, selectors.EVENT_READ, data=pid)  # closed: nobody waits for it
        return False

    def _let_go(self) -> None:
        """In a new kernel: close what belongs to the server."""
        self.control.close()
        for process, connection in self.kernels.values():
            os.close(process)
            connection.close()

    def _ended(self, ready: selectors.BaseSelector, pid: int) -> None:
        """End the kernel's group, and tell how the kernel itself ended."""
        if pid not in self.kernels:
            return
        process, connection = self.kernels.pop(pid)
        _kill(pid)
        _, status = os.waitpid(pid, 0)
        ready.unregister(process)
        ready.unregister(connection)
        os.close(process)
        with contextlib.suppress(OSError):
            connection.sendall(f"{os.waitstatus_to_exitcode(status)}\n".encode())
        connection.close()

    def _kill_all(self) -> None:
        for pid in self.kernels:
            _kill(pid)
        end_children()


def _received(control: socket.socket) -> tuple[Request | None, socket.socket, int] | None:
    """The next request with its connection and its log; None if there are no more.

    The request itself is None where the asker was killed before it had said what it wants.
    """
    sign, handles, _, _ = socket.recv_fds(control, 1, 2)
    if not sign:
        return None
    connection = socket.socket(fileno=handles[0])
    with connection.makefile("r", encoding="utf-8") as lines, contextlib.suppress(OSError):
        line = lines.readline()
        return json.loads(line) if line.endswith("\n") else None, connection, handles[1]
    return None, connection, handles[1]


def _stand_alone(connection: socket.socket, log: int) -> None:
    """In a new kernel: a session of its own, told to the asker, and nothing on the terminal."""
    os.setsid()
    os.dup2(log, 1)
    os.dup2(log, 2)
    os.close(log)
    connection.sendall(f"{os.getpid()}\n".encode())
    connection.close()


def _kill(pid: int) -> None:
    for kill in (os.killpg, os.kill):  # it may not have a group yet
        with contextlib.suppress(ProcessLookupError):
            kill(pid, signal.SIGKILL)


def import_slow(names: list[str]) -> None:
    """Import modules as a kernel would, which does not look for them in its working directory."""
    here = sys.path.pop(0)
    for name in names:
        with contextlib.suppress(ImportError):  # the notebook that needs it will say so
            importlib.import_module(name)
    sys.path.insert(0, here)


def import_from(request: Request) -> None:
    """Find modules where the kernel would, whose run may have another copy than this server.

    Args:
        request: `environment` and `folder` of the kernel.
    """
    before = {*os.environ.get("PYTHONPATH", "").split(os.pathsep), sys.path[0]}
    own = request["environment"].get("PYTHONPATH", "").split(os.pathsep)
    rest = [path for path in sys.path if path not in before]
    sys.path[:] = [request["folder"], *filter(None, own), *rest]
    for name in [name for name in sys.modules if name.partition(".")[0] == "walkback"]:
        del sys.modules[name]  # this server's own


def become_kernel(request: Request) -> None:
    """Do what `python -m ipykernel_launcher …` does, in this process.

    Args:
        request: `command`, `environment` and `folder` of the kernel.
    """
    import_from(request)
    os.environ.clear()
    os.environ.update(request["environment"])
    os.environ["JPY_PARENT_PID"] = str(os.getppid())
    os.chdir(request["folder"])
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed()  # Python's own generator does so by itself
    place = request["command"].index("-m")
    sys.argv = request["command"][place + 1 :]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)


def main() -> int:
    """Import, then fork until the run is over."""
    control = socket.socket(fileno=int(sys.argv[1]))
    os.environ["JPY_PARENT_PID"] = str(os.getpid())  # ipykernel reads it while it is imported
    fresh_code.install()
    adopt()
    import_slow([*KERNEL, *sys.argv[2:]])
    if threading.active_count() > 1:
        return 1
    gc.freeze()  # what was imported stays shared with the kernels
    gc.set_threshold(50_000, 20, 100)  # drawing makes many objects and hardly any circles
    request = Server(control).serve()
    if request is not None:
        become_kernel(request)
    return 0


if __name__ == "__main__":
    sys.exit(main())
