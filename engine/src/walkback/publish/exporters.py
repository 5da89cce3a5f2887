"""The nbconvert exporters: executed notebook → one tree → HTML or PDF."""

import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from nbconvert.exporters import Exporter
from nbformat import NotebookNode
from traitlets import default

from walkback.errors import ExportError, SetupError, WalkbackError
from walkback.paths import find_root
from walkback.project import FILE, Identity
from walkback.publish import html, pdf
from walkback.publish.document import Document, document
from walkback.publish.executing import executed, refuse_not_executed
from walkback.publish.gathered import State
from walkback.publish.merge import merge
from walkback.publish.sources import read_sources
from walkback.report_file import read_identity

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
Made = tuple[Any, dict[str, Any]]


class _ReportExporter(Exporter):
    """What both exporters do: one document out of a notebook, merged already or a single one."""

    @default("default_preprocessors")
    def _default_preprocessors_default(self) -> list[Any]:
        return []

    def _document(
        self, nb: NotebookNode, resources: dict[str, Any] | None
    ) -> tuple[Document, State]:
        given = dict(resources or {})
        merged = _merged(self._with_results(nb, given), given)
        state = new_state(_folder(given), merged)
        return document(merged, state), state

    def from_filename(
        self, filename: str, resources: dict[str, Any] | None = None, **kwargs: Any
    ) -> Made:
        """The document of a file; as a command, nbconvert ends with the message alone."""
        try:
            made: Made = super().from_filename(filename, resources, **kwargs)
        except WalkbackError as error:
            if _is_command():
                raise SystemExit(str(error)) from error
            raise
        return made

    def _with_results(self, nb: NotebookNode, given: dict[str, Any]) -> NotebookNode:
        """The notebook itself if it was executed; with `--execute` it is executed now."""
        if "merged" in nb.metadata.get("walkback", {}):
            return nb
        name = given.get("metadata", {}).get("name") or "notebook"
        if self.config.ExecutePreprocessor.get("enabled", False):
            return executed(nb, name, _folder(given))
        refuse_not_executed(nb, name)
        return nb

    def _resources(self, resources: dict[str, Any] | None) -> dict[str, Any]:
        return {**(resources or {}), "output_extension": self.file_extension}


class ReportHTMLExporter(_ReportExporter):
    """Makes a self-contained HTML page."""

    export_from_notebook = "Walkback report as HTML"
    output_mimetype = "text/html"

    @default("file_extension")
    def _file_extension_default(self) -> str:
        return ".html"

    def from_notebook_node(
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **_: Any
    ) -> Made:
        """The page of a notebook."""
        return html.render(*self._document(nb, resources)), self._resources(resources)


class ReportPDFExporter(_ReportExporter):
    """Makes a tagged PDF, set by Typst."""

    export_from_notebook = "Walkback report as PDF"
    output_mimetype = "application/pdf"

    @default("file_extension")
    def _file_extension_default(self) -> str:
        return ".pdf"

    def from_notebook_node(
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **_: Any
    ) -> Made:
        """The PDF of a notebook, as bytes."""
        return pdf.render(*self._document(nb, resources)), self._resources(resources)


def new_state(
    folder: Path,
    merged: NotebookNode,
    root: Path | None = None,
    files: Sequence[str] | None = None,
) -> State:
    """What an export starts from: the bibliography, the parameters, the language.

    Args:
        folder: Where the notebooks are.
        merged: The merged notebook.
        root: The checkout; None looks for it at and above `folder`.
        files: What the document depends on, see `build_report`.
    """
    checkout = root or _checkout(folder)
    parameters = dict(merged.metadata.walkback["parameters"])
    lang = str(parameters.get("lang", "en"))
    if not _LANGUAGE.fullmatch(lang):
        raise ExportError(f"lang = {lang!r} is no language: write en or zh.")
    references = checkout / "data" / "references.json" if checkout else folder / "references.json"
    return State(
        folder=folder,
        root=checkout,
        lang=lang,
        sources=read_sources(references),
        identity=read_identity(checkout)
        if checkout and (checkout / FILE).is_file()
        else Identity(),
        parameters=parameters,
        files=files,
        changed=dict(merged.metadata.walkback["changed"]),
    )


def _is_command() -> bool:
    """Whether it is the command `jupyter nbconvert` that exports, and not a program."""
    app = sys.modules.get("nbconvert.nbconvertapp")  # importing it would import this module
    return app is not None and app.NbConvertApp.initialized()


def _checkout(folder: Path) -> Path | None:
    try:
        return find_root(folder)
    except SetupError:
        return None


def _merged(nb: NotebookNode, resources: dict[str, Any]) -> NotebookNode:
    if "merged" in nb.metadata.get("walkback", {}):
        return nb
    return merge([(resources.get("metadata", {}).get("name") or "notebook", nb)])


def _folder(resources: dict[str, Any]) -> Path:
    """The folder of the notebook that nbconvert works on."""
    given = resources.get("metadata", {}).get("path")
    if given is None:
        raise ExportError(
            "The notebook has no path: give resources={'metadata': {'path': FOLDER}}."
        )
    return Path(given or ".").resolve()
