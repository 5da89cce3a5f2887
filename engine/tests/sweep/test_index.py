"""The index: what it shows is what it was given, and nothing in it runs but its own script."""

import base64
import csv
import hashlib
import io
import json
import re

from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from walkback.markup import clean
from walkback.sweep.index import Entry, as_csv, page

COLUMNS = ["edition", "who", "sum"]
ENTRIES = [
    Entry("a-b", {"edition": 2025, "who": "Å & <b>", "sum": 3.5}, ["a-b/report/a-b.html"]),
    Entry("c-d", {"edition": 2023, "who": "=1+1"}, (), "cell 3: no rings\nand more"),
]


def shown(entries: list[Entry]) -> BeautifulSoup:
    return BeautifulSoup(page("A sweep", COLUMNS, entries, "Made of code 123."), "html.parser")


def test_rows_links_and_states():
    html = shown(ENTRIES)
    rows = [[cell.get_text() for cell in row("td")] for row in html.select("tbody tr")]
    assert rows == [
        ["HTML", "2025", "Å & <b>", "3.5", "made"],
        ["–", "2023", "=1+1", "", "cell 3: no rings"],
    ]
    assert html.find("a", string="HTML")["href"] == "a-b/report/a-b.html"
    assert html.select_one("#count").get_text() == "2 reports, 1 of them not made"
    assert [head.get_text() for head in html("th")] == ["report", *COLUMNS, "state"]
    assert len(shown(ENTRIES[:1])("th")) == len(COLUMNS) + 1


def test_its_policy_names_its_style_and_script_by_their_hash():
    html = shown(ENTRIES)
    policy = html.find("meta", attrs={"http-equiv": "Content-Security-Policy"})["content"]
    for tag in ("style", "script"):
        digest = base64.b64encode(hashlib.sha256(html.find(tag).string.encode()).digest()).decode()
        assert re.search(rf"{tag}-src 'sha256-{re.escape(digest)}'(;|$)", policy)
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert not html.find_all(style=True)
    assert not html.find_all(src=True)


def test_numbers_sort_as_numbers():
    keys = [cell.get("data-by") for cell in shown(ENTRIES).select("tbody td:nth-child(2)")]
    assert [json.loads(key) for key in keys] == [2025, 2023]


text = st.text(max_size=20)


@given(text, text)
def test_any_text_is_text_in_the_page_and_inert_in_the_csv(who: str, failed: str):
    entry = Entry("a-b", {"edition": float("nan"), "who": who}, (), failed)
    html = shown([entry])
    cells = html.select("tbody tr")[0]("td")
    assert cells[2].get_text() == clean(who)
    assert len(html("script")) == 1
    (row,) = csv.DictReader(io.StringIO(as_csv(COLUMNS, [entry])))
    assert row["who"].removeprefix("'") == clean(who).removeprefix("'")
    assert not re.match(r"[=@]", row["who"])
