"""Side by side (sec-dimensions): kinds of instrument, how alike they are, and who moves."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from twodeltas.collaboration import recoding, similarity
from twodeltas.collaboration.values.gaps import count
from twodeltas.shared.evidence_counts import rows
from twodeltas.shared.gap_map import LEVERS
from walkback.values.number_format import NumberFormat
from walkback.values.value import Value


@dataclass(frozen=True)
class Instruments:
    """What either cluster has, and what is alike.

    Attributes:
        n_kinds: Kinds of instrument: `all`, `both` (found in both clusters), and those found in one
            cluster only by its id.
        n_instruments: Kinds of instrument whatever they work on: `all` and `both`.
        n_alike: By attribute and `same`, `other` or `unknown`: instruments that both have.
        n_same: Codes that are equal where both have an instrument.
        n_other: Codes that differ there.
        n_crossing: Items of each cluster about something that crosses the boundary.
        n_alone: Those in which one side acts alone.
        n_equals: Those in which members act as equals.
        n_alone_turned: One side alone, if all close calls of the coding had gone the other way.
        likest: The lever with the highest lower bound of likeness among instruments that both have.
        wide: By lever how far the bounds for all instruments lie apart, in percentage points.
        under: For each lever what is known of its instruments, the rows of `similarity.instruments`.
        found: For each lever how many these are (`similarity.found_in`).
    """

    n_kinds: dict[str, Value]
    n_instruments: dict[str, Value]
    n_alike: dict[tuple[str, str], Value]
    n_same: int
    n_other: int
    n_crossing: dict[str, Value]
    n_alone: dict[str, Value]
    n_equals: dict[str, Value]
    n_alone_turned: dict[str, Value]
    likest: str
    wide: pd.Series
    under: dict[str, pd.DataFrame]
    found: dict[str, dict[str, int]]


def of(
    numbers: NumberFormat,
    coded: recoding.Coded,
    turned: recoding.Coded,
    codes: pd.DataFrame,
    pair: Sequence[str],
) -> Instruments:
    """Set the instruments of both clusters beside each other.

    Args:
        numbers: How the values read.
        coded: What follows from the codes in use.
        turned: What follows if every close call goes the other way.
        codes: The table `codes`, whose rows the numbers come from.
        pair: Ids of the two clusters.
    """
    alike = similarity.by_attribute(coded.models, pair)
    crossing, crossing_turned = _crossing(coded), _crossing(turned)
    likeness = coded.likeness
    under = {lever: coded.models[coded.models["lever"] == lever] for lever in LEVERS}
    return Instruments(
        n_kinds=_kinds(numbers, coded.models, codes, pair),
        n_instruments=_instruments(numbers, coded.models, codes, pair),
        n_alike={
            (str(a), str(what)): recoding.value(
                numbers, alike.loc[a, what], "codes", codes.index, f"{a}: {what}"
            )
            for a in alike.index
            for what in alike.columns
        },
        n_same=int(alike.loc[list(similarity.COMPARED), "same"].sum()),
        n_other=int(alike.loc[list(similarity.COMPARED), "other"].sum()),
        n_crossing={c: count(numbers, crossing, cluster=c) for c in pair},
        n_alone={c: count(numbers, crossing, cluster=c, mode="one_side") for c in pair},
        n_equals={c: count(numbers, crossing, cluster=c, mode="participants") for c in pair},
        n_alone_turned={
            c: count(numbers, crossing_turned, cluster=c, mode="one_side") for c in pair
        },
        likest=str(likeness["both_low"].idxmax()),
        wide=100 * (likeness["high"] - likeness["low"]),
        under=under,
        found={lever: similarity.found_in(own, pair) for lever, own in under.items()},
    )


def _crossing(coded: recoding.Coded) -> pd.DataFrame:
    """The rows about something that crosses the boundary."""
    return coded.rows.loc[rows(coded.rows, lever=LEVERS, crosses="yes")]


def _kinds(
    numbers: NumberFormat, models: pd.DataFrame, codes: pd.DataFrame, pair: Sequence[str]
) -> dict[str, Value]:
    first, second = (similarity.kinds(models, c) for c in pair)
    found = {
        "all": (first | second, "instruments"),
        "both": (first & second, "in both"),
        pair[0]: (first - second, "in one only"),
        pair[1]: (second - first, "in one only"),
    }
    return {
        where: recoding.value(numbers, len(kinds), "codes", codes.index, how)
        for where, (kinds, how) in found.items()
    }


def _instruments(
    numbers: NumberFormat, models: pd.DataFrame, codes: pd.DataFrame, pair: Sequence[str]
) -> dict[str, Value]:
    """The same instrument under two levers counts once."""
    first, second = ({name for _, name in similarity.kinds(models, c)} for c in pair)
    found = {"all": first | second, "both": first & second}
    return {
        where: recoding.value(numbers, len(names), "codes", codes.index, "instruments, each once")
        for where, names in found.items()
    }
