"""Plain text made harmless: for Pandoc Markdown, and for a spreadsheet that opens a CSV."""

import re
import unicodedata

_SPECIAL = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|$^~@\"'&:=/%])")
ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_FORMULA = re.compile(r"\s*[=+\-@]|[\t\r]")
_NUMBER = re.compile(r"[+-]?(\d[\d,]*\.?\d*|\.\d+)([eE][+-]?\d+)?\s?%?|-+", re.ASCII)
_CONTROLS = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
_UNSEEN = {"Cc", "Cf", "Cs", "Co"}  # controls, marks of direction or without width, no sign


def unseen(text: str) -> str:
    """The first control character, half of a character or sign of direction in a text, as `U+202E`.

    It is empty if there is none. White space, and marks without width, are none of these.
    """
    found = _CONTROLS.search(text)
    return f"U+{ord(found[0]):04X}" if found else ""


def clean(text: str) -> str:
    """The text on one line, without characters that cannot be seen."""
    one_line = re.sub(r"\s+", " ", str(text))
    return "".join(c for c in one_line if _seen(c)).strip()


def _seen(character: str) -> bool:
    return unicodedata.category(character) not in _UNSEEN and ord(character) & 0xFFFE != 0xFFFE


def escape(text: str) -> str:
    """The text as Pandoc Markdown that shows exactly these characters.

    Every ASCII punctuation mark that could mean something gets a backslash, so no cell of a table
    can become markup, an attribute, raw HTML or a citation.
    """
    return _SPECIAL.sub(r"\\\1", clean(text))


def unescape(text: str) -> str:
    """The text without the backslashes of `escape`, or of an author who wrote them."""
    return ESCAPED.sub(r"\1", text)


def inert(text: str) -> str:
    """The text as a cell of a CSV that a spreadsheet shows and does not run.

    What would be taken for a formula gets an apostrophe, which spreadsheets read as "this is text".
    A number stays a number.
    """
    runs = _FORMULA.match(text) and not _NUMBER.fullmatch(text)
    return f"'{text}" if runs else text
