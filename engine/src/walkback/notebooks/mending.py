"""A notebook that is not quite of format 4.5, made so in the copy that is run; the rest refused."""

import re
from itertools import count
from typing import Any

from walkback.errors import RunError
from walkback.notebooks.cell_location import INJECTED, headings
from walkback.notebooks.cell_mending import listed, mended_cell, refuse_hidden, type_of
from walkback.notebooks.notebook_json import Doubled, restore
from walkback.notebooks.older_formats import is_older, newer

FORMAT, MINOR = 4, 5
_ID = re.compile(r"[a-zA-Z0-9_-]{1,64}")
_KEYS = {"cells", "metadata", "nbformat", "nbformat_minor"}


def mended(document: Any, shown: str) -> tuple[dict[str, Any], list[str]]:
    """The notebook in format 4.5, without results and state of the screen; what was mended in it.

    Args:
        document: What the file says.
        shown: The file's name for messages.

    Raises:
        RunError: If it cannot be told what the author meant, with the cell and what to do.
    """
    notes: list[str] = []
    document = _of_format_4(document, shown, notes)
    refuse_hidden({key: document[key] for key in document if key != "cells"}, shown)
    if isinstance(document, Doubled):
        raise RunError(f'{shown} gives "{document.key}" twice: delete one of them.')
    strange = sorted(map(str, document.keys() - _KEYS))
    notes += [f"left out {listed(strange)}, which no notebook has"] if strange else []
    metadata = _metadata(document.get("metadata"), notes)
    heading, cells = "", []
    for number, cell in enumerate(document["cells"], start=1):
        place = f"{shown}, cell {number}" + (f' (under "{heading}")' if heading else "")
        cells.append(mended_cell(cell, number, place, shown, notes))
        found = headings(cells[-1]["source"]) if cells[-1]["cell_type"] == "markdown" else []
        heading = found[-1][1] if found else heading
    _give_ids(cells, notes, tell=_whole(document.get("nbformat_minor")) >= MINOR)
    read = {"cells": cells, "metadata": metadata, "nbformat": FORMAT, "nbformat_minor": MINOR}
    return read, notes


def _of_format_4(document: Any, shown: str, notes: list[str]) -> dict[str, Any]:
    if not isinstance(document, dict):
        raise RunError(
            f"{shown} is no notebook of format 4: its JSON is {type_of(document)}. {restore(shown)}"
        )
    major, minor = _whole(document.get("nbformat")), _whole(document.get("nbformat_minor"))
    if major > FORMAT:
        raise RunError(
            f"{shown} is of format {str(major)[:20]}, and notebooks are known up to {FORMAT}: save "
            "it as one of that format."
        )
    if is_older(document, major):
        document = newer(document, shown)
        of = f"of format {major}" if 0 < major < FORMAT else "laid out as one of format 3"
        notes.append(f"is {of}, read as format {FORMAT}")
    elif major != FORMAT or minor < 0:
        notes.append(f"{_unsaid(document)}, read as {FORMAT}.{MINOR}")
    elif minor > MINOR:
        notes.append(f"is of format {FORMAT}.{str(minor)[:20]}, read as {FORMAT}.{MINOR}")
    if not isinstance(document.get("cells"), list):
        raise RunError(
            f"{shown} is no notebook of format 4: it has no list of cells. Open it in JupyterLab "
            f"and save it. {restore(shown)}"
        )
    read: dict[str, Any] = document
    return read


def _unsaid(document: dict[str, Any]) -> str:
    """What a notebook that does not say its format says instead."""
    for key in ("nbformat", "nbformat_minor"):
        if key not in document:
            return f"has no {key}"
        if not isinstance(value := document[key], int) or isinstance(value, bool):
            return f"its {key} is no whole number"
    said = f"{str(document['nbformat'])[:20]}.{str(document['nbformat_minor'])[:20]}"
    return f"says that it is of format {said}"


def _whole(value: Any) -> int:
    """A whole number as it is; -1 for anything else."""
    return value if isinstance(value, int) and not isinstance(value, bool) else -1


def _metadata(given: Any, notes: list[str]) -> dict[str, Any]:
    if not isinstance(given, dict):
        notes.append("has no metadata" if given is None else f"its metadata are {type_of(given)}")
        return {}
    left = {"papermill", "signature", "widgets"}
    kept = {key: value for key, value in given.items() if key not in left}
    if isinstance(spec := kept.get("kernelspec"), dict):  # it is run by this Python in any case
        kept["kernelspec"] = {"name": "python3", "display_name": "Python 3", **spec}
    for key, fine in (
        ("kernelspec", _has_texts(kept.get("kernelspec"), "name", "display_name")),
        ("language_info", _has_texts(kept.get("language_info"), "name")),
        ("orig_nbformat", _is_count(kept.get("orig_nbformat"))),
        ("title", isinstance(kept.get("title"), str)),
        ("authors", _are_objects(kept.get("authors"))),
    ):
        if key in kept and not fine:
            del kept[key]
            notes.append(f"left out its {key}, which is not as it should be")
    return kept


def _has_texts(value: Any, *names: str) -> bool:
    """Whether it is an object with these texts, and those of a language where they are given."""
    if not isinstance(value, dict) or not all(isinstance(value.get(n), str) for n in names):
        return False
    texts = ("file_extension", "language", "mimetype", "pygments_lexer")
    mode = value.get("codemirror_mode", "")
    return isinstance(mode, str | dict) and all(isinstance(value.get(n, ""), str) for n in texts)


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value > 0


def _are_objects(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, dict) for one in value)


def _give_ids(cells: list[dict[str, Any]], notes: list[str], *, tell: bool) -> None:
    """Give each cell an id of its own; say which were none, or were given twice."""
    seen = {INJECTED}
    for number, cell in enumerate(cells, start=1):
        given = cell.get("id")
        fine = isinstance(given, str) and _ID.fullmatch(given)
        new = given if isinstance(given, str) and fine else f"cell-{number}"
        if new in seen:
            ways = (f"{new[:50]}-{number}{'-x' * tries}" for tries in count())
            new = next(way for way in ways if way not in seen)
        if new != given and (tell or given is not None):
            notes.append(f"cell {number}: its id is missing, odd or used twice, now {new}")
        cell["id"] = new
        seen.add(new)
