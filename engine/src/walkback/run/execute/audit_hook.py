"""Runs inside a kernel: notes which files are opened, and refuses to write to those of the project.

Its text is sent to the kernel before the first cell, see `kernel_audit`, behind those of
`watched_places`, `plan.looked` and `fresh_code`. It sees what Python's audit events tell, and what
`asked_paths` adds: files that Python opens, folders listed, SQLite databases, libraries loaded, the files
that are named to another process. What a compiled library opens by itself (pyarrow) is not seen, nor
what another program opens that was not named to it.
"""

import errno
import json
import os
import sys
import threading
from typing import Any, Protocol

NAME = "_files_seen"
CHANGES = {  # where in its arguments an event has a path, and the folder that it is relative to
    "os.link": ((1, 3),),
    "os.remove": ((0, 1),),
    "os.rename": ((0, 2), (1, 3)),
    "os.symlink": ((1, 2),),
    "os.truncate": ((0, 0),),
}
STARTED = {"subprocess.Popen": 2, "os.exec": 9, "os.posix_spawn": 9, "os.system": 9}
READS = {"open", "os.listdir", "os.scandir", "os.mkdir", "import", "ctypes.dlopen"}
SQLITE = "sqlite3.connect"
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_IMPORT = "<frozen importlib"


class Known(Protocol):
    """What knows which paths count, see `watched_places.Places`."""

    def whole(self, target: object) -> str:
        """The absolute path, if it counts; else ""."""

    def inside(self, path: str) -> str:
        """The folder of the project that a path is in; else ""."""

    def unseen(self, path: str) -> bool:
        """Whether a path of the project is hidden or bytecode."""


class Watch:
    """What one kernel, and what it forked, did with files.

    Args:
        places: What knows which paths count.
        journal: The file in which forked processes tell what they saw; "" if nobody asks them.
    """

    def __init__(self, places: Known, journal: str = "") -> None:
        self.places = places
        self.journal = journal
        self.pid = os.getpid()
        self.before = set(sys.modules)
        self.paths = [path for path in sys.path if path and not places.inside(path)]
        self.made: set[str] = set()
        self.seen: dict[str, dict[str, Any]] = {
            part: {} for part in ("read", "listed", "written", "loaded", "looked", "links")
        }
        self.busy = threading.local()

    def hook(self, event: str, args: tuple[Any, ...]) -> None:
        """Take an audit event; see sys.addaudithook.

        Raises:
            PermissionError: If a file of the project would be written.
        """
        known = event in READS or event in CHANGES or event == SQLITE or event in STARTED
        if not known or getattr(self.busy, "now", False):
            return
        self.busy.now, refused = True, ""
        try:
            refused = self._take(event, args, _caller())
        except Exception:  # noqa: BLE001 - a fault in here must not become one of the notebook
            return
        finally:
            self.busy.now = False
        if refused:
            raise PermissionError(
                errno.EACCES, "a notebook writes below WALKBACK_WRITE alone, not to", refused
            )

    def _take(self, event: str, args: tuple[Any, ...], frame: Any) -> str:
        """Note an event; returns the path that must not be changed, or ""."""
        if event in CHANGES:
            return self._changed(event, args)
        if event == "open":
            return self._opened(args, frame)
        if event in STARTED:
            self._started(event, args)
        elif event == SQLITE:
            self.database(args[0])
        elif event == "os.mkdir":
            self._make(args[0])
        elif event in {"import", "ctypes.dlopen"}:
            self.note("loaded", args[1] if event == "import" else args[0])
        elif not _imports(frame):
            self._listed(event, "." if args[0] is None else args[0], frame)
        return ""

    def note(self, part: str, target: object, told: Any = None) -> str:
        """Note a path if it counts, and give it; "" if not.

        Args:
            part: What happened to it: a key of `seen`.
            target: The path.
            told: What was told of it; None for the cell in which it happened.
        """
        path = self.places.whole(target) if target else ""
        if not path or self._own(path):
            return ""
        if path not in self.seen[part]:
            self.seen[part][path] = told = _cell() if told is None else told
            if os.getpid() != self.pid:
                self._tell(part, path, told)
        return path

    def _own(self, path: str) -> bool:
        """Whether a path outside of the project was made by this very process."""
        if self.places.inside(path):
            return False
        return any(path == one or path.startswith(one + os.sep) for one in self.made)

    def _make(self, target: object) -> None:
        path = self.places.whole(target)
        if path and not self.places.inside(path) and not os.path.lexists(path):
            self.made.add(path)

    def _changed(self, event: str, args: tuple[Any, ...]) -> str:
        """Remember what would be changed and must not; returns it, or ""."""
        for place, folder in CHANGES[event]:
            relative_to = args[folder] if folder != place else -1
            if relative_to != -1:
                continue
            path = self.places.whole(args[place])
            if path and self.places.inside(path) and not self.places.unseen(path):
                return self.note("written", path)
            self._make(args[place])
        return ""

    def _opened(self, args: tuple[Any, ...], frame: Any) -> str:
        """Remember what is read; returns it if it would be written."""
        target, mode, flags = args
        if isinstance(target, int) or (mode is None and not os.path.isabs(os.fsdecode(target))):  # noqa: PTH117
            return ""  # os.open, relative: `asked_paths` knows to which folder
        path = self.places.whole(target)
        if path and _writes(mode, flags):
            if self.places.inside(path):
                return "" if self.places.unseen(path) else self.note("written", path)
            self._make(path)
        elif path and not _bytecode_of_ours(path, frame) and not _for_a_warning(frame):
            self.note("loaded" if _imports(frame) else "read", path)
        return ""

    def _listed(self, event: str, target: object, frame: Any) -> None:
        path = "" if isinstance(target, int) else self.places.whole(target)
        if not path or self.places.unseen(path) or not self.note("listed", path):
            return
        if event == "os.scandir" and not _in_library(frame):
            for name in os.listdir(path):  # noqa: PTH208 - an entry tells its size to who asks
                inner = os.path.join(path, name)  # noqa: PTH118
                if os.path.isfile(inner) and not self.places.unseen(inner):  # noqa: PTH113
                    self.note("read", inner)

    def database(self, given: Any) -> None:
        """A database, and what lies beside it."""
        from urllib.parse import unquote

        text = os.fsdecode(given)
        if text.startswith("file:"):
            text = unquote(text[5:].partition("?")[0])
        if text in {"", ":memory:"} or not self.note("read", text):
            return
        for end in ("-wal", "-journal"):
            self.note("read", text + end)

    def _started(self, event: str, args: tuple[Any, ...]) -> None:
        """The files that are named to another process."""
        import shlex

        place, words = STARTED[event], []
        folder = os.fsdecode(args[place]) if len(args) > place and args[place] else "."
        for given in args[:2]:
            texts = [given] if isinstance(given, (str, bytes, os.PathLike)) else given or ()
            for text in map(os.fsdecode, texts):
                words += [text, *_split(shlex, text)]
        for word in {part for one in words for part in (one, one.rpartition("=")[2]) if part}:
            path = os.path.join(folder, word)  # noqa: PTH118
            if os.path.isfile(path):  # noqa: PTH113
                self.note("read", path)
            elif os.path.isdir(path) and word != folder:  # noqa: PTH112
                self.note("listed", path)

    def _tell(self, part: str, path: str, told: object) -> None:
        """In a forked process: write down what was seen."""
        if self.journal:
            line = json.dumps([part, path, told]) + "\n"
            with open(self.journal, "a", encoding="utf-8") as file:  # noqa: PTH123
                file.write(line)

    def _join(self) -> None:
        """Take in what forked processes told."""
        if not os.path.isfile(self.journal):  # noqa: PTH113
            return
        with open(self.journal, encoding="utf-8") as file:  # noqa: PTH123
            for part, path, told in map(json.loads, file):
                self.seen[part].setdefault(path, told)

    def imported_before(self) -> None:
        """Note the modules that were there before anybody watched, as in a server that forks."""
        for name in self.before:
            if name.partition(".")[0] not in {"walkback", "__main__"}:
                self.note("loaded", _file_of(sys.modules.get(name)), [])
        if drawing := sys.modules.get("matplotlib"):
            self.note("read", drawing.matplotlib_fname(), [])

    def told(self) -> str:
        """Everything that was seen, as JSON."""
        self.busy.now = True
        try:
            self._join()
            for name, module in list(sys.modules.items()):
                if name not in self.before:
                    self.note("loaded", _file_of(module), [])
        finally:
            self.busy.now = False
        seen = {part: found for part, found in self.seen.items() if part != "loaded"}
        loaded = self.seen["loaded"]
        ours = [path for path in loaded if self.places.inside(path) or self._on_path(path)]
        foreign = {path: spot for path, spot in loaded.items() if path not in ours}
        return json.dumps(
            {
                **seen,
                "read": {**seen["read"], **foreign},
                "modules": sorted(ours),
                "imported": sorted({name.partition(".")[0] for name in list(sys.modules)}),
                "peak": peak_memory(),
            }
        )

    def _on_path(self, path: str) -> bool:
        """Whether a module outside is of a package installed in place (`pip install -e`)."""
        return any(path.startswith(folder + os.sep) for folder in self.paths)


def _caller() -> Any:
    """The frame in which an event came up."""
    frame = sys._getframe(2)
    while frame.f_code.co_name == "hook" and frame.f_back:
        frame = frame.f_back
    return frame


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


def _imports(frame: Any) -> bool:
    """Whether the import system itself asks, or what looks for installed packages."""
    name = frame.f_code.co_filename
    return name.startswith(_IMPORT) or f"importlib{os.sep}metadata" in name


def _bytecode_of_ours(path: str, frame: Any) -> bool:
    """Whether this is bytecode that is held to its source, see `fresh_code`."""
    asked = frame.f_back.f_code.co_name if frame.f_back else ""
    return f"{os.sep}__pycache__{os.sep}" in path and asked == "fresh_code"


def _for_a_warning(frame: Any) -> bool:
    """Whether a line of source is looked up to be shown with a warning."""
    for _ in range(8):
        if frame is None:
            return False
        if frame.f_code.co_filename.endswith(f"{os.sep}warnings.py"):
            return True
        frame = frame.f_back
    return False


def _in_library(frame: Any) -> bool:
    """Whether Python's own library asks, which takes nothing but names and kinds."""
    return bool(frame.f_code.co_filename.startswith((os.path.dirname(os.__file__), "<frozen")))  # noqa: PTH120


def _split(shlex: Any, text: str) -> list[str]:
    try:
        return list(shlex.split(text)) if len(text) < 10_000 else []
    except ValueError:
        return text.split()


def _file_of(module: object) -> str:
    file = getattr(module, "__dict__", {}).get("__file__")
    return file if isinstance(file, str) else ""


def peak_memory() -> int | None:
    """The most memory that this process had at once, in bytes."""
    try:
        import resource
    except ImportError:  # Windows
        return None
    size = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return size if sys.platform == "darwin" else size * 1024
