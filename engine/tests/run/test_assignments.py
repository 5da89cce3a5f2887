import pytest

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
