"""The whole export: executed notebooks in, report files out."""

import os
from collections.abc import Sequence
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from twodeltas.errors import ExportError, UsageError
from twodeltas.export.exporters import ReportHTMLExporter, ReportPDFExporter, new_state
from twodeltas.export.merge import merge

NAME = "two-deltas"
EXPORTERS = {"html": ReportHTMLExporter, "pdf": ReportPDFExporter}


def build_report(
    run_dir: Path, out: Path, root: Path, formats: Sequence[str], notebooks: Sequence[str]
) -> list[Path]:
    """Make the report of executed notebooks; nothing is written unless all of it could be made.

    Args:
        run_dir: The folder of the executed notebooks, `report/run`; `figures/` is looked for in
            the nearest folder above it that has the file.
        out: The folder that the files are written to; made if it is not there.
        root: The checkout, with `data/references.json`.
        formats: `html`, `pdf` or both.
        notebooks: The names of the notebooks without suffix, in the order of the chapters.

    Returns:
        The files written: the report in each format, and `values.csv`.

    Raises:
        ExportError: If a notebook is missing or cannot become a document.
        UsageError: If a format is not known.
    """
    unknown = [name for name in formats if name not in EXPORTERS]
    if unknown:
        raise UsageError(f"The format {unknown[0]} is not known: give {' or '.join(EXPORTERS)}.")
    merged = merge(read_notebooks(run_dir, notebooks))
    made: dict[str, bytes] = {}
    for name in formats:
        state = new_state(run_dir, merged, root)
        content, found = EXPORTERS[name]().from_notebook_node(merged, {"report": state})
        made[f"{NAME}.{name}"] = content if isinstance(content, bytes) else content.encode()
        made["values.csv"] = found["report"].values.as_csv().encode()
    return [_write(out / name, content) for name, content in made.items()]


def read_notebooks(run_dir: Path, names: Sequence[str]) -> list[tuple[str, NotebookNode]]:
    """Name and content of executed notebooks.

    Raises:
        ExportError: If one is missing or no notebook.
    """
    return [(name, _read(run_dir / f"{name}.ipynb")) for name in names]


def _read(path: Path) -> NotebookNode:
    if not path.is_file():
        raise ExportError(f"{path.name} was not executed yet: run run_all.py without --only.")
    try:
        return nbformat.read(path, as_version=4)
    except (ValueError, nbformat.ValidationError) as error:
        raise ExportError(f"{path.name} is no notebook ({error}): run it again.") from error


def _write(path: Path, content: bytes) -> Path:
    """Write beside, then move into place, so that a reader never sees half a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    part.write_bytes(content)
    os.replace(part, path)  # noqa: PTH105 - Path.replace does the same, this says what is atomic
    return path
