"""What one cell of an executed notebook gives to the document."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import panflute as pf
from nbformat import NotebookNode

from walkback.errors import ExportError
from walkback.notebooks.cell_location import Place, tags
from walkback.notebooks.cell_mending import joined
from walkback.notebooks.cell_tags import may_raise
from walkback.publish import expressions, payloads
from walkback.publish.exhibits import exhibit
from walkback.publish.gathered import State
from walkback.publish.invisible_characters import refuse_unseen
from walkback.publish.markdown.blocks import Blocks, Prose, read_blocks
from walkback.publish.markdown.inlines import Inlines, words
from walkback.publish.unheld import ends_with_semicolon, instead
from walkback.publish.valuebook import address
from walkback.run.tell.fault import anywhere
from walkback.values.payloads import BELOW, MARKDOWN


def cell_blocks(cell: NotebookNode, place: Place, state: State) -> Blocks:
    """The blocks of a cell: its prose, or its code and what it shows.

    Raises:
        ExportError: If the document cannot hold it.
    """
    refuse_unseen(cell.source)
    if cell.cell_type == "markdown":
        results = _Results(
            expressions.results(cell), place, state, str(cell.metadata.walkback.get("id", ""))
        )
        return read_blocks(cell.source, Prose(results.inlines, results.blocks))
    source = [pf.CodeBlock(cell.source, classes=["walkback-code"])] if cell.source.strip() else []
    hidden = ends_with_semicolon(cell.source)
    meant = may_raise(tags(cell))
    shown = [block for one in cell.outputs for block in _output(one, state, hidden, meant)]
    return source + shown


@dataclass(frozen=True)
class _Results:
    """The results of the expressions of one cell."""

    results: Mapping[str, Any]
    place: Place
    state: State
    cell: str = ""

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
        found = expressions.put(expression, self.results)
        if found.payload is not None:
            return [pf.Para(self._value(found.payload, expression))]
        return _markdown(found.text) if found.kind == "markdown" else [pf.Para(*words(found.text))]

    def _value(self, found: dict[str, Any], expression: str) -> Any:
        """A value, which leads to its entry in the appendix."""
        at = address(self.place, self.cell, expression)
        entry = self.state.values.note(found, self.place, at)
        self.state.sources.use(entry.sources, f"value-{entry.key}")
        return pf.Span(
            *words(found["text"]),
            identifier=entry.addresses[-1],
            classes=["value"],
            attributes={"n": entry.key},
        )


def _markdown(text: str) -> Blocks:
    """Markdown that a notebook computed."""
    refuse_unseen(text)
    return read_blocks(text)


def _output(output: Mapping[str, Any], state: State, hidden: bool, meant: bool) -> Blocks:
    """The blocks of one output, none if it is not shown.

    Args:
        output: The output.
        state: What is gathered.
        hidden: Whether the cell ends with a semicolon, which hides a result.
        meant: Whether the cell may fail.
    """
    if output["output_type"] == "stream" or BELOW in output.get("data", {}):
        return []
    if output["output_type"] == "error" and meant:
        return [pf.CodeBlock("\n".join(anywhere(output["traceback"])))]
    if output["output_type"] == "error":
        raise ExportError(
            f"the cell failed ({output['ename']}: {output['evalue']}): mend it and run again."
        )
    shown = payloads.shown(output)
    if shown:
        return [exhibit(shown, state)]
    data = output.get("data", {})
    for kind in (MARKDOWN, "text/markdown"):
        if kind in data:
            return _markdown(joined(data[kind]))
    raise ExportError(
        f"the cell shows {', '.join(sorted(data)) or 'nothing'}, which no document can hold well: "
        f"{instead(output, hidden)}."
    )
