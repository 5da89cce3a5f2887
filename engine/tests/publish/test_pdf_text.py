import shutil

import pytest
import typst
from pdf_text import by_poppler, by_pypdf, pdf_text

SOURCE = b"Two *deltas*\n\n#table(columns: 2)[9.0 %][2.4 %]\n#pagebreak()\nthe end"


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return typst.compile(SOURCE)


def test_the_text_of_all_pages_is_one_line(pdf):
    assert pdf_text(pdf) == "Two deltas 9.0 % 2.4 % the end"


def test_both_readers_find_the_same_words(pdf):
    if not shutil.which("pdftotext"):
        pytest.skip("poppler-utils is not installed, so pypdf reads the text of the PDFs.")
    assert by_poppler(pdf).split() == by_pypdf(pdf).split()
