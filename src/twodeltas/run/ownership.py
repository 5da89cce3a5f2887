"""Which stage may write which file."""

from collections.abc import Iterable, Mapping

from twodeltas.errors import RunError
from twodeltas.run.stages import Project, Stage


def refuse_shared(
    project: Project, stage: Stage, files: Iterable[str], produced: Mapping[str, str]
) -> None:
    """Refuse a file that an earlier stage wrote: the reader could not tell whose it is.

    Raises:
        RunError: Naming the file and both stages.
    """
    names = [one.name for one in project.stages]
    earlier = set(names[: names.index(stage.name)])
    for path in files:
        if produced.get(path) in earlier:
            raise RunError(
                f"{stage.name} wrote {path}, which {produced[path]} writes too: give one of them "
                "another name. Nothing was changed."
            )
