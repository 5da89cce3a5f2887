"""Which function does each command; what a command needs is imported when it is called."""

import sys
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from types import MappingProxyType

from walkback.cli.arguments import chosen_stage
from walkback.cli.call import Call
from walkback.errors import UsageError
from walkback.project import Project
from walkback.terminal import say, say_fitted


def build(call: Call) -> int:
    """Make the report, or say what there is to do."""
    from walkback.cli.building import build_report, dry_run

    return dry_run(call) if call.options.dry_run else build_report(call)


def add(call: Call) -> int:
    """Add a source, a table, a figure or a notebook."""
    from walkback.add.command import add_command

    project = call.project
    stages = {stage.name: stage for stage in project.stages}
    return add_command(
        project, call.options, lambda text: stages[chosen_stage(project, text, "add figure")]
    )


def check(call: Call) -> int:
    """Check the data, what the notebooks cite, and their prose; or accept what was changed."""
    if call.options.accept is not None:
        from walkback.tables.accept import accept_command

        return accept_command(call.root, call.options.accept)
    from walkback.run.execute.optional_imports import leave_out_slow_extras

    leave_out_slow_extras()
    from walkback.publish.prose_check import prose_problems
    from walkback.tables.check_command import check_command

    code = check_command(call.root, beside=partial(prose_problems, call.project))
    for warning in call.project.unlisted():
        say_fitted(sys.stdout, f"Warning: {warning}")
    return code


def edit(call: Call) -> int:
    """Bring what is before a stage up to date, without a report, and open its notebook."""
    project = call.project
    names = [stage.name for stage in project.stages]
    if call.options.file is None:
        raise UsageError(f"Edit which notebook? There are {', '.join(names)}.")
    asked = Path(call.options.file).name.removesuffix(".ipynb")
    if asked in project.beside:
        return _opened(project, project.root / "notebooks" / f"{asked}.ipynb")
    name = chosen_stage(project, asked, "edit")
    if place := names.index(name):
        from walkback.cli.building import build_before

        build_before(call, names[place - 1])
    return _opened(project, project.source(project.stages[place]))


def _opened(project: Project, notebook: Path) -> int:
    from walkback.run.commit.lab import open_lab

    say(sys.stdout, f"Opens {notebook.relative_to(project.root)} in JupyterLab.")
    return open_lab(project, notebook)


def lab(call: Call) -> int:
    """Open JupyterLab."""
    from walkback.run.commit.lab import open_lab

    return open_lab(call.project, Path(call.options.file) if call.options.file else None)


def log(call: Call) -> int:
    """Say what was executed."""
    from walkback.run.commit.log import show_log

    return show_log(call.project, everything=call.options.all, as_json=call.options.json)


def verify(call: Call) -> int:
    """Say what a report was made from, and whether this checkout reproduces it."""
    if call.options.file is None:
        example = call.project.identity.file("pdf")
        raise UsageError(f"Verify which report? For example: verify {example}")
    from walkback.publish.verify import verify as verified

    told, code = verified(Path(call.options.file), call.project, rebuild=call.options.rebuild)
    say_fitted(sys.stdout, told)
    return code


def sweep(call: Call) -> int:
    """Make many reports, or say which are to be made."""
    from walkback.cli.sweeping import run_sweep

    return run_sweep(call)


def init(call: Call) -> int:
    """Lay out a new report; there is no checkout yet, and none is asked for."""
    from walkback.init import init_command

    return init_command(Path(call.options.file) if call.options.file else None)


COMMANDS: Mapping[str, Callable[[Call], int]] = MappingProxyType(
    {
        "add": add,
        "build": build,
        "check": check,
        "edit": edit,
        "init": init,
        "lab": lab,
        "log": log,
        "sweep": sweep,
        "verify": verify,
    }
)
