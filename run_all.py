"""Make the whole report: `python run_all.py`. What else there is: `python run_all.py --help`."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
NEEDED = (
    "chardet",
    "filelock",
    "fontTools",
    "ipykernel",
    "jupyterlab",
    "jupyterlab_myst",
    "matplotlib",
    "mpltern",
    "nbconvert",
    "nbformat",
    "networkx",
    "numpy",
    "packaging",
    "pandas",
    "papermill",
    "pypandoc",
    "pypdf",
    "rich",
    "seaborn",
    "SALib",
    "scipy",
    "typst",
    "yaml",
)


def absent(names: tuple[str, ...]) -> list[str]:
    """The modules that cannot be imported; those that are beside others are seen by their names."""
    beside = {name.partition(".")[0] for folder in sys.path for name in listed(folder)}
    if beside.issuperset(names):
        return []
    from importlib.util import find_spec

    return [name for name in names if find_spec(name) is None]


def listed(folder: str) -> list[str]:
    """The names in a folder of `sys.path`; none if it cannot be read."""
    try:
        return os.listdir(folder or ".")  # noqa: PTH208 - this runs on every call
    except OSError:
        return []


def main() -> int:
    """Check Python and the packages, then hand over to `walkback.cli`."""
    if sys.version_info < (3, 11):  # noqa: UP036 - an older Python can still read this file
        sys.stderr.write(f"Python 3.11 or newer is needed, this is {sys.version.split()[0]}.\n")
        return 3
    missing = absent(NEEDED)
    if missing:
        sys.stderr.write(
            f"Missing: {', '.join(missing)}. Type: make report  "
            "(or: pip install -r requirements.lock)\n"
        )
        return 3
    sys.path[:0] = [str(ROOT / "src"), str(ROOT / "engine" / "src")]
    from walkback import cli

    return cli.main(sys.argv[1:], ROOT)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
