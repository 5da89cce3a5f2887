"""The sections `[[part]]` of `report.toml`: the parts of the report in the order of its readers."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from walkback.errors import SetupError

KEYS = {"document", "title", "label", "sections", "notebooks"}
MAIN, ANNEX = "main", "annex"
_FILE = "report.toml"


@dataclass(frozen=True)
class ReportPart:
    """One part.

    Attributes:
        document: `main` or `annex`.
        title: Its heading, below which its sections stand; "" where they are chapters themselves.
        label: The label of that heading.
        sections: The labels of the headings that belong to it with all that is below them, in order.
        notebooks: The notebooks of which it has all that no part names: of the main report what is not
            marked `.annex`, of the annex what is.
    """

    document: str = MAIN
    title: str = ""
    label: str = ""
    sections: tuple[str, ...] = ()
    notebooks: tuple[str, ...] = ()


def report_parts(table: Mapping[str, Any]) -> tuple[ReportPart, ...]:
    """What the content of `report.toml` says of the parts of the report, in their order.

    Raises:
        SetupError: If a part says what cannot be meant, or two parts want the same.
    """
    given = table.get("part", [])
    if not isinstance(given, list):
        raise SetupError(f"{_FILE}: write [[part]] for each part of the report.")
    known = [str(entry.get("name", "")) for entry in table.get("notebook", [])]
    parts = tuple(_part(entry, number, known) for number, entry in enumerate(given, 1))
    _refuse_twice([label for part in parts for label in part.sections], "the section")
    for document in (MAIN, ANNEX):
        of_it = [part for part in parts if part.document == document]
        _refuse_twice([name for part in of_it for name in part.notebooks], "the notebook")
    return parts


def _part(entry: Mapping[str, Any], number: int, known: list[str]) -> ReportPart:
    where = f"{_FILE}: [[part]] {number}"
    texts = {key: entry.get(key, "") for key in ("title", "label")}
    texts["document"] = entry.get("document", MAIN)
    for key, text in texts.items():
        if not isinstance(text, str):
            raise SetupError(f"{where}: {key} must be a text, got {text!r}.")
    if texts["document"] not in (MAIN, ANNEX):
        raise SetupError(f'{where}: document is "{MAIN}" or "{ANNEX}", not {texts["document"]!r}.')
    if texts["label"] and not texts["title"]:
        raise SetupError(f"{where}: a label belongs to a title: write one, or delete the label.")
    sections, notebooks = _names(entry, "sections", where), _names(entry, "notebooks", where)
    part = ReportPart(**texts, sections=sections, notebooks=notebooks)
    for name in part.notebooks:
        if name not in known:
            raise SetupError(f"{where}: {name!r} is no [[notebook]] of this report.")
    if not part.sections and not part.notebooks:
        raise SetupError(f"{where} has no sections: name labels of headings, or notebooks.")
    return part


def _names(entry: Mapping[str, Any], key: str, where: str) -> tuple[str, ...]:
    given = entry.get(key, [])
    if not isinstance(given, list) or not all(isinstance(name, str) and name for name in given):
        raise SetupError(f"{where}: {key} must be a list of names, got {given!r}.")
    return tuple(name.removeprefix("#") for name in given)


def _refuse_twice(names: list[str], what: str) -> None:
    for name in names:
        if names.count(name) > 1:
            raise SetupError(f"{_FILE}: two parts have {what} {name!r}: name it in one of them.")
