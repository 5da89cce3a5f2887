"""The chapters that the exporter writes: where the numbers come from, sources, colophon."""

from typing import Any

from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell

from walkback.markup import escape
from walkback.publish.blocks import block
from walkback.publish.colophon import colophon
from walkback.publish.gathered import State
from walkback.publish.valuebook import Entry
from walkback.publish.words import language_name

AT_MOST = 4  # rows, tables and sources named in the table; values.csv has all of them
FIRST = 2  # how many of them are named where there are more


def appendices(state: State) -> list[NotebookNode]:
    """A Markdown cell for each appendix that has something to say."""
    texts = []
    if state.values.entries:
        texts.append(("values", _values(state)))
    if state.sources.entries:
        texts.append(("sources", _sources(state)))
    if state.record:
        texts.append(("colophon", colophon(state, state.record)))
    return [_cell(name, n, text) for n, (name, text) in enumerate(texts, 1)]


def _cell(name: str, number: int, text: str) -> NotebookNode:
    cell: NotebookNode = new_markdown_cell(text, id=f"appendix-{name}")
    cell.metadata.walkback = NotebookNode(
        role="appendix", notebook=f"appendix {name}", cell=number, heading=""
    )
    return cell


def _values(state: State) -> str:
    """The table of every value that the prose shows."""
    heads = ("No.", "Value", "How", "Rows of the tables; as of, check", "Sources", "Shown")
    widths = (0.05, 0.17, 0.22, 0.34, 0.14, 0.08)
    columns = [
        {"name": name, "align": "l", "width": width}
        for name, width in zip(heads, widths, strict=True)
    ]
    table = {
        "label": "",
        "columns": columns,
        "rows": [_row(entry, state) for entry in state.values.entries],
        "header_columns": 1,
        "landscape": False,
        "class": "values",
    }
    return (
        f"# {state.words['values-title']} {{#sec-values}}\n\n"
        "Every number in the text that was computed is listed here once, with the rows of data it "
        "was computed from. The file `values.csv` beside this report names all rows and sources, "
        "also where this table gives only the first of them.\n\n" + block("table", table, state.key)
    )


def _row(entry: Entry, state: State) -> list[str]:
    number = entry.number
    return [
        f"[{number}]{{#value-{number} .value-number key={state.key}}}",
        f"**{escape(entry.payload['text'])}**",
        escape(entry.payload["how"]),
        "; ".join(part for part in (_origins(entry, state), _checks(entry)) if part),
        _citations(entry, state),
        f"[{number}]{{.uses n={number} key={state.key}}}",
    ]


def _origins(entry: Entry, state: State) -> str:
    """Table and row ids, the rows of one table together."""
    rows: dict[str, list[str]] = {}
    for origin in entry.payload["origins"]:
        known = rows.setdefault(str(origin["table"]), [])
        if origin["row"] not in known:
            known.append(str(origin["row"]))
    texts = [
        f"*{escape(table)}* {_some([escape(row) for row in ids], state)}"
        for table, ids in rows.items()
    ]
    return _some(texts, state, "; ")


def _some(texts: list[str], state: State, between: str = ", ") -> str:
    """All of them, or the first few and how many are left."""
    named = texts if len(texts) <= AT_MOST else texts[:FIRST]
    return between.join(named) + _more(len(texts) - len(named), state)


def _more(left: int, state: State) -> str:
    return f" {state.words['more'].format(count=left)}" if left else ""


def _checks(entry: Entry) -> str:
    """As-of dates, then confidence and audit states, each once."""
    origins = entry.payload["origins"]
    dates = sorted({str(o["as_of"]) for o in origins if o.get("as_of")})
    states = sorted({str(o[k]) for o in origins for k in ("confidence", "audit") if o.get(k)})
    span = dates if len(dates) < 3 else [f"{dates[0]} to {dates[-1]}"]
    return escape(", ".join([*span, *states]))


def _citations(entry: Entry, state: State) -> str:
    ids = entry.sources
    named = ids if len(ids) <= AT_MOST else ids[:FIRST]
    cited = f"[{'; '.join('@' + i for i in named)}]" if named else ""
    return cited + _more(len(ids) - len(named), state)


def _sources(state: State) -> str:
    return (
        f"# {state.words['sources-title']} {{#sec-sources}}\n\n"
        "Only what this report uses is listed, in the order of first mention, each with the "
        "figures, tables and values that rest on it. The PDF shortens long addresses; the links in "
        "it and `data/references.json` have them in full.\n\n"
        f"::: {{#refs key={state.key}}}\n:::\n"
    )


def source_lines(state: State) -> dict[str, Any]:
    """What is told below each entry of the bibliography: words about it, and what uses it."""
    return {
        source: {"told": _told(entry, state), "uses": state.sources.uses.get(source, [])}
        for source, entry in state.sources.entries.items()
    }


def _told(entry: dict[str, Any], state: State) -> list[str]:
    """Language, kind and doubts of a source, each where the bibliography has it."""
    own = entry.get("custom") or {}
    told = [
        language_name(str(entry.get("language", "")), state.lang),
        state.words.get(own.get("kind", ""), ""),
        state.words["repost"] if own.get("host_note") == "repost_or_mirror" else "",
        state.words["unchecked"] if own.get("checked") is False else "",
    ]
    return [text for text in told if text]
