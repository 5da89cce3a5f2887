"""What a figure or a table must say: a label, its texts, its sources."""

import re
from collections.abc import Collection, Mapping

from walkback.errors import AnalysisError

ALT_WORDS = 90  # longer texts belong into the caption or the table behind the figure


def require_texts(label: str, prefix: str, texts: Mapping[str, str]) -> None:
    """Refuse a label of another shape, and texts that say nothing.

    Args:
        label: The label of a figure or table.
        prefix: What it must begin with, `fig-` or `tbl-`.
        texts: The texts by what they are.

    Raises:
        AnalysisError: If the label or a text is wrong.
    """
    if not re.fullmatch(prefix + r"[a-z0-9]+(-[a-z0-9]+)*", label):
        raise AnalysisError(
            f"'{label}' is no label: write {prefix}something in small letters, digits and hyphens."
        )
    empty = [name for name, text in texts.items() if not text.strip()]
    if empty:
        raise AnalysisError(f"{label} has no {', no '.join(empty)}: write what it shows.")


def require_short_alt(label: str, alt: str) -> None:
    """Refuse an alt text that is too long to be listened to.

    Raises:
        AnalysisError: If it has more than `ALT_WORDS` words.
    """
    words = len(alt.split())
    if words > ALT_WORDS:
        raise AnalysisError(
            f"The alt text of {label} has {words} words: keep to {ALT_WORDS}, and say the rest in "
            "the caption."
        )


def require_sources(label: str, sources: Collection[str]) -> None:
    """Refuse a figure or table that names no source.

    Raises:
        AnalysisError: If there is none, or one without an id.
    """
    if not sources or not all(sources):
        raise AnalysisError(f"{label} names no source: pass the ids of the rows that it shows.")
