import json

import panflute as pf
import pytest

from tests.publish.sample import SOURCES
from walkback.errors import ExportError
from walkback.publish.sources import Sources, publisher, read_sources


@pytest.fixture
def sources() -> Sources:
    return Sources({entry["id"]: entry for entry in SOURCES})


def test_reading_the_bibliography(tmp_path):
    path = tmp_path / "references.json"
    path.write_text(json.dumps(SOURCES), "utf-8")
    assert list(read_sources(path).entries) == [entry["id"] for entry in SOURCES]


def test_no_bibliography_is_an_empty_one(tmp_path):
    assert read_sources(tmp_path / "none.json").entries == {}


@pytest.mark.parametrize("text", ["{", '{"a": 1}', "[1]", '[{"title": "no id"}]'])
def test_a_broken_bibliography_is_told(tmp_path, text):
    path = tmp_path / "references.json"
    path.write_text(text, "utf-8")
    with pytest.raises(ExportError, match=r"references\.json is not a CSL-JSON list"):
        read_sources(path)


def test_a_use_is_noted_once(sources):
    sources.use(["wipo-2025"], "fig-a")
    sources.use(["wipo-2025", "wipo-2025"], "fig-a")
    sources.use(["wipo-2025"], "tbl-b")
    assert sources.uses == {"wipo-2025": ["fig-a", "tbl-b"]}


def test_an_unknown_source_is_refused(sources):
    with pytest.raises(ExportError, match="fig-a names the source none-1"):
        sources.use(["none-1"], "fig-a")


def test_the_source_line_names_publisher_year_and_citation(sources):
    line = pf.stringify(pf.Para(*sources.line(["jetro-2025", "oecd2008"])))
    assert line.strip() == "JETRO 2025 @jetro-2025; Nardo and Saisana 2008 @oecd2008"


def test_the_source_line_stops_after_the_first_ones(sources, monkeypatch):
    monkeypatch.setattr(Sources, "AT_MOST", 1)
    line = pf.stringify(pf.Para(*sources.line(["wipo-2025", "jetro-2025"])))
    assert line.strip() == "World Intellectual Property Organization 2025 @wipo-2025"


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ({"id": "a", "author": [{"literal": "WIPO"}]}, "WIPO"),
        ({"id": "a", "author": [{"family": n} for n in "ABC"], "publisher": "P"}, "A et al."),
        ({"id": "a", "custom": {"publisher_original": "Repost"}, "title": "T"}, "Repost"),
        ({"id": "a", "title": "T", "issued": {"date-parts": [[2020, 1]]}}, "T 2020"),
        ({"id": "a"}, "a"),
    ],
)
def test_who_published(entry, expected):
    assert publisher(entry) == expected


def test_a_byte_order_mark_is_no_matter(tmp_path):
    path = tmp_path / "references.json"
    path.write_text("\ufeff" + json.dumps(SOURCES), "utf-8")
    assert len(read_sources(path).entries) == len(SOURCES)


def test_a_particle_belongs_to_its_name():
    author = {"family": "Beethoven", "non-dropping-particle": "van", "given": "L."}
    assert publisher({"id": "a", "author": [author]}) == "van Beethoven"


def test_the_source_that_holds_a_text_is_found():
    sources = Sources({"kim-2020": {"id": "kim-2020", "title": "서울", "custom": {"a": "京"}}})
    assert sources.holding("서") == "the source kim-2020 in data/references.json, title"
    assert sources.holding("京") == ""


@pytest.mark.parametrize("given", ["10.1/AB(1)", "https://doi.org/10.1/AB(1)", "DOI: 10.1/AB(1)"])
def test_a_doi_is_listed_without_the_address_before_it(given):
    assert Sources({"a": {"id": "a", "DOI": given}}).listed == [{"id": "a", "DOI": "10.1/AB(1)"}]
