"""`add source`: what reference managers and publishers' pages export, as it comes."""

import json
from pathlib import Path

import pytest

from tests.add.conftest import fingerprint
from walkback.tables.check import check_data

ZOTERO = [
    {
        "id": "http://zotero.org/users/1/items/ABCD2345",
        "type": "article-journal",
        "title": "On <i>E. coli</i>",
        "author": [{"family": "Smith", "given": "A."}],
        "issued": {"date-parts": [["2024", 5]]},
        "abstract": "Long.",
    }
]
CROSSREF = {
    "DOI": "10.1016/J.RESPOL.2020.1",
    "type": "journal-article",
    "title": ["Science &amp; <jats:italic>Technology</jats:italic>"],
    "container-title": ["Research Policy"],
    "author": [{"family": "Berg", "sequence": "first", "affiliation": []}, {"name": "The Group"}],
    "issued": {"date-parts": [[None]]},
    "published-print": {"date-parts": [[2020, 5]]},
    "reference": [{"key": "1"}],
}
BIBTEX = r"""@article{Smith_Über_2020, title={R\&D in {\"U}ber \emph{cities}}, year={2020}, month=may,
 author={van der Berg, Jan and {World Bank}}, journal={J. Cities}, doi={10.1000/xyz}}
@misc{second, title="A {B} C", howpublished={\url{https://example.org}}}
"""
RIS = "TY  - JOUR\r\nAU  - Smith, J.\r\nTI  - A title\r\nPY  - 2020\r\nDO  - 10.1/x\r\nER  - \r\n"


@pytest.fixture
def entries(root: Path):
    """The sources by id, as the file has them now."""

    def read():
        text = (root / "data/references.json").read_text("utf-8")
        return {entry["id"]: entry for entry in json.loads(text)}

    return read


def saved(folder: Path, content: object, name: str = "library.json", bom: str = "") -> Path:
    text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
    (folder / name).write_text(bom + text, "utf-8")
    return folder / name


def test_an_id_of_zotero_becomes_one_that_can_be_cited(add, tmp_path, entries):
    code, told = add("source", saved(tmp_path, ZOTERO, bom="\ufeff"))
    assert code == 0
    assert "[@smith-2024] (in the file: http://zotero.org/users/1/items/ABCD2345)" in told
    assert "Not kept, as the report does not show it: abstract." in told
    made = entries()["smith-2024"]
    assert made["title"] == "On <i>E. coli</i>"
    assert made["issued"] == {"date-parts": [[2024, 5]]}
    assert made["custom"] == {"kind": "secondary", "role": "source"}


def test_what_crossref_answers_is_read(add, tmp_path, entries):
    assert add("source", saved(tmp_path, CROSSREF), "--kind", "primary")[0] == 0
    made = entries()["berg-2020"]
    assert made["type"] == "article-journal"
    assert made["title"] == "Science & Technology"
    assert made["container-title"] == "Research Policy"
    assert made["author"] == [{"family": "Berg"}, {"literal": "The Group"}]
    assert made["issued"] == {"date-parts": [[2020, 5]]}
    assert made["custom"]["kind"] == "primary"
    assert "reference" not in made


def test_bibtex_keeps_capitals_and_particles(add, tmp_path, entries):
    assert add("source", saved(tmp_path, BIBTEX, "x.bib"))[0] == 0
    made = entries()["Smith_Uber_2020"]
    assert made["title"] == "R&D in Über <i>cities</i>"
    assert made["author"][0]["family"] == "Berg"
    assert made["author"][1] == {"literal": "World Bank"}
    assert entries()["second"]["title"] == "A B C"


def test_ris_is_read(add, tmp_path, entries):
    assert add("source", saved(tmp_path, RIS, "x.ris"))[0] == 0
    assert entries()["Smith_2020"]["DOI"] == "10.1/x"


@pytest.mark.parametrize(
    ("issued", "written"),
    [
        ("2024-05-06", {"date-parts": [[2024, 5, 6]]}),
        ("2024", {"date-parts": [[2024]]}),
        (2024, {"date-parts": [[2024]]}),
        ({"raw": "2024-05"}, {"date-parts": [[2024, 5]]}),
        ({"raw": "May 2024"}, {"raw": "May 2024"}),
        ({"literal": "forthcoming"}, {"literal": "forthcoming"}),
        ({"date-parts": [[2024]], "season": "2"}, {"literal": "Summer 2024"}),
        ({"date-parts": [["2023", "1"], ["2024", "2"]]}, {"date-parts": [[2023, 1], [2024, 2]]}),
        ("2023/2024", {"date-parts": [[2023], [2024]]}),
        ({"date-parts": [[None]]}, None),
    ],
)
def test_dates_in_every_form(add, tmp_path, entries, issued, written):
    entry = {"id": "a", "type": "book", "title": "T", "issued": issued}
    assert add("source", saved(tmp_path, [entry]))[0] == 0
    assert entries()["a"].get("issued") == written


def test_it_is_cited_and_checked_without_a_fault(add, tmp_path, root):
    listed = [*ZOTERO, {"id": 7, "type": "book", "title": "Seven"}, CROSSREF]
    assert add("source", saved(tmp_path, listed))[0] == 0
    problems = check_data(root)
    assert {p.rule for p in problems} == {"unused"}
    assert {p.severity for p in problems} == {"warning"}


def test_twice_is_refused_by_name_and_what_is_new_is_added(add, tmp_path, root):
    file = saved(tmp_path, ZOTERO)
    add("source", file)
    before = fingerprint(root)
    code, told = add("source", file)
    assert code == 2
    assert told == "Nothing was added, as all is there already: On <i>E. coli</i> (smith-2024).\n"
    assert fingerprint(root) == before
    code, told = add(
        "source", saved(tmp_path, [*ZOTERO, {"id": "n", "type": "book", "title": "N"}])
    )
    assert code == 0
    assert "1 new source" in told
    assert "Already there, and left as they are: On <i>E. coli</i> (smith-2024)." in told


def test_another_work_under_a_known_id_gets_an_id_of_its_own(add, tmp_path):
    listed = [{"id": name, "type": "book", "title": f"Work {n}"} for n, name in enumerate("xX")]
    told = add("source", saved(tmp_path, listed))[1]
    assert "[@x]" in told
    assert "[@Xb] (in the file: X)" in told


@pytest.mark.parametrize(
    ("content", "name", "message"),
    [
        (
            [{"id": "a", "type": "book"}],
            "a.json",
            "a.json, entry 1 ([@a]), title: is missing or empty",
        ),
        ([{"id": "a", "type": "web", "title": "T"}], "a.json", "“web” is not a type of CSL → use"),
        (
            [{"id": "a", "type": "book", "title": "T", "issued": "2024-13"}],
            "a.json",
            "issued: is not a date",
        ),
        (
            [{"id": "a", "type": "book", "title": "T", "custom": {"kind": "peer-reviewed"}}],
            "a.json",
            "custom.kind: “peer-reviewed” is not a known code → use primary or secondary",
        ),
        ('[{"id": "a",}]', "a.json", "a.json, line 1: is not valid JSON"),
        ("[]", "a.json", "a.json holds no source"),
        ("[1]", "a.json", "entry 1 is not a source in braces"),
        ("Dear reader", "a.txt", "is no list of sources that can be read → export it as CSL JSON"),
        ("%PDF-1.7", "a.pdf", "is a PDF under another name, not text → export it"),
        ("@article{x, title={open", "a.bib", "cannot be read as biblatex"),
    ],
)
def test_what_cannot_be_meant_is_refused_and_nothing_written(
    add, tmp_path, root, content, name, message
):
    before = fingerprint(root)
    code, told = add("source", saved(tmp_path, content, name))
    assert code == 1
    assert message in told
    assert fingerprint(root) == before


def test_a_failure_while_it_writes_leaves_everything(add, tmp_path, root, monkeypatch):
    before = fingerprint(root)

    def no_space(*_: object) -> None:
        raise OSError(28, "No space left on device", "x")

    monkeypatch.setattr("walkback.add.changes.write_bytes", no_space)
    assert add("source", saved(tmp_path, ZOTERO))[0] == 1
    monkeypatch.undo()
    assert fingerprint(root) == before
