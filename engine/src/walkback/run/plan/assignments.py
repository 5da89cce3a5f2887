"""Reads `-p NAME=VALUE` as papermill does: the value is YAML."""

from collections.abc import Iterable
from typing import Any

import yaml

from walkback.errors import UsageError


class _NoDates(yaml.SafeLoader):
    """YAML in which 2025-01-01 stays a text, as in papermill."""


_NoDates.yaml_implicit_resolvers = {
    letter: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for letter, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def read_assignments(texts: Iterable[str]) -> dict[str, Any]:
    """The values by name.

    Raises:
        UsageError: If a text is no assignment, is no YAML, or names a parameter twice.
    """
    found: dict[str, Any] = {}
    for text in texts:
        name, equals, value = text.partition("=")
        if not equals or not name.strip().isidentifier():
            raise UsageError(f"-p {text}: write NAME=VALUE, for example -p edition=2023.")
        if name.strip() in found:
            raise UsageError(f"-p {name.strip()} is given twice: keep one.")
        try:
            found[name.strip()] = yaml.load(value, Loader=_NoDates)  # noqa: S506 - a safe loader
        except yaml.YAMLError:
            raise UsageError(f"-p {text}: the value is not valid YAML; put it in quotes.") from None
    return found
