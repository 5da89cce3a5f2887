"""Standard streams that can always be written to: closed ones, pipes that nobody reads, full disks."""

import errno
import io
import os
import sys
from typing import Any

_GONE = {errno.EPIPE, errno.EIO, errno.EBADF}


class Tolerant(io.FileIO):
    """Writes as long as somebody reads; what nobody reads any more is no fault.

    Attributes:
        lost: Why something could not be written that somebody waits for, such as a full disk.
    """

    lost = ""

    def write(self, content: Any) -> int:
        """Write some bytes, or let them go."""
        try:
            return super().write(content) or 0
        except OSError as error:
            if error.errno not in _GONE:
                self.lost = error.strerror or str(error)
            return len(content)


def open_streams() -> list[Tolerant]:
    """Make the standard streams of this process such that they can be written to.

    A closed one (`>&-`) leads nowhere; its descriptor is taken, so that no file gets it by chance and is
    then written into.

    Returns:
        What stands behind standard output and standard error, where they are a process's own.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            _take(number)
    found = []
    for number, name in ((1, "stdout"), (2, "stderr")):
        stream = getattr(sys, name)
        if stream is None or stream is getattr(sys, f"__{name}__"):
            raw = Tolerant(number, "w", closefd=False)
            setattr(sys, name, _text(raw, stream))
            found.append(raw)
    return found


def _take(number: int) -> None:
    """Have a descriptor lead nowhere."""
    opened = os.open(os.devnull, os.O_RDWR)
    if opened != number:
        os.dup2(opened, number)
        os.close(opened)


def _text(raw: Tolerant, before: Any) -> io.TextIOWrapper:
    """A stream of text that cannot fail; a terminal that cannot show a sign still works."""
    encoding = getattr(before, "encoding", None) or "utf-8"
    waits = not raw.isatty()
    return io.TextIOWrapper(
        io.BufferedWriter(raw), encoding, errors="replace", line_buffering=not waits
    )
