"""The cells of the tables of 01_ingest: tables held, changes, gaps, conflicts, backing."""

from collections.abc import Hashable, Iterable, Mapping
from typing import Any

import pandas as pd

from twodeltas.ingest.verdicts import BACKING
from walkback.markup import escape
from walkback.tables.labels import labels
from walkback.tables.lookup import ids_in
from walkback.values.markdown import Markdown, strong

TABLE_NAMES = {  # table: what it is called, what one of its rows is
    "rankings": ("Rankings", "a cluster in one edition of the ranking"),
    "gii_intensity_by_edition": ("Intensity", "a cluster's figures per million inhabitants"),
    "gii_method": ("Method", "a statement on how an edition ranks"),
    "gii_derived_checks": ("Checks", "a bound worked out from published figures"),
    "evidence": ("Evidence", "a fact about collaboration"),
    "codes": ("Codes", "what a fact is about, as settled"),
    "codings": ("Blind codings", "what one of two readers coded a fact as"),
    "settlements": ("Settled codes", "a code on which the two readers differed"),
    "edges": ("Ties", "a tie between two organisations"),
    "knowledge_flows": ("Knowledge flows", "joint papers, patents or contracts in one year"),
    "city_stats": ("City statistics", "an indicator of a city in one year"),
    "recommendations": ("Recommendations", "advice and the barrier it answers"),
    "recommendation_evidence": ("Advice and evidence", "a fact behind a recommendation"),
    "transfers": ("Transfers", "what one cluster does and the other could take up"),
    "findings": ("Findings", "what the evidence shows, as we read it"),
    "chain_nodes": ("Mechanisms and levers", "a way in which an action works"),
    "links": ("Chain", "a step from evidence to action or indicator"),
    "actions": ("Actions", "what a cluster could do"),
    "indicators": ("Indicators", "what would show whether an action works"),
    "criteria": ("Criteria", "by what actions are compared"),
    "scores": ("Scores", "an action on one criterion"),
    "frameworks": ("Frameworks", "what the literature offers for the comparison"),
    "framework_crosswalk": ("Crosswalk", "the part of a framework that fits a subject"),
    "claims": ("Claims", "a claim of the two documents"),
    "language_differences": ("Languages", "a passage whose two languages differ"),
    "conflicts": ("Conflicts", "sources that disagree, and what was kept"),
    "gaps": ("Gaps", "what was not found, and what that forbids"),
    "caveats": ("Caveats", "what a reader of a table must know"),
    "corrections": ("Corrections", "a cell that the second reading changed"),
    "places": ("Places", "a city or a site that the evidence names"),
    "pair_counts": ("Joint counts", "papers or patents that two cities have together"),
}
LISTS = ("cities", "organisations", "units")  # of ids; they state nothing
CHANGE_NAMES = {
    "wording": "The sentence that states the fact, in English and Chinese",
    "number": "A number, its unit, or how exact it is",
    "date": "The date that the fact holds for",
    "source": "The source",
    "row": "The row itself: taken out, or renamed",
}
BACKING_NAMES = {
    "primary": "a primary source",
    "secondary": "another secondary source",
    "same house": "a page of the same publishing house",
    "the document itself": "the document itself only",
}


def tables_held(sizes: pd.DataFrame) -> pd.DataFrame:
    """Name, meaning, rows, sources and years of each table that states something.

    A table without a name here is shown by the name of its file.

    Args:
        sizes: See `twodeltas.shared.coverage.by_table`.
    """
    known = sizes.set_index("table").to_dict(orient="index")
    named = [table for table in TABLE_NAMES if table in known]
    others = [str(table) for table in known if table not in (*TABLE_NAMES, *LISTS)]
    rows = [_held(table, known[table]) for table in named + others]
    return pd.DataFrame(rows, dtype=object)


def _held(table: str, size: Mapping[Hashable, Any]) -> dict[str, Any]:
    name, meaning = TABLE_NAMES.get(table, (table, None))
    return {
        "Table": strong(name),
        "One row is": meaning,
        "Rows": size["rows"],
        "Sources": size["sources"] or None,
        "Years": _span(size),
    }


def _span(size: Mapping[Hashable, Any]) -> str | None:
    """The years of a table, None for a table without dates."""
    if pd.isna(size["first"]):
        return None
    first, last = size["first"], size["last"]
    return str(first) if first == last else f"{first}–{last}"


def changes_made(
    kinds: pd.DataFrame, corrections: pd.DataFrame, examples: Mapping[str, str]
) -> pd.DataFrame:
    """What the second reading changed, with one example of each kind.

    Args:
        kinds: See `twodeltas.shared.coverage.changes`.
        corrections: The table `corrections`.
        examples: For a kind the id of the correction that shows it.
    """
    rows = [
        {
            "What changed": strong(CHANGE_NAMES[kind]),
            "Cells": cells,
            "Rows": rows,
            "Example": _example(corrections, examples.get(kind, ids[0])),
        }
        for kind, cells, rows, ids in kinds.itertuples(index=False, name=None)
    ]
    return pd.DataFrame(rows, dtype=object)


def _example(corrections: pd.DataFrame, correction: str) -> Markdown:
    """A correction as `row: “was” → “now”; reason`."""
    made = corrections.loc[correction]
    where = ", ".join(dict.fromkeys(str(c) for c in made[["row", "row_original"]].dropna()))
    was, now = (str(made[c]) if pd.notna(made[c]) else "empty" for c in ("was", "now"))
    reason = str(made["reason"]).removeprefix("second reading: ")
    return Markdown(f"{escape(where)}: *{escape(was)}* → *{escape(now)}* ({escape(reason)})")


def gaps(table: pd.DataFrame) -> pd.DataFrame:
    """What is missing, what that forbids, what would settle it, and the rows behind it."""
    rows = [
        {
            "Not found": Markdown(f"**{escape(row['subject'])}.** {escape(row['missing'])}"),
            "What that forbids": row["forbids"],
            "What would settle it": row["would_settle"],
            "Rows": ", ".join([str(gap), *ids_in(row["rows"])]),
        }
        for gap, row in table.iterrows()
    ]
    return pd.DataFrame(rows, dtype=object)


def conflicts(table: pd.DataFrame) -> pd.DataFrame:
    """Topic, disagreement, what was kept and why."""
    rows = [
        {
            "Topic": Markdown(f"**{escape(row['topic'])}** ({escape(str(conflict))})"),
            "The sources disagree": _with_sources(row["disagreement"], ids_in(row["sources"])),
            "Kept": row["kept"],
            "Why": row["why"],
        }
        for conflict, row in table.iterrows()
    ]
    return pd.DataFrame(rows, dtype=object)


def _with_sources(text: str, sources: Iterable[str]) -> Markdown:
    """Text in which every id of one of its sources became a citation.

    A source that the text does not name is left to the source line.
    """
    shown = escape(text)
    for source in sorted(sources, key=len, reverse=True):
        shown = shown.replace(escape(source), f"[@{source}]")
    return Markdown(shown)


def backing(counts: pd.DataFrame) -> pd.DataFrame:
    """How many claims of each verdict were checked against which kind of source.

    Args:
        counts: See `twodeltas.ingest.verdicts.by_backing`.
    """
    found = {str(verdict): column.to_dict() for verdict, column in counts.items()}
    words = labels("claims", "check")
    given = [verdict for verdict in found if sum(found[verdict].values())]
    rows = [
        {
            "Checked against": BACKING_NAMES[kind],
            **{words[v].capitalize(): found[v][kind] for v in given},
            "All": sum(found[v][kind] for v in given),
        }
        for kind in BACKING
    ]
    return pd.DataFrame(rows, dtype=object)
