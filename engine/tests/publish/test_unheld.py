import pytest

from walkback.publish.unheld import ends_with_semicolon, instead


@pytest.mark.parametrize(
    ("kind", "data", "hidden", "advice"),
    [
        ("display_data", "image/png", True, "or close it with plt.close()"),
        ("execute_result", "image/png", False, "show_figure, or end the line with a semicolon"),
        ("execute_result", "text/html", False, "or end the line with a semicolon"),
        ("execute_result", "text/html", True, "show text as Markdown"),
        ("display_data", "text/html", False, "or do not display it"),
        ("execute_result", "text/latex", False, "write the formula in a Markdown cell"),
        ("display_data", "application/vnd.jupyter.widget-view+json", False, "a widget needs"),
        ("display_data", "application/vnd.plotly.v1+json", False, "draw it with matplotlib"),
        ("execute_result", "text/plain", False, "or as Markdown, or end the line"),
    ],
)
def test_what_helps(kind: str, data: str, hidden: bool, advice: str):
    text = instead({"output_type": kind, "data": {data: "", "text/plain": ""}}, hidden)
    assert advice in text
    assert ("semicolon" in text) == (kind == "execute_result" and not hidden)


@pytest.mark.parametrize(
    ("source", "ends"),
    [("a;", True), ("a; # why", True), ("a;\n\n", True), ("';'", False), ("a # ;", False)],
)
def test_the_last_sign(source: str, ends: bool):
    assert ends_with_semicolon(source) is ends
