import pytest

from walkback.run.tell.failure import excerpt
from walkback.run.tell.fault import (
    Fault,
    anywhere,
    failing_line,
    how_it_died,
    last_line,
    plain,
    short_error,
)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (None, "the kernel stopped answering"),
        (0, "the kernel died: the cell ended the process with exit code 0"),
        (-9, "the kernel died: it was killed from outside, most often because the memory was"),
        (-11, "the kernel died: segmentation fault in a compiled library"),
        (-31, "the kernel died: signal 31"),
    ],
)
def test_how_it_died(code: int | None, words: str):
    assert how_it_died(code).startswith(words)


def test_failing_line_is_the_innermost_of_this_cell():
    traceback = "Cell In[2], line 9\n\x1b[1mCell In[2], line 3\x1b[0m, in f()\nCell In[1], line 7"
    assert failing_line(traceback, 2) == 3
    assert failing_line(traceback, 5) is None
    assert failing_line(traceback, None) == 7


def test_texts_are_plain_and_short():
    assert plain("\x1b[31mred\x1b[0m") == "red"
    assert short_error("ValueError", "") == "ValueError"
    assert short_error("ValueError", "x" * 500) == f"ValueError: {'x' * 400}…"
    assert short_error("SyntaxError", "bad (123.py, line 4)") == "SyntaxError: bad (line 4)"
    assert last_line("a\n\x1b[1mKeyError: 1\x1b[0m\n\n") == "KeyError: 1"
    assert last_line("") == "an error without a text"


def test_a_traceback_is_the_same_on_every_machine():
    here = "File \x1b[32m/home/me/.venv/lib/python3.11/json/decoder.py:337\x1b[39m, in decode(s)"
    there = r"File C:\Users\me\json\decoder.py:337, in decode(s)"
    assert anywhere([here]) == anywhere([there]) == ["File decoder.py:337, in decode(s)"]
    assert anywhere(["Cell In[2], line 1\n<object at 0x7f3a12345678>"]) == [
        "Cell In[2], line 1",
        "<object at 0x…>",
    ]
    assert anywhere(["KeyError: 'File /a/b.py:3'", "\0"]) == ["KeyError: 'File /a/b.py:3'", r"\x00"]


@pytest.mark.parametrize(
    ("lines", "failing", "shown"),
    [
        (9, 5, [3, 4, 5, 6, 7]),
        (9, 1, [1, 2, 3, 4, 5]),
        (9, 9, [5, 6, 7, 8, 9]),
        (2, 2, [1, 2]),
        (9, None, [1, 2, 3, 4, 5]),
        (0, None, [1]),
    ],
)
def test_excerpt(lines: int, failing: int | None, shown: list[int]):
    source = "\n".join(f"line {number}" for number in range(1, lines + 1))
    found = excerpt(Fault(1, "a", "", source, failing, ("x",)))
    assert [int(line[4:8]) for line in found] == shown
    assert [line.startswith("  >") for line in found] == [number == failing for number in shown]
