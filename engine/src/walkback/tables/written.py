"""Texts that were lost or never written: placeholders, other encodings, another language."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from walkback.tables.problems import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from walkback.tables.package import Column, Table
    from walkback.tables.problems import Problem
    from walkback.tables.sheet import Sheet, SheetRow

_SHEET_ERROR = re.compile(r"#(?:REF!|N/A|VALUE!|NAME\?|DIV/0!|NUM!|NULL!|SPILL!|CALC!|####+)")
_PLACEHOLDER = re.compile(
    r"(?i:\s*(?:to[ -]?do|tbd|tba|fixme|n/a|n\.a\.|x{3,}|y{3,}|z{3,}|foo|bar|test|asdf\w*|placeholder|"
    r"dummy|to be (?:done|added|confirmed|determined)|missing|待定|待补充?|待填)[.:!…]*\s*)"
    r"|[?？.…_*\s]*[?？…_*][?？.…_*\s]*|\s*(?:TODO|FIXME|TBD)\b.*|.*(?i:lorem ipsum).*|.*\[(?i:todo|tbd)\].*"
)
_LOST = re.compile(r"[?？]{3,}")
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")
_LETTER = re.compile(r"[^\W\d_]")
_TWICE_ENCODED = re.compile(
    r"[\u00c2-\u00f4][\u0080-\u00bf\u20ac\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160"
    r"\u2039\u0152\u017d\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u017e\u0178]+"
)
_FEWEST_HAN = 4
_OF_HAN = 0.4  # how much of a text must be Chinese again, read as GBK, to have been UTF-8


def text_problems(table: Table, sheet: Sheet) -> Iterator[Problem]:
    """What is no text in the columns of text of a table.

    Args:
        table: The table.
        sheet: Its rows.
    """
    for column in table.columns.values():
        if column.type == "string" and not column.links and "enum" not in column.constraints:
            for record in sheet.sound:
                if cell := record[column.name]:
                    yield from _cell(record, column, cell)


def _cell(record: SheetRow, column: Column, cell: str) -> Iterator[Problem]:
    if found := _SHEET_ERROR.search(cell):
        message = f"holds {quoted(found[0])}, an error of a spreadsheet"
        yield record.problem(column.name, "placeholder", message, "type the text anew")
    elif _PLACEHOLDER.fullmatch(cell):
        message = f"{quoted(cell)} stands for something that was never written"
        yield record.problem(column.name, "placeholder", message, "write it, or leave it empty")
    elif not cell.isascii() and twice_encoded(cell):
        message = f"{quoted(cell)} was read in another encoding than UTF-8 when it was saved"
        yield record.problem(column.name, "encoding", message, "restore it from before that")
    elif column.language and (wrong := _other_language(cell, column.language)):
        yield record.problem(column.name, "language", f"{quoted(cell)} {wrong[0]}", wrong[1])


def twice_encoded(text: str) -> bool:
    """Whether a text is UTF-8 that was read as Latin-1, Windows-1252 or GBK: `â€“` or `骞磋`."""
    for found in _TWICE_ENCODED.findall(text):
        if any(_decodes(found, encoding) for encoding in ("cp1252", "latin-1")):
            return True
    han = len(_HAN.findall(text))
    if han < _FEWEST_HAN:
        return False
    again = text.encode("gbk", "ignore").decode("utf-8", "ignore")
    return len(_HAN.findall(again)) >= _OF_HAN * han


def _decodes(text: str, encoding: str) -> bool:
    """Whether the bytes of a text begin with a character of UTF-8 of several bytes."""
    raw = text.encode(encoding, "ignore")
    length = 2 if raw[:1] < b"\xe0" else 3 if raw[:1] < b"\xf0" else 4
    try:
        return len(raw) >= length and bool(raw[:length].decode())
    except UnicodeDecodeError:
        return False


def _other_language(cell: str, language: str) -> tuple[str, str] | None:
    """What is wrong with a cell of a column of one language, and what to do."""
    han = len(_HAN.findall(cell)) if not cell.isascii() else 0
    if language == "zh":
        if _LOST.search(cell):
            return "lost its Chinese characters", "restore them, and save the file as UTF-8"
        if not han:
            return "holds no Chinese", "was it exchanged with the English, or lost when saved?"
    elif han:
        return "holds Chinese, but this column is English", "exchange it with the Chinese column"
    if not han and not _LETTER.search(cell):
        return "says nothing in words", "write the text again"
    return None
