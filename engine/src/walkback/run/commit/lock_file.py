"""A lock for file systems that lock no files: one that only one process can make, and says whose it is.

The system does not give it back when its process dies. On this machine it is seen that the process is
gone; of another machine nobody can tell.
"""

import contextlib
import json
import os
import socket
import time
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

FILE = "lock.held"
_TRIES = 10
_TORN = 2.0  # seconds after which a lock that does not say whose it is was left by a crash


@dataclass(frozen=True)
class Holder:
    """Who holds a lock.

    Attributes:
        pid: The process.
        host: The machine that it runs on.
        begun: When that process began, as the system counts; it tells two of one number apart.
        since: When it took the lock, in words.
    """

    pid: int
    host: str
    begun: float
    since: str

    @property
    def gone(self) -> bool:
        """Whether it certainly runs no more."""
        return self.host == socket.gethostname() and _begun(self.pid) != self.begun


def take(folder: Path) -> Holder | None:
    """Take the lock of a folder; returns who holds it if that is somebody else."""
    path, own = folder / FILE, _own()
    for _ in range(_TRIES):
        try:
            with path.open("x", encoding="utf-8") as file:
                json.dump(asdict(own), file)
        except FileExistsError:
            holder = _holder(path)
            if holder and not holder.gone:
                return holder
            if holder is None and _age(path) < _TORN:  # it may be written just now
                time.sleep(_TORN / _TRIES)
                continue
            aside = path.with_name(f"{FILE}.{os.getpid()}.part")
            with contextlib.suppress(OSError):  # another run may have cleared it away first
                path.rename(aside)
                aside.unlink()
        else:
            return None
    return _holder(path) or Holder(0, "an unknown machine", 0.0, "just now")


def give_back(folder: Path) -> None:
    """Give the lock back."""
    (folder / FILE).unlink(missing_ok=True)


def _own() -> Holder:
    since = datetime.now(UTC).astimezone().strftime("%Y-%m-%d %H:%M:%S")
    return Holder(os.getpid(), socket.gethostname(), _begun(os.getpid()) or 0.0, since)


def _holder(path: Path) -> Holder | None:
    """Who holds it; None if that cannot be read, which is so only if a crash tore the file."""
    try:
        return Holder(**json.loads(path.read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def _age(path: Path) -> float:
    """How many seconds ago a file was written."""
    try:
        return time.time() - path.stat().st_mtime
    except OSError:
        return 0.0


def _begun(pid: int) -> float | None:
    """When a process of this machine began, 0 where the system does not say; None if there is none."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return None
    except OSError:  # it is somebody else's
        pass
    try:
        fields = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()
    except OSError:
        return 0
    return float(fields[19])  # ticks since the machine was started
