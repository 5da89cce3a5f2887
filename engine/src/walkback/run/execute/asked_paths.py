"""Runs inside a kernel: notes what is asked about a path without opening it, of which no event tells.

`os.stat`, `os.access`, `os.readlink` and a relative `os.open` raise no audit event that says enough. Here
they are functions that note first and then do what they always did; `os.path` and `pathlib` go
through them.
"""

import os
import sys
import types
from collections.abc import Callable
from functools import wraps
from typing import Any, Protocol

SIZES = {"getsize", "getmtime", "getatime", "getctime"}
_STAT = {"stat", "lstat"}
_WAYS = {"realpath", "_joinrealpath"}


class Notes(Protocol):
    """What keeps what was seen, see `audit_hook.Watch`."""

    busy: Any
    places: Any
    told: Callable[[], str]
    hook: Callable[[str, tuple[Any, ...]], None]

    def database(self, given: Any) -> None:
        """Note a database."""

    def note(self, part: str, target: object, told: Any = None) -> str:
        """Note a path if it counts."""


def replace_functions(
    watch: Notes, kind_of: Callable[[str], str], target_of: Callable[[str], str]
) -> None:
    """Have the functions of `os` that ask about a path note it."""

    def stat(path: object, frame: Any) -> None:
        if frame.f_code.co_filename.endswith(f"{os.sep}linecache.py"):
            return
        if frame.f_code.co_name in _WAYS:
            return  # it looks for links alone, which `readlink` tells
        whole = watch.places.whole(path)
        if whole and not watch.places.unseen(whole):
            watch.note("looked", whole, kind_of(whole))
            if _asks_for_more(frame) and os.path.isfile(whole):  # noqa: PTH113
                watch.note("read", whole)

    def readlink(path: object, _frame: Any) -> None:
        whole = watch.places.whole(path)
        if whole and not watch.places.unseen(whole):
            watch.note("links", whole, target_of(whole))

    for name, note in {"stat": stat, "lstat": stat, "access": stat, "readlink": readlink}.items():
        _replace(name, _telling(getattr(os, name), note, watch))
    _replace("open", _opening(os.open, watch))


def watch_attached(watch: Notes) -> None:
    """Have connections to SQLite databases note what a statement attaches.

    A path that is not written out in the statement cannot be told: it is not attached.
    """
    import sqlite3

    ordinary: Any = sqlite3.connect

    def authorize(action: int, first: str | None, *_: object) -> int:
        if action != sqlite3.SQLITE_ATTACH:
            return sqlite3.SQLITE_OK
        if first is None:
            return sqlite3.SQLITE_DENY
        watch.database(first)
        return sqlite3.SQLITE_OK

    def connected(*args: Any, **options: Any) -> Any:
        made: sqlite3.Connection = ordinary(*args, **options)
        made.set_authorizer(authorize)
        return made

    for module in (sqlite3, sqlite3.dbapi2):
        setattr(module, "connect", wraps(ordinary)(connected))  # noqa: B010 - it is typed otherwise


def _telling(
    function: Callable[..., Any], note: Callable[[object, Any], None], watch: Notes
) -> Callable[..., Any]:
    @wraps(function)
    def told(path: Any, *args: Any, **options: Any) -> Any:
        if not getattr(watch.busy, "now", False) and options.get("dir_fd") is None:
            watch.busy.now = True
            try:
                note(path, sys._getframe(1))
            except Exception:  # noqa: BLE001, S110 - a fault in here must not become one of the notebook
                pass
            finally:
                watch.busy.now = False
        return function(path, *args, **options)

    return told


def _opening(function: Callable[..., int], watch: Notes) -> Callable[..., int]:
    @wraps(function)
    def opened(path: Any, flags: int, *args: Any, **options: Any) -> int:
        if options.get("dir_fd") is None and isinstance(path, (str, bytes, os.PathLike)):
            watch.hook("open", (os.path.abspath(os.fsdecode(path)), None, flags))  # noqa: PTH100
        return function(path, flags, *args, **options)

    return opened


def _replace(name: str, function: Callable[..., Any]) -> None:
    """Put a function in its place in `os`, and in the sets that say what it can do."""
    before = getattr(os, name)
    for known in (os.supports_dir_fd, os.supports_fd, os.supports_follow_symlinks):
        if before in known:
            known.add(function)
    if before in os.supports_effective_ids:
        os.supports_effective_ids.add(function)
    setattr(os, name, function)


def _asks_for_more(frame: Any) -> bool:
    """Whether more is asked than whether something is there: size or time."""
    library = os.path.dirname(os.__file__)  # noqa: PTH120
    name = frame.f_code.co_name
    while frame.f_back and name in _STAT and frame.f_code.co_filename.startswith(library):
        frame = frame.f_back
        name = frame.f_code.co_name
    return name in SIZES or not frame.f_code.co_filename.startswith((library, "<frozen"))


def module_of(watch: Notes, name: str) -> types.ModuleType:
    """The module through which the kernel is asked what was seen."""
    module = types.ModuleType(name)
    module.told = watch.told  # type: ignore[attr-defined]
    return module
