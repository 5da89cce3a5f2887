"""A new report to which things are added, from the command line."""

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from walkback import cli, init

Called = Callable[..., tuple[int, str]]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    init.lay_out(tmp_path / "report 报告")
    return tmp_path / "report 报告"


@pytest.fixture
def add(root: Path, capsys: pytest.CaptureFixture[str]) -> Called:
    """Calls `walkback add …`; its exit code and what it said."""

    def called(*words: str | Path) -> tuple[int, str]:
        code = cli.main(["add", *map(str, words)], root)
        captured = capsys.readouterr()
        assert "Traceback" not in captured.err
        return code, captured.out + captured.err

    return called


def fingerprint(root: Path) -> dict[str, str]:
    """Every file below a folder with its hash."""
    found = sorted(path for path in root.rglob("*") if path.is_file())
    return {
        path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in found
    }
