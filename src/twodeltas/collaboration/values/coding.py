"""How the evidence was coded (sec-coding): agreement, settlements, and what hangs on close calls."""

from dataclasses import dataclass

import pandas as pd

from twodeltas.collaboration import recoding
from twodeltas.shared import coding, coverage
from walkback.values.number_format import NumberFormat
from walkback.values.value import Value


@dataclass(frozen=True)
class Coding:
    """How far the codes can be trusted.

    Attributes:
        agreed: How far two readers agree, one row a scale (`coding.agreements`).
        of_word: The scales by what their agreement allows: `good`, `tentative`, `weak`, `none`.
        scales_word: How many these are, as a word.
        close: Ids of the settlements that were close calls.
        n_coded: Facts with codes.
        n_twice: Those that two readers coded.
        n_once: Those that one reader coded.
        n_scales: Scales of the codebook.
        n_differing: Codes on which the readers differed.
        n_settled: The same by the reason why one code was kept.
        n_recoded: Codes changed since they were settled.
        n_turned: If all close calls had gone the other way: cells `opened` (that fill or become
            empty) and `changed` in the map by lever and step.
        n_cells: All cells of that map.
        most_moved: By how much a bound on likeness would move then, at most.
    """

    agreed: pd.DataFrame
    of_word: dict[str, list[str]]
    scales_word: dict[str, str]
    close: list[str]
    n_coded: Value
    n_twice: Value
    n_once: Value
    n_scales: Value
    n_differing: Value
    n_settled: dict[str, Value]
    n_recoded: Value
    n_turned: dict[str, Value]
    n_cells: Value
    most_moved: Value

    @property
    def rest(self) -> str:
        """What is told of facts that one reader alone coded; nothing where there are none."""
        if not self.n_once.number:
            return ""
        return f" The other {self.n_once.text} have the codes of one reader; the tables leave them out."


def of(
    numbers: NumberFormat,
    tables: dict[str, pd.DataFrame],
    coded: recoding.Coded,
    turned: recoding.Coded,
    *,
    seed: int,
    draws: int,
) -> Coding:
    """Compare the two readers, and the codes in use with the codes that nearly were.

    Args:
        numbers: How the values read.
        tables: `codes`, `codings` and `settlements`.
        coded: What follows from the codes in use.
        turned: What follows if every close call goes the other way.
        seed: Of the draws behind the intervals of agreement.
        draws: How many these are.
    """
    codes, settlements = tables["codes"], tables["settlements"]
    agreed = coding.agreements(tables["codings"], seed=seed, draws=draws)
    word = agreed["alpha"].map(coding.word)
    of_word = {w: [str(scale) for scale in agreed.index[word == w]] for w in coding.GRADES}
    twice = codes["evidence"].isin(set(tables["codings"]["evidence"]))
    reasons = settlements.groupby("reason").groups.items()
    return Coding(
        agreed=agreed,
        of_word=of_word,
        scales_word={w: numbers.cardinal(len(scales)) for w, scales in of_word.items()},
        close=_close(settlements),
        n_coded=coverage.count(numbers, "codes", codes.index),
        n_twice=coverage.count(numbers, "codes", codes.index[twice]),
        n_once=coverage.count(numbers, "codes", codes.index[~twice]),
        n_scales=_scales(numbers, codes),
        n_differing=coverage.count(numbers, "settlements", settlements.index),
        n_settled={str(why): coverage.count(numbers, "settlements", ids) for why, ids in reasons},
        n_recoded=_recoded(numbers, tables),
        n_turned=_turned(numbers, coded, turned, settlements),
        n_cells=recoding.value(
            numbers, len(coded.levers), "codes", codes.index, "cells by lever and step"
        ),
        most_moved=_most_moved(numbers, coded, turned, settlements),
    )


def _close(settlements: pd.DataFrame) -> list[str]:
    return [str(row) for row in settlements.index[settlements["reason"] == "judgement"]]


def _scales(numbers: NumberFormat, codes: pd.DataFrame) -> Value:
    return recoding.value(
        numbers, len(coding.SCALES), "codes", codes.index, "scales of the codebook"
    )


def _recoded(numbers: NumberFormat, tables: dict[str, pd.DataFrame]) -> Value:
    """Codes that somebody changed after both passes and the settlement."""
    codes = tables["codes"]
    changed = coding.unsettled(tables["codings"], tables["settlements"], codes)
    rows = codes.index[codes["evidence"].isin([row for row, _ in changed])]
    return recoding.value(
        numbers, len(changed), "codes", rows, "codes changed since they were settled"
    )


def _turned(
    numbers: NumberFormat, coded: recoding.Coded, turned: recoding.Coded, settlements: pd.DataFrame
) -> dict[str, Value]:
    """How many cells hold something else, or anything at all, if close calls are turned."""
    changes = recoding.compare(coded, turned)
    cells = {"opened": changes.filled + changes.emptied, "changed": changes.levers}
    return {
        what: recoding.value(
            numbers,
            len(found),
            "settlements",
            _close(settlements),
            f"{what} if close calls are turned",
        )
        for what, found in cells.items()
    }


def _most_moved(
    numbers: NumberFormat, coded: recoding.Coded, turned: recoding.Coded, settlements: pd.DataFrame
) -> Value:
    return recoding.value(
        numbers,
        100 * recoding.compare(coded, turned).moved,
        "settlements",
        _close(settlements),
        "largest shift of a bound",
        unit="percentage_points",
    )
