"""`nbconvert --execute` with the exporters: the notebook is run as the report runs it."""

import tempfile
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from walkback.errors import CellError, ExportError
from walkback.notebooks.cell_location import INJECTED, tags
from walkback.notebooks.cell_mending import joined
from walkback.notebooks.expressions import expressions
from walkback.notebooks.mending import mended
from walkback.paths import find_root
from walkback.project import Project
from walkback.report_file import read_project
from walkback.run.execute.engine import ReportEngine
from walkback.run.execute.environment import variables
from walkback.run.execute.kernel import KernelSetting
from walkback.run.execute.session import Session


def executed(nb: NotebookNode, name: str, folder: Path) -> NotebookNode:
    """A notebook with the results of its cells and expressions; its files go where Lab writes them.

    Args:
        nb: The notebook.
        name: Its name for messages.
        folder: Where it is.

    Raises:
        ExportError: If a cell fails.
        SetupError: If it is in no checkout.
    """
    root = find_root(folder)
    project: Project = read_project(root, root)
    document, _ = mended(nb, name)
    with tempfile.TemporaryDirectory(prefix="log-") as logs:
        environment = {**variables(project), "WALKBACK_WRITE": str(root)}
        setting = KernelSetting(folder, environment, Path(logs) / "kernel.log")
        session = Session(setting)
        try:
            ReportEngine.execute_notebook(nbformat.v4.to_notebook(document), "", session)
        except CellError as error:
            raise ExportError(f"{name}, {error}") from error
    return session.notebook or nb


def refuse_not_executed(nb: NotebookNode, name: str) -> None:
    """Refuse a notebook as its author saved it: it has no results.

    Raises:
        ExportError: Naming the first cell without one, and what to give.
    """
    for number, cell in enumerate(nb.cells, start=1):
        if not _lacks_results(cell):
            continue
        raise ExportError(
            f"{name} was not executed: cell {number} has no result. Give the executed one, "
            f"report/run/{Path(name).name}.ipynb, or add --execute."
        )


def _lacks_results(cell: Any) -> bool:
    source, metadata = joined(cell["source"]), cell.get("metadata", {})
    if metadata.get("walkback", {}).get("skipped") or INJECTED in tags(cell):
        return False
    if cell["cell_type"] == "code":
        return bool(source.strip()) and not cell.get("execution_count") and not cell.get("outputs")
    known = {one.get("expression", "").strip() for one in metadata.get("user_expressions", [])}
    return cell["cell_type"] == "markdown" and not known.issuperset(expressions(source))
