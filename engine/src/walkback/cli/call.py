"""One call of the program: what was typed, and the checkout and the report that it is about."""

from argparse import Namespace
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from walkback.errors import UsageError
from walkback.paths import find_root
from walkback.project import Project
from walkback.report_file import read_project


@dataclass(frozen=True)
class Call:
    """One call; the checkout and the project are looked for when they are asked for.

    Attributes:
        options: What was typed, see `parse`.
        arguments: The same word by word.
        checkout: The checkout, None for the one around the working directory.
    """

    options: Namespace
    arguments: list[str]
    checkout: Path | None = None

    @cached_property
    def root(self) -> Path:
        """The checkout.

        Raises:
            SetupError: If there is none.
        """
        return self.checkout or find_root(Path.cwd())

    @cached_property
    def project(self) -> Project:
        """The report that is meant, with its results where `--out` says.

        A further report is not placed yet, see `further_reports`.

        Raises:
            SetupError: If `report.toml` cannot be meant.
            UsageError: If `--out` names something that is no folder.
        """
        out = self.options.out
        if out and out.exists() and not out.is_dir():
            raise UsageError(f"--out {out} is no folder: results need one, which may be new.")
        return read_project(self.root, out.resolve() if out else self.root, self.options.report)
