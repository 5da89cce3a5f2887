"""Sweeps of the small report on the planets, as a user calls them."""

import hashlib
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from tests.reading import OF_A_RUN

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "planets"
# what is the same whoever made it; the ledger has the time, the state what a process has imported
DOCUMENTS = re.compile(
    r"[^/]+/(report/[^/]+\.(html|pdf|csv)|report/run/.*\.ipynb|figures/.*|data/.*)"
)
LONGEST = 240  # seconds


def copied(folder: Path) -> Path:
    """The example in a folder of its own."""
    return shutil.copytree(EXAMPLE, folder, ignore=shutil.ignore_patterns("report", "figures"))


def environment(**own: str) -> dict[str, str]:
    return {k: v for k, v in os.environ.items() if not k.startswith(OF_A_RUN)} | own


def started(root: Path, *arguments: str, **own: str) -> subprocess.Popen[str]:
    """A sweep that goes on."""
    return subprocess.Popen(
        [sys.executable, "-m", "walkback", "sweep", *arguments],
        cwd=root,
        env=environment(**own),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


def ended(process: subprocess.Popen[str], code: int = 0) -> str:
    """What it said, if it ended with this exit code."""
    told, _ = process.communicate(timeout=LONGEST)
    assert process.returncode == code, told
    return told


def documents(folder: Path) -> dict[str, str]:
    """The hash of all that is the same whoever made it."""
    found = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*")}
    return {
        name: hashlib.sha256(path.read_bytes()).hexdigest()
        for name, path in sorted(found.items())
        if path.is_file() and DOCUMENTS.fullmatch(name)
    }


def until(found: Callable[[], object], seconds: float = LONGEST) -> None:
    """Wait until something is there."""
    end = time.monotonic() + seconds
    while not found():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.05)


def family(process: subprocess.Popen[str]) -> list[psutil.Process]:
    return psutil.Process(process.pid).children(recursive=True)


def workers(process: subprocess.Popen[str]) -> list[psutil.Process]:
    """The workers' processes of a sweep."""
    return [one for one in family(process) if any("sweep.worker" in a for a in one.cmdline())]


@contextmanager
def nothing_left(process: subprocess.Popen[str]) -> Iterator[None]:
    """Hold a sweep to leaving no process behind; what is left is ended."""
    known = family(process)
    try:
        yield
    finally:
        process.kill()
        if process.stdout:
            process.stdout.close()
        _, alive = psutil.wait_procs(known, timeout=20)
        for one in alive:
            one.kill()
    assert not alive
