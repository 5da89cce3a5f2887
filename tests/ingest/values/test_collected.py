"""What was collected: rows, and sources by language and kind."""

import pandas as pd

from twodeltas.ingest.values.collected import collected
from walkback.values.number_format import PLAIN

REFERENCES = {
    "a": {"language": "en", "custom": {"role": "source", "kind": "primary"}},
    "b": {"language": "zh", "custom": {"role": "source", "kind": "primary"}},
    "c": {
        "language": "zh",
        "custom": {"role": "source", "kind": "secondary", "host_note": "repost_or_mirror"},
    },
    "d": {"language": "fr", "custom": {"role": "source", "kind": "secondary"}},
    "m": {"language": "en", "custom": {"role": "method", "kind": "primary"}},
}


def test_rows_and_sources_are_counted():
    tables = {"one": pd.DataFrame({"source_id": ["d", "d;b"]})}
    found = collected(PLAIN, {"one": 2, "two": 1}, tables, REFERENCES)
    assert (found.n_rows.number, found.n_tables) == (3, 2)
    assert [origin.row for origin in found.n_rows.origins] == ["2 rows", "1 rows"]
    assert [origin.row for origin in found.n_sources.origins] == ["a", "b", "c", "d"]
    assert found.sources[:2] == ["d", "b"]
    counts = (found.n_primary, found.n_copies, found.n_english, found.n_chinese)
    assert [one.number for one in counts] == [2, 1, 1, 2]
    assert found.n_chinese_primary.number == found.n_chinese_copies.number == 1
    assert found.primary_share.number == 50
