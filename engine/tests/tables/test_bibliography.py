"""`data/references.json`: each source complete, once, with a real date and a web address."""

import json
from datetime import date
from typing import Any

import pytest
from spoilable import Spoilable

from tests.tables.harbours import make
from walkback.tables.bibliography import Reference
from walkback.tables.problems import Problem
from walkback.tables.read import read_references
from walkback.tables.reference_rules import entry_problems

FILE = "data/references.json"

# What is changed in one source, the column that must be named, and what must be said of it.
FAULTS: list[tuple[dict[str, Any], str | None, str, str, str]] = [
    ({"title": ""}, "title", "required", "is missing or empty", "add it"),
    ({"type": "web-page"}, "type", "code", "“web-page” is not a type of CSL", "use webpage"),
    ({"type": None}, "type", "required", "is missing or empty", "add it"),
    ({"URL": "ftp://example.org/a"}, "URL", "url", "is not a web address", "begin it with https"),
    ({"URL": "javascript:alert(1)"}, "URL", "url", "is not a web address", "begin it with https"),
    ({"URL": "https://exa mple.org"}, "URL", "url", "is not a web address", "begin it"),
    ({"URL": "https://[bad"}, "URL", "url", "is not a web address", "begin it"),
    ({"URL": "https://example,org/a"}, "URL", "url", "is not a web address", "begin it"),
    (
        {"URL": "https://example.org/office-2024/"},
        "URL",
        "same-page",
        "of “office-2024” in",
        "cite",
    ),
    ({"DOI": "doi"}, "DOI", "doi", "“doi” is not a DOI", "write it like 10.1000/182"),
    ({"language": "english"}, "language", "language", "“english” is not the code", "write en"),
    ({"language": "tongues"}, "language", "language", "not the code", "such as en, zh or de-AT"),
    ({"URL": 5}, "URL", "url", "“5” is not a web address", "begin it"),
    ({"issued": {"date-parts": [[2024, 2, 30]]}}, "issued", "date", "not a date", "date-parts"),
    ({"issued": {"date-parts": [[2024, 13]]}}, "issued", "date", "not a date", "date-parts"),
    ({"issued": {"date-parts": [[]]}}, "issued", "date", "not a date", "date-parts"),
    ({"issued": "2024"}, "issued", "date", "not a date", "date-parts"),
    ({"issued": {"date-parts": [["x"]]}}, "issued", "date", "not a date", "date-parts"),
    (
        {"issued": {"date-parts": [[2027, 6, 16]]}},
        "issued",
        "future",
        "2027-06-16 is in",
        "correct",
    ),
    ({"accessed": {"date-parts": [[2031]]}}, "accessed", "future", "is in the future", "correct"),
]


def line_of(text: str, source_id: str) -> int:
    """The line of the brace that stands before the id of a source, counted from 1."""
    start = f'"id": "{source_id}"'
    return next(n for n, line in enumerate(text.splitlines()) if line.strip().startswith(start))


@pytest.fixture(scope="module")
def spoilt(tmp_path_factory) -> tuple[list[Problem], str]:
    """One fault in each of many new copies of a source, all in one file."""
    copy = Spoilable(make(tmp_path_factory.mktemp("spoilt") / "harbours"))
    sources = json.loads(copy.text(FILE))
    model = next(source for source in sources if source["id"] == "office-2024")
    for number, (change, *_) in enumerate(FAULTS):
        own = {"id": f"fault-{number}", "URL": f"https://example.org/{number}"}
        sources.append(model | own | change)
    other = {**model, "URL": "https://example.org/other"}
    sources += [
        {**other, "id": "Office-2024"},
        "nothing",
        {**model, "id": 7, "URL": "https://a.org"},
    ]
    copy.write(FILE, json.dumps(sources, indent=1))
    problems = [p for p in copy.check() if p.file == FILE and p.rule != "unused"]
    return problems, copy.text(FILE)


@pytest.mark.parametrize("number", range(len(FAULTS)), ids=lambda n: str(FAULTS[n][0]))
def test_fault_is_told_with_line_and_remedy(spoilt, number):
    problems, text = spoilt
    _, column, rule, message, advice = FAULTS[number]
    (problem,) = [p for p in problems if p.row_id == f"fault-{number}"]
    assert (problem.row, problem.column, problem.rule) == (
        line_of(text, f"fault-{number}"),
        column,
        rule,
    )
    assert message in problem.message
    assert advice in problem.advice


def test_ids_that_differ_by_case_are_told(spoilt):
    problems, text = spoilt
    (problem,) = [p for p in problems if p.row_id == "Office-2024"]
    assert problem.rule == "duplicate"
    assert problem.message == f"“Office-2024” stands already in line {line_of(text, 'office-2024')}"


def test_what_is_no_source_is_told(spoilt):
    problems, _ = spoilt
    rules = sorted((p.rule, p.message) for p in problems if not p.row_id)
    assert rules == [("json", "is not a source"), ("required", "is missing or empty")]


def test_source_that_nobody_cites_is_a_warning(copied):
    sources = json.loads(copied.text(FILE))
    fresh = {"type": "webpage", "title": "A page"}
    sources.append({"id": "spare-2026", **fresh})
    sources.append({"id": "method-2026", **fresh, "custom": {"role": "method"}})
    copied.write(FILE, json.dumps(sources))
    fresh_warnings = [p for p in copied.check() if "-2026" in p.row_id and p.rule == "unused"]
    told = {p.row_id: p.severity for p in fresh_warnings}
    assert told.get("spare-2026") == "warning"
    assert "method-2026" not in told


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ('[\n {"id": "a",}\n]', 2, "not valid JSON at character 13"),
        ('[{"id": "a"}', 1, "is not valid JSON"),
        ('{"id": "a"}', 1, "is not a list of sources"),
        ("[" * 100_000, 1, "is not a list of sources"),
    ],
)
def test_broken_file_is_told_with_its_line(copied, text, line, message):
    copied.write(FILE, text)
    (problem,) = [p for p in copied.check() if p.file == FILE]
    assert problem.row == line
    assert message in problem.message


@pytest.mark.parametrize(
    ("change", "column", "message"),
    [
        ({"id": "a] [b"}, "id", "“a] [b” cannot be cited"),
        ({"author": "WIPO"}, "author", "is not a list of names"),
        ({"custom": "primary"}, "custom", "is not an object"),
        (
            {"custom": {"kind": "peer-reviewed"}},
            "custom.kind",
            "“peer-reviewed” is not a known code",
        ),
        ({"custom": {"role": "sauce"}}, "custom.role", "“sauce” is not a known code"),
        ({"author": [{"name": "WIPO"}]}, "author", "has a name without family and literal"),
        ({"editor": "WIPO"}, "editor", "is not a list of names"),
        ({"container-title": ["A"]}, "container-title", "is not a text"),
        ({"issued": {"date-parts": [[2024]], "season": 2}}, "issued", "has a season"),
        ({"issued": {"raw": "2024-21"}}, "issued", "has a season"),
        ({"ID": "x"}, "ID", "is written id in CSL-JSON"),
        ({"Publisher": "x"}, "Publisher", "is written publisher in CSL-JSON"),
        ({"doi": "10.1/x"}, "doi", "is written DOI in CSL-JSON"),
        ({"volume": True}, "volume", "is not a text"),
        ({"volume": 1.5}, "volume", "is not a text"),
        ({"volume": None}, "volume", "is not a text"),
        ({"author": [{"family": 5}]}, "author", "has a name of which a part is not a text"),
        ({"author": [{"family": "A", "suffix": []}]}, "author", "a part is not a text"),
        ({"author": [{"family": " "}]}, "author", "has a name without family and literal"),
        ({"issued": {"date-parts": [[2024.0]]}}, "issued", "is not a date"),
        ({"issued": {"date-parts": [[True]]}}, "issued", "is not a date"),
        ({"issued": {"date-parts": [["+2024"]]}}, "issued", "is not a date"),
        ({"issued": {"date-parts": [[2024]], "season": 0}}, "issued", "has a season"),
        ({"issued": {"raw": ""}}, "issued", "has words that are empty or no text"),
        ({"issued": {"date-parts": [[2024]], "literal": {}}}, "issued", "has words that are"),
        ({"original-date": 2024}, "original-date", "is not a date"),
        ({"event-date": {"date-parts": [[None]]}}, "event-date", "is not a date"),
        ({"title": "a\u202eb"}, "title", "holds U+202E, which cannot be seen or turns the text"),
        ({"author": [{"literal": "a\x07"}]}, "author", "holds U+0007, which cannot be seen"),
    ],
)
def test_what_the_report_cannot_take_is_told(change, column, message):
    entry = Reference(7, {"id": "a-1", "type": "report", "title": "T", **change})
    found = list(entry_problems([entry], date(2027, 1, 1)))
    assert [(p.column, p.severity) for p in found] == [(column, "error")]
    assert message in found[0].message


@pytest.mark.parametrize(
    ("kind", "advice"),
    [
        ("journal-article", "use article-journal"),
        ("journalArticle", "use article-journal"),
        ("book-chapter", "use chapter"),
        ("phdthesis", "use thesis"),
        ("poem", "use webpage, report or article-newspaper"),
    ],
)
def test_types_of_others_are_told_by_their_name_in_csl(kind, advice):
    entry = Reference(1, {"id": "a", "type": kind, "title": "T"})
    (found,) = entry_problems([entry], date(2027, 1, 1))
    assert found.advice == advice


@pytest.mark.parametrize(
    ("title", "tag"),
    [
        ("<jats:italic>x</jats:italic>", "<jats:italic>"),
        ("R&amp;D", "&amp;"),
        ("<a href='x'>y</a>", "<a href='x'>"),
        ("<i>x</i>, <b>y</b>, CO<sub>2</sub>", ""),
        ('<span class="nocase">NASA</span>', ""),
        ("5 < 6 and a<b; Q&A;", ""),
        ("{NASA} budgets", "{NASA}"),
        ("Poincar\\'e and \\LaTeX", "\\'e"),
        ("x $a_1$ y", "$a_1$"),
        ("CO<sub>2 and more", "<sub>"),
        ("from $5 to $6 a day", ""),
    ],
)
def test_tags_that_csl_does_not_know_are_told(title, tag):
    entry = Reference(1, {"id": "a", "type": "book", "title": title})
    found = [(p.severity, p.message) for p in entry_problems([entry], date(2027, 1, 1))]
    told = [("warning", f"holds “{tag}”, which will be shown as it is written")]
    assert found == (told if tag else [])


def test_a_work_that_stands_there_twice_is_told_by_its_doi():
    listed = [
        {"id": "a", "type": "book", "title": "T", "DOI": "10.1/X"},
        {"id": "b", "type": "book", "title": "U", "DOI": "https://doi.org/10.1/x"},
        {"id": "c", "type": "book", "title": "V", "DOI": "10.1/x", "custom": {"role": "method"}},
    ]
    entries = [Reference(line, item) for line, item in enumerate(listed, 1)]
    (found,) = entry_problems(entries, date(2027, 1, 1))
    assert (found.row_id, found.severity) == ("b", "warning")
    assert found.message == "is the same work as “a” in line 1"


def test_a_comma_too_many_is_told_with_the_source_before_it(copied):
    copied.write(FILE, '[\n {"id": "kim-2020", "type": "book", "title": "T"},\n]')
    (problem,) = [p for p in copied.check() if p.file == FILE]
    assert (problem.row_id, problem.advice) == ("kim-2020", "delete the comma before it")


def test_what_a_source_does_not_say_counts_as_the_check_says(copied):
    sources = read_references(copied.root)
    assert sources["office-2024"]["custom"] == {"kind": "secondary", "role": "source"}
    listed = json.loads(copied.text(FILE))
    listed[0]["custom"] = {"kind": "primary", "role": None}
    copied.write(FILE, "\ufeff" + json.dumps(listed))
    assert read_references(copied.root)["office-2024"]["custom"] == {
        "kind": "primary",
        "role": "source",
    }


def test_a_source_may_say_why_nothing_cites_it(copied):
    listed = json.loads(copied.text(FILE))
    spare = {"id": "spare", "type": "book", "title": "T", "custom": {"uncited": "read in vain"}}
    copied.write(FILE, json.dumps([*listed, spare]))
    assert [p for p in copied.check() if p.row_id == "spare"] == []
