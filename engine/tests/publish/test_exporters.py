import nbformat
import pytest
from nbconvert.exporters import get_exporter
from nbformat.v4 import new_markdown_cell, new_notebook

from tests.publish.sample import first
from walkback.errors import ExportError
from walkback.publish.exporters import ReportHTMLExporter, ReportPDFExporter


def test_both_are_registered_with_nbconvert():
    assert get_exporter("walkback-html") is ReportHTMLExporter
    assert get_exporter("walkback-pdf") is ReportPDFExporter


def test_one_executed_notebook_is_exported_alone(project):
    content, resources = ReportPDFExporter().from_filename(
        str(project / "report" / "run" / "01_ingest.ipynb")
    )
    assert content.startswith(b"%PDF")
    assert resources["output_extension"] == ".pdf"


def test_alone_it_may_refer_to_another_chapter(project):
    path = project / "report" / "run" / "02_metrics.ipynb"
    page, resources = ReportHTMLExporter().from_filename(str(path))
    assert "see another chapter" in " ".join(page.split())
    assert resources["output_extension"] == ".html"


def test_a_notebook_outside_of_a_checkout_has_no_colophon(tmp_path):
    path = tmp_path / "n.ipynb"
    nbformat.write(new_notebook(cells=[new_markdown_cell("# Alone")]), path)
    page, _ = ReportHTMLExporter().from_filename(str(path))
    assert "Alone" in page
    assert "Colophon" not in page


def test_a_notebook_needs_a_folder():
    with pytest.raises(ExportError, match="The notebook has no path"):
        ReportHTMLExporter().from_notebook_node(first())
