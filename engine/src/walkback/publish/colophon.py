"""How the document was made: hashes, versions, parameters, commands. Nothing of time or machine."""

import json
import shlex
from collections.abc import Mapping
from typing import Any

import panflute as pf

from walkback.markup import clean
from walkback.paths import SCRIPT
from walkback.publish.gathered import State
from walkback.publish.markdown.blocks import Blocks
from walkback.publish.markdown.inlines import words
from walkback.publish.record import NAME, Record, digest


def colophon(state: State, record: Record) -> Blocks:
    """The colophon."""
    settings = ", ".join(f"{name} = {value}" for name, value in record.parameters.items())
    versions = ", ".join(f"{name} {version}" for name, version in _versions(record).items())
    return [
        pf.Header(*words(state.words["colophon-title"]), level=1, identifier="sec-colophon"),
        _said("The same data, code and versions give the same report, byte for byte."),
        _said(f"Parameters of this report: {settings or 'none'}."),
        _said(f"Made with {versions}."),
        _said("To make it again, and to see whether a checkout gives these very bytes:"),
        pf.CodeBlock(_commands(state)),  # of no language: pandoc reads a shell in 0.4 s
        _where(),
        _hashes(record),
    ]


def _said(text: str) -> Any:
    return pf.Para(*words(clean(text)))


def _versions(record: Record) -> dict[str, str]:
    return {"Python": record.python, **record.packages}


def _commands(state: State) -> str:
    """What to type to get this report, its parameters included, and to check it."""
    own = state.root is not None and (state.root / SCRIPT).is_file()
    called = f"python {SCRIPT}" if own else "walkback"
    command = state.identity.command
    commands = [] if command else [f"{called}     # runs the notebooks, makes HTML and PDF"]
    settings = state.parameters if command else state.changed
    if settings:
        options = (f"{name}={json.dumps(value)}" for name, value in settings.items())
        given = " ".join(f"-p {shlex.quote(option)}" for option in options)
        commands.append(" ".join(part for part in (called, command, given) if part))
    commands.append(f"{called} verify THIS-FILE     # names what differs, if anything does")
    return "\n".join(commands)


def _where() -> Any:
    """Where the list of files is, with a place for the link to it."""
    return pf.Para(
        *words("The list of all files with their SHA-256 is inside this document: "),
        pf.Code(NAME),
        *words(", attached to the PDF and here in the page."),
        pf.Span(classes=["record"]),
        *words(" In a checkout, "),
        pf.Code(f"sha256sum -c {NAME}"),
        *words(" reads it. Of each part below, the SHA-256 of its lines in that list:"),
    )


def _hashes(record: Record) -> Any:
    parts = [(name, record.part(name)) for name in record.parts]
    return pf.DefinitionList(
        *(_hash(name, files) for name, files in [*parts, ("figures and tables", record.shown)])
    )


def _hash(name: str, files: Mapping[str, str]) -> Any:
    head = f"{name} ({len(files)} {'file' if len(files) == 1 else 'files'})"
    return pf.DefinitionItem(words(head), [pf.Definition(pf.Plain(pf.Code(digest(files))))])
