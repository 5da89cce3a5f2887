"""Which profiles a sweep makes, and what is told where it cannot be meant."""

from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import new_edition
from tests.conftest import ROOT
from twodeltas.shared.listed import editions_by_cluster, ranks_by_edition
from twodeltas.sweep.jobs import jobs
from walkback.errors import DataError, UsageError

RANKS = ranks_by_edition(ROOT)


def asked(**options: str) -> list[tuple[str, str, int]]:
    return [(*job["pair"], job["edition"]) for job in jobs(ROOT, options)]


def told(folder: Path, text: str) -> list[str]:
    """What is said of a file of pairs, a problem a line, without spaces that only align."""
    file = folder / "pairs.csv"
    file.write_text(text, "utf-8")
    with pytest.raises(UsageError) as caught:
        asked(pairs=str(file))
    lines = str(caught.value).replace(f"{file}", "pairs.csv").splitlines()
    return [" ".join(line.removeprefix("error").split()) for line in lines]


def test_all_pairs_of_the_first_ten_of_the_latest_edition():
    found = asked()
    assert len(found) == 45
    assert found[0] == ("shg", "tokyo-yokohama", 2025)
    first = {c for c, rank in RANKS[2025].items() if rank <= 10}
    assert {frozenset(pair[:2]) for pair in found} == set(map(frozenset, combinations(first, 2)))
    assert all(RANKS[2025][a] <= RANKS[2025][b] for a, b, _ in found)


@given(st.integers(2, 12), st.sampled_from([2023, 2024, 2025]))
def test_as_many_pairs_as_there_are(top: int, edition: int):
    listed = sum(rank <= top for rank in RANKS[edition].values())
    found = asked(top=str(top), editions=str(edition))
    assert len(found) == len(set(found)) == listed * (listed - 1) // 2


def test_several_editions():
    found = asked(editions="2023, 2025,2023", top="3")
    assert [edition for *_, edition in found] == [2023] * 3 + [2025] * 3


def test_every_cluster_with_a_rank_is_listed_in_that_edition():
    listed = editions_by_cluster(ROOT)
    assert all(e in listed[c] for e, ranks in RANKS.items() for c in ranks)


def test_a_new_edition_is_known(tmp_path: Path):
    rows = new_edition.drop_into(new_edition.copy_to(tmp_path))
    found = jobs(tmp_path, {"top": "2"})
    assert [job["edition"] for job in found] == [new_edition.YEAR]
    assert found[0]["pair"] == [row["cluster"] for row in rows[:2]]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"editions": "2023,1999"}, "--editions 1999: the data hold the editions 2017, "),
        ({"editions": ""}, "--editions \\(nothing\\): write years, such as 2025"),
        ({"editions": "latest"}, "--editions latest: write years"),
        ({"top": "1"}, "--top 1: a pair has two clusters; write 2 or more."),
        ({"top": "ten"}, "--top ten: write 2 or more."),
        ({"top": "-3"}, "--top -3: write 2 or more."),
        ({"tpo": "3"}, "--tpo is no option of sweep; there are --editions, --top, --pairs."),
        ({"pairs": "p.csv", "top": "3"}, "leave --editions and --top out"),
    ],
)
def test_options_that_cannot_be_meant(options: dict[str, str], message: str):
    with pytest.raises(UsageError, match=message):
        jobs(ROOT, options)


def test_the_pairs_of_a_file(tmp_path: Path):
    file = tmp_path / "pairs.csv"
    file.write_text("edition,a,b\n2023,Munich,cologne\n2025,Tokyo,深港穗\n", "utf-8")
    assert asked(pairs=str(file)) == [
        ("munich", "cologne", 2023),
        ("tokyo-yokohama", "shg", 2025),
    ]


def test_all_that_is_wrong_is_told_at_once(tmp_path: Path):
    lines = told(
        tmp_path,
        "a,b,edition\nmunich,colone,2023\nnanjing,san diego,2023\nSan Diego,Nanjing,2023\n"
        "seoul,beijing,1999\nseoul,seoul,2023\nseoul,beijing,20x3\n,beijing,2025\n",
    )
    beginnings = [
        "pairs.csv, row 2, column b: no cluster called 'colone' → Did you mean cologne",
        "pairs.csv, row 4: is the pair of row 3 in the same edition → delete one",
        "pairs.csv, row 5, column edition: edition 1999: the data hold the editions 2017, ",
        "pairs.csv, row 6: seoul twice is the same cluster → mend the row",
        "pairs.csv, row 7, column edition: edition 20x3: write a year, such as 2025 →",
        "pairs.csv, row 8, column a: is empty → write a value",
        "",
        "6 problems; nothing was run.",
    ]
    assert len(lines) == len(beginnings), lines
    for line, begin in zip(lines, beginnings, strict=True):
        assert line.startswith(begin)


def test_a_column_that_is_none(tmp_path: Path):
    lines = told(tmp_path, "a,c,edition\nmunich,cologne,2023\n")
    assert lines[0].startswith("pairs.csv, row 1: the column b is missing")
    assert "is no column of it" in lines[1]


@pytest.mark.parametrize(
    ("content", "message"),
    [(b"", "is empty"), (b"a,b,edition\nM\xfcnchen,cologne,2023\n", "is not UTF-8")],
)
def test_files_that_are_no_table(tmp_path: Path, content: bytes, message: str):
    (tmp_path / "pairs.csv").write_bytes(content)
    with pytest.raises(DataError, match=message):
        asked(pairs=str(tmp_path / "pairs.csv"))
