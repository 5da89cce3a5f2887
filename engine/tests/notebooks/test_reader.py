import json
from pathlib import Path

import pytest

from tests.run.tiny import code, prose, save
from walkback.errors import RunError
from walkback.notebooks.reader import cells_of, notebook_text, read_notebook


def test_cells(tmp_path: Path):
    path = save(tmp_path / "x.ipynb", prose("a {eval}`b`", "when:c"), code("{eval}", "parameters"))
    first, second = cells_of(read_notebook(path))
    assert (first.number, first.kind, first.expressions, first.conditions) == (
        1,
        "markdown",
        ["b"],
        ["c"],
    )
    assert (second.number, second.expressions, second.tags) == (2, [], ("parameters",))


def test_an_old_notebook_gets_ids_that_stay(tmp_path: Path):
    cells = [{"cell_type": "code", "source": ["a\n", "b"]}, {"cell_type": "markdown", "source": ""}]
    path = tmp_path / "x.ipynb"
    path.write_text("\ufeff" + json.dumps({"cells": cells, "nbformat": 4, "nbformat_minor": 2}))
    document = read_notebook(path)
    assert [cell["id"] for cell in document["cells"]] == ["cell-1", "cell-2"]
    assert document["cells"][0]["source"] == "a\nb"
    assert document["nbformat_minor"] == 5


def test_an_id_used_twice_is_made_different(tmp_path: Path):
    path = save(tmp_path / "x.ipynb", code("1", cell_id="a"), code("2", cell_id="a"))
    assert [cell["id"] for cell in read_notebook(path)["cells"]] == ["a", "a-2"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (b'{"cells": [', "nb/x.ipynb is not a notebook: its JSON breaks at line 1, column 12"),
        (b'{\n<<<<<<< HEAD\n"cells"', "nb/x.ipynb, line 2: a merge conflict was not resolved"),
        (b"[]", "nb/x.ipynb is no notebook of format 4"),
        (b"\xff\xfe", "is UTF-16 text"),
        (b'{"cells": [{"cell_type": "odd"}]}', "cell 1 is neither code, markdown nor raw"),
        (b'{"cells": [], "metadata": {"kernelspec": {"language": "R"}}}', "is written in r"),
    ],
)
def test_what_is_no_notebook(tmp_path: Path, text: bytes, message: str):
    path = tmp_path / "nb" / "x.ipynb"
    path.parent.mkdir()
    path.write_bytes(text)
    with pytest.raises(RunError, match=message):
        read_notebook(path)


def test_a_conflict_inside_a_cell(tmp_path: Path):
    conflict = "<<<<<<< local\na = 1\n=======\na = 2\n>>>>>>> remote"
    path = save(tmp_path / "nb" / "x.ipynb", prose("Title\n======="), code(conflict))
    with pytest.raises(RunError, match=r"nb/x\.ipynb, cell 2: a merge conflict"):
        read_notebook(path)


def test_a_cell_that_papermill_left_behind(tmp_path: Path):
    path = save(tmp_path / "x.ipynb", code("a = 1", "injected-parameters"))
    with pytest.raises(RunError, match="cell 1 was put in by a run"):
        read_notebook(path)


def test_a_notebook_that_is_not_there(tmp_path: Path):
    with pytest.raises(RunError, match="is not there"):
        read_notebook(tmp_path / "x.ipynb")


def test_writing_and_reading_give_the_same(tmp_path: Path):
    path = save(tmp_path / "x.ipynb", prose("a\n\nb"), code("1\n2"))
    document = read_notebook(path)
    path.write_text(notebook_text(document), "utf-8")
    assert read_notebook(path) == document
    assert '"a\\n",\n' in path.read_text("utf-8")
