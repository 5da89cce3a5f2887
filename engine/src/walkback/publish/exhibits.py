"""Figures and tables in the tree of the document, with their titles, feet and data.

A figure is a division `report-figure` of the divisions `title`, `subtitle` and `foot`; a table is a
division `report-table` of `title`, the table itself and `foot`. What is no text of the document, a
path or the alt text, is noted in `State.facts` by label.
"""

import re
from typing import Any

import panflute as pf

from walkback.errors import ExportError
from walkback.markup import ESCAPED, unescape
from walkback.publish.assets import find, picture, rows_of
from walkback.publish.columns import fit
from walkback.publish.gathered import State
from walkback.publish.markdown.blocks import Blocks, grid, read_blocks, table_block
from walkback.publish.markdown.inlines import Inlines, read_inlines, words
from walkback.publish.payloads import Found

_APOSTROPHE = re.compile(r"(?<=\w)'")
_MARKUP = re.compile(r"[\\`*_\[\]<>&@${}\"']|://|mailto:")
DATA_ROWS = 400  # a longer table behind a figure is offered as CSV only


def exhibit(shown: Found, state: State) -> Any:
    """The division of a figure or table, its files noted in `state`.

    Raises:
        ExportError: If a file or a source of it is not there.
    """
    fields = shown.fields
    state.sources.use(fields["sources"], shown.label)
    state.facts[shown.label] = facts = {"label": shown.label, "data": fields["data"]}
    if fields["data"]:
        state.tables[shown.label] = find(state.folder, fields["data"])
    if shown.kind == "table":
        facts |= {"landscape": fields["landscape"]}
        title = words(_typed(fields["title"]))
        fitted = fit(_grid(fields), turned=fields["landscape"])
        return table_block(shown.label, title, fitted, _foot(fields, state))
    return _figure(fields, state, facts)


def _figure(fields: dict[str, Any], state: State, facts: dict[str, Any]) -> Any:
    label = fields["label"]
    if not fields["alt"].strip():
        raise ExportError(f"the figure {label} has no alt text: say what it shows.")
    path = state.pictures[label] = picture(state.folder, fields["path"])
    facts |= {
        "alt": fields["alt"],
        "picture": f"{label}{path.suffix}",
        "rows": _data_rows(state, label),
    }
    parts = [
        pf.Div(pf.Plain(*words(_typed(fields[name]))), classes=[name])
        for name in ("title", "subtitle")
    ]
    foot = pf.Div(*_foot(fields, state), classes=["foot"])
    return pf.Div(*parts, foot, identifier=label, classes=["report-figure"])


def _typed(text: str) -> str:
    """A title as a typesetter would have it."""
    return _APOSTROPHE.sub("’", text)


def _grid(fields: dict[str, Any]) -> Any:
    columns = fields["columns"]
    return grid(
        [cell(column["name"]) for column in columns],
        [[cell(text) for text in row] for row in fields["rows"]],
        [column.get("align", "l") for column in columns],
        [column.get("width") for column in columns],
        fields["header_columns"],
    )


def cell(text: str) -> Inlines:
    """A cell that was written as Markdown on one line.

    Most cells hold plain text with escapes, which need no parser.
    """
    line = " ".join(text.split())
    if _MARKUP.search(ESCAPED.sub("", line)):
        return read_inlines(line)
    return words(unescape(line))


def _foot(fields: dict[str, Any], state: State) -> Blocks:
    """The lines below a figure or table, each in a division of its class."""
    notes = fields["notes"].strip()
    made = [("caption", read_blocks(fields["caption"])), ("notes", _notes(notes, state))]
    if fields["sources"]:
        made.append(("sources", [pf.Para(*_source_line(fields["sources"], state))]))
    return [pf.Div(*blocks, classes=[name]) for name, blocks in made if blocks]


def _notes(notes: str, state: State) -> Blocks:
    return read_blocks(f"{state.words['notes']} {notes}") if notes else []


def _source_line(ids: list[str], state: State) -> Inlines:
    line = [*words(state.words["source-line"]), pf.Space(), *state.sources.line(ids)]
    left = len(ids) - state.sources.AT_MOST
    return [*line, *words(f"; {state.words['more'].format(count=left)}")] if left > 0 else line


def _data_rows(state: State, label: str) -> list[list[str]]:
    path = state.tables.get(label)
    rows = rows_of(path) if path else []
    return rows if len(rows) <= DATA_ROWS else []
