"""OpenAlex's grouping exports: both forms are read, cut-off or foreign files are refused."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.data.conftest import ROOT
from twodeltas.ingest import openalex
from walkback.errors import DataError

AT = "https://openalex.org/"
HOMES = (
    "institution,city\nI1,hong-kong\nhttps://openalex.org/I2,shenzhen\nI3,shenzhen\nI4,guangzhou\n"
)
GROUPS = {
    "hong-kong": {"I1": 100, "I2": 6, "I3": 4, "I4": 3, "I9": 50},
    "shenzhen": {"I1": 8, "I2": 70, "I3": 40, "I4": 2},
    "guangzhou": {"I1": 3, "I2": 2, "I4": 90},
}


def answer(groups: dict[str, int]) -> str:
    listed = [{"key": AT + k, "key_display_name": k, "count": n} for k, n in groups.items()]
    return json.dumps({"meta": {"count": 1, "groups_count": len(listed)}, "group_by": listed})


def export(groups: dict[str, int]) -> str:
    return "key,key_display_name,count\n" + "".join(
        f'{AT}{k},"{k}, Inc",{n}\n' for k, n in groups.items()
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "institutions.csv").write_text(HOMES, encoding="utf-8")
    for city, groups in GROUPS.items():
        (tmp_path / f"{city}.json").write_text(answer(groups), encoding="utf-8")
    return tmp_path


def rows(folder: Path):
    return openalex.pair_rows(folder, "shg", (2019, 2023), "siss-yrdci-2024")


def test_the_answer_and_the_csv_say_the_same(tmp_path):
    (tmp_path / "a.json").write_text(answer(GROUPS["shenzhen"]), encoding="utf-8")
    (tmp_path / "a.csv").write_text(export(GROUPS["shenzhen"]), encoding="utf-8")
    both = [openalex.read_export(tmp_path / name) for name in ("a.json", "a.csv")]
    assert both == [GROUPS["shenzhen"]] * 2


def test_works_without_an_institution_are_left_out(tmp_path):
    (tmp_path / "a.csv").write_text(export({"I1": 2, "unknown": 9}), encoding="utf-8")
    assert openalex.read_export(tmp_path / "a.csv") == {"I1": 2}


def test_participations_are_summed_by_city_and_strangers_left_out():
    homes = {"I1": "hong-kong", "I2": "shenzhen", "I3": "shenzhen", "I4": "guangzhou"}
    counts = openalex.participations(GROUPS, homes)
    assert [counts["hong-kong", city] for city in GROUPS] == [100, 10, 3]
    assert counts["shenzhen", "hong-kong"] == 8


def test_each_pair_gets_a_row_and_no_city_one_with_itself(folder):
    found = rows(folder).set_index(["city_a", "city_b"])["count"]
    assert found.to_dict() == {
        ("guangzhou", "hong-kong"): 3,
        ("guangzhou", "shenzhen"): 2,
        ("hong-kong", "shenzhen"): 9,
    }


def test_the_rows_have_the_columns_of_the_table(folder):
    head = (ROOT / "data" / "raw" / "pair_counts.csv").read_text(encoding="utf-8").splitlines()[0]
    assert ["id", *rows(folder).columns] == head.split(",")


def test_further_pages_are_added(folder):
    (folder / "shenzhen.2.json").write_text(answer({"I4": 5}), encoding="utf-8")
    (folder / "shenzhen.json").write_text(answer({"I1": 8}), encoding="utf-8")
    found = rows(folder).set_index(["city_a", "city_b"])["count"]
    assert found["guangzhou", "shenzhen"] == 3.5


@pytest.mark.parametrize(
    ("file", "text", "message"),
    [
        ("shenzhen.json", "[1]", "no answer to a query with group_by"),
        ("shenzhen.json", '{"group_by": [', "no answer to a query with group_by"),
        ("shenzhen.json", answer({"I1": -1}), "is no count of I1"),
        (
            "shenzhen.json",
            answer({f"I{i}": 1 for i in range(200)}),
            r"shenzhen holds 200 groups.*\.2\.json",
        ),
        ("extra.csv", "id,n\n1,2\n", "needs the columns key, key_display_name, count"),
        ("institutions.csv", HOMES + "I5,suzhou\n", "has no export of suzhou"),
        ("institutions.csv", HOMES + "I1,suzhou\n", "I1 has two cities"),
        ("institutions.csv", "id,town\nI1,suzhou\n", "needs the columns institution and city"),
    ],
)
def test_what_would_give_wrong_counts_is_refused(folder, file, text, message):
    (folder / file).write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=message):
        rows(folder)


def test_the_tool_prints_rows_that_the_check_takes(folder, copied):
    command = [sys.executable, str(ROOT / "tools" / "read_openalex.py"), str(folder)]
    command += ["--cluster", "shg", "--years", "2019", "2023", "--source", "siss-yrdci-2024"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert [line.split(",")[0] for line in done.stdout.splitlines()] == [
        "PC-001",
        "PC-002",
        "PC-003",
    ]
    file = "data/raw/pair_counts.csv"
    copied.write(file, copied.text(file).splitlines()[0] + "\n" + done.stdout)
    assert [p for p in copied.check() if p.file == file] == []
