"""The installed packages that some imported modules are of, found by the files that they list."""

import os
import sys
from collections.abc import Collection, Iterator
from functools import cache
from pathlib import Path

_SUFFIX = ".dist-info"


def imported_packages(modules: Collection[str]) -> str:
    """`numpy-2.1.0 pandas-2.3.0`: the packages of these modules, as `cache_key.packages` reads it.

    A package whose modules are elsewhere (installed with `-e`) is always among them.

    Args:
        modules: Names of imported modules; what comes after a dot does not matter.
    """
    tops = {name.partition(".")[0] for name in modules}
    return " ".join(sorted(name for name, own in _installed(*sys.path) if not own or own & tops))


@cache
def _installed(*folders: str) -> tuple[tuple[str, frozenset[str]], ...]:
    """Each installed package as `NAME-VERSION`, and the names of its modules."""
    found = [one for folder in folders if folder for one in Path(folder).glob(f"*{_SUFFIX}")]
    return tuple((one.name.removesuffix(_SUFFIX), frozenset(_modules(one))) for one in found)


def _modules(folder: Path) -> Iterator[str]:
    """The modules that a package's list of files has, each by its first name."""
    try:
        lines = (folder / "RECORD").read_text("utf-8", errors="replace").splitlines()
    except OSError:
        return
    for line in lines:
        first, below, _ = line.partition(",")[0].replace(os.sep, "/").partition("/")
        if below and first.isidentifier():
            yield first
        elif first.endswith((".py", ".so", ".pyd")):
            yield first.partition(".")[0]
