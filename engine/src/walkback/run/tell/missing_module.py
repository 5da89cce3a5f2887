"""What to do about a module that a cell could not import."""

import re
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from walkback.paths import installing, installing_all

_NO_MODULE = re.compile(r"ModuleNotFoundError: No module named '([\w.]+)'")


def advice(cause: str, src: Path, lock: Path) -> list[str]:
    """Sentences for the reader; none if the cause is another one.

    Args:
        cause: `Type: message` of the error.
        src: The folder of the project's own packages.
        lock: The file that pins packages from outside.
    """
    found = _NO_MODULE.search(cause)
    if not found:
        return []
    name = found[1]
    top = name.partition(".")[0]
    if (src / top).is_dir() or (src / f"{top}.py").is_file():
        return [
            f"{top} belongs to this project, in {src.name}/, and has no {name}. Correct the name."
        ]
    install = installing_all(lock)
    if _plain(top) in _locked(lock):
        if _has(top):
            again = installing(f"--force-reinstall --no-deps {top}")
            return [
                f"{top} is installed, but has no {name}. Correct the name; if that is right, the "
                f"package is damaged: {again}"
            ]
        return [f"{lock.name} lists {top}, but this Python does not have it. Type: {install}"]
    asked = lock.with_name("pyproject.toml")
    where = f"{asked.name}, make {lock.name} anew" if asked.is_file() else lock.name
    return [
        f"{lock.name} lists no package called {top}. If it has another name there, type: {install}",
        f"If it is new, add it to {where}, and type the same.",
    ]


def _has(package: str) -> bool:
    """Whether a package of this name is installed."""
    try:
        distribution(package)
    except PackageNotFoundError:
        return False
    return True


def _locked(lock: Path) -> set[str]:
    """The names of all pinned packages."""
    try:
        lines = lock.read_text("utf-8").splitlines()
    except OSError:
        return set()
    return {_plain(found[0]) for line in lines if (found := re.match(r"[A-Za-z0-9][\w.-]*", line))}


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
