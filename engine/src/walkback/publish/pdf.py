"""From the tree of a document to a tagged PDF, set by Typst."""

import re
import shutil
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import typst

from walkback.errors import ExportError
from walkback.publish.assets import FONTS
from walkback.publish.document import Document
from walkback.publish.gathered import State
from walkback.publish.pandoc import convert
from walkback.publish.record import NAME
from walkback.publish.sources import Sources

COVER = "cover.svg"
_MISSING = re.compile(r'text `?"(.+?)"`? could not be displayed')
_OWN = "assertion failed: "  # said by report.typ
EPOCH = datetime(2025, 1, 1, tzinfo=UTC)  # the same in every PDF, so that bytes do not differ


def render(document: Document, state: State) -> bytes:
    """The PDF of a document.

    Raises:
        ExportError: If pandoc refuses the text, or Typst refuses or warns: a missing glyph, font
            or alt text.
    """
    text = convert(
        document.tree,
        to="typst",
        template="report.typ",
        references=state.sources.listed,
        variables={
            "words": state.words,
            "document-author": state.identity.author,
            "document-lang": state.lang.split("-")[0],
            **({"record": NAME} if state.record else {}),
            **({"cover": COVER} if state.cover else {}),
            **({"brief": True} if state.identity.brief else {}),
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
        return compile_typst(source, document, state.sources)


def compile_typst(
    source: Path, document: Document | None = None, sources: Sources | None = None
) -> bytes:
    """Compile a Typst file with our fonts only.

    Args:
        source: The file.
        document: What it was made from, to tell which cell holds a missing character.
        sources: The bibliography, to tell which source does.

    Raises:
        ExportError: If Typst refuses the text or warns.
    """
    try:
        made, warnings = _compile(source)
    except typst.TypstError as error:
        raise ExportError(_told("refused", error, document, sources)) from error
    if warnings:
        raise ExportError(_told("warned about", warnings[0], document, sources))
    return made


def _compile(source: Path) -> tuple[bytes, list[typst.TypstWarning]]:
    """The PDF and what Typst warns of."""
    made, warnings = typst.compile_with_warnings(
        str(source),
        root=str(source.parent),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        pdf_standards=["a-3a", "ua-1"],  # for archives, and for readers of screens
        timestamp=EPOCH,
    )
    return bytes(made), warnings


def _told(
    verb: str,
    trouble: typst.TypstError | typst.TypstWarning,
    document: Document | None,
    sources: Sources | None,
) -> str:
    missing = _MISSING.search(trouble.message)
    if missing:
        cited = sources.holding(missing[1]) if sources else ""
        cell = document.place_with(missing[1]) if document else None
        place = cell or cited or "somewhere in the document"
        codes = " ".join(f"U+{ord(character):04X}" for character in missing[1])
        return (
            f"{place}: no font of the report has {missing[1]} ({codes}): write it otherwise, or "
            "add the character to the fonts with tools/."
        )
    own = trouble.message.partition(_OWN)[2]
    if own:
        return f"{own} The PDF was not made."
    hints = f" ({'; '.join(trouble.hints)})" if trouble.hints else ""
    return f"Typst {verb} the document: {trouble.message}{hints}. The PDF was not made."
