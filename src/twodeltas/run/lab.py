"""Opening JupyterLab on the notebooks, with the environment that they are executed in."""

import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

from twodeltas.errors import UsageError
from twodeltas.run.stages import Project


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


def lab_variables(project: Project) -> dict[str, str]:
    """The environment that makes `import twodeltas` and its paths work in every notebook."""
    paths = [str(project.root / "src"), os.environ.get("PYTHONPATH", "")]
    return {
        "TWODELTAS_ROOT": str(project.root),
        "TWODELTAS_OUT": str(project.out),
        "PYTHONPATH": os.pathsep.join(path for path in paths if path),
    }
