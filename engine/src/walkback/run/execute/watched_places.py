"""Runs inside a kernel: which paths count for a report: those of the project, and those of nobody's."""

import os
import site
import sys
import sysconfig
from collections.abc import Iterable

SYSTEM = (
    *("/bin", "/boot", "/dev", "/etc", "/lib", "/lib64", "/nix", "/proc", "/run", "/sbin", "/sys"),
    *("/usr", "/opt/homebrew", "/opt/local", "/var/cache", "/var/lib"),
    *("/Applications", "/Library", "/System", "/private/etc"),
)
"""Where a system has what belongs to it: it is no part of a report."""

NOT_SYSTEM = ("/dev/shm", "/usr/local/src")  # noqa: S108 - nothing is made there
_FONTS = {"fonts", ".fonts", "Fonts"}


class Places:
    """Tells the paths of a project, of its environment and of the system apart.

    Args:
        project: The folders that belong to the project, without a separator at the end.
        apart: Further folders of which nothing counts.
    """

    def __init__(self, project: Iterable[str], apart: Iterable[str] = ()) -> None:
        ranks = {place + os.sep: False for place in (*SYSTEM, *_python())}
        ranks |= {place + os.sep: True for place in NOT_SYSTEM}
        inside = {place + os.sep for place in project}
        ranks |= dict.fromkeys(inside, True) | {place + os.sep: False for place in apart}
        self._inside = sorted(inside, key=len, reverse=True)
        self._ranks = sorted(ranks.items(), key=lambda one: len(one[0]), reverse=True)
        self._at_once = tuple(
            place
            for place, counts in ranks.items()
            if not counts and not any(other.startswith(place) for other in ranks if ranks[other])
        )
        self._real: dict[str, str] = {}

    def whole(self, target: object) -> str:
        """The absolute path of what was asked for, if it counts; else "".

        A path outside that leads into the project, through a link, is given as one inside.
        """
        if isinstance(target, int):
            return ""
        path = os.fsdecode(target)  # type: ignore[arg-type]
        if path.startswith(self._at_once) and ".." not in path and path[:6] != "/proc/":
            return ""  # most of what a process opens: decide it at once
        path = os.path.abspath(_without_dots(path))  # noqa: PTH100 - texts alone: it runs very often
        if path.startswith("/proc/"):
            path = os.path.realpath(path)
        counts = self._counts(path)
        if counts is None or (counts and not self.inside(path)):
            real = self._real.setdefault(path, os.path.realpath(path))
            if self.inside(real):
                return real if self._counts(real) else ""
            return "" if _of_the_system(path) or self._counts(real) is False else path
        return path if counts else ""

    def inside(self, path: str) -> str:
        """The folder of the project that a path is in; "" if it is outside."""
        path += os.sep
        return next((place for place in self._inside if path.startswith(place)), "")

    def unseen(self, path: str) -> bool:
        """Whether a path of the project is hidden, bytecode, or of an installed package."""
        place = self.inside(path)
        names = path[len(place) :].split(os.sep) if place else []  # noqa: PTH206
        return any(n.startswith(".") or n in {"__pycache__", "site-packages"} for n in names)

    def _counts(self, path: str) -> bool | None:
        """Whether the innermost known folder around a path counts; None if there is none."""
        path += os.sep
        return next((counts for place, counts in self._ranks if path.startswith(place)), None)


def _without_dots(path: str) -> str:
    """The path without `..`, which lead out of the folder that a link stands for."""
    start, dots, rest = path.rpartition(os.sep + "..")
    return os.path.realpath(start + dots) + rest if dots else path


def _of_the_system(path: str) -> bool:
    """Whether a path outside of all known folders is a font, a package or a cell's own name."""
    names = path.split(os.sep)  # noqa: PTH206 - texts alone
    return (
        not _FONTS.isdisjoint(names)
        or names[-1].startswith("fontlist")  # what matplotlib knows about the system's fonts
        or "site-packages" in names
        or any(name.startswith("ipykernel_") for name in names)
    )


def _python() -> set[str]:
    """Where Python and what is installed for it are."""
    found = {sys.prefix, sys.exec_prefix, sys.base_prefix, site.getusersitepackages()}
    found |= {sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib")}
    found |= {os.path.realpath(place) for place in found}
    return {place for place in found if place and place != os.sep}
