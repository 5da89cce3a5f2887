import pytest

from tests.run.tiny import code, prose
from walkback.errors import RunError
from walkback.notebooks.cell_tags import left_out, refuse_unmeant

NAME = "notebooks/x.ipynb"


@pytest.mark.parametrize(
    ("tag", "message"),
    [
        ("raise-exception", "did you mean raises-exception"),
        ("skip-execution", "every cell of a report is run"),
        ("hide-output", "tag it remove-output"),
        ("hide_cell", "tag it remove-output"),
        ("full-width", "one width"),
        ("scroll-output", "one width"),
        ("paramters", r"did you mean parameters\?"),
        ("Parameters", r"did you mean parameters\?"),
        ("sumary", r"did you mean summary\?"),
        ("remove-cells", r"did you mean remove-cell\?"),
        ("when x", "a condition is written when:NAME"),
        ("When:x", "a condition is written when:NAME"),
        ("when:", "a condition is written when:NAME"),
    ],
)
def test_a_tag_that_would_not_do_what_it_says(tag: str, message: str):
    with pytest.raises(
        RunError, match=rf'x\.ipynb, cell 2 \(under "One"\): the tag "{tag}": .*{message}'
    ):
        refuse_unmeant(NAME, [prose("# One"), code("a", tag)])


def test_tags_that_mean_something_or_nothing():
    own = ["parameters", "cover", "summary", "when:x", "when: x"]
    jupyter = ["remove-cell", "remove_input", "remove-output", "hide-input", "raises_exception"]
    refuse_unmeant(NAME, [code("a", *own, *jupyter, "test", "我的", "slide", "data")])


def test_two_cells_of_parameters():
    cells = [code("a = 1", "parameters"), prose("# Two"), code("b = 1", "parameters")]
    with pytest.raises(RunError, match=r'cell 3 \(under "Two"\): a second cell .* beside cell 1'):
        refuse_unmeant(NAME, cells)


def test_parameters_in_prose():
    with pytest.raises(RunError, match="only a code cell can have parameters"):
        refuse_unmeant(NAME, [prose("a = 1", "parameters")])


def test_what_is_left_out():
    cell = code("a", "remove-input", "remove_output", "other")
    assert left_out(cell) == {"code", "outputs"}
    assert left_out(prose("a", "remove-cell")) == {"cell"}
