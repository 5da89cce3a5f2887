"""Profiles of pairs of every kind: whole, about these two alone, and true."""

import re

import pandas as pd
import pytest

from tests.profile.conftest import NAMED, Shown
from tests.shared.real import rankings, raw
from twodeltas.shared.editions import metrics_of

HEADINGS = 6  # at least so many sections
HOLLOW = ("nan", "inf", "[]", "()", "  ", " ,", " .", "..", "TODO")
NAMES = raw("clusters")["name_en"].to_dict()
FIGURED = [(*pair, str(year)) for *pair, year in NAMED if year in (2023, 2025)]


def key(a: str, b: str, year: object) -> str:
    return f"{a} {b} {year}"


def row_of(cluster: str, year: str) -> pd.Series:
    table = rankings()
    return table[(table["edition"] == year) & (table["cluster"] == cluster)].iloc[0]


def test_no_pair_fails(profiles: dict[str, Shown]):
    assert {name: one.error for name, one in profiles.items() if one.error} == {}
    assert len(profiles) > len(NAMED)


def test_no_sentence_is_hollow(profiles: dict[str, Shown]):
    for name, one in profiles.items():
        words = re.sub(r"\[[^\]]*\]\(#[^)]*\)|\[@[^\]]*\]", "x", one.text)
        found = [bad for bad in HOLLOW if re.search(rf"(?<!\w){re.escape(bad)}(?!\w)", words)]
        assert not found, f"{name}: {found} in {words}"
        assert all(title.strip() for title in one.titles)


def test_both_are_named_in_full_and_no_third_in_the_prose(profiles: dict[str, Shown]):
    for name, one in profiles.items():
        a, b, _ = name.split()
        assert NAMES[a] in one.text, name
        assert NAMES[b] in one.text, name
        allowed = {NAMES[a], NAMES[b]}
        merged = raw("clusters")["later_part_of"].dropna()
        allowed |= {NAMES[c] for c, later in merged.items() if {str(c), later} & {a, b}}
        allowed |= {NAMES[later] for c, later in merged.items() if c in (a, b)}
        told = one.prose.copy()
        told.pop("first-reading", None)  # who is first in the list may be a third
        told.pop("intensity", None)
        text = " ".join(told.values()).replace("\\", "")
        for third in set(NAMES.values()) - allowed:
            inside = any(third in known for known in allowed)
            assert inside or not re.search(rf"\b{re.escape(third)}\b", text), f"{name}: {third}"


def test_no_word_of_venture_deals_where_none_count(profiles: dict[str, Shown]):
    seen = set()
    for name, one in profiles.items():
        counted = "vc" in metrics_of(int(name.split()[-1]))
        seen.add(counted)
        assert ("venture" in one.all_text.lower()) == counted, name
    assert seen == {True, False}


@pytest.mark.parametrize(("a", "b", "year"), FIGURED)
def test_the_counts_and_ranks_of_the_tables_are_in_it(profiles, a: str, b: str, year: str):
    one = profiles[key(a, b, year)]
    cells = {cell for row in one.rows("tbl-standing") for cell in row}
    for cluster in (a, b):
        row = row_of(cluster, year)
        for metric in metrics_of(int(year)):
            if pd.notna(count := row[f"{metric}_count"]):
                assert f"{int(count):,}" in cells, (cluster, metric)
            if pd.notna(share := row[f"{metric}_share"]):
                digits = int(row[f"{metric}_digits"])
                assert f"{float(share):.{digits}f}" in cells, (cluster, metric)
            if pd.notna(place := row[f"{metric}_rank"]):
                assert str(int(place)) in cells
        if pd.notna(row["rank"]):
            assert str(int(row["rank"])) in one.rows("tbl-standing")[-1]


def test_whoever_has_the_better_rank_is_called_ahead(profiles: dict[str, Shown]):
    checked = 0
    for name, one in profiles.items():
        a, b, year = name.split()
        ranks = {c: row_of(c, year)["rank"] for c in (a, b)}
        if any(pd.isna(rank) for rank in ranks.values()) or ranks[a] == ranks[b]:
            continue
        better, worse = sorted(ranks, key=lambda c: float(ranks[c]))
        told = one.prose["who"].replace("\\", "")
        assert told.index(NAMES[better]) < told.index(NAMES[worse]), name
        checked += 1
    assert checked > 20


def test_an_order_that_turns_with_the_recipe_is_said_to(profiles: dict[str, Shown]):
    for a, b, behind in (
        ("munich", "cologne", "Cologne"),
        ("seoul", "beijing", "Beijing"),
        ("nanjing", "san-diego", "Nanjing"),
        ("tokyo-yokohama", "shg", "Shenzhen–Hong Kong–Guangzhou"),
    ):
        one = profiles[key(a, b, 2023)]
        assert "the order hangs on the recipe" in one.prose["how-sure-turned"]
        assert f"{behind} is ahead under the mean of min–max scores" in one.text
        rows = {row[0]: row[1] for row in one.rows("tbl-recipes")}
        assert rows["Mean of min–max scores"] == behind
        assert rows["Mean of shares, in the order of their sum"] != behind


def test_one_that_is_ahead_in_everything(profiles: dict[str, Shown]):
    one = profiles[key("tokyo-yokohama", "san-jose-san-francisco", 2023)]
    assert "As sure as a ranking can be" in one.prose["how-sure-dominant"]
    assert one.tables["tbl-recipes"]["title"] == "All six recipes put Tokyo–Yokohama ahead"


def test_what_venture_deals_decide(profiles: dict[str, Shown]):
    forth = profiles[key("tokyo-yokohama", "shg", 2025)]
    back = profiles[key("shg", "tokyo-yokohama", 2025)]
    for one in (forth, back):
        assert "without them Tokyo–Yokohama would, by 0.35–0.41" in one.text
        assert "It hangs on equal weights" in one.prose["how-sure-weights"]
        assert "178 facts" in one.text
        assert "On Tokyo–Yokohama no facts were collected." in one.text
    stays = profiles[key("beijing", "boston-cambridge", 2025)]
    assert "Not who is ahead" in stays.prose["venture-stays"]


def test_ranks_bound_shares_that_nobody_published(profiles: dict[str, Shown]):
    rows = profiles[key("beijing", "boston-cambridge", 2025)].rows("tbl-standing")
    deals = next(row for row in rows if row[0].startswith("**Venture deals**"))
    assert deals[1:3] == ["2.80–2.95", "at most 2.95"]


def test_who_is_first_in_the_world_is_known_where_the_table_is_complete(profiles):
    rows = {
        row[0]: row for row in profiles[key("munich", "cologne", 2023)].rows("tbl-first-in-world")
    }
    assert rows["PCT applications"][1:] == ["Tokyo–Yokohama", "127,418, 10.1%", "12.4", "17.1"]
    assert rows["Publications"][1] == "Beijing"
    assert "not published" not in str(rows)


def test_the_words_do_not_depend_on_who_is_typed_first(profiles: dict[str, Shown]):
    forth, back = (
        profiles[key(*pair, 2025)]
        for pair in (("tokyo-yokohama", "shg"), ("shg", "tokyo-yokohama"))
    )
    for cell in ("who", "how-sure-weights", "turn", "venture-turns", "weights-reading"):
        assert re.sub(r"\[.*?\]", "", forth.prose[cell].replace("\\", "")) == re.sub(
            r"\[.*?\]", "", back.prose[cell].replace("\\", "")
        )


def test_clusters_that_merged_later(profiles: dict[str, Shown]):
    text = profiles[key("shanghai", "suzhou", 2021)].text
    assert "Shanghai and Suzhou later became part of Shanghai–Suzhou." in text


def test_what_is_not_published_is_said_and_not_promised(profiles: dict[str, Shown]):
    for pair in (("munich", "cologne", 2025), ("seoul", "beijing", 2018), ("shg", "ss", 2024)):
        one = profiles[key(*pair)]
        assert "The order rests on the published ranks" in one.text
        assert not {"tbl-recipes", "fig-weight-map", "fig-deals"} & {*one.tables, *one.figures}
    for pair in (("cambridge", "oxford", 2025), ("shg", "cambridge", 2025)):
        assert "The published figures do not tell" in profiles[key(*pair)].text


def test_references_have_ends(profiles: dict[str, Shown]):
    sections = re.compile(r"\(#((?:fig|tbl)-[a-z-]+)\)")
    for name, one in profiles.items():
        asked = set(sections.findall(one.text)) - {"tbl-standing", "tbl-past"}
        assert asked <= {*one.tables, *one.figures}, name
        cited = asked | {"tbl-standing", "tbl-past"}
        assert {*one.tables, *one.figures} <= cited, f"{name}: shown and never referred to"
