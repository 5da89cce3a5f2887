"""The codes of the evidence: two blind passes, how far they agree, what was kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from twodeltas.shared import agreement
from walkback.errors import AnalysisError

PASSES = ("first", "second")


@dataclass(frozen=True)
class Scale:
    """One thing that was coded of every row.

    Attributes:
        name: The column in `codes` and `codings`.
        level: `nominal` or `ordinal`.
        order: The codes of an ordinal scale from low to high; empty for a nominal one.
        off: Codes that mean that the scale does not apply or cannot be told, left out of an ordinal
            scale's alpha.
    """

    name: str
    level: str = "nominal"
    order: tuple[str, ...] = ()
    off: tuple[str, ...] = ()


STEPS = ("input", "activity", "output", "outcome")
RUNGS = ("1", "2", "3", "4", "5", "6")
FORCES = ("1", "2", "3", "4")
SCALES = (
    Scale("lever"),
    Scale("mechanism"),
    Scale("instrument"),
    Scale("step"),
    Scale("actors"),
    Scale("level"),
    Scale("mode"),
    Scale("rung", "ordinal", RUNGS),
    Scale("force", "ordinal", FORCES),
    Scale("crosses"),
    Scale("boundary"),
    Scale("reach"),
    Scale("proximity"),
    Scale("factor"),
    Scale("flow_says"),
    Scale("rule_mode"),
    Scale("reliability", "ordinal", ("A", "B", "C", "D", "E"), ("F",)),
    Scale("directness", "ordinal", ("1", "2", "3")),
)
NAMES = tuple(scale.name for scale in SCALES)
LISTED = "same_release"  # a list of rows, coded and settled like the scales, and no scale itself


def side_by_side(codings: pd.DataFrame, scale: str) -> pd.DataFrame:
    """Both passes of one scale.

    Args:
        codings: The table `codings`: `evidence, coding_pass` and one column a scale.
        scale: Which one.

    Returns:
        One row a row of evidence, one column a pass; a missing code is missing.

    Raises:
        AnalysisError: If a row of evidence was not coded in both passes.
    """
    return _beside(_passes(codings), scale)


def _passes(codings: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Each pass alone, by the rows of evidence."""
    parts = {name: codings[codings["coding_pass"] == name].set_index("evidence") for name in PASSES}
    once = sorted(set(parts["first"].index) ^ set(parts["second"].index))
    if once:
        raise AnalysisError(
            f"{', '.join(once[:5])}: coded once only → add the other pass to data/raw/codings.csv."
        )
    return parts


def _beside(parts: Mapping[str, pd.DataFrame], scale: str) -> pd.DataFrame:
    return pd.DataFrame({name: part[scale] for name, part in parts.items()}).astype(object)


def agreements(codings: pd.DataFrame, *, seed: int, draws: int = 500) -> pd.DataFrame:
    """How far the two passes agree on each scale.

    Args:
        codings: The table `codings`.
        seed: Of the draws behind the intervals.
        draws: How many times the rows are drawn anew.

    Returns:
        One row a scale, by name: `level`; `rows` coded in both passes; `same`, the number of these with
        one code; `split`, the rows that only one pass took the scale to apply to; `alpha, low, high`
        (Krippendorff's, and the 95 % interval of a bootstrap over rows) [@krippendorff2011].
    """
    parts = _passes(codings)
    return pd.DataFrame(
        [_agreement(_beside(parts, s.name), s, seed, draws) for s in SCALES],
        index=pd.Index([s.name for s in SCALES], name="scale"),
    )


def _agreement(wide: pd.DataFrame, scale: Scale, seed: int, draws: int) -> dict[str, object]:
    units = wide.astype(object).mask(wide.isin(scale.off))
    both = units.dropna()
    categories = scale.order or tuple(sorted(set(both["first"]) | set(both["second"])))
    low, high = agreement.interval(both, scale.level, categories, seed=seed, draws=draws)
    return {
        "level": scale.level,
        "rows": len(both),
        "same": int((both["first"] == both["second"]).sum()),
        "split": int((units.isna().sum(axis=1) == 1).sum()),
        "alpha": agreement.alpha(both, scale.level, categories),
        "low": low,
        "high": high,
    }


GRADES = ("good", "tentative", "weak", "none")  # what `word` returns, the best first


def word(alpha: float) -> str:
    """What an alpha allows: `good` from .80, `tentative` from .667, else `weak` [@krippendorff2011]."""
    if pd.isna(alpha):
        return "none"
    return "good" if alpha >= 0.8 else "tentative" if alpha >= 0.667 else "weak"


def unsettled(
    codings: pd.DataFrame, settlements: pd.DataFrame, codes: pd.DataFrame
) -> list[tuple[str, str]]:
    """Codes that neither both passes nor a settlement explain: rows that a reader recoded.

    Args:
        codings: Both passes.
        settlements: `evidence, scale, settled` of every difference.
        codes: The codes in use, with `evidence`.

    Returns:
        Pairs of row and scale.
    """
    kept = codes.set_index("evidence")
    found, parts = [], _passes(codings)
    for scale in (*NAMES, LISTED):
        expected = _beside(parts, scale)["first"].fillna("")
        here = settlements[settlements["scale"] == scale]
        expected.loc[here["evidence"]] = here["settled"].fillna("").to_numpy()
        now = kept[scale].fillna("").reindex(expected.index)
        found += [(str(row), scale) for row in expected.index[expected != now]]
    return found


def turned(
    codes: pd.DataFrame, settlements: pd.DataFrame, reasons: Sequence[str] = ("judgement",)
) -> pd.DataFrame:
    """The codes as they would be if some settlements had gone to the other pass.

    Args:
        codes: The codes in use, with `evidence`.
        settlements: `evidence, scale, first, second, settled, reason` of every difference.
        reasons: Which settlements are turned round.

    Returns:
        The table `codes` with the code that was not kept in each such cell.
    """
    other = codes.set_index("evidence")
    close = settlements[settlements["reason"].isin(reasons)].fillna("")
    for _, case in close.iterrows():
        code = case["second"] if str(case["settled"]) == str(case["first"]) else case["first"]
        other.loc[str(case["evidence"]), str(case["scale"])] = str(code) or None
    return other.reset_index().set_index(codes.index)[list(codes.columns)]
