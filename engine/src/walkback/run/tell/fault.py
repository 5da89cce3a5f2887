"""What went wrong in a cell, as plain data, and the exceptions that carry it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from walkback.errors import CellError, DataError, KernelDied
from walkback.terminal import harmless

_CELL_FILE = re.compile(r"\(\d+\.py, line")
_DEATHS = {
    -6: "a compiled library called abort",
    -9: "it was killed from outside, most often because the memory was used up",
    -11: "segmentation fault in a compiled library",
    -15: "it was ended from outside (SIGTERM)",
}
OF_DATA = DataError.__name__
_FOLDER = re.compile(r"^File .*[/\\](?=[^/\\]+:\d+)")
_ADDRESS = re.compile(r"\b0x[0-9a-fA-F]{6,}\b")
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")


@dataclass(frozen=True)
class Fault:
    """One failure inside a notebook.

    Attributes:
        number: The cell's place in the source notebook, counted from 1.
        cell_id: The cell's id.
        heading: The nearest heading at or above the cell, or "".
        source: The text of the cell.
        line: The line of the cell that failed, counted from 1, or None where nobody knows.
        causes: What happened, one sentence or `Type: message` each.
    """

    number: int
    cell_id: str
    heading: str
    source: str
    line: int | None
    causes: tuple[str, ...]

    def place(self) -> str:
        """Where it happened, in words."""
        under = f', under "{self.heading}"' if self.heading else ""
        return f"cell {self.number} (id {self.cell_id}){under}"


class CellFailed(CellError):  # noqa: N818 - it says what happened
    """A cell or an expression raised; `fault` says where and what."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(f"{fault.place()}: {'; '.join(fault.causes)}")
        self.fault = fault


class CellStuck(CellError):  # noqa: N818 - it says what happened
    """A cell took too long; `fault` says which. Its kernel is still busy: nothing can be asked."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(f"{fault.place()}: {'; '.join(fault.causes)}")
        self.fault = fault


class CellDied(KernelDied):
    """The kernel ended inside a cell; `fault` says where and how."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(f"{fault.place()}: {'; '.join(fault.causes)}")
        self.fault = fault


def plain(text: str) -> str:
    """The text without terminal colours."""
    return _COLOUR.sub("", text)


def anywhere(traceback: Iterable[str]) -> list[str]:
    """The lines of a traceback as any machine would print them: no colours, folders or addresses."""
    lines = harmless(plain("\n".join(traceback))).split("\n")
    return [_ADDRESS.sub("0x…", _FOLDER.sub("File ", line)) for line in lines]


def failing_line(traceback: str, execution_count: int | None) -> int | None:
    """The line of the cell in an IPython traceback: the innermost frame inside this very cell."""
    count = r"\d+" if execution_count is None else str(execution_count)
    found = re.findall(rf"Cell In\[{count}\], line (\d+)", plain(traceback))
    return int(found[-1]) if found else None


def last_line(traceback: str) -> str:
    """The last line of a traceback: type and message of the error."""
    lines = [line for line in plain(traceback).splitlines() if line.strip()]
    return lines[-1].strip() if lines else "an error without a text"


def short_error(ename: str, evalue: str) -> str:
    """`Type: message`, cut after 400 characters; a list of faults in the data may be longer."""
    message = _CELL_FILE.sub("(line", plain(evalue)).strip()
    most = 4000 if ename == OF_DATA else 400
    return f"{ename}: {message[:most]}{'…' if len(message) > most else ''}" if message else ename


def in_data(cause: str) -> bool:
    """Whether the data are at fault, and not the notebook that came upon it."""
    return cause.startswith(f"{OF_DATA}:")


def in_words(ename: str, evalue: str) -> str:
    """An error as `Type: message`, or in plain words where these would mean nothing to a reader."""
    if ename == "StdinNotImplementedError":
        return (
            "the cell asks for input, and nobody is there to type it: set a variable in a cell "
            "tagged parameters, and change it with -p NAME=VALUE"
        )
    if ename == "DatabaseError" and evalue == "not authorized":
        return (
            f"{short_error(ename, evalue)} (a database is attached by its path, written out: "
            "ATTACH 'PATH' AS name)"
        )
    if ename == "MemoryError":
        return f"{short_error(ename, evalue)} (more memory was asked for than there is)"
    if ename == "SystemExit":
        return f"the cell asked to leave Python ({short_error(ename, evalue)})"
    return short_error(ename, evalue)


def how_it_died(code: int | None) -> str:
    """The end of a kernel's process in words, from its exit code."""
    if code is None:
        return "the kernel stopped answering"
    if code < 0:
        return f"the kernel died: {_DEATHS.get(code, f'signal {-code}')}"
    return f"the kernel died: the cell ended the process with exit code {code}"
