"""From the Markdown text to one self-contained HTML page."""

import base64
import hashlib
import re

from twodeltas.export.assets import TEMPLATES, data_uri
from twodeltas.export.pandoc import convert
from twodeltas.export.state import State
from twodeltas.export.webfonts import font_faces

_FILE = re.compile(r"twodeltas-(picture|data):([a-z0-9-]+)")
_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_FONTS = "twodeltas-fonts"
_HASH = "twodeltas-script-hash"
_BACK = ">\u21a9\ufe0e</a>"  # pandoc's way back from a footnote: a sign that few fonts have


def render(markdown: str, state: State) -> str:
    """The page: text, styles, script, pictures, data and fonts in one file.

    The template `html.html` gets the variables `styles`, `script` and all words of
    `words.py` as `word-NAME`, beside pandoc's own `title`, `toc`, `body` and `lang`.

    Raises:
        ExportError: If pandoc refuses the text or a file is missing.
    """
    variables = {
        "styles": (TEMPLATES / "report.css").read_text("utf-8"),
        "script": (TEMPLATES / "report.js").read_text("utf-8"),
        **{f"word-{name}": word for name, word in state.words.items()},
    }
    page = convert(
        markdown,
        to="html5",
        template="html.html",
        references=state.references,
        variables=variables,
    )
    files = {"picture": state.pictures, "data": state.tables}
    page = page.replace(_BACK, f' aria-label="{state.words["back"]}">↑</a>')
    page = page.replace(_HASH, script_hash(page), 1).replace(_FONTS, font_faces(page), 1)
    return _FILE.sub(lambda match: data_uri(files[match[1]][match[2]]), page)


def script_hash(page: str) -> str:
    """The hash by which the page's content security policy lets its one script run."""
    found = _SCRIPT.search(page)
    digest = hashlib.sha256((found[1] if found else "").encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"
