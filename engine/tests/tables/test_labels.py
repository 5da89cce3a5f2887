"""Labels of codes: read from the data package, one for every code and for no other."""

import json

import pytest

from walkback.errors import DataError
from walkback.tables.labels import labels
from walkback.tables.package import load_package

VERDICTS = {
    "en": {
        "kept": {"one": "is kept", "many": "are kept"},
        "lost": {"one": "is lost", "many": "are lost"},
    },
    "zh": {"kept": {"one": "保留", "many": "保留"}, "lost": {"one": "失去", "many": "失去"}},
}
COLOURS = {"en": {"red": "Red", "blue": "Blue"}}


def described(root, colours=COLOURS, verdicts=VERDICTS):
    fields = [
        {"name": "id", "type": "string"},
        {"name": "colour", "constraints": {"enum": ["blue", "red"]}, "x-labels": colours},
        {"name": "verdict", "constraints": {"enum": ["kept", "lost"]}, "x-labels": verdicts},
        {"name": "note", "type": "string"},
    ]
    schema = {"primaryKey": "id", "fields": fields}
    resources = [{"name": "boats", "path": "raw/boats.csv", "schema": schema}]
    (root / "data").mkdir(exist_ok=True)
    text = json.dumps({"resources": resources}, ensure_ascii=False)
    (root / "data" / "datapackage.json").write_text(text, encoding="utf-8")
    return root


def test_codes_read_as_the_data_package_says_and_in_its_order(tmp_path):
    root = described(tmp_path)
    assert list(labels("boats", "colour", root=root).items()) == [("red", "Red"), ("blue", "Blue")]


def test_wordings_have_names_and_languages_their_own_words(tmp_path):
    root = described(tmp_path)
    assert labels("boats", "verdict", "many", root=root)["lost"] == "are lost"
    assert labels("boats", "verdict", "one", root=root)["lost"] == "is lost"
    assert labels("boats", "verdict", "one", lang="zh", root=root)["kept"] == "保留"


def test_without_a_root_those_of_the_current_report_are_read(tmp_path, monkeypatch):
    monkeypatch.setenv("WALKBACK_ROOT", str(described(tmp_path)))
    assert labels("boats", "colour")["red"] == "Red"


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        (("boat", "colour"), "no table “boat” → did you mean boats"),
        (("boats", "color"), "no column “color” → did you mean colour"),
        (("boats", "note"), "boats.note have no labels in “en” → add x-labels"),
        (("boats", "verdict"), "no wording “” → they have “one”, “many”"),
        (("boats", "colour", "short"), "no wording “short” → they have one wording without a name"),
    ],
)
def test_labels_that_are_not_there_say_what_is(tmp_path, asked, says):
    with pytest.raises(DataError, match=says):
        labels(*asked, root=described(tmp_path))


@pytest.mark.parametrize(
    ("colours", "says"),
    [
        ({"en": {"red": "Red"}}, "the code “blue” has no label"),
        ({"en": {**COLOURS["en"], "rde": "Red"}}, "the label of “rde” is of no code → did you"),
        ({"en": {"red": "Red", "blue": " "}}, "the label of “blue” says nothing"),
        ({"en": {"red": "Red", "blue": {"one": "Blue"}}}, "“blue” has other wordings than the"),
        ({**COLOURS, "zh": {"red": "红"}}, "“zh”: the code “blue” has no label"),
        ({"en": {"red": 1, "blue": "Blue"}}, "does not describe tables as it should"),
        ({"en": {"red": {"one": 1}, "blue": "Blue"}}, "does not describe tables as it should"),
        (["red"], "does not describe tables as it should"),
    ],
)
def test_a_code_without_a_label_and_a_label_without_a_code_are_refused(tmp_path, colours, says):
    with pytest.raises(DataError, match=says):
        load_package(described(tmp_path, colours))


def test_labels_of_a_column_without_codes_are_refused(tmp_path):
    root = described(tmp_path)
    file = root / "data" / "datapackage.json"
    file.write_text(file.read_text("utf-8").replace('"enum": ["blue", "red"]', ""), "utf-8")
    with pytest.raises(DataError, match="the label of “red” is of no code"):
        load_package(root)
