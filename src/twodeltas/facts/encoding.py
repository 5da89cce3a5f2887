"""From bytes to text: UTF-8, with or without a byte-order mark, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twodeltas.facts.problems import BadData, Problem

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


def read_text(path: Path, file: str) -> str:
    """The text of a file; a byte-order mark is left out, line ends stay as they are.

    Args:
        path: Where the file is.
        file: How messages call it.

    Raises:
        BadData: If there is no such file, it cannot be opened, it is empty, or is not UTF-8.
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
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = f"is not UTF-8 (line {line}); it looks like {likely_encoding(data)}"
        raise BadData(_problem(file, "encoding", message, _SAVE)) from None
    if not text.strip():
        raise BadData(_problem(file, "empty-file", "is empty", "put its contents back"))
    return text


def likely_encoding(data: bytes) -> str:
    """The name of the encoding that the bytes are probably in, in words for a reader."""
    from frictionless import Detector, FrictionlessException

    try:
        name = Detector().detect_encoding(data)
    except (FrictionlessException, LookupError, UnicodeError):
        name = "utf-8"
    known = (words for start, words in _NAMES.items() if name.lower().startswith(start))
    return next(known, name.upper())


def _problem(file: str, rule: str, message: str, advice: str) -> Problem:
    return Problem(file, None, None, rule, message, advice)
