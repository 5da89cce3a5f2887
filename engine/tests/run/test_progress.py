"""What a run shows: plain lines in a log, what is going on besides on a terminal."""

import io
import re
import sys
import time

import pytest
from terminals import Terminal, on_a_terminal

from walkback.run.tell.progress import Progress

RUN = """\
import sys
from walkback.run.tell.progress import Progress
progress = Progress(width=6)
progress.begin("02_b", "never run")
progress.begin("03_c", {why!r})
for number in range(1, 4):
    progress.cell("02_b", number, 3)
    progress.cell("03_c", number, 40)
    progress.second()
progress.skip("01_a", "up to date")
progress.end("03_c", "ran", {why!r})
progress.line("A line that stays.")
progress.end("02_b", "failed", "see below")
progress.stop()
"""
LONG = "module changed: src/kit/a_module_with_a_long_name/and_another_one.py (new)"
HOSTILE = "[bold red]\x1b[31mred\x1b]0;title\x07 \u202e\x9b2J"


def course(stream: io.StringIO) -> str:
    progress = Progress(stream, width=6)
    progress.begin("01_a", "never run")
    progress.cell("01_a", 1, 2)
    progress.cell("01_a", 2, 2)
    progress.end("01_a", "ran", "never run")
    progress.skip("02_b", "up to date")
    progress.stop()
    return stream.getvalue()


def on(columns: int, why: str = "never run", **variables: str) -> Terminal:
    return on_a_terminal([sys.executable, "-c", RUN.format(why=why)], columns, **variables)


def test_a_log_gets_one_line_a_stage():
    assert course(io.StringIO()) == (
        "01_a    ran           0.0 s  never run\n02_b    –                    up to date\n"
    )


@pytest.mark.parametrize("columns", [60, 100])
def test_a_terminal_shows_each_notebook_that_runs_and_keeps_the_ends(columns: int):
    terminal = on(columns)
    assert [re.sub(r"\d\.\d s", "0.0 s", line) for line in terminal.lines if line] == [
        "01_a    –                    up to date",
        "03_c    ran           0.0 s  never run",
        "A line that stays.",
        "02_b    failed        0.0 s  see below",
    ]
    assert any(re.match(r"02_b +cell 3/3 +\d+ s", line) for line in terminal.seen)
    assert any(re.match(r"03_c +cell 3/40 +\d+ s", line) for line in terminal.seen)
    assert "\x1b[32m" in terminal.raw  # it has colours
    assert max(map(len, terminal.seen)) <= columns


@pytest.mark.parametrize("columns", [40, 60, 100])
def test_a_reason_without_room_stands_below(columns: int):
    terminal = on(columns, LONG)
    assert max(map(len, [*terminal.seen, *terminal.lines])) <= columns
    assert LONG.replace(" ", "") in "".join(terminal.lines).replace(" ", "")


def test_text_from_outside_is_neither_markup_nor_a_command_to_the_terminal():
    terminal = on(100, HOSTILE)
    assert "[bold red]\\x1b[31mred\\x1b]0;title\\x07 \\u202e\\x9b2J" in "\n".join(terminal.lines)
    assert "\x1b]0;" not in terminal.raw


def test_no_colour_is_heeded():
    terminal = on(100, NO_COLOR="1")
    assert "failed" in terminal.raw
    assert not any(f"\x1b[{colour}m" in terminal.raw for colour in (31, 32, "1;31"))


def test_a_terminal_that_can_do_nothing_gets_lines():
    terminal = on(100, TERM="dumb")
    assert "\x1b" not in terminal.raw
    assert terminal.lines[0] == "01_a    –                    up to date"


def test_a_run_without_work_loads_nothing_and_is_told_plainly():
    script = (
        "import sys; from walkback.run.tell.progress import Progress; "
        f"progress = Progress(width=6); progress.skip('01_a', {LONG + HOSTILE!r}); progress.stop(); "
        "print('rich' in sys.modules)"
    )
    terminal = on_a_terminal([sys.executable, "-c", script], 60)
    assert terminal.lines[0] == "01_a    –"
    assert "\x1b" not in terminal.raw
    assert terminal.lines[2] == "False"


def test_a_log_is_told_what_goes_on_where_nothing_else_is(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("walkback.run.tell.progress.SILENT", 0.5)
    stream = io.StringIO()
    progress = Progress(stream, width=6)
    progress.begin("01_a", "never run")
    progress.cell("01_a", 3, 7)
    time.sleep(1.5)  # the run itself says nothing
    progress.end("01_a", "ran", "never run")
    progress.stop()
    told = stream.getvalue().splitlines()
    assert re.fullmatch(r"  … 01_a: cell 3/7, \d s", told[0])
    assert told[-1].startswith("01_a    ran")
