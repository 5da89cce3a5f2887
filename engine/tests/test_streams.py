"""Whatever standard streams a call gets: it ends as it would, without a traceback."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from walkback.cli.arguments import refuse_devices
from walkback.cli.parse import parse
from walkback.errors import UsageError

pytestmark = pytest.mark.skipif(os.name != "posix", reason="a shell closes the streams")


def called(words: str) -> subprocess.CompletedProcess[str]:
    """A call through a shell; its exit code is the last line."""
    command = f"'{sys.executable}' -m walkback {words}"
    return subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("--help >&-", 0),
        ("--help 2>&-", 0),
        ("--help <&-", 0),
        ("--help >&- 2>&- <&-", 0),
        ("nonsense >&-", 2),
        ("nonsense 2>&-", 2),
        ("--help | true; exit ${PIPESTATUS[0]}", 0),
        ("--help > /dev/full", 1),
        ("nonsense 2> /dev/full", 2),
    ],
)
def test_closed_streams(words: str, code: int):
    done = called(words)
    assert done.returncode == code
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr


def test_no_file_gets_the_number_of_a_closed_stream():
    code = "from walkback.cli.streams import open_streams as opened; opened(); "
    code += "print(open('/dev/zero').fileno() > 2)"
    command = f"'{sys.executable}' -c \"{code}\" <&- 2>&-"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert done.stdout == "True\n"


@pytest.mark.parametrize(
    "typed",
    [
        ["verify", "a.pdf", "--rebuild"],
        ["verify", "--rebuild", "a.pdf"],
        ["verify", "--reb", "a.pdf", "--out", "x"],
        ["verify", "--out", "x", "a.pdf", "--rebuild"],
        ["verify", "--out=x", "--rebuild", "a.pdf"],
    ],
)
def test_a_file_stands_before_or_behind_options(typed: list[str]):
    options = parse(typed, "walkback")
    assert (options.command, options.file, options.rebuild) == ("verify", "a.pdf", True)
    assert options.out in {None, Path("x")}


def test_pipes_and_devices_are_no_files(tmp_path: Path):
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", "/dev/null"):
        with pytest.raises(UsageError, match="is a pipe or a device, not a file"):
            refuse_devices(str(path))
    refuse_devices(str(tmp_path))
    refuse_devices(str(tmp_path / "not there"))
    refuse_devices(None)


def test_nothing_steers_a_terminal_through_a_pipe():
    done = called(r"$'verify\e[31m'")
    assert "\x1b" not in done.stderr
    assert r"\x1b[31m" in done.stderr
