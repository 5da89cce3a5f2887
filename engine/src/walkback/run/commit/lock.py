"""One run at a time in one folder of results, and what one that was killed left there."""

import errno
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from walkback.errors import RunError
from walkback.run.commit import lock_file

FILE = "lock"
HOLDER = "lock.json"
_NO_LOCKS = {errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOLCK, errno.EINVAL}


@contextmanager
def only_run(folder: Path) -> Iterator[None]:
    """Hold the lock of `folder` while inside; the system gives it back if this process dies.

    Raises:
        RunError: If another run holds it, saying which.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with _by_the_system(folder) if _can_lock(folder) else _by_a_file(folder):
        try:
            _sign(folder)
            yield
        finally:
            (folder / HOLDER).unlink(missing_ok=True)


@contextmanager
def _by_the_system(folder: Path) -> Iterator[None]:
    from filelock import FileLock, Timeout

    lock = FileLock(folder / FILE)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise RunError(_busy(folder)) from None
    try:
        yield
    finally:
        lock.release()


@contextmanager
def _by_a_file(folder: Path) -> Iterator[None]:
    """For a file system without locks, such as some network shares."""
    if holder := lock_file.take(folder):
        where = "" if holder.gone else f" on {holder.host}"
        raise RunError(
            f"Another run is writing to {folder.parent.parent} (process {holder.pid}{where}, since "
            f"{holder.since}). Wait until it has ended, or give this one a folder of its own with "
            f"--out DIR. If that process is gone, delete {folder / lock_file.FILE}."
        )
    try:
        yield
    finally:
        lock_file.give_back(folder)


def _can_lock(folder: Path) -> bool:
    """Whether files can be locked in a folder, tried on one that nobody else knows."""
    try:
        import fcntl
    except ImportError:  # Windows locks in another way
        return True
    tried = folder / f"{FILE}.{os.getpid()}.part"
    try:
        with tried.open("wb") as file:
            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return error.errno not in _NO_LOCKS
    finally:
        tried.unlink(missing_ok=True)
    return True


def signed(folder: Path) -> bool:
    """Whether a run says that it holds the lock: one that goes on, or one that was killed."""
    return (folder / HOLDER).exists()


def leftovers(folder: Path) -> list[Path]:
    """What is half done: now by this run, or by one that was killed."""
    staging = folder / ".staging"
    parts = [*folder.glob("*.part"), *folder.glob("failed/*.part")]
    return [staging, *parts] if staging.exists() else parts


def _sign(folder: Path) -> None:
    since = datetime.now().astimezone().strftime("%Y-%m-%d %H:%M:%S")
    (folder / HOLDER).write_text(json.dumps({"pid": os.getpid(), "since": since}), "utf-8")


def _busy(folder: Path) -> str:
    try:
        holder = json.loads((folder / HOLDER).read_text("utf-8"))
        who = f"process {int(holder['pid'])}, since {holder['since']}"
    except (OSError, ValueError, KeyError, TypeError):
        who = "another process, just started"
    return (
        f"Another run is writing to {folder.parent.parent} ({who}). Wait until it has ended, or "
        "give this one a folder of its own with --out DIR."
    )
