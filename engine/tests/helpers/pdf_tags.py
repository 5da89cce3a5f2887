"""The tags of a PDF, for tests that read it back."""

from collections.abc import Iterator
from typing import Any


def structure(node: Any) -> Iterator[dict[str, Any]]:
    """Every element of the tree of tags, from its root's `/K` on."""
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        for child in node:
            yield from structure(child)
    elif isinstance(node, dict):
        if "/S" in node:
            yield node
        if "/K" in node:
            yield from structure(node["/K"])
