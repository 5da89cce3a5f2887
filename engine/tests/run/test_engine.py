import ast
import json
import sys
from pathlib import Path
from typing import Any

import nbformat
import papermill
import pytest

from tests.run.tiny import code, prose, save
from walkback.notebooks.reader import read_notebook
from walkback.publish.expressions import put, results
from walkback.run.execute.engine import ReportEngine
from walkback.run.execute.forking import ForkServer
from walkback.run.execute.kernel import KernelSetting
from walkback.run.execute.session import Session
from walkback.run.tell.fault import CellDied, CellFailed

SHOWING = """\
class Loud:
    def __repr__(self):
        raise ValueError("not to be shown")
Loud()"""

REFUSED = (
    "the cell asks for input, and nobody is there to type it: set a variable in a cell tagged "
    "parameters, and change it with -p NAME=VALUE"
)


def execute(
    path: Path,
    parameters: dict[str, Any] | None = None,
    server: ForkServer | None = None,
    variables: dict[str, str] | None = None,
) -> Session:
    """Execute a notebook through papermill; the session also after a failure."""
    given = {"FROM_OUTSIDE": "yes"} | (variables or {})
    session = Session(KernelSetting(path.parent, given, server=server))
    session.on_second = lambda: session.states.update({-1: "a second went by"})
    papermill.engines.papermill_engines.register("tested", ReportEngine)
    papermill.execute_notebook(
        nbformat.v4.to_notebook(read_notebook(path)),
        None,
        parameters=parameters or {},
        engine_name="tested",
        kernel_name="python3",
        language="python",
        progress_bar=False,
        session=session,
    )
    return session


def failure(path: Path, *cells: dict[str, Any]) -> CellFailed | CellDied:
    """The failure of a notebook of these cells."""
    with pytest.raises((CellFailed, CellDied)) as caught:
        execute(save(path / "x.ipynb", *cells))
    assert isinstance(caught.value, CellFailed | CellDied)
    return caught.value


def test_a_good_notebook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PYTHONSTARTUP", str(tmp_path / "not there.py"))
    path = save(
        tmp_path / "x.ipynb",
        code("n = 1\nshow = False", "parameters"),
        prose("{eval}`n` and {eval}`f'{n:.2f}'` and `{eval}`", cell_id="v"),
        code("1 / 0", "when:show"),
        prose("{eval}`no_such_name`", "when:show"),
        prose("shown", "when:n"),
        code(
            "import os, sys\nprint('out'); print('err', file=sys.stderr); print('out')"
            "\nimport time; time.sleep(1.2)"
        ),
        code(
            "(os.environ['FROM_OUTSIDE'], os.getcwd(), sys.executable, 'PYTHONSTARTUP' in os.environ)"
        ),
        code(""),
        kernel="conda-env-colleague-py",
    )
    notebook = json.loads(path.read_text("utf-8"))
    notebook["cells"][1]["metadata"]["user_expressions"] = [{"expression": "old", "result": {}}]
    notebook["cells"][4]["metadata"]["walkback"] = {"skipped": True}
    notebook["cells"][5]["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "old"}]
    path.write_text(json.dumps(notebook), "utf-8")
    session = execute(path, {"n": 7})
    assert session.notebook is not None
    _, injected, values, *skipped, shown, printed, place, empty = session.notebook.cells
    assert injected.source.endswith("n = 7\n")
    assert [item["expression"] for item in values.metadata.user_expressions] == ["n", "f'{n:.2f}'"]
    texts = [i["result"]["data"]["text/plain"] for i in values.metadata.user_expressions]
    assert texts == ["7", "'7.00'"]
    assert [cell.metadata.walkback for cell in skipped] == [{"skipped": True}] * 2
    assert (skipped[0].execution_count, skipped[0].outputs) == (None, [])
    assert "user_expressions" not in skipped[1].metadata
    assert shown.metadata == {"tags": ["when:n"]}
    assert [dict(output) for output in printed.outputs] == [
        {"output_type": "stream", "name": "stdout", "text": "out\nout\n"}
    ]
    assert session.warnings == ["cell 6: err"]
    told = ast.literal_eval(place.outputs[0].data["text/plain"])
    assert told == ("yes", str(tmp_path), sys.executable, False)
    assert (place.execution_count, empty.execution_count) == (4, None)
    assert session.notebook.metadata.kernelspec.name == "python3"
    assert "papermill" not in session.notebook.metadata
    assert all("papermill" not in cell.metadata for cell in session.notebook.cells)
    assert set(session.states.values()) == {"done", "skipped", "a second went by"}


def test_all_bad_expressions_of_a_cell_at_once(tmp_path: Path):
    error = failure(
        tmp_path,
        prose("# One\n\n## Two {#sec-two}"),
        code(
            "class Loud:\n    def __repr__(self): raise ValueError\n    _repr_markdown_ = __repr__\n"
            "x = Loud()",
            "parameters",
        ),
        prose("text\n{eval}`one` {eval}`1 + 1`\n{eval}`1 +` {eval}`x`", cell_id="bad"),
    )
    assert error.fault.place() == 'cell 3 (id bad), under "Two"'
    assert error.fault.line == 2
    assert error.fault.causes == (
        "{eval}`one`: NameError: name 'one' is not defined",
        "{eval}`1 +`: SyntaxError: invalid syntax (<string>, line 1)",
        "{eval}`x`: the value cannot be shown (its repr failed)",
    )


def test_expressions_read_as_text_whoever_made_their_scalars(tmp_path: Path):
    session = execute(
        save(
            tmp_path / "x.ipynb",
            code("import datetime as dt\nimport numpy as np\nn, array = 3, np.arange(4)"),
            prose(
                "{eval}`array.sum()`, {eval}`array.mean()`, {eval}`array.max() > 2`, {eval}`n +\n1`, "
                "{eval}`dt.date(2024, 5, 1)`, {eval}`round(np.float64(0.25), 1)`"
            ),
        )
    )
    assert session.notebook is not None
    found = results(session.notebook.cells[1])
    texts = [put(expression, found).text for expression in found]
    assert texts == ["6", "1.5", "True", "4", "2024-05-01", "0.2"]


def test_what_prose_cannot_hold_fails_in_its_cell(tmp_path: Path):
    error = failure(
        tmp_path,
        code("import pandas as pd\ndf = pd.DataFrame({'a': [1]})"),
        prose(
            "# One\n\nFrame {eval}`df.\nstyle` and {eval}`df`, then {eval}`print('hi')`.",
            cell_id="bad",
        ),
    )
    assert error.fault.place() == 'cell 2 (id bad), under "One"'
    assert error.fault.line == 3
    assert error.fault.causes == (
        "{eval}`df. style`: it is a Styler: show it with show_table in a code cell",
        "{eval}`df`: it is a DataFrame: show it with show_table in a code cell",
        "{eval}`print('hi')`: it gives nothing (None): name what is to be shown",
    )


@pytest.mark.parametrize("tag", ["raises-exception", "raises_exception"])
def test_a_cell_that_may_fail(tmp_path: Path, tag: str):
    cells = [code("print(1)\n1 / 0", tag), code("after = 5"), prose("{eval}`after`")]
    session = execute(save(tmp_path / "x.ipynb", *cells))
    assert session.notebook is not None
    printed, error = session.notebook.cells[0].outputs
    assert printed.text == "1\n"
    assert error.output_type == "error"
    assert error.traceback[-1] == "ZeroDivisionError: division by zero"
    assert "Cell In[1], line 2" in error.traceback
    assert "\x1b" not in "".join(error.traceback)
    assert put("after", results(session.notebook.cells[2])).text == "5"
    assert session.states == {0: "done", 1: "done", 2: "done"}


def test_only_the_cell_that_is_tagged_may_fail(tmp_path: Path):
    cells = [code("1 / 0", "raises-exception"), code("1 / 0")]
    assert failure(tmp_path, *cells).fault.number == 2


def test_a_condition_that_is_not_defined(tmp_path: Path):
    error = failure(tmp_path, prose("text", "when:nothing"), code("1"))
    assert error.fault.causes == ("tag when:nothing: NameError: name 'nothing' is not defined",)


def test_a_condition_that_is_no_name(tmp_path: Path):
    error = failure(tmp_path, prose("text", "when:a > 1"))
    assert error.fault.causes == ("tag when:a > 1: not the name of a variable",)


@pytest.mark.parametrize(
    ("source", "cause", "line"),
    [
        ("x = 1\ndef f():\n    return 1 / 0\nf()", "ZeroDivisionError: division by zero", 3),
        ("x = = 1", "SyntaxError: invalid syntax (line 1)", 1),
        ("1\nimport sys\nsys.exit(0)", "the cell asked to leave Python (SystemExit: 0)", None),
        ("input()", REFUSED, 1),
        ("quit()", "the cell asked to leave Python (exit)", None),
        (SHOWING, "while showing the result: ValueError: not to be shown", 3),
        (
            "import os\nos._exit(3)",
            "the kernel died: the cell ended the process with exit code 3",
            None,
        ),
    ],
)
def test_how_a_cell_can_fail(tmp_path: Path, source: str, cause: str, line: int | None):
    error = failure(tmp_path, code(source), code("raise SystemError('never run')"))
    assert error.fault.causes == (cause,)
    assert error.fault.line == line
