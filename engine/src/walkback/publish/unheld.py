"""What to do about an output that no document can hold: for each kind what helps."""

import io
import tokenize
from collections.abc import Mapping
from typing import Any

_LAYOUT = {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.ENDMARKER, tokenize.DEDENT}
_WIDGET = "application/vnd.jupyter.widget-view+json"


def instead(output: Mapping[str, Any], hidden: bool) -> str:
    """What to do.

    Args:
        output: The output.
        hidden: Whether the cell ends with a semicolon, which hides the value of its last line.
    """
    kinds = set(output.get("data", {}))
    is_result = output["output_type"] == "execute_result"
    leave = ", or end the line with a semicolon" if is_result and not hidden else ""
    if not is_result:
        leave = ", or do not display it"
    if _WIDGET in kinds:
        return (
            "a widget needs a running kernel: give what it chooses as a parameter, and take it out"
        )
    if any(kind.startswith("application/vnd.") for kind in kinds):
        return "draw it with matplotlib and give it to show_figure" + leave
    if any(kind.startswith("image/") for kind in kinds):
        close = "" if is_result else ", or close it with plt.close() if it is not to be shown"
        return f"give the figure to show_figure{close or leave}"
    if "text/latex" in kinds:
        return "write the formula in a Markdown cell, or show Markdown of it" + leave
    if "text/html" in kinds:
        return "give a table to show_table, a figure to show_figure, show text as Markdown" + leave
    return "show it through show_table or show_figure, or as Markdown" + leave


def ends_with_semicolon(source: str) -> bool:
    """Whether the last sign of some code is a semicolon, comments aside."""
    if ";" not in source:
        return False
    try:
        tokens = list(tokenize.generate_tokens(io.StringIO(source).readline))
    except (SyntaxError, tokenize.TokenError):
        return source.rstrip().endswith(";")
    code = [token.string for token in tokens if token.type not in _LAYOUT]
    return bool(code) and code[-1] == ";"
