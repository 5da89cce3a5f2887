"""The beginning of a run: what there is to do; what does it is imported only if there is something."""

from collections.abc import Iterable

from walkback.project import Project
from walkback.run.commit.context import Context, Steps
from walkback.run.commit.journal import pending
from walkback.run.commit.lock import leftovers, signed
from walkback.run.plan.dry_run import Request, Sources, outlook, read_sources
from walkback.run.plan.staleness import Decision
from walkback.run.plan.state import State, load
from walkback.run.plan.strays import strays
from walkback.run.tell.at_hand import at_hand
from walkback.run.tell.progress import Progress
from walkback.run.tell.stop import Stop


def run(
    project: Project,
    request: Request,
    steps: Steps,
    progress: Progress,
    stop: Stop,
    sources: Sources | None = None,
) -> None:
    """Do what is out of date, and nothing else.

    Raises:
        WalkbackError: If anything failed; what was finished before is kept.
        Interrupted: If the user stopped it.
    """
    known, state = sources or read_sources(project), load(project.run_dir)
    expected = outlook(project, known, request, state)
    if _nothing_to_do(project, known, state, expected):
        for one in expected:
            progress.skip(one.name, one.why)
        if request.formats:
            progress.line(at_hand(project, request.formats))
        return
    from walkback.run.commit.build import Build
    from walkback.run.commit.ledger import Ledger, main_versions

    ledger = Ledger(project.run_dir, main_versions(project.root, known.environment))
    Build(Context(project, request, steps, progress, stop, known, ledger, state), expected).run()


def _nothing_to_do(
    project: Project, sources: Sources, state: State, expected: Iterable[Decision]
) -> bool:
    """Whether no stage runs, no text was edited, and nothing of an earlier run is left behind."""
    if signed(project.run_dir) or leftovers(project.run_dir) or pending(project.run_dir):
        return False
    texts = {name: record.source for name, record in state.stages.items()}
    edited = any(digest != sources.hashes.get(name) for name, digest in texts.items())
    if edited or any(one.runs for one in expected):
        return False
    return not strays(project, state)
