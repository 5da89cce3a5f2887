"""Builds the tiny project of the first argument in a process of its own, as the CLI does."""

import sys
from pathlib import Path

from walkback.errors import WalkbackError
from walkback.report_file import read_project
from walkback.run.commit.begin import run
from walkback.run.commit.context import Steps
from walkback.run.plan.dry_run import Request
from walkback.run.tell.progress import Progress
from walkback.run.tell.stop import Stop


def main() -> int:
    root = Path(sys.argv[1])
    steps = Steps(lambda *_: {}, lambda *_: [])
    try:
        with Stop().listening() as stop:
            run(read_project(root, root), Request(), steps, Progress(), stop)
    except WalkbackError as error:
        sys.stderr.write(f"{error}\n")
        return error.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main())
