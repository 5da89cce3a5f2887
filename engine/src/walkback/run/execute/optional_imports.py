"""Leaves out an optional import that would take longer than a stage."""

import sys


def leave_out_slow_extras() -> None:
    """Let jsonschema, which nbformat imports, go without its check of international addresses.

    That check builds a grammar when it is imported, about two seconds each time, and no schema of
    a notebook or of a table asks for it. jsonschema treats the package as optional.
    """
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
