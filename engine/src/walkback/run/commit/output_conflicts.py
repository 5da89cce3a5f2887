"""Which stage may write which file."""

from collections.abc import Collection, Iterable, Mapping

from walkback.errors import RunError
from walkback.project import Project, Stage


def refuse_shared(
    project: Project,
    stage: Stage,
    files: Iterable[str],
    produced: Mapping[str, str],
    finished: Collection[str] = (),
) -> None:
    """Refuse a file that another stage wrote: the reader could not tell whose it is.

    A later stage counts only if it has just run, beside this one: else its files are of a last time,
    and may be on the way from it to this one.

    Args:
        project: With the order of the stages.
        stage: The one that wrote `files`.
        files: Paths relative to `out`.
        produced: Which stage wrote which file.
        finished: The stages that have run since this run began.

    Raises:
        RunError: Naming the file and both stages.
    """
    names = [one.name for one in project.stages]
    others = {*names[: names.index(stage.name)], *finished} - {stage.name}
    for path in files:
        if produced.get(path) in others:
            raise RunError(
                f"{stage.name} wrote {path}, which {produced[path]} writes too: give one of them "
                "another name. Nothing was changed."
            )
