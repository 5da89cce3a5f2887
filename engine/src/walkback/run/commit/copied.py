"""Files that a run may read: which they are, and copying one as it is at this moment."""

import contextlib
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import cache_from_source
from pathlib import Path

from walkback.hashing import sha256
from walkback.paths import SCRIPT
from walkback.patterns import comes_round, find
from walkback.project import FILE, Project
from walkback.run.plan.inputs import is_result
from walkback.run.plan.module_graph import MEMO
from walkback.run.plan.state import State

_SETTLED = 2_000_000_000  # nanoseconds: what is younger could change again within one tick
_CHECKED = 3  # flags of bytecode that Python holds to the hash of its source
_LEFT_OUT = {"__pycache__", "site-packages", ".ipynb_checkpoints"}
Sign = tuple[int, ...]


@dataclass(frozen=True)
class Copied:
    """A file that was copied.

    Attributes:
        source: Where it was.
        sign: What the system said of it when it was read.
        digest: The SHA-256 of the bytes that were read; "" if nobody may read it.
        made: Whether it is a result.
    """

    source: Path
    sign: Sign
    digest: str
    made: bool

    @property
    def untouched(self) -> bool:
        """Whether nobody has changed the file since."""
        return sign_of(self.source) == self.sign


def sources(project: Project) -> Iterator[str]:
    """The files that a run may read and that no notebook writes."""
    declared = [pattern for stage in project.stages for pattern in stage.inputs]
    declared += [pattern for check in project.checks for pattern in check.inputs]
    names = {FILE, SCRIPT, "pyproject.toml", project.lock}
    names.update(find(project.root, [*declared, *project.report]))
    for tree in ("data", *project.folders):
        names.update(_below(project.root, tree))
    for path in sorted(names):
        if (project.root / path).is_file() and not is_result(project, path):
            yield path


def results(project: Project, state: State) -> Iterator[str]:
    """What lies in the places for results, and what is remembered as one."""
    outputs = [pattern for stage in project.stages for pattern in stage.outputs]
    reports = {path for record in state.report.values() for path in record.outputs}
    names = {*find(project.out, outputs), *state.produced(), *reports}
    names |= {f"report/run/{name}" for name in (MEMO, *(f"{s.name}.ipynb" for s in project.stages))}
    yield from (path for path in sorted(names) if (project.out / path).is_file())


def _below(root: Path, tree: str) -> Iterator[str]:
    """Every file below a folder, links to folders followed, but for what Python or Jupyter left."""
    followed: dict[str, str] = {}
    for here, folders, files in os.walk(root / tree, followlinks=True):
        folders[:] = [name for name in folders if name not in _LEFT_OUT and name[:1] != "."]
        folders[:] = [name for name in folders if not comes_round(here, name, followed)]
        inner = Path(here).relative_to(root).as_posix()
        yield from (f"{inner}/{name}" for name in files)


def sign_of(path: Path) -> Sign | None:
    """What the system says of a file; None if it is not there."""
    try:
        return _sign(os.stat(path))  # noqa: PTH116
    except OSError:
        return None


def _sign(now: os.stat_result) -> Sign:
    return (now.st_dev, now.st_ino, now.st_size, now.st_mtime_ns, now.st_ctime_ns)


def holds(known: Copied | None, place: Path, made: bool) -> bool:
    """Whether a copy has what the file has now."""
    if known is None or (known.source, known.made) != (place, made) or sign_of(place) != known.sign:
        return False
    if not known.digest or time.time_ns() - max(known.sign[3:]) > _SETTLED:
        return True
    with contextlib.suppress(OSError):
        return sha256(place.read_bytes()) == known.digest
    return False


def copy(place: Path, target: Path, made: bool) -> Copied | None:
    """Read a file once: the bytes that are hashed are those that are written into the copy.

    Returns:
        What was copied; None if the file has just been deleted.
    """
    try:
        with place.open("rb") as file:
            now, content = os.fstat(file.fileno()), file.read()
    except PermissionError:  # nobody is to read it out of the copy either
        _write(target, b"")
        target.chmod(0)
        return Copied(place, sign_of(place) or (), "", made)
    except OSError:
        return None
    known = Copied(place, _sign(now), sha256(content), made)
    _write(target, content)
    os.utime(target, ns=(now.st_atime_ns, now.st_mtime_ns))
    if target.suffix == ".py":
        _copy_bytecode(place, target, known.sign)
    return known


def _write(target: Path, content: bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.unlink(missing_ok=True)
    target.write_bytes(content)


def _copy_bytecode(place: Path, target: Path, sign: Sign) -> None:
    """What a module was compiled to, if it is held to its source or was made after it."""
    with contextlib.suppress(OSError, NotImplementedError):
        compiled = Path(cache_from_source(str(place)))
        content = compiled.read_bytes()
        if content[4:5] == bytes([_CHECKED]) or compiled.stat().st_ctime_ns > sign[4]:
            copy = Path(cache_from_source(str(target)))
            copy.parent.mkdir(exist_ok=True)
            copy.write_bytes(content)
