"""The last lines of a run that made a report: its files, and what is new in it."""

import csv
import io
import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from walkback.patterns import matches

FIGURES = ("figures/*.svg",)
VALUES = "report/values.csv"


def report_lines(files: Sequence[Path], changed: str) -> Iterator[str]:
    """What is told at the end, a file a line; fits 60 columns where the names do.

    Args:
        files: The files of the report.
        changed: What is new, from `what_changed`.
    """
    first = {".html": 0, ".pdf": 1}
    begin = "Report:"
    for file in sorted(files, key=lambda path: (first.get(path.suffix, 2), path.name)):
        pages = _pages(file) if file.suffix == ".pdf" else ""
        yield f"{begin:<8}{_near(file)}{pages}"
        begin = ""
    if changed:
        yield changed


def what_changed(
    before: Mapping[str, Any] | None, now: Mapping[str, Any], old: str | None, new: str
) -> str:
    """How many figures and values differ from the last report; empty if there was none.

    Args:
        before: What the last report depended on; None if there was none.
        now: What this one depends on.
        old: The values of the last report as CSV; None if they are gone.
        new: The values of this one.
    """
    if before is None:
        return ""
    figures = _differing(_figures(before), _figures(now))
    parts = [_counted(figures, "figure")]
    if old is not None:
        parts.append(_counted(_differing(_values(old), _values(new)), "value"))
    return f"Changed since the last report: {', '.join(parts)}."


def _figures(key: Mapping[str, Any]) -> Counter[tuple[str, ...]]:
    inputs = key["inputs"].items()
    return Counter((path, digest) for path, digest in inputs if matches(path, FIGURES))


def _values(text: str) -> Counter[tuple[str, ...]]:
    """Each value as it reads, with the rows that it comes from; not where it is shown."""
    found: dict[str, list[str]] = {}
    for row in csv.DictReader(io.StringIO(text)):
        cells = [str(row.get(name)) for name in ("number", "text", "how", "table", "row")]
        found.setdefault(cells[0], cells[1:3]).extend(cells[3:])
    return Counter(map(tuple, found.values()))


def _differing(before: Counter[Any], now: Counter[Any]) -> int:
    """How many are new, or how many are gone where these are more."""
    return max((now - before).total(), (before - now).total())


def _counted(number: int, word: str) -> str:
    return f"{number or 'no'} {word}{'' if number == 1 else 's'}"


def _pages(file: Path) -> str:
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        number = len(PdfReader(file).pages)
    except (PyPdfError, OSError, ValueError):
        return ""
    return f", {number} page{'' if number == 1 else 's'}"


def _near(file: Path) -> str:
    """The file from the working directory; whole where it lies outside."""
    return os.path.relpath(file) if file.is_relative_to(Path.cwd()) else str(file)
