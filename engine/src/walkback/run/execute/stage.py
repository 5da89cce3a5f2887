"""Running one stage: beside the results, and into their place only when all of it is right."""

import json
import shlex
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import Any

import nbformat
import papermill
from nbformat.v4.nbjson import BytesEncoder
from nbformat.v4.rwbase import split_lines, strip_transient
from papermill.engines import papermill_engines

from walkback.atomic_files import empty, write
from walkback.errors import RunError
from walkback.notebooks.parameters import declared
from walkback.notebooks.reader import cells_of, notebook_text
from walkback.patterns import find, fixed_folder, matches
from walkback.project import Project, Stage
from walkback.run.execute import engine
from walkback.run.execute.cells import source_number
from walkback.run.execute.environment import kernel_variables
from walkback.run.execute.file_access import Watching, spots
from walkback.run.execute.forking import ForkServer
from walkback.run.execute.kernel import KernelSetting
from walkback.run.execute.left_behind import end_left_behind
from walkback.run.execute.session import Session
from walkback.run.execute.stream_text import StreamText
from walkback.run.plan.cache_key import beside, plain_value
from walkback.run.plan.dry_run import Request
from walkback.run.plan.imported_packages import imported_packages
from walkback.run.tell.failure import Failed, explained, next_steps
from walkback.run.tell.fault import CellDied, CellFailed, CellStuck
from walkback.run.tell.naming import as_known
from walkback.run.tell.progress import Progress
from walkback.run.tell.stop import Stop

Notebook = dict[str, Any]


@dataclass(frozen=True)
class Result:
    """A stage that ran well; nothing is in its place yet.

    Attributes:
        staging: Where its files are.
        files: Their paths, relative to `staging` and later to `out`.
        notebook: The text of the executed copy.
        log: What it printed on stderr.
        read: What it was seen to read, as parts of its key: `inputs`, `listed`, `looked` and `beside`.
        packages: The packages that it imported, as in its key.
    """

    staging: Path
    files: tuple[str, ...]
    notebook: str
    log: str
    read: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    packages: str = ""


def run_stage(
    project: Project,
    stage: Stage,
    document: Notebook,
    stop: Stop,
    progress: Progress,
    request: Request,
    watching: Watching,
    server: ForkServer | None = None,
) -> Result:
    """Execute a notebook into a folder of its own; may run in several threads at once.

    Args:
        project: Where things are.
        stage: The stage to run.
        document: Its source notebook, from `read_notebook`.
        stop: Whether the user wants to stop.
        progress: Told before each cell, and every second.
        request: What was asked for: parameters, and how to go on after a failure.
        watching: What takes note of the files that it opens.
        server: Where the kernel is forked; None starts it in the usual way.

    Raises:
        RunError: If a cell failed, the kernel died, the outputs are not those promised, or a file
            was read that is not declared. The failed copy is kept in `report/run/failed`.
    """
    staging = _staging(project, stage)
    log = staging.with_suffix(".log")
    session = Session(
        _setting(project, staging, log, server),
        stop,
        lambda number, total: progress.cell(stage.name, number, total),
        progress.second,
        watching,
        timeout=request.timeout or stage.timeout,
    )
    known = project.known
    copy = known.run_dir / "failed" / f"{stage.name}.ipynb"
    printed = copy.with_suffix(".log")
    failed = Failed(
        notebook=known.source(stage),
        copy=copy,
        log=printed,
        lab=_command(known, request, "lab"),
        edit="" if request.given else _command(known, request, "edit", stage.name),
        again=request.again,
        lock=known.root / known.lock,
    )
    try:
        _papermill(document, _changed(document, request.given), session)
    except (CellFailed, CellStuck, CellDied) as error:
        text = as_known(project, _failed_text(session))
        kept = _kept(failed, text, as_known(project, _content(log)))
        raise _named(project, explained(error, kept)) from None
    finally:
        session.warnings += end_left_behind(staging, log)
    text = as_known(project, notebook_text(_plain(session)))
    files = find(staging, ["**"])
    where = spots(cell_numbers(session))
    if broken := broken_promises(stage, files) + watching.problems(where):
        steps = next_steps(_kept(failed, text, as_known(project, _content(log))))
        told = [f"{stage.name} ran to its end, but:", *broken, "", *steps]
        raise RunError("\n".join(told))
    warnings = "\n".join([*session.warnings, _content(log)]).strip()
    read = {
        "inputs": watching.inputs(),
        "listed": watching.listed(),
        "looked": watching.looked(),
        "beside": beside(project, watching.beside()),
    }
    imported = watching.seen.imported if watching.seen else []
    return Result(staging, tuple(files), text, warnings, read, imported_packages(imported))


def broken_promises(stage: Stage, files: list[str]) -> list[str]:
    """What a stage promised and did not write, and what it wrote unasked."""
    absent = [
        f"  {pattern} was promised, but no such file was written."
        for pattern in stage.outputs
        if not any(matches(path, [pattern]) for path in files)
    ]
    unasked = [path for path in files if not matches(path, stage.outputs)]
    told = [
        f"  {path} was written, but is not among the outputs in report.toml." for path in unasked
    ]
    return absent + told + ([_to_promise(stage, unasked)] if unasked else [])


def _to_promise(stage: Stage, files: list[str]) -> str:
    """The line of `report.toml` that has a stage promise these files, too."""
    more = dict.fromkeys(str(PurePosixPath(path).parent / "*") for path in files)
    listed = ", ".join(f'"{pattern}"' for pattern in [*stage.outputs, *more])
    return f"  If it should, write into its [[notebook]] there: outputs = [{listed}]"


def cell_numbers(session: Session) -> dict[int, int]:
    """The number of each code cell that ran, by its execution count."""
    if session.notebook is None:
        return {}
    found = {cell.get("execution_count"): i for i, cell in enumerate(session.notebook.cells)}
    return {count: source_number(session.notebook, i) for count, i in found.items() if count}


def _staging(project: Project, stage: Stage) -> Path:
    staging = empty(project.staging(stage))
    for suffix in (".log", ".seen"):  # of a run of this stage before, in this process
        staging.with_suffix(suffix).unlink(missing_ok=True)
    for pattern in stage.outputs:
        (staging / fixed_folder(pattern)).mkdir(parents=True, exist_ok=True)
    return staging


def _setting(
    project: Project, staging: Path, log: Path, server: ForkServer | None
) -> KernelSetting:
    variables = kernel_variables(project, staging)
    lock = project.known.root / project.lock
    return KernelSetting(project.root / "notebooks", variables, log, server, lock)


def _command(project: Project, request: Request, *words: str) -> str:
    """What to type for another command in the same folder of results."""
    elsewhere = ["--out", shlex.quote(str(project.out))] if project.out != project.root else []
    return " ".join([request.program, *words, *elsewhere])


def _content(log: Path) -> str:
    """What the kernel's process printed by itself, cut as what its cells print."""
    if not log.exists():
        return ""
    stream = StreamText()
    with log.open("r", encoding="utf-8", errors="replace", newline="") as file:
        while piece := file.read(1_000_000):
            stream.write(piece)
    return stream.text().strip()


def _named(project: Project, error: RunError) -> RunError:
    """An error that names the author's files."""
    error.args = (as_known(project, str(error)),)
    error.brief = as_known(project, error.brief)
    return error


def _kept(failed: Failed, text: str, words: str) -> Failed:
    """Keep the copy, and what the kernel's process printed itself, if the disk takes them."""
    try:
        write(failed.copy, text)
        failed.log.unlink(missing_ok=True)
        if words:
            write(failed.log, words + "\n")
    except OSError as error:  # what the cell said matters more
        return replace(failed, unkept=str(error.strerror or error))
    return failed


def _changed(document: Notebook, given: Mapping[str, Any]) -> dict[str, Any]:
    """The given parameters that this notebook declares and that differ from its defaults."""
    known = declared(cells_of(document))
    return {
        name: given[name]
        for name in known  # in their own order, however they were typed
        if name in given and plain_value(given[name]) != plain_value(known[name].default)
    }


def _papermill(document: Notebook, parameters: dict[str, Any], session: Session) -> None:
    engine.quiet_libraries()
    papermill_engines.register(engine.NAME, engine.ReportEngine)  # also where nothing is installed
    papermill.execute_notebook(
        nbformat.v4.to_notebook(document),
        None,
        parameters=parameters,
        engine_name=engine.NAME,
        kernel_name="python3",
        language="python",
        progress_bar=False,
        request_save_on_cell_execute=False,
        session=session,
    )


def _plain(session: Session) -> Notebook:
    """The notebook of a session as plain data, in the form in which notebooks are stored."""
    if session.notebook is None:
        raise RunError("the notebook was never given to the engine")
    strip_transient(split_lines(session.notebook))
    stored: Notebook = json.loads(json.dumps(session.notebook, cls=BytesEncoder))
    return stored


def _failed_text(session: Session) -> str:
    """The failed copy, every cell with the truth about itself in `metadata.walkback.state`."""
    document = _plain(session)
    for index, cell in enumerate(document["cells"]):
        state = session.states.get(index, "not run")
        cell["metadata"]["walkback"] = {**cell["metadata"].get("walkback", {}), "state": state}
    return notebook_text(document)
