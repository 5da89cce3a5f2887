"""Reads `-p NAME=VALUE` as papermill does: the value is YAML. What YAML could mean otherwise is refused."""

import math
import re
from collections.abc import Iterable
from typing import Any

import yaml

from walkback.errors import UsageError

_DEEPEST = 20
_LONGEST = 10_000
_SHOWN = 60
_ZERO = re.compile(r"[+-]?0[0-9_]+")


class _Refused(yaml.YAMLError):
    """A value that is valid YAML and not taken; the message says why."""


class _Plain(yaml.SafeLoader):
    """YAML in which 2025-01-01 stays a text, as in papermill, and numbers are as Python writes them."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        """A part of the value; anchors and aliases are refused."""
        event = self.peek_event()  # type: ignore[no-untyped-call]
        if getattr(event, "anchor", None) is not None:
            raise _Refused("& and * have a meaning in YAML (anchors): put the text in quotes")
        return super().compose_node(parent, index)

    def construct_yaml_int(self, node: Any) -> int:
        """A whole number; 017 and 1:30 are refused, which YAML reads as 15 and 90."""
        text = self.construct_scalar(node)
        if _ZERO.fullmatch(text):
            short = text.lstrip("+-0_") or "0"
            raise _Refused(f"{text} begins with a zero: write {short}, or '\"{text}\"' for a text")
        if ":" in text:
            raise _Refused(f"{text} would be read as a number of seconds: write '\"{text}\"'")
        return super().construct_yaml_int(node)

    def construct_yaml_float(self, node: Any) -> float:
        """A number; one that equals nothing, not even itself, is refused."""
        text = self.construct_scalar(node)
        if ":" in text:
            raise _Refused(f"{text} would be read as a number of seconds: write '\"{text}\"'")
        found = super().construct_yaml_float(node)
        if math.isnan(found):
            raise _Refused("nan is no value that two runs could be compared by")
        return found


_Plain.yaml_implicit_resolvers = {
    letter: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for letter, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Plain.add_constructor("tag:yaml.org,2002:int", _Plain.construct_yaml_int)
_Plain.add_constructor("tag:yaml.org,2002:float", _Plain.construct_yaml_float)


def read_assignments(texts: Iterable[str]) -> dict[str, Any]:
    """The values by name.

    Raises:
        UsageError: If a text is no assignment, is no YAML, could mean something else, or names a
            parameter twice.
    """
    found: dict[str, Any] = {}
    for text in texts:
        name, equals, value = text.partition("=")
        name = name.strip()
        if not equals or not name.isidentifier():
            raise UsageError(f"-p {_cut(text)}: write NAME=VALUE, for example -p edition=2023.")
        if name in found:
            raise UsageError(f"-p {_cut(name)} is given twice: keep one.")
        if len(value) > _LONGEST:
            raise UsageError(
                f"-p {_cut(name)}: the value has {len(value):,} characters, and {_LONGEST:,} is the "
                "most: put it in a file below data/."
            )
        found[name] = _value(text, value)
    return found


def _value(text: str, value: str) -> Any:
    try:
        found = yaml.load(value, Loader=_Plain)  # noqa: S506 - a safe loader
        _refuse_other_kinds(found)
    except _Refused as error:
        raise UsageError(f"-p {_cut(text)}: {error}.") from None
    except yaml.YAMLError:
        raise UsageError(
            f"-p {_cut(text)}: the value is not valid YAML; put it in quotes."
        ) from None
    except RecursionError:
        raise UsageError(f"-p {_cut(text)}: {_too_deep()}.") from None
    except (ValueError, OverflowError, TypeError):
        raise UsageError(
            f"-p {_cut(text)}: the value cannot be read as a number or a list; for a text put it in "
            "quotes."
        ) from None
    return found


def _refuse_other_kinds(value: Any, depth: int = 0) -> None:
    """Refuse what is neither a text, a number, true, false or null, nor a list or a mapping of these.

    Raises:
        _Refused: If there is anything else.
    """
    if depth > _DEEPEST:
        raise _Refused(_too_deep())
    if isinstance(value, dict):
        if any(not isinstance(key, str) for key in value):
            raise _Refused("the names in a mapping must be texts: put them in quotes")
        value = list(value.values())
    if isinstance(value, list):
        for part in value:
            _refuse_other_kinds(part, depth + 1)
    elif not (value is None or isinstance(value, bool | int | float | str)):
        raise _Refused(
            f"a {type(value).__name__} is no value of a parameter; for a text use quotes"
        )


def _too_deep() -> str:
    return f"lists are nested more than {_DEEPEST} deep"


def _cut(text: str) -> str:
    """What was typed, short enough for one sentence."""
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
