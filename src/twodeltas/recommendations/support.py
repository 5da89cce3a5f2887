"""How far the evidence supports a recommendation that a source makes, or whether it has been done."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from walkback.tables.lookup import ids_in

VERDICTS = ("done", "supported", "conditional", "untested")
BARRIER, DONE = "barrier", "done"  # what a row can show beside an instrument
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
        verdict: `done`, `supported`, `conditional` or `untested`.
        barrier: Ids of rows that show what it answers; rows of the adviser's own source, and of an item
            that counts as a result, left out.
        result: Ids of rows in the area addressed that report what such an instrument led to.
        begun: Ids of other rows in the area that show that such a thing was begun.
        elsewhere: Ids of rows about another cluster, or about the delta where the advice is to two cities.
        own: Ids of rows that come from the adviser's own source and count for nothing.
        unjudged: Ids of rows whose source cannot be judged; they count for nothing either.
        items: How many independent items the rows in the area amount to.
        lacks: What keeps it from being supported, as codes: `barrier`, `result`, `parts`, `items`; empty
            if it is.
        done: Ids of rows that show that what is advised has been done in the area.
        without: Those of its parts of which no result is reported.
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
    done: tuple[str, ...] = ()
    without: tuple[str, ...] = ()


def support(
    target: str,
    source: str,
    links: pd.DataFrame,
    rows: pd.DataFrame,
    parts: Sequence[str] = (),
) -> Support:
    """What the evidence says of one recommendation.

    `done`: independent evidence shows that what is advised has been done there. `supported`: independent
    evidence in the area addressed shows the barrier, reports a result of such an instrument there, of
    each of its parts if it has several, and amounts to at least two items. A row that goes back to the
    same item as a result shows no barrier: one thing cannot be both. `untested`: no row that counts, but
    at most the adviser's own or one that cannot be judged. `conditional`: everything between.

    Args:
        target: The code of the area addressed, a key of `AREAS`.
        source: The source of the recommendation.
        links: Its rows of the table `recommendation_evidence`: `evidence, relation, part`.
        rows: What `gap_map.coded` returned.
        parts: What it advises, if this is more than one thing.
    """
    relation = dict(zip(links["evidence"], links["relation"], strict=True))
    found = rows.loc[list(relation)]
    own = found["source_id"] == source
    unjudged = (found["reliability"] == UNJUDGED) & ~own
    heard = ~own & ~unjudged
    clusters, reach = AREAS[target]
    inside = found["cluster"].isin(clusters) & found["reach"].isin(reach) & heard
    told = pd.Series(relation, dtype="string").reindex(found.index)
    shows, done = (told.eq(what).astype(bool) for what in (BARRIER, DONE))
    result = inside & ~shows & found["step"].isin(RESULTS)
    apart = ~found["item"].isin(set(found.loc[result, "item"]))
    held = {
        "done": _ids(found, inside & done),
        "barrier": _ids(found, inside & shows & apart),
        "result": _ids(found, result),
        "begun": _ids(found, inside & ~shows & ~result),
        "elsewhere": _ids(found, ~inside & heard),
        "own": _ids(found, own),
        "unjudged": _ids(found, unjudged),
    }
    items = int(found.loc[inside, "item"].nunique())
    without = _without(links, held["result"], parts)
    needs = {
        "barrier": held["barrier"],
        "result": held["result"],
        "parts": not without or not held["result"],
        "items": items >= FEWEST,
    }
    lacks = tuple(name for name, held in needs.items() if not held)
    tested = bool(heard.any())
    verdict = "untested" if not tested else "conditional" if lacks else "supported"
    if held["done"]:
        verdict, lacks = "done", ()
    return Support(verdict=verdict, items=items, lacks=lacks, without=without, **held)


def _without(links: pd.DataFrame, result: Sequence[str], parts: Sequence[str]) -> tuple[str, ...]:
    """The parts of a recommendation of which no result is reported."""
    if not parts:
        return ()
    met = set(links.loc[links["evidence"].isin(result), "part"].dropna())
    return tuple(part for part in parts if part not in met)


def _ids(found: pd.DataFrame, chosen: pd.Series) -> tuple[str, ...]:
    return tuple(str(row) for row in found.index[chosen])


def supports(
    recommendations: pd.DataFrame, links: pd.DataFrame, rows: pd.DataFrame
) -> dict[str, Support]:
    """`support` of every recommendation, by its id.

    Args:
        recommendations: The table `recommendations`, with `target`, `source_id` and `parts`.
        links: The table `recommendation_evidence`.
        rows: What `gap_map.coded` returned.
    """
    return {
        str(row.Index): support(
            str(row.target),
            str(row.source_id),
            links[links["recommendation"] == row.Index],
            rows,
            ids_in(row.parts),
        )
        for row in recommendations.itertuples()
    }


def with_verdict(found: dict[str, Support], verdict: str) -> list[str]:
    """The ids of the recommendations with a verdict."""
    return [row for row, one in found.items() if one.verdict == verdict]


def lacking(found: dict[str, Support], what: str, rows: Sequence[str]) -> list[str]:
    """Those of the recommendations that lack one thing: `barrier`, `result`, `parts` or `items`."""
    return [row for row in rows if what in found[row].lacks]
