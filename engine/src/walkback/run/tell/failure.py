"""What a researcher reads when a notebook fails: where, what, and what to type next."""

import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from walkback.errors import CellError, KernelDied, RunError
from walkback.paths import near
from walkback.run.tell.fault import CellDied, CellFailed, CellStuck, Fault, in_data
from walkback.run.tell.missing_module import advice
from walkback.run.tell.remedies import about_the_machine, remedy

NOTHING_RUN = "Nothing was run; the last report is unchanged."
KEPT = "What was finished before is kept; the last report is unchanged."
_AROUND = 2
_NOTES = 5
_BRIEF = 120
_VERBS = {CellDied: "died", CellFailed: "failed", CellStuck: "took too long"}


@dataclass(frozen=True)
class Failed:
    """Where a failed execution can be looked at.

    Attributes:
        notebook: The source notebook.
        copy: The kept copy, with everything up to the failure.
        log: What the kernel printed by itself, if it did.
        lab: How JupyterLab is opened with the environment of this run.
        edit: How it is opened on the notebook itself; "" where its inputs would be others.
        again: What to type to go on.
        lock: The file that pins packages.
        unkept: Why there is no copy, "" if there is one.
    """

    notebook: Path
    copy: Path
    log: Path
    lab: str
    again: str
    lock: Path = Path("requirements.lock")
    unkept: str = ""
    edit: str = ""


def told(path: Path) -> str:
    """A path as it can be typed in the working directory; whole where it lies outside."""
    return near(path)


def explained(error: CellFailed | CellStuck | CellDied, failed: Failed) -> RunError:
    """The error with everything that a reader needs to go on."""
    fault = error.fault
    source = failed.notebook.parent.parent / "src"
    machine, mended = about_the_machine(fault.causes)
    advised = [text for cause in fault.causes for text in advice(cause, source, failed.lock)]
    advised += [machine] if machine else []
    text = "\n".join(
        [
            f"{failed.notebook.stem} {_VERBS[type(error)]} at {fault.place()}, in {told(failed.notebook)}",
            "",
            *excerpt(fault),
            "",
            *(f"  {line}" for text in (*fault.causes, *advised) for line in text.splitlines()),
            "",
            *next_steps(failed, data=any(map(in_data, fault.causes)), machine=mended),
        ]
    )
    whole = KernelDied(text) if isinstance(error, CellDied) else CellError(text)
    whole.brief = f"cell {fault.number}: {'; '.join(fault.causes)}"
    return whole


def in_brief(error: BaseException) -> str:
    """Why a stage failed, for its line: the cell and the first line of the cause, cut."""
    text = getattr(error, "brief", "") or str(error) or type(error).__name__
    first = text.splitlines()[0]
    return first if len(first) <= _BRIEF else f"{first[:_BRIEF]}…"


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


def next_steps(failed: Failed, *, data: bool = False, machine: str = "") -> list[str]:
    """Where the copy is, how to open it, how to go on.

    Args:
        failed: Where it can be looked at.
        data: Whether the data are to be mended, and not the notebook.
        machine: What is to be done where the machine is at fault, such as `making room on the disk`.
    """
    copy = told(failed.copy)
    mended = "the data named above" if data else told(failed.notebook)
    after = machine or f"mending {mended}"
    go_on = f"Go on:        {failed.again}    (after {after})"
    if failed.unkept:
        return [f"Failed copy:  none, it could not be written: {failed.unkept}", go_on]
    return [
        f"Failed copy:  {copy}",
        *([f"Its log:      {told(failed.log)}"] if failed.log.exists() else []),
        f"Open it:      {failed.lab} {shlex.quote(copy)}",
        *([f"Mend it:      {failed.edit}"] if failed.edit and not (data or machine) else []),
        go_on,
    ]


def mended_in_words(notebook: str, notes: Sequence[str]) -> str:
    """What is not quite right in a notebook's file, and how to mend it."""
    listed = "; ".join(notes[:_NOTES])
    more = f"; and {len(notes) - _NOTES} more" if len(notes) > _NOTES else ""
    return (
        f"{notebook} is not quite a valid notebook, and is run as: {listed}{more}. "
        "The file is as it was. Open it in JupyterLab and save it to mend it."
    )


def not_rendered(text: str, formats: str, run_dir: Path, again: str) -> str:
    """Why there is no new document, and where what it would show can be looked at."""
    return "\n".join(
        [
            f"The report ({formats}) could not be made.",
            "",
            *(f"  {line}" for line in text.splitlines()),
            "",
            f"Executed:     {told(run_dir)}    (the notebooks; none of them runs again)",
            f"Go on:        {again}",
        ]
    )


def closed(text: str, again: str, lost: str = KEPT) -> str:
    """What went wrong, how to go on if that is not in it yet, and that nothing is lost."""
    go_on = [] if "\nGo on:" in text else ["", f"Go on:        {again}"]
    return "\n".join([text, *go_on, lost])


def file_trouble(error: OSError) -> str:
    """A file that could not be read or written: which, why, and what to do."""
    where = f" ({error.filename})" if error.filename else ""
    text = f"A file could not be read or written: {error.strerror or error}{where}. {remedy(error)}"
    return text.rstrip()
