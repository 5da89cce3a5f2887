"""The command line: what was typed, and which room does it."""

import argparse
import os
import re
import shlex
import shutil
import sys
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from walkback.errors import RunError, UsageError, WalkbackError
from walkback.notebooks.parameters import Parameter, check_given, declared
from walkback.paths import SCRIPT, find_root
from walkback.project import Project
from walkback.report_file import read_project
from walkback.run.plan.dry_run import Request, Sources, outlook, read_sources
from walkback.run.plan.state import load
from walkback.run.tell.failure import NOTHING_RUN, closed, file_trouble
from walkback.run.tell.progress import Progress

if TYPE_CHECKING:
    from walkback.run.commit.context import Render

FORMATS = ("html", "pdf")
_LAUNCHED_BY_MAKE = "MAKELEVEL"


def main(argv: Sequence[str] | None = None, root: Path | None = None) -> int:
    """Run a command; returns the exit code.

    Args:
        argv: The arguments, those of the process if None.
        root: The checkout, the one around the working directory if None.
    """
    arguments = sys.argv[1:] if argv is None else list(argv)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a terminal that cannot show a sign still works
    options = _parser("run_all.py" if root else "walkback").parse_args(arguments)
    try:
        if options.command == "init":
            return _init(options)
        return _dispatch(options, arguments, root or find_root(Path.cwd()))
    except WalkbackError as error:
        return _tell(f"{error}", error.exit_code)
    except KeyboardInterrupt:
        return _tell("Stopped.", 130)
    except OSError as error:
        return _tell(file_trouble(error), 1)
    except Exception as error:  # noqa: BLE001 - the last net: no user sees a traceback of ours
        return _tell(_own_fault(error), 1)


def _tell(text: str, code: int) -> int:
    sys.stdout.flush()
    sys.stderr.write(f"{text}\n")
    return code


def _own_fault(error: Exception) -> str:
    """What to say when the program itself is wrong."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{Path(frame.filename).name}, line {frame.lineno}"
    return (
        f"This is a fault of Walkback itself: {type(error).__name__}: {error} ({place}). "
        "Please report it with these words and what you typed."
    )


def _parser(program: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog=program,
        description="Makes the report: checks the data, executes the notebooks that are out of "
        "date, renders HTML and PDF.",
        epilog="Exit codes: 0 done, 1 data or a notebook failed, 2 wrong usage, 3 set-up "
        "incomplete, 130 stopped by Ctrl-C. verify: 0 reproduces, 1 differs, 2 cannot tell.",
    )
    add = parser.add_argument
    add(
        "command",
        nargs="?",
        default="build",
        choices=("build", "check", "edit", "init", "lab", "log", "verify"),
        help="build: make the report (default); check: check the data alone; "
        "edit: open a stage's notebook in JupyterLab, everything before it up to date; "
        "init: lay out a new report in a folder; lab: open JupyterLab; "
        "log: what the last run executed, and why; "
        "verify: what a report was made from, and whether this checkout reproduces it",
    )
    add(
        "file",
        nargs="?",
        type=Path,
        help="for edit: a stage; for init: a folder; for lab: a notebook to open; for verify: a report",
    )
    add("--only", metavar="STAGE", help="run up to this notebook: 02_metrics, 02 or 2")
    add("--force", action="store_true", help="run even what is up to date")
    add(
        "-p",
        dest="given",
        metavar="NAME=VALUE",
        action="append",
        help="a parameter of the notebooks, in YAML: -p edition=2023 -p 'pair=[munich, cologne]'",
    )
    add("--format", metavar="LIST", help="html,pdf (default), html or pdf")
    add("--jobs", metavar="N", type=int, help="notebooks that run at once; default: one a core")
    add("--timeout", metavar="SECONDS", type=int, help="how long one cell may take; default: 1800")
    add("--out", metavar="DIR", type=Path, help="write all results there, nothing in the checkout")
    add("--dry-run", action="store_true", help="say what would run and why, and do nothing")
    add("--rebuild", action="store_true", help="for verify: make the report again and compare it")
    add("--all", action="store_true", help="for log: all runs")
    add("--json", action="store_true", help="for log: as JSON, one line an execution, with hashes")
    return parser


def _dispatch(options: argparse.Namespace, arguments: list[str], root: Path) -> int:
    out = options.out.resolve() if options.out else root
    _refuse_misplaced(options)
    if options.command == "check":
        from walkback.tables.check import check_command

        code = check_command(root)
        _warn_of_unlisted(read_project(root, out))
        return code
    if options.command == "log":
        from walkback.run.commit.log import show_log

        project = read_project(root, out)
        return show_log(project, everything=options.all, as_json=options.json)
    if options.command == "edit":
        return _edit(options, arguments, read_project(root, out))
    if options.command == "lab":
        from walkback.run.commit.lab import open_lab

        return open_lab(read_project(root, out), options.file)
    if options.command == "verify":
        return _verify(options, read_project(root, out))
    return _build(options, arguments, read_project(root, out))


def _init(options: argparse.Namespace) -> int:
    """Lay out a new report; there is no report yet, so this asks for no root."""
    from walkback.init import init_command

    _refuse_misplaced(options)
    return init_command(options.file)


def _warn_of_unlisted(project: Project) -> None:
    for warning in project.unlisted():
        sys.stdout.write(f"Warning: {warning}\n")


def _refuse_misplaced(options: argparse.Namespace) -> None:
    """Refuse options that the command does not know, rather than pass over them."""
    build_only = {
        "--only": options.only,
        "--force": options.force,
        "-p": options.given,
        "--format": options.format,
        "--jobs": options.jobs,
        "--timeout": options.timeout,
        "--dry-run": options.dry_run,
    }
    used = [name for name, value in build_only.items() if value is not None and value is not False]
    if options.command == "edit":
        used = [name for name in used if name != "-p"]
    if options.command != "build" and used:
        raise UsageError(f"{used[0]} belongs to build, not to {options.command}.")
    for name, owner in (("all", "log"), ("json", "log"), ("rebuild", "verify")):
        if options.command != owner and getattr(options, name):
            raise UsageError(f"--{name} belongs to {owner}, not to {options.command}.")
    if options.command not in {"edit", "init", "lab", "verify"} and options.file:
        hint = f" Up to one notebook: --only {options.file}." if options.command == "build" else ""
        raise UsageError(f"{options.file}: only edit, lab and verify take a file.{hint}")


def _verify(options: argparse.Namespace, project: Project) -> int:
    if options.file is None:
        raise UsageError("Verify which report? For example: verify " + project.identity.file("pdf"))
    from walkback.publish.verify import verify

    told, code = verify(options.file, project, rebuild=options.rebuild)
    sys.stdout.write(f"{told}\n")
    return code


def _edit(options: argparse.Namespace, arguments: list[str], project: Project) -> int:
    """Bring what is before a stage up to date, without a report, and open its notebook."""
    names = [stage.name for stage in project.stages]
    if options.file is None:
        raise UsageError(f"Edit which notebook? There are {', '.join(names)}.")
    name = chosen_stage(project, options.file.name.removesuffix(".ipynb"), "edit")
    if place := names.index(name):
        options.only = names[place - 1]
        _build(options, arguments, project, ())
    from walkback.run.commit.lab import open_lab

    notebook = project.source(project.stages[place])
    sys.stdout.write(f"Opens {notebook.relative_to(project.root)} in JupyterLab.\n")
    return open_lab(project, notebook)


def _build(
    options: argparse.Namespace,
    arguments: list[str],
    project: Project,
    formats: tuple[str, ...] | None = None,
) -> int:
    formats = chosen_formats(options.format) if formats is None else formats
    only = chosen_stage(project, options.only) if options.only else ""
    seconds = _at_least_one(options.timeout, "--timeout", "a cell needs a second or more")
    jobs = _at_least_one(options.jobs, "--jobs", "at least one notebook must run at a time")
    _warn_of_unlisted(project)
    called = how_called(project.root, arguments)
    sources = _sources(project, " ".join(called).strip())
    given = _parameters(project, sources, options.given or [])
    request = Request(given, options.force, only, formats, *called, jobs, seconds)
    progress = Progress(width=max(len(stage.name) for stage in project.stages))
    if options.dry_run:
        for one in outlook(project, sources, request, load(project.run_dir)):
            progress.line(
                f"{one.name:<{progress.width}}  {'runs' if one.runs else '–':<4}  {one.why}"
            )
        return 0
    from walkback.run.commit.build import Build, Steps
    from walkback.run.tell.stop import Stop

    steps = Steps(_checker(project, progress), _renderer(project), _prepare)
    with Stop().listening() as stop:
        Build(project, request, steps, progress, stop, sources).run()
    return 0


def _sources(project: Project, again: str) -> Sources:
    """All notebooks, read before anything is run."""
    try:
        return read_sources(project)
    except RunError as error:
        raise RunError(closed(str(error), again, NOTHING_RUN)) from None


def _at_least_one(given: int | None, option: str, why: str) -> int:
    if given is not None and given < 1:
        raise UsageError(f"{option} {given}: {why}.")
    return given or 0


def chosen_formats(text: str | None) -> tuple[str, ...]:
    """The formats of `--format`, in a fixed order.

    Raises:
        UsageError: If one is not known.
    """
    if text is None:
        return FORMATS
    asked = {part.strip().lower() for part in text.split(",")}
    if unknown := sorted(asked - set(FORMATS)):
        raise UsageError(f"--format {unknown[0]!r} is not known; give html, pdf or html,pdf.")
    return tuple(form for form in FORMATS if form in asked)


def chosen_stage(project: Project, text: str, asked: str = "--only") -> str:
    """The name of the stage that is meant by its name, the start of it, or its number.

    Args:
        project: With the stages.
        text: What was typed.
        asked: The option or the command that it was typed for.

    Raises:
        UsageError: If none or more than one is meant.
    """
    names = [stage.name for stage in project.stages]
    if text in names:
        return text
    found = [name for name in names if name.startswith(text)]
    if text.isdigit():
        found = [name for name in names if _number(name) == int(text)]
    if len(found) != 1:
        raise UsageError(
            f"{asked} {text}: no single stage of this name; there are {', '.join(names)}."
        )
    return found[0]


def _number(name: str) -> int | None:
    digits = re.match(r"\d+", name)
    return int(digits[0]) if digits else None


def _parameters(project: Project, sources: Sources, texts: list[str]) -> dict[str, Any]:
    """The parameters of the `-p` options, checked against the notebooks and the data."""
    if not texts:
        return {}
    from walkback.hooks import function
    from walkback.run.plan.assignments import read_assignments

    given = read_assignments(texts)
    known: dict[str, Parameter] = {}
    for stage in project.stages:
        known = declared(sources.cells[stage.name]) | known
    check_given(known, given)
    defaults = {name: parameter.default for name, parameter in known.items()}
    if not project.hooks.parameters:
        return given
    valid: dict[str, Any] = function(project.hooks, project.hooks.parameters)(
        project.root, defaults, given
    )
    return valid


def _checker(project: Project, progress: Progress) -> Callable[[Sequence[str]], None]:
    def check(names: Sequence[str]) -> None:
        from walkback.tables.check import CHECKED, fingerprint, require

        what = names[0]
        progress.begin(what, "checking")
        bytes_checked = fingerprint(project.root)
        checked = require(project.root, citations_alone=what == "citations")
        os.environ[CHECKED] = bytes_checked  # kernels inherit it: they need not check again
        progress.end(what, "checked", checked.summary)

    return check


def _prepare() -> None:
    """Import what renders the report, which takes seconds."""
    import walkback.publish.build  # noqa: F401


def _renderer(project: Project) -> "Render":
    def render(folder: Path, formats: tuple[str, ...], files: Sequence[str]) -> list[Path]:
        from walkback.publish.build import build_report

        names = [stage.name for stage in project.stages]
        return build_report(project.run_dir, folder, project.root, formats, names, files)

    return render


def how_called(root: Path, arguments: list[str]) -> tuple[str, str]:
    """How the user can call this program again: the program, and the options typed."""
    options = shlex.join(arguments)
    if os.environ.get(_LAUNCHED_BY_MAKE):
        python = Path(sys.executable)
        shown = os.path.relpath(python) if python.is_relative_to(root) else str(python)
    else:
        found = shutil.which("python")
        shown = "python" if found and Path(found) == Path(sys.executable) else _near(sys.executable)
    script = root / SCRIPT
    called = shlex.quote(_near(str(script))) if script.is_file() else "-m walkback"
    return f"{shlex.quote(shown)} {called}", options


def _near(path: str) -> str:
    """A path relative to the working directory; whole where it lies outside."""
    return os.path.relpath(path) if Path(path).is_relative_to(Path.cwd()) else path
