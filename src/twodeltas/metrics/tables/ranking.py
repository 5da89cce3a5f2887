"""The cells of the tables of ranks: shares, bounds, history, intensity."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd

from twodeltas.metrics.edition_shares import order_in_metric
from twodeltas.metrics.names import METRIC_NAMES
from twodeltas.shared.bounds import TOTAL, Bounds
from twodeltas.shared.profile import Profile, profile
from walkback.tables.lookup import ids_in
from walkback.values.markdown import join, strong
from walkback.values.number_format import NumberFormat
from walkback.values.value import Value


def sources(rows: pd.DataFrame) -> list[str]:
    """The sources of the rows, each once, in the order of the rows."""
    cells = [c for name in ("source_id", "source_id_2") if name in rows for c in rows[name]]
    return list(dict.fromkeys(s for cell in cells for s in ids_in(cell)))


def top(
    numbers: NumberFormat,
    edition: pd.DataFrame, bounds: Bounds, names: pd.DataFrame, clusters: Sequence[str],
    metrics: Sequence[str], pair: Sequence[str],
) -> pd.DataFrame:  # fmt: skip
    """Rank, shares and sum of each cluster; an interval where only an interval is known."""
    rows = []
    for cluster in clusters:
        known = profile(numbers, edition, bounds, cluster, names)
        name = strong(known.name) if cluster in pair else known.name
        cells: dict[str, object] = {"Cluster": name, "Rank": known.rank.bare}
        for metric in metrics:
            cells[f"{METRIC_NAMES[metric]}, %"] = _usable(known.share[metric])
        cells["Sum"] = _usable(known.total)
        rows.append(cells)
    return pd.DataFrame(rows, dtype=object)


def counts(
    numbers: NumberFormat, edition: pd.DataFrame, bounds: Bounds, names: pd.DataFrame,
    clusters: Sequence[str], metrics: Sequence[str],
) -> pd.DataFrame:  # fmt: skip
    """The counts of some clusters; one that is not published is told so."""
    rows = []
    for cluster in clusters:
        one = profile(numbers, edition, bounds, cluster, names)
        cells: dict[str, object] = {"Cluster": one.name, "Rank": one.rank.bare}
        cells |= {METRIC_NAMES[m]: one.count[m].bare for m in metrics}
        rows.append(cells)
    return pd.DataFrame(rows, dtype=object)


def then_and_now(
    now: Sequence[Profile], then: Mapping[str, Profile], edition: int, complete: int
) -> pd.DataFrame:
    """The shares of the pair in the latest complete edition beside those of this one."""
    rows = []
    for one in now:
        for metric in ("pct", "publications"):
            old = then[one.cluster]
            rows.append(
                {
                    "Cluster": one.short,
                    "Metric": METRIC_NAMES[metric],
                    f"{complete}, count": old.count[metric].bare,
                    f"{complete}, share": old.share[metric],
                    f"{edition}, share": one.share[metric],
                }
            )
    return pd.DataFrame(rows, dtype=object)


def _usable(value: Value) -> Value | None:
    """The value for a cell: None where no more than a distant ceiling is known."""
    return value.bare if value.known and (not value.bounded or value.low > 0) else None


def side_by_side(
    a: Profile, b: Profile, shares: pd.DataFrame, metrics: Sequence[str], names: Mapping[str, str]
) -> pd.DataFrame:
    """One row a metric: share and rank of both, who is ahead, who is first in the world."""
    rows = []
    for metric in metrics:
        order = order_in_metric(shares, metric, a.cluster, b.cluster)
        ahead = {"first": a.short, "second": b.short, "open": "cannot be told"}[order]
        rows.append(
            {
                "Metric": METRIC_NAMES[metric],
                f"{a.short}, share": a.share[metric],
                f"{a.short}, rank": a.place[metric],
                f"{b.short}, share": b.share[metric],
                f"{b.short}, rank": b.place[metric],
                "Ahead of the other": ahead,
                "First in the world": _leader(shares, metric, names, a.rank.format),
            }
        )
    return pd.DataFrame(rows, dtype=object)


def _leader(
    shares: pd.DataFrame, metric: str, names: Mapping[str, str], numbers: NumberFormat
) -> str:
    rows = shares[(shares["quantity"] == metric) & (shares["metric_rank"] == 1)]
    if rows.empty:
        return "not published"
    row = rows.iloc[0]
    share = Value.rounded(row["stated"], 1, "percent", format=numbers)
    return f"{names[row['cluster']]}, {share.text}"


def implied(
    numbers: NumberFormat,
    bounds: Bounds, pair: Sequence[str], metrics: Sequence[str], shares: pd.DataFrame,
    short: Mapping[str, str],
) -> pd.DataFrame:  # fmt: skip
    """Every bound of the pair that no source states, with the inequality that gives it."""
    rows = []
    stated = shares.dropna(subset=["stated"]).set_index(["cluster", "quantity"]).index
    for cluster in pair:
        for quantity in (*metrics, TOTAL):
            if (cluster, quantity) in stated:
                continue
            for end, step in sorted(bounds.why(cluster, quantity).items(), reverse=True):
                if step.value <= 0:
                    continue
                unit = "percentage_points" if quantity == TOTAL else "percent"
                blank = Value(unit=unit, digits=2, format=numbers)
                bound = (
                    replace(blank, low=step.value)
                    if end == "low"
                    else replace(blank, high=step.value)
                )
                rows.append(
                    {
                        "Cluster": short[cluster],
                        "Quantity": METRIC_NAMES[quantity],
                        "Bound": bound,
                        "Inequality": f"{step.rule}: {step.reason}",
                        "Figures used": join(short.get(c, c) for c in step.rows),
                    }
                )
    return pd.DataFrame(rows, dtype=object)


def by_edition(
    history: pd.DataFrame, method: pd.DataFrame, pair_names: Sequence[str]
) -> pd.DataFrame:
    """One row an edition: the ranks of both lines, predecessors named, and what changed."""
    changes = method[method["subject"] == "change"].set_index("edition")["statement"]
    rows = []
    editions = range(history["edition"].min(), history["edition"].max() + 1)
    for edition in editions:
        points = history[history["edition"] == edition]
        cells = [ranks(points[points["line"] == i], pair_names[i]) for i in (0, 1)]
        rows.append(
            {
                "Edition": str(edition),
                pair_names[0]: cells[0],
                pair_names[1]: cells[1],
                "What changed": changes.get(str(edition), None),
            }
        )
    return pd.DataFrame(rows, dtype=object)


def ranks(points: pd.DataFrame, name: str, between: str = "; ") -> str | None:
    """The ranks of a line in one edition, other names than its own and derived ones told.

    Args:
        points: Its rows, with `rank, name, origin`.
        name: What the line is called.
        between: What stands between two ranks.
    """
    parts = [
        f"{int(p['rank'])}"
        + ("" if p["name"] == name else f" ({p['name']})")
        + (", derived" if p["origin"] == "derived" else "")
        for _, p in points.iterrows()
    ]
    return between.join(parts) or None


def per_million(rows: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    """Counts per million inhabitants; the population behind them is derived."""
    return pd.DataFrame(
        [
            {
                "Cluster": names[row["cluster"]],
                "PCT applications": row["pct_per_million"],
                "Publications": row["pubs_per_million"],
                "Venture deals": row["vc_per_million"],
                "Population implied, millions": row["population_million_derived"],
            }
            for _, row in rows.iterrows()
        ],
        dtype=object,
    )
