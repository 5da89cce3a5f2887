"""Compiled modules that Python would believe although their source is another one by now."""

import contextlib
from importlib.util import cache_from_source
from pathlib import Path


def forget_stale(folder: Path) -> None:
    """Delete what was compiled before its source was last changed.

    Python compares size and time of the source alone. Both stay the same when a clock was set
    back, or when another version came out of an archive: a kernel would run the old code, while
    the hash of the source says that it ran the new one. The system's own time of the last change
    of a file cannot be set by hand.

    Args:
        folder: The project's packages; what cannot be deleted there is left.
    """
    for source in folder.rglob("*.py"):
        with contextlib.suppress(OSError, NotImplementedError):
            compiled = Path(cache_from_source(str(source)))
            if compiled.stat().st_ctime_ns <= source.stat().st_ctime_ns:
                compiled.unlink()
