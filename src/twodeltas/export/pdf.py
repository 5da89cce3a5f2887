"""From the Markdown text to a tagged PDF, set by Typst."""

import shutil
import tempfile
from datetime import UTC, datetime
from importlib.metadata import metadata
from pathlib import Path

import typst

from twodeltas.errors import ExportError
from twodeltas.export.assets import FONTS
from twodeltas.export.pandoc import convert
from twodeltas.export.state import State

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
        references=state.references,
        variables={"words": state.words, "document-author": _author()},
    )
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "report.typ"
        source.write_text(text, "utf-8")
        pictures = Path(folder) / "pictures"
        pictures.mkdir()
        for label, path in state.pictures.items():
            shutil.copyfile(path, pictures / f"{label}{path.suffix}")
        return compile_typst(source)


def compile_typst(source: Path) -> bytes:
    """Compile a Typst file with our fonts only.

    Raises:
        ExportError: If Typst refuses the text or warns.
    """
    try:
        made, warnings = typst.compile_with_warnings(
            str(source),
            root=str(source.parent),
            font_paths=[str(FONTS)],
            ignore_system_fonts=True,
            pdf_standards=["ua-1"],
            timestamp=EPOCH,
        )
    except typst.TypstError as error:
        raise ExportError(_told("refused", error)) from error
    if warnings:
        raise ExportError(_told("warned about", warnings[0]))
    return bytes(made)


def _told(verb: str, trouble: typst.TypstError | typst.TypstWarning) -> str:
    hints = f" ({'; '.join(trouble.hints)})" if trouble.hints else ""
    return f"Typst {verb} the document: {trouble.message}{hints}. The PDF was not made."


def _author() -> str:
    named = metadata("two-deltas")
    return str(named["Author"] or named["Author-email"] or named["Name"])
