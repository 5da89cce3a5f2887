"""The tables on the coding of the evidence: agreement by scale, and how differences were settled."""

from collections.abc import Iterable

import pandas as pd

from twodeltas.shared import coding
from walkback.tables.labels import labels
from walkback.values.markdown import join
from walkback.values.number_format import plain

NOTHING = "–"
KINDS = {"nominal": "kinds", "ordinal": "an order"}
ALLOWS = {
    "good": "conclusions",
    "tentative": "tentative conclusions only",
    "weak": "no conclusion",
    "none": "nothing: one code throughout",
}
MOST_SCALES = 3  # named for each reason


def agreement(found: pd.DataFrame) -> pd.DataFrame:
    """How far the two passes agree, least agreement first.

    Args:
        found: What `twodeltas.shared.coding.agreements` returned.

    Returns:
        One row a scale: its name, whether its codes have an order, the rows, those with one code,
        alpha with its interval, and what alpha allows.
    """
    scales = labels("settlements", "scale")
    ordered = found.sort_values("alpha", kind="stable", na_position="first")
    return pd.DataFrame(
        [
            {
                "Scale": scales[str(scale)],
                "Codes": KINDS[str(row["level"])],
                "Rows": int(row["rows"]),
                "Same code": int(row["same"]),
                "Alpha": _decimals(row["alpha"]),
                "95 % interval": f"{_decimals(row['low'])} to {_decimals(row['high'])}",
                "It allows": ALLOWS[coding.word(float(row["alpha"]))],
            }
            for scale, row in ordered.iterrows()
        ]
    )


def _decimals(number: float) -> str:
    """Two decimals, and more where these would say more than the alpha allows: 0.799 is not 0.80."""
    if pd.isna(number):
        return NOTHING
    allowed = coding.word(number)
    enough = (
        digits for digits in range(2, 9) if coding.word(float(f"{number:.{digits}f}")) == allowed
    )
    return plain(float(number), next(enough, 9))


def settled(settlements: pd.DataFrame) -> pd.DataFrame:
    """Why one of two codes was kept, and on which scales that was so most often.

    Args:
        settlements: The table `settlements`.

    Returns:
        One row a reason, most frequent first; a reason that was never given is left out.
    """
    counts, reasons = settlements["reason"].value_counts(), labels("settlements", "reason")
    order = sorted(counts.index, key=lambda reason: (-counts[reason], reason))
    return pd.DataFrame(
        [
            {
                "Why one code was kept": reasons[str(reason)],
                "Codes": int(counts[reason]),
                "Most often on": _scales(settlements[settlements["reason"] == reason]),
            }
            for reason in order
        ]
    )


def _scales(settlements: pd.DataFrame) -> str:
    counts = settlements["scale"].value_counts()
    order = sorted(counts.index, key=lambda scale: (-counts[scale], scale))[:MOST_SCALES]
    return join([f"{short(str(scale))} ({counts[scale]})" for scale in order], last=", ")


def short(scale: str) -> str:
    """The scale in a word or two, for a list inside a sentence."""
    words = labels("settlements", "scale")[scale]
    return words[words.index("(") + 1 : -1] if words.endswith(")") else words.lower()


def named(scales: Iterable[str]) -> str:
    """Some scales inside a sentence: `how it is run and who acts`."""
    names = labels("settlements", "scale")
    words = [names[scale].split(" (")[0] for scale in scales]
    return join([word[:1].lower() + word[1:] for word in words])
