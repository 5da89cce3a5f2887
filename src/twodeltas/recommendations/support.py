"""How far the evidence supports a recommendation that a source makes: supported, conditional or untested."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

VERDICTS = ("supported", "conditional", "untested")
RESULTS = ("output", "outcome")
AREAS = {  # what a recommendation addresses: the clusters of its evidence, and the reach that counts
    "shg": (("shg",), ("cluster", "delta", "part", "beyond")),
    "ss": (("ss",), ("cluster", "part")),
    "ss_yrd": (("ss",), ("cluster", "delta", "part")),
    "yrd": (("ss",), ("cluster", "delta", "part")),
    "all": (("shg", "ss"), ("cluster", "delta", "part", "beyond")),
}
UNJUDGED = "F"  # the reliability of a source that cannot be judged
FEWEST = 2  # independent items that support needs


@dataclass(frozen=True)
class Support:
    """What stands behind one recommendation.

    Attributes:
        verdict: `supported`, `conditional` or `untested`.
        barrier: Ids of rows that show what it answers, rows of the adviser's own source left out.
        result: Ids of rows in the area addressed that report what such an instrument led to.
        begun: Ids of other rows in the area that show that such a thing was begun.
        elsewhere: Ids of rows about another cluster, or about the delta where the advice is to two cities.
        own: Ids of rows that come from the adviser's own source and count for nothing.
        unjudged: Ids of rows whose source cannot be judged; they count for nothing either.
        items: How many independent items the rows in the area amount to.
        lacks: What keeps it from being supported, as codes: `barrier`, `result`, `items`; empty if it is.
    """

    verdict: str
    barrier: tuple[str, ...]
    result: tuple[str, ...]
    begun: tuple[str, ...]
    elsewhere: tuple[str, ...]
    own: tuple[str, ...]
    unjudged: tuple[str, ...]
    items: int
    lacks: tuple[str, ...]


def support(target: str, source: str, links: pd.DataFrame, rows: pd.DataFrame) -> Support:
    """What the evidence says of one recommendation.

    `supported`: independent evidence in the area addressed shows the barrier, reports a result of such
    an instrument there, and amounts to at least two items. `untested`: no row that counts, but at
    most the adviser's own or one that cannot be judged. `conditional`: everything between.

    Args:
        target: The code of the area addressed, a key of `AREAS`.
        source: The source of the recommendation.
        links: Its rows of the table `recommendation_evidence`: `evidence, relation`.
        rows: What `gap_map.coded` returned.
    """
    relation = dict(zip(links["evidence"], links["relation"], strict=True))
    found = rows.loc[list(relation)]
    own = found["source_id"] == source
    unjudged = (found["reliability"] == UNJUDGED) & ~own
    heard = ~own & ~unjudged
    clusters, reach = AREAS[target]
    inside = found["cluster"].isin(clusters) & found["reach"].isin(reach) & heard
    shows = pd.Series([relation[row] == "barrier" for row in found.index], found.index, dtype=bool)
    result = inside & ~shows & found["step"].isin(RESULTS)
    parts = {
        "barrier": _ids(found, inside & shows),
        "result": _ids(found, result),
        "begun": _ids(found, inside & ~shows & ~result),
        "elsewhere": _ids(found, ~inside & heard),
        "own": _ids(found, own),
        "unjudged": _ids(found, unjudged),
    }
    items = int(found.loc[inside, "item"].nunique())
    needs = {"barrier": parts["barrier"], "result": parts["result"], "items": items >= FEWEST}
    lacks = tuple(name for name, held in needs.items() if not held)
    tested = bool(heard.any())
    verdict = "untested" if not tested else "conditional" if lacks else "supported"
    return Support(verdict=verdict, items=items, lacks=lacks, **parts)


def _ids(found: pd.DataFrame, chosen: pd.Series) -> tuple[str, ...]:
    return tuple(str(row) for row in found.index[chosen])


def supports(
    recommendations: pd.DataFrame, links: pd.DataFrame, rows: pd.DataFrame
) -> dict[str, Support]:
    """`support` of every recommendation, by its id.

    Args:
        recommendations: The table `recommendations`, with `target` and `source_id`.
        links: The table `recommendation_evidence`.
        rows: What `gap_map.coded` returned.
    """
    return {
        str(row.Index): support(
            str(row.target), str(row.source_id), links[links["recommendation"] == row.Index], rows
        )
        for row in recommendations.itertuples()
    }


def with_verdict(found: dict[str, Support], verdict: str) -> list[str]:
    """The ids of the recommendations with a verdict."""
    return [row for row, one in found.items() if one.verdict == verdict]


def lacking(found: dict[str, Support], what: str, rows: Sequence[str]) -> list[str]:
    """Those of the recommendations that lack one thing: `barrier`, `result` or `items`."""
    return [row for row in rows if what in found[row].lacks]
