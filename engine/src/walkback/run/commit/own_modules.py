"""Modules of the checkout in this very process: those that a run imports come from its own copy."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

import walkback
from walkback import hooks
from walkback.errors import RunError
from walkback.project import Project
from walkback.run.commit.world import World

_TICK = 20_000_000  # nanoseconds by which the time of a file may be behind the clock


def refuse_other_modules(world: World) -> None:
    """Refuse to go on where a module was saved between its import and the copy.

    Raises:
        RunError: Naming it.
    """
    project = world.project.known
    for name, module in list(sys.modules.items()):
        since = _since(name)
        if since is None:
            continue
        path = _inside(project.root, getattr(module, "__file__", None))
        copied = world.files.get(path) if path else None
        if copied and since - _TICK <= copied.sign[4] <= world.taken:
            raise RunError(f"{path} was saved just as this run began. Nothing was run.")


def _since(name: str) -> int | None:
    """When the first module of a package of the report or of the engine was imported."""
    top = name.partition(".")[0]
    return walkback.STARTED if top == walkback.__name__ else hooks.IMPORTED.get(top)


@contextmanager
def modules_of(project: Project) -> Iterator[None]:
    """Let imports inside find modules of the checkout in the copy alone."""
    root, copy = project.known.root, project.root
    path, packages, before = list(sys.path), _packages(root), set(sys.modules)
    sys.path[:] = [_copied(root, copy, entry) for entry in path]
    for module, folders in packages:
        module.__path__ = [_copied(root, copy, folder) for folder in folders]
    try:
        yield
    finally:
        for name in set(sys.modules) - before:
            if _inside(copy, getattr(sys.modules[name], "__file__", None)):
                del sys.modules[name]
        sys.path[:] = path
        for module, folders in packages:
            module.__path__ = folders


def _packages(root: Path) -> list[tuple[ModuleType, list[str]]]:
    """The packages of the checkout that are imported, and the folders of their modules."""
    found = [(module, getattr(module, "__path__", None)) for module in list(sys.modules.values())]
    return [
        (module, list(folders))
        for module, folders in found
        if isinstance(folders, list) and any(_inside(root, one) for one in folders)
    ]


def _copied(root: Path, copy: Path, folder: str) -> str:
    inner = _inside(root, folder)
    return str(copy / inner) if inner and (copy / inner).is_dir() else folder


def _inside(root: Path, path: object) -> str:
    """A path relative to a folder; "" if it is not in it, or among installed packages."""
    if not isinstance(path, str) or not path:
        return ""
    whole = Path(path) if Path(path).is_relative_to(root) else Path(path).resolve()
    if not whole.is_relative_to(root) or whole.is_relative_to(sys.prefix):
        return ""
    inner = whole.relative_to(root).as_posix()
    return "" if inner == "." else inner
