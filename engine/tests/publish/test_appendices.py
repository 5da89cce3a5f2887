import panflute as pf

from tests.publish.sample import VALUE, value
from walkback.notebooks.cell_location import Place
from walkback.publish.appendices import appendices, source_lines


def names(state):
    return [name for name, _ in appendices(state)]


def text_of(state):
    """The words of the first appendix, the table of values."""
    return "\n".join(pf.stringify(block) for block in appendices(state)[0][1])


def note(state, *args, **more):
    entry = state.values.note(value(*args, **more)["data"][VALUE], Place("01", 1))
    state.sources.use(entry.sources, f"value-{entry.number}")


def test_without_values_and_files_there_is_nothing_to_say_of_them(state):
    assert names(state) == ["sources"]


def test_the_table_names_rows_dates_checks_and_sources(state):
    note(state, "9.0 %", "gii25-001", sources=["wipo-2025"])
    text = text_of(state)
    for part in ("gii25-001", "published", "2025", "confirmed", "high", "@wipo-2025"):
        assert part in text


def test_many_rows_are_counted_not_listed(state):
    note(state, "9.0 %", *[f"row{n}" for n in range(40)])
    text = text_of(state)
    assert "row1" in text
    assert "row2" not in text
    assert "and 38 more" in text


def test_a_few_rows_are_all_named(state):
    note(state, "9.0 %", *[f"row{n}" for n in range(4)])
    assert "row0, row1, row2, row3" in text_of(state)


def test_three_dates_become_a_span(state):
    found = value("1", "a", "b", "c")
    for origin, year in zip(found["data"][VALUE]["origins"], ("2021", "2019", "2020"), strict=True):
        origin["as_of"] = year
    state.values.note(found["data"][VALUE], Place("01", 1))
    assert "2019 to 2021" in text_of(state)


def test_what_is_told_of_a_source(state):
    note(state, "1", "a", sources=["sz-2024"])
    lines = source_lines(state)
    assert lines["sz-2024"] == {
        "told": ["Chinese", "secondary", "repost or mirror"],
        "uses": ["value-1"],
    }
    assert lines["unused-1999"]["uses"] == []
