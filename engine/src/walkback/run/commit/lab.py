"""Opening JupyterLab on the notebooks, with the environment that they are executed in."""

import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

from walkback.errors import UsageError
from walkback.project import Project
from walkback.run.execute.environment import place_variables

_SETTINGS = Path(__file__).parent / "jupyter"
_PATH = "JUPYTER_CONFIG_PATH"


def open_lab(project: Project, notebook: Path | None) -> int:
    """Start JupyterLab and wait until the user ends it.

    Args:
        project: Where the notebooks are.
        notebook: One to open, for example a failed copy.

    Raises:
        UsageError: If that notebook is not there.
    """
    command = lab_command(project, notebook)
    environment = os.environ | lab_variables(project)
    if os.name == "posix":
        sys.stdout.flush()
        os.execve(command[0], command, environment)  # noqa: S606 - Ctrl-C must reach the server alone
    return subprocess.run(command, env=environment, check=False).returncode


def lab_variables(project: Project) -> dict[str, str]:
    """Variables of its environment: where results go, and defaults of JupyterLab's settings.

    By default JupyterLab leaves cells out of the page that are not on the screen, and jupyterlab-myst then
    misses the `{eval}` expressions of some of them when all cells run. What users set for
    themselves goes before these defaults.
    """
    places = [str(_SETTINGS), *filter(None, [os.environ.get(_PATH)])]
    return place_variables(project) | {_PATH: os.pathsep.join(places)}


def lab_command(project: Project, notebook: Path | None) -> list[str]:
    """What is started: JupyterLab at the checkout, showing `notebooks/` or one notebook."""
    root, shown = project.root, "notebooks"
    if notebook is not None:
        path = notebook.resolve()
        if not path.is_file():
            raise UsageError(f"{notebook} is not there; the notebooks are in notebooks/.")
        root = project.root if path.is_relative_to(project.root) else path.parent
        shown = path.relative_to(root).as_posix()
    return [
        sys.executable,
        "-m",
        "jupyterlab",
        f"--ServerApp.root_dir={root}",
        f"--LabApp.default_url=/lab/tree/{quote(shown)}",
        *(["--allow-root"] if getattr(os, "geteuid", lambda: 1)() == 0 else []),  # in a container
    ]
