"""Leaves out optional imports that would take longer than a stage, or a tenth of a check."""

import sys

# What jsonschema, which nbformat imports, uses to check international addresses, addresses and
# durations: the first builds a grammar when it is imported, about two seconds each time, the others
# take 17 ms each. No schema of a notebook or of a table asks for them, and jsonschema treats them as
# optional.
_SLOW = ("rfc3987_syntax", "rfc3986_validator", "isoduration")


def leave_out_slow_extras() -> None:
    """Let jsonschema go without the checks of formats that no schema here asks for."""
    for name in _SLOW:
        sys.modules.setdefault(name, None)  # type: ignore[arg-type]
