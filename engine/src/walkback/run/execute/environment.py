"""The environment variables that kernels run under."""

import os
from collections.abc import Mapping
from pathlib import Path

from walkback.project import Project

_NOT_OURS = {"PYTHONSTARTUP", "JPY_PARENT_PID"}  # a user's own start-up, another kernel's parent

_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")


def variables(project: Project) -> dict[str, str]:
    """What all notebooks of a project are executed under.

    Set before Python starts, so that a forked kernel differs in nothing from an ordinary one.
    Linear algebra takes one thread: sums come out the same on any number of cores, and notebooks
    that run at once do not fight for them.
    """
    return {
        **place_variables(project),
        "PYTHONHASHSEED": "0",
        "PYTHONUTF8": "1",
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        "TZ": "UTC",
        **dict.fromkeys(_THREADS, "1"),
    }


def place_variables(project: Project) -> dict[str, str]:
    """What makes the report's modules and paths known to a notebook, in JupyterLab too."""
    paths = [*map(str, project.import_paths), os.environ.get("PYTHONPATH", "")]
    return {
        "WALKBACK_ROOT": str(project.root),
        "WALKBACK_OUT": str(project.out),
        "PYTHONPATH": os.pathsep.join(path for path in paths if path),
    }


def kernel_variables(project: Project, write_to: Path) -> dict[str, str]:
    """What one notebook is executed under: it writes to a folder of its own, its data are checked."""
    return {**variables(project), "WALKBACK_WRITE": str(write_to), "WALKBACK_CHECKED": "1"}


def environment(extra: Mapping[str, str]) -> dict[str, str]:
    """This process's environment and `extra`, without what a user's own set-up would change."""
    own = {name: value for name, value in os.environ.items() if name not in _NOT_OURS}
    return {**own, **extra}
