"""Tables in the real PDF: nothing is printed over something else or off the page."""

import re
import shutil
import subprocess
from pathlib import Path

import pandas as pd
import pytest
from nbformat.v4 import new_notebook

from tests.publish.sample import NOTEBOOKS, code, prose, save, write_project
from tests.show.tables import bundle_of
from walkback.publish.build import build_report

SOURCES = ["wipo-2025"]
RIGHT = 210 - 24  # millimetres: where the line of an upright page ends
TABLES = {
    "plain": (pd.DataFrame({"city": ["A", "B"], "n": [4, 2]}).set_index("city"), {}),
    "numbers": (pd.DataFrame({f"c{i}": [i * 1234.5] * 3 for i in range(12)}), {}),
    "turned": (pd.DataFrame({f"column{i}": [f"turned{i}"] * 2 for i in range(14)}), {}),
    "split": (
        pd.DataFrame(
            {f"part{i}": [f"cell{i}x{row}" for row in range(3)] for i in range(40)},
            index=pd.Index(["first", "second", "third"], name="named"),
        ),
        {},
    ),
    "words": (
        pd.DataFrame({"a": ["word"], "b": ["x" * 120], "c": [f"https://e.org/{'q' * 120}"]}),
        {},
    ),
    "crowded": (
        pd.DataFrame(
            {f"text {i}": ["Words that go on for a while, more or less"] * 2 for i in range(7)}
            | {"hash": ["0123456789abcdef0123"] * 2, "n": [1234567.89] * 2}
        ),
        {},
    ),
    "narrow": (
        pd.DataFrame({"a": ["internationalization"], "b": ["next to it"]}),
        {"widths": [0.1, 0.9]},
    ),
    "signs": (pd.DataFrame({"a": ["(a[b]{c}.d;e" * 12], "b": ["$x#y@z*" * 20]}), {}),
    "chinese": (
        pd.DataFrame({"a": ["深圳市开放大型科研仪器设备的通知" * 4], "b": ["中" * 60]}),
        {},
    ),
    "rows": (pd.DataFrame({"Number": range(200)}), {}),
    "tall": (pd.DataFrame({"k": ["a"], "t": ["Many words in one cell. " * 400 + "The end."]}), {}),
}
PROSE = f"""\
| a | b |
|---|---|
| {"y" * 150} | short |

An address https://example.org/{"w" * 150} and `{"k" * 150}` in a line.

```
{"z" * 200}
```
"""


@pytest.fixture(scope="module")
def pdf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The PDF of a chapter with all of these tables."""
    folder = tmp_path_factory.mktemp("tables")
    run = write_project(folder)
    cells = [
        code(name, bundle_of(folder, frame, label=f"tbl-in-{name}", sources=SOURCES, **changes))
        for name, (frame, changes) in TABLES.items()
    ]
    save(
        run / "05_more.ipynb",
        new_notebook(cells=[prose("# More {#sec-more}"), *cells, prose(PROSE)]),
    )
    build_report(run, folder / "report", folder, ["pdf"], [*NOTEBOOKS, "05_more"])
    return next((folder / "report").glob("*.pdf"))


def words_of(pdf: Path) -> list[tuple[float, list[tuple[float, float, float, float, str]]]]:
    """The width of each page, and its words with left, top, right and bottom, in points."""
    command = ["pdftotext", "-bbox", str(pdf), "-"]
    text = subprocess.run(command, capture_output=True, check=True).stdout.decode()
    word = re.compile(
        r'xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)</word>'
    )
    pages = []
    for page in text.split("<page ")[1:]:
        found = re.search(r'width="([\d.]+)"', page)
        assert found is not None
        words = [(*map(float, m[:4]), m[4]) for m in word.findall(page)]
        pages.append((float(found[1]), words))
    return pages


needs_poppler = pytest.mark.skipif(
    shutil.which("pdftotext") is None, reason="poppler is not installed"
)


@needs_poppler
def test_nothing_is_printed_over_something_else_or_off_the_page(pdf):
    covering, outside = [], []
    for number, (width, words) in enumerate(
        words_of(pdf)[1:], 2
    ):  # the cover has letters over letters
        edge = width - (210 - RIGHT) / 25.4 * 72
        outside += [(number, word) for *_, right, _, word in words if right > edge + 3]
        for i, (left, top, right, bottom, word) in enumerate(words):
            for left2, top2, right2, bottom2, other in words[i + 1 :]:
                across = min(right, right2) - max(left, left2)
                down = min(bottom, bottom2) - max(top, top2)
                if across > 1 and down > 4:
                    covering.append((number, word, other))
    assert (covering, outside) == ([], [])


@needs_poppler
def test_all_of_it_is_there(pdf):
    text = "".join(word for _, words in words_of(pdf) for *_, word in words)
    for whole in ("x" * 120, "q" * 120, "y" * 150, "w" * 150, "k" * 150, "z" * 200, "中" * 60,
                  "(a[b]{c}.d;e" * 12, "internationalization", "Theend.", "1,234,567.89"):  # fmt: skip
        assert whole in text


@needs_poppler
def test_the_head_is_there_on_each_page_and_a_wide_table_is_turned(pdf):
    pages = words_of(pdf)
    heads = [words for _, words in pages if any(word == "Number" for *_, word in words)]
    rows = [{word for *_, word in words} & set(map(str, range(200))) for _, words in pages]
    assert len(heads) == sum(len(found) > 20 for found in rows) > 3
    turned = [width for width, words in pages if any(word == "turned3" for *_, word in words)]
    assert turned == [pytest.approx(297 / 25.4 * 72, abs=1)]


@needs_poppler
def test_a_table_wider_than_a_turned_page_is_split_with_its_heads_repeated(pdf):
    pages = [" ".join(word for *_, word in words) for _, words in words_of(pdf)]
    text = " ".join(page for page in pages if "part1" in page)
    parts = text.count("continued") + 1
    assert parts > 2
    for head in ("named", "first", "second", "third"):
        assert text.split().count(head) == parts
    at = [[text.index(f"cell{i}x{row}") for i in range(40)] for row in range(3)]
    assert all(places == sorted(places) for places in at)
    assert [text.split().count(f"part{i}") for i in range(40)] == [1] * 40
