"""The tables of flows: what each cluster's facts say of a factor, aspect by aspect."""

from collections.abc import Collection, Mapping, Sequence

import pandas as pd

from twodeltas.collaboration.flows import ASPECTS, MODES
from twodeltas.shared import fact_cells
from walkback.tables.labels import labels
from walkback.values.markdown import Markdown

NOTHING = "nothing found"


def overview(counts: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    """One row a factor and cluster: items by aspect, and how the rules were made to fit.

    Args:
        counts: What `twodeltas.collaboration.flows.overview` returned.
        names: Short names of the clusters by id.
    """
    factors, aspects, modes = (labels("codes", c) for c in ("factor", "flow_says", "rule_mode"))
    rows = [
        {
            "Factor": factors[str(count["factor"])],
            "Cluster": names[str(count["cluster"])],
            **{aspects[a].split(",")[0]: int(count[a]) or None for a in ASPECTS},
            "How rules were made to fit": ", ".join(
                f"{modes[mode]} {count[mode]}" for mode in MODES if count[mode]
            )
            or None,
        }
        for _, count in counts.iterrows()
    ]
    return pd.DataFrame(rows, dtype=object)


def facts(
    lang: str,
    latest: pd.DataFrame,
    names: Mapping[str, str],
    pair: Sequence[str],
    started_from: Collection[str] = (),
) -> pd.DataFrame:
    """One row an aspect of a factor: the latest facts of both clusters side by side.

    Args:
        lang: `en` or `zh`.
        latest: What `twodeltas.collaboration.flows.latest` returned.
        names: Names of the clusters by id, the heads of the columns.
        pair: The clusters, left and right.
        started_from: Sources whose facts are marked with an asterisk where nothing else bears them.
    """
    rows = []
    many = len(set(latest["factor"])) > 1
    factors, aspects = labels("codes", "factor"), labels("codes", "flow_says")
    for (factor, aspect), cell in latest.groupby(["factor", "aspect"], sort=False):
        name = aspects[str(aspect)]
        head = f"{factors[str(factor)]}: {name[0].lower()}{name[1:]}" if many else name
        sides = {names[c]: _side(lang, cell[cell["cluster"] == c], started_from) for c in pair}
        rows.append({"What the facts say": head, **sides})
    return pd.DataFrame(rows, dtype=object)


def _side(lang: str, rows: pd.DataFrame, started_from: Collection[str]) -> Markdown:
    if rows.empty:
        return Markdown(f"*{NOTHING}*")
    said = map(str, fact_cells.facts(lang, rows, started_from))
    rest = int(rows["items"].iloc[0]) - len(rows)
    more = [f"*and {rest} more independent item{'s' if rest > 1 else ''}*"] if rest else []
    return Markdown(" ".join([*said, *more]))


def data(latest: pd.DataFrame) -> pd.DataFrame:
    """What is written as CSV beside a table of flows."""
    columns = ["factor", "aspect", "cluster", "row", "statement", "value", "low", "high"]
    more = ["qualifier", "unit", "as_of", "rule_mode", "reach", "source_id", "locator"]
    return latest[[*columns, *more]]
