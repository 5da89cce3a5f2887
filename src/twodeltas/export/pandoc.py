"""Running pandoc: Markdown text in, HTML or Typst text out, no other file touched."""

import json
import os
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from twodeltas.errors import ExportError, SetupError
from twodeltas.export.assets import TEMPLATES

_OFF = (
    "raw_html",
    "raw_tex",
    "raw_attribute",
    "native_divs",
    "native_spans",
    "markdown_in_html_blocks",
    "latex_macros",
    "yaml_metadata_block",
    "pandoc_title_block",
    "example_lists",
    "implicit_header_references",
    "implicit_figures",
    "inline_code_attributes",
    "blank_before_header",
    "blank_before_blockquote",
)
_ON = ("east_asian_line_breaks", "lists_without_preceding_blankline", "autolink_bare_uris")

READER = "markdown" + "".join(f"-{name}" for name in _OFF) + "".join(f"+{name}" for name in _ON)


def pandoc_path() -> str:
    """Where the pandoc of the package pypandoc_binary is.

    Raises:
        SetupError: If it is not installed.
    """
    try:
        import pypandoc

        return str(pypandoc.get_pandoc_path())
    except (ImportError, OSError) as error:
        raise SetupError(
            "pandoc is not installed: type `make report` again, which installs it."
        ) from error


def convert(
    markdown: str,
    *,
    to: str,
    template: str,
    references: Path | None,
    variables: dict[str, Any],
) -> str:
    """Markdown to `html5` or `typst`, through our filters and citeproc.

    Args:
        markdown: The text that the Markdown exporter made.
        to: A format that pandoc writes.
        template: The name of a pandoc template in `templates/`.
        references: The bibliography as CSL-JSON.
        variables: Variables of the template, put in as they are.

    Raises:
        ExportError: If pandoc or a filter refuses the text, or warns.
    """
    with tempfile.TemporaryDirectory() as folder:
        # An empty data directory: nothing from the user's own pandoc settings is read.
        settings = _defaults(to, template, references, variables) | {"data-dir": folder}
        defaults = Path(folder) / "defaults.yaml"
        defaults.write_text(json.dumps(settings), "utf-8")
        done = subprocess.run(
            [pandoc_path(), "--sandbox", "--defaults", str(defaults)],
            input=markdown.encode(),
            env={**os.environ, "LC_ALL": "C.UTF-8"},  # paths may hold any character
            capture_output=True,
            check=False,
        )
    told = done.stderr.decode("utf-8", "replace").strip()
    if done.returncode:
        raise ExportError(_reason(told))
    return done.stdout.decode("utf-8")


def _defaults(
    to: str, template: str, references: Path | None, variables: dict[str, Any]
) -> dict[str, Any]:
    """The settings of one run, as a defaults file of pandoc has them."""
    citeproc = ["citeproc"] if references else []
    settings: dict[str, Any] = {
        "from": READER,
        "to": to,
        "standalone": True,
        "template": str(TEMPLATES / template),
        "filters": [str(TEMPLATES / "report.lua"), *citeproc, str(TEMPLATES / "finish.lua")],
        "fail-if-warnings": True,
        "wrap": "none",
        "section-divs": to == "html5",
        "table-of-contents": to == "html5",
        "toc-depth": 4,
        "html-math-method": {"method": "mathml"},
        "syntax-highlighting": "default" if to == "html5" else "none",
        "variables": variables,
    }
    if references:
        settings |= {"bibliography": [str(references)], "csl": str(TEMPLATES / "numbers.csl")}
    return settings


def _reason(told: str) -> str:
    """What a user needs of pandoc's messages."""
    lines = [line for line in told.splitlines() if not line.startswith(("stack traceback", "\t"))]
    for line in lines:
        _, mark, reason = line.partition("two-deltas: ")
        if mark:
            return reason
    return "pandoc refused the text: " + " ".join(lines)
