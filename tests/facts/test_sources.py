"""What sources are called."""

import json

import pandas as pd
import pytest

from tests.facts.conftest import ROOT
from twodeltas.errors import DataError
from twodeltas.facts.read import read_references
from twodeltas.facts.sources import kind, label, languages, split_ids

REFERENCES = {
    "one": {
        "id": "one",
        "author": [{"literal": "JETRO"}],
        "issued": {"date-parts": [[2025, 9]]},
        "language": "ja",
        "custom": {"kind": "primary", "role": "source"},
    },
    "two": {"id": "two", "author": [{"family": "Abel"}, {"family": "Berg"}]},
    "many": {
        "id": "many",
        "author": [{"family": "Abel"}, {"family": "Berg"}, {"family": "Carl"}],
        "custom": {"role": "method"},
    },
    "page": {"id": "page", "publisher": "WIPO", "issued": {"literal": "undated"}},
    "bare": {"id": "bare", "title": "A title that is much too long to stand in a line of sources"},
}


@pytest.mark.parametrize(
    ("source_id", "name"),
    [
        ("one", "JETRO (2025)"),
        ("two", "Abel & Berg"),
        ("many", "Abel et al."),
        ("page", "WIPO"),
        ("bare", "A title that is much too long to stand…"),
    ],
)
def test_label(source_id, name):
    assert label(source_id, REFERENCES) == name


def test_kind_and_languages():
    assert [kind(source, REFERENCES) for source in ("one", "many", "bare")] == [
        "primary",
        "method",
        "",
    ]
    assert languages("one", REFERENCES) == ("ja",)
    assert languages("bare", REFERENCES) == ()


def test_unknown_source_names_the_nearest():
    with pytest.raises(DataError, match=r"no source “ome” .* did you mean “one”"):
        label("ome", REFERENCES)


def test_every_real_source_has_a_short_label_and_a_kind(monkeypatch):
    monkeypatch.setenv("TWODELTAS_ROOT", str(ROOT))
    for source in read_references(ROOT):
        assert 0 < len(label(source)) < 130
        assert kind(source) in {"primary", "secondary", "method"}


def test_new_sources_are_seen_at_once(monkeypatch, copied):
    monkeypatch.setenv("TWODELTAS_ROOT", str(copied.root))
    assert label("jetro-2025").startswith("JETRO")
    sources = json.loads(copied.text("data/references.json"))
    next(s for s in sources if s["id"] == "jetro-2025")["author"] = [{"literal": "Another"}]
    copied.write("data/references.json", json.dumps(sources))
    assert label("jetro-2025").startswith("Another")


@pytest.mark.parametrize(
    ("cell", "ids"),
    [("a;b", ("a", "b")), (" a ; ", ("a",)), ("", ()), (None, ()), (pd.NA, ())],
)
def test_split_ids(cell, ids):
    assert split_ids(cell) == ids
