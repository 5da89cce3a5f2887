"""Comparisons that the data forbid (tbl-not-compared), each with its rule and rows as examples."""

import pandas as pd

NOT_COMPARED = (  # what it is tempting to compare, the row of `conflicts` or `caveats`, examples
    ("The money that crossed with the size of a delta fund", "CV-39", ("SHG-116", "SS-016")),
    ("The target of a fund with money raised", "CF-28", ("SS-016", "SS-017")),
    ("The two series of research money with each other", "CF-14", ("SHG-104", "SHG-112")),
    ("Figures of the delta with figures of two cities", "CV-04", ("SS-007", "SHG-060")),
    ("G60 with Shanghai", "CF-36", ("SS-036",)),
    ("Signings and talks with standing institutions", "CV-03", ("ED-096", "ED-065")),
    ("The number of signed projects with collaboration", "CV-34", ("SS-014", "SS-115")),
    ("The kinds of ties of the two clusters", "CV-37", ("ED-069", "ED-012")),
    ("Laboratories of one list with those of another", "CF-16", ("SHG-060", "SHG-061")),
    ("Research bodies of 2019 with those of 2026", "CF-17", ("SHG-139", "SHG-152")),
    ("Travel times", "CF-33", ("SHG-129", "SS-027")),
    ("The delta index with anything in the south", "CV-40", ("KF-020",)),
    ("One edition of the index with the next", "CF-24", ("KF-018", "KF-059")),
    ("A customs border with a provincial one", "CV-32", ("SHG-132", "SS-120")),
)


def not_compared(conflicts: pd.DataFrame, caveats: pd.DataFrame) -> pd.DataFrame:
    """What suggests itself, why it must not be done, and the rows that it would be done with.

    Args:
        conflicts: The table `conflicts` by id.
        caveats: The table `caveats` by id.
    """
    rules = pd.concat([conflicts["rule"], caveats["text"]])
    return pd.DataFrame(
        [(what, rules[why], ", ".join(rows)) for what, why, rows in NOT_COMPARED],
        columns=["It is tempting to compare", "Why it must not be done", "Rows"],
    )


def examples() -> list[str]:
    """The ids of the rows that are named, each once."""
    return list(dict.fromkeys(row for _, _, rows in NOT_COMPARED for row in rows))
