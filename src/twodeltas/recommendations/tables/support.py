"""The table of recommendations that sources make, each with its verdict and why."""

from collections.abc import Mapping, Sequence

import pandas as pd

from twodeltas.recommendations.support import Support
from walkback.markup import escape
from walkback.values.markdown import Markdown, cite, join

VERDICT_NAMES = {
    "done": "Done",
    "supported": "Supported",
    "conditional": "Conditional",
    "untested": "Untested",
}
MARK = "†"  # of advice that the documents gave from which the work began


def supports(
    rows: pd.DataFrame, found: Mapping[str, Support], started_from: Sequence[str] = ()
) -> pd.DataFrame:
    """One row a recommendation: advice with its lever and source, verdict, why, rows.

    Args:
        rows: Recommendations by id.
        found: What `analysis.support.supports` returned.
        started_from: Sources whose advice comes first and is marked.
    """
    first = [row for row in rows.index if rows.loc[row, "source_id"] in started_from]
    rest = [row for row in rows.index if row not in first]
    shown = [
        {
            "Advice and lever": _advice(rows.loc[row], MARK if row in first else ""),
            "Verdict": VERDICT_NAMES[found[str(row)].verdict],
            "Why": why(found[str(row)]),
            "Rows": ", ".join(
                dict.fromkeys(
                    [
                        *found[str(row)].done,
                        *found[str(row)].barrier,
                        *found[str(row)].result,
                        *found[str(row)].begun,
                    ]
                )
            )
            or None,
            "Id": str(row),
        }
        for row in [*first, *rest]
    ]
    return pd.DataFrame(shown, dtype=object)


def _advice(record: pd.Series, mark: str) -> Markdown:
    return Markdown(
        f"{escape(record['recommendation'])} *({escape(record['lever'])})*{mark} "
        f"{cite([record['source_id']])}"
    )


def why(one: Support) -> str:
    """In words what keeps a recommendation from being supported, or what supports it."""
    if one.verdict == "untested":
        return (
            "Only the adviser or a source that cannot be judged speaks of it."
            if one.unjudged
            else ("The only rows come from the adviser." if one.own else "No row speaks to it.")
        )
    if one.verdict == "done":
        return "What it advises has been done; it is no advice any more."
    if one.verdict == "supported":
        return "The barrier is shown and a result is reported, independently of each other."
    said = []
    if "barrier" in one.lacks:
        said.append("no row shows the barrier there")
    if "result" in one.lacks:
        said.append(
            "begun, without a reported result" if one.begun else "nothing of the kind found there"
        )
    if "parts" in one.lacks:
        said.append(f"no result reported of a part of it: {join(one.without)}")
    if "items" in one.lacks and one.items:
        said.append("all rests on one item")
    if one.elsewhere:
        said.append("some rows are about another area")
    if one.unjudged:
        said.append("one source cannot be judged")
    text = "; ".join(said)
    return f"{text[0].upper()}{text[1:]}."


def flat(rows: pd.DataFrame, found: Mapping[str, Support]) -> pd.DataFrame:
    """The recommendations with verdict and rows, for the CSV behind a table."""
    added = pd.DataFrame(
        [
            {
                "verdict": found[str(row)].verdict,
                "lacks": ";".join(found[str(row)].lacks),
                **{
                    name: ";".join(getattr(found[str(row)], name))
                    for name in (
                        "done",
                        "barrier",
                        "result",
                        "begun",
                        "elsewhere",
                        "own",
                        "unjudged",
                    )
                },
            }
            for row in rows.index
        ],
        index=rows.index,
    )
    return rows.drop(columns="barrier", errors="ignore").join(added)
