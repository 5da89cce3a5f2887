import subprocess
import sys

import nbformat
import pytest
from nbconvert.exporters import get_exporter
from nbformat.v4 import new_markdown_cell, new_notebook
from traitlets.config import Config

from tests.publish.sample import first
from tests.run.tiny import code, prose, save
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


@pytest.fixture
def unexecuted(tmp_path):
    (tmp_path / "report.toml").write_text('[[notebook]]\nname = "01_a"\n', "utf-8")
    cells = [code("n = 7"), prose("# One\n\nIt is {eval}`n`."), code("no = n < 7")]
    return save(tmp_path / "notebooks" / "01_a.ipynb", *cells, prose("Not so.", "when:no"))


def test_a_notebook_that_was_not_executed_says_what_to_give(unexecuted):
    with pytest.raises(
        ExportError, match=r"01_a was not executed: cell 1 .*report/run/01_a\.ipynb"
    ):
        ReportHTMLExporter().from_filename(str(unexecuted))


def test_nbconvert_executes_it(unexecuted):
    config = Config({"ExecutePreprocessor": {"enabled": True}})
    page, _ = ReportHTMLExporter(config=config).from_filename(str(unexecuted))
    assert "It is 7." in page
    assert "Not so" not in page


def test_as_a_command_it_ends_without_a_traceback(unexecuted):
    command = [sys.executable, "-m", "nbconvert", "--to", "walkback-html", str(unexecuted)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "add --execute" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_notebook_needs_a_folder():
    with pytest.raises(ExportError, match="The notebook has no path"):
        ReportHTMLExporter().from_notebook_node(first())
