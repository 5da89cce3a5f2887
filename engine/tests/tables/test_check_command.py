"""How a check is shown: aligned lines to a file, grouped by file to somebody who watches."""

import json
import sys
from pathlib import Path

import pytest
from terminals import Terminal, on_a_terminal

from walkback.tables.check_command import check_command

FIELDS = [
    {"name": "id", "constraints": {"required": True}},
    {"name": "value", "type": "number"},
    {"name": "a_column_with_a_rather_long_name"},
]
ROWS = """\
id,value,a_column_with_a_rather_long_name
a,1,<b>bold</b>
b,[red]\x1b[31m,
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A data package with two errors and a warning, and a source that nothing uses."""
    (tmp_path / "data/raw").mkdir(parents=True)
    (tmp_path / "notebooks").mkdir()
    schema = {"fields": FIELDS, "primaryKey": "id"}
    package = {"resources": [{"name": "facts", "path": "raw/facts.csv", "schema": schema}]}
    (tmp_path / "data/datapackage.json").write_text(json.dumps(package), "utf-8")
    (tmp_path / "data/references.json").write_text("[]", "utf-8")
    (tmp_path / "data/raw/facts.csv").write_text(ROWS, "utf-8")
    (tmp_path / "data/raw/more.csv").write_text("id\n1\n", "utf-8")
    return tmp_path


def shown(root: Path, columns: int) -> Terminal:
    script = "import sys; from pathlib import Path; "
    script += "from walkback.tables.check_command import check_command; "
    script += "sys.exit(check_command(Path(sys.argv[1])))"
    return on_a_terminal([sys.executable, "-c", script, root], columns)


def test_lines_for_a_file(root: Path, capsys: pytest.CaptureFixture[str]):
    assert check_command(root) == 1
    *lines, empty, last = capsys.readouterr().out.splitlines()
    assert (empty, last) == ("", "2 rows in 1 table, 0 sources: 2 problems, 2 warnings.")
    assert [line.split()[:2] for line in lines] == [
        ["error", "data/raw/facts.csv,"],
        ["error", "data/raw/facts.csv,"],
        ["warning", "data/raw/facts.csv,"],
        ["warning", "data/raw/more.csv:"],
    ]


@pytest.mark.parametrize("columns", [60, 100])
def test_groups_for_somebody_who_watches(root: Path, columns: int):
    terminal = shown(root, columns)
    assert terminal.code == 1
    assert max(map(len, terminal.lines)) <= columns
    files = [line for line in terminal.lines if line.startswith("data/")]
    assert files == ["data/raw/facts.csv", "data/raw/more.csv"]
    assert terminal.lines[1].startswith("  error    row 3 (id b), column value")
    told = " ".join(" ".join(terminal.lines).split())
    assert "“[red]\\x1b[31m” is not a number" in told
    assert "2 rows in 1 table, 0 sources: 2 problems, 2 warnings." in told
    assert "\x1b[1;31merror" in terminal.raw
    assert "\x1b[33mwarning" in terminal.raw
    assert "\x1b[31m”" not in terminal.raw
