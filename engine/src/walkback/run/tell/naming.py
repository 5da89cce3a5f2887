"""Paths of a run's own copy, as the author of the report knows them."""

import os
import re
from functools import partial
from pathlib import Path

from walkback.patterns import matches
from walkback.project import Project

_OWN = r"(?:world|\d+/[^/\s'\"\\]+)"  # the copy, or where one notebook writes
_END = r"(?![\w.-])"
_REST = r"(?P<rest>(?:/[^\s'\"\\,:;()<>\[\]]*)?)"


def as_known(project: Project, text: str) -> str:
    """A text in which every path of the run's own copy is that of the author's file.

    Args:
        project: The copy; another project changes nothing.
        text: What a cell printed, a message, or a whole notebook.
    """
    if not project.author:
        return text
    staging = project.known.run_dir / ".staging"
    places = {staging: f"/{_OWN}"}
    if not project.root.is_relative_to(staging):  # a copy that several runs share
        places[project.root] = _END
    for place, inner in places.items():
        for shown in _forms(place):
            if shown in text:
                own = f"{re.escape(shown)}{inner}{_REST}"
                text = re.sub(own, partial(_known, project, shown), text)
    return text


def _forms(path: Path) -> list[str]:
    """A folder as it may be written: whole, from the home folder, from the working directory."""
    whole, home = str(path), str(Path("~").expanduser())
    forms = [whole]
    if whole.startswith(f"{home}{os.sep}"):
        forms.append(f"~{whole[len(home) :]}")
    near = os.path.relpath(whole)
    return forms if near.startswith(os.pardir) else [*forms, near]


def _known(project: Project, shown: str, found: re.Match[str]) -> str:
    """What stands in the place of a folder written as `shown` and of what follows it."""
    name = found["rest"].removeprefix("/")
    results = [pattern for stage in project.stages for pattern in stage.outputs]
    base = project.known.out if matches(name, [*results, "report/**"]) else project.known.root
    if shown.startswith("~"):
        home = str(Path("~").expanduser())
        return f"~{str(base / name).removeprefix(home)}"
    return str(base / name) if Path(shown).is_absolute() else os.path.relpath(base / name)
