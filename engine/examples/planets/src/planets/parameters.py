"""Which planet may be asked for as the last."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from walkback.errors import UsageError
from walkback.tables.read import read_raw


def validated(root: Path, defaults: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """The given parameters, with the name of a planet turned into its id.

    Args:
        root: The checkout.
        defaults: What the notebooks say themselves.
        given: What was asked for; types were checked already.

    Raises:
        UsageError: If it is no planet of the data.
    """
    last = str(given.get("last", defaults["last"])).lower()
    known = list(dict.fromkeys(read_raw("orbits", root)["planet"]))
    if last not in known[1:]:
        raise UsageError(
            f"-p last: no planet {last!r} after the first; there are {', '.join(known)}."
        )
    return {**given, "last": last}
