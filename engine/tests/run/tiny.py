"""Tiny projects of two or three notebooks, executed for real in the tests."""

import json
from pathlib import Path
from typing import Any

STAGES = """\
[code]
lock = "lock.txt"

[report]
inputs = ["notes.txt"]

[[notebook]]
name = "01_read"
outputs = ["data/processed/*.csv"]

[[notebook]]
name = "02_use"
outputs = ["figures/*"]
"""

READ = """\
import os
from pathlib import Path
from kit.helper import upper
root, write = Path(os.environ["WALKBACK_ROOT"]), Path(os.environ["WALKBACK_WRITE"])
text = upper((root / "data/raw/words.csv").read_text())
_ = (write / "data/processed/words.csv").write_text(text)"""

USE = """\
import os
from pathlib import Path
out, write = Path(os.environ["WALKBACK_OUT"]), Path(os.environ["WALKBACK_WRITE"])
words = (out / "data/processed/words.csv").read_text().split()
_ = (write / f"figures/{shape}.svg").write_text(f"<svg>{len(words)} {edition}</svg>")
many = len(words) > 2
len(words)"""


def code(text: str, *tags: str, cell_id: str = "") -> dict[str, Any]:
    cell = {"cell_type": "code", "source": text, "outputs": [], "execution_count": None}
    return _with(cell, tags, cell_id)


def prose(text: str, *tags: str, cell_id: str = "") -> dict[str, Any]:
    return _with({"cell_type": "markdown", "source": text}, tags, cell_id)


def _with(cell: dict[str, Any], tags: tuple[str, ...], cell_id: str) -> dict[str, Any]:
    cell["metadata"] = {"tags": list(tags)} if tags else {}
    if cell_id:
        cell["id"] = cell_id
    return cell


def save(path: Path, *cells: dict[str, Any], kernel: str = "python3") -> Path:
    """Write a notebook; cells without an id get `c1`, `c2` and so on."""
    for number, cell in enumerate(cells, start=1):
        cell.setdefault("id", f"c{number}")
    document = {
        "cells": list(cells),
        "metadata": {"kernelspec": {"name": kernel, "display_name": kernel, "language": "python"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(document, ensure_ascii=False), "utf-8")
    return path


def edit(path: Path, old: str, new: str) -> None:
    """Replace a text in a file or in the cells of a notebook; it must be there."""
    text = path.read_text("utf-8")
    if path.suffix == ".ipynb":
        old, new = (json.dumps(part, ensure_ascii=False)[1:-1] for part in (old, new))
    assert old in text, f"{old} is not in {path}"
    path.write_text(text.replace(old, new), "utf-8")


def make(root: Path) -> Path:
    """A project of two stages with a package, a lock file and one table of three words."""
    files = {
        "data/raw/words.csv": "one two three\n",
        "data/datapackage.json": "{}",
        "src/kit/__init__.py": "",
        "src/kit/helper.py": "def upper(text):\n    return text.upper()\n",
        "src/kit/cli.py": "",
        "lock.txt": "pinned==1\n",
        "notes.txt": "",
        "report.toml": STAGES,
    }
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    save(root / "notebooks/01_read.ipynb", prose("# Reading\n\nWords."), code(READ))
    save(
        root / "notebooks/02_use.ipynb",
        prose("# Using {#sec-use}"),
        code('edition = 2025\nshape = "round"', "parameters"),
        code(USE),
        prose("There are {eval}`len(words)` words in {eval}`edition`."),
        prose("Many: {eval}`words[2]`", "when:many"),
    )
    return root
