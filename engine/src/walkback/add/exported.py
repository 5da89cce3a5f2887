"""What a reference manager or a publisher's page exports, read as CSL-JSON, not yet looked at."""

from __future__ import annotations

import json
import re
import subprocess
from typing import TYPE_CHECKING, Any

from walkback.errors import DataError
from walkback.publish.pandoc import pandoc_path
from walkback.tables.encoding import read_text
from walkback.tables.problems import BadData

if TYPE_CHECKING:
    from pathlib import Path

PATIENCE = 60  # seconds
_BIBTEX = re.compile(r"^\s*@\s*\w+\s*[{(]", re.MULTILINE)
_TITLE = re.compile(r"\b(?:book|main|journal|short)?(?:sub)?title\s*=\s*[{\"]", re.IGNORECASE)
_RIS = re.compile(r"^TY  - ", re.MULTILINE)
_ENDNOTE = re.compile(r"<xml>\s*<records>|<records>")
_HOW = (
    "export it as CSL JSON or as BibTeX (Zotero: Export Items…; a DOI: its page's “Cite” or "
    "“Export citation”)"
)


def exported_items(path: Path) -> list[dict[str, Any]]:
    """The entries of a file of CSL-JSON, BibTeX, RIS or EndNote XML.

    Raises:
        DataError: If it cannot be read, or is none of these.
    """
    try:
        text = read_text(path, path.name)
    except BadData as error:
        raise DataError(f"{path.name} {error.problems[0].message} → {_HOW}") from None
    if text.lstrip().startswith(("[", "{")):
        found = _from_json(text, path.name)
    elif form := _form(text):
        found = _converted(text, form, path.name)
    else:
        raise DataError(f"{path.name} is no list of sources that can be read → {_HOW}")
    if not found:
        raise DataError(f"{path.name} holds no source → {_HOW}")
    return found


def _form(text: str) -> str:
    """The format of a text, as pandoc calls it; empty if it is not known."""
    if _RIS.search(text):
        return "ris"
    if _ENDNOTE.search(text):
        return "endnotexml"
    return "biblatex" if _BIBTEX.search(text) else ""


def _from_json(text: str, name: str) -> list[dict[str, Any]]:
    """A list of items, one item, or an object that holds either (`items`, `message`)."""
    try:
        given = json.loads(text)
    except json.JSONDecodeError as error:
        raise DataError(
            f"{name}, line {error.lineno}: is not valid JSON ({error.msg}) → {_HOW}"
        ) from None
    except RecursionError:
        raise DataError(f"{name} is nested too deeply to be a list of sources → {_HOW}") from None
    for key in ("message", "items"):
        if isinstance(given, dict) and key in given:
            given = given[key]
    listed = given if isinstance(given, list) else [given]
    for number, one in enumerate(listed, 1):
        if not isinstance(one, dict):
            raise DataError(f"{name}, entry {number} is not a source in braces → {_HOW}")
        if "itemType" in one or {"data", "library"} <= set(one):
            raise DataError(f"{name} is Zotero's own JSON, with other fields → {_HOW}")
    return listed


def _capitals_kept(text: str) -> str:
    """BibTeX whose titles stand in braces of their own, without which capitals would be made small."""
    kept, done = [], 0
    for found in _TITLE.finditer(text):
        end = _closing(text, found.end())
        if found.start() >= done and end:
            kept += [text[done : found.end()], "{", text[found.end() : end], "}"]
            done = end
    return "".join([*kept, text[done:]])


def _closing(text: str, begin: int) -> int:
    """Where the value ends that begins in braces or quotation marks just before; 0 if nowhere."""
    close = "}" if text[begin - 1] == "{" else '"'
    depth = 0
    for at in range(begin, len(text)):
        sign = text[at] if text[at - 1] != "\\" else ""
        if sign == close and depth == 0:
            return at
        depth += (sign == "{") - (sign == "}")
    return 0


def _converted(text: str, form: str, name: str) -> list[dict[str, Any]]:
    """The entries as pandoc reads them."""
    text = _capitals_kept(text) if form == "biblatex" else text
    done = subprocess.run(
        [pandoc_path(), "--sandbox", "--from", form, "--to", "csljson"],
        input=text.encode(),
        capture_output=True,
        check=False,
        timeout=PATIENCE,
    )
    if done.returncode:
        told = " ".join(done.stderr.decode("utf-8", "replace").split())
        raise DataError(
            f"{name} cannot be read as {form}: {told[:300]} → mend that place, or {_HOW}"
        )
    found: list[dict[str, Any]] = json.loads(done.stdout or "[]")
    return found
