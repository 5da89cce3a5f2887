"""nbconvert preprocessors that turn an executed, merged notebook into plain Markdown cells."""

from collections.abc import Mapping
from typing import Any

from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode
from nbformat.v4 import new_output

from walkback.errors import ExportError
from walkback.markup import escape
from walkback.notebooks.cell_location import Place, blaming
from walkback.publish import expressions, payloads
from walkback.publish.appendices import appendices
from walkback.publish.blocks import shown_block
from walkback.publish.expressions import Put
from walkback.publish.gathered import State
from walkback.publish.invisible_characters import refuse_unseen
from walkback.publish.merge import place_of
from walkback.publish.prose import open_boxes, raw_html, replace_roles

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
                results = expressions.results(cell)
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
                texts = [_output(output, resources["report"]) for output in cell.outputs]
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


def _putter(results: Mapping[str, Any], place: Place, state: State) -> Any:
    def put(expression: str) -> str:
        return _markdown(expressions.put(expression, results), place, state)

    return put


def _markdown(found: Put, place: Place, state: State) -> str:
    """The Markdown for one result."""
    if found.payload is not None:
        entry = state.values.note(found.payload, place)
        state.sources.use(entry.sources, f"value-{entry.number}")
        use = f"use-{entry.number}-{len(entry.places)}"
        return f"[{escape(found.text)}]{{.value #{use} n={entry.number} key={state.key}}}"
    return _seen(found.text) if found.kind == "markdown" else escape(found.text)


def _text(given: str | list[str]) -> str:
    return given if isinstance(given, str) else "".join(given)


def _seen(given: str | list[str]) -> str:
    """Markdown that a notebook computed."""
    text = _text(given)
    refuse_unseen(text)
    return text


def _output(output: Mapping[str, Any], state: State) -> str:
    """The Markdown of one output, empty if it is not shown."""
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
    remedy = "show it through show_table or show_figure, or end the line with a semicolon"
    if any(name.startswith("image/") for name in data):
        remedy = "show it through show_figure, or close it with plt.close()"
    raise ExportError(
        f"the cell shows {', '.join(sorted(data)) or 'nothing'}, which no document can hold well: "
        f"{remedy}."
    )
