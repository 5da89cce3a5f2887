"""From the Markdown text to one self-contained HTML page."""

import base64
import re
from pathlib import Path

from twodeltas.errors import ExportError
from twodeltas.export.assets import FONTS, TEMPLATES, data_uri
from twodeltas.export.pandoc import convert
from twodeltas.export.state import State

_FONT = re.compile(r"url\(\s*[\"']?(?:\.\./)?fonts/([\w.-]+)[\"']?\s*\)")
_FILE = re.compile(r"twodeltas-(picture|data):([a-z0-9-]+)")


def render(markdown: str, state: State) -> str:
    """The page: text, styles, script, pictures, data and fonts in one file.

    The template `html.html` gets the variables `styles`, `script`, `values-csv` and all words of
    `words.py` as `word-NAME`, beside pandoc's own `title`, `toc`, `body` and `lang`.

    Raises:
        ExportError: If pandoc refuses the text or a file is missing.
    """
    variables = {
        "styles": styles((TEMPLATES / "report.css").read_text("utf-8")),
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
    return _FILE.sub(lambda match: data_uri(files[match[1]][match[2]]), page)


def styles(css: str) -> str:
    """The style sheet with every `url(fonts/NAME)` put in as data.

    Raises:
        ExportError: If a font is not there.
    """
    return _FONT.sub(lambda match: f"url({_font_uri(FONTS / match[1])})", css)


def _font_uri(path: Path) -> str:
    if not path.is_file():
        raise ExportError(f"report.css names the font {path.name}, which export/fonts does not have.")
    data = base64.b64encode(path.read_bytes()).decode()
    return f"data:font/{path.suffix[1:]};base64,{data}"
