"""How much of a cluster's PCT applications single firms can have made at most."""

import pandas as pd

from walkback.errors import AnalysisError

Years = tuple[int, int]


def by_firm(applicants: pd.DataFrame, years: Years) -> pd.DataFrame:
    """The applications of each firm that is known in every year of a window.

    Args:
        applicants: The table `pct_applicants` by id.
        years: The first and the last year.

    Returns:
        Index `applicant`, the largest first; `base_city`, a column a year, `sum`, `ids`. Firms with a
        year missing are left out: a sum without it would be no bound.
    """
    span = range(years[0], years[1] + 1)
    inside = applicants[applicants["as_of"].astype(int).isin(span)]
    counts = inside.assign(year=inside["as_of"].astype(int)).pivot_table(
        index="applicant", columns="year", values="pct_applications", aggfunc="first"
    )
    whole = counts.reindex(columns=list(span)).dropna().astype(int)
    table = whole.assign(
        base_city=inside.groupby("applicant")["base_city"].first(),
        ids=inside.assign(row=inside.index).groupby("applicant")["row"].agg(";".join),
        sum=whole.sum(axis=1),
    )
    return table.sort_values("sum", ascending=False)


def at_most(table: pd.DataFrame, firm: str, total: float) -> float:
    """The share of a cluster's applications that a firm's can be at most, in percent.

    Its inventors may live elsewhere, so the share may be smaller.

    Args:
        table: What `by_firm` returned.
        firm: The applicant.
        total: The applications of the cluster in the same years.

    Raises:
        AnalysisError: If a year of the firm is missing.
    """
    if firm not in table.index:
        raise AnalysisError(
            f"{firm}: not known in every year of the window → add the years to "
            "data/raw/pct_applicants.csv, or leave the firm out."
        )
    return 100 * float(table["sum"].to_dict()[firm]) / total
