"""The text of a PDF as a reader finds it."""

import io
import shutil
import subprocess
from functools import cache

import pypdf


@cache
def pdf_text(pdf: bytes) -> str:
    """The text of all pages, in the order in which it was set, words parted by one space.

    Poppler needs a twentieth of the time that pypdf takes over a long report; where it is not
    installed, pypdf reads the same.
    """
    return " ".join((_poppler(pdf) if shutil.which("pdftotext") else _pypdf(pdf)).split())


def _poppler(pdf: bytes) -> str:
    command = ["pdftotext", "-raw", "-enc", "UTF-8", "-", "-"]
    return subprocess.run(command, input=pdf, capture_output=True, check=True).stdout.decode()


def _pypdf(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)
