"""One more notebook in `report.toml`."""

import tomllib

import pytest

from walkback.add.toml_text import with_notebook, with_output

TEXT = """[report]
name = "r" # words

# the first
[[notebook]]
name = "01_a"
outputs = ["figures/*"]

# the second
[[notebook]]
name = "03_c"

[hooks]
checks = []
"""


@pytest.mark.parametrize(
    ("name", "order"),
    [
        ("02_b", ["01_a", "02_b", "03_c"]),
        ("00_z", ["00_z", "01_a", "03_c"]),
        ("04_d", ["01_a", "03_c", "04_d"]),
    ],
)
def test_it_stands_in_the_order_of_names(name, order):
    made = with_notebook(TEXT, name)
    parsed = tomllib.loads(made)
    assert [one["name"] for one in parsed["notebook"]] == order
    assert parsed["hooks"] == {"checks": []}
    assert set(TEXT.splitlines()) <= set(made.splitlines())
    assert made.index("# the first") + len("# the first\n") == made.index(
        '[[notebook]]\nname = "01_a"'
    )


@pytest.mark.parametrize(
    ("name", "outputs"), [("01_a", ["data/*", "figures/*"]), ("03_c", ["data/*"])]
)
def test_it_promises_one_pattern_more(name, outputs):
    parsed = tomllib.loads(with_output(TEXT, name, "data/*"))
    (stanza,) = [one for one in parsed["notebook"] if one["name"] == name]
    assert stanza["outputs"] == outputs
