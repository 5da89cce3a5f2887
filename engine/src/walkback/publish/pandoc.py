"""Running pandoc: a tree in, HTML or Typst text out, no other file touched."""

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from walkback.errors import ExportError, SetupError
from walkback.markup import clean
from walkback.paths import installing
from walkback.publish.assets import TEMPLATES

PATIENCE = 300  # seconds
_DATA, _OURS, _REFERENCES, _SETTINGS = "data", "ours", "references.json", "defaults.json"


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
            f"pandoc is not installed. Type: {installing('pypandoc_binary')}"
        ) from error


def convert(
    tree: str,
    *,
    to: str,
    template: str,
    references: Sequence[Mapping[str, Any]],
    variables: dict[str, Any],
) -> str:
    """A tree to `html5` or `typst`, through our filters and citeproc.

    Args:
        tree: The document as JSON, see `document.py`.
        to: A format that pandoc writes.
        template: The name of a pandoc template in `templates/`.
        references: The entries of the bibliography, in CSL-JSON; those that the tree does not name
            are left out, as pandoc reads each of them.
        variables: Variables of the template, put in as they are.

    Raises:
        ExportError: If pandoc or a filter refuses the text, or warns.
    """
    with tempfile.TemporaryDirectory() as folder:
        named = [entry for entry in references if str(entry["id"]) in tree]
        _lay_out(Path(folder), named, _defaults(to, template, variables))
        done = _run([pandoc_path(), "--sandbox", "--defaults", _SETTINGS], tree, folder)
    told = done.stderr.decode("utf-8", "replace").strip()
    if done.returncode:
        raise ExportError(_reason(told))
    return done.stdout.decode("utf-8")


def refusals(tree: str) -> list[dict[str, str]]:
    """What our filters would refuse in a tree: `place` and `message` of each.

    Raises:
        ExportError: If pandoc itself fails.
    """
    with tempfile.TemporaryDirectory() as folder:
        filters = [f"{_OURS}/check.lua"]
        settings = {"from": "json", "to": "plain", "filters": filters, "data-dir": _DATA}
        _lay_out(Path(folder), [], settings)
        done = _run([pandoc_path(), "--sandbox", "--defaults", _SETTINGS], tree, folder)
    if done.returncode:
        raise ExportError(_reason(done.stderr.decode("utf-8", "replace").strip()))
    found = json.loads(done.stdout.decode("utf-8"))
    return list(found)  # an empty table of Lua may be an object


def _lay_out(
    folder: Path, references: Sequence[Mapping[str, Any]], settings: Mapping[str, Any]
) -> None:
    """Put all that pandoc reads into one folder, in which it runs.

    Every name that it is given is then a plain one, whatever the checkout is called: pandoc takes
    `%20`, `?` or `:` in a path for an address, and `${NAME}` for a variable.
    """
    (folder / _DATA).mkdir()  # empty: nothing from the user's own pandoc settings is read
    text = json.dumps(cleaned(references), ensure_ascii=False)
    (folder / _REFERENCES).write_text(text, "utf-8")
    (folder / _SETTINGS).write_text(json.dumps(settings), "utf-8")
    try:
        (folder / _OURS).symlink_to(TEMPLATES, target_is_directory=True)
    except OSError:  # Windows allows links to some
        shutil.copytree(TEMPLATES, folder / _OURS)


def cleaned(given: Any) -> Any:
    """A bibliography whose texts hold no control character, direction mark or odd white space."""
    if isinstance(given, str):
        return clean(given)
    if isinstance(given, Mapping):
        return {clean(str(name)): cleaned(part) for name, part in given.items()}
    return [cleaned(part) for part in given] if isinstance(given, list | tuple) else given


def _run(command: list[str], tree: str, folder: str) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(
            command,
            cwd=folder,
            input=tree.encode("utf-8", "replace"),
            env={**os.environ, "LC_ALL": "C.UTF-8"},  # paths may hold any character
            capture_output=True,
            check=False,
            timeout=PATIENCE,
        )
    except subprocess.TimeoutExpired as error:
        raise ExportError(
            f"pandoc did not finish within {PATIENCE} seconds: make the largest tables smaller."
        ) from error


def _defaults(to: str, template: str, variables: dict[str, Any]) -> dict[str, Any]:
    """The settings of one run, as a defaults file of pandoc has them."""
    return {
        "from": "json",
        "to": "typst-smart" if to == "typst" else to,
        "standalone": True,
        "template": f"{_OURS}/{template}",
        "filters": [f"{_OURS}/report.lua", "citeproc", f"{_OURS}/finish.lua"],
        "data-dir": _DATA,
        "fail-if-warnings": True,
        "wrap": "none",
        "section-divs": to == "html5",
        "table-of-contents": to == "html5",
        "toc-depth": 4,
        "html-math-method": {"method": "mathml"},
        "syntax-highlighting": "default" if to == "html5" else "none",
        "variables": variables,
        "bibliography": [_REFERENCES],
        "csl": f"{_OURS}/numbers.csl",
    }


def _reason(told: str) -> str:
    """What a user needs of pandoc's messages."""
    lines = [line for line in told.splitlines() if not line.startswith(("stack traceback", "\t"))]
    for line in lines:
        _, mark, reason = line.partition("walkback: ")
        if mark:
            return reason
    return "pandoc refused the text: " + " ".join(lines)
