"""What one cell of an executed notebook gives to the document."""

import ast
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import panflute as pf
from nbformat import NotebookNode

from walkback.errors import ExportError
from walkback.notebooks.cell_location import Place
from walkback.publish import payloads
from walkback.publish.exhibits import exhibit
from walkback.publish.gathered import State
from walkback.publish.invisible_characters import refuse_unseen
from walkback.publish.markdown.blocks import Blocks, Prose, read_blocks
from walkback.publish.markdown.inlines import Inlines, words
from walkback.values.payloads import MARKDOWN


def cell_blocks(cell: NotebookNode, place: Place, state: State) -> Blocks:
    """The blocks of a cell: its prose, or its code and what it shows.

    Raises:
        ExportError: If the document cannot hold it.
    """
    refuse_unseen(cell.source)
    if cell.cell_type == "markdown":
        results = _Results(_results(cell), place, state)
        return read_blocks(cell.source, Prose(results.inlines, results.blocks))
    source = [pf.CodeBlock(cell.source, classes=["walkback-code"])] if cell.source.strip() else []
    return source + [block for output in cell.outputs for block in _output(output, state)]


def _results(cell: NotebookNode) -> dict[str, Any]:
    """The result of each expression, by its text."""
    stored = cell.metadata.get("user_expressions", [])
    return {item["expression"].strip(): item.get("result", {}) for item in stored}


@dataclass(frozen=True)
class _Results:
    """The results of the expressions of one cell."""

    results: Mapping[str, Any]
    place: Place
    state: State

    def inlines(self, expression: str) -> Inlines:
        """A result within a paragraph."""
        made = self.blocks(expression)
        if not made:
            return []
        if len(made) > 1 or not isinstance(made[0], pf.Para | pf.Plain):
            raise ExportError(
                f"{{eval}}`{expression}` gives more than a line of text: put it in a paragraph of its own."
            )
        return list(made[0].content)

    def blocks(self, expression: str) -> Blocks:
        """A result that has a paragraph of its own."""
        if expression not in self.results:
            raise ExportError(
                f"{{eval}}`{expression}` has no result: run the notebook with run_all.py, which "
                "keeps the results of expressions."
            )
        data = _data(expression, self.results[expression])
        found = payloads.value(data)
        if found is not None:
            return [pf.Para(self._value(found))]
        if "text/markdown" in data or MARKDOWN in data:
            return _markdown(data.get(MARKDOWN, data.get("text/markdown")))
        if "text/plain" not in data:
            raise ExportError(
                f"{{eval}}`{expression}` gives no text: give a Value, str or Markdown."
            )
        return [pf.Para(*words(_unquoted(_text(data["text/plain"]))))]

    def _value(self, found: dict[str, Any]) -> Any:
        """A value, which leads to its entry in the appendix."""
        entry = self.state.values.note(found, self.place)
        self.state.sources.use(entry.sources, f"value-{entry.number}")
        return pf.Span(
            *words(found["text"]),
            identifier=f"use-{entry.number}-{len(entry.places)}",
            classes=["value"],
            attributes={"n": str(entry.number)},
        )


def _data(expression: str, result: Mapping[str, Any]) -> dict[str, Any]:
    if result.get("status") != "ok":
        cause = f"{result.get('ename', 'no result')}: {result.get('evalue', '')}"
        raise ExportError(f"{{eval}}`{expression}` failed ({cause}): mend the expression.")
    return dict(result.get("data", {}))


def _unquoted(text: str) -> str:
    """A `str` without the quotes of its representation; anything else as it is."""
    if text[:1] in {"'", '"'}:
        try:
            return str(ast.literal_eval(text))
        except (ValueError, SyntaxError):
            return text
    return text


def _text(given: str | list[str]) -> str:
    return given if isinstance(given, str) else "".join(given)


def _markdown(given: str | list[str]) -> Blocks:
    """Markdown that a notebook computed."""
    text = _text(given)
    refuse_unseen(text)
    return read_blocks(text)


def _output(output: Mapping[str, Any], state: State) -> Blocks:
    """The blocks of one output, none if it is not shown."""
    if output["output_type"] == "stream":
        return []
    if output["output_type"] == "error":
        raise ExportError(
            f"the cell failed ({output['ename']}: {output['evalue']}): mend it and run again."
        )
    shown = payloads.shown(output)
    if shown:
        return [exhibit(shown, state)]
    data = output.get("data", {})
    if "text/markdown" in data or MARKDOWN in data:
        return _markdown(data.get(MARKDOWN, data.get("text/markdown")))
    raise ExportError(
        f"the cell shows {', '.join(sorted(data)) or 'nothing'}, which no document can hold well: "
        "show it through show_table or show_figure, or end the line with a semicolon."
    )
