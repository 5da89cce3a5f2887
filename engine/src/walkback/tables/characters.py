"""Characters that do not belong in a cell, or that a spreadsheet or a browser would act upon."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from walkback.tables import numbers
from walkback.tables.problems import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from walkback.tables.problems import Problem
    from walkback.tables.sheet import SheetRow

LONGEST = 32_767  # characters that Excel and LibreOffice keep in a cell
_SUSPECT = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffd]")
_DIRECTION = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_FORMULA = re.compile(r"[=+\-@\t\r]")
_TAG = re.compile(r"<[a-zA-Z/!][^<>]*>")
_FIRST = frozenset(" =+-@")  # of a formula, and a space
_DASHES = frozenset({"-", "--"})


def cell_problems(record: SheetRow) -> Iterator[Problem]:
    """What is unusual about the text of the cells of a row."""
    for column, cell in record.cells.items():
        if _is_plain(cell):
            continue
        for character in dict.fromkeys(_SUSPECT.findall(cell)):
            yield _character(record, column, character)
        if len(cell) > LONGEST:
            message = f"has {len(cell):,} characters; a spreadsheet keeps {LONGEST:,}"
            yield record.problem(
                column, "long-cell", message, "shorten it, or look for a lost quote"
            )
        if not cell.strip():
            continue
        if cell != cell.strip():
            yield record.problem(
                column, "spaces", "has spaces around its text", "delete them", "warning"
            )
        if _FORMULA.match(cell) and cell not in _DASHES and not numbers.NUMBER.fullmatch(cell):
            message = f"{quoted(cell)} would be run as a formula by a spreadsheet; here it is text"
            yield record.problem(column, "formula", message, "put a word before it", "warning")
        if tag := _TAG.search(cell):
            message = f"{quoted(tag.group())} looks like HTML; it will be shown as it is written"
            yield record.problem(column, "html", message, "write plain text", "warning")
        if not unicodedata.is_normalized("NFC", cell):
            message = "holds letters built from several characters, which look alike but differ"
            yield record.problem(column, "unicode", message, "type the text anew", "warning")


def _is_plain(cell: str) -> bool:
    """Whether nothing about a cell is unusual, as of nearly all; what is asked first costs least."""
    return not cell or (
        cell.isascii()
        and cell.isprintable()
        and cell[0] not in _FIRST
        and cell[-1] != " "
        and "<" not in cell
        and len(cell) <= LONGEST
    )


def _character(record: SheetRow, column: str, character: str) -> Problem:
    """A character that cannot be seen, or stands for one that was lost."""
    code = f"U+{ord(character):04X}"
    if character == "\N{REPLACEMENT CHARACTER}":
        message = f"holds {code}: a character was lost when the file was saved in another encoding"
        return record.problem(column, "lost-character", message, "type the text anew")
    if character in _DIRECTION:
        message = f"holds {code}, which turns the direction of the text around"
        return record.problem(column, "direction", message, "delete it: type the text anew")
    if character in "\n\r":
        message = "holds a line break, which will be shown as a space"
        return record.problem(column, "line-break", message, "write one line", "warning")
    if unicodedata.category(character) == "Cc":
        message = f"holds {code}, a control character that cannot be seen"
        return record.problem(column, "control", message, "delete it: type the text anew")
    message = f"holds {code}, a mark that cannot be seen"
    return record.problem(column, "invisible", message, "delete it: type the text anew", "warning")
