"""References to sources, figures, tables and headings, as citations of pandoc."""

import re
from collections.abc import Sequence
from typing import Any

import panflute as pf

from walkback.errors import ExportError
from walkback.notebooks.citations import Citation

_LABEL = re.compile(r"(fig|tbl|sec)-\S+")
_NAMED = re.compile(r"(?P<text>.*\S)\s*<(?P<label>[^<>]+)>", re.DOTALL)
Parts = tuple[list[Any], list[Any]]


def is_label(name: str) -> bool:
    """Whether it names a figure, a table or a heading, and no source."""
    return _LABEL.fullmatch(name) is not None


def named(citations: Sequence[Citation], parts: Sequence[Parts] = ()) -> Any:
    """One citation of pandoc; `parts` are prefix and suffix of each as elements."""
    around = parts or [([], [])] * len(citations)
    made = [
        pf.Citation(c.id, mode=c.mode, prefix=prefix, suffix=suffix)
        for c, (prefix, suffix) in zip(citations, around, strict=True)
    ]
    return pf.Cite(pf.Str("; ".join(f"@{c.id}" for c in citations)), citations=made)


def referred(content: str) -> list[Any]:
    """A reference as in `{ref}`: a label, or `text <label>`.

    Raises:
        ExportError: If it is no label of a figure, table or heading.
    """
    found = _NAMED.fullmatch(content)
    label = found["label"] if found else content
    if not is_label(label):
        raise ExportError(
            f"the reference to {label} names neither a figure (fig-…), a table (tbl-…) nor a heading "
            "(sec-…): correct the label."
        )
    if found:
        return [pf.Link(pf.Str(found["text"]), url=f"#{label}")]
    return [named([Citation(label, "AuthorInText")])]
