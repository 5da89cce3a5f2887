"""The two models side by side: one table a lever, generated from the codes, differences first."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from twodeltas.collaboration import similarity
from twodeltas.shared import coverage
from twodeltas.shared.dates import worded
from walkback.markup import escape
from walkback.tables.labels import labels
from walkback.tables.lookup import ids_in
from walkback.values.markdown import Markdown, join, strong

MOST_IDS = 4  # named in a cell; all stand in the CSV
NOT_STATED, NOT_FOUND = "Not stated", "not found in the collection"
ONE_SIDE, ALIKE = "found in one cluster only", "alike in what is known"
ATTRIBUTES = {  # in the order in which a line of the comparison names them
    "actors": "who acts",
    "level": "level",
    "mode": "how it is run",
    "force": "binding force",
    "boundary": "boundary",
    "reach": "reach",
    "outcome": "outcome",
}
COMPUTED = {"mode": {"several": "in several ways"}, "outcome": {"stated": "with a stated outcome"}}
"""Words of what `twodeltas.collaboration.similarity.instruments` gives beside the codes."""


def shown(
    lang: str,
    models: pd.DataFrame,
    lever: str,
    evidence: pd.DataFrame,
    names: Mapping[str, str],
    pair: Sequence[str],
) -> dict[str, Any]:
    """What `show_table` needs to show the instruments of one lever.

    Args:
        lang: `en` or `zh`, the language of dates.
        models: What `twodeltas.collaboration.similarity.instruments` returned.
        lever: Which lever.
        evidence: The table `evidence` by id, for the sources.
        names: Names of the clusters by id.
        pair: The clusters, left and right.
    """
    own = models[models["lever"] == lever]
    ids = [row for cell in own["ids"] for row in ids_in(cell)]
    return {
        "frame": table(lang, own, names, pair),
        "label": f"tbl-models-{lever.replace('_', '-')}",
        "title": title(own, lever, names, pair),
        "caption": "Differences first; in bold what differs, boundaries aside. The box below "
        "@fig-likeness says how to read it.",
        "sources": coverage.sources(evidence.loc[ids]),
        "data": own,
        "widths": [0.2, 0.4, 0.4],
    }


def table(
    lang: str, models: pd.DataFrame, names: Mapping[str, str], pair: Sequence[str]
) -> pd.DataFrame:
    """One row an instrument: its name with what differs, then what is known of it in each cluster.

    Args:
        lang: `en` or `zh`, the language of dates.
        models: The rows of `similarity.instruments` that are to be shown.
        names: Names of the clusters by id.
        pair: The clusters, left and right.
    """
    rows, instruments = [], labels("codes", "instrument")
    words = {name: words_of(name) for name in ATTRIBUTES}
    for kind in similarity.differences_first(models, pair)["instrument"]:
        pair_rows = models[models["instrument"] == kind].set_index("cluster")
        first, second = (pair_rows.loc[c] for c in pair)
        other = similarity.differing(first, second)
        name = instruments[kind]
        head = Markdown(f"{escape(name[:1].upper() + name[1:])}: *{_verdict(first, second)}*")
        rows.append((head, _side(lang, words, first, other), _side(lang, words, second, other)))
    return pd.DataFrame(rows, columns=["Instrument", *(names[c] for c in pair)])


def _verdict(first: pd.Series, second: pd.Series) -> str:
    """What is to be said of an instrument at once."""
    if not (first["found"] and second["found"]):
        return ONE_SIDE
    other = similarity.differing(first, second)
    return f"differs in {join(ATTRIBUTES[a] for a in other)}" if other else ALIKE


def _side(
    lang: str, words: Mapping[str, Mapping[str, str]], known: pd.Series, other: Sequence[str]
) -> Markdown:
    """All that is known of an instrument in one cluster, codes that differ in bold."""
    if not known["found"]:
        return Markdown(f"*{NOT_FOUND}*")
    told = [name for name in ATTRIBUTES if pd.notna(known[name])]
    said = [words[name][str(known[name])] for name in told]
    said[0] = said[0][:1].upper() + said[0][1:]
    marked = [(strong if name in other else escape)(w) for name, w in zip(told, said, strict=True)]
    untold = [ATTRIBUTES[name] for name in ATTRIBUTES if name not in told]
    missing = f" *{NOT_STATED}\\: {', '.join(untold)}.*" if untold else ""
    return Markdown(f"{'; '.join(marked)}.{missing} {escape(_rows(lang, known))}")


def words_of(attribute: str) -> dict[str, str]:
    """How the codes of an attribute read in the comparison, those that it computes included."""
    coded = {} if attribute == "outcome" else labels("codes", attribute)
    return coded | COMPUTED.get(attribute, {})


def _rows(lang: str, known: pd.Series) -> str:
    """How many items there are, the earliest date, and the ids of the rows, the first few of many."""
    ids = ids_in(known["ids"])
    more = f" and {len(ids) - MOST_IDS} more" if len(ids) > MOST_IDS else ""
    items = int(known["items"])
    when = worded(str(known["since"]), lang, short=True) if pd.notna(known["since"]) else "no date"
    dated = when if items == 1 else f"the earliest {when}"
    return (
        f"{items} {'item' if items == 1 else 'items'}, {dated}: {', '.join(ids[:MOST_IDS])}{more}"
    )


def title(models: pd.DataFrame, lever: str, names: Mapping[str, str], pair: Sequence[str]) -> str:
    """The finding of one table, in one sentence.

    Args:
        models: The rows of `similarity.instruments` of one lever.
        lever: Which one.
        names: Names of the clusters by id.
        pair: The clusters.
    """
    found = pd.DataFrame(
        {c: models.loc[models["cluster"] == c, "found"].to_numpy(bool) for c in pair},
        index=models.loc[models["cluster"] == pair[0], "instrument"],
    )
    shared = int(found.all(axis=1).sum())
    parts = [f"{shared} of {len(found)} instruments found in both clusters"]
    for c in pair:
        own = int((found[c] & ~found.all(axis=1)).sum())
        if own:
            parts.append(f"{own} only in {names[c]}")
    words = labels("codes", "lever", "sentence")[lever]
    return f"{words.capitalize()}: {join(parts, ', ')}"
