"""The whole export: executed notebooks in, report files out."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from walkback.atomic_files import write_bytes
from walkback.errors import ExportError, UsageError
from walkback.project import Identity
from walkback.publish import html, pdf
from walkback.publish.document import Document, document
from walkback.publish.gathered import State, new_state
from walkback.publish.merge import merge

RENDERERS: dict[str, Callable[[Document, State], str | bytes]] = {
    "html": html.render,
    "pdf": pdf.render,
}


def build_report(
    run_dir: Path,
    out: Path,
    root: Path,
    formats: Sequence[str],
    notebooks: Sequence[str],
    files: Sequence[str] | None = None,
    identity: Identity | None = None,
) -> list[Path]:
    """Make the report of executed notebooks; nothing is written unless all of it could be made.

    All formats are made of one document, and at the same time.

    Args:
        run_dir: The folder of the executed notebooks, `report/run`; `figures/` is looked for in
            the nearest folder above it that has the file.
        out: The folder that the files are written to; made if it is not there.
        root: The checkout, with `data/references.json`.
        formats: `html`, `pdf` or both.
        notebooks: The names of the notebooks without suffix, in the order of the chapters.
        files: The files of the checkout that the report depends on, for its record; None for all
            that it could depend on.
        identity: What the documents call themselves; None for what the checkout's main report does.

    Returns:
        The files written: the report in each format, and `values.csv`.

    Raises:
        ExportError: If a notebook is missing or cannot become a document.
        UsageError: If a format is not known.
    """
    unknown = [name for name in formats if name not in RENDERERS]
    if unknown:
        raise UsageError(f"The format {unknown[0]} is not known: give {' or '.join(RENDERERS)}.")
    merged = merge(read_notebooks(run_dir, notebooks))
    state = new_state(run_dir, merged, root, files, identity)
    made_of = document(merged, state)
    with ThreadPoolExecutor(len(RENDERERS)) as pool:  # pandoc and Typst let other threads run
        rendered = [pool.submit(RENDERERS[name], made_of, state) for name in formats]
    made = {
        f"{state.identity.name}.{name}": _bytes(job.result())
        for name, job in zip(formats, rendered, strict=True)
    }
    made["values.csv"] = state.values.as_csv().encode()
    for name, content in made.items():
        write_bytes(out / name, content)
    return [out / name for name in made]


def _bytes(content: str | bytes) -> bytes:
    return content if isinstance(content, bytes) else content.encode()


def read_notebooks(run_dir: Path, names: Sequence[str]) -> list[tuple[str, NotebookNode]]:
    """Name and content of executed notebooks.

    Raises:
        ExportError: If one is missing or no notebook.
    """
    return [(name, _read(run_dir / f"{name}.ipynb")) for name in names]


def _read(path: Path) -> NotebookNode:
    if not path.is_file():
        raise ExportError(f"{path.name} was not executed yet: run it without --only.")
    try:
        notebook: NotebookNode = nbformat.read(path, as_version=4)
    except (ValueError, nbformat.ValidationError) as error:
        raise ExportError(f"{path.name} is no notebook ({error}): run it again.") from error
    return notebook
