import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from walkback.errors import UsageError
from walkback.run.plan.assignments import read_assignments


def test_yaml_values():
    texts = ["a=1", "b=x y", "c=[munich, cologne]", "d=2025-01-01", "e=", "f=k=v", 'g="no"']
    assert read_assignments(texts) == {
        "a": 1,
        "b": "x y",
        "c": ["munich", "cologne"],
        "d": "2025-01-01",  # no date, as in papermill
        "e": None,
        "f": "k=v",
        "g": "no",
    }


@pytest.mark.parametrize(
    ("texts", "message"),
    [
        (["edition"], "write NAME=VALUE"),
        (["2x=1"], "write NAME=VALUE"),
        (["a=[1"], "is not valid YAML"),
        (["a=!!python/object/apply:os.system [ls]"], "is not valid YAML"),
        (["a=1", "a=2"], "a is given twice"),
    ],
)
def test_what_is_refused(texts: list[str], message: str):
    with pytest.raises(UsageError, match=message):
        read_assignments(texts)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a=017", r"017 begins with a zero: write 17, or '\"017\"' for a text"),
        ("a=[1, {b: 007}]", "007 begins with a zero: write 7"),
        ("a=1:30", "1:30 would be read as a number of seconds"),
        ("a=1:30.5", "1:30.5 would be read as a number of seconds"),
        ("a=.nan", "nan is no value"),
        ("a=" + "9" * 5_000, "cannot be read as a number or a list"),
        ("a=" + "9" * 20_000, "20,000 characters, and 10,000 is the most"),
        ("a=" + "[" * 3_000, "nested more than 20 deep"),
        ("a=" + "[" * 30 + "]" * 30, "nested more than 20 deep"),
        ("a=&x [*x]", "anchors"),
        ("a=*x", "anchors"),
        ("a=!!binary aGk=", "a bytes is no value"),
        ("a=!!timestamp 2001-01-01", "a date is no value"),
        ("a={1: 2}", "names in a mapping must be texts"),
        ("a=!!int x", "cannot be read as a number"),
        ("a=\0", "is not valid YAML"),
        ("a=b\n---\nc", "is not valid YAML"),
    ],
)
def test_what_could_mean_something_else(text: str, message: str):
    """One sentence, whatever it is; what was typed is cut."""
    with pytest.raises(UsageError, match=message) as caught:
        read_assignments([text])
    assert len(str(caught.value)) < 250


def test_numbers_as_python_writes_them():
    texts = ["a=0", "b=-0.5", "c=1_000", "d=0x1F", "e=.inf", "f=0.05"]
    assert list(read_assignments(texts).values()) == [0, -0.5, 1000, 31, float("inf"), 0.05]


@given(st.text(max_size=40))
def test_any_text_is_a_value_or_refused_in_one_sentence(text: str):
    with contextlib.suppress(UsageError):
        assert list(read_assignments([f"a={text}"])) == ["a"]
