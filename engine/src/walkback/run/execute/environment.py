"""The environment variables that kernels run under."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from walkback.project import Project
from walkback.run.plan.kernel_variables import FIXED, passed_on


def variables(project: Project) -> dict[str, str]:
    """What all notebooks of a project are executed under.

    Set before Python starts, so that a forked kernel differs in nothing from an ordinary one.
    """
    return {**place_variables(project, ""), **FIXED, **_no_settings(project)}


def place_variables(project: Project, more: str | None = None) -> dict[str, str]:
    """What makes the report's modules and paths known to a notebook, in JupyterLab too.

    Args:
        project: Where things are.
        more: Further folders to import from; those of the user's own PYTHONPATH if None.
    """
    own = os.environ.get("PYTHONPATH", "") if more is None else more
    paths = [*map(str, project.import_paths), own]
    return {
        "WALKBACK_ROOT": str(project.root),
        "WALKBACK_OUT": str(project.out),
        "PYTHONPATH": os.pathsep.join(path for path in paths if path),
    }


def settings_folder(project: Project) -> Path:
    """A folder without settings, which libraries get in place of the user's own."""
    return project.run_dir / ".config"


def _no_settings(project: Project) -> dict[str, str]:
    """What keeps a user's own settings, such as a matplotlibrc, out of the figures."""
    found = {"XDG_CONFIG_HOME": str(settings_folder(project))}
    return found if sys.platform.startswith("linux") else {}


def kernel_variables(project: Project, write_to: Path) -> dict[str, str]:
    """What one notebook is executed under: it writes to a folder of its own, its data are checked."""
    return {**variables(project), "WALKBACK_WRITE": str(write_to), "WALKBACK_CHECKED": "1"}


def environment(extra: Mapping[str, str]) -> dict[str, str]:
    """What is passed on of this process's environment, and `extra`."""
    return {**passed_on(), **extra}
