"""The nbconvert exporters: executed notebook → one tree → HTML or PDF."""

import sys
from pathlib import Path
from typing import Any

from nbconvert.exporters import Exporter
from nbformat import NotebookNode
from traitlets import default

from walkback.errors import ExportError, WalkbackError
from walkback.publish import html, pdf
from walkback.publish.document import Document, document
from walkback.publish.executing import executed, refuse_not_executed
from walkback.publish.gathered import State, new_state
from walkback.publish.merge import merge

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
        whole = "merged" in nb.metadata.get("walkback", {})
        return document(merged, state, whole), state

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


def _is_command() -> bool:
    """Whether it is the command `jupyter nbconvert` that exports, and not a program."""
    app = sys.modules.get("nbconvert.nbconvertapp")  # importing it would import this module
    return app is not None and app.NbConvertApp.initialized()


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
