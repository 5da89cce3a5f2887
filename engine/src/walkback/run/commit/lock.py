"""One run at a time in one folder of results, and what one that was killed left there."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from walkback.errors import RunError

FILE = "lock"
HOLDER = "lock.json"


@contextmanager
def only_run(folder: Path) -> Iterator[None]:
    """Hold the lock of `folder` while inside; the system gives it back if this process dies.

    Raises:
        RunError: If another run holds it, saying which.
    """
    from filelock import FileLock, Timeout

    folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder / FILE)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise RunError(_busy(folder)) from None
    try:
        _sign(folder)
        yield
    finally:
        (folder / HOLDER).unlink(missing_ok=True)
        lock.release()


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
