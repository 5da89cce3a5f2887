"""Calling walkback as a user does, and reading back what it made."""

import os
import re
import subprocess
import sys
from pathlib import Path

from bs4 import BeautifulSoup
from pdf_text import pdf_text
from pypdf import PdfReader

OF_A_RUN = ("WALKBACK_", "PYTHONPATH", "MAKELEVEL")


def walkback(folder: Path, *arguments: str, code: int = 0) -> str:
    """Call `python -m walkback` in a folder; what it said, if it ended with this exit code."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith(OF_A_RUN)}
    done = subprocess.run(
        [sys.executable, "-m", "walkback", *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    )
    told = done.stdout + done.stderr
    assert done.returncode == code, told
    return told


def states(told: str) -> dict[str, str]:
    """What a run did with each of its parts: `ran`, `–` and so on."""
    stages = told.partition("Report: ")[0]
    lines = [line.split() for line in stages.splitlines() if not line.startswith(" ")]
    return {words[0]: words[1] for words in lines if len(words) > 1}


def page(path: Path) -> BeautifulSoup:
    """An HTML report."""
    return BeautifulSoup(path.read_text("utf-8"), "html.parser")


def flat(text: str) -> str:
    """Text without line breaks and soft hyphens."""
    return re.sub(r"\s+", " ", text.replace("\u00ad", ""))


def printed(path: Path) -> str:
    """The text of a PDF."""
    return flat(pdf_text(path.read_bytes()))


def catalogue(path: Path) -> dict:
    """The root of a PDF: its language, whether it is tagged, its tags."""
    return PdfReader(path).trailer["/Root"]
