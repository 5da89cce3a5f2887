"""What a source of sound shape becomes for pandoc, and names of fields that are nearly those of CSL."""

import pytest

from walkback.tables.csl_shapes import Fault, faults, for_pandoc, known_as

SOUND = {"id": "a", "type": "book", "title": "T"}


def test_pandoc_gets_the_fields_of_csl_alone_with_numbers_as_text():
    given = {**SOUND, "volume": 7, "DOI": "https://doi.org/10.1/x", "foo": {"a": 1}, "custom": {}}
    assert for_pandoc(given) == {**SOUND, "volume": "7", "DOI": "10.1/x"}


@pytest.mark.parametrize(
    ("field", "known"),
    [("ID", "id"), ("doi", "DOI"), ("Container-Title", "container-title"), ("x", ""), ("id", "id")],
)
def test_a_field_in_other_letters(field, known):
    assert known_as(field) == known


def test_a_field_beside_its_own_name_is_to_be_deleted():
    assert list(faults({**SOUND, "ID": 1})) == [
        Fault("ID", "field", "is written id in CSL-JSON", "delete it, or id")
    ]
    assert next(faults({**SOUND, "Genre": "x"})).advice == "rename it genre"


@pytest.mark.parametrize(
    "change",
    [
        {"issued": {"date-parts": [["2024", 5], [2025]]}},
        {"issued": {"raw": "May 2024", "season": ""}},
        {"issued": {"date-parts": [[2024]], "circa": True, "literal": None}},
        {"author": [{"family": "A", "given": None, "isInstitution": 1}]},
        {"volume": 3, "custom": None, "anything": [1]},
    ],
)
def test_what_other_programs_write_is_sound(change):
    assert list(faults({**SOUND, **change})) == []
