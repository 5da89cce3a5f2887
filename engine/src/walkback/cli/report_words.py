"""What is typed after the command of a further report: words, its parameters as options, options."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from walkback.errors import UsageError
from walkback.further_reports import Further

_HELP = ("-h", "--help")
_PARAMETER = "-p"


def as_options(
    typed: Sequence[str], report: Further, options: Mapping[str, Mapping[str, Any]]
) -> list[str]:
    """The same with `-p` for whatever means a parameter.

    `profile munich cologne --edition 2023 --format pdf` becomes
    `profile --format pdf -p edition=2023 -p 'pair=["munich", "cologne"]'`.

    Args:
        typed: What was typed, the command first.
        report: The further report that the command makes.
        options: The options of commands, each with whether it takes a value.

    Raises:
        UsageError: If the report takes no words, or an option has no value.
    """
    words: list[str] = []
    kept: list[str] = []
    rest = iter(typed[1:])
    for one in rest:
        if not one.startswith("-"):
            words.append(one)
        elif _known(one, options):
            kept += [one, *_value_of(one, rest, options)]
        else:
            kept += [_PARAMETER, _assignment(one, rest)]
    return [typed[0], *kept, *_of_words(words, report)]


def own_options(
    typed: Sequence[str], options: Mapping[str, Mapping[str, Any]]
) -> tuple[list[str], dict[str, str]]:
    """What is typed after `sweep`: options of the program, and the report's own with their values.

    Args:
        typed: What was typed, the command first.
        options: The options of commands, each with whether it takes a value.

    Raises:
        UsageError: If an option has no value, or is there twice.
    """
    kept: list[str] = []
    own: dict[str, str] = {}
    rest = iter(typed[1:])
    for one in rest:
        if not one.startswith("-") or _known(one, options):
            kept += [one, *_value_of(one, rest, options)]
            continue
        name, _, value = _assignment(one, rest).partition("=")
        if name in own:
            raise UsageError(f"{one.partition('=')[0]} is given twice: keep one.")
        own[name] = value
    return [typed[0], *kept], own


def _known(one: str, options: Mapping[str, Mapping[str, Any]]) -> bool:
    """Whether a word is an option of the program, the beginning of one, or a single letter."""
    name = one.partition("=")[0]
    return not one.startswith("--") or name in _HELP or name in options


def _value_of(
    one: str, rest: Iterator[str], options: Mapping[str, Mapping[str, Any]]
) -> Iterator[str]:
    """The word after an option that takes one, if there is a further word."""
    takes = "action" not in options.get(one, {"action": ""}) or one == _PARAMETER
    if takes and (value := next(rest, None)) is not None:
        yield value


def _assignment(one: str, rest: Iterator[str]) -> str:
    """`edition=2023` for `--edition 2023` or `--edition=2023`."""
    name, equals, value = one.removeprefix("--").partition("=")
    given = value if equals else next(rest, None)
    if given is None or not name:
        raise UsageError(f"{one}: write the value of the parameter after it, such as {one} VALUE.")
    return f"{name.replace('-', '_')}={given}"


def _of_words(words: Sequence[str], report: Further) -> list[str]:
    if not words:
        return []
    if not report.words:
        raise UsageError(f"{words[0]}: {report.command} takes no words, only options.")
    return [_PARAMETER, f"{report.words}={json.dumps(list(words), ensure_ascii=False)}"]
