from tests.shared.real import raw
from twodeltas.metrics import cities, per_head
from twodeltas.shared.editions import of_edition

NAMES = {"shanghai": "Shanghai", "shenzhen": "Shenzhen"}


def test_the_latest_figure_is_chosen_and_a_gap_stays_a_gap():
    rows = cities.latest(raw("city_stats"), ["shenzhen", "suzhou"])
    found = {(r["city"], r["indicator"]): r for _, r in rows.iterrows()}
    assert found["shenzhen", "rd_intensity"]["value"] == 6.67
    assert found["shenzhen", "rd_intensity"]["as_of"] == "2024"
    assert ("suzhou", "rd_intensity") not in found


def test_a_row_that_a_note_rules_out_is_not_drawn():
    stats = raw("city_stats")
    undated = stats[(stats["city"] == "suzhou") & (stats["indicator"] == "pct_applications")]
    assert len(undated) == 1
    assert undated.index[0] not in cities.latest(stats, ["suzhou"]).index


def test_cautions_name_city_indicator_and_year():
    rows = cities.latest(raw("city_stats"), ["shanghai"], ["gdp"])
    assert cities.cautions(rows, NAMES)[0].startswith("Shanghai, GDP 2024: new basis")


def test_members_follow_the_pair():
    assert cities.members(raw("clusters"), ("ss", "shg"))[:2] == ["shanghai", "suzhou"]


def test_size_and_intensity_keep_what_is_not_published():
    from tests.shared.real import rankings

    ranked = of_edition(rankings(), 2025)
    rows = per_head.of_edition(raw("gii_intensity_by_edition"), 2025)
    names = {str(k): str(v) for k, v in raw("clusters")["name_en"].items()}
    table = per_head.size_and_intensity(ranked, rows, names, ("shg", "ss")).set_index("cluster")
    assert table.loc["shg", ["rank", "intensity_rank"]].tolist() == [1, 45]
    assert table.loc["ss", "intensity_rank"] != table.loc["ss", "intensity_rank"]
    assert set(per_head.per_million(rows)["cluster"]) == {"shg", "tokyo-yokohama", "ningde"}
