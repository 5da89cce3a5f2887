"""Who moves, lever by lever, as the cells of a table."""

from types import SimpleNamespace

from tests.shared.real import raw
from twodeltas.collaboration.tables import who_moves as tables
from twodeltas.collaboration.values.coding import Coding
from twodeltas.shared import gap_map, items, who_moves
from walkback.values.number_format import PLAIN
from walkback.values.value import Value

NAMES, PAIR = {"shg": "South", "ss": "East"}, ("shg", "ss")


def test_each_cell_says_how_many_of_how_many():
    evidence, codes = raw("evidence"), raw("codes")
    rows = gap_map.coded(evidence, codes, items.independent(evidence, codes))
    found = who_moves.of(PLAIN, rows, PAIR)
    table = tables.by_lever(found.table, found.shares, NAMES, PAIR)
    assert list(table.columns[1:]) == [
        f"{way}, {name}" for way in ("One side alone", "As equals") for name in NAMES.values()
    ]
    first = table["One side alone, South"]
    assert first.iloc[-2].startswith(f"{100 * found.shares.loc['shg', 'alone']:.0f}% of ")
    assert all(" of " in cell or cell == "no fact" for cell in first.iloc[:-1])


def test_facts_with_one_reader_are_told_where_there_are_some():
    rest = Coding.rest.fget
    assert rest(SimpleNamespace(n_once=Value.exact(0, format=PLAIN))) == ""
    some = Value.exact(3, format=PLAIN)
    assert "The other 3" in rest(SimpleNamespace(n_once=some))
