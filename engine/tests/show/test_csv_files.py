"""The CSV beside a figure or table: row names, digits, and nothing that a spreadsheet would run."""

import pandas as pd
import pytest

from walkback.errors import AnalysisError
from walkback.show.csv_files import write_csv


def written(frame, tmp_path):
    write_csv(frame, tmp_path / "new" / "x.csv")
    return (tmp_path / "new" / "x.csv").read_text("utf-8")


@pytest.mark.parametrize(
    ("frame", "text"),
    [
        (pd.DataFrame({"a": [0.1 + 0.2, 1e-300]}), "a\n0.3\n1e-300\n"),
        (pd.DataFrame({"a": [2**53 + 1, None]}, dtype=object), "a\n9007199254740993\n\n"),
        (pd.DataFrame({"a": [1]}, index=["x"]), ",a\nx,1\n"),
        (pd.DataFrame({"a": [1]}, index=[7]), "a\n1\n"),
        (pd.DataFrame({"a": [1]}, index=[2019]), ",a\n2019,1\n"),
        (pd.DataFrame({"a": [1]}, index=pd.Index([7], name="n")), "n,a\n7,1\n"),
        (pd.DataFrame([[1, 2]], columns=["a", "a"]), "a,a\n1,2\n"),
        (pd.DataFrame({"a": ["x\ry\r\nz"]}), 'a\n"x\ny\nz"\n'),
        (pd.DataFrame({"=a": ["=1+1", "-5", "−"]}), "'=a\n'=1+1\n-5\n−\n"),
        (pd.DataFrame({"a": ["=1"]}, index=["@x"]), ",a\n'@x,'=1\n"),
        (pd.DataFrame({"d": pd.to_datetime(["2024-05-01", None])}), "d\n2024-05-01\n\n"),
    ],
)
def test_what_is_written(frame, text, tmp_path):
    assert written(frame, tmp_path).replace('""', "") == text


def test_a_series_is_one_column_and_a_list_is_refused(tmp_path):
    assert written(pd.Series([1], name="k"), tmp_path) == "k\n1\n"
    with pytest.raises(AnalysisError, match="x: data is a list: pass a DataFrame"):
        written([1], tmp_path)


def test_the_frame_itself_is_left_alone(tmp_path):
    frame = pd.DataFrame({"a": ["=1"]}, index=["=x"])
    written(frame, tmp_path)
    assert frame.to_dict() == {"a": {"=x": "=1"}}
