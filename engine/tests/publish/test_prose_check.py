"""The check finds in the prose what the document would refuse, without running a notebook."""

import json
import re
from pathlib import Path

import pytest

from tests.publish.markdown.corpus import MYST, PLAIN, REFUSED
from tests.publish.sample import SOURCES
from tests.run import tiny
from walkback import cli
from walkback.project import Project
from walkback.publish.prose_check import prose_problems
from walkback.report_file import read_project
from walkback.tables.problems import Problem

FILE = "notebooks/01.ipynb"
MORE = [
    {**SOURCES[0], "id": name, "URL": f"https://example.org/{name}"} for name in ("s-1", "s-2")
]  # of the corpus
FIGURE = 'show_figure(fig, label="fig-rain")\nshow_table(t, label=f"tbl-{name}")'


def made(root: Path, *cells: dict) -> Project:
    """A report of one notebook, of these cells after a heading."""
    (root / "data").mkdir(exist_ok=True)
    (root / "data/references.json").write_text(json.dumps([*SOURCES, *MORE]), "utf-8")
    (root / "report.toml").write_text('[[notebook]]\nname = "01"\n', "utf-8")
    tiny.save(root / FILE, tiny.prose("# Rain\n\n## How much"), *cells)
    return read_project(root, root)


def found(root: Path, *cells: dict, known: tuple[Problem, ...] = ()) -> dict[int, list[str]]:
    """What the check finds in it, by cell from 2."""
    told: dict[int, list[str]] = {}
    for one in prose_problems(made(root, *cells), known):
        assert (one.file, one.rule, one.severity) == (FILE, "prose", "error")
        assert one.row is not None
        told.setdefault(one.row, []).append(one.message)
    return told


def test_what_no_report_has_is_found_all_at_once(tmp_path: Path):
    told = found(tmp_path, *map(tiny.prose, REFUSED))
    assert sorted(told) == list(range(2, len(REFUSED) + 2))
    for row, message in enumerate(REFUSED.values(), start=2):
        assert len(told[row]) == 1
        assert re.search(message, told[row][0])


def test_what_can_be_shown_is_no_problem(tmp_path: Path):
    known = [tiny.prose("## Known {#sec-known}"), tiny.code("'fig-known', 'tbl-known'")]
    assert found(tmp_path, *known, *map(tiny.prose, [*PLAIN, *MYST])) == {}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("See @fig-rian.", r'under "How much": @fig-rian refers to nothing'),
        ("[](#sec-none)", "@sec-none refers to nothing"),
        ("[words](#none)", "the link to #none leads nowhere"),
        ("{cite:p}`none`", r"@none is not in data/references\.json"),
        ("[@oecd2008; @fig-rain]", "one bracket holds a source and a reference to @fig-rain"),
        ("@eq-one", "refers to a formula"),
        ("#### Deep", r'under "Deep": the heading "Deep" \(####\) stands below one of level 2'),
        ("## Rain {#sec-a}\n\n## Again {#sec-a}", "the label sec-a is given twice: rename one"),
        (r"$\unknowncommand$", r"the formula \$\\unknowncommand\$ cannot have"),
        (r"$\frac{1}$", r"the formula"),
        (":::{table} T\n:name: tbl-a\n\n| {doc}`x` |\n|---|\n:::", r"the role {doc}"),
    ],
)
def test_what_the_filters_refuse_is_found(tmp_path: Path, text: str, message: str):
    told = found(tmp_path, tiny.code(FIGURE), tiny.prose("good"), tiny.prose(text))
    assert list(told) == [4]
    assert len(told[4]) == 1
    assert re.search(message, told[4][0])


@pytest.mark.parametrize(
    "text",
    [
        "@fig-rain and [](#tbl-anything)",
        "[](#sec-sources), [](#sec-values), [](#sec-colophon)",
        "[words](#how-much)",
        "[@oecd2008]",
        "{eval}`x` and ${}$ is \\$5.".replace("${}$", "$x$"),
        "**{eval}`x`** [{eval}`y`](https://example.org)",
        "{eval}`facts.cite(1)`",
    ],
)
def test_what_only_a_run_can_tell_is_no_problem(tmp_path: Path, text: str):
    assert found(tmp_path, tiny.code(FIGURE), tiny.prose(text)) == {}


def test_labels_may_stand_in_modules(tmp_path: Path):
    (tmp_path / "src/kit").mkdir(parents=True)
    (tmp_path / "src/kit/charts.py").write_text('LABEL = "fig-wind"\n', "utf-8")
    told = found(tmp_path, tiny.prose("@fig-wind"), tiny.prose("@fig-wid"))
    assert list(told) == [3]


def test_prose_of_code_cells_is_looked_at(tmp_path: Path):
    text = "if wet:\n    show_prose('''\n    See @fig-none, {doc}`x`.\n    ''')"
    assert "the role {doc}" in found(tmp_path, tiny.code(text))[2][0]
    text = text.replace(", {doc}`x`", "")
    assert "@fig-none refers to nothing" in found(tmp_path, tiny.code(text))[2][0]


def test_of_two_cells_with_conditions_only_one_may_be_shown(tmp_path: Path):
    cells = [tiny.prose("## Wet {#sec-a}", "when:wet"), tiny.prose("## Dry {#sec-a}", "when:dry")]
    assert found(tmp_path, *cells, tiny.prose("[](#sec-a)")) == {}
    text = "if dry:\n    show_prose('## Dry {#sec-a}')"
    assert found(tmp_path, tiny.code(text), tiny.code(text), tiny.prose("[](#sec-a)")) == {}
    told = found(tmp_path, tiny.prose("## A {#sec-a}"), tiny.prose("## B {#sec-a}"))
    assert "sec-a is given twice: in 01, cell 2" in told[3][0]


def test_of_two_covers_with_conditions_too(tmp_path: Path):
    covers = [tiny.prose("# Wet", "cover", "when:wet"), tiny.prose("# Dry", "cover", "when:dry")]
    assert found(tmp_path, *covers) == {}


def test_what_is_not_shown_is_not_looked_at(tmp_path: Path):
    assert found(tmp_path, tiny.prose("<b>", "remove-cell"), tiny.code("# <b> @fig-none")) == {}


def test_a_source_that_was_told_is_not_told_again(tmp_path: Path):
    cell = tiny.prose("[@none]")
    assert found(tmp_path, cell) != {}
    known = Problem(FILE, 2, None, "source", "cites @none", "add it")
    assert found(tmp_path, cell, known=(known,)) == {}


def test_the_command_tells_it_with_its_place(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    found(tmp_path, tiny.prose("a <b>c</b>"))
    (tmp_path / "data/datapackage.json").write_text('{"resources": []}', "utf-8")
    assert cli.main(["check"], tmp_path) == 1
    out = capsys.readouterr().out
    assert f'{FILE}, cell 2: under "How much": HTML in prose (<b>) would not reach the PDF' in out
    assert "1 problem" in out


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        (
            [tiny.code("1", "skip-execution")],
            f'{FILE}: cell 2 .*: the tag "skip-execution": every cell',
        ),
        (
            [tiny.prose("# A", "cover"), tiny.prose("# B", "cover")],
            "notebooks: Two cells are tagged cover: 01, cell 2",
        ),
    ],
)
def test_tags_are_looked_at(tmp_path: Path, cells: list[dict], message: str):
    (only,) = prose_problems(made(tmp_path, *cells))
    assert re.match(message, str(only))
