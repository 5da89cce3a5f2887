"""What `make reproduce` compares and says; the two builds themselves are for that command."""

from pathlib import Path

import pytest
from tools.reproduce import Compared, compare, first_difference, table, verdict

RESULTS = {
    "report/two-deltas.html": b"<p>one</p>\n<p>two</p>",
    "report/two-deltas.pdf": b"%PDF",
    "report/values.csv": b"number\n",
    "figures/fig-a.svg": b"<svg/>",
    "data/processed/a.csv": b"id\n",
    "data/processed/02_values.json": b"{}",
}


@pytest.fixture
def places(tmp_path: Path) -> tuple[Path, Path]:
    both = tmp_path / "first", tmp_path / "second 第二处"
    for place in both:
        for path, content in RESULTS.items():
            (place / path).parent.mkdir(parents=True, exist_ok=True)
            (place / path).write_bytes(content)
        (place / "figures" / ".gitkeep").touch()
        (place / "report" / "run").mkdir()
        (place / "report" / "run" / "ledger.jsonl").write_text(str(place))
    return both


def test_equal_builds_are_equal(places):
    rows = compare(*places)
    assert [row.path for row in rows] == sorted(RESULTS)
    assert verdict(rows, *places) == ("All 6 files have the same bytes in both builds.", 0)
    assert table(rows).count("same") == 6


def test_a_difference_is_named_and_shown(places):
    path = places[1] / "report/two-deltas.html"
    path.write_bytes(path.read_bytes().replace(b"two", b"2"))
    told, code = verdict(compare(*places), *places)
    assert code == 1
    assert told.startswith(
        "1 of 6 files differ:\n  report/two-deltas.html: byte 14, line 2 (21 and 19"
    )
    assert "<p>one</p>\\n<p>two</p>" in told
    assert "<p>one</p>\\n<p>2</p>" in told
    assert "DIFFERS" in table(compare(*places))


@pytest.mark.parametrize("gone", [0, 1])
def test_a_file_that_only_one_build_has_differs(places, gone):
    (places[gone] / "figures/fig-a.svg").unlink()
    told, code = verdict(compare(*places), *places)
    assert code == 1
    assert f"figures/fig-a.svg: only the {('second', 'first')[gone]} build has it" in told


def test_two_builds_of_nothing_prove_nothing(tmp_path):
    assert verdict(compare(tmp_path, tmp_path), tmp_path, tmp_path)[1] == 1


def test_bytes_that_are_no_text_and_a_cut_file_can_be_shown():
    assert first_difference(b"\xff\x00a", b"\xff\x00b").startswith("byte 2, line 1 (3 and 3 bytes)")
    assert first_difference(b"ab", b"abc").startswith("byte 2, line 1 (2 and 3 bytes)")


def test_a_row_without_a_file_says_so():
    assert "–" in table([Compared("a", "", "1" * 64)])
