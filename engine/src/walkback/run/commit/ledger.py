"""What was executed, when, why and with what result: one line of JSON each, only ever appended."""

import contextlib
import json
import os
import re
import time
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar

from walkback.errors import KernelDied
from walkback.hashing import sha256
from walkback.run.execute.file_access import Watching
from walkback.run.plan.cache_key import Key, packages
from walkback.run.plan.staleness import Decision

FILE = "ledger.jsonl"
T = TypeVar("T")


class Ledger:
    """The lines that one run appends; may be used by several threads.

    Args:
        folder: Where the file is.
        versions: Versions by name, Python's included.
    """

    def __init__(self, folder: Path, versions: Mapping[str, str]) -> None:
        self._file = folder / FILE
        self._versions = dict(versions)
        self._one_at_a_time = Lock()
        self._run = f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}-{os.urandom(2).hex()}"

    def begin(self, found: Decision, key: Key, watching: Watching | None = None) -> "Entry":
        """The entry of something that starts now; written when it ends."""
        return Entry(self, found, key, watching, datetime.now(UTC), time.monotonic())

    def append(self, line: Mapping[str, Any]) -> None:
        """Write one line, and end the one before if a crash left it torn."""
        text = json.dumps(
            {"run": self._run, **line, "versions": self._versions}, ensure_ascii=False
        )
        self._file.parent.mkdir(parents=True, exist_ok=True)
        with self._one_at_a_time, self._file.open("ab+") as file:
            if size := file.tell():
                file.seek(size - 1)
                text = text if file.read() == b"\n" else f"\n{text}"
            file.write(f"{text}\n".encode())


@dataclass
class Entry:
    """One line to be.

    Attributes:
        ledger: Where it goes.
        found: What runs and why.
        key: What it depends on.
        watching: What knows about its kernel.
        started: When it began.
        clock: The same on a clock that is never set back.
        peak: The most memory used at once, in bytes, where there is no kernel to ask.
        seconds: How long it took; None as long as it runs.
    """

    ledger: Ledger
    found: Decision
    key: Key
    watching: Watching | None
    started: datetime
    clock: float
    peak: int | None = None
    seconds: float | None = None

    def during(self, work: Callable[[], T]) -> T:
        """Do some work; if it fails, the line says so.

        Raises:
            BaseException: What the work raises.
        """
        try:
            return work()
        except BaseException as error:
            self.failed(error)
            raise
        finally:
            self.seconds = self.seconds or self._elapsed()

    def failed(self, error: BaseException) -> None:
        """It came to nothing: the kernel died, somebody stopped it, or it failed."""
        with contextlib.suppress(OSError):  # the disk is full: what failed matters more
            if isinstance(error, KeyboardInterrupt):
                self._write("stopped", {})
                return
            state = "died" if isinstance(error, KernelDied) else "failed"
            self._write(state, {"error": (str(error).splitlines() or [type(error).__name__])[0]})

    def done(self, outputs: Mapping[str, str]) -> None:
        """It ended well, and its files are in their place."""
        self._write("done", {"outputs": dict(outputs)})

    def _write(self, state: str, more: Mapping[str, Any]) -> None:
        seen = self.watching.seen if self.watching else None
        seconds = self._elapsed() if self.seconds is None else self.seconds
        self.ledger.append(
            {
                "stage": self.found.name,
                "state": state,
                "reason": self.found.reason.value,
                "detail": self.found.detail,
                "started": self.started.strftime("%Y-%m-%dT%H:%M:%SZ"),
                "seconds": round(seconds, 2),
                "peak_bytes": seen.peak if seen else self.peak,
                **_of_key(self.key),
                **more,
            }
        )

    def _elapsed(self) -> float:
        return time.monotonic() - self.clock


def _of_key(key: Key) -> dict[str, Any]:
    """What a stage depended on: data one by one, cells and code as one hash."""
    parts = [key.get(part) for part in ("cells", "modules", "beside")]
    return {
        "parameters": key.get("parameters", {}),
        "code": sha256(json.dumps(parts, sort_keys=True).encode()),
        "lock": next(iter(key["lock"].values())),
        "inputs": dict(key["inputs"]),
    }


def main_versions(root: Path, key: Key) -> dict[str, str]:
    """Versions of Python and of the packages that the project itself asks for.

    Args:
        root: The checkout; without a pyproject.toml it is Python's alone.
        key: What everything depends on, see `keys.environment`.
    """
    try:
        project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
        wanted = [re.split(r"[^\w.-]", text.strip())[0] for text in project["dependencies"]]
    except (OSError, ValueError, KeyError):
        wanted = []
    installed = {_plain(name): version for name, version in packages(key["packages"]).items()}
    found = {name: installed[_plain(name)] for name in sorted(wanted) if _plain(name) in installed}
    return {"python": key["python"]["Python"], **found}


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def entries(folder: Path) -> list[dict[str, Any]]:
    """All lines that can be understood, oldest first."""
    try:
        lines = (folder / FILE).read_text("utf-8", errors="replace").splitlines()
    except FileNotFoundError:
        return []
    return [entry for line in lines if (entry := _entry(line))]


def _entry(line: str) -> dict[str, Any] | None:
    try:
        entry = json.loads(line)
    except ValueError:
        return None
    whole = isinstance(entry, dict) and {"run", "stage", "state", "started"} <= set(entry)
    return entry if whole else None
