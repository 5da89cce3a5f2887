"""The chapter on collaboration: what it must name, and that every row it names fits its use."""

from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest

from tests.collaboration import chapter
from tests.collaboration.chapter import NOTEBOOK, PAIR
from tests.conftest import ROOT
from twodeltas.collaboration import (
    brokerage,
    city_pairs,
    flows,
    ladder,
    multiplexity,
    network,
    recoding,
    similarity,
    tie_statistics,
    ties,
    travel,
    values,
)
from twodeltas.collaboration.tables import limits, model_matrix
from twodeltas.collaboration.values.gaps import empty_on_both
from twodeltas.shared import coding, gap_map
from walkback.notebooks.expressions import expressions
from walkback.tables.read import read_raw
from walkback.values.number_format import PLAIN

EVERYWHERE = {"models-title", "parameters", "imports", "setup"}
TABLES = ("evidence", "edges", "knowledge_flows", "claims", "conflicts", "caveats")
NAMED = {  # what the two starting documents name, by the row that has it
    "460 million yuan": "SHG-112",
    "600 million yuan": "SHG-116",
    "45 key laboratories": "SHG-061",
    "35 joint laboratories": "SHG-060",
    "31 R&D bodies": "SHG-152",
    "11 neutron stations": "SHG-075",
    "35 minutes": "SHG-129",
    "200 projects": "B17",
    "447 firms": "B18",
    "ten national platforms": "B19",
    "15,000 researchers": "B20",
    "Hengqin and Qianhai": "SHG-007",
    "Nansha": "SHG-008",
    "Hetao": "SHG-013",
    "the four platforms": "B08",
    "a quantum centre": "B09",
    "a Hengqin laboratory": "B10",
    "opening of instruments": "SHG-072",
    "the first joint fund of the delta": "SS-016",
    "its second phase": "SS-018",
    "the fund of Jiading, Kunshan and Taicang": "SS-062",
    "the fund of G60": "SS-095",
    "the delta strategy": "A15",
    "complementarity": "A14",
    "administrative levels": "A25",
    "institutional differences": "A26",
    "aligned rules": "A27",
}


@pytest.fixture(scope="module")
def data() -> dict[str, Any]:
    return {name: read_raw(name, ROOT) for name in TABLES}


@pytest.fixture(scope="module")
def shown() -> set[str]:
    """The rows that the prose asks for, and those that its figures and tables were made to show."""
    v, found = chapter.chapter_values(), set(limits.examples())
    for text in chapter.own_prose():
        found |= chapter.read(text)[1]
    for rows in (v.claims.roles.index, v.claims.levels.index, v.timeline.events["row"]):
        found |= {str(row) for row in rows}
    for points in (v.series.funds, v.series.bay, v.series.delta, v.series.index):
        found |= set(points["row"])
    return found | set(travel.TRIPS)


@pytest.mark.parametrize("row", NAMED.values(), ids=NAMED)
def test_what_the_starting_documents_name_is_shown(row, shown):
    assert row in shown


def test_every_expression_of_the_prose_has_a_result_and_every_row_exists():
    """A row that no table has stops the reading, as it stops the build."""
    for text in chapter.own_prose():
        results, _ = chapter.read(text)
        assert not {"nan", "None"} & set(results), text


def test_every_forbidden_comparison_shows_rows_that_its_rule_touches(data):
    for what, rule, rows in limits.NOT_COMPARED:
        home = "conflicts" if rule in data["conflicts"].index else "caveats"
        touched = data[home].loc[rule, "rows"]
        if isinstance(touched, str):
            assert set(rows) & set(touched.split(";")), f"{what}: {rule} is about other rows"


def test_forbidden_comparisons_stand_beside_their_rules(data):
    table = limits.not_compared(data["conflicts"], data["caveats"])
    assert len(table) == len(limits.NOT_COMPARED)
    assert table["Why it must not be done"].str.len().gt(20).all()
    assert set(limits.examples()) <= {str(row) for t in data.values() for row in t.index}


def test_no_paragraph_sets_travel_times_of_both_clusters_against_each_other(data):
    times = data["evidence"][data["evidence"]["unit"] == "minutes"]
    for paragraph in "\n\n".join(chapter.own_prose()).split("\n\n"):
        quoted = times.index.intersection(list(chapter.read(paragraph)[1]))
        assert len(set(times.loc[quoted, "cluster"])) <= 1, paragraph


def test_the_box_explains_what_is_not_known_and_what_was_not_found():
    prose = "\n".join(chapter.own_prose())
    for words in (model_matrix.NOT_STATED, model_matrix.NOT_FOUND):
        assert f"*{words.capitalize()}* means" in prose
    assert "Neither means that there is none" in prose


@pytest.fixture(scope="module")
def coded() -> recoding.Coded:
    return recoding.coded(read_raw("evidence", ROOT), read_raw("codes", ROOT), PAIR)


def test_what_the_prose_says_of_the_codes_in_words_is_so(coded):
    """Findings that are worded, not computed: they must change when the codes do."""
    codes, settled = read_raw("codes", ROOT), read_raw("settlements", ROOT)
    turned = recoding.coded(read_raw("evidence", ROOT), coding.turned(codes, settled), PAIR)
    for each in (coded, turned):
        shares = {c: alone(each, c) for c in PAIR}
        assert shares["shg"] > 2 * shares["ss"]  # the south moves alone, the east together
        alike = similarity.by_attribute(each.models, PAIR)
        assert alike["same"].idxmax() == "force"  # it binds alike
        assert list(alike["other"].drop("boundary").nlargest(2).index) == ["reach", "level"]
        assert alike.loc["outcome", "same"] == 0
        empty = {c: gap_map.gaps(each.levers, c) for c in PAIR}
        unknown = empty_on_both(empty, "outcome")
        assert unknown == ["governance", "rules", "platforms", "money"]
    south, east = (similarity.kinds(coded.models, c) for c in PAIR)
    assert {("money", "grant"), ("money", "fund")} <= south & east
    assert ("money", "voucher") in east - south
    assert {("data_goods", "data_rule"), ("data_goods", "customs_rule")} <= south - east
    items = coded.cells.groupby(["cluster", "lever", "step"])["items"].sum()["shg"]
    assert set(items.nlargest(3).index.get_level_values("lever")) == {"money", "platforms"}
    alpha = coding.agreements(read_raw("codings", ROOT), seed=1, draws=2)["alpha"]
    assert alpha.idxmin() == "mode"


def test_what_the_prose_says_of_rungs_and_flows_in_words_is_so(coded):
    """Findings that are worded, not computed: they must change when the codes do."""
    steps = ladder.events(coded.rows)
    first = {c: ladder.first_on(steps, c, own=False) for c in PAIR}
    oldest = {c: steps.loc[steps["cluster"] == c, "rung"].iloc[0] for c in PAIR}
    assert oldest == {"shg": 5, "ss": 2}  # budgets come first in the south, agreements in the delta
    ends = {rung: steps.loc[row, "ends"] for rung, row in first["ss"].items()}
    assert ends[2] < ends[6] < ends[4] < ends[5]  # the order in which the text tells them
    assert ends[6] < min(ends[4], ends[3], ends[1])  # no climb from rung to rung
    assert first["ss"][6] == "SS-140"  # three legislatures on their zone, before all four
    assert steps.loc["SS-136", "rung"] == 6
    assert first["ss"][5] == "SS-088"  # the company that three provincial governments own
    stated = flows.stated(coded.rows)
    moved = stated[stated["aspect"] == "volume"].groupby(["factor", "cluster"]).groups
    assert set(moved["capital", "ss"]) == {"SS-134"}  # vouchers, and no money that crossed
    assert set(moved["technology", "shg"]) == {"SHG-158"}  # a survey of those who never used any
    assert {("people", "shg"), ("people", "ss")} <= set(moved)
    assert not {("data", "shg"), ("goods", "shg")} & set(moved)
    assert "adopt" not in set(stated["rule_mode"])
    connected = stated[(stated["rule_mode"] == "connect") & (stated["cluster"] == "ss")]
    assert set(connected["factor"]) == {"people"}


def alone(found: recoding.Coded, cluster: str) -> float:
    """The share of independent items across the boundary in which one side acts alone."""
    rows = found.rows[found.rows["lever"].isin(gap_map.LEVERS) & (found.rows["crosses"] == "yes")]
    own = rows[rows["cluster"] == cluster]
    return own.loc[own["mode"] == "one_side", "item"].nunique() / own["item"].nunique()


def test_no_amount_that_is_only_a_target_or_expected_stands_as_moved(coded):
    stated = flows.stated(coded.rows)
    moved = flows.latest(stated[stated["aspect"] == "volume"], flows.FACTORS, PAIR, most=99)
    assert {"shg", "ss"} == set(moved["cluster"])
    assert not set(moved["qualifier"]) & {"target", "expected"}


def test_what_is_drawn_of_the_ties_and_what_the_note_leaves_out_is_all(data):
    located = ties.located(data["edges"], read_raw("cities", ROOT))
    of_cluster = {c: located[located["cluster"] == c] for c in PAIR}
    tables = (read_raw(name, ROOT) for name in ("organisations", "cities"))
    drawn = {c: own["ties"].sum() for c, own in city_pairs.city_pairs(of_cluster, *tables).items()}
    assert drawn["shg"] == len(of_cluster["shg"]) - 1  # the note names the one tie inside Dongguan
    assert len(ties.between(of_cluster["shg"], "dongguan", "dongguan")) == 1
    assert drawn["ss"] == len(of_cluster["ss"])


def test_what_the_prose_says_of_the_ties_in_words_is_so(data):
    """Findings that are worded, not computed: they must change when the rows do."""
    located = ties.located(data["edges"], read_raw("cities", ROOT))
    own = {c: located[located["cluster"] == c] for c in ("shg", "ss")}
    found = {c: brokerage.roles(network.graph(t)) for c, t in own.items()}
    home = network.cities_of(own["shg"])
    leading = brokerage.leading(found["shg"], least=14)
    assert set(home[leading.index]) == {"hong-kong"}  # universities of Hong Kong stand between
    assert list(leading[["itinerant", "liaison"]].idxmax(axis=1))[:2] == ["itinerant", "liaison"]
    assert found["ss"].index[0] == "suzhou-municipal-government"
    assert found["ss"]["open"].iloc[0] > 2 * found["ss"]["open"].iloc[1]
    assert not located.loc[located["cluster"] == "ss", "across"].eq(False).any()
    listed = {c: tie_statistics.summary(t, 39, 29, draws=100, seed=1) for c, t in own.items()}
    south, east = listed["shg"].loc["largest"], listed["ss"].loc["largest"]
    assert min(south[["source_low", "size_low", "sources_low"]]) > east["source_high"]
    hetao = data["edges"].loc["ED-031", "source_id"]  # the report on the institutes in Hetao
    assert listed["shg"].loc["open", "source"] == hetao
    within = located["source_id"] == listed["shg"].loc["index", "source"]
    assert set(located.loc[within, "main_a"]) == set(located.loc[within, "main_b"]) == {"hong-kong"}
    assert listed["ss"].loc["index", "source"] == ""  # none changes the eastern index
    again = multiplexity.together(located)["organisations_again"]
    assert again["shg"] > again["ss"]
    loosest = located.loc[ties.loose(located), "kind"]
    assert set(own["ss"]["kind"]) >= set(loosest)


WAYS = {  # of joint counts: what a researcher may have typed in; invented
    "nobody supplied any": ("", set()),
    "both clusters alike": (
        "shg,hong-kong,shenzhen,120,full,s;shg,hong-kong,guangzhou,4,full,s;shg,shenzhen,guangzhou,60,full,s;"
        "shg,hong-kong,hong-kong,2400,full,s;shg,shenzhen,shenzhen,900,full,s;shg,guangzhou,guangzhou,1500,full,s;"
        "ss,shanghai,suzhou,310,full,s;ss,shanghai,shanghai,5200,full,s;ss,suzhou,suzhou,800,full,s",
        {"made alike", "times"},
    ),
    "one cluster, no city with itself": (
        "shg,hong-kong,shenzhen,9.5,participations,s;shg,hong-kong,guangzhou,0,participations,s;"
        "shg,shenzhen,guangzhou,60,participations,s",
        {"for Shenzhen–Hong Kong–Guangzhou only"},
    ),
    "from two sources": (
        "ss,shanghai,suzhou,3,full,s;ss,shanghai,shanghai,9,full,s;ss,suzhou,suzhou,0,full,s;"
        "shg,hong-kong,shenzhen,1,full,t;shg,hong-kong,hong-kong,0,full,t;shg,shenzhen,shenzhen,5,full,t",
        {"must not be set against each other"},
    ),
}  # fmt: skip


@pytest.mark.parametrize(("typed", "said"), WAYS.values(), ids=WAYS)
def test_integration_appears_where_counts_are_supplied(typed, said, tmp_path, monkeypatch):
    """The cells of the section are run as the engine would, on invented counts."""
    monkeypatch.setenv("WALKBACK_ROOT", str(ROOT))
    monkeypatch.setenv("WALKBACK_WRITE", str(tmp_path))
    names = ["cluster", "city_a", "city_b", "count", "counting", "source_id"]
    rows = pd.DataFrame([row.split(",") for row in typed.split(";") if row], columns=names)
    rows = rows.assign(measure="co_publications", year_from=2019, year_to=2023)
    rows = rows.astype({"count": float, "year_from": int, "year_to": int})
    rows.index = pd.Index([f"PC-{i:03}" for i in range(1, len(rows) + 1)], name="id")
    clusters = read_raw("clusters", ROOT)
    cities = {c: clusters.loc[c, "member_cities"].split(";") for c in PAIR}
    named, city_names = (dict(read_raw(t, ROOT)["name_en"]) for t in ("clusters", "cities"))
    found = values.integration.of(rows, cities, named, city_names)
    here: dict[str, Any] = {
        "v": SimpleNamespace(integration=found),
        "nb": SimpleNamespace(names=named, city_names=city_names, numbers=PLAIN),
    }
    setup = next(cell.source for cell in NOTEBOOK.cells if cell.id == "imports")
    exec(setup, here)  # noqa: S102 - our own notebook
    prose: list[str] = []
    here["show_prose"] = prose.append  # what it does with a text is tested in the engine
    for cell in NOTEBOOK.cells:
        if cell.id.startswith("models-integration-"):
            exec(cell.source, here)  # noqa: S102
    supplied = bool(typed)
    (text,) = prose
    assert ("The counts that were supplied" in text) == supplied
    assert ("none of them could be read" in text) == (not supplied)
    assert all(str(eval(one, here)) for one in expressions(text))  # noqa: S307
    drawn = {path.name for path in (tmp_path / "figures").glob("*")}
    assert drawn == (
        {f"fig-integration.{e}" for e in ("csv", "png", "svg")} | {"tbl-integration.csv"}
        if supplied
        else set()
    )
    assert all(part in f"{found.compared} {found.weakest_ratio}" for part in said)
