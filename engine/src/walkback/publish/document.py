"""The tree of a whole document: the cells in order, the appendices, and what the filters need."""

import json
import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any

import panflute as pf
from nbformat import NotebookNode

from walkback.errors import ExportError
from walkback.notebooks.cell_location import Place, blaming
from walkback.publish.appendices import appendices, source_lines
from walkback.publish.cells import cell_blocks
from walkback.publish.gathered import State
from walkback.publish.merge import place_of
from walkback.publish.order import ordered
from walkback.publish.part import Part, labelled
from walkback.publish.record import digest
from walkback.publish.tagging import tagged, with_runs

_NO_SLUG = re.compile(r"[^\w\s.-]")


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


def document(merged: NotebookNode, state: State, whole: bool = True) -> Document:
    """The document of a merged notebook; `state` gathers what stands behind it.

    Args:
        merged: The notebook.
        state: What is gathered.
        whole: Whether it is all of the report, and no single chapter, which may refer to others.

    Raises:
        ExportError: If a cell holds what a document cannot, or two things have one label.
    """
    cells = [_part(cell, state) for cell in merged.cells]
    parts = ordered(cells, state.identity.order, whole=whole)
    state.record = state.recorded()
    parts += [
        Part(Place(f"appendix {name}", n), "appendix", blocks)
        for n, (name, blocks) in enumerate(appendices(state), 1)
    ]
    _no_label_twice(parts)
    name_headings(parts)
    return Document(parts, tree(parts, context(state, whole)))


def _part(cell: NotebookNode, state: State) -> Part:
    place = place_of(cell)
    with blaming(place):
        return Part(place, cell.metadata.walkback["role"], cell_blocks(cell, place, state))


def _no_label_twice(parts: Iterable[Part]) -> None:
    seen: dict[str, Place] = {}
    for part in parts:
        for label in part.labels:
            if label in seen:
                raise ExportError(given_twice(label, seen[label], part.place))
            seen[label] = part.place


def given_twice(label: str, here: Place, there: Place) -> str:
    """What is said of a label that two things have."""
    return f"The label {label} is given twice: in {here}, and in {there}. Rename one of them."


def name_headings(parts: Sequence[Part]) -> None:
    """Give each heading without a label one made of its words, for the table of contents."""
    taken = {label for part in parts for label in part.labels}
    for heading in (block for part in parts for block in labelled(part.blocks)):
        if not heading.identifier:
            heading.identifier = _free(_slug(pf.stringify(heading)), taken)
            taken.add(heading.identifier)


def _slug(text: str) -> str:
    words = unicodedata.normalize("NFC", text).lower()
    return "-".join(_NO_SLUG.sub("", words).split()).lstrip("0123456789.-_") or "section"


def _free(slug: str, taken: Collection[str]) -> str:
    """The slug, or with a number behind it one that is not taken."""
    names = (f"{slug}-{n}" if n else slug for n in count())
    return next(name for name in names if name not in taken)


def tree(parts: Iterable[Part], known: dict[str, Any]) -> str:
    """The document as JSON: a division `cell` for each part, and the context as metadata.

    Of the sources only those that it names or uses are in the context: pandoc prepares a note for each.
    """
    cells = [
        pf.Div(*p.blocks, classes=["cell"], attributes={"place": str(p.place), "role": p.role})
        for p in parts
    ]
    made = with_runs(tagged(pf.Doc(*cells).to_json(), known["lang"]))
    blocks = json.dumps(made["blocks"], check_circular=False, ensure_ascii=False)
    all_known = known["sources"].items()
    sources = {name: one for name, one in all_known if one["uses"] or name in blocks}
    context = json.dumps(known | {"sources": sources}, ensure_ascii=False, sort_keys=True)
    head = {
        "pandoc-api-version": made["pandoc-api-version"],
        "meta": {"walkback": {"t": "MetaString", "c": context}},
    }
    return f'{json.dumps(head, ensure_ascii=False)[:-1]}, "blocks": {blocks}}}'


def context(state: State, whole: bool) -> dict[str, Any]:
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
