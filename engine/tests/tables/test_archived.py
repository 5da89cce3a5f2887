"""Which primary sources have no address in an archive."""

from walkback.tables import archived

FILE = "data/references.json"


def source(name: str, kind: str = "primary", **custom: str) -> dict[str, object]:
    return {"id": name, "custom": {"kind": kind, **custom}}


FOUR = [
    source("bare-2020", archive=""),
    source("kept-2021", archive="https://web.archive.org/web/2021/https://example.org"),
    source("copy-2022", "secondary", archive=""),
    source("unasked-2023"),
]


def test_a_primary_source_with_an_empty_field_is_named():
    assert archived.without(FOUR) == ["bare-2020"]
    assert archived.line(FOUR, FILE) == (
        '1 of 2 primary sources without an address in an archive: "archive": "" in '
        "data/references.json."
    )


def test_nothing_is_said_without_the_field_or_when_all_are_kept():
    assert archived.line(FOUR[1:], FILE) == ""
    assert archived.line([{"id": "plain"}], FILE) == ""
