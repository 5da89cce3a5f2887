"""Results of jobs in their folders: which are up to date, and putting new ones in place."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from walkback import atomic_files
from walkback.project import Project
from walkback.run.commit.ledger import FILE as LEDGER
from walkback.run.plan.dry_run import Request, Sources, outlook
from walkback.run.plan.state import FILE as STATE
from walkback.run.plan.state import load
from walkback.sweep.perform import Outcome

_RUN = "report/run"
_FAILED = f"{_RUN}/failed/"
ROW = "row.json"
WHY_FAILED = "failed.txt"


def why_due(project: Project, request: Request, sources: Sources) -> str:
    """Why a job must be done; "" where all that it would give is there already.

    Args:
        project: The report in its folder.
        request: What makes it.
        sources: Its notebooks.
    """
    found = outlook(project, sources, request, load(project.run_dir))
    return next((f"{one.name}: {one.why}" for one in found if one.runs), "")


def put_in_place(folder: Path, outcome: Outcome) -> None:
    """Write the files of a report; whoever is interrupted leaves a folder that is out of date.

    Args:
        folder: The folder of the job.
        outcome: What a worker gave.
    """
    ledger, state = f"{_RUN}/{LEDGER}", f"{_RUN}/{STATE}"
    (folder / state).unlink(missing_ok=True)
    old = {path for path in folder.rglob("*") if path.is_file()}
    new = {name: content for name, content in outcome.files.items() if name not in {ledger, state}}
    for name, content in new.items():
        _write(folder / name, content)
    atomic_files.tidy(old - {folder / name for name in (*new, ledger)})
    _append(folder / ledger, outcome.files.get(ledger, b""))
    if state in outcome.files:
        atomic_files.write_bytes(folder / state, outcome.files[state])


def keep_failure(folder: Path, outcome: Outcome, told: str) -> None:
    """Keep what shows why a job failed; an earlier report stays as it is.

    Args:
        folder: The folder of the job.
        outcome: What a worker gave.
        told: The message, as it is shown.
    """
    for name, content in outcome.files.items():
        if name.startswith(_FAILED):
            _write(folder / name, content)
    _append(folder / _RUN / LEDGER, outcome.files.get(f"{_RUN}/{LEDGER}", b""))
    atomic_files.write(folder / WHY_FAILED, f"{told}\n")


def forget_failure(folder: Path) -> None:
    """Remove what shows why a job failed, once all that it would give is there."""
    atomic_files.tidy([folder / WHY_FAILED, folder / _FAILED])


def keep_row(folder: Path, row: Mapping[str, Any]) -> None:
    """Keep the row of the index."""
    atomic_files.write(folder / ROW, f"{json.dumps(row, ensure_ascii=False, indent=1)}\n")


def kept_row(folder: Path) -> dict[str, Any] | None:
    """The row of the index; None if it is not there or damaged."""
    try:
        return dict(json.loads((folder / ROW).read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def _write(path: Path, content: bytes) -> None:
    if not path.is_file() or path.read_bytes() != content:
        atomic_files.write_bytes(path, content)


def _append(path: Path, content: bytes) -> None:
    if content:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("ab") as file:
            file.write(content)
