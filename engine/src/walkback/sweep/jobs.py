"""What a sweep makes: each job is a set of parameters; what all of them share is the order."""

import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import yaml

from walkback.errors import UsageError
from walkback.further_reports import placed
from walkback.hooks import function
from walkback.notebooks.parameters import Parameter, check_given, declared
from walkback.notebooks.reader import Cell
from walkback.project import Project
from walkback.run.plan.dry_run import Request
from walkback.sweep_section import SweepSection


@dataclass(frozen=True)
class Job:
    """One report to be made.

    Attributes:
        name: Its folder, and how it is called.
        parameters: What its notebooks get.
    """

    name: str
    parameters: Mapping[str, Any]


@dataclass(frozen=True)
class Order:
    """What all jobs of a sweep have in common; it travels to every worker.

    Attributes:
        report: The further report that is made; "" for the main one.
        formats: The formats of each.
        timeout: How many seconds one cell may take; 0 for what each notebook says.
        program: How the program is called, for messages.
        parts: One hash for each thing that must be the same everywhere, see `sameness`.
        left: What the checks of the data left for the notebooks, by path.
    """

    report: str
    formats: tuple[str, ...]
    timeout: int = 0
    program: str = "python run_all.py"
    parts: Mapping[str, str] = field(default_factory=dict)
    left: Mapping[str, bytes] = field(default_factory=dict)

    def request(self, job: Job) -> Request:
        """The request that makes one of them, as if it had been typed."""
        return Request(
            given=job.parameters,
            formats=self.formats,
            program=self.program,
            options=shlex.join(_typed(self.report, job.parameters)),
            jobs=1,
            timeout=self.timeout,
        )


def of_section(
    project: Project,
    section: SweepSection,
    cells: Mapping[str, list[Cell]],
    options: Mapping[str, str],
) -> list[Job]:
    """The jobs that were asked for.

    Args:
        project: The report that is made, without its place.
        section: What `report.toml` says.
        cells: The cells of its notebooks, by stage.
        options: The report's own options as they were typed, by name.

    Raises:
        WalkbackError: If they mean nothing to the report.
    """
    known: dict[str, Parameter] = {}
    for stage in project.stages:
        known = declared(cells[stage.name]) | known
    defaults = {name: one.default for name, one in known.items()}
    asked: Sequence[Mapping[str, Any]] = function(project.hooks, section.jobs)(
        project.root, options
    )
    jobs: dict[str, Job] = {}
    for parameters in asked:
        check_given(known, dict(parameters))
        name = _name(project, section, {**defaults, **parameters})
        if name in jobs:
            raise UsageError(f"sweep: {name} is asked for twice: keep one.")
        jobs[name] = Job(name, dict(parameters))
    if not jobs:
        raise UsageError("sweep: nothing was asked for, so there is nothing to make.")
    return list(jobs.values())


def _name(project: Project, section: SweepSection, parameters: Mapping[str, Any]) -> str:
    """The name of the folder of one of them."""
    pattern = section.name or project.identity.name
    identity = replace(project.identity, name=pattern, command=project.identity.command or "sweep")
    return placed(replace(project, identity=identity), parameters).identity.name


def in_its_folder(project: Project, folder: Path, job: Job) -> Project:
    """The report of a job as a project of its own, with its results in `folder`."""
    identity = project.identity
    own = replace(identity, name=job.name) if identity.command else identity
    return replace(project, out=folder, identity=own)


def _typed(report: str, parameters: Mapping[str, Any]) -> list[str]:
    """The words that make the same report alone."""
    given = [
        word
        for name, value in parameters.items()
        for word in ("-p", f"{name}={yaml.safe_dump(value, default_flow_style=True, width=9999)}")
    ]
    return [
        *([report] if report else []),
        *(word.removesuffix("\n...\n").strip() for word in given),
    ]
