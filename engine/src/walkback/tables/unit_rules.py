"""The unit of a number against the words in which its source printed it: `unit`, `unit_original`."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from walkback.tables.as_printed import printed_base
from walkback.tables.problems import printable, quoted

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from walkback.tables.problems import Problem
    from walkback.tables.sheet import Sheet, SheetRow

_WORD = re.compile(r"[^\W_]+")


def unit_problems(sheets: Mapping[str, Sheet], units: Collection[str]) -> Iterator[Problem]:
    """Rows whose source printed another unit: by its name, or by words that mean it elsewhere.

    Args:
        sheets: The tables that could be read.
        units: The ids of all units.
    """
    rows = [
        record
        for sheet in sheets.values()
        if {"value", "unit", "unit_original"} <= set(sheet.header)
        for record in sheet.sound
        if record["unit"] and record["unit_original"]
    ]
    times = Counter((printed_base(row["unit_original"]).lower(), row["unit"]) for row in rows)
    names = {unit: _words(unit) for unit in units}
    for row in rows:
        if meant := _meant(row, names, times):
            message = f"is {printable(row['unit'])}, but the source printed {quoted(row['unit_original'])}"
            advice = f"write {printable(meant)}, or correct unit_original"
            yield row.problem("unit", "unit", message, advice)


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.lower()))


def _meant(
    row: SheetRow, names: Mapping[str, set[str]], times: Mapping[tuple[str, str], int]
) -> str:
    """The unit that the printed words mean, if it is not the one of the row."""
    base = printed_base(row["unit_original"]).lower()
    printed, own = _words(base), _words(row["unit"])
    if not printed or own & printed:
        return ""
    for unit, words in names.items():
        if words == printed:
            return unit
    others = {unit: number for (text, unit), number in times.items() if text == base}
    meant = max(others, key=lambda unit: (others[unit], unit))
    return meant if others[meant] > max(1, others[row["unit"]]) else ""
