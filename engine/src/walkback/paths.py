"""Where things are read from and written to."""

import os
import shlex
import sys
from dataclasses import dataclass
from pathlib import Path

from walkback.errors import SetupError
from walkback.project import FILE

SCRIPT = "run_all.py"
"""What a report may have at its root to be called by; without it, `walkback` is called there."""


@dataclass(frozen=True)
class Paths:
    """The three places that a stage knows.

    Attributes:
        root: The checkout, with `data/raw`; only read.
        out: Where finished results are, the checkout itself unless `--out DIR` was given.
        write: Where the running stage writes; `run_all.py` moves it into `out` once complete.
    """

    root: Path
    out: Path
    write: Path

    def raw(self, name: str) -> Path:
        """The path of a raw table, for example `evidence`."""
        return self.root / "data" / "raw" / f"{name}.csv"

    def processed(self, name: str) -> Path:
        """The path of a finished file below `data/processed`, for example `ranks.csv`."""
        written = self.write / "data" / "processed" / name
        return written if written.exists() else self.out / "data" / "processed" / name


def find_root(start: Path) -> Path:
    """The nearest folder at or above `start` that holds `report.toml`.

    Raises:
        SetupError: If there is none.
    """
    for folder in (start, *start.parents):
        if (folder / FILE).is_file():
            return folder
    raise SetupError(
        f"No {FILE} in {start} or above it: open the notebook inside the checkout of a report, or "
        "set WALKBACK_ROOT to one."
    )


def command(root: Path) -> str:
    """What is typed at the root of a report to make it."""
    return f"python {SCRIPT}" if (root / SCRIPT).is_file() else "walkback"


def near(path: Path | str) -> str:
    """A path relative to the working directory; whole where it lies outside."""
    return os.path.relpath(path) if Path(path).is_relative_to(Path.cwd()) else str(path)


def installing(what: str) -> str:
    """What is typed to install a package into this very Python."""
    return f"{shlex.quote(near(sys.executable))} -m pip install {what}"


def installing_all(lock: Path | str) -> str:
    """What is typed to install all that a file pins."""
    return installing(f"-r {shlex.quote(near(lock))}")


def current() -> Paths:
    """The paths of this process, from the environment or from the working directory."""
    given = os.environ.get("WALKBACK_ROOT")
    root = Path(given) if given else find_root(Path.cwd())
    out = Path(os.environ.get("WALKBACK_OUT") or root)
    return Paths(root=root, out=out, write=Path(os.environ.get("WALKBACK_WRITE") or out))
