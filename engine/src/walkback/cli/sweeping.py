"""The command sweep: what was typed, as the sweep takes it."""

import sys
from pathlib import Path

from walkback.cli.arguments import at_least_one, chosen_formats
from walkback.cli.call import Call
from walkback.cli.how_called import how_called
from walkback.sweep.command import Sweep
from walkback.sweep.meant import HERE, Asked, Meant
from walkback.terminal import say

PLACE = Path("report") / "sweep"


def run_sweep(call: Call) -> int:
    """Make what is not there, or with `--dry-run` say what that is.

    Raises:
        WalkbackError: If nothing can be made.
    """
    meant = Meant(_asked(call))
    if not call.options.dry_run:
        return Sweep(meant).run()
    due = meant.due()
    width = max(len(job.name) for job in meant.jobs)
    for job in meant.jobs:
        say(sys.stdout, f"{job.name:<{width}}  {due.get(job.name, 'up to date')}")
    return 0


def _asked(call: Call) -> Asked:
    options = call.options
    program, typed = how_called(call.root, call.arguments)
    return Asked(
        root=call.root,
        out=options.out.resolve() if options.out else call.root / PLACE,
        own=options.own,
        formats=chosen_formats(options.format),
        program=program,
        again=f"{program} {typed}",
        on=options.on or HERE,
        workers=at_least_one(options.workers, "--workers", "a worker or more is needed"),
        timeout=at_least_one(options.timeout, "--timeout", "a cell needs a second or more"),
        force=options.force,
    )
