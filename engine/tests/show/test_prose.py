from pathlib import Path
from typing import Any

import pytest

from tests.publish.sample import value
from tests.run.test_engine import execute, failure
from tests.run.tiny import code, save
from walkback.errors import AnalysisError
from walkback.show.prose import show_prose
from walkback.values.payloads import MARKDOWN, PROSE, VALUE

START = """\
from walkback.show.prose import show_prose
from walkback.values.markdown import cite
from walkback.values.value import Value
n, cited = Value.exact(35), cite(["office-2024"])"""
SHOWN = '''\
if n.number > {limit}:
    show_prose("""
    ## Found {{#sec-found}}

    There are {{eval}}`n` of them {{eval}}`cited`.
    """)'''


def outputs(path: Path, limit: int) -> list[dict[str, Any]]:
    """What the kernel shows of a cell with a condition."""
    session = execute(save(path / "x.ipynb", code(START), code(SHOWN.format(limit=limit))))
    assert session.notebook is not None
    return [dict(output) for output in session.notebook.cells[1].outputs]


def test_a_condition_that_holds_shows_the_text_with_the_results_of_its_expressions(tmp_path: Path):
    (output,) = outputs(tmp_path, 1)
    payload = output["data"][PROSE]
    assert payload["source"] == (
        "## Found {#sec-found}\n\nThere are {eval}`n` of them {eval}`cited`."
    )
    number, cited = payload["user_expressions"]
    assert (number["expression"], cited["expression"]) == ("n", "cited")
    assert set(number["result"]["data"][VALUE]) >= set(value("35")["data"][VALUE]) - {"origins"}
    assert cited["result"]["data"] == {"text/plain": "[@office-2024]", MARKDOWN: "[@office-2024]"}
    read = "<h2>Found</h2>\n\nThere are 35 of them \\[\\@office\\-2024\\]."
    assert output["data"]["text/markdown"] == output["data"]["text/plain"] == read


def test_a_condition_that_does_not_hold_shows_nothing(tmp_path: Path):
    assert outputs(tmp_path, 99) == []


def test_all_bad_expressions_of_a_text_are_told_at_once(tmp_path: Path):
    text = 'show_prose("# One\\n\\n{eval}`none` {eval}`1 / 0` {eval}`n` {eval}`none`")'
    (cause,) = failure(tmp_path, code(START), code(text)).fault.causes
    assert "{eval}`none`: NameError: name 'none' is not defined; {eval}`1 / 0`: Zero" in cause
    assert "mend the expression in the text of show_prose" in cause


def test_a_later_failure_is_told_under_the_heading_that_was_shown(tmp_path: Path):
    fault = failure(tmp_path, code(START), code(SHOWN.format(limit=1)), code("1 / 0")).fault
    assert (fault.number, fault.heading) == (3, "Found")


def test_outside_of_a_notebook_it_says_so():
    with pytest.raises(AnalysisError, match="run it in a cell"):
        show_prose("Text.")
