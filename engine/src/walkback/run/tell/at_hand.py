"""Where the report is that needed nothing."""

from collections.abc import Sequence

from walkback.paths import near
from walkback.project import Project


def at_hand(project: Project, formats: Sequence[str]) -> str:
    """The files of the report in one line."""
    files = (near(project.out / project.identity.file(form)) for form in formats)
    return f"Report: {', '.join(files)}"
