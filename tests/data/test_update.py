"""The update of 30 November 2026 stands in the tables, row by row: nothing of it was lost."""

import csv
import json
from pathlib import Path

import pytest

DATA = Path(__file__).resolve().parents[2] / "data"
SOURCES = (
    "anhui-decision-2025 anhuidaily-decision-2025 bcygmv-2021 bjnews-hetaotax-2026 "
    "c114-pct-2024 canindia-2023 cctv-leaders-2023 ce-hetao-2023 cewc-qa-2025 changshu-2024 "
    "chinadailyhk-2023 cms-gbasc-2023 cns-anhui-2025 cns-yrdlaw-2025 cpahk-pct-2022 "
    "crntt-minister-2026 dai-2021-yrd daima-2024 dbwz-sz-pct-2024 eastmoney-sz-pct-2024 "
    "epatentnews-2025 eyeshenzhen-pct-2020 eyeshenzhen-pct-2021 gfci36-sovereign gfci37-mirror "
    "gfci37-people gfci38-hksar gfci38-sohu gfci38-szsb gihi-2022-ecns gihi-2023 gihi-2024-log "
    "gihi-2025-cd gizmochina-pct-2019 gmw-yrdlaw-2025 gser-2024-redcensor gser-2025 "
    "guofa-12-2023 hkust-ppb-2022 hukim-2021 infogov-itarr-2023 jdonline-2021 kostec-2025 "
    "liang-2024-data lujuzi-pct-2023 mewburn-2025 mondaq-gbasc-2023 mydigit-pct-2020 "
    "netease-hetaotax-2026 netease-yrdlaw-2025 newsgov-quarantine-2020 paris-2024 "
    "pcpai-pct-2023 pcpd-gbasc-2024 people-hkpark-2024 people-hkpark-2025 rapmd-2025 "
    "scmp-border-2020 shaoyunxiang-pct-2021 shgov-zone-2024 shine-est-2025 skypost-hetao-2023 "
    "slw-pct-2022 startupblink-2022 startupblink-2023 stdaily-yrdlaw-2025 suz-putuo-2025 "
    "techeconomy-pct-2025 teller-zone-2020 timeout-2023 wipo-pct-2022 worldaware-2020 "
    "worldjournal-ni-2025 wybstv-sz-pct-2021 xhdaily-huaweiqp-2023 xhdaily-yrdindex-2024 "
    "yrd-index-2023c zhijiewang-zonecorp zzx-most352-2020"
)
ADDED = {  # the rows that the update brought, by table
    "evidence": [
        *(f"SHG-{n}" for n in range(166, 179)),
        *(f"SS-{n}" for n in range(136, 151)),
    ],
    "knowledge_flows": [f"KF-{n}" for n in range(109, 145)],
    "rankings_other": [f"RO-{n:03}" for n in range(1, 48)],
    "aliases": [f"AL-{n:03}" for n in range(1, 47)],
    "pct_applicants": [f"PA-{n:03}" for n in range(1, 26)],
    "city_stats": [f"CS-{n}" for n in range(142, 164)],
    "gii_derived_checks": [f"GD-{n:03}" for n in range(27, 44)],
}


def rows_of(table: str) -> dict[str, dict[str, str]]:
    with (DATA / "raw" / f"{table}.csv").open(encoding="utf-8", newline="") as handle:
        return {row["id"]: row for row in csv.DictReader(handle)}


@pytest.mark.parametrize("table", ADDED)
def test_every_row_of_the_update_is_there(table):
    held = rows_of(table)
    assert not set(ADDED[table]) - set(held)


def test_the_rows_are_as_many_as_the_update_has():
    counts = {table: len(rows) for table, rows in ADDED.items()}
    assert counts == {
        "evidence": 28,
        "knowledge_flows": 36,
        "rankings_other": 47,
        "aliases": 46,
        "pct_applicants": 25,
        "city_stats": 22,
        "gii_derived_checks": 17,
    }


def test_every_source_is_in_the_bibliography():
    entries = json.loads((DATA / "references.json").read_text(encoding="utf-8"))
    names = SOURCES.split()
    assert len(names) == 79
    assert not set(names) - {entry["id"] for entry in entries}


def test_every_address_has_the_date_when_it_was_read():
    entries = json.loads((DATA / "references.json").read_text(encoding="utf-8"))
    bare = [e["id"] for e in entries if e.get("URL") and e["custom"].get("role") == "source"]
    assert not [e["id"] for e in entries if e["id"] in set(bare) and "accessed" not in e]


def test_figures_that_stand_twice_point_at_the_one_that_counts():
    flows = rows_of("knowledge_flows")
    again = {name: row["duplicate_of"] for name, row in flows.items() if row["duplicate_of"]}
    assert len(again) == 18
    for name, first in again.items():
        assert not flows[first]["duplicate_of"]
        assert float(flows[name]["value"]) == float(flows[first]["value"])


def test_what_a_cell_of_another_edition_or_place_says():
    assert rows_of("gii_clusters_by_edition")["GE-2024-paris"]["pct_applications"] == "15648"
    assert rows_of("gii_intensity_by_edition")["GI-2025-ningde"]["pct_per_million"] == "13000"
    assert rows_of("knowledge_flows")["KF-100"]["value"] == "5591"


def test_corrections_of_the_update_carry_their_source():
    told = [row for row in rows_of("corrections").values() if row["source_id"]]
    named = {(row["table"], row["row"], row["field"]) for row in told}
    assert {
        ("evidence", "SS-077", "statement"),
        ("evidence", "SHG-013", "statement"),
        ("evidence", "SHG-028", "statement"),
        ("evidence", "SS-088", "as_of"),
        ("claims", "B01", "check"),
        ("knowledge_flows", "KF-100", "value"),
    } <= named


def test_estimates_are_marked_and_single_sources_and_weak_rows_are():
    derived, evidence = rows_of("gii_derived_checks"), rows_of("evidence")
    for row in derived.values():
        assert ("ESTIMATE" in row["how"]) == ("CV-52" in row["caveats"]), row["id"]
    assert all("CV-48" in evidence[row]["caveats"] for row in ("SS-043", "SS-044"))
    weak = ("SHG-173", "SS-139", "SS-142", "SS-144", "SS-145", "SS-146", "SS-148")
    assert all("CV-46" in evidence[row]["caveats"] for row in weak)
