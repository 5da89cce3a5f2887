"""What a figure or a table must say: a label, its texts, its sources."""

import os
import re
from collections.abc import Collection, Mapping

from IPython.core.getipython import get_ipython

from walkback.errors import AnalysisError

ALT_WORDS = 90  # longer texts belong into the caption or the table behind the figure
ALT_LEAST = 3  # words that say something
_WORD = re.compile(r"[\u3400-\u9fff\u3040-\u30ff\uac00-\ud7af]|[^\W_]+")
_IDLE = frozenset(
    re.findall(
        r"\w+",
        """a an the of by for in on and or to with from is are it its this that these shows showing see
        chart charts figure figures fig image images picture pictures plot plots graph graphs
        diagram diagrams graphic photo alt text here data some todo tbd""",
    )
)
_used: dict[str, int] = {}  # the labels of this kernel, and which execution used each


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


def require_new(label: str) -> None:
    """Refuse a label that was used before: by the same cell, or by any cell of the same run.

    In JupyterLab a cell may be run again, and a label may move from one cell to another.

    Args:
        label: The label of a figure or table.

    Raises:
        AnalysisError: If it was.
    """
    shell = get_ipython()
    if shell is None:
        return
    cell = shell.execution_count
    before = _used.get(label)
    _used[label] = cell
    if before == cell or (before is not None and "WALKBACK_WRITE" in os.environ):
        where = "by this cell" if before == cell else f"by cell [{before}]"
        raise AnalysisError(f"{label} was shown before {where}: give one of the two another label.")


def require_telling_alt(label: str, alt: str, others: Collection[str]) -> None:
    """Refuse an alt text that is too long to be listened to, or says nothing.

    Args:
        label: The label of the figure.
        alt: The text.
        others: Texts that stand beside the figure and are read anyway.

    Raises:
        AnalysisError: If it has more than `ALT_WORDS` words, fewer than `ALT_LEAST` that say
            something, or is one of the others.
    """
    words = len(alt.split())
    if words > ALT_WORDS:
        raise AnalysisError(
            f"The alt text of {label} has {words} words: keep to {ALT_WORDS}, and say the rest in "
            "the caption."
        )
    telling = set(_words(alt)) - _IDLE
    if len(telling) < ALT_LEAST or any(_words(alt) == _words(other) for other in others):
        raise AnalysisError(
            f"The alt text of {label}, '{alt}', says too little to somebody who cannot see it: write "
            "what kind of chart it is, of what, and what it shows, such as 'Bar chart of rain by "
            "month. July has the most, 81 mm.'"
        )


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def require_sources(label: str, sources: Collection[str]) -> None:
    """Refuse a figure or table that names no source.

    Raises:
        AnalysisError: If there is none, or one without an id.
    """
    if not sources or not all(sources):
        raise AnalysisError(f"{label} names no source: pass the ids of the rows that it shows.")
