"""The tree of everything that can go wrong.

WalkbackError
├── UsageError        the command line or a parameter is wrong           exit 2
├── SetupError        a package, a font or a file of the project is missing   exit 3
├── DataError         a table or the bibliography breaks its rules       exit 1
│   └── BadData       the same with its list of problems (facts.problems)
├── AnalysisError     a question that the data cannot answer             exit 1
├── RunError          a notebook failed, or a stage broke its promise    exit 1
│   ├── CellError     a cell raised, or one of its expressions did
│   ├── KernelDied    the kernel ended in the middle of a cell
│   └── Interrupted   the user stopped the run                           exit 130
└── ExportError       the executed notebooks could not become a document exit 1

Every message says what is wrong, where, and what to do.
"""


class WalkbackError(Exception):
    """The root: anything a user can mend. Shown without a traceback.

    Attributes:
        lost: What became of the results, where it is not as always.
    """

    exit_code = 1
    lost = ""


class UsageError(WalkbackError):
    """A wrong option, parameter or combination of them."""

    exit_code = 2


class SetupError(WalkbackError):
    """Something that the project needs is not installed or not there."""

    exit_code = 3


class DataError(WalkbackError):
    """A raw table or the bibliography breaks a rule."""


class AnalysisError(WalkbackError):
    """The data do not hold what was asked for."""


class RunError(WalkbackError):
    """A stage did not do what it promised.

    Attributes:
        brief: Where and why, for one line; the message has the rest.
    """

    brief = ""


class CellError(RunError):
    """A cell, or an expression in a Markdown cell, raised an error."""


class KernelDied(RunError):  # noqa: N818 - it says what happened
    """The kernel ended while a cell was running."""


class Interrupted(RunError):  # noqa: N818 - it says what happened
    """Ctrl-C or a signal ended the run."""

    exit_code = 130


class ExportError(WalkbackError):
    """The document could not be made from the executed notebooks."""
