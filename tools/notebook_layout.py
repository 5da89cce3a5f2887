"""Whether notebooks are laid out as nbformat, and with it JupyterLab, writes them; `--write` mends it.

An edited sentence is then a change of one line, whoever saved it.
"""

import sys
from pathlib import Path

import nbformat


def as_saved(text: str) -> str:
    """The text of a notebook as JupyterLab saves it."""
    saved: str = nbformat.writes(nbformat.reads(text, as_version=4))
    return saved if saved.endswith("\n") else f"{saved}\n"


def main(arguments: list[str]) -> int:
    """Look at the notebooks named, or write them anew; 1 if one was laid out otherwise."""
    write = "--write" in arguments
    other = []
    for path in (Path(name) for name in arguments if name != "--write"):
        text = path.read_bytes().decode("utf-8")
        if (saved := as_saved(text)) != text:
            other.append(str(path))
            if write:
                path.write_bytes(saved.encode("utf-8"))
    if other and not write:
        print(f"Not laid out as JupyterLab saves it: {', '.join(other)}. Type: make fix")
    return 1 if other and not write else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
