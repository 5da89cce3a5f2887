"""Notebooks with anything wrong in them: each is read as a valid one, or refused with a place."""

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.run.tiny import code, prose, save
from walkback.errors import RunError
from walkback.notebooks.cell_tags import refuse_unmeant
from walkback.notebooks.mending import mended
from walkback.notebooks.notebook_json import parsed
from walkback.notebooks.parameters import declared
from walkback.notebooks.reader import cells_of, notebook_text, read
from walkback.run.plan.cache_key import cell_entries, effective_parameters

NAME = "notebooks/x.ipynb"
DISPLAY = {"output_type": "display_data", "data": {"text/plain": ["1"]}, "metadata": {}}
VALID: dict[str, Any] = {
    "cells": [
        {
            "cell_type": "markdown",
            "id": "a",
            "metadata": {"tags": ["summary"], "name": "n", "jupyter": {"source_hidden": True}},
            "source": ["# One\n", "{eval}`n`"],
            "attachments": {"p.png": {"image/png": "AA=="}},
        },
        {
            "cell_type": "code",
            "id": "b",
            "metadata": {
                "tags": ["parameters"],
                "collapsed": False,
                "scrolled": "auto",
                "execution": {"iopub.status.busy": "2025-01-01T00:00:00Z"},
            },
            "source": "n = 1",
            "execution_count": 1,
            "outputs": [
                {"output_type": "stream", "name": "stdout", "text": ["a\n", "b"]},
                {"output_type": "error", "ename": "E", "evalue": "v", "traceback": ["t"]},
                {**DISPLAY, "output_type": "execute_result", "execution_count": 1},
                {**DISPLAY, "data": {"application/json": {"a": [1.5]}}},
            ],
        },
        {"cell_type": "raw", "id": "c", "metadata": {"format": "text/html"}, "source": "x"},
    ],
    "metadata": {
        "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"},
        "language_info": {"name": "python", "codemirror_mode": {"name": "ipython"}},
        "orig_nbformat": 4,
        "title": "T",
        "authors": [{"name": "N"}],
        "widgets": {"application/vnd.jupyter.widget-state+json": {"state": {}}},
    },
    "nbformat": 4,
    "nbformat_minor": 5,
}
JUNK: list[Any] = [
    None, True, 0, -1, 7, 10**30, 1.5, float("nan"), "", "a, b", "\ud83d", "\0", "é" * 200,
    [], [1], [None], ["a", "a"], {}, {"a": []}, {"": {"\udc00": [{}]}}, "<<<<<<< HEAD\n",
    json.loads("[" * 300 + "]" * 300),
]  # fmt: skip
Path_ = tuple[str | int, ...]


def nodes(value: Any, path: Path_ = ()) -> Iterator[Path_]:
    """The way to everything in some data."""
    yield path
    if isinstance(value, dict | list):
        for key, one in value.items() if isinstance(value, dict) else enumerate(value):
            yield from nodes(one, (*path, key))


def changed(document: Any, path: Path_, new: Any, how: str) -> Any:
    """The data with one node deleted, replaced, renamed or put into a list."""
    if not path:
        return new
    document = copy.deepcopy(document)
    *way, last = path
    parent = document
    for key in way:
        parent = parent[key]
    if how == "replace":
        parent[last] = new
    elif how == "wrap":
        parent[last] = [parent[last]]
    elif how == "delete" or not isinstance(parent, dict):
        del parent[last]
    else:
        parent[f"{last}_"] = parent.pop(last)
    return document


def is_the_same_unless_said(data: Any, document: dict[str, Any], notes: list[str]) -> None:
    """No cell has another kind, other text or other tags, if nothing was said of mending."""
    if notes:
        return
    for saved, made in zip(data["cells"], document["cells"], strict=True):
        assert made["cell_type"] == saved["cell_type"]
        assert made["source"] == "".join(saved["source"]).replace("\r\n", "\n").replace("\r", "\n")
        assert made["metadata"].get("tags", []) == saved["metadata"].get("tags", [])


def is_read_or_refused(content: bytes) -> None:
    """Do what a run does before it begins; nothing but an error of ours, with its place, may come."""
    refused = ""
    document: dict[str, Any] = {}
    try:
        data, _ = parsed(content, NAME)
        document, notes = mended(data, NAME)
        is_the_same_unless_said(data, document, notes)
        refuse_unmeant(NAME, document["cells"])
    except RunError as error:
        refused = str(error)
    if refused:
        assert NAME in refused, refused
        assert refused.isprintable(), refused
        return
    nbformat.validate(document)
    cells = cells_of(document)
    cell_entries(cells)
    effective_parameters(cells, {})
    text = notebook_text(document)
    again, notes = mended(*parsed(text.encode(), NAME)[:1], NAME)
    assert (again, notes) == (document, [])


def test_a_valid_notebook_is_read_as_it_is():
    nbformat.validate(VALID)
    document, notes = mended(VALID, NAME)
    assert notes == []
    assert [cell["id"] for cell in document["cells"]] == ["a", "b", "c"]
    assert document["cells"][0]["attachments"] == VALID["cells"][0]["attachments"]
    assert document["cells"][1] == {
        "cell_type": "code",
        "id": "b",
        "metadata": {"tags": ["parameters"]},
        "source": "n = 1",
        "execution_count": None,
        "outputs": [],
    }
    assert "widgets" not in document["metadata"]


@pytest.mark.parametrize("path", list(nodes(VALID)), ids=str)
def test_each_node_deleted_replaced_or_renamed(path: Path_):
    for new in JUNK:
        is_read_or_refused(json.dumps(changed(VALID, path, new, "replace")).encode())
    for how in ("delete", "rename", "wrap"):
        is_read_or_refused(json.dumps(changed(VALID, path, None, how)).encode())


@given(st.data())
def test_many_nodes_at_once(data: st.DataObject):
    document: Any = VALID
    for _ in range(data.draw(st.integers(2, 6))):
        path = data.draw(st.sampled_from(list(nodes(document))))
        how = data.draw(st.sampled_from(["delete", "replace", "rename", "wrap"]))
        document = changed(document, path, data.draw(st.sampled_from(JUNK)), how)
    is_read_or_refused(json.dumps(document).encode())


@given(st.data())
def test_any_bytes(data: st.DataObject):
    whole = json.dumps(VALID, indent=1).encode()
    begin = data.draw(st.integers(0, len(whole)))
    end = data.draw(st.integers(begin, min(begin + 40, len(whole))))
    is_read_or_refused(whole[:begin] + data.draw(st.binary(max_size=12)) + whole[end:])
    is_read_or_refused(data.draw(st.binary(max_size=200)))


@given(st.text(max_size=80))
def test_any_source(text: str):
    for kind in ("code", "markdown"):
        cell = {"cell_type": kind, "metadata": {"tags": ["when:x"]}, "source": text}
        is_read_or_refused(json.dumps({"cells": [cell], "nbformat": 4}).encode())


@pytest.mark.parametrize("text", ["-" * 20_000 + "1", "+".join(["1"] * 20_000), "(" * 300])
def test_code_of_too_many_levels(text: str):
    cell = {"cell_type": "code", "metadata": {"tags": ["parameters"]}, "source": f"n = {text}"}
    is_read_or_refused(json.dumps({"cells": [cell], "nbformat": 4}).encode())


def test_what_was_mended_is_said(tmp_path: Path):
    odd = prose("text", cell_id="long id with spaces!") | {"outputs": [], "execution_count": None}
    bare = {"cell_type": "code", "source": "x = 1", "metadata": {"tags": "hide-input"}}
    found = read(save(tmp_path / "x.ipynb", code("a"), odd, bare))
    assert found.notes == (
        'cell 2: left out "execution_count", "outputs", which a Markdown cell does not have',
        'cell 3: its tags were not a list of different texts, read as "hide-input"',
        "cell 3: it had no outputs and no execution_count",
        "cell 2: its id is missing, odd or used twice, now cell-2",
    )
    assert found.document["cells"][2]["metadata"] == {"tags": ["hide-input"]}


def test_line_ends_are_those_of_jupyterlab():
    cell = {"cell_type": "code", "source": ["a\r\n", "b\rc"], "metadata": {}}
    document, _ = mended({"cells": [cell], "nbformat": 4, "nbformat_minor": 4}, NAME)
    assert document["cells"][0]["source"] == "a\nb\nc"


OLD: dict[str, Any] = {
    "nbformat": 3,
    "nbformat_minor": 0,
    "metadata": {"name": "x"},
    "worksheets": [
        {
            "cells": [
                {"cell_type": "heading", "level": 2, "source": ["Two\n", "words"], "metadata": {}},
                {"cell_type": "markdown", "source": ["prose"], "metadata": {}},
            ]
        },
        {
            "metadata": {},
            "cells": [
                {
                    "cell_type": "code",
                    "collapsed": False,
                    "input": ["a = 1\n", "b = 2"],
                    "language": "python",
                    "metadata": {},
                    "outputs": [{"output_type": "pyout", "prompt_number": 1, "text": ["1"]}],
                    "prompt_number": 1,
                },
                {"cell_type": "html", "source": "<b>", "metadata": {}},
                {"cell_type": "raw", "source": "x", "metadata": {}},
            ],
        },
    ],
}
OLDEST: dict[str, Any] = {
    "nbformat": 1,
    "cells": [{"cell_type": "code", "code": "a = 1"}, {"cell_type": "text", "text": "prose"}],
}
WORDS = ("Two", "words", "prose", "a = 1", "b = 2", "<b>", "x")


@pytest.mark.parametrize("major", [2, 3])
def test_an_old_format_is_read(major: int):
    document, notes = mended({**OLD, "nbformat": major}, NAME)
    assert notes == [f"is of format {major}, read as format 4"]
    assert [(cell["cell_type"], cell["source"]) for cell in document["cells"]] == [
        ("markdown", "## Two words"),
        ("markdown", "prose"),
        ("code", "a = 1\nb = 2"),
        ("markdown", "<b>"),
        ("raw", "x"),
    ]
    assert [cell["id"] for cell in document["cells"]] == [f"cell-{n}" for n in range(1, 6)]
    assert document["metadata"] == {}


def test_the_oldest_format_is_read():
    document, notes = mended({**OLDEST, "metadata": {}}, NAME)
    assert notes == ["is of format 1, read as format 4"]
    read = [(cell["cell_type"], cell["source"]) for cell in document["cells"]]
    assert read == [("code", "a = 1"), ("markdown", "prose")]


@pytest.mark.parametrize("old", [OLD, OLDEST], ids=["3", "1"])
def test_each_node_of_an_old_notebook_deleted_replaced_or_renamed(old: dict[str, Any]):
    for path in nodes(old):
        for new in JUNK:
            is_read_or_refused(json.dumps(changed(old, path, new, "replace")).encode())
        for how in ("delete", "rename", "wrap"):
            is_read_or_refused(json.dumps(changed(old, path, None, how)).encode())


@pytest.mark.parametrize("path", [path for path in nodes(OLD) if path[-1:] != (0,)], ids=str)
def test_no_word_of_an_old_notebook_is_lost_unsaid(path: Path_):
    spoilt = changed(OLD, path, None, "rename") if path else OLD
    try:
        document, notes = mended(spoilt, NAME)
    except RunError:
        return
    text = "".join(cell["source"] for cell in document["cells"])
    lost = [word for word in WORDS if word not in text]
    deleted = isinstance(path[-1], int) if path else False  # items of lists have no names
    assert not lost or deleted or len(notes) > 1


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"level": "2"}, r"cell 1 is a heading without a level from 1 to 6"),
        ({"level": None}, r"cell 1 is a heading without a level from 1 to 6"),
        ({"source": [1]}, r"cell 1: a line of its source is no text"),
        (
            {"cell_type": "code", "input": "x", "language": "ruby"},
            "cell 1 is not written in Python",
        ),
    ],
)
def test_what_is_refused_of_an_old_format_names_its_cell(change: dict[str, Any], message: str):
    cell = {**OLD["worksheets"][0]["cells"][0], **change}
    with pytest.raises(RunError, match=rf"^{NAME}, {message}"):
        mended({**OLD, "worksheets": [{"cells": [cell]}]}, NAME)


@pytest.mark.parametrize("sheets", [None, {}, [1], [{}], [{"cells": {}}], "text"])
def test_old_worksheets_that_are_none(sheets: Any):
    with pytest.raises(RunError, match="its worksheets are no list of objects with cells"):
        mended({**OLD, "worksheets": sheets}, NAME)


@pytest.mark.parametrize(
    ("change", "note"),
    [
        ({"nbformat_minor": None}, "its nbformat_minor is no whole number, read as 4.5"),
        ({"nbformat_minor": "5"}, "its nbformat_minor is no whole number, read as 4.5"),
        ({"nbformat": "4"}, "its nbformat is no whole number, read as 4.5"),
        ({"nbformat": 4.0}, "its nbformat is no whole number, read as 4.5"),
        ({"nbformat": 3}, "says that it is of format 3.5, read as 4.5"),
        ({"nbformat_minor": 9}, "is of format 4.9, read as 4.5"),
    ],
)
def test_a_format_that_is_not_said(change: dict[str, Any], note: str):
    document, notes = mended({**VALID, **change}, NAME)
    assert notes == [note]
    assert [cell["source"] for cell in document["cells"]] == [
        "# One\n{eval}`n`",
        "n = 1",
        "x",
    ]


@pytest.mark.parametrize("key", ["nbformat", "nbformat_minor"])
def test_a_format_that_is_left_out(key: str):
    without = {name: value for name, value in VALID.items() if name != key}
    assert mended(without, NAME)[1] == [f"has no {key}, read as 4.5"]


@pytest.mark.parametrize(
    ("cell", "message"),
    [
        ({"source": "a\n\ud83d"}, r'cell 2 \(under "One"\): it has half of a character, \\ud83d'),
        ({"source": 3}, r'cell 2 \(under "One"\): its source is a number'),
        ({"source": ["a", None]}, r'cell 2 \(under "One"\): a line of its source is no text'),
        ({"source": "a\nb\0"}, r'cell 2 \(under "One"\), line 2: it has the character U\+0000'),
        ({"metadata": {"tags": [1]}}, r'cell 2 \(under "One"\): its tags are not texts'),
        ({"cell_type": "heading"}, r"is neither code, markdown nor raw: write one of these"),
    ],
)
def test_what_is_refused_names_its_cell(cell: dict[str, Any], message: str):
    cells = [prose("# One"), {**code("a"), **cell}]
    with pytest.raises(RunError, match=rf"^{NAME}, .*{message}"):
        mended({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}, NAME)


def test_parameters_beside_a_command_of_ipython(tmp_path: Path):
    path = save(tmp_path / "x.ipynb", code("%matplotlib inline\nn = 1", "parameters"))
    assert declared(cells_of(read(path).document))["n"].default == 1
