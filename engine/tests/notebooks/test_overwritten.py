"""A parameter that the notebook itself sets again is refused where `-p` gives it another value."""

import re

import pytest

from walkback.errors import UsageError
from walkback.notebooks.overwritten import refuse_overwritten
from walkback.notebooks.reader import Cell

PARAMETERS = "m = 1\nother = 2"


def notebook(*below: str, above: str = "", parameters: str = PARAMETERS) -> list[Cell]:
    return [
        Cell(1, "markdown", "# Rain\n\n## How much", ()),
        Cell(2, "code", above, ()),
        Cell(3, "code", parameters, ("parameters",)),
        *(Cell(number, "code", text, ()) for number, text in enumerate(below, start=4)),
    ]


SETS_AGAIN = [
    "m = 7",
    "x = 1\nm = 7",
    "m: int = 7",
    "m += 7",
    "x = m = 7",
    "m, x = 7, 8",
    "[x, (y, *m)] = 7, (8, 9)",
    "for m in range(3):\n    pass",
    "for x, m in {1: 2}.items():\n    print(x)",
    "import numpy as m",
    "import m",
    "from math import pi as m",
    "def m():\n    return 1",
    "async def m():\n    return 1",
    "class m:\n    pass",
    "if other:\n    m = 7",
    "if other:\n    pass\nelse:\n    m = 7",
    "while other:\n    m = 7",
    "try:\n    x = 1\nexcept ValueError as m:\n    pass",
    "try:\n    x = 1\nfinally:\n    m = 7",
    "with open('x') as m:\n    pass",
    "print(m := 7)",
    "match other:\n    case m:\n        pass",
    "match other:\n    case [_, *m]:\n        pass",
    "match other:\n    case {'a': 1, **m}:\n        pass",
    "def f():\n    global m\n    m = 7\nf()",
    "%matplotlib inline\nm = 7",
    "%%time\nm = 7",
    "%%capture out\nm = 7",
    "%time m = 7",
    "m = !ls",
    "m = %pwd",
    "!ls\nm = 7",
    "global m\nm = 7",
]
USES = [
    "n = m",
    "m = int(m)",
    "m = m or 7",
    "m: int = int(m)",
    "m, n = sorted((m, other))",
    "if m < 0:\n    m = 0",
    "match m:\n    case 'a':\n        m = 7",
    "try:\n    m = int(m)\nexcept ValueError:\n    m = 7",
    "for m in list(m):\n    pass",
    "with open(m) as m:\n    pass",
    "def f(m):\n    m = 7\n    return m",
    "class C:\n    m = 7",
    "[m for m in range(3)]",
    "{m: 1 for m in 'ab'}",
    "f = lambda m: m",
    "x.m = 7",
    "x['m'] = 7",
    "f(m=7)",
    "m == 7",
    "m: int",
    "# m = 7",
    "'''\nm = 7\n'''",
    "%%bash\nm=7",
    "%%writefile x.py\nm = 7",
    "import os.m",
    "this is no Python: m = 7",
    "",
]


@pytest.mark.parametrize("text", SETS_AGAIN)
def test_what_sets_it_again_is_refused_with_its_place(text: str):
    with pytest.raises(UsageError) as refused:
        refuse_overwritten("01_rain", notebook("x = m", text), ["m"])
    told = str(refused.value)
    assert re.match(r'01_rain, cell 5 \(under "How much"\), line \d: sets m again', told)
    assert "-p m" in told
    assert "take the line away" in told


@pytest.mark.parametrize("text", SETS_AGAIN)
def test_of_what_was_not_given_nothing_is_said(text: str):
    refuse_overwritten("01_rain", notebook(text), ["other"])


@pytest.mark.parametrize("text", USES)
def test_what_uses_it_is_left_alone(text: str):
    refuse_overwritten("01_rain", notebook(text), ["m"])


def test_above_the_parameters_it_is_told_that_they_come_later():
    with pytest.raises(UsageError, match=r"cell 2 .*, line 1: sets m above the cell tagged"):
        refuse_overwritten("01_rain", notebook(above="m = 7\nn = m * 2"), ["m"])
    refuse_overwritten("01_rain", notebook(above="import numpy"), ["m"])


@pytest.mark.parametrize("text", ["m = 1\nn = m * 2", "m = 1\nm2 = [m]", "m = 1\nif m:\n    n = 2"])
def test_what_the_cell_itself_computes_from_a_parameter(text: str):
    cells = notebook(parameters=text)
    with pytest.raises(UsageError, match=r"cell 3 .*, line 2: computes \w+ from m before"):
        refuse_overwritten("01_rain", cells, ["m"])
    refuse_overwritten("01_rain", cells, [])
    refuse_overwritten("01_rain", cells, ["m", "n", "m2"])


def test_a_parameter_set_twice_in_its_own_cell_is_no_matter():
    text = "m = 1\nm = int(m)\nassert m\ndef f():\n    n = m"
    refuse_overwritten("01_rain", notebook(parameters=text), ["m"])


def test_all_lines_are_told_at_once():
    with pytest.raises(UsageError) as refused:
        refuse_overwritten("01_rain", notebook("m = 7\nother = 3", "m = 8"), ["m", "other"])
    places = re.findall(r"cell (\d) .*, line (\d)", str(refused.value))
    assert places == [("4", "1"), ("4", "2"), ("5", "1")]
