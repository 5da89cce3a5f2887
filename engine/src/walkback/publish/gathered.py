"""What the exporters gather while they walk through a notebook."""

import platform
import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

from walkback.errors import ExportError, SetupError
from walkback.hashing import file_hash
from walkback.paths import find_root
from walkback.project import FILE, Identity
from walkback.publish.record import Record, hashes, packages, part_of
from walkback.publish.sources import Sources, read_sources
from walkback.publish.valuebook import ValueBook
from walkback.publish.words import words
from walkback.report_file import read_identity

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


@dataclass
class State:
    """Everything that one document is made from, beside its text.

    Attributes:
        folder: Where the notebooks are; pictures are looked for here and above.
        root: The checkout, None for a notebook that is outside of one.
        lang: The language of the document.
        sources: The bibliography and who uses it.
        identity: What the documents call themselves.
        values: The values that the prose shows.
        pictures: The picture of each figure, by label.
        tables: The data behind each figure and table, by label.
        facts: What the filters need of each figure and table beside its text, by label.
        parameters: The parameters of the run.
        changed: Those of them that are not at their defaults.
        files: The files of the checkout that the document depends on; None for all that it could.
        record: What the document is made from, None outside of a checkout.
        key: What marks the places of pictures and data in the page until they are put in; another
            one each time, and never in a document.
    """

    folder: Path
    root: Path | None
    lang: str
    sources: Sources
    identity: Identity = field(default_factory=Identity)
    values: ValueBook = field(default_factory=ValueBook)
    pictures: dict[str, Path] = field(default_factory=dict)
    tables: dict[str, Path] = field(default_factory=dict)
    facts: dict[str, dict[str, Any]] = field(default_factory=dict)
    parameters: dict[str, Any] = field(default_factory=dict)
    changed: dict[str, Any] = field(default_factory=dict)
    files: Sequence[str] | None = None
    record: Record | None = None
    key: str = field(default_factory=lambda: f"k{secrets.token_hex(16)}")

    @property
    def cover(self) -> Path | None:
        """The picture of the cover, if the report has one."""
        return self.root / self.identity.cover if self.root and self.identity.cover else None

    @property
    def words(self) -> dict[str, str]:
        """The exporter's own words in the language of the document."""
        return words(self.lang)

    def recorded(self) -> Record | None:
        """The record of the document, once its figures and tables are known; None without a checkout."""
        if self.root is None:
            return None
        parts = self.identity.parts
        every = [pattern for patterns in parts.values() for pattern in patterns]
        files = hashes(self.root, every if self.files is None else self.files)
        shown = {*self.pictures.values(), *self.tables.values()}
        return Record(
            files={path: found for path, found in files.items() if part_of(path, parts)},
            parts=parts,
            python=platform.python_version(),
            packages=packages(),
            parameters=dict(sorted(self.parameters.items())),
            changed=dict(sorted(self.changed.items())),
            shown={f"figures/{path.name}": file_hash(path) or "" for path in sorted(shown)},
            command=self.identity.command,
        )


def new_state(
    folder: Path,
    merged: NotebookNode,
    root: Path | None = None,
    files: Sequence[str] | None = None,
    identity: Identity | None = None,
) -> State:
    """What an export starts from: the bibliography, the parameters, the language.

    Args:
        folder: Where the notebooks are.
        merged: The merged notebook.
        root: The checkout; None looks for it at and above `folder`.
        files: What the document depends on, see `build_report`.
        identity: What the document calls itself, see `build_report`.
    """
    checkout = root or _checkout(folder)
    parameters = dict(merged.metadata.walkback["parameters"])
    lang = str(parameters.get("lang", "en"))
    if not _LANGUAGE.fullmatch(lang):
        raise ExportError(f"lang = {lang!r} is no language: write en or zh.")
    references = checkout / "data" / "references.json" if checkout else folder / "references.json"
    return State(
        folder=folder,
        root=checkout,
        lang=lang,
        sources=read_sources(references),
        identity=identity or _identity(checkout),
        parameters=parameters,
        files=files,
        changed=dict(merged.metadata.walkback["changed"]),
    )


def _identity(checkout: Path | None) -> Identity:
    """What the main report calls itself; something plain outside of a checkout."""
    here = checkout and (checkout / FILE).is_file()
    return read_identity(checkout) if checkout and here else Identity()


def _checkout(folder: Path) -> Path | None:
    try:
        return find_root(folder)
    except SetupError:
        return None
