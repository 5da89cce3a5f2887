"""How the document was made: hashes, versions, parameters, commands. Nothing of time or machine."""

import json
import shlex

from walkback.markup import escape
from walkback.paths import SCRIPT
from walkback.publish.gathered import State
from walkback.publish.record import NAME, Record, digest


def colophon(state: State, record: Record) -> str:
    """The colophon as Markdown."""
    settings = ", ".join(
        f"{escape(name)} = {escape(str(value))}" for name, value in record.parameters.items()
    )
    versions = ", ".join(f"{name} {version}" for name, version in _versions(record).items())
    return (
        f"# {state.words['colophon-title']} {{#sec-colophon}}\n\n"
        "The same data, code and versions give the same report, byte for byte.\n\n"
        f"Parameters of this report: {settings or 'none'}.\n\n"
        f"Made with {escape(versions)}.\n\n"
        "To make it again, and to see whether a checkout gives these very bytes:\n\n"
        f"``` sh\n{_commands(state)}\n```\n\n"
        f"{_where(state)} Of each part below, the SHA-256 of its lines in that list:\n\n"
        f"{_hashes(record)}"
    )


def _versions(record: Record) -> dict[str, str]:
    return {"Python": record.python, **record.packages}


def _commands(state: State) -> str:
    """What to type to get this report, its parameters included, and to check it."""
    own = state.root is None or (state.root / SCRIPT).is_file()
    called = f".venv/bin/python {SCRIPT}" if own else "walkback"
    made = "make report     # sets up .venv," if own else "walkback     #"
    commands = [f"{made} runs the notebooks, makes HTML and PDF"]
    if state.changed:
        options = (f"{name}={json.dumps(value)}" for name, value in state.changed.items())
        given = " ".join(f"-p {shlex.quote(option)}" for option in options)
        commands.append(f"{called} {given}")
    commands.append(f"{called} verify THIS-FILE     # names what differs, if anything does")
    if own:
        commands.append("make test       # checks all of it")
    return "\n".join(commands)


def _where(state: State) -> str:
    """Where the list of files is, with a place for the link to it."""
    return (
        f"The list of all files with their SHA-256 is inside this document: `{NAME}`, attached to "
        f"the PDF and here in the page.[]{{.record key={state.key}}} In a checkout, "
        f"`sha256sum -c {NAME}` reads it."
    )


def _hashes(record: Record) -> str:
    rows = [(name, record.part(name)) for name in record.parts] + [
        ("figures and tables", record.shown)
    ]
    return "\n".join(
        f"{name} ({len(files)} {'file' if len(files) == 1 else 'files'})\n:   `{digest(files)}`\n"
        for name, files in rows
    )
