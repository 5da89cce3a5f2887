"""What was typed: the commands, the options of each, and one sentence where it cannot be meant."""

import re
from argparse import ArgumentParser, HelpFormatter, Namespace
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, NoReturn

from walkback.cli.report_words import as_options, own_options
from walkback.errors import SetupError, UsageError
from walkback.further_reports import Further

DEFAULT = "build"
SWEEP = "sweep"


@dataclass(frozen=True)
class Command:
    """A command as it is typed.

    Attributes:
        does: What it does, in a line.
        options: The options that it knows; every command but those of no report knows `--out`.
        takes: What it is given beside options, as its help calls it; "" for nothing.
        meaning: What that may be.
        more: What else its help says.
        what: What is typed before that, as its help calls it; "" for nothing.
    """

    does: str
    options: tuple[str, ...] = ()
    takes: str = ""
    meaning: str = ""
    more: str = ""
    what: str = ""


OPTIONS: Mapping[str, Mapping[str, Any]] = MappingProxyType(
    {
        "--only": {"metavar": "STAGE", "help": "run up to this notebook: 02_metrics, 02 or 2"},
        "--force": {"action": "store_true", "help": "run even what is up to date"},
        "-p": {
            "dest": "given",
            "metavar": "NAME=VALUE",
            "action": "append",
            "help": "a parameter of the notebooks, in YAML, as often as there are some: "
            "-p edition=2023 -p 'names=[a, b]'",
        },
        "--format": {"metavar": "LIST", "help": "html,pdf (default), html or pdf"},
        "--jobs": {"metavar": "N", "help": "notebooks that run at once; default: one a core"},
        "--timeout": {
            "metavar": "SECONDS",
            "help": "how long one cell may take; default: 1800, or what report.toml says",
        },
        "--dry-run": {
            "action": "store_true",
            "help": "say what would run and why, and do nothing",
        },
        "--out": {
            "metavar": "DIR",
            "type": Path,
            "help": "where all results are, instead of in the checkout",
        },
        "--accept": {
            "metavar": "WHY",
            "nargs": "?",
            "const": "",
            "help": "record every cell of the data that changed as a correction, for this reason, "
            "and hold new rows, which need none",
        },
        "--rebuild": {"action": "store_true", "help": "make the report again and compare it"},
        "--all": {"action": "store_true", "help": "all runs, oldest first"},
        "--key": {"metavar": "COLUMN", "help": "of a table: the column that names its rows"},
        "--source": {"metavar": "ID", "help": "of a table: the source of all its rows"},
        "--kind": {"metavar": "KIND", "help": "of a source: primary or secondary"},
        "--table": {"metavar": "NAME", "help": "of a figure: the table that it draws"},
        "--on": {
            "metavar": "WHERE",
            "help": "here (default), local, or a Dask scheduler: tcp://HOST:PORT, tls://HOST:PORT",
        },
        "--workers": {"metavar": "N", "help": "processes here; default: one a core"},
        "--json": {"action": "store_true", "help": "as JSON, one line an execution, with hashes"},
    }
)
_OUT = ("--out",)
TYPED: Mapping[str, Command] = MappingProxyType(
    {
        DEFAULT: Command(
            "make the report; this is what is done where no command is typed",
            ("--only", "--force", "-p", "--format", "--jobs", "--timeout", "--dry-run", *_OUT),
        ),
        "check": Command(
            "check the data, the citations and the prose, and run nothing", ("--accept", *_OUT)
        ),
        "add": Command(
            "add a source, a table, a figure or a notebook",
            ("--key", "--source", "--kind", "--table", *_OUT),
            "NAME",
            "a file of sources or a table; the notebook of a figure; the name of a new notebook",
            "add source library.json\nadd table FILE.csv [--key COLUMN] [--source ID]\n"
            "add notebook costs\nadd figure costs --table TABLE",
            "WHAT",
        ),
        "edit": Command(
            "open a notebook in JupyterLab, what it reads up to date",
            ("-p", *_OUT),
            "STAGE",
            "a notebook by its name or number: 02_metrics, 02 or 2",
        ),
        "lab": Command(
            "open JupyterLab",
            _OUT,
            "[FILE]",
            "a notebook to open, such as the copy of one that failed",
        ),
        "log": Command("what the last run executed, and why", ("--all", "--json", *_OUT)),
        "verify": Command(
            "what a report was made from, and whether this is it",
            ("--rebuild", *_OUT),
            "FILE",
            "a report: its HTML or its PDF",
            "Exit codes: 0 it reproduces, 1 it differs, 2 nobody can tell.",
        ),
        SWEEP: Command(
            "make many reports at once, and an index of them",
            ("--on", "--workers", "--force", "--format", "--timeout", "--dry-run", *_OUT),
            more="What else may be typed is the report's own, see [sweep] in report.toml.",
        ),
        "init": Command(
            "lay out a new report that builds at once",
            (),
            "DIR",
            "a folder that is empty or not there",
        ),
        # a further command: a line here, and what it does in `commands.COMMANDS`
    }
)
_ENDS = (
    "Exit codes: 0 done, 1 data or a notebook failed, 2 wrong usage, 3 set-up incomplete, "
    "130 stopped by Ctrl-C."
)


def parse(
    arguments: Sequence[str],
    program: str,
    further: Callable[[], Mapping[str, Further]] = dict,
) -> Namespace:
    """The command, and every option of it; an option that was not typed is None or False.

    Args:
        arguments: What was typed after the program's name.
        program: That name.
        further: Gives the further reports of the checkout; asked only where they matter.

    Raises:
        UsageError: If it cannot be meant, with what to type instead.
    """
    typed = list(arguments)
    first = typed[0] if typed else ""
    reports: Mapping[str, Further] = {}
    own: Mapping[str, str] = {}
    if first == SWEEP:
        typed, own = own_options(typed, OPTIONS)
    if not first or (first.startswith("-") and first not in {"-h", "--help"}):
        typed.insert(0, DEFAULT)
    elif first.startswith("-"):
        with suppress(SetupError):  # help is given in any case
            reports = further()
    elif first not in TYPED:
        reports = further()
        if first not in reports:
            raise UsageError(_no_command(first, [*TYPED, *reports]))
        typed = as_options(typed, reports[first], OPTIONS)
    parser = _parser(program, reports)
    options, unknown = parser.parse_known_args([typed[0], *_words_first(typed[1:])])
    if unknown:
        if unknown[0] in (reports or further()):
            raise UsageError(f"{unknown[0]}: write the command first, then its options.")
        raise UsageError(_unknown(unknown[0], options.command, program))
    options.report = options.command if options.command in reports else ""
    options.command = DEFAULT if options.report else options.command
    options.own = own
    return options


def _words_first(typed: Sequence[str]) -> list[str]:
    """What was typed with options behind all else: argparse takes no file that follows an option."""
    if "--" in typed:
        return list(typed)
    words: list[str] = []
    options: list[str] = []
    waiting = False
    for word in typed:
        option = not waiting and word.startswith("-") and word != "-"
        (options if waiting or option else words).append(word)
        waiting = option and _takes_value(word)
    return [*words, *options]


def _takes_value(word: str) -> bool:
    """Whether the word after an option is its value; an option may be cut short, as argparse has it."""
    meant = [name for name in OPTIONS if name == word] or [
        name for name in OPTIONS if word.startswith("--") and name.startswith(word)
    ]
    return bool(meant) and OPTIONS[meant[0]].get("action") != "store_true"


class _Parser(ArgumentParser):
    """Ends wrong usage with an error of ours, which is told in one sentence."""

    def error(self, message: str) -> NoReturn:
        """Refuse what was typed; `argument --jobs: expected one argument` begins with the option."""
        told = re.sub(r"^argument ([^:]+)", r"\1", message)
        raise UsageError(f"{told}; see {self.prog} --help.")


class _Lines(HelpFormatter):
    """Wraps each line of a text by itself."""

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        return "\n".join(
            super(_Lines, self)._fill_text(line, width, indent) for line in text.splitlines()
        )


def _parser(program: str, reports: Mapping[str, Further]) -> ArgumentParser:
    parser = _Parser(
        prog=program,
        usage=f"{program} [COMMAND] [options]",
        description="Makes the report: checks the data, executes the notebooks that are out of "
        "date, renders HTML and PDF.",
        epilog=f"{program} --only 02 --dry-run and the like are {DEFAULT}.\n"
        f"{program} {DEFAULT} --help tells its options, and so on for each command.\n{_ENDS}",
        formatter_class=_Lines,
    )
    commands = parser.add_subparsers(
        title="commands", dest="command", metavar="COMMAND", parser_class=_Parser
    )
    further = {name: _of(report) for name, report in reports.items()}
    for name, command in {**TYPED, **further}.items():
        takes = "".join(f" {word}" for word in (command.what, command.takes) if word)
        one = commands.add_parser(
            name,
            help=command.does,
            prog=f"{program} {name}",
            usage=f"{program} {name}{takes} [options]",
            description=f"{command.does[0].upper()}{command.does[1:]}.",
            epilog=command.more or None,
            formatter_class=_Lines,
        )
        if command.what:
            one.add_argument(
                "what", nargs="?", metavar=command.what, help="source, table, figure or notebook"
            )
        if takes:
            one.add_argument(
                "file", nargs="?", metavar=command.takes.strip("[]"), help=command.meaning
            )
        for option in command.options:
            one.add_argument(option, **OPTIONS[option])
    return parser


def _of(report: Further) -> Command:
    """The command that makes a further report: the options of the main one, and its parameters."""
    more = "Each parameter of its notebooks is an option: --NAME VALUE is -p NAME=VALUE."
    return Command(report.about, TYPED[DEFAULT].options, "[WORDS]", "what it is about", more)


def _no_command(word: str, known: Sequence[str]) -> str:
    """A first word that is no command: what was probably meant."""
    from difflib import get_close_matches

    near = get_close_matches(word, known, n=1)
    if near:
        return f"{word} is no command: did you mean {near[0]}?"
    hint = f"; up to one notebook: --only {word}" if word[:1].isdigit() else ""
    return f"{word} is no command: there are {', '.join(known)}{hint}."


def _unknown(word: str, command: str, program: str) -> str:
    """A word that a command does not know: an option of another one, a slip, or one file too many."""
    if not word.startswith("-"):
        return _one_too_many(word, command)
    name = word.partition("=")[0] if word.startswith("--") else word[:2]
    owners = [other for other, one in TYPED.items() if name in one.options]
    if owners and command in TYPED:
        return f"{name} belongs to {' and '.join(owners)}, not to {command}."
    from difflib import get_close_matches

    near = get_close_matches(name, OPTIONS, n=1, cutoff=0.7)
    meant = f"did you mean {near[0]}?" if near else f"see {program} {command} --help."
    return f"{word} is no option of {command}: {meant}"


def _one_too_many(word: str, command: str) -> str:
    if takes := TYPED[command].takes:
        return f"{word}: {command} takes one {takes.strip('[]')}, and has it."
    if word in TYPED:
        return f"{word}: write the command first, then its options."
    takers = [name for name, one in TYPED.items() if one.takes]
    hint = f" Up to one notebook: --only {word}." if command == DEFAULT else ""
    return f"{word}: only {', '.join(takers[:-1])} and {takers[-1]} take a file.{hint}"
