"""How problems are told."""

from walkback.errors import DataError
from walkback.tables.problems import BadData, Problem, counted, in_order, nearest, report

FILE = "data/raw/evidence.csv"


def problem(row: int | None, column: str | None = None, **more: str) -> Problem:
    given = {"rule": "type", "message": "is wrong", "advice": "mend it", **more}
    return Problem(given.pop("file", FILE), row, column, **given)


def test_line_names_file_row_id_and_column():
    told = str(problem(17, "value", row_id="SHG-016"))
    assert told == f"{FILE}, row 17 (id SHG-016), column value: is wrong → mend it"


def test_json_has_lines_and_notebooks_have_cells():
    assert problem(3, file="data/references.json").place == "data/references.json, line 3"
    assert problem(3, file="notebooks/a.ipynb").place == "notebooks/a.ipynb, cell 3"
    assert problem(None).place == FILE


def test_report_is_aligned_and_errors_come_first():
    lines = report(
        [problem(2, "a", severity="warning"), problem(1000, "longer"), problem(9, "a")]
    ).splitlines()
    assert [line.split()[0] for line in lines] == ["error", "error", "warning"]
    assert len({line.index("is wrong") for line in lines}) == 1


def test_same_problem_is_told_once_and_in_order_of_rows():
    told = in_order([problem(10), problem(9), problem(9), problem(None)])
    assert [p.row for p in told] == [None, 9, 10]


def test_report_of_one_file_is_capped():
    lines = report(problem(row) for row in range(1, 1061)).splitlines()
    assert len(lines) == 51
    assert "and 1,010 errors more" in lines[-1]


def test_long_and_unprintable_text_is_made_safe():
    told = str(problem(1, "a\x1b[31m", row_id="x" * 500))
    assert "\x1b" not in told
    assert len(told) < 200


def test_bad_data_is_a_data_error_that_tells_all():
    error = BadData(problem(1), problem(2))
    assert isinstance(error, DataError)
    assert str(error).count("is wrong") == 2


def test_nearest_ignores_case_and_gives_up_on_strangers():
    assert nearest("Governence", ["governance", "platforms"]) == "governance"
    assert nearest("xyz", ["governance", "platforms"]) is None


def test_counted():
    assert [counted(1, "row"), counted(1204, "row")] == ["1 row", "1,204 rows"]
