"""Watching this process while it renders the report: what is read must be declared as well."""

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from sys import addaudithook
from typing import Any

from walkback.errors import RunError
from walkback.project import FILE, Project
from walkback.run.execute.audit_hook import Watch
from walkback.run.execute.watched_places import Places


class _Switch:
    """The one hook of this process, which can never be taken out again, only turned off."""

    def __init__(self) -> None:
        self.watch: Watch | None = None
        addaudithook(self.hook)

    def hook(self, event: str, args: tuple[Any, ...]) -> None:
        """Pass an event on while somebody watches."""
        if self.watch is not None:
            self.watch.hook(event, args)


_switches: list[_Switch] = []


@contextmanager
def declared_alone(
    project: Project,
    declared: Collection[str],
    untouched: Callable[[str], bool] = lambda _path: True,
) -> Iterator[None]:
    """Refuse what is read inside and not declared; a file of the project cannot be written.

    Args:
        project: Where things are.
        declared: What may be read, relative to the checkout or to `out`.
        untouched: Whether a file outside of the run's own copy still is as it was copied.

    Raises:
        RunError: At the end, naming all such files.
    """
    if not _switches:
        _switches.append(_Switch())
    places = Places(map(str, project.places), [str(project.known.run_dir / ".staging")])
    watch = Watch(places)
    _switches[0].watch = watch
    try:
        yield
    finally:
        _switches[0].watch = None
    seen = [path for path in watch.seen["read"] if places.inside(path) and Path(path).is_file()]
    found = [project.name_of(path) for path in seen if not places.unseen(path)]
    for path in seen:
        if not Path(path).is_relative_to(project.root) and not untouched(path):
            raise RunError(f"{project.name_of(path)} was saved while the report was made from it.")
    if unasked := sorted(set(found) - set(declared)):
        told = "\n".join(f'  add "{name}"' for name in unasked)
        raise RunError(
            f"The report was made from files that nobody named. In {FILE}, [report], inputs:\n{told}"
        )
