"""Addresses that a reader may be led to."""

import re

from walkback.errors import ExportError

_ALLOWED = re.compile(r"https?://|mailto:|#")


def refuse_address(target: str) -> None:
    """Refuse an address that leads nowhere for a reader.

    Raises:
        ExportError: If it is neither an address of the web or of mail nor a label.
    """
    if not _ALLOWED.match(target):
        raise ExportError(
            f"the link to {target} leads nowhere for a reader: give an address that begins with "
            "https://, or #label."
        )
