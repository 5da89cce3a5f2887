"""What a researcher reads when a notebook fails: where, what, and what to type next."""

import os
import shlex
from dataclasses import dataclass
from pathlib import Path

from twodeltas.errors import CellError, KernelDied, RunError
from twodeltas.run.fault import CellDied, CellFailed, Fault

_AROUND = 2


@dataclass(frozen=True)
class Failed:
    """Where a failed execution can be looked at.

    Attributes:
        notebook: The source notebook.
        copy: The kept copy, with everything up to the failure.
        log: What the kernel printed by itself, if it did.
        lab: How JupyterLab is opened with the environment of this run.
        again: What to type to go on.
    """

    notebook: Path
    copy: Path
    log: Path
    lab: str
    again: str


def told(path: Path) -> str:
    """A path as it can be typed in the working directory; whole where it lies outside."""
    return os.path.relpath(path) if path.is_relative_to(Path.cwd()) else str(path)


def explained(error: CellFailed | CellDied, failed: Failed) -> RunError:
    """The error with everything that a reader needs to go on."""
    fault = error.fault
    verb = "died" if isinstance(error, CellDied) else "failed"
    text = "\n".join(
        [
            f"{failed.notebook.stem} {verb} at {fault.place()}, in {told(failed.notebook)}",
            "",
            *excerpt(fault),
            "",
            *(f"  {cause}" for cause in fault.causes),
            "",
            *next_steps(failed),
        ]
    )
    return KernelDied(text) if isinstance(error, CellDied) else CellError(text)


def excerpt(fault: Fault) -> list[str]:
    """At most five lines of the cell, the failing one marked with `>`."""
    lines = fault.source.splitlines() or [""]
    centre = min(fault.line or 1, len(lines))
    first = max(1, min(centre - _AROUND, len(lines) - 2 * _AROUND))
    last = min(len(lines), first + 2 * _AROUND)
    return [
        f"  {'>' if number == fault.line else ' '} {number:3}  {lines[number - 1]}"
        for number in range(first, last + 1)
    ]


def next_steps(failed: Failed) -> list[str]:
    """Where the copy is, how to open it, how to go on."""
    copy = told(failed.copy)
    return [
        f"Failed copy:  {copy}",
        *([f"Its log:      {told(failed.log)}"] if failed.log.exists() else []),
        f"Open it:      {failed.lab} {shlex.quote(copy)}",
        f"Go on:        {failed.again}    (after mending {told(failed.notebook)})",
        "What was finished before is kept; the last report is unchanged.",
    ]
