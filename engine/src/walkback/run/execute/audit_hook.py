"""Runs inside a kernel: notes which files of the project are opened, and refuses to write to them.

Its text is sent to the kernel before the first cell, see `watch`; nothing of this package is
imported there. What it sees is what Python's audit events tell: files opened by Python, folders
listed, SQLite databases connected to. What a compiled library opens by itself (pyarrow) or another
process opens is not seen.
"""

import errno
import json
import os
import sys
import types
from typing import Any

NAME = "_files_seen"
READS = {"open", "os.listdir", "os.scandir", "sqlite3.connect"}
CHANGES = {  # where in its arguments an event has a path, and the folder that it is relative to
    "os.link": ((1, 3),),
    "os.remove": ((0, 1),),
    "os.rename": ((0, 2), (1, 3)),
    "os.symlink": ((1, 2),),
    "os.truncate": ((0, 0),),
}
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


class Watch:
    """What one kernel did with the files of a project.

    Args:
        places: The folders that are watched, without a separator at the end.
        write: The folder below them in which anything may be done.
    """

    def __init__(self, places: list[str], write: str) -> None:
        self.places = tuple(sorted((place + os.sep for place in places), key=len, reverse=True))
        self.write = write + os.sep
        self.installed = tuple({sys.prefix + os.sep, sys.exec_prefix + os.sep})
        self.before = set(sys.modules)
        self.read: dict[str, list[int]] = {}
        self.listed: dict[str, list[int]] = {}
        self.written: dict[str, list[int]] = {}

    def hook(self, event: str, args: tuple[Any, ...]) -> None:
        """Take an audit event; see sys.addaudithook.

        Raises:
            PermissionError: If a file of the project would be written.
        """
        if event not in READS and event not in CHANGES:
            return
        try:
            refused = self._changed(event, args) if event in CHANGES else self._opened(event, args)
        except Exception:  # noqa: BLE001 - a fault in here must not become one of the notebook
            return
        if refused:
            raise PermissionError(
                errno.EACCES, "a notebook writes below WALKBACK_WRITE alone, not to", refused
            )

    def _changed(self, event: str, args: tuple[Any, ...]) -> str:
        """Remember what would be changed and must not; returns it, or ""."""
        for place, folder in CHANGES[event]:
            relative_to = args[folder] if folder != place else -1
            if relative_to == -1 and (path := self._inside(args[place])):
                self.written.setdefault(path, _cell())
                return path
        return ""

    def _opened(self, event: str, args: tuple[Any, ...]) -> str:
        """Remember what is read; returns it if it would be written."""
        target, mode, flags = (*args, None, None)[:3]
        if event == "open" and mode is None and not os.path.isabs(os.fsdecode(target)):  # noqa: PTH117
            return ""  # os.open: it may be relative to a folder that the event does not tell
        if event == "sqlite3.connect" and str(target).startswith("file:"):
            target = str(target)[5:].partition("?")[0]
        path = self._inside("." if target is None else target)
        if path and event == "open" and _writes(mode, flags):
            self.written.setdefault(path, _cell())
            return path
        if path and event in {"open", "sqlite3.connect"}:
            self.read.setdefault(path, _cell())
        elif path and not _asked_by_import():
            self.listed.setdefault(path, _cell())
        return ""

    def _inside(self, target: object) -> str:
        """The absolute path, if it is one of the project that counts; else ""."""
        if isinstance(target, int):
            return ""
        path = os.fsdecode(target)  # type: ignore[arg-type]
        if path[:1] == os.sep and ".." not in path and not (path + os.sep).startswith(self.places):
            return ""  # most of what a process opens: decide it at once
        path = os.path.abspath(path)  # noqa: PTH100
        place = next((one for one in self.places if (path + os.sep).startswith(one)), "")
        if not place or (path + os.sep).startswith((self.write, *self.installed)):
            return ""
        names = path[len(place) :].split(os.sep)  # noqa: PTH206 - texts alone: it runs very often
        spared = any(n.startswith(".") or n in {"__pycache__", "site-packages"} for n in names)
        return "" if spared else path

    def told(self) -> str:
        """Everything that was seen, as JSON."""
        loaded = [m for n, m in list(sys.modules.items()) if n not in self.before]
        files = {getattr(m, "__dict__", {}).get("__file__") for m in loaded}
        paths = {self._inside(file) for file in files if isinstance(file, str)}
        return json.dumps(
            {
                "read": self.read,
                "listed": self.listed,
                "written": self.written,
                "modules": sorted(paths - {""}),
                "imported": sorted({name.partition(".")[0] for name in list(sys.modules)}),
                "peak": peak_memory(),
            }
        )


def _writes(mode: object, flags: object) -> bool:
    if isinstance(mode, str):
        return any(letter in mode for letter in "wax+")
    return isinstance(flags, int) and bool(flags & WRITING)


def _cell() -> list[int]:
    """Execution count and line of the cell that is running; empty where no cell is."""
    kernel = f"{os.sep}ipykernel_{os.getpid()}"  # the folder that ipykernel says cells are in
    frame = sys._getframe(1)
    while frame is not None:
        if os.path.dirname(frame.f_code.co_filename).endswith(kernel):  # noqa: PTH120
            shell = sys.modules["IPython"].get_ipython()
            return [len(shell.user_ns["In"]) - 1, frame.f_lineno]
        frame = frame.f_back  # type: ignore[assignment]
    return []


def _asked_by_import() -> bool:
    """Whether the import system itself lists a folder."""
    return "importlib" in sys._getframe(3).f_code.co_filename


def peak_memory() -> int | None:
    """The most memory that this process had at once, in bytes."""
    try:
        import resource
    except ImportError:  # Windows
        return None
    size = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return size if sys.platform == "darwin" else size * 1024


def start(places: list[str], write: str) -> None:
    """Watch from now on, to the end of this process; the module `NAME` tells what was seen."""
    watch = Watch(places, write)
    module = types.ModuleType(NAME)
    module.told = watch.told  # type: ignore[attr-defined]
    sys.modules[NAME] = module
    sys.addaudithook(watch.hook)
