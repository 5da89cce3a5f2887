"""What the tags of a cell mean in a report; those that could not do what they say are refused."""

import difflib
import re
from collections.abc import Iterable
from typing import Any

from walkback.errors import RunError
from walkback.notebooks.cell_location import located, tags

PARAMETERS = "parameters"
_OWN = (PARAMETERS, "cover", "summary")
_LEFT_OUT = {"remove-cell": "cell", "remove-input": "code", "remove-output": "outputs"}
_AS_IT_IS = ("hide-input", "remove-stderr", "remove-stdout")
"""The report folds all code, and shows nothing that is printed."""

_RAISES = "raises-exception"
_NO_EFFECT = "a report has one width and no boxes that scroll: take the tag away."
_FOLDED = (
    "a report folds code and no results: tag it remove-output or remove-cell, or take it away."
)
_RUN = "every cell of a report is run: delete the cell, or make it a raw cell."
_REFUSED = {
    "full-width": _NO_EFFECT,
    "hide-cell": _FOLDED,
    "hide-output": _FOLDED,
    "no-execute": _RUN,
    "output-scroll": _NO_EFFECT,
    "scroll-output": _NO_EFFECT,
    "skip-execution": _RUN,
}
_KNOWN = (*_OWN, *_LEFT_OUT, *_AS_IT_IS, _RAISES, *_REFUSED)
_ALIKE = 0.84
_LIKE_WHEN = re.compile(r"when(?:[\s:=_-].*)?", re.IGNORECASE)
_WHEN = re.compile(r"when:\s*\S")


def left_out(cell: Any) -> set[str]:
    """What of a cell is run and not shown: `cell`, `code`, `outputs`."""
    return {_LEFT_OUT[name] for name in map(_usual, tags(cell)) if name in _LEFT_OUT}


def may_raise(names: Iterable[str]) -> bool:
    """Whether a cell with these tags may fail: the report shows the error, and the run goes on."""
    return _RAISES in map(_usual, names)


def refuse_unmeant(shown: str, cells: Iterable[Any]) -> None:
    """Refuse tags that do not do here what they say, or that were probably meant as another.

    Tags that mean nothing to a report are left alone.

    Args:
        shown: The notebook's file for messages.
        cells: Its cells.

    Raises:
        RunError: With cell, heading and what to do.
    """
    first = ""
    for place, cell in located(shown, cells):
        for tag in sorted(tags(cell)):
            if why := _trouble(tag, cell["cell_type"]):
                raise RunError(f'{place}: the tag "{tag}": {why}')
        if PARAMETERS in tags(cell):
            if first:
                raise RunError(
                    f'{place}: a second cell is tagged "{PARAMETERS}", beside {first}. What -p gives '
                    "would be set before it: put the parameters into one cell, or take the tag away."
                )
            first = f"cell {place.cell}"


def _trouble(tag: str, kind: str) -> str:
    """What is wrong with a tag, and what to do; "" if nothing is."""
    if tag == PARAMETERS:
        return "" if kind == "code" else "only a code cell can have parameters: take the tag away."
    if tag in _OWN or _WHEN.match(tag):
        return ""
    if _LIKE_WHEN.fullmatch(tag):
        return (
            "a condition is written when:NAME, with the name of a variable that is true or false."
        )
    usual = _usual(tag)
    if usual in _REFUSED:
        return _REFUSED[usual]
    if usual in _KNOWN and usual not in _OWN:
        return ""
    near = difflib.get_close_matches(usual, _KNOWN, n=1, cutoff=_ALIKE)
    return f"did you mean {near[0]}? Write it so, or choose a tag less like it." if near else ""


def _usual(tag: str) -> str:
    """A tag with hyphens, as Jupyter Book writes it; nbconvert's own examples have underscores."""
    return tag.strip().lower().replace("_", "-")
