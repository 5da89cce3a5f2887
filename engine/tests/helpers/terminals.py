"""A terminal to run a command on, and what stands on it in the end."""

import contextlib
import fcntl
import os
import pty
import re
import struct
import subprocess
import termios
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

_STEP = re.compile(
    r"\x1b\[(?P<private>\??)(?P<count>\d*)(?:;\d+)*(?P<does>[A-Za-z])|(?P<sign>[\x00-\x1f\x7f-\x9f])"
)


@dataclass
class Terminal:
    """What was written to a terminal.

    Attributes:
        columns: How wide it is.
        raw: Everything, as it was written.
        code: The exit code of the command.
        lines: What stands there in the end.
        seen: Each line as it stood when the cursor left it or it was wiped.
    """

    columns: int
    raw: str
    code: int
    lines: list[str] = field(default_factory=list)
    seen: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.lines, row, column, at = [""], 0, 0, 0
        while at < len(self.raw):
            step = _STEP.match(self.raw, at)
            if step is None:
                line = self.lines[row].ljust(column)
                self.lines[row] = line[:column] + self.raw[at] + line[column + 1 :]
                column, at = column + 1, at + 1
                continue
            at = step.end()
            row, column = self._do(step, row, column)
        self.lines = [line.rstrip() for line in self.lines]

    def _do(self, step: re.Match[str], row: int, column: int) -> tuple[int, int]:
        does, count = step["does"] or step["sign"], int(step["count"] or 1)
        self.seen.append(self.lines[row])
        if does == "\n":
            if row + 1 == len(self.lines):
                self.lines.append("")
            return row + 1, column
        if does == "\r":
            return row, 0
        if does == "A":
            return row - count, column
        if does == "K":
            self.lines[row] = ""
            return row, column
        assert does == "m" or step["private"], f"{step[0]!r} was written to the terminal"
        return row, column


def on_a_terminal(
    command: Sequence[str | Path], columns: int = 100, cwd: Path | None = None, **variables: str
) -> Terminal:
    """Run a command that believes to be watched.

    Args:
        command: The command.
        columns: How wide the terminal is.
        cwd: Where it runs.
        variables: What its environment says besides.
    """
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    dropped = {"NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES", "TTY_COMPATIBLE", "MAKELEVEL"}
    environment = {name: value for name, value in os.environ.items() if name not in dropped}
    environment |= {"TERM": "xterm-256color", **variables}
    written: list[bytes] = []

    def read() -> None:
        with contextlib.suppress(OSError):  # the other end was closed
            while part := os.read(ours, 65536):
                written.append(part)

    reader = threading.Thread(target=read)
    reader.start()
    code = subprocess.run(
        command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment, cwd=cwd, check=False
    ).returncode
    os.close(theirs)
    reader.join()
    os.close(ours)
    return Terminal(columns, b"".join(written).decode("utf-8"), code)
