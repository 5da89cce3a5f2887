"""What was asked about a path without opening it: whether it is there, as what, where a link leads."""

import os
import stat

LINK = " (link)"
"""What stands behind a path of which it was asked where it leads."""


def kind_of(path: str) -> str:
    """`file`, `folder`, `other`, or "" where there is nothing."""
    try:
        mode = os.stat(path).st_mode  # noqa: PTH116 - asked very often
    except (OSError, ValueError):
        return ""
    if stat.S_ISREG(mode):
        return "file"
    return "folder" if stat.S_ISDIR(mode) else "other"


def target_of(path: str) -> str:
    """Where a link leads, or "" where there is none."""
    try:
        return os.readlink(path)  # noqa: PTH115
    except (OSError, ValueError):
        return ""


def asked_now(path: str) -> str:
    """The answer as it is now; for a path with `LINK` behind it, where it leads."""
    if path.endswith(LINK):
        return target_of(path.removesuffix(LINK))
    return kind_of(path)
