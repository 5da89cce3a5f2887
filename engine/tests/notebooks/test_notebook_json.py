import json

import pytest

from walkback.errors import RunError
from walkback.notebooks.notebook_json import parsed

NAME = "notebooks/x.ipynb"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b" \n", "is empty"),
        (b'{"a":\n 1', r"breaks at line 2, column 3 .*git checkout notebooks/x\.ipynb"),
        (b"<html>", "breaks at line 1, column 1"),
        ("{}".encode("utf-16"), "is UTF-16 text, and notebooks are UTF-8"),
        ("{}".encode("utf-32-be"), "is UTF-32 text"),
        ('{\n "é"}'.encode("latin-1"), "the byte 0xe9 at line 2, column 3"),
        (b"[" * 100_000, "thousands of levels"),
        (b'{"a": "1",\n "b": ' + b"1" * 5000 + b"}", r"thousands of digits \(line 2, column 7\)"),
    ],
)
def test_what_cannot_be_read(content: bytes, message: str):
    with pytest.raises(RunError, match=f"^{NAME} .*{message}"):
        parsed(content, NAME)


@pytest.mark.parametrize("number", ["NaN", "-Infinity", "1e999"])
def test_a_number_that_json_does_not_have(number: str):
    data, notes = parsed(f'{{"text": "NaN 1e999",\n "n": [{number}]}}'.encode(), NAME)
    assert data == {"text": "NaN 1e999", "n": [None]}
    assert notes == [f"{number} (line 2, column 8) is no number, read as null"]


def test_marks_and_line_ends_of_windows():
    content = b"\xef\xbb\xbf" + json.dumps({"a": 1.5}, indent=1).replace("\n", "\r\n").encode()
    assert parsed(content, NAME) == ({"a": 1.5}, [])
