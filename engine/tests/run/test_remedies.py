import errno
import os
from pathlib import Path

import pytest

from walkback.run.tell.remedies import about_the_machine, remedy


@pytest.mark.parametrize(
    ("cause", "mended"),
    [
        ("OSError: [Errno 28] No space left on device: '/out/a.csv'", "making room on the disk"),
        ("OperationalError: database or disk is full", "making room on the disk"),
        ("MemoryError (more memory was asked for than there is)", "making room in memory"),
        ("the kernel died: killed, most often because the memory was used up", "making room in me"),
        ("OSError: [Errno 24] Too many open files: 'a'", "raising the limit"),
        ("URLError: <urlopen error [Errno -2] Name or service not known>", "mending the network"),
        ("ConnectionRefusedError: [Errno 111] Connection refused", "mending the network"),
        (
            "PermissionError: [Errno 13] Permission denied: '/data/a.csv'",
            "giving yourself the rights",
        ),
        ("ZeroDivisionError: division by zero", ""),
        (
            "PermissionError: [Errno 13] a notebook writes below WALKBACK_WRITE alone, not to: 'a'",
            "",
        ),
        ("ValueError: the network has too many nodes", ""),
    ],
)
def test_who_is_to_blame(cause: str, mended: str):
    told, found = about_the_machine([cause])
    assert found.startswith(mended)
    assert bool(found) == bool(mended) == bool(told)


def test_a_file_that_cannot_be_read_is_to_be_made_readable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    (tmp_path / "a").touch()
    error = PermissionError(errno.EACCES, "Permission denied", str(tmp_path / "a"))
    monkeypatch.setattr(os, "access", lambda _path, _mode: False)
    assert remedy(error) == "Make it readable (chmod u+r)."
    monkeypatch.setattr(os, "access", lambda _path, _mode: True)
    assert remedy(error).startswith("Make it writable")
    assert remedy(OSError(errno.ENOSPC, "full")).startswith("Free some space")
    assert remedy(OSError(errno.EINVAL, "odd")) == ""
