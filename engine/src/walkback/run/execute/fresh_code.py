"""Runs inside a kernel: a module that is not installed is what its source says, never older bytecode.

Python believes bytecode by the size and the time of its source, and does not open the source then.
Here the source is always read, which is also how the watch sees that it was loaded, whatever way led to
it; bytecode is kept and used only with the hash of its source in it (PEP 552).
"""

import _imp
import marshal
import os
import sysconfig
from importlib.machinery import SourceFileLoader
from importlib.util import MAGIC_NUMBER, cache_from_source, source_hash
from types import CodeType
from typing import Any

_CHECKED = (0b11).to_bytes(4, "little")
_PYTHON = (os.path.dirname(os.__file__) + os.sep, sysconfig.get_path("platstdlib") + os.sep)  # noqa: PTH120
_INSTALLED = ("site-packages", "dist-packages")


def installed(path: str) -> bool:
    """Whether a module is Python's own or of an installed package."""
    parts = path.split(os.sep)  # noqa: PTH206 - texts alone
    return path.startswith(_PYTHON) or any(name in parts for name in _INSTALLED)


def fresh_code(loader: Any, source: bytes, path: str) -> CodeType:
    """The code of a module: out of its bytecode if that was made from this very source.

    Args:
        loader: What reads and writes its files.
        source: The bytes of its source.
        path: Where that is.
    """
    head = MAGIC_NUMBER + _CHECKED + source_hash(source)
    try:
        kept = cache_from_source(path)
    except NotImplementedError:
        return loader.source_to_code(source, path)  # type: ignore[no-any-return]
    try:
        found = loader.get_data(kept)
        code = marshal.loads(found[len(head) :]) if found.startswith(head) else None  # noqa: S302
    except (OSError, EOFError, ValueError, TypeError):
        code = None
    if isinstance(code, CodeType):
        if code.co_filename != path:  # made of the same source in another place
            _imp._fix_co_filename(code, path)  # type: ignore[attr-defined]
        return code
    code = loader.source_to_code(source, path)
    loader.keep(kept, head + marshal.dumps(code))
    return code  # type: ignore[no-any-return]


def install() -> None:
    """Load modules in this way from now on, in this process."""
    import sys

    ordinary = SourceFileLoader.get_code
    if getattr(ordinary, "fresh", False):
        return

    def keep(loader: SourceFileLoader, path: str, content: bytes) -> None:
        if not sys.dont_write_bytecode:
            loader.set_data(path, content)  # which fails silently

    def get_code(loader: SourceFileLoader, name: str) -> CodeType | None:
        path = loader.get_filename(name)
        if installed(path):
            return ordinary(loader, name)
        return fresh_code(loader, loader.get_data(path), path)

    get_code.fresh = True  # type: ignore[attr-defined]
    SourceFileLoader.keep = keep  # type: ignore[attr-defined]
    SourceFileLoader.get_code = get_code  # type: ignore[assignment, method-assign]
