"""`walkback init DIR`: lays out a new report that builds and passes its check at once."""

from __future__ import annotations

import re
import shlex
import shutil
import sys
from importlib.metadata import PackageNotFoundError, distribution, requires
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from walkback.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

STARTER = Path(__file__).with_name("starter")
LOCK = "requirements.lock"
OTHER_NAMES = {"gitignore": ".gitignore"}  # a hidden file here would act on this package itself
WORDS_IN = {"report.toml", "README.md"}  # the others are copied as they are
MADE_FROM = "# The packages that this report was begun with, walkback itself aside.\n"


def init_command(folder: Path | None) -> int:
    """Lay out a report and say what was written and what to type next; 0.

    Args:
        folder: Where; it is made if it is not there.

    Raises:
        UsageError: If no folder is given, or it has something in it.
    """
    if folder is None:
        raise UsageError("Lay out a report where? For example: walkback init my-report")
    written = lay_out(folder)
    listed = "\n".join(f"  {name}" for name in written)
    walkback = command()
    sys.stdout.write(
        f"A new report is in {folder}, with a small invented example:\n{listed}\n\n"
        f"Next:\n  cd {shlex.quote(str(folder))}\n"
        f"  {walkback} check   # looks at the data alone\n"
        f"  {walkback}         # makes report/{name_for(folder)}.html and .pdf\n"
        "README.md says how to add a fact, a source, a figure, a notebook.\n"
    )
    return 0


def lay_out(folder: Path) -> list[str]:
    """Write a new report into a folder that is empty or not there yet.

    A folder that holds nothing but `.git` counts as empty.

    Returns:
        The files written, relative to the folder, sorted.

    Raises:
        UsageError: If it has something in it, or is no folder.
    """
    _refuse_used(folder)
    words = {"name": name_for(folder)}
    written = {LOCK: pins().encode()}
    for path in sorted(STARTER.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            name = path.relative_to(STARTER).as_posix()
            content = path.read_bytes()
            if name in WORDS_IN:
                content = Template(content.decode("utf-8")).substitute(words).encode()
            written[OTHER_NAMES.get(name, name)] = content
    for name, content in written.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return sorted(written)


def name_for(folder: Path) -> str:
    """What the files of a report in this folder are called: small letters, digits, hyphens."""
    words = re.findall(r"[a-z0-9]+", folder.absolute().name.lower())
    return "-".join(words) or "report"


def command() -> str:
    """How this program is called again."""
    return "walkback" if shutil.which("walkback") else f"{shlex.quote(sys.executable)} -m walkback"


def pins() -> str:
    """The installed packages that the engine needs, as the text of a lock file."""
    found = sorted(_needed(["walkback"], {}).items())
    return MADE_FROM + "".join(f"{name}=={version}\n" for name, version in found if version)


def _needed(names: Iterable[str], known: dict[str, str]) -> dict[str, str]:
    """Versions of these packages and of all that they need, by name; "" for the engine itself."""
    for name in map(canonicalize_name, names):
        if name not in known:
            try:
                known[name] = "" if name == "walkback" else distribution(name).version
            except PackageNotFoundError:  # for another system, or not installed
                continue
            _needed(_requirements(name), known)
    return known


def _requirements(name: str) -> Iterator[str]:
    """The packages that an installed package needs here, its extras left aside."""
    try:
        texts = requires(name) or []
    except PackageNotFoundError:
        return
    for required in map(Requirement, texts):
        if required.marker is None or required.marker.evaluate({"extra": ""}):
            yield required.name


def _refuse_used(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder} is a file: name a folder that is not there yet.")
    used = folder.is_dir() and any(path.name != ".git" for path in folder.iterdir())
    if used:
        raise UsageError(
            f"{folder} is not empty, so nothing was written: name a folder that is not there yet, "
            "or an empty one."
        )
