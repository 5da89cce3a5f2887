"""From the Markdown text to a tagged PDF, set by Typst."""

import json
import re
import shutil
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import typst

from walkback.errors import ExportError
from walkback.publish.assets import FONTS
from walkback.publish.gathered import State
from walkback.publish.pandoc import convert
from walkback.publish.record import NAME
from walkback.publish.sources import Sources

COVER = "cover.svg"
_MISSING = re.compile(r'text `?"(.+?)"`? could not be displayed')
_CELL = re.compile(r"^``` \{\.walkback-cell key=\w+\}\n", re.MULTILINE)
EPOCH = datetime(2025, 1, 1, tzinfo=UTC)  # the same in every PDF, so that bytes do not differ


def render(markdown: str, state: State) -> bytes:
    """The PDF of a Markdown text.

    Raises:
        ExportError: If pandoc refuses the text, or Typst refuses or warns: a missing glyph, font
            or alt text.
    """
    text = convert(
        markdown,
        to="typst",
        template="report.typ",
        references=state.sources.listed,
        variables={
            "words": state.words,
            "document-author": state.identity.author,
            "document-lang": state.lang.split("-")[0],
            **({"record": NAME} if state.record else {}),
            **({"cover": COVER} if state.cover else {}),
        },
    )
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "report.typ"
        source.write_text(text, "utf-8")
        pictures = Path(folder) / "pictures"
        pictures.mkdir()
        for label, path in state.pictures.items():
            shutil.copyfile(path, pictures / f"{label}{path.suffix}")
        if state.cover:
            shutil.copyfile(state.cover, pictures / COVER)
        if state.record:
            (Path(folder) / NAME).write_text(state.record.text, "utf-8")
        return compile_typst(source, markdown, state.sources)


def compile_typst(source: Path, markdown: str = "", sources: Sources | None = None) -> bytes:
    """Compile a Typst file with our fonts only.

    Args:
        source: The file.
        markdown: The text it was made from, to tell which cell holds a missing character.
        sources: The bibliography, to tell which source does.

    Raises:
        ExportError: If Typst refuses the text or warns.
    """
    try:
        made, warnings = _compile(source)
    except typst.TypstError as error:
        raise ExportError(_told("refused", error, markdown, sources)) from error
    if warnings:
        raise ExportError(_told("warned about", warnings[0], markdown, sources))
    return made


def _compile(source: Path) -> tuple[bytes, list[typst.TypstWarning]]:
    """The PDF and what Typst warns of."""
    made, warnings = typst.compile_with_warnings(
        str(source),
        root=str(source.parent),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        pdf_standards=["ua-1"],
        timestamp=EPOCH,
    )
    return bytes(made), warnings


def _told(
    verb: str,
    trouble: typst.TypstError | typst.TypstWarning,
    markdown: str,
    sources: Sources | None,
) -> str:
    missing = _MISSING.search(trouble.message)
    if missing:
        cited = sources.holding(missing[1]) if sources else ""
        place = place_with(missing[1], markdown) or cited or "somewhere in the document"
        codes = " ".join(f"U+{ord(character):04X}" for character in missing[1])
        return (
            f"{place}: no font of the report has {missing[1]} ({codes}): write it otherwise, or "
            "add the character to the fonts with tools/."
        )
    hints = f" ({'; '.join(trouble.hints)})" if trouble.hints else ""
    return f"Typst {verb} the document: {trouble.message}{hints}. The PDF was not made."


def place_with(text: str, markdown: str) -> str | None:
    """The place of the first cell that holds `text`, None if no cell does."""
    for part in _CELL.split(markdown)[1:]:
        marker, _, content = part.partition("\n")
        if text in content:
            return str(json.loads(marker)["place"])
    return None
