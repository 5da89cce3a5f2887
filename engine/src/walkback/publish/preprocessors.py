"""nbconvert preprocessors that turn an executed, merged notebook into plain Markdown cells."""

import ast
from collections.abc import Mapping
from typing import Any

from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode
from nbformat.v4 import new_output

from walkback.errors import ExportError
from walkback.markup import escape
from walkback.notebooks.cell_location import Place, blaming
from walkback.publish import payloads
from walkback.publish.appendices import appendices
from walkback.publish.blocks import shown_block
from walkback.publish.gathered import State
from walkback.publish.invisible_characters import refuse_unseen
from walkback.publish.merge import place_of
from walkback.publish.prose import open_boxes, raw_html, replace_roles
from walkback.publish.unheld import ends_with_semicolon, instead

Found = tuple[NotebookNode, dict[str, Any]]


class ProsePreprocessor(Preprocessor):
    """Puts boxes and the results of expressions into Markdown cells."""

    def preprocess_cell(self, cell: NotebookNode, resources: dict[str, Any], _index: int) -> Found:
        """Rewrite one Markdown cell."""
        if cell.cell_type == "markdown":
            place = place_of(cell)
            with blaming(place):
                _refuse_html(cell.source)
                refuse_unseen(cell.source)
                results = _results(cell)
                put = _putter(results, place, resources["report"])
                cell.source = replace_roles(open_boxes(cell.source), put)
        return cell, resources


class OutputPreprocessor(Preprocessor):
    """Turns the outputs of code cells into Markdown."""

    def preprocess_cell(self, cell: NotebookNode, resources: dict[str, Any], _index: int) -> Found:
        """Rewrite the outputs of one code cell."""
        if cell.cell_type == "code":
            with blaming(place_of(cell)):
                refuse_unseen(cell.source)
                hidden = ends_with_semicolon(cell.source)
                texts = [_output(output, resources["report"], hidden) for output in cell.outputs]
            cell.outputs = [
                new_output("display_data", {"text/markdown": text}) for text in texts if text
            ]
        return cell, resources


class AppendixPreprocessor(Preprocessor):
    """Adds the appendices: values, sources, colophon."""

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> Found:
        """Append one Markdown cell for each appendix."""
        state: State = resources["report"]
        state.record = state.recorded()
        nb.cells.extend(appendices(resources["report"]))
        return nb, resources


def _refuse_html(source: str) -> None:
    tag = raw_html(source)
    if tag:
        raise ExportError(f"HTML in prose ({tag}) would not reach the PDF: write Markdown instead.")


def _results(cell: NotebookNode) -> dict[str, Any]:
    """The result of each expression, by its text."""
    stored = cell.metadata.get("user_expressions", [])
    return {item["expression"].strip(): item.get("result", {}) for item in stored}


def _putter(results: Mapping[str, Any], place: Place, state: State) -> Any:
    def put(expression: str) -> str:
        if expression not in results:
            raise ExportError(
                f"{{eval}}`{expression}` has no result: run the notebook with run_all.py, which "
                "keeps the results of expressions."
            )
        return _put(expression, results[expression], place, state)

    return put


def _put(expression: str, result: Mapping[str, Any], place: Place, state: State) -> str:
    """The Markdown for one result."""
    if result.get("status") != "ok":
        cause = f"{result.get('ename', 'no result')}: {result.get('evalue', '')}"
        raise ExportError(f"{{eval}}`{expression}` failed ({cause}): mend the expression.")
    data = result.get("data", {})
    found = payloads.value(data)
    if found is not None:
        entry = state.values.note(found, place)
        state.sources.use(entry.sources, f"value-{entry.number}")
        use = f"use-{entry.number}-{len(entry.places)}"
        return f"[{escape(found['text'])}]{{.value #{use} n={entry.number} key={state.key}}}"
    if "text/markdown" in data:
        return _seen(data["text/markdown"])
    if "text/plain" not in data:
        raise ExportError(f"{{eval}}`{expression}` gives no text: give a Value, str or Markdown.")
    return escape(_unquoted(_text(data["text/plain"])))


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


def _seen(given: str | list[str]) -> str:
    """Markdown that a notebook computed."""
    text = _text(given)
    refuse_unseen(text)
    return text


def _output(output: Mapping[str, Any], state: State, hidden: bool) -> str:
    """The Markdown of one output, empty if it is not shown.

    Args:
        output: The output.
        state: What is gathered.
        hidden: Whether the cell ends with a semicolon, which hides a result.
    """
    if output["output_type"] == "stream":
        return ""
    if output["output_type"] == "error":
        raise ExportError(
            f"the cell failed ({output['ename']}: {output['evalue']}): mend it and run again."
        )
    shown = payloads.shown(output)
    if shown:
        return shown_block(shown, state)
    data = output.get("data", {})
    if "text/markdown" in data:
        return _seen(data["text/markdown"])
    raise ExportError(
        f"the cell shows {', '.join(sorted(data)) or 'nothing'}, which no document can hold well: "
        f"{instead(output, hidden)}."
    )
