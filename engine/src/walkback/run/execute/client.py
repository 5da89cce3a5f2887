"""The client of a kernel: as nbclient's, but for what is shown without end."""

from typing import Any

from nbclient import NotebookClient
from nbclient.exceptions import CellTimeoutError
from nbformat import NotebookNode
from nbformat.notebooknode import from_dict

from walkback.run.execute.stream_text import StreamText

MOST_SHOWN = 100_000_000
"""How many characters the results of a cell may have together; a report shows a hundredth of it."""

_FOR_EVER = 10**9
_LONGEST_ERROR = 20_000


class BoundedClient(NotebookClient):
    """Takes what cells print in linear time and bounded memory.

    nbclient undoes carriage returns by a pattern that is quadratic on a long line, and validates
    each output against the schema of notebooks.

    Attributes:
        shown: How many characters the results of the last cell have together.
    """

    def __init__(self, nb: NotebookNode, **options: Any) -> None:
        super().__init__(nb, coalesce_streams=False, raise_on_iopub_timeout=True, **options)
        self.shown = 0
        self._streams: dict[str, tuple[NotebookNode, StreamText]] = {}

    async def async_execute_cell(
        self, cell: NotebookNode, cell_index: int, *args: Any, **options: Any
    ) -> NotebookNode:
        """Run a cell; what it printed is in its outputs, also when it fails.

        Raises:
            CellTimeoutError: If it takes too long, what it prints included.
        """
        self.shown, self._streams = 0, {}
        self.iopub_timeout = self._get_timeout(cell) or _FOR_EVER
        try:
            return await super().async_execute_cell(cell, cell_index, *args, **options)
        except TimeoutError as error:
            raise CellTimeoutError(str(error)) from error
        finally:
            for output, stream in self._streams.values():
                output["text"] = stream.text()
            self._streams = {}

    def output(
        self, outs: list[NotebookNode], msg: dict[str, Any], display_id: str | None, cell_index: int
    ) -> NotebookNode | None:
        """Take one output."""
        if self.output_hook_stack[msg["parent_header"].get("msg_id")]:
            return super().output(outs, msg, display_id, cell_index)
        if self.clear_before_next_output:
            outs[:] = []
            self.clear_display_id_mapping(cell_index)
            self.clear_before_next_output = False
        if msg["msg_type"] == "stream":
            return self._print(outs, msg["content"])
        out = _output(msg["msg_type"], msg["content"])
        self.shown += _size(out.get("data", {}))
        if self.shown > MOST_SHOWN:
            return None
        if display_id:
            cells = self._display_id_map.setdefault(display_id, {})
            cells.setdefault(cell_index, []).append(len(outs))
        outs.append(out)
        return out

    def _print(self, outs: list[NotebookNode], content: dict[str, Any]) -> NotebookNode:
        name = content["name"]
        if not outs:  # cleared
            self._streams = {}
        if name not in self._streams:
            outs.append(NotebookNode(output_type="stream", name=name, text=""))
            self._streams[name] = outs[-1], StreamText()
        output, stream = self._streams[name]
        stream.write(content["text"])
        return output


def _output(kind: str, content: dict[str, Any]) -> NotebookNode:
    """A result or an error as notebooks store it."""
    if kind == "error":
        texts = [_cut(text) for text in (content["ename"], content["evalue"])]
        lines = [_cut(line) for line in content["traceback"]]
        return NotebookNode(output_type=kind, ename=texts[0], evalue=texts[1], traceback=lines)
    out = NotebookNode(
        output_type=kind,
        data=from_dict(content["data"]),
        metadata=from_dict(content.get("metadata", {})),
    )
    if kind == "execute_result":
        out["execution_count"] = content["execution_count"]
    return out


def _cut(text: str) -> str:
    left = len(text) - _LONGEST_ERROR
    return text if left <= 0 else f"{text[:_LONGEST_ERROR]} … {left:,} characters left out"


def _size(data: dict[str, Any]) -> int:
    return sum(len(value) if isinstance(value, str) else len(str(value)) for value in data.values())
