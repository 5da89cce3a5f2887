"""`run_all.py verify FILE`: which data, code and lock a report came from, and whether they are here."""

import json
import platform
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from walkback.errors import UsageError, WalkbackError
from walkback.further_reports import placed
from walkback.hashing import file_hash
from walkback.paths import SCRIPT
from walkback.project import FILE, Project
from walkback.publish.manifest_reader import form_of, read_record
from walkback.publish.record import Record, hashes, packages
from walkback.report_file import read_further, read_project
from walkback.run.plan.dry_run import REPORT, Request, outlook, read_sources
from walkback.run.plan.staleness import Decision, Reason
from walkback.run.plan.state import load
from walkback.tables.problems import printable

REPRODUCES, DIFFERS, UNKNOWN = 0, 1, 2
NAMED = 5  # files that are named where many differ
_WIDTH = 12


@dataclass(frozen=True)
class Line:
    """One thing that a report depends on.

    Attributes:
        name: What it is.
        text: How it compares with this checkout.
        same: Whether it is the same here.
    """

    name: str
    text: str
    same: bool = True

    def __str__(self) -> str:
        return f"  {self.name:<{_WIDTH}}{'' if self.same else 'DIFFERS: '}{self.text}"


@dataclass(frozen=True)
class Made:
    """The report that this checkout makes.

    Attributes:
        how: Where it is from, or why it is not known.
        digest: The SHA-256 of its bytes, empty where it is not known.
        shown: The SHA-256 of the figures and tables in it, by path.
    """

    how: str
    digest: str = ""
    shown: Mapping[str, str] | None = None


def verify(document: Path, project: Project, *, rebuild: bool = False) -> tuple[str, int]:
    """What there is to say of a document, and the exit code: reproduces, differs, cannot tell.

    Args:
        document: A report as HTML or PDF, from here or from anywhere.
        project: The checkout that it is held against.
        rebuild: Whether to make the report a second time, beside everything, and compare the bytes.

    Raises:
        UsageError: If it is no report whose record can be read.
    """
    record, form = read_record(document), form_of(document)
    project = as_recorded(project, record)
    lines = compared(record, project)
    told = [f"{document} was made from", *map(str, lines), _settings(record), ""]
    if not all(line.same for line in lines):
        told.append(
            "This checkout does not reproduce it. Check out the commit that it was made from, or "
            "mend what differs, and type the same again."
        )
        return "\n".join(told), DIFFERS
    made = rebuilt(project, record, form) if rebuild else at_hand(project, record, form)
    words, code = judged(record, file_hash(document) or "", made)
    return "\n".join([*told, words]), code


def as_recorded(project: Project, record: Record) -> Project:
    """The report of this checkout that a record is of: the main one, or a further one in its place.

    Raises:
        UsageError: If this checkout knows no such further report.
    """
    if not record.command:
        return project
    if record.command not in read_further(project.root):
        raise UsageError(
            f"It was made by the command {printable(record.command)!r}, which this checkout does "
            f"not know: [reports.…] of {FILE} lists what it knows."
        )
    further = read_project(project.root, project.out, record.command)
    return placed(further, record.parameters)


def compared(record: Record, project: Project) -> list[Line]:
    """Everything that the report depends on, against this checkout and this Python."""
    here = platform.python_version()
    other = "" if record.python == here else f", here {here}"
    parts = project.identity.parts
    return [
        *(
            _part(name, record.part(name), _here(project.root, record.part(name), parts.get(name)))
            for name in {**record.parts, **parts}
        ),
        Line("Python", printable(record.python) + (other or ", as here"), not other),
        _packages(record.packages, packages()),
    ]


def _here(root: Path, there: Mapping[str, str], patterns: tuple[str, ...] | None) -> dict[str, str]:
    """The same files in this checkout; of code also those that the report was made without."""
    code = patterns if patterns and any("**" in pattern for pattern in patterns) else ()
    return hashes(root, [*there, *code])


def judged(record: Record, digest: str, made: Made) -> tuple[str, int]:
    """Whether the document has the bytes that this checkout makes, in words, and the exit code."""
    if not made.digest:
        return f"Whether this checkout reproduces it cannot be told: {made.how}.", UNKNOWN
    if digest == made.digest:
        return f"This checkout reproduces it: {made.how} has the same bytes.\n{digest}", REPRODUCES
    shown = made.shown or {}
    other = sorted(path for path, found in record.shown.items() if shown.get(path, found) != found)
    why = (
        f"these are other: {_listed(other)}"
        if other
        else "all figures and tables are the same, so its text or layout was changed"
    )
    return (
        f"This checkout does not reproduce it. All files are the same, but {made.how} has other "
        f"bytes; {why}.\n{digest}  the document\n{made.digest}  this checkout"
    ), DIFFERS


def at_hand(project: Project, record: Record, form: str) -> Made:
    """The report of this checkout, if it is up to date and has the same parameters."""
    try:
        state = load(project.run_dir)
        request = Request(given=record.given, formats=(form,))
        found = outlook(project, read_sources(project), request, state)
    except WalkbackError as error:
        return Made(f"its own report cannot be looked at ({error}); --rebuild makes it")
    old = [one for one in found if one.runs and not _only_file(one)]
    if old:
        return Made(
            f"its own report is not up to date with these parameters ({old[0].name}: "
            f"{old[0].why}); --rebuild makes one beside it, --out DIR looks at one made there"
        )
    name = project.identity.file(form)
    digest = state.report[form].outputs.get(name, "")
    return Made(f"{name}, as it was made here,", digest, _shown(project.out / name))


def _only_file(decision: Decision) -> bool:
    """Whether nothing but the report's file is wrong: what was made is known by its hash."""
    return decision.name == REPORT and decision.reason in {Reason.EDITED, Reason.MISSING}


def rebuilt(project: Project, record: Record, form: str) -> Made:
    """The report, made a second time in a folder that is thrown away.

    Raises:
        UsageError: If the record names parameters that cannot be.
    """
    if not all(isinstance(name, str) and name.isidentifier() for name in record.given):
        raise UsageError("The record names a parameter that no notebook can have: it was edited.")
    given = [f"{name}={json.dumps(value)}" for name, value in record.given.items()]
    with tempfile.TemporaryDirectory(prefix="verify-") as folder:
        script = project.root / SCRIPT
        called = [str(script)] if script.is_file() else ["-m", "walkback"]
        command = [sys.executable, *called, *([record.command] if record.command else [])]
        command += ["--out", folder]
        command += ["--format", form, *(part for one in given for part in ("-p", one))]
        code = subprocess.run(command, cwd=project.root, check=False).returncode
        if code:
            return Made(f"making it here ended with exit code {code}")
        path = placed_in(Path(folder), project, record) / project.identity.file(form)
        return Made("the report made just now", file_hash(path) or "", _shown(path))


def placed_in(out: Path, project: Project, record: Record) -> Path:
    """Where below another `out` the report that a record is of has its results."""
    if not record.command:
        return out
    return placed(read_project(project.root, out, record.command), record.parameters).out


def _shown(path: Path) -> Mapping[str, str] | None:
    """The figures and tables in a report of this checkout, None where it is not there."""
    try:
        return read_record(path).shown
    except UsageError:
        return None


def _part(name: str, there: Mapping[str, str], here: Mapping[str, str]) -> Line:
    notes = [
        *(
            f"{path} is other here"
            for path in sorted(there)
            if here.get(path, "") not in ("", there[path])
        ),
        *(f"{path} is not here" for path in sorted(there) if path not in here),
        *(f"{path} is only here" for path in sorted(here) if path not in there),
    ]
    count = f"{len(there)} file{'' if len(there) == 1 else 's'}"
    return Line(name, _listed(notes) if notes else f"{count}, as here", not notes)


def _packages(there: Mapping[str, str], here: Mapping[str, str]) -> Line:
    notes = [
        f"{printable(name)} {printable(there.get(name, 'none'))}, here {here.get(name, 'none')}"
        for name in sorted({*there, *here})
        if there.get(name) != here.get(name)
    ]
    return Line("packages", _listed(notes) if notes else "as here", not notes)


def _settings(record: Record) -> str:
    settings = [
        f"{printable(str(name))} = {printable(json.dumps(value, ensure_ascii=False))}"
        for name, value in record.parameters.items()
    ]
    return str(Line("parameters", ", ".join(settings) or "none"))


def _listed(notes: list[str]) -> str:
    left = len(notes) - NAMED
    return "; ".join(notes[:NAMED]) + (f"; and {left} more" if left > 0 else "")
