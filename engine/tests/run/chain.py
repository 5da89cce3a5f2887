"""A quick project of four notebooks, two of which run at once, and a report, all made of one table.

As a script it builds the project of the first argument in a process of its own, as the CLI does.
With WALKBACK_CRASH=N it is killed before the N-th file that it opens to write, links, moves or deletes;
with WALKBACK_FULL=N that one change is refused, as on a full disk.
"""

import errno
import json
import os
import signal
import sys
from pathlib import Path

from tests.run import tiny
from walkback.errors import WalkbackError
from walkback.project import Project
from walkback.report_file import read_project
from walkback.run.commit.begin import run
from walkback.run.commit.context import Steps
from walkback.run.plan.dry_run import Request
from walkback.run.tell.progress import Progress
from walkback.run.tell.stop import SIGNALS, Stop

DATA = "data/raw/words.csv"
RESULTS = ("data/processed", "figures", "report")
STAGES = '[code]\nlock = "lock.txt"\n'
STEP = """
[[notebook]]
name = "{name}"
after = {after}
outputs = ["data/processed/{name}.csv", "figures/{name}.*"]
"""
HEAD = """\
import os
from pathlib import Path
import json
root, out, write = (Path(os.environ[f"WALKBACK_{name}"]) for name in ("ROOT", "OUT", "WRITE"))"""
READ = 'text = "".join((at / name).read_text() for at, name in [{read}])\nlen(text)'
WRITE = """\
_ = (write / "data/processed/{name}.csv").write_text(text.upper() + "{name}\\n")
for number in range(8):
    _ = (write / f"figures/{name}.{{number}}.svg").write_text(f"<svg>{{text * number}}</svg>")
json.dumps(text)"""
FLOW = {
    "01_read": [("root", DATA)],
    "02_left": [("out", "data/processed/01_read.csv")],
    "03_right": [("out", "data/processed/01_read.csv")],
    "04_both": [("out", "data/processed/02_left.csv"), ("out", "data/processed/03_right.csv")],
}


def make(root: Path) -> Path:
    """Write the project, nothing of it executed."""
    stages = STAGES
    for name, read in FLOW.items():
        after = [Path(path).stem for at, path in read if at == "out"]
        stages += STEP.format(name=name, after=json.dumps(after))
        given = ", ".join(f'({at}, "{path}")' for at, path in read)
        tiny.save(
            root / f"notebooks/{name}.ipynb",
            tiny.prose(f"# {name}"),
            tiny.code(HEAD),
            tiny.code(READ.format(read=given)),
            tiny.prose("So long: {eval}`len(text)`."),
            tiny.code(WRITE.format(name=name)),
        )
    (root / "report.toml").write_text(stages, "utf-8")
    (root / "lock.txt").write_text("", "utf-8")
    (root / "data/raw").mkdir(parents=True)
    change(root, 0)
    return root


def change(root: Path, number: int) -> None:
    """Other data, so that every stage has something to do."""
    (root / DATA).write_text(f"{number} one two three\n" * 50, "utf-8")


def results(out: Path) -> dict[str, bytes]:
    """All bytes that a run is to give."""
    aside = {"state.json", "syntax.json", "ledger.jsonl", "lock"}
    files = [path for name in RESULTS for path in (out / name).rglob("*") if path.is_file()]
    found = [path for path in files if path.name not in aside and ".staging" not in path.parts]
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in found}


def build(root: Path, out: Path, jobs: int = 2) -> None:
    """Bring the project up to date in this process."""
    project = read_project(root, out)
    steps = Steps(lambda *_: {}, lambda copy, folder, *_: render(copy, folder))
    with Stop().listening() as stop:
        run(project, Request(formats=("html",), jobs=jobs), steps, Progress(), stop)


def render(project: Project, folder: Path) -> list[Path]:
    """A document of all executed notebooks, and a table."""
    texts = [project.executed(stage).read_bytes() for stage in project.stages]
    (folder / "chain.html").write_bytes(b"".join(texts))
    (folder / "values.csv").write_bytes(b"".join(texts)[::-1])
    return sorted(folder.iterdir())


class Crash:
    """An audit hook that kills this process before the `last` change of a file."""

    def __init__(self, last: int) -> None:
        self.left = last

    def __call__(self, event: str, args: tuple[object, ...]) -> None:
        writes = (
            event == "open" and isinstance(args[2], int) and args[2] & (os.O_WRONLY | os.O_RDWR)
        )
        if writes or event in {"os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.link"}:
            self.left -= 1
            if self.left == 0:
                self.act()

    def act(self) -> None:
        """Be gone at once."""
        os.kill(os.getpid(), signal.SIGKILL)


class Full(Crash):
    """The disk is full at the `last` change of a file, and has room again afterwards."""

    def act(self) -> None:
        """Refuse this one change."""
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def main() -> int:
    """Build; the arguments are the checkout and, if it is another folder, where results go."""
    root, out = Path(sys.argv[1]), Path(sys.argv[-1])
    for name, hook in (("WALKBACK_CRASH", Crash), ("WALKBACK_FULL", Full)):
        if name in os.environ:
            sys.addaudithook(hook(int(os.environ[name])))
    try:
        build(root, out)
    except WalkbackError as error:
        sys.stderr.write(f"{error}\n")
        return error.exit_code
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    ended = main()
    for signum in SIGNALS:  # what comes while Python itself ends says nothing about the run
        signal.signal(signum, signal.SIG_IGN)
    sys.exit(ended)
