"""Running one cell after another: conditions, code, expressions, and what each failure means."""

from collections.abc import Callable
from typing import Any

from jupyter_core.utils import ensure_async
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode

from walkback.errors import AnalysisError
from walkback.notebooks.cell_location import INJECTED, headings
from walkback.notebooks.cell_tags import may_raise
from walkback.notebooks.code_prose import shown
from walkback.notebooks.expressions import expressions
from walkback.notebooks.myst_roles import conditions
from walkback.run.execute.client import MOST_SHOWN, BoundedClient
from walkback.run.execute.session import Session
from walkback.run.tell.fault import (
    CellDied,
    CellFailed,
    CellStuck,
    Fault,
    anywhere,
    failing_line,
    how_it_died,
    in_words,
    last_line,
    short_error,
)
from walkback.values.expressions import asked

_REFUSED = f"{AnalysisError.__name__}: "  # its message says all
_WRAPPED = 4  # lines that an expression may go on over


async def run_cells(client: BoundedClient, session: Session) -> None:
    """Run all cells in order, keeping the state of each in the session.

    Raises:
        CellFailed: If a cell, a condition or an expression raised; the cells after it are not run.
        CellStuck: If a cell, a condition or an expression took too long.
        CellDied: If the kernel ended.
    """
    total = source_number(client.nb, len(client.nb.cells) - 1)
    for index, cell in enumerate(client.nb.cells):
        session.on_cell(source_number(client.nb, index), total)
        session.states[index] = "stopped"
        try:
            session.states[index] = await _run_cell(client, cell, index)
        except CellFailed:
            session.states[index] = "failed"
            raise
        except CellTimeoutError:
            session.states[index] = "failed"
            cause = (
                f"not done after {session.timeout} s. If it needs longer: timeout = SECONDS for "
                "this stage in report.toml, or --timeout SECONDS"
            )
            raise CellStuck(fault_at(client.nb, index, [cause])) from None
        except DeadKernelError:
            if not session.stop.asked:
                session.states[index] = "died"
            raise CellDied(await _death(client, index)) from None


async def _run_cell(client: BoundedClient, cell: NotebookNode, index: int) -> str:
    """Run one cell and say what became of it: `done` or `skipped`."""
    names = conditions(cell.metadata.get("tags", []))
    if names and not await _all_true(client, index, names):
        cell.metadata["walkback"] = NotebookNode(skipped=True)
        return "skipped"
    if cell.cell_type == "code":
        await _run_code(client, cell, index)
    elif cell.cell_type == "markdown" and (found := expressions(cell.source)):
        results = await _evaluate(client, index, [asked(text) for text in found])
        _refuse_errors(client, index, [f"{{eval}}`{text}`" for text in found], results)
        cell.metadata["user_expressions"] = [
            {"expression": text, "result": result}
            for text, result in zip(found, results, strict=True)
        ]
    return "done"


async def _run_code(client: BoundedClient, cell: NotebookNode, index: int) -> None:
    allowed = may_raise(cell.metadata.get("tags", []))
    client.allow_errors, client.force_raise_errors = allowed, not allowed
    try:
        await client.async_execute_cell(cell, index)
    except CellExecutionError as error:
        line = failing_line(str(error.traceback), cell.execution_count)
        cause = in_words(error.ename, error.evalue)
        if error.ename == "NoneType":  # IPython lost the error: it came while showing the result
            cause = f"while showing the result: {last_line(str(error.traceback))}"
        raise CellFailed(fault_at(client.nb, index, [cause], line)) from None
    for output in cell.outputs:
        if output.output_type == "error" and allowed:
            output.traceback = anywhere(output.traceback)
        elif output.output_type == "error":  # IPython goes on after an error in a _repr_ method
            cause = f"while showing the result: {short_error(output.ename, output.evalue)}"
            raise CellFailed(fault_at(client.nb, index, [cause]))
    if client.shown > MOST_SHOWN:
        cause = (
            f"the cell shows results of {client.shown:,} characters, and {MOST_SHOWN:,} is the most: "
            "show fewer or smaller ones, or write them to a file"
        )
        raise CellFailed(fault_at(client.nb, index, [cause]))


def refuse_leaving(nb: NotebookNode) -> Callable[..., None]:
    """A hook for nbclient: `exit()` and `quit()` in a cell are failures, never a silent success."""

    def hook(cell: NotebookNode, cell_index: int, execute_reply: dict[str, Any]) -> None:  # noqa: ARG001
        asked = [part.get("source") for part in execute_reply["content"].get("payload") or []]
        if "ask_exit" in asked:
            raise CellFailed(fault_at(nb, cell_index, ["the cell asked to leave Python (exit)"]))

    return hook


async def _all_true(client: NotebookClient, index: int, names: list[str]) -> bool:
    wrong = [f"tag when:{name}: not the name of a variable" for name in names if not _is_name(name)]
    if wrong:
        raise CellFailed(fault_at(client.nb, index, wrong))
    results = await _evaluate(client, index, [f"bool({name})" for name in names])
    _refuse_errors(client, index, [f"tag when:{name}" for name in names], results)
    return all(result["data"]["text/plain"] == "True" for result in results)


def _is_name(text: str) -> bool:
    return all(part.isidentifier() for part in text.split("."))


async def _evaluate(client: NotebookClient, index: int, found: list[str]) -> list[dict[str, Any]]:
    """The kernel's answers to the expressions, asked for as jupyterlab-myst does."""
    if client.kc is None:
        raise DeadKernelError("no kernel")
    numbered = {str(i): text for i, text in enumerate(found)}
    message = await ensure_async(client.kc.execute("", user_expressions=numbered))
    reply = await client.async_wait_for_reply(message, client.nb.cells[index])
    if reply is None:
        raise DeadKernelError("no reply")
    answers = reply["content"]["user_expressions"]
    return [answers[key] for key in numbered]


def _refuse_errors(
    client: NotebookClient, index: int, names: list[str], results: list[dict[str, Any]]
) -> None:
    """Raise with all bad expressions of the cell at once."""
    causes = {}
    for name, result in zip(names, results, strict=True):
        if result["status"] != "ok":
            causes[name] = short_error(result["ename"], result["evalue"]).removeprefix(_REFUSED)
        elif "text/plain" not in result["data"]:
            causes[name] = "the value cannot be shown (its repr failed)"
    if causes:
        line = _line_of(next(iter(causes)), client.nb.cells[index].source.splitlines())
        told = [f"{name}: {cause}" for name, cause in causes.items()]
        raise CellFailed(fault_at(client.nb, index, told, line))


def _line_of(name: str, lines: list[str]) -> int | None:
    """The line that an expression begins in, even one that goes over the end of it."""
    for number, line in enumerate(lines, 1):
        after = " ".join(lines[number : number + _WRAPPED])
        if name in line or (name in f"{line} {after}" and name not in after):
            return number
    return None


async def _death(client: NotebookClient, index: int) -> Fault:
    manager = client.km
    code = await manager.provisioner.poll() if manager and manager.provisioner else None
    return fault_at(client.nb, index, [how_it_died(code)])


def source_number(nb: NotebookNode, index: int) -> int:
    """The place of a cell in the source notebook: the injected parameters do not count."""
    before = nb.cells[: index + 1]
    return max(1, sum(INJECTED not in cell.metadata.get("tags", []) for cell in before))


def fault_at(nb: NotebookNode, index: int, causes: list[str], line: int | None = None) -> Fault:
    """The fault of the cell at `index`."""
    cell = nb.cells[index]
    return Fault(
        number=source_number(nb, index),
        cell_id=cell.get("id", "?"),
        heading=_heading(nb, index),
        source=cell.source,
        line=line,
        causes=tuple(causes),
    )


def _heading(nb: NotebookNode, index: int) -> str:
    """The nearest heading at or above a cell, without its attributes."""
    for cell in reversed(nb.cells[: index + 1]):
        if found := headings(shown(cell)):
            return found[-1][1]
    return ""
