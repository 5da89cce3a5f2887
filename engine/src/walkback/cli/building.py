"""The command build: the request out of what was typed, and what the run calls for."""

import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from walkback.cli.arguments import (
    at_least_one,
    chosen_formats,
    chosen_parameters,
    chosen_stage,
    defaults,
    own_cells,
)
from walkback.cli.call import Call
from walkback.cli.how_called import how_called
from walkback.errors import RunError
from walkback.further_reports import placed
from walkback.project import Project
from walkback.run.plan.dry_run import Request, Sources, outlook, read_sources
from walkback.run.plan.state import load
from walkback.run.tell.progress import Progress
from walkback.terminal import say_fitted

T = TypeVar("T")


def build_report(call: Call) -> int:
    """Do what is out of date, and make the report.

    Raises:
        WalkbackError: If anything failed.
    """
    project, request, sources = _request(call)
    _run(project, request, sources)
    return 0


def dry_run(call: Call) -> int:
    """Say what would run, and why."""
    from walkback.cli.dry_run import show_dry_run

    project, request, sources = _request(call)
    state = load(project.run_dir)
    show_dry_run(outlook(project, sources, request, state), state.reads())
    return 0


def build_before(call: Call, last: str) -> None:
    """Bring the stages up to one of them up to date, and make no report.

    Raises:
        WalkbackError: If anything failed.
    """
    program, options = how_called(call.root, call.arguments)
    sources = _sources(call.project, f"{program} {options}")
    given = chosen_parameters(call.project, sources.cells, call.options.given or [])
    _warn(call.project)
    _run(
        call.project,
        Request(given, only=last, formats=(), program=program, options=options),
        sources,
    )


def _request(call: Call) -> tuple[Project, Request, Sources]:
    """The report, what was asked for, and the notebooks that it was checked against."""
    options = call.options
    formats = chosen_formats(options.format)
    only = chosen_stage(call.project, options.only) if options.only else ""
    seconds = at_least_one(options.timeout, "--timeout", "a cell needs a second or more")
    jobs = at_least_one(options.jobs, "--jobs", "at least one notebook must run at a time")
    _warn(call.project)
    called = how_called(call.root, call.arguments)
    again = " ".join(called).strip()
    project, given = _placed(call, again)
    sources = _sources(project, again)
    if given is None:
        given = chosen_parameters(project, sources.cells, options.given or [])
    request = Request(given, options.force, only, formats, *called, jobs, seconds)
    return project, request, sources


def _placed(call: Call, again: str) -> tuple[Project, Mapping[str, Any] | None]:
    """The report with the place of its results, which of a further one its parameters decide.

    Returns:
        The report, and the parameters if they had to be read for that.
    """
    project = call.project
    if not project.identity.command:
        return project, None
    cells = _read(lambda: own_cells(project), again)
    given = chosen_parameters(project, cells, call.options.given or [])
    return placed(project, {**defaults(project, cells), **given}), given


def _warn(project: Project) -> None:
    for warning in project.unlisted():
        say_fitted(sys.stdout, f"Warning: {warning}")


def _sources(project: Project, again: str) -> Sources:
    """All notebooks, read before anything is run."""
    sources = _read(lambda: read_sources(project), again)
    for name, notes in sources.notes.items():
        from walkback.run.tell.failure import mended_in_words

        say_fitted(sys.stdout, f"Warning: {mended_in_words(f'notebooks/{name}.ipynb', notes)}")
    return sources


def _read(reading: Callable[[], T], again: str) -> T:
    """What is read of the notebooks; a failure says that nothing was run."""
    try:
        return reading()
    except RunError as error:
        from walkback.run.tell.failure import NOTHING_RUN, closed

        raise RunError(closed(str(error), again, NOTHING_RUN)) from None


def _run(project: Project, request: Request, sources: Sources) -> None:
    from walkback.run.commit.begin import run
    from walkback.run.commit.context import Steps
    from walkback.run.tell.stop import Stop

    progress = Progress(width=max(len(stage.name) for stage in project.stages))
    steps = Steps(_checker(progress), _render, _prepare)
    with Stop().listening() as stop:
        run(project, request, steps, progress, stop, sources)


def _checker(progress: Progress) -> Callable[[Project, Sequence[str]], dict[str, bytes]]:
    def check(project: Project, names: Sequence[str]) -> dict[str, bytes]:
        from walkback.tables.check import require
        from walkback.tables.sizes import FILE, as_json

        what = names[0]
        progress.begin(what, "checking")
        checked = require(project.root, citations_alone=what == "citations")
        progress.end(what, "checked", checked.summary)
        return {FILE: as_json(checked.sizes)} if what == "data" else {}

    return check


def _prepare() -> None:
    """Import what renders the report, which takes seconds."""
    import walkback.publish.build  # noqa: F401


def _render(
    project: Project, folder: Path, formats: tuple[str, ...], files: Sequence[str]
) -> list[Path]:
    from walkback.publish.build import build_report as rendered

    names = [stage.name for stage in project.stages]
    identity = project.identity
    return rendered(project.run_dir, folder, project.root, formats, names, files, identity)
