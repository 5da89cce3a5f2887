"""Kinds of mutation that a spreadsheet or a tired person makes: what each does to the tables."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from tests.data.spoilt import Cell, Data

KINDS: dict[str, Callable[[Data], None]] = {}
NUMERIC = "evidence city_stats knowledge_flows claims"
TEXTS = ("statement", "statement_zh", "disagreement", "text", "finding", "topic", "missing")
COUNTS = ("pct_applications", "publications", "vc_deals")
CODES = ("lever", "mechanism", "instrument", "step", "actors", "level", "crosses", "factor")


def kind(function: Callable[[Data], None]) -> Callable[[Data], None]:
    """Take a function as a kind of mutation, called by its name."""
    KINDS[function.__name__.replace("_", " ")] = function
    return function


def _scaled(text: str, factor: str) -> str:
    return f"{(Decimal(text) * Decimal(factor)).normalize():f}"


def _set_number(cell: Cell, change: Callable[[str], str]) -> None:
    """Change a value, and with it the bounds that repeat it."""
    was = cell.text
    for column in ("value", "low", "high"):
        if cell.beside(column).text == was:
            cell.beside(column).text = change(was)


def _number(data: Data, tables: str = NUMERIC, least: float = 0) -> Cell:
    return data.cell("value", lambda text: text and float(text) > least, tables)


# -- columns and rows ------------------------------------------------------------------------


def _column(data: Data) -> tuple[list[list[str]], int]:
    """A column of a table whose cells are not all the same."""
    while True:
        rows = data.rng.choice(list(data.tables.values()))
        place = data.rng.randrange(1, len(rows[0]))
        if len({row[place] for row in rows[1:]}) > 2:
            return rows, place


def _refill(rows: list[list[str]], place: int, cells: list[str]) -> None:
    for row, cell in zip(rows[1:], cells, strict=True):
        row[place] = cell


@kind
def column_sorted_alone(data: Data) -> None:
    rows, place = _column(data)
    _refill(rows, place, sorted((row[place] for row in rows[1:]), reverse=data.rng.random() < 0.3))


@kind
def column_shifted_by_one(data: Data) -> None:
    rows, place = _column(data)
    cells = [row[place] for row in rows[1:]]
    _refill(rows, place, cells[1:] + cells[:1])


@kind
def two_cells_exchanged(data: Data) -> None:
    rows, place = _column(data)
    while True:
        one, other = data.rng.sample(rows[1:], 2)
        if one[place] != other[place]:
            one[place], other[place] = other[place], one[place]
            return


@kind
def cell_filled_down(data: Data) -> None:
    rows, place = _column(data)
    at = data.rng.randrange(1, len(rows) - 1)
    while rows[at][place] == rows[at + 1][place] or not rows[at + 1][place]:
        rows, place = _column(data)
        at = data.rng.randrange(1, len(rows) - 1)
    rows[at + 1][place] = rows[at][place]


@kind
def row_deleted(data: Data) -> None:
    rows = data.tables[data.rng.choice(["evidence", "settlements", "codes", "edges", "claims"])]
    del rows[data.rng.randrange(1, len(rows))]


@kind
def cell_emptied(data: Data) -> None:
    column = data.rng.choice(["value", "unit", "source_id", "as_of", "statement_zh", "confidence"])
    data.cell(column, bool, NUMERIC).text = ""


# -- numbers -----------------------------------------------------------------------------------


@kind
def number_ten_times_less(data: Data) -> None:
    _set_number(_number(data), lambda text: _scaled(text, "0.1"))


@kind
def number_a_thousand_times_more(data: Data) -> None:
    _set_number(_number(data), lambda text: _scaled(text, "1000"))


@kind
def thousands_separator_as_decimal_point(data: Data) -> None:
    _set_number(_number(data, least=1000), lambda text: _scaled(text, "0.001"))


@kind
def long_number_shortened(data: Data) -> None:
    def short(text: str) -> str:
        return f"{float(text):.4E}"

    _set_number(_number(data, least=10**6), short)


@kind
def percent_as_fraction(data: Data) -> None:
    percents = data.cells("unit", lambda text: text.startswith("percent"), NUMERIC)
    cell = data.rng.choice([one for one in percents if one.beside("value").text])
    _set_number(cell.beside("value"), lambda text: _scaled(text, "0.01"))


@kind
def digits_exchanged(data: Data) -> None:
    cell = data.cell("value", lambda text: re.match(r"([1-9])(?!\1)[1-9]", text), NUMERIC)
    _set_number(cell, lambda text: text[1] + text[0] + text[2:])


@kind
def digit_mistyped(data: Data) -> None:
    _set_number(_number(data), lambda text: str((int(text[0]) + 1) % 9 or 1) + text[1:])


@kind
def numbers_of_two_rows_exchanged(data: Data) -> None:
    rows = data.tables[data.rng.choice(NUMERIC.split())]
    head = rows[0]
    columns = [head.index(column) for column in ("value", "low", "high")]
    full = [row for row in rows[1:] if row[columns[0]]]
    one, other = data.rng.sample(full, 2)
    while (
        one[columns[0]] == other[columns[0]]
        or one[head.index("qualifier")] != other[head.index("qualifier")]
    ):
        one, other = data.rng.sample(full, 2)
    for place in columns:
        one[place], other[place] = other[place], one[place]


@kind
def unit_exchanged(data: Data) -> None:
    cell = data.cell("unit", bool, NUMERIC)
    units = sorted({one.text for one in data.cells("unit", bool, NUMERIC)} - {cell.text})
    cell.text = data.rng.choice(units)


@kind
def number_in_the_statement_changed(data: Data) -> None:
    column = data.rng.choice(["statement", "statement_zh"])
    cell = data.cell(column, lambda text: re.search(r"\d", text), "evidence")
    found = data.rng.choice(list(re.finditer(r"\d+", cell.text)))
    new = str(int(found[0]) + 1)
    cell.text = cell.text[: found.start()] + new + cell.text[found.end() :]


@kind
def qualifier_changed(data: Data) -> None:
    cell = data.cell("qualifier", bool, NUMERIC)
    new = {"exact": "over", "over": "exact", "about": "exact", "nearly": "over"}
    cell.text = new.get(cell.text, "exact")


# -- the ranking -------------------------------------------------------------------------------


@kind
def rank_twice(data: Data) -> None:
    column, table = data.rng.choice(
        [("rank_2025", "gii_clusters_2025"), ("rank", "gii_clusters_by_edition")]
    )
    one = data.cell(column, bool, table)
    one.text = str(int(one.text) % 90 + 1) if int(one.text) > 4 else str(int(one.text) % 4 + 1)


@kind
def rank_change_with_another_sign(data: Data) -> None:
    cell = data.cell("rank_change_vs_2024", lambda text: text not in {"", "0"})
    cell.text = cell.text[1:] if cell.text.startswith("-") else f"-{cell.text}"


@kind
def last_rank_off_by_one(data: Data) -> None:
    cell = data.cell(*data.rng.choice([("rank_2024",), ("rank_prev_as_printed",)]))
    cell.text = str(int(cell.text) + 1)


@kind
def count_ten_times_more(data: Data) -> None:
    cell = data.cell(data.rng.choice(COUNTS), lambda text: text, "gii_clusters_2025")
    cell.text = f"{cell.text}0"


@kind
def per_million_ten_times_more(data: Data) -> None:
    column = data.rng.choice(["pct_per_million", "pubs_per_million", "vc_per_million"])
    cell = data.cell(column)
    cell.text = _scaled(cell.text, "10")


@kind
def population_ten_times_more(data: Data) -> None:
    cell = data.cell("population_million_derived")
    cell.text = _scaled(cell.text, "10")


@kind
def zero_for_unknown(data: Data) -> None:
    column = data.rng.choice([*COUNTS, "rank_2024", "pct_per_million", "share_pct"])
    data.cell(column, lambda text: not text).text = "0"


@kind
def share_changed(data: Data) -> None:
    column = data.rng.choice(
        ["pct_filings_share_percent", "vc_share_pct", "total_of_three_shares_pct"]
    )
    cell = data.cell(column)
    cell.text = _scaled(cell.text, "10")


# -- rows twice --------------------------------------------------------------------------------


def _twice(data: Data, table: str) -> list[str]:
    rows = data.tables[table]
    again = list(data.rng.choice(rows[1:]))
    again[0] = re.sub(r"\d+$", "999", again[0]) if re.search(r"\d", again[0]) else f"{again[0]}-2"
    rows.append(again)
    return again


@kind
def row_under_a_second_id(data: Data) -> None:
    _twice(
        data,
        data.rng.choice(["edges", "links", "knowledge_flows", "claims", "conflicts", "scores"]),
    )


@kind
def fact_with_codes_under_a_second_id(data: Data) -> None:
    again = _twice(data, "evidence")
    codes = data.tables["codes"]
    twin = next(row for row in codes[1:] if again[0][:2] == row[1][:2])
    codes.append([f"CD-{again[0]}", again[0], *twin[2:]])


@kind
def row_twice_with_another_note(data: Data) -> None:
    table = data.rng.choice(["edges", "knowledge_flows", "claims", "city_stats"])
    again = _twice(data, table)
    again[-1] = ""
    if table == "city_stats":
        again[-2] = "seen again"


@kind
def edge_turned_around(data: Data) -> None:
    again = _twice(data, "edges")
    head = data.tables["edges"][0]
    for column in ("organisation", "city"):
        one, other = head.index(f"{column}_a"), head.index(f"{column}_b")
        again[one], again[other] = again[other], again[one]


# -- codes -------------------------------------------------------------------------------------


@kind
def settlement_deleted(data: Data) -> None:
    rows = data.tables["settlements"]
    del rows[data.rng.randrange(1, len(rows))]


def other_code(data: Data, table: str) -> None:
    """Another code of the same column."""
    column = data.rng.choice(CODES)
    cell = data.cell(column, bool, table)
    others = sorted({one.text for one in data.cells(column, bool, table)} - {cell.text})
    cell.text = data.rng.choice(others)


@kind
def code_changed(data: Data) -> None:
    other_code(data, "codes")


@kind
def settled_code_changed(data: Data) -> None:
    cell = data.cell("settled")
    other = (
        cell.beside("first") if cell.text != cell.beside("first").text else cell.beside("second")
    )
    cell.text = other.text or "none"


@kind
def coding_changed(data: Data) -> None:
    other_code(data, "codings")


# -- words -------------------------------------------------------------------------------------


def _text_cell(data: Data) -> Cell:
    while True:
        cells = data.cells(data.rng.choice(TEXTS), lambda text: len(text) > 8)
        if cells:
            return data.rng.choice(cells)


@kind
def placeholder(data: Data) -> None:
    words = [
        "#REF!",
        "#N/A",
        "#VALUE!",
        "TODO",
        "N/A",
        "???",
        "0",
        "xxx",
        "lorem ipsum",
        "tbd",
        "-",
    ]
    _text_cell(data).text = data.rng.choice(words)


@kind
def utf8_read_as_latin1(data: Data) -> None:
    zh = data.rng.random() < 0.6
    cell = data.cell("statement_zh") if zh else data.cell("name_en", lambda t: not t.isascii())
    cell.text = cell.text.encode().decode(
        "latin-1" if data.rng.random() < 0.5 else "cp1252", "replace"
    )


@kind
def utf8_read_as_gbk(data: Data) -> None:
    cell = data.cell("statement_zh")
    cell.text = cell.text.encode().decode("gbk", "replace").replace("\ufffd", "?")


@kind
def chinese_lost(data: Data) -> None:
    cell = data.cell(data.rng.choice(["statement_zh", "name_zh"]))
    cell.text = cell.text.encode("latin-1", "replace").decode("latin-1")


@kind
def languages_exchanged(data: Data) -> None:
    one, two = data.rng.choice([("statement", "statement_zh"), ("name_en", "name_zh")])
    cell = data.cell(two)
    other = cell.beside(one)
    cell.text, other.text = other.text, cell.text


@kind
def actor_misspelt(data: Data) -> None:
    cell = data.cell("actors", lambda text: len(text.split(";")[0]) > 6, "evidence")
    at = data.rng.randrange(2, len(cell.text.split(";")[0]) - 2)
    left_out = data.rng.random() < 0.5 or cell.text[at] == cell.text[at + 1]
    two = "" if left_out else cell.text[at + 1] + cell.text[at]
    cell.text = cell.text[:at] + two + cell.text[at + (1 if left_out else 2) :]


# -- dates -------------------------------------------------------------------------------------


@kind
def month_that_is_none(data: Data) -> None:
    cell = data.cell(
        "as_of",
        lambda text: re.match(r"\d{4}", text),
        "evidence edges city_stats knowledge_flows claims",
    )
    cell.text = cell.text[:4] + data.rng.choice(["-13", "-00", "-02-30"])


@kind
def year_of_two_digits(data: Data) -> None:
    cell = data.cell(
        "as_of",
        lambda text: re.match(r"\d{4}", text),
        "evidence edges city_stats knowledge_flows claims",
    )
    cell.text = cell.text[2:4]


@kind
def date_after_its_source(data: Data) -> None:
    fits = lambda text: re.fullmatch(r"20[01]\d.*", text)  # noqa: E731
    cell = data.cell("as_of", fits, "evidence edges")
    cell.text = "2026-10"


@kind
def until_before_since(data: Data) -> None:
    cell = data.cell("until_edition", bool, "clusters")
    cell.text = str(int(cell.beside("since_edition").text) - 1)


@kind
def date_of_tomorrow(data: Data) -> None:
    data.cell("as_of", bool, "evidence edges city_stats").text = "2029-05"


# -- sources -----------------------------------------------------------------------------------


@kind
def source_with_an_unknown_code(data: Data) -> None:
    source = data.source(lambda one: one.get("custom"))
    field, code = data.rng.choice([("kind", "Primary"), ("role", "sources"), ("kind", "tertiary")])
    source["custom"][field] = code


@kind
def source_with_a_language_in_words(data: Data) -> None:
    data.source(lambda one: one.get("language"))["language"] = data.rng.choice(
        ["english", "Chinese", "cn"]
    )


@kind
def source_without_author_title_or_date(data: Data) -> None:
    field = data.rng.choice(["author", "title", "issued", "type"])
    del data.source(lambda one: one.get(field))[field]


@kind
def source_twice(data: Data) -> None:
    source: dict[str, Any] = data.source(lambda one: one.get("URL"))
    data.sources.append(
        {
            **source,
            "id": f"{source['id']}-again",
            "custom": {**source.get("custom", {}), "uncited": "seen twice"},
        }
    )


@kind
def source_with_an_address_of_another(data: Data) -> None:
    one, other = data.source(lambda one: one.get("URL")), data.source(lambda one: one.get("URL"))
    while one is other:
        other = data.source(lambda one: one.get("URL"))
    one["URL"] = other["URL"]


@kind
def source_with_a_bad_address(data: Data) -> None:
    source = data.source(lambda one: one.get("URL"))
    source["URL"] = data.rng.choice(
        [
            "htp:/" + source["URL"][8:],
            source["URL"].replace(".", ",", 1),
            "www." + source["URL"][8:],
        ]
    )


@kind
def doi_that_is_none(data: Data) -> None:
    source = data.source(lambda one: one.get("DOI"))
    source["DOI"] = data.rng.choice([source["DOI"][3:], source["DOI"].replace("/", " "), "doi"])


@kind
def source_of_an_impossible_date(data: Data) -> None:
    source = data.source(lambda one: one.get("issued", {}).get("date-parts"))
    source["issued"] = {"date-parts": [data.rng.choice([[24], [2024, 13], [2030], [2024, 2, 30]])]}


# -- places and scores -------------------------------------------------------------------------


@kind
def coordinates_exchanged(data: Data) -> None:
    cell = data.cell("latitude")
    other = cell.beside("longitude")
    cell.text, other.text = other.text, cell.text


@kind
def place_moved_by_a_digit(data: Data) -> None:
    column = data.rng.choice(["latitude", "longitude"])
    cell = data.cell(column)
    cell.text = f"{float(cell.text) + data.rng.choice([-10, 10, 3, -3]):.5f}"


@kind
def score_off_the_scale(data: Data) -> None:
    data.cell("score").text = data.rng.choice(["60", "101", "-5", "7"])
