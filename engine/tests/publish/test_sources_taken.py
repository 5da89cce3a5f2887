"""What the check lets pass, the export can take: sources changed in every field, read by citeproc."""

import json
import subprocess
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from walkback.errors import ExportError
from walkback.publish.assets import TEMPLATES
from walkback.publish.pandoc import cleaned, pandoc_path
from walkback.publish.sources import read_sources
from walkback.tables import csl
from walkback.tables.bibliography import Reference
from walkback.tables.reference_rules import entry_problems

SOUND: dict[str, Any] = {
    "type": "article-journal",
    "title": "T",
    "author": [{"family": "F", "given": "G"}],
    "issued": {"date-parts": [[2024, 5]]},
    "volume": "3",
    "publisher": "P",
}
PLAIN = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 3000),
    st.floats(allow_nan=False),
    st.text(max_size=5),
    st.sampled_from(["2024", "May 2024", "2024-05/2024-06", "<i>x</i>", "<sup>2", "{N} $x^2$", ""]),
)
NAME = st.dictionaries(st.sampled_from([*csl.NAME_PARTS, "isInstitution"]), PLAIN, max_size=3)
DATE = st.dictionaries(
    st.sampled_from(["literal", "raw", "season", "circa"]), PLAIN, max_size=2
) | st.lists(st.lists(PLAIN, max_size=3), max_size=3).map(lambda parts: {"date-parts": parts})
VALUE = st.one_of(PLAIN, NAME, st.lists(NAME, max_size=2), DATE, st.lists(PLAIN, max_size=2))
FIELD = st.sampled_from([*sorted(csl.FIELDS), "ID", "Id", "Title", "doi", "foo"]) | st.text(
    max_size=4
)
CHANGES = st.lists(st.dictionaries(FIELD, VALUE, max_size=2), min_size=10, max_size=40)


def exported(path) -> str:
    """The list of sources as citeproc makes it, as plain text."""
    sources = read_sources(path)
    assert all(sources.line([entry]) for entry in sources.entries)
    path.write_text(json.dumps(cleaned(sources.listed)), "utf-8")
    style = ["--csl", str(TEMPLATES / "numbers.csl"), "--bibliography", str(path)]
    done = subprocess.run(
        [pandoc_path(), "--sandbox", "--citeproc", *style, "--to=plain", "--fail-if-warnings"],
        input=b"---\nnocite: '@*'\n---\n",
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(CHANGES)
def test_what_the_check_lets_pass_is_taken(tmp_path, changes):
    items = [SOUND | {"id": f"m-{n}"} | change for n, change in enumerate(changes)]
    items = [{**item, "id": f"m-{n}"} for n, item in enumerate(items)]
    faulty = {
        item["id"]
        for item in items
        for problem in entry_problems([Reference(1, item)], date(2027, 1, 1))
        if problem.severity == "error"
    }
    path = tmp_path / "references.json"
    path.write_text(json.dumps([item for item in items if item["id"] not in faulty]), "utf-8")
    exported(path)


@pytest.mark.parametrize(
    ("change", "line"),
    [
        ({"volume": 7, "foo": {"a": 1}}, "F, G. “T.” 7, P. 2024-05."),
        ({"issued": {"date-parts": [["2024", "05"]]}}, "2024-05."),
        ({"issued": {"raw": "May 2024"}}, "2024-05."),
        ({"issued": {"literal": "n.d."}}, "n.d."),
        ({"title": "CO<sub>2</sub> and <i>E. coli</i>"}, "CO₂ and E. coli"),
    ],
)
def test_forms_of_other_programs_are_taken(tmp_path, change, line):
    path = tmp_path / "references.json"
    path.write_text(json.dumps([{"id": "a", **SOUND, **change}]), "utf-8")
    assert line in " ".join(exported(path).split())


@pytest.mark.parametrize("change", [{"author": "WIPO"}, {"issued": {"date-parts": [[2024.0]]}}])
def test_others_are_refused_with_source_and_field(tmp_path, change):
    path = tmp_path / "references.json"
    path.write_text(json.dumps([{"id": "a", **SOUND, **change}]), "utf-8")
    with pytest.raises(ExportError, match=rf"the source 'a' has a field {next(iter(change))} that"):
        read_sources(path)
