"""What a cell prints, as a terminal would leave it: in linear time, and cut where it is endless."""

from collections import deque

HEAD = 400_000
TAIL = 100_000
"""How many characters are kept of the beginning and of the end."""

_LONGEST_LINE = 100_000  # a carriage return takes no more back: no progress bar is so long


class StreamText:
    r"""The text of one stream, written piece by piece.

    A carriage return begins the line anew, as progress bars do; a backspace takes a character back.

    Args:
        head: How many characters are kept of the beginning.
        tail: How many are kept of the end, once there are more.
    """

    def __init__(self, head: int = HEAD, tail: int = TAIL) -> None:
        self._most_tail = tail
        self._head: list[str] = []
        self._room = head
        self._tail: deque[str] = deque()
        self._tail_size = 0
        self._left_out = 0
        self._line: list[str] = []  # what a carriage return would take back
        self._line_size = 0
        self._returned = False

    def write(self, text: str) -> None:
        """Take a piece."""
        if self._returned:
            text = f"\r{text}"
        self._returned = text.endswith("\r")
        text = text.removesuffix("\r").replace("\r\n", "\n")
        if "\r" in text or "\b" in text:
            *lines, last = text.split("\n")
            for line in lines:
                self._overwrite(line)
                self._end_line()
            self._overwrite(last)
        else:
            whole, newline, last = text.rpartition("\n")
            if newline:
                self._extend(whole)
                self._end_line()
            self._extend(last)

    def text(self) -> str:
        """What is kept, with a line on what is not; nothing can be written afterwards."""
        self._keep_line()
        tail = "".join(self._tail)
        over = max(0, len(tail) - self._most_tail)
        left = self._left_out + over
        told = f"\n… {left:,} characters left out …\n" if left else ""
        return f"{''.join(self._head)}{told}{tail[over:]}"

    def _overwrite(self, line: str) -> None:
        *before, line = line.split("\r")
        if before:
            self._line, self._line_size = [], 0
        if "\b" in line:
            line, back = _erased(line)
            self._take_back(back)
        self._extend(line)

    def _take_back(self, back: int) -> None:
        while back and self._line:
            last = self._line.pop()
            kept = last[: max(0, len(last) - back)]
            back -= len(last) - len(kept)
            self._line_size -= len(last) - len(kept)
            if kept:
                self._line.append(kept)

    def _extend(self, text: str) -> None:
        self._line.append(text)
        self._line_size += len(text)
        if self._line_size > _LONGEST_LINE:
            self._keep_line()

    def _end_line(self) -> None:
        self._line.append("\n")
        self._keep_line()

    def _keep_line(self) -> None:
        text = "".join(self._line)
        self._line, self._line_size = [], 0
        if self._room:
            self._head.append(text[: self._room])
            text, self._room = text[self._room :], max(0, self._room - len(text))
        if len(text) > self._most_tail:
            self._left_out += len(text) - self._most_tail
            text = text[len(text) - self._most_tail :]
        self._tail.append(text)
        self._tail_size += len(text)
        while self._tail and self._tail_size - len(self._tail[0]) >= self._most_tail:
            gone = len(self._tail.popleft())
            self._left_out += gone
            self._tail_size -= gone


def _erased(line: str) -> tuple[str, int]:
    """A line without what its backspaces take back, and how many reach before its beginning."""
    kept: list[str] = []
    back = 0
    for sign in line:
        if sign != "\b":
            kept.append(sign)
        elif kept:
            kept.pop()
        else:
            back += 1
    return "".join(kept), back
