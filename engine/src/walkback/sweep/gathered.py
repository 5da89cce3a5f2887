"""The index of a sweep out of what is in its folders: finished, failed, not made yet."""

from collections.abc import Mapping
from typing import Any

from walkback.hooks import function
from walkback.sweep import kept
from walkback.sweep.index import Entry, write_index
from walkback.sweep.jobs import Job
from walkback.sweep.meant import Meant
from walkback.sweep.sameness import digests


def row_of(meant: Meant, job: Job) -> dict[str, Any]:
    """The cells of a finished report, by column.

    Raises:
        WalkbackError: If its results are not what the report's function expects.
    """
    if not meant.section.row:
        return {name: _plain(value) for name, value in job.parameters.items()}
    row = function(meant.project.hooks, meant.section.row)
    return dict(row(meant.asked.root, job.parameters, meant.folder(job)))


def write(meant: Meant, failed: Mapping[str, str]) -> None:
    """Write the index, whatever has been made so far.

    Args:
        meant: The sweep.
        failed: Why jobs failed, by name.
    """
    known = digests(meant.own_parts)
    made_of = ", ".join(f"{name} {known[name][:12]}" for name in ("code", "data", "lock"))
    title = f"{meant.project.identity.title}: a sweep"
    entries = [_entry(meant, job, failed.get(job.name, "")) for job in meant.jobs]
    write_index(meant.asked.out, title, entries, f"Made of {made_of}.")


def _entry(meant: Meant, job: Job, failed: str) -> Entry:
    folder, identity = meant.folder(job), meant.placed(job).identity
    there = [identity.file(form) for form in meant.asked.formats]
    files = [f"{job.name}/{file}" for file in there if (folder / file).is_file()]
    row = kept.kept_row(folder)
    if row is None and files and not failed:
        row = row_of(meant, job)
    plain = {name: _plain(value) for name, value in job.parameters.items()}
    return Entry(job.name, row or plain, files, failed or ("" if files else "not made yet"))


def _plain(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    return value if isinstance(value, int | float | str) else str(value)
