"""A small whole chain, to be broken one way at a time, and the real one."""

from functools import cache

import pandas as pd

from tests.shared.real import raw
from twodeltas.recommendations import chain as chains
from twodeltas.recommendations.chain import Chain


def frame(columns: list[str], **rows: tuple) -> pd.DataFrame:
    ids = [row.replace("_", "-") for row in rows]
    return pd.DataFrame(list(rows.values()), columns=columns, index=ids, dtype=object)


EVIDENCE = frame(
    ["source_id", "confidence", "value", "low", "high"],
    E_1=("paper", "primary", 1.0, 1.0, 1.0),
    E_2=("paper", "secondary", 2.0, 2.0, 2.0),
    E_3=("office", "secondary", 3.0, 3.0, 3.0),
    E_4=("press", "secondary", None, None, None),
    E_5=("digest", "secondary", 5.0, 5.0, 5.0),
)
TABLES = {"evidence": EVIDENCE}
LINKS = [
    ("E-1", "FI-1", "high", None),
    ("E-3", "FI-1", "high", None),
    ("E-4", "FI-1", "medium", None),
    ("E-1", "FI-2", "high", None),
    ("E-2", "FI-2", "high", None),
    ("E-5", "FI-2", "low", None),
    ("FI-1", "M-fund", "high", "AC-1"),
    ("FI-2", "M-match", "high", "AC-1;AC-2"),
    ("M-fund", "L-money", "medium", "AC-1"),
    ("M-match", "L-money", "high", "AC-1;AC-2"),
    ("L-money", "AC-1", "medium", None),
    ("L-money", "AC-2", "high", None),
    ("AC-1", "IN-1", "high", None),
]


def small(links: list[tuple] = LINKS, codes: pd.DataFrame | None = None, **changed) -> Chain:
    parts = {
        "findings": frame(["agreement"], FI_1=("high",), FI_2=("medium",)),
        "nodes": pd.DataFrame(
            {"kind": ["mechanism", "mechanism", "lever"]}, index=["M-fund", "M-match", "L-money"]
        ),
        "actions": frame(
            ["cluster", "kind", "lever", "cost", "condition_state", "substitute", "benefit"],
            AC_1=("shg", "do", "money", "small", "met", None, "yes"),
            AC_2=("shg", "nothing", "money", "none", "met", None, "unclear"),
        ),
        "indicators": frame(["table", "row"], IN_1=("evidence", "E-1")),
    } | changed
    steps = pd.DataFrame(links, columns=["from", "to", "confidence", "serves"], dtype=object)
    steps.index = [f"LK-{n}" for n in range(1, len(links) + 1)]
    return Chain(chains.support(TABLES, codes), links=steps, **parts)


def put(link: int, *step: str | None) -> list[tuple]:
    """The links with one of them replaced, or taken out if nothing is given for it."""
    return [*LINKS[: link - 1], *([step] if step else []), *LINKS[link:]]


@cache
def real(codes: str = "settled") -> tuple[Chain, dict[str, pd.DataFrame]]:
    """The real chain by the settled codes, or by those of the `first` or `second` pass."""
    tables = {name: raw(name) for name in chains.FACT_TABLES}
    coded = raw("codings")
    used = raw("codes") if codes == "settled" else coded[coded["coding_pass"] == codes]
    own = {name: raw(name) for name in chains.CHAIN_TABLES}
    return chains.assembled(tables | own, used), tables
