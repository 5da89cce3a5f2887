"""What a run would do, told from files alone: nothing is imported, written or executed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from walkback.errors import RunError
from walkback.hashing import file_hash, file_hashes, sha256
from walkback.notebooks.cell_tags import refuse_unmeant
from walkback.notebooks.reader import Cell, cells_of, notebook_text, read
from walkback.patterns import find, matches
from walkback.project import Check, Project, Stage
from walkback.run.plan.cache_key import (
    Key,
    beside,
    cell_entries,
    effective_parameters,
    environment,
)
from walkback.run.plan.code_fingerprint import imported
from walkback.run.plan.inputs import answers, declared, hashes, is_result, listings, readable
from walkback.run.plan.module_graph import Closure
from walkback.run.plan.schedule import waits_for
from walkback.run.plan.staleness import (
    Decision,
    Reason,
    broken_outputs,
    decide,
    differing_environment,
    differing_files,
)
from walkback.run.plan.state import Record, State

REPORT = "report"
_OF_THE_KERNEL = {"kernelspec", "language_info"}


@dataclass(frozen=True)
class Request:
    """What the user asked for.

    Attributes:
        given: Parameters by name.
        force: Whether what is asked for runs in any case.
        only: The name of the one stage asked for, or "" for all.
        formats: The formats of the report.
        program: How this program is called, for messages.
        options: The options typed.
        jobs: How many notebooks at most run at once; 0 for one a core.
        timeout: How many seconds one cell may take; 0 for what each stage says.
    """

    given: Mapping[str, Any] = field(default_factory=dict)
    force: bool = False
    only: str = ""
    formats: tuple[str, ...] = ("html", "pdf")
    program: str = "python run_all.py"
    options: str = ""
    jobs: int = 0
    timeout: int = 0

    @property
    def again(self) -> str:
        """What to type to go on."""
        return f"{self.program} {self.options}".strip()

    def forces(self, name: str) -> bool:
        """Whether `--force` is meant for this stage; with `--only`, for that one alone."""
        return self.force and self.only in {"", name}


@dataclass(frozen=True)
class Sources:
    """The notebooks as they are now, read once.

    Attributes:
        documents: Each notebook as plain data, by stage.
        cells: Its cells, by stage.
        hashes: The hash of what its author wrote in it, by stage: results saved in it do not count.
        entries: What each of its cells does, by stage, see `keys.cell_entry`.
        modules: The modules that it reaches and their hashes, by stage.
        imports: The names that its own cells import, by stage.
        environment: What everything depends on.
        closure: What knows all modules.
        notes: What in a notebook's file is not quite right and is read otherwise, by stage.
    """

    documents: Mapping[str, dict[str, Any]]
    cells: Mapping[str, list[Cell]]
    hashes: Mapping[str, str]
    entries: Mapping[str, list[str]]
    modules: Mapping[str, dict[str, str]]
    imports: Mapping[str, list[str]]
    environment: Key
    closure: Closure
    notes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def read_sources(project: Project) -> Sources:
    """All notebooks of the project.

    Raises:
        RunError: If one is no notebook, or has a tag that cannot do what it says.
    """
    files = {one.name: file_hash(project.source(one)) or "" for one in project.stages}
    found = {one.name: read(project.source(one)) for one in project.stages}
    documents = {name: one.document for name, one in found.items()}
    for name, document in documents.items():
        refuse_unmeant(f"notebooks/{name}.ipynb", document["cells"])
    cells = {name: cells_of(document) for name, document in documents.items()}
    closure = Closure(project.root, project.run_dir, project.folders)
    parsed = {name: closure.of(files[name], partial(_parsed, documents[name])) for name in cells}
    hashes = {name: one["text"] for name, one in parsed.items()}
    entries = {name: one["cells"] for name, one in parsed.items()}
    modules = {name: closure.reached(one["imports"]) for name, one in parsed.items()}
    imports = {name: one["imports"] for name, one in parsed.items()}
    notes = {name: one.notes for name, one in found.items() if one.notes}
    return Sources(
        documents, cells, hashes, entries, modules, imports, environment(project), closure, notes
    )


def _parsed(document: dict[str, Any]) -> dict[str, Any]:
    """What a notebook says, does and imports, in a form that can be remembered."""
    cells = cells_of(document)
    own = {key: value for key, value in document["metadata"].items() if key not in _OF_THE_KERNEL}
    said = sha256(notebook_text({**document, "metadata": own}).encode())
    texts = [cell.text for cell in cells if cell.kind == "code"]
    texts += [text for cell in cells for text in cell.expressions]
    names = {name for text in texts for name in imported(text)}
    return {"cells": cell_entries(cells), "imports": sorted(names), "text": said}


def asked_stages(project: Project, request: Request) -> tuple[Stage, ...]:
    """The stages up to the one asked for; all of them if none was named."""
    names = [stage.name for stage in project.stages]
    last = names.index(request.only) if request.only else len(names) - 1
    return project.stages[: last + 1]


def key_of(project: Project, stage: Stage, sources: Sources, request: Request, state: State) -> Key:
    """What a stage depends on now, as far as it is known before it runs.

    Raises:
        RunError: If a pattern that it declares finds no file.
    """
    record, made = state.stages.get(stage.name), state.produced()
    before: Mapping[str, Any] = record.key if record else {}
    names = declared(project, stage, made) | set(before.get("inputs", ()))
    listed = before.get("listed", ())
    return {
        "parameters": effective_parameters(sources.cells[stage.name], request.given),
        "inputs": hashes(project, stage, made, names),
        "listed": listings(listed, readable(project, stage, made)) if listed else {},
        "cells": sources.entries[stage.name],
        "modules": sources.modules[stage.name],
        "looked": answers(project, stage, made, before.get("looked", ())),
        "beside": beside(project, before.get("beside", ())),
        **sources.environment,
    }


def decision(
    project: Project, stage: Stage, key: Key, sources: Sources, request: Request, state: State
) -> Decision:
    """Whether a stage runs, all stages before it being finished."""
    record = state.stages.get(stage.name)
    cells, force = sources.cells[stage.name], request.forces(stage.name)
    return decide(stage, key, cells, record, project.out, force)


def outlook(project: Project, sources: Sources, request: Request, state: State) -> list[Decision]:
    """The decision for every stage and for the report, without running anything."""
    found: list[Decision] = []
    waits = waits_for(project.stages, state)
    for stage in project.stages:
        running = [one for one in project.stages if _runs(one.name, found)]
        feeding = [one.name for one in running if one.name in waits[stage.name]]
        found.append(_expected(project, stage, sources, request, state, feeding))
    running_names = [one.name for one in found if one.runs]
    if running_names:
        return [*found, Decision(REPORT, Reason.EARLIER, ", ".join(running_names))]
    key = report_key(project, sources, state)
    return [*found, report_decision(project, request, state, key)]


def _runs(name: str, found: list[Decision]) -> bool:
    return any(one.name == name and one.runs for one in found)


def _expected(
    project: Project,
    stage: Stage,
    sources: Sources,
    request: Request,
    state: State,
    feeding: list[str],
) -> Decision:
    earlier = Decision(stage.name, Reason.EARLIER, ", ".join(feeding))
    try:
        key = key_of(project, stage, sources, request, state)
    except RunError:
        if feeding:  # its inputs are not there yet
            return earlier if stage.name in state.stages else Decision(stage.name, Reason.NEVER_RUN)
        raise
    found = decision(project, stage, key, sources, request, state)
    return earlier if feeding and not found.runs else found


def report_key(project: Project, sources: Sources, state: State) -> Key:
    """What the rendered report depends on: all that was produced, and the report's own inputs."""
    names = [stage.name for stage in project.stages]
    records = [record for name, record in state.stages.items() if name in names]
    produced = {path: digest for record in records for path, digest in record.outputs.items()}
    found = file_hashes(project.root, made_from(project, state))
    own = {path: digest or "" for path, digest in found.items()}
    for stage in project.stages:
        if (name := project.name_of(str(project.source(stage)))) in own:
            own[name] = sources.hashes[stage.name]
    code = {path: digest for path, digest in own.items() if matches(path, project.identity.code)}
    data = {path: digest for path, digest in own.items() if path not in code}
    return {"inputs": produced | data, "modules": code, **sources.environment}


def made_from(project: Project, state: State) -> list[str]:
    """The files of the checkout that the report depends on, through its notebooks or by itself."""
    names = [stage.name for stage in project.stages]
    keys = [record.key for name, record in state.stages.items() if name in names]
    read = {path for key in keys for path, digest in key.get("inputs", {}).items() if digest}
    made = state.produced()
    data = {path for path in read if path not in made and not is_result(project, path)}
    return sorted({*find(project.root, project.report), *data})


def report_decision(project: Project, request: Request, state: State, key: Key) -> Decision:
    """Whether the report is rendered again, and why."""
    if request.force:
        return Decision(REPORT, Reason.FORCED)
    if absent := [form for form in request.formats if form not in state.report]:
        return Decision(REPORT, Reason.NEVER_RUN, " and ".join(absent))
    for form in request.formats:
        record = state.report[form]
        if found := _report_difference(project, record, key):
            return found
    return Decision(REPORT, Reason.UP_TO_DATE)


def _report_difference(project: Project, record: Record, key: Key) -> Decision | None:
    for reason, detail in (
        *differing_files(record.key, key),
        *differing_environment(record.key, key),
        *broken_outputs(record, project.out),
    ):
        return Decision(REPORT, reason, detail)
    return None


def checks_due(project: Project, sources: Sources, state: State) -> list[Check]:
    """The checks whose files or modules changed since they passed, or whose results did.

    Where the first is due, the data, all are.
    """
    due = []
    for check in project.checks:
        record = state.checked.get(check.name)
        same = record and record.key.get("inputs") == check_hash(project, check, sources)
        if record is None or not same or any(broken_outputs(record, project.out)):
            due.append(check)
    return list(project.checks) if due[:1] == list(project.checks[:1]) else due


def check_hash(project: Project, check: Check, sources: Sources) -> str:
    """One hash over everything that a check looks at, and over the modules that do it."""
    found = file_hashes(project.root, find(project.root, check.inputs))
    found |= sources.closure.reached(check.modules)
    return sha256("\n".join(f"{path} {digest}" for path, digest in found.items()).encode())
