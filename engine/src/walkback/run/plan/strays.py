"""Files among the results that no stage wrote."""

import re

from walkback.project import Project
from walkback.run.plan.inputs import is_result
from walkback.run.plan.state import State

FIGURES = "figures"
_SHOWN = re.compile(r"(fig|tbl)-.*\.(csv|pdf|png|svg)")  # what show_figure and show_table write


def strays(project: Project, state: State) -> list[str]:
    """Figures and tables in the place for results that no stage wrote: JupyterLab left them there.

    None as long as a stage never ran, whose figures they may be.
    """
    if any(stage.name not in state.stages for stage in project.stages):
        return []
    folder = project.out / FIGURES
    names = {path.name for path in folder.iterdir()} if folder.is_dir() else set()
    made = state.produced()
    paths = sorted(f"{FIGURES}/{name}" for name in names if _SHOWN.fullmatch(name))
    return [path for path in paths if path not in made and is_result(project, path)]
