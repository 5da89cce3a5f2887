"""The cells of the tables of 04_recommendations."""

from collections.abc import Mapping

import pandas as pd

from walkback.markup import escape
from walkback.tables.labels import labels
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
    shown, verdicts = [], labels("transfers", "verdict", "one")
    for row, record in rows.iterrows():
        used = [*ids_in(record["instrument_rows"]), *ids_in(record["condition_rows"])]
        rest = record["substitute"]
        shown.append(
            {
                "Instrument at work": Markdown(
                    f"{escape(record['instrument'])} "
                    f"({short[record['from_cluster']]} to {short[record['to_cluster']]}) "
                    f"{cite(facts.sources(ids_in(record['instrument_rows'])))}"
                ),
                "What it needs": record["condition"],
                "Verdict": verdicts[record["verdict"]],
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
