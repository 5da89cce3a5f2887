"""The nbconvert exporters: executed notebook → one Markdown text → HTML or PDF."""

import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from nbconvert.exporters import TemplateExporter
from nbformat import NotebookNode
from traitlets import default

from walkback.errors import ExportError, SetupError, WalkbackError
from walkback.paths import find_root
from walkback.project import FILE, Identity
from walkback.publish import html, pdf
from walkback.publish.assets import TEMPLATES
from walkback.publish.blocks import block
from walkback.publish.executing import executed, refuse_not_executed
from walkback.publish.gathered import State
from walkback.publish.markdown_text import code_block, context, marker
from walkback.publish.merge import merge
from walkback.publish.preprocessors import (
    AppendixPreprocessor,
    OutputPreprocessor,
    ProsePreprocessor,
)
from walkback.publish.sources import read_sources
from walkback.report_file import read_identity

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
Made = tuple[Any, dict[str, Any]]


class ReportMarkdownExporter(TemplateExporter):
    """Makes the one Pandoc Markdown text that HTML and PDF are made from."""

    output_mimetype = "text/markdown"

    @default("file_extension")
    def _file_extension_default(self) -> str:
        return ".md"

    @default("template_name")
    def _template_name_default(self) -> str:
        return "report_md"

    @default("template_file")
    def _template_file_default(self) -> str:
        return "index.md.j2"

    @default("extra_template_basedirs")
    def _extra_template_basedirs_default(self) -> list[str]:
        return [str(TEMPLATES)]

    @default("preprocessors")
    def _preprocessors_default(self) -> list[Any]:
        return [ProsePreprocessor, OutputPreprocessor, AppendixPreprocessor]

    @default("default_preprocessors")
    def _default_preprocessors_default(self) -> list[Any]:
        return []

    def default_filters(self) -> Any:
        """The filters of nbconvert, and ours."""
        yield from super().default_filters()  # type: ignore[no-untyped-call]
        yield from (("marker", marker), ("code_block", code_block))

    def from_notebook_node(
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **kwargs: Any
    ) -> Made:
        """The Markdown text of a notebook, merged already or a single one."""
        given = dict(resources or {})
        merged = _merged(self._with_results(nb, given), given)
        if "report" not in given:
            given["report"] = new_state(_folder(given), merged)
        return super().from_notebook_node(merged, given, **kwargs)

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

    def _preprocess(self, nb: NotebookNode, resources: Any) -> Made:
        done, found = super()._preprocess(nb, resources)  # type: ignore[no-untyped-call]
        found["context"] = block("context", context(done, found["report"]), found["report"].key)
        return done, found


class ReportHTMLExporter(ReportMarkdownExporter):
    """Makes a self-contained HTML page."""

    export_from_notebook = "Walkback report as HTML"
    output_mimetype = "text/html"

    @default("file_extension")
    def _file_extension_default(self) -> str:
        return ".html"

    def from_notebook_node(
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **kwargs: Any
    ) -> Made:
        """The page of a notebook."""
        markdown, found = super().from_notebook_node(nb, resources, **kwargs)
        return html.render(markdown, found["report"]), found


class ReportPDFExporter(ReportMarkdownExporter):
    """Makes a tagged PDF, set by Typst."""

    export_from_notebook = "Walkback report as PDF"
    output_mimetype = "application/pdf"

    @default("file_extension")
    def _file_extension_default(self) -> str:
        return ".pdf"

    def from_notebook_node(
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **kwargs: Any
    ) -> Made:
        """The PDF of a notebook, as bytes."""
        markdown, found = super().from_notebook_node(nb, resources, **kwargs)
        found["output_extension"] = ".pdf"
        return pdf.render(markdown, found["report"]), found


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
