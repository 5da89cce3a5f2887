"""How far facts were checked, what changed and how recent they are: counted on small tables."""

import pandas as pd
import pytest

from tests.shared.real import raw
from twodeltas.ingest.values import audit
from walkback.values.number_format import PLAIN

EVIDENCE = pd.DataFrame(
    {
        "audit": ["confirmed", "corrected", "not_audited", "not_reachable"],
        "dimension": ["capital_flow", "shared_facilities", "governance", "governance"],
        "confidence": ["primary", "secondary", "secondary", "primary"],
        "value": [1.0, None, None, None],
        "low": [None, 2.0, None, None],
        "high": [None, None, None, None],
        "as_of": ["2017", "2018/2019-05", None, "2024-11-06"],
    },
    index=pd.Index(["F1", "F2", "F3", "F4"], name="id"),
)


def rows(value):
    return [origin.row for origin in value.origins]


def test_facts_are_counted_by_what_the_second_reading_found():
    found = audit.audit(PLAIN, EVIDENCE)
    assert rows(found.n_facts) == ["F1", "F2", "F3", "F4"]
    assert rows(found.n_twice) == rows(found.n_numeric_twice) == ["F1", "F2"]
    assert rows(found.n_corrected) == ["F2"]
    assert rows(found.n_once) == ["F3"]
    assert rows(found.n_lost) == ["F4"]
    assert rows(found.n_governance_once) == rows(found.n_wordy) == ["F3", "F4"]
    assert found.changed_share.number == found.primary_share.number == 50
    assert (found.n_shared, found.n_shared_twice) == (1, 1)
    assert found.wordy_mostly_on == ["governance"]


@pytest.mark.parametrize(("first", "nearly"), [("confirmed", True), ("not_audited", False)])
def test_whether_nearly_all_numbers_were_read_twice(first, nearly):
    states = [first, *EVIDENCE["audit"][1:]]
    assert audit.audit(PLAIN, EVIDENCE.assign(audit=states)).nearly_all_numbers is nearly


def test_changed_cells_are_counted_by_kind_and_table():
    table = pd.DataFrame(
        {
            "table": ["evidence", "evidence", "city_stats"],
            "row": ["F1", "F1", "C1"],
            "row_original": ["F1", "F1", "C1"],
            "field": ["value", "statement", "value"],
        },
        index=pd.Index(["CO-1", "CO-2", "CO-3"], name="id"),
    )
    found = audit.corrections(PLAIN, table)
    assert rows(found.n_cells) == ["CO-1", "CO-2", "CO-3"]
    assert rows(found.n_numbers) == ["CO-1", "CO-3"]
    assert rows(found.n_city_cells) == ["CO-3"]
    assert found.facts == ["F1"]


def test_a_fact_holds_for_the_last_of_its_years():
    found = audit.years(PLAIN, EVIDENCE)
    assert found.year.dropna().tolist() == [2017, 2019, 2024]
    assert (found.span, found.n_before) == ("2017 to 2024", 1)
    assert rows(found.n_recent) == ["F2", "F4"]
    assert rows(found.n_undated) == ["F3"]
    assert found.recent_share.number == 50


def test_every_real_fact_is_read_once_or_twice_with_a_number_or_without():
    found = audit.audit(PLAIN, raw("evidence"))
    assert found.n_numeric.number + found.n_wordy.number == found.n_facts.number
    apart = (found.n_confirmed, found.n_corrected, found.n_once, found.n_lost)
    assert sum(one.number for one in apart) == found.n_facts.number
