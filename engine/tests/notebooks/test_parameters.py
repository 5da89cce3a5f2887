import pytest

from walkback.errors import UsageError
from walkback.notebooks.parameters import Parameter, check_given, declared
from walkback.notebooks.reader import Cell

TEXT = """\
pair = ("shg", "ss")  # two clusters
edition: int = 2025
share = 0.5
quick = False
other = dict(a=1)
first, second = 1, 2
pair.sort
"""
KNOWN = declared([Cell(1, "code", TEXT, ("parameters",)), Cell(2, "code", "x = 1", ())])


def test_declared():
    assert {
        "pair": Parameter("pair", ["shg", "ss"]),
        "edition": Parameter("edition", 2025),
        "share": Parameter("share", 0.5),
        "quick": Parameter("quick", False),
        "other": Parameter("other", "dict(a=1)", literal=False),
    } == KNOWN
    assert declared([Cell(1, "code", "x = ", ("parameters",))]) == {}


@pytest.mark.parametrize(
    "given",
    [{}, {"pair": ["a"]}, {"edition": 1}, {"share": 1}, {"quick": True}, {"other": "anything"}],
)
def test_what_fits(given: dict[str, object]):
    check_given(KNOWN, given)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (
            {"edtion": 1},
            "-p edtion: no notebook has a parameter of this name. Did you mean edition?",
        ),
        ({"zzz": 1}, "-p zzz: no notebook has a parameter of this name."),
        ({"edition": "2023"}, "-p edition: '2023' is not a whole number."),
        ({"edition": True}, "-p edition: True is not a whole number."),
        ({"edition": 2023.5}, "-p edition: 2023.5 is not a whole number."),
        ({"quick": 1}, "-p quick: 1 is not true or false."),
        ({"pair": "a, b"}, "-p pair: 'a, b' is not a list."),
        ({"share": None}, "-p share: None is not a number."),
    ],
)
def test_what_does_not_fit(given: dict[str, object], message: str):
    with pytest.raises(UsageError) as caught:
        check_given(KNOWN, given)
    first, title, *known = str(caught.value).splitlines()
    assert first == message
    assert title == "The notebooks know these parameters:"
    assert known[1] == "  edition = 2025 (a whole number)"


def test_all_that_is_wrong_is_said_at_once():
    with pytest.raises(UsageError) as caught:
        check_given({"lang": Parameter("lang", "en")}, {"lang": False, "x": 1})
    first, second, *_ = str(caught.value).splitlines()
    assert first == "-p lang: False is not text. Put it in quotes: -p 'lang=\"…\"'"
    assert second.startswith("-p x:")
