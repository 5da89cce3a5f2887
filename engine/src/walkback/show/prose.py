"""`show_prose`: prose that a cell shows only where its code says so."""

import inspect
from collections.abc import Sequence
from typing import Any

from IPython import get_ipython
from IPython.display import display

from walkback.errors import AnalysisError
from walkback.notebooks.expressions import expressions
from walkback.show.prose_view import as_read
from walkback.values.expressions import asked
from walkback.values.payloads import PROSE


def show_prose(text: str) -> None:
    """Show Markdown as a Markdown cell shows it, with its `{eval}` roles.

    A Markdown cell cannot have a condition. A code cell can, in ordinary Python:

        if shares.empty:
            show_prose('''
            Every share is printed: {eval}`v.n_shares` in all.
            ''')

    In the report the text is a Markdown cell like any other, and the code is not shown.

    Args:
        text: Markdown, indented as the code around it. It is no f-string: a number in it is an
            `{eval}` role, so that it can be walked back to its rows.

    Raises:
        AnalysisError: If an expression fails, or there is no kernel to ask.
    """
    source = inspect.cleandoc(text)
    results = _evaluated(expressions(source))
    payload = {
        "source": source,
        "user_expressions": [{"expression": e, "result": r} for e, r in results.items()],
    }
    texts = {text: str(result["data"]["text/plain"]) for text, result in results.items()}
    read = as_read(source, texts)
    display({"text/markdown": read, "text/plain": read, PROSE: payload}, raw=True)


def _evaluated(found: Sequence[str]) -> dict[str, dict[str, Any]]:
    """The kernel's answers to the expressions, as it gives them for those of a Markdown cell."""
    kernel = get_ipython()
    if kernel is None:
        raise AnalysisError("show_prose is called outside of a notebook: run it in a cell.")
    answers = kernel.user_expressions({text: asked(text) for text in found})
    causes = {text: _cause(answer) for text, answer in answers.items()}
    told = [f"{{eval}}`{text}`: {cause}" for text, cause in causes.items() if cause]
    if told:
        raise AnalysisError(f"{'; '.join(told)} → mend the expression in the text of show_prose.")
    return dict(answers)


def _cause(answer: dict[str, Any]) -> str:
    """Why an expression has no result; nothing if it has one."""
    if answer["status"] != "ok":
        return f"{answer['ename']}: {answer['evalue']}"
    return "" if "text/plain" in answer["data"] else "the value cannot be shown (its repr failed)"
