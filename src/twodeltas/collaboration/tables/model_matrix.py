"""The two models side by side: one table a lever, generated from the codes, differences first."""

from collections.abc import Mapping, Sequence

import pandas as pd

from twodeltas.collaboration import similarity
from twodeltas.shared import code_words
from twodeltas.shared.dates import worded
from twodeltas.shared.items import listed
from walkback.markup import escape
from walkback.values.markdown import Markdown, join, strong

MOST_IDS = 4  # named in a cell; all stand in the CSV
ONE_SIDE, ALIKE = "found in one cluster only", "alike in what is known"


def rows(models: pd.DataFrame) -> list[str]:
    """The ids of all rows of evidence behind some instruments."""
    return [row for cell in models["ids"] for row in listed(cell)]


def table(models: pd.DataFrame, names: Mapping[str, str], pair: Sequence[str]) -> pd.DataFrame:
    """One row an instrument: its name with what differs, then what is known of it in each cluster.

    Args:
        models: The rows of `similarity.instruments` that are to be shown.
        names: Names of the clusters by id.
        pair: The clusters, left and right.
    """
    rows = []
    for kind in similarity.differences_first(models, pair)["instrument"]:
        pair_rows = models[models["instrument"] == kind].set_index("cluster")
        first, second = (pair_rows.loc[c] for c in pair)
        other = similarity.differing(first, second)
        name = code_words.INSTRUMENTS[kind]
        head = Markdown(f"{escape(name[:1].upper() + name[1:])}: *{_verdict(first, second)}*")
        rows.append((head, _cell(first, other), _cell(second, other)))
    return pd.DataFrame(rows, columns=["Instrument", *(names[c] for c in pair)])


def _verdict(first: pd.Series, second: pd.Series) -> str:
    """What is to be said of an instrument at once."""
    if not (first["found"] and second["found"]):
        return ONE_SIDE
    other = similarity.differing(first, second)
    return f"differs in {join(code_words.ATTRIBUTES[a] for a in other)}" if other else ALIKE


def _cell(known: pd.Series, other: Sequence[str]) -> Markdown:
    """All that is known of an instrument in one cluster, codes that differ in bold."""
    if not known["found"]:
        return Markdown(f"*{code_words.NOT_FOUND}*")
    told = [name for name in code_words.CODES if pd.notna(known[name])]
    words = [code_words.CODES[name][str(known[name])] for name in told]
    words[0] = words[0][:1].upper() + words[0][1:]
    marked = [(strong if name in other else escape)(w) for name, w in zip(told, words, strict=True)]
    untold = [code_words.ATTRIBUTES[name] for name in code_words.CODES if name not in told]
    missing = f" *{code_words.NOT_STATED}\\: {', '.join(untold)}.*" if untold else ""
    return Markdown(f"{'; '.join(marked)}.{missing} {escape(_rows(known))}")


def _rows(known: pd.Series) -> str:
    """How many items there are, the earliest date, and the ids of the rows, the first few of many."""
    ids = listed(known["ids"])
    more = f" and {len(ids) - MOST_IDS} more" if len(ids) > MOST_IDS else ""
    items = int(known["items"])
    when = worded(str(known["since"]), short=True) if pd.notna(known["since"]) else "no date"
    dated = when if items == 1 else f"the earliest {when}"
    return (
        f"{items} {'item' if items == 1 else 'items'}, {dated}: {', '.join(ids[:MOST_IDS])}{more}"
    )


def only_in(found: Mapping[str, int], names: Mapping[str, str]) -> str:
    """The end of a title: `, 3 only in A, 1 only in B`; a cluster that has none alone is left out.

    Args:
        found: What `similarity.found_in` returned.
        names: Names of the clusters by id.
    """
    alone = [(names[c], own) for c, own in found.items() if c in names and own]
    return "".join(f", {own} only in {name}" for name, own in alone)
