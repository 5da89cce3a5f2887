"""The report: rendered again if something that it shows has changed, and put in place whole."""

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from walkback import atomic_files
from walkback.errors import WalkbackError
from walkback.hashing import file_hash
from walkback.run.commit.context import Context
from walkback.run.commit.summary import VALUES, report_lines, what_changed
from walkback.run.execute.audit_hook import peak_memory
from walkback.run.execute.render_audit import declared_alone
from walkback.run.plan.cache_key import Key
from walkback.run.plan.dry_run import (
    REPORT,
    asked_stages,
    made_from,
    outlook,
    report_decision,
    report_key,
)
from walkback.run.plan.imported_packages import imported_packages
from walkback.run.plan.staleness import Decision
from walkback.run.plan.state import Record
from walkback.run.tell.at_hand import at_hand
from walkback.run.tell.failure import not_rendered
from walkback.run.tell.naming import as_known


def report_if_complete(run: Context) -> None:
    """Render the report if all notebooks are up to date; say what is not.

    Raises:
        WalkbackError: If it could not be made; the last one stays as it is.
    """
    run.stop.heed()
    if not run.request.formats:
        return
    if stale := _stale(run):
        told = "; ".join(f"{one.name} ({one.why})" for one in stale)
        run.progress.line(f"No report: out of date are {told}.")
        return
    key = report_key(run.project, run.sources, run.state)
    found = report_decision(run.project, run.request, run.state, key)
    unchanged = [at_hand(run.project, run.request.formats)]
    ending = _render(run, key, found) if found.runs else unchanged
    if not found.runs:
        run.progress.skip(REPORT, found.why)
    _name_old_formats(run, key)
    run.last_words += ending


def _stale(run: Context) -> list[Decision]:
    """The stages after those asked for that are out of date."""
    later = run.project.stages[len(asked_stages(run.project, run.request)) :]
    unforced = replace(run.request, force=False)
    found = {one.name: one for one in outlook(run.project, run.sources, unforced, run.state)}
    return [found[stage.name] for stage in later if found[stage.name].runs]


def _render(run: Context, key: Key, found: Decision) -> list[str]:
    """Make the report and put it in place; returns what is told of it at the end."""
    run.now = [REPORT]
    run.progress.begin(REPORT, found.why)
    staging = atomic_files.empty(run.project.known.run_dir / ".staging" / REPORT)
    entry = run.ledger.begin(found, key)
    with run.telling_failures(), _telling_of_the_report(run):
        files = entry.during(lambda: _rendered(run, key, staging))
    entry.peak = peak_memory()
    before = next((dict(one.key) for one in run.state.report.values()), None)
    old = _text(run.project.known.out / VALUES)
    with run.stop.deferred():
        key = {**key, "packages": imported_packages(sys.modules)}
        outputs = _put_aside(run, key, staging, files)
        run.ended.append((entry, outputs))
    run.progress.end(REPORT, "rendered", found.why)
    changed = what_changed(before, key, old, _text(run.project.out / VALUES) or "")
    lines = report_lines([run.project.out / path for path in outputs], changed)
    return [as_known(run.project, line) for line in lines]


def _text(path: Path) -> str | None:
    return path.read_text("utf-8") if path.is_file() else None


def _rendered(run: Context, key: Key, staging: Path) -> list[Path]:
    files = made_from(run.project, run.state)
    declared = [*key["inputs"], *key["modules"], run.project.lock]
    with declared_alone(run.project, declared, run.untouched):
        return run.steps.render(run.project, staging, run.request.formats, files)


def _put_aside(run: Context, key: Key, staging: Path, files: list[Path]) -> dict[str, str]:
    """Take the files into the run's own copy; returns the hash of each by its path."""
    paths = [f"{REPORT}/{file.relative_to(staging).as_posix()}" for file in files]
    for file, path in zip(files, paths, strict=True):
        atomic_files.move(file, run.project.out / path)
    outputs = {path: file_hash(run.project.out / path) or "" for path in paths}
    for form in run.request.formats:
        run.state.report[form] = Record(key, _of_format(outputs, form))
    run.save()
    return outputs


@contextmanager
def _telling_of_the_report(run: Context) -> Iterator[None]:
    try:
        yield
    except WalkbackError as error:
        formats, again = " and ".join(run.request.formats), run.request.again
        error.args = (not_rendered(str(error), formats, run.project.known.run_dir, again),)
        raise


def _name_old_formats(run: Context, key: Key) -> None:
    for form, record in run.state.report.items():
        if form not in run.request.formats and _apart(record.key) != _apart(key):
            for path in (p for p in record.outputs if p.endswith(f".{form}")):
                run.progress.line(f"{path} is from an earlier run: --format {form} renews it.")


def _apart(key: Mapping[str, Any]) -> dict[str, Any]:
    """A key without its packages: the formats import different ones."""
    return {part: value for part, value in key.items() if part != "packages"}


def _of_format(outputs: Mapping[str, str], form: str) -> dict[str, str]:
    """The files of one format: its own document, and what belongs to every format."""
    documents = {".html", ".pdf"} - {f".{form}"}
    return {path: digest for path, digest in outputs.items() if Path(path).suffix not in documents}
