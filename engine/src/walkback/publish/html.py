"""From the tree of a document to one self-contained HTML page."""

import base64
import re

from walkback.publish import content_security_policy
from walkback.publish.assets import TEMPLATES, data_uri
from walkback.publish.document import Document
from walkback.publish.gathered import State
from walkback.publish.pandoc import convert
from walkback.publish.webfonts import font_faces

_BACK = ">\u21a9\ufe0e</a>"  # pandoc's way back from a footnote: a sign that few fonts have


def render(document: Document, state: State) -> str:
    """The page: text, styles, script, pictures, data and fonts in one file.

    The template `html.html` gets the variables `styles`, `script` and all words of
    `words.py` as `word-NAME`, beside pandoc's own `title`, `toc`, `body` and `lang`. What is put in
    afterwards has its place marked with the key of the run, which no text can hold.

    Raises:
        ExportError: If pandoc refuses the text or a file is missing.
    """
    places = {name: f"{state.key}-{name}" for name in ("fonts", "policy", "widths")}
    variables = {
        "styles": (TEMPLATES / "report.css").read_text("utf-8"),
        "script": (TEMPLATES / "report.js").read_text("utf-8"),
        **places,
        **({"cover": data_uri(state.cover)} if state.cover else {}),
        **{f"word-{name}": word for name, word in state.words.items()},
    }
    page = convert(
        document.tree,
        to="html5",
        template="html.html",
        references=state.sources.listed,
        variables=variables,
    )
    page = page.replace(_BACK, f' aria-label="{state.words["back"]}">↑</a>')
    page, widths = content_security_policy.without_style_attributes(page)
    page = page.replace(places["widths"], widths).replace(places["fonts"], font_faces(page))
    page = page.replace(places["policy"], content_security_policy.policy(page))
    return _with_files(page, state)


def _with_files(page: str, state: State) -> str:
    """The page with pictures and data in it."""
    files = {"picture": state.pictures, "data": state.tables}
    page = page.replace(f"{state.key}-record:list", _record(state))
    place = re.compile(rf"{state.key}-(picture|data):([a-z0-9-]+)")
    return place.sub(lambda match: data_uri(files[match[1]][match[2]]), page)


def _record(state: State) -> str:
    """The record of what the page is made from, as a `data:` address."""
    text = state.record.text if state.record else ""
    return f"data:text/plain;base64,{base64.b64encode(text.encode()).decode()}"
