"""The chapters that the exporter writes: where the numbers come from, sources, colophon."""

from collections.abc import Sequence
from typing import Any

import panflute as pf

from walkback.markup import clean
from walkback.notebooks.citations import Citation
from walkback.publish.colophon import colophon
from walkback.publish.gathered import State
from walkback.publish.markdown.blocks import Blocks, grid, read_blocks
from walkback.publish.markdown.inlines import Inlines, words
from walkback.publish.markdown.references import named
from walkback.publish.valuebook import Entry
from walkback.publish.words import language_name

AT_MOST = 4  # rows, tables and sources named in the table; values.csv has all of them
HEADS = ("No.", "Value", "How", "Rows of the tables; as of, check", "Sources", "Shown")
WIDTHS = (0.05, 0.17, 0.22, 0.34, 0.14, 0.08)
FIRST = 2  # how many of them are named where there are more


def appendices(state: State) -> list[tuple[str, Blocks]]:
    """Name and blocks of each appendix that has something to say."""
    made: list[tuple[str, Blocks]] = []
    if state.values.entries:
        made.append(("values", _values(state)))
    if state.sources.entries:
        made.append(("sources", _sources(state)))
    if state.record:
        made.append(("colophon", colophon(state, state.record)))
    return made


def _heading(title: str, label: str) -> Any:
    return pf.Header(*words(title), level=1, identifier=label)


def _values(state: State) -> Blocks:
    """The table of every value that the prose shows."""
    table = grid(
        [words(head) for head in HEADS],
        [_row(entry, state) for entry in state.values.entries],
        "l" * len(HEADS),
        WIDTHS,
        header_columns=1,
        classes=["values"],
    )
    return [
        _heading(state.words["values-title"], "sec-values"),
        *read_blocks(
            "Every number in the text that was computed is listed here once, with the rows of data it "
            "was computed from. The file `values.csv` beside this report names all rows and sources, "
            "also where this table gives only the first of them."
        ),
        table,
    ]


def _row(entry: Entry, state: State) -> list[Inlines]:
    number = str(entry.number)
    place = pf.Span(pf.Str(number), identifier=f"value-{entry.key}", classes=["value-number"])
    said = [part for part in (_origins(entry, state), words(_checks(entry))) if part]
    return [
        [place],
        [pf.Strong(*words(clean(entry.payload["text"])))],
        words(clean(entry.payload["how"])),
        _listed(said, "; "),
        _citations(entry, state),
        [pf.Span(classes=["uses"], attributes={"n": entry.key})],
    ]


def _listed(parts: Sequence[Inlines], between: str) -> Inlines:
    made: Inlines = []
    for n, part in enumerate(parts):
        made += [*words(between), *part] if n else part
    return made


def _origins(entry: Entry, state: State) -> Inlines:
    """Table and row ids, the rows of one table together."""
    rows: dict[str, list[str]] = {}
    for origin in entry.payload["origins"]:
        known = rows.setdefault(str(origin["table"]), [])
        if origin["row"] not in known:
            known.append(str(origin["row"]))
    parts = [
        [pf.Emph(*words(clean(table))), pf.Space(), *_some([words(clean(i)) for i in ids], state)]
        for table, ids in rows.items()
    ]
    return _some(parts, state, "; ")


def _some(parts: Sequence[Inlines], state: State, between: str = ", ") -> Inlines:
    """All of them, or the first few and how many are left."""
    named = parts if len(parts) <= AT_MOST else parts[:FIRST]
    return [*_listed(named, between), *_more(len(parts) - len(named), state)]


def _more(left: int, state: State) -> Inlines:
    return [pf.Space(), *words(state.words["more"].format(count=left))] if left else []


def _checks(entry: Entry) -> str:
    """As-of dates, then confidence and audit states, each once."""
    origins = entry.payload["origins"]
    dates = sorted({str(o["as_of"]) for o in origins if o.get("as_of")})
    states = sorted({str(o[k]) for o in origins for k in ("confidence", "audit") if o.get(k)})
    span = dates if len(dates) < 3 else [f"{dates[0]} to {dates[-1]}"]
    return clean(", ".join([*span, *states]))


def _citations(entry: Entry, state: State) -> Inlines:
    ids = entry.sources
    shown = ids if len(ids) <= AT_MOST else ids[:FIRST]
    cited = [named([Citation(i, "NormalCitation") for i in shown])] if shown else []
    return [*cited, *_more(len(ids) - len(shown), state)]


def _sources(state: State) -> Blocks:
    return [
        _heading(state.words["sources-title"], "sec-sources"),
        *read_blocks(
            "Only what this report uses is listed, in the order of first mention, each with the "
            "figures, tables and values that rest on it. The PDF shortens long addresses; the links in "
            "it and `data/references.json` have them in full."
        ),
        pf.Div(identifier="refs"),
    ]


def source_lines(state: State) -> dict[str, Any]:
    """What is told below each entry of the bibliography: words about it, and what uses it."""
    numbered = {f"value-{e.key}": f"value-{e.key} {e.number}" for e in state.values.entries}
    return {
        source: {
            "told": _told(entry, state),
            "uses": [numbered.get(use, use) for use in state.sources.uses.get(source, [])],
        }
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
