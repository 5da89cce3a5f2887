"""The tree of a whole document: the cells in order, the appendices, and what the filters need."""

import json
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import panflute as pf
from nbformat import NotebookNode

from walkback.errors import ExportError
from walkback.notebooks.cell_location import Place, blaming
from walkback.publish.appendices import appendices, source_lines
from walkback.publish.cells import cell_blocks
from walkback.publish.gathered import State
from walkback.publish.markdown.blocks import Blocks
from walkback.publish.merge import place_of
from walkback.publish.record import digest

_NO_SLUG = re.compile(r"[^\w\s.-]")


@dataclass(frozen=True)
class Part:
    """What one cell gives to the document.

    Attributes:
        place: Where it stands.
        role: `cover`, `summary`, `chapter` or `appendix`.
        blocks: Its blocks.
    """

    place: Place
    role: str
    blocks: Blocks

    @property
    def labels(self) -> list[str]:
        """The labels of its headings, figures and tables."""
        found: list[str] = []

        def note(element: Any, _doc: Any) -> None:
            exhibit = isinstance(element, pf.Div) and {"report-figure", "report-table"} & set(
                element.classes
            )
            if (exhibit or isinstance(element, pf.Header)) and element.identifier:
                found.append(element.identifier)

        for block in self.blocks:
            block.walk(note)
        return found


@dataclass(frozen=True)
class Document:
    """A document before it is a page or a PDF.

    Attributes:
        parts: Its parts, in order.
        tree: The whole, as pandoc reads it.
    """

    parts: list[Part]
    tree: str

    def place_with(self, text: str) -> str | None:
        """The place of the first part that holds `text`, None if no part does."""
        for part in self.parts:
            if text in json.dumps([block.to_json() for block in part.blocks], ensure_ascii=False):
                return str(part.place)
        return None


def document(merged: NotebookNode, state: State) -> Document:
    """The document of a merged notebook; `state` gathers what stands behind it.

    Raises:
        ExportError: If a cell holds what a document cannot, or two things have one label.
    """
    parts = [_part(cell, state) for cell in merged.cells]
    state.record = state.recorded()
    parts += [
        Part(Place(f"appendix {name}", n), "appendix", blocks)
        for n, (name, blocks) in enumerate(appendices(state), 1)
    ]
    _no_label_twice(parts)
    _name_headings(parts)
    whole = len(merged.metadata.walkback["merged"]) > 1
    return Document(parts, _tree(parts, _context(state, whole)))


def _part(cell: NotebookNode, state: State) -> Part:
    place = place_of(cell)
    with blaming(place):
        return Part(place, cell.metadata.walkback["role"], cell_blocks(cell, place, state))


def _no_label_twice(parts: Iterable[Part]) -> None:
    seen: dict[str, Place] = {}
    for part in parts:
        for label in part.labels:
            if label in seen:
                raise ExportError(
                    f"The label {label} is given twice: in {seen[label]}, and in {part.place}. "
                    "Rename one of them."
                )
            seen[label] = part.place


def _name_headings(parts: Iterable[Part]) -> None:
    """Give each heading without a label one made of its words, for the table of contents."""
    taken = {label for part in parts for label in part.labels}
    for part in parts:
        for block in part.blocks:
            block.walk(lambda element, _doc: _name_heading(element, taken))


def _name_heading(element: Any, taken: set[str]) -> None:
    if isinstance(element, pf.Header) and not element.identifier:
        words = unicodedata.normalize("NFC", pf.stringify(element)).lower()
        slug = "-".join(_NO_SLUG.sub("", words).split()).lstrip("0123456789.-_") or "section"
        name, n = slug, 1
        while name in taken:
            name, n = f"{slug}-{n}", n + 1
        taken.add(name)
        element.identifier = name


def _tree(parts: Iterable[Part], context: dict[str, Any]) -> str:
    """The document as JSON: a division `cell` for each part, and the context as metadata."""
    cells = [
        pf.Div(*p.blocks, classes=["cell"], attributes={"place": str(p.place), "role": p.role})
        for p in parts
    ]
    metadata = {"walkback": pf.MetaString(json.dumps(context, ensure_ascii=False, sort_keys=True))}
    doc = pf.Doc(*cells, metadata=metadata)
    return json.dumps(doc, default=_plain, check_circular=False, ensure_ascii=False)


def _plain(element: Any) -> Any:
    return element.to_json()


def _context(state: State, whole: bool) -> dict[str, Any]:
    """What report.lua needs to know about the document."""
    return {
        "facts": state.facts,
        "key": state.key,
        "keyline": _keyline(state),
        "lang": "zh-Hans" if state.lang == "zh" else state.lang,
        "sources": source_lines(state),
        "whole": whole,
        "words": state.words,
    }


def _keyline(state: State) -> str:
    """The line at the foot of the cover: what stands behind the report."""
    if not state.record:
        return ""
    return state.words["keyline"].format(
        sources=len(state.sources.uses),
        values=len(state.values.entries),
        data=digest(state.record.part("data"))[:10],
    )
