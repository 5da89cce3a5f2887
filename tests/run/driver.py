"""Builds the tiny project of the first argument in a process of its own, as the CLI does."""

import sys
from pathlib import Path

from twodeltas.errors import TwoDeltasError
from twodeltas.run.build import Build, Steps
from twodeltas.run.outlook import Request
from twodeltas.run.progress import Progress
from twodeltas.run.stages import read_project
from twodeltas.run.stop import Stop


def main() -> int:
    root = Path(sys.argv[1])
    steps = Steps(lambda _names: None, lambda _folder, _formats: [])
    try:
        with Stop().listening() as stop:
            Build(read_project(root, root), Request(), steps, Progress(), stop).run()
    except TwoDeltasError as error:
        sys.stderr.write(f"{error}\n")
        return error.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main())
