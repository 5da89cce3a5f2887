"""From bytes to text: UTF-8, with or without a byte-order mark, and nothing else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from walkback.tables.problems import BadData, Problem

if TYPE_CHECKING:
    from pathlib import Path

_NAMES = {
    "gb": "GBK (Chinese, GB 18030)",
    "big5": "Big5 (Chinese)",
    "cp932": "Shift-JIS (Japanese)",
    "shift": "Shift-JIS (Japanese)",
    "cp949": "EUC-KR (Korean)",
    "euc-kr": "EUC-KR (Korean)",
    "utf-8": "UTF-8 with damaged bytes",
    "utf-16": "UTF-16 (“Unicode text”)",
    "cp125": "an older Windows encoding such as Windows-1252",
    "windows-125": "an older Windows encoding such as Windows-1252",
    "iso8859": "an older encoding such as ISO 8859-1",
    "iso-8859": "an older encoding such as ISO 8859-1",
}
_SAVE = (
    "save it as UTF-8 (Excel: Save As, “CSV UTF-8 (Comma delimited)”; "
    "LibreOffice: Save As, tick “Edit filter settings”, character set “Unicode (UTF-8)”)"
)
_CHOOSE = (
    "keep one of the two versions of each place, and delete the lines that begin with <<<<<<<, "
    "|||||||, ======= and >>>>>>>"
)
_SIGNS = ("<<<<<<< ", ">>>>>>> ", "||||||| ")
_CONFLICT = re.compile(r"^\"?(<{7} |>{7} |\|{7} )", re.MULTILINE)
_AGAIN = "download or export the table again"
_KINDS = {
    b"\xd0\xcf\x11\xe0": ("is an Excel workbook (.xls) under another name, not text", _SAVE),
    b"%PDF-": ("is a PDF under another name, not text", _AGAIN),
    b"\x1f\x8b": ("is a compressed file, not text", "unpack it"),
    b"<!DOCTYPE": ("is a web page, not a table", _AGAIN),
    b"<html": ("is a web page, not a table", _AGAIN),
}


def read_text(path: Path, file: str) -> str:
    """The text of a file; a byte-order mark is left out, line ends stay as they are.

    Args:
        path: Where the file is.
        file: How messages call it.

    Raises:
        BadData: If there is no such file, it cannot be opened, is empty, is not UTF-8, is no text
            at all, or holds a merge that git could not finish.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise BadData(_problem(file, "missing-file", "is missing", "put it back")) from None
    except OSError as error:
        why = error.strerror or "an unknown reason"
        raise BadData(
            _problem(file, "unreadable-file", f"cannot be opened: {why}", "check its permissions")
        ) from None
    if kind := _other_kind(data):
        raise BadData(_problem(file, "file-kind", *kind))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = f"is not UTF-8 (line {line}); it looks like {likely_encoding(data)}"
        raise BadData(_problem(file, "encoding", message, _SAVE)) from None
    if not text.strip():
        raise BadData(_problem(file, "empty-file", "is empty", "put its contents back"))
    if conflict := any(sign in text for sign in _SIGNS) and _CONFLICT.search(text):
        line = text.count("\n", 0, conflict.start()) + 1
        message = f"holds two versions that git could not merge (from line {line})"
        raise BadData(_problem(file, "conflict", message, _CHOOSE))
    return text


def _other_kind(data: bytes) -> tuple[str, str] | None:
    """What a file is that is no text at all, and what to do; None for text."""
    if data.startswith(b"PK\x03\x04"):
        kind = (
            "a LibreOffice file" if b"opendocument" in data[:200] else "an Excel workbook (.xlsx)"
        )
        return f"is {kind} under another name, not text", _SAVE
    begins = data.lstrip()
    return next((found for start, found in _KINDS.items() if begins.startswith(start)), None)


def likely_encoding(data: bytes) -> str:
    """The name of the encoding that the bytes are probably in, in words for a reader."""
    import chardet

    name = chardet.detect(data)["encoding"] or "utf-8"
    known = (words for start, words in _NAMES.items() if name.lower().startswith(start))
    return next(known, name.upper())


def _problem(file: str, rule: str, message: str, advice: str) -> Problem:
    return Problem(file, None, None, rule, message, advice)
