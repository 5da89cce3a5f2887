"""Reading the record back out of a document, which may be anybody's, cut short or edited."""

import base64
import binascii
import io
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from walkback.errors import ExportError, SetupError, UsageError
from walkback.paths import installing
from walkback.publish.record import NAME, Record, parsed

_LINK = re.compile(rb'<a id="made-from" href="data:text/plain;base64,([A-Za-z0-9+/=]*)"')
_LONGEST = 500_000_000  # bytes: no report is half a gigabyte


def read_record(path: Path) -> Record:
    """The record inside a report.

    Args:
        path: The HTML or the PDF.

    Raises:
        UsageError: If there is no such file, or it is no report with a record that can be read.
    """
    try:
        content = path.read_bytes() if path.stat().st_size <= _LONGEST else b""
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}.") from error
    try:
        return parsed(_from_pdf(content) if content.startswith(b"%PDF-") else _from_html(content))
    except ExportError as error:
        raise UsageError(
            f"{path} cannot be verified: {error}. It may not be a report made by Walkback, be of an "
            "older version, or have been edited or cut short on its way."
        ) from error


def form_of(path: Path) -> str:
    """`pdf` or `html`, by what the file holds."""
    with path.open("rb") as file:
        return "pdf" if file.read(5) == b"%PDF-" else "html"


def _from_html(content: bytes) -> str:
    found = _LINK.findall(content)
    if not found:
        raise ExportError("it holds no record of what it was made from")
    try:
        return base64.b64decode(found[-1], validate=True).decode("utf-8")
    except (binascii.Error, ValueError) as error:
        raise ExportError("the record in it was damaged or edited") from error


def _from_pdf(content: bytes) -> str:
    try:
        import pypdf
    except ImportError as error:
        raise SetupError(f"pypdf is not installed. Type: {installing('pypdf')}") from error
    with _quiet():
        try:
            attached = pypdf.PdfReader(io.BytesIO(content)).attachments
            texts = [bytes(text) for name, text in _pairs(attached) if name == NAME]
        except Exception as error:
            raise ExportError(f"it is a damaged PDF ({type(error).__name__})") from error
    if len(texts) != 1:
        raise ExportError("it holds no record of what it was made from")
    try:
        return texts[0].decode("utf-8")
    except UnicodeDecodeError as error:
        raise ExportError("the record in it was damaged or edited") from error


def _pairs(attached: object) -> Iterator[tuple[str, bytes]]:
    for name, contents in dict(attached).items():  # type: ignore[call-overload]
        yield from ((name, content) for content in contents)


@contextmanager
def _quiet() -> Iterator[None]:
    """Without pypdf's own remarks on what is odd in a file."""
    logger = logging.getLogger("pypdf")
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(level)
