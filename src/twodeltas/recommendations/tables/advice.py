"""The cells of the tables of 04_recommendations."""

from collections.abc import Mapping

import pandas as pd

from twodeltas.shared.words import TRANSFER_NAMES
from walkback.markup import escape
from walkback.tables.lookup import Facts, ids_in
from walkback.values.markdown import Markdown, cite


def transfers(
    rows: pd.DataFrame, facts: Facts, short: Mapping[str, str], taken_up: Mapping[str, str]
) -> pd.DataFrame:
    """One row an instrument: where it works, what it needs, whether it carries over, into what.

    Args:
        rows: The table `transfers`.
        facts: Every fact by its row.
        short: Short names of the clusters.
        taken_up: By id, the actions that take it up; none where the id is not there.
    """
    shown = []
    for row, record in rows.iterrows():
        used = [*ids_in(record["instrument_rows"]), *ids_in(record["condition_rows"])]
        rest = record["substitute"]
        verdict = TRANSFER_NAMES[record["verdict"]].replace("carry over", "carries over")
        verdict = verdict.replace("need a", "needs a")
        shown.append(
            {
                "Instrument at work": Markdown(
                    f"{escape(record['instrument'])} "
                    f"({short[record['from_cluster']]} to {short[record['to_cluster']]}) "
                    f"{cite(facts.sources(ids_in(record['instrument_rows'])))}"
                ),
                "What it needs": record["condition"],
                "Verdict": verdict,
                "In its place, or still missing": rest if pd.notna(rest) else None,
                "Taken up in": taken_up.get(str(row)),
                "Rows": ", ".join(used),
            }
        )
    return pd.DataFrame(shown, dtype=object)


def sources(rows: pd.DataFrame, facts: Facts) -> list[str]:
    """The sources of transfers, by the rows they rest on."""
    ids = [
        i for c in ("instrument_rows", "condition_rows") for cell in rows[c] for i in ids_in(cell)
    ]
    return facts.sources(ids)


TARGET_NAMES = {
    "shg": "Shenzhen–Hong Kong–Guangzhou",
    "ss": "Shanghai–Suzhou",
    "ss_yrd": "Shanghai–Suzhou with its delta",
    "yrd": "The Yangtze River Delta",
    "all": "Any region of this kind",
}


def by_target(rows: pd.DataFrame) -> pd.DataFrame:
    """How many recommendations address each region."""
    counts = rows["target"].value_counts()
    shown = [(name, int(counts[code])) for code, name in TARGET_NAMES.items() if code in counts]
    return pd.DataFrame(shown, columns=["Addressed to", "Recommendations"])
