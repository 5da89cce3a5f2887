"""What typed words stand for: a stage, formats, parameters, numbers that must be one or more."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from walkback.errors import UsageError
from walkback.notebooks.overwritten import refuse_overwritten
from walkback.notebooks.parameters import Parameter, check_given, declared
from walkback.notebooks.reader import Cell, cells_of, read_notebook
from walkback.project import Project

FORMATS = ("html", "pdf")


def refuse_devices(text: str | None) -> None:
    """Refuse a file that is a pipe, a socket or a device: reading it may never end.

    Args:
        text: What was typed where a command takes a file; None for nothing.

    Raises:
        UsageError: If it is one.
    """
    path = Path(text or ".")
    if path.exists() and not (path.is_file() or path.is_dir()):
        raise UsageError(f"{text} is a pipe or a device, not a file: save it to a file first.")


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
    meant = [name for name in names if name.startswith(text)]
    meant = meant or [name for name in names if name.lstrip("0123456789_- ").startswith(text)]
    if text.isdigit():
        meant = [name for name in names if _number(name) == int(text)]
    if len(meant) != 1:
        raise UsageError(
            f"{asked} {text}: no single stage of this name; there are {', '.join(names)}."
        )
    return meant[0]


def _number(name: str) -> int | None:
    digits = re.match(r"\d+", name)
    return int(digits[0]) if digits else None


def at_least_one(text: str | None, option: str, why: str) -> int:
    """The number that an option was given; 0 if it was not typed.

    Args:
        text: What was typed after it.
        option: The option.
        why: Why less than one cannot be meant.

    Raises:
        UsageError: If it is no whole number, or less than one.
    """
    if text is None:
        return 0
    if not re.fullmatch(r"[+-]?\d{1,9}", text, re.ASCII):
        raise UsageError(f"{option} {text}: write a whole number; {why}.")
    if int(text) < 1:
        raise UsageError(f"{option} {text}: {why}.")
    return int(text)


def chosen_parameters(
    project: Project, cells: Mapping[str, list[Cell]], texts: Sequence[str]
) -> dict[str, Any]:
    """The parameters of the `-p` options, checked against the notebooks and by the report's hook.

    A further report asks its hook also where nothing was typed: what it is about may depend on
    the data.

    Args:
        project: Whose report.
        cells: The cells of each notebook, by stage.
        texts: What was typed after each `-p`.

    Raises:
        UsageError: If one cannot be read, or means nothing to the report.
    """
    if not texts and not project.identity.command:
        return {}
    from walkback.run.plan.assignments import read_assignments

    given = read_assignments(list(texts))
    known = _known(project, cells)
    _refuse_foreign(project, known, given)
    check_given(known, given)
    for stage in project.stages:
        own = declared(cells[stage.name])
        refuse_overwritten(stage.name, cells[stage.name], [name for name in given if name in own])
    if not project.hooks.parameters:
        return given
    from walkback.hooks import function

    accept = function(project.hooks, project.hooks.parameters)
    valid: dict[str, Any] = accept(project.root, defaults(project, cells), given)
    return valid


def _refuse_foreign(
    project: Project, known: Mapping[str, Parameter], given: Mapping[str, Any]
) -> None:
    """Refuse a parameter that only a notebook of another report of the checkout has."""
    for name in (one for one in given if one not in known):
        for notebook in project.beside:
            path = project.root / "notebooks" / f"{notebook}.ipynb"
            if path.is_file() and name in declared(cells_of(read_notebook(path))):
                raise UsageError(
                    f"-p {name}: no notebook of this report has a parameter of this name. "
                    f"notebooks/{path.name} has: --help names the command that makes its report."
                )


def own_cells(project: Project) -> dict[str, list[Cell]]:
    """The cells of each notebook of a report, by stage.

    Raises:
        RunError: If one is no notebook that can be run.
    """
    return {one.name: cells_of(read_notebook(project.source(one))) for one in project.stages}


def defaults(project: Project, cells: Mapping[str, list[Cell]]) -> dict[str, Any]:
    """What the notebooks of a report set their parameters to themselves."""
    return {name: parameter.default for name, parameter in _known(project, cells).items()}


def _known(project: Project, cells: Mapping[str, list[Cell]]) -> dict[str, Parameter]:
    """The parameters that its notebooks declare; the first one decides."""
    known: dict[str, Parameter] = {}
    for stage in project.stages:
        known = declared(cells[stage.name]) | known
    return known
