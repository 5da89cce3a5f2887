"""The papermill engine: one notebook, one fresh kernel, nothing left behind."""

import asyncio
import logging
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from nbclient.exceptions import DeadKernelError
from nbformat import NotebookNode, from_dict

from walkback.notebooks.cell_location import INJECTED
from walkback.run.execute.cells import refuse_leaving, run_cells, source_number
from walkback.run.execute.kernel import KERNELSPEC, KernelSetting, running_kernel
from walkback.run.execute.kernel_audit import watched
from walkback.run.execute.session import Session
from walkback.run.tell.fault import CellDied

NAME = "walkback"
_KERNEL_FILE = re.compile(r"\S*[/\\]ipykernel_\d+[/\\]\d+\.py")
_LONG = 10_000  # characters; the pattern takes quadratic time
_CLIENT_OPTIONS: dict[str, Any] = {
    "force_raise_errors": True,
    "record_timing": False,
    "store_widget_state": False,
    "skip_cells_with_tag": "",
    "shell_timeout_interval": 1,
}


class ReportEngine:
    """Registered with papermill as `walkback`; `papermill --engine walkback` works too.

    It has the methods of `papermill.engines.Engine` without papermill's own record of what was
    completed, which calls cells completed that never ran.
    """

    @classmethod
    def nb_kernel_name(cls, _nb: NotebookNode, _name: str | None = None) -> str:
        """Always this Python's kernel, whatever a colleague's machine called it."""
        return "python3"

    @classmethod
    def nb_language(cls, _nb: NotebookNode, _language: str | None = None) -> str:
        """Always Python."""
        return "python"

    @classmethod
    def execute_notebook(
        cls, nb: NotebookNode, _kernel_name: str, session: Session | None = None, **_other: Any
    ) -> NotebookNode:
        """Run all cells of `nb` in place.

        Args:
            nb: The notebook, parameters injected.
            session: How to run, and where the outcome is kept.
            **_other: What papermill passes to every engine.

        Raises:
            CellFailed: If a cell, a condition or an expression raised.
            CellStuck: If a cell took too long.
            CellDied: If the kernel ended inside a cell.
            KeyboardInterrupt: If the user stopped the run.
        """
        alone = session is None  # from papermill's command line, which writes what it is given back
        session = session or Session(KernelSetting(Path.cwd()))
        session.notebook = _cleared(nb)
        quiet_libraries()
        try:
            asyncio.run(_execute(nb, session))
        finally:
            _without_traces(nb)
        session.warnings = _taken_stderr(nb)
        return _without_errors(nb) if alone else _without_outputs(nb)


def _without_errors(nb: NotebookNode) -> NotebookNode:
    """What papermill is given back: it refuses errors, those of cells that may fail too."""
    cells = [
        cell
        if cell.cell_type != "code"
        else {**cell, "outputs": [one for one in cell.outputs if one.output_type != "error"]}
        for cell in nb.cells
    ]
    made: NotebookNode = from_dict({**nb, "cells": cells})
    return made


def _without_outputs(nb: NotebookNode) -> NotebookNode:
    """What papermill looks through and writes nowhere: the session has the outputs."""
    cells = [{**cell, "outputs": []} if cell.cell_type == "code" else cell for cell in nb.cells]
    made: NotebookNode = from_dict({**nb, "cells": cells})
    return made


def quiet_libraries() -> None:
    """Keep what libraries log off the terminal; what matters is told as an error of ours."""
    for noisy in ("asyncio", "papermill", "traitlets"):
        logging.getLogger(noisy).addHandler(logging.NullHandler())


async def _execute(nb: NotebookNode, session: Session) -> None:
    loop, task = asyncio.get_running_loop(), asyncio.current_task()

    def cancel() -> None:
        if task is not None:
            loop.call_soon_threadsafe(task.cancel)

    options = _CLIENT_OPTIONS | {
        "on_cell_executed": refuse_leaving(nb),
        "timeout_func": lambda _cell: session.timeout,
    }
    try:
        with session.stop.telling(cancel):
            async with (
                running_kernel(nb, session.setting, **options) as client,
                _ticking(session),
                watched(client, session.watching),
            ):
                await run_cells(client, session)
    except (asyncio.CancelledError, CellDied, DeadKernelError):
        if session.stop.asked:  # nbclient tells a cancelled cell as a dead kernel
            raise KeyboardInterrupt from None
        raise


@asynccontextmanager
async def _ticking(session: Session) -> AsyncIterator[None]:
    async def tick() -> None:
        while True:
            await asyncio.sleep(1)
            session.on_second()

    task = asyncio.create_task(tick())
    try:
        yield
    finally:
        task.cancel()


def _cleared(nb: NotebookNode) -> NotebookNode:
    """The notebook without anything that an earlier run left in it."""
    for cell in nb.cells:
        for key in ("user_expressions", "walkback", "execution"):
            cell.metadata.pop(key, None)
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
        if INJECTED in cell.metadata.get("tags", []):
            cell.id = INJECTED
    return nb


def _without_traces(nb: NotebookNode) -> None:
    """Take out what differs between two equal runs: papermill's clock, the kernel's version."""
    nb.metadata.pop("papermill", None)
    nb.metadata["kernelspec"] = NotebookNode(KERNELSPEC)
    nb.metadata["language_info"] = NotebookNode(name="python", pygments_lexer="ipython3")
    for cell in nb.cells:
        cell.metadata.pop("papermill", None)
        if not cell.metadata.get("tags", ["kept"]):
            del cell.metadata["tags"]


def _taken_stderr(nb: NotebookNode) -> list[str]:
    """Take the stderr texts out of the notebook: they carry process numbers and paths."""
    taken = []
    for index, cell in enumerate(nb.cells):
        if cell.cell_type != "code":
            continue
        texts = [o.text for o in cell.outputs if o.get("name") == "stderr"]
        cell.outputs = [o for o in cell.outputs if o.get("name") != "stderr"]
        place = f"cell {source_number(nb, index)}"
        taken += [f"{place}: {_without_process(text, place)}" for text in texts]
    return taken


def _without_process(text: str, place: str) -> str:
    """A text without the names of cells' files, which hold the number of the kernel's process."""
    return "".join(
        _KERNEL_FILE.sub(place, line) if "ipykernel_" in line and len(line) < _LONG else line
        for line in text.strip().splitlines(keepends=True)
    )
