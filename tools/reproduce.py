"""Builds the report twice, in two places as unlike as one machine allows, and compares every byte.

    make reproduce

Both builds start from a clean clone of the last commit. They differ in everything that must not
matter: the folder's name, time zone, locale, home, umask, hash seed, number of cores, line ends that
git would write, a matplotlibrc of the user, and the kernels that numpy and its BLAS compute with.
Exit code 0: the same bytes. 1: something differs, and the first difference is shown.
"""

import argparse
import hashlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
RESULTS = ("report/two-deltas.*", "report/values.csv", "figures/*", "data/processed/*")
AROUND = 60  # characters shown before and after the first difference


@dataclass(frozen=True)
class Surroundings:
    """What one build finds around it.

    Attributes:
        folder: The name of the folder that the clone is in.
        variables: Environment variables.
        umask: The rights that new files do not get.
        cores: How many processors the build may use; None for all.
        git: Settings of git for the clone.
        matplotlibrc: What the user's own settings of matplotlib say.
        arguments: What `run_all.py` is given.
    """

    folder: str
    variables: Mapping[str, str] = field(default_factory=dict)
    umask: int = 0o022
    cores: int | None = None
    git: tuple[str, ...] = ()
    matplotlibrc: str = ""
    arguments: tuple[str, ...] = ()


FIRST = Surroundings(
    "first",
    {"TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "0"},
)
SECOND = Surroundings(
    "second place 第二处",
    {
        "TZ": "Asia/Shanghai",
        "LC_ALL": "C",
        "LANG": "zh_CN.GB18030",
        "PYTHONHASHSEED": "7",
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_CORETYPE": "Prescott",
    },
    umask=0o077,
    cores=1,
    git=("core.autocrlf=true",),
    arguments=("--jobs", "1"),
    matplotlibrc="axes.grid: True\nfont.size: 30\nfigure.dpi: 55\nsavefig.transparent: True\n",
)


@dataclass(frozen=True)
class Compared:
    """One file of the results.

    Attributes:
        path: Where it is below the checkout.
        first: Its SHA-256 in the first build, empty if it is not there.
        second: The same in the second build.
    """

    path: str
    first: str
    second: str

    @property
    def same(self) -> bool:
        """Whether both builds have the file with the same bytes."""
        return self.first == self.second


def compare(first: Path, second: Path) -> list[Compared]:
    """Every result of either build, by path."""
    ours, theirs = hashes(first), hashes(second)
    paths = sorted({*ours, *theirs})
    return [Compared(path, ours.get(path, ""), theirs.get(path, "")) for path in paths]


def hashes(place: Path) -> dict[str, str]:
    """The SHA-256 of each result of a build, by path; hidden files left out."""
    found = {p for pattern in RESULTS for p in place.glob(pattern) if p.is_file()}
    return {
        path.relative_to(place).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in found
        if not path.name.startswith(".")
    }


def first_difference(first: bytes, second: bytes) -> str:
    """Where two contents begin to differ, with a little of what stands there."""
    short = min(len(first), len(second))
    at = next((i for i in range(short) if first[i] != second[i]), short)
    line = first.count(b"\n", 0, at) + 1
    here, there = (_around(content, at) for content in (first, second))
    sizes = f"{len(first):,} and {len(second):,} bytes"
    return f"byte {at:,}, line {line:,} ({sizes})\n      {here}\n      {there}"


def _around(content: bytes, at: int) -> str:
    """What stands around a place, on one line, unprintable characters escaped."""
    text = content[max(0, at - AROUND) : at + AROUND].decode("utf-8", "replace")
    return "".join(c if c.isprintable() else repr(c)[1:-1] for c in text)


def table(rows: list[Compared]) -> str:
    """One line a file: whether it is the same, the first digits of both hashes, its path."""
    lines = [f"{'':<7}  {'first':<12}  {'second':<12}  file"]
    lines += [
        f"{'same' if row.same else 'DIFFERS':<7}  {row.first[:12] or '–':<12}  "
        f"{row.second[:12] or '–':<12}  {row.path}"
        for row in rows
    ]
    return "\n".join(lines)


def verdict(rows: list[Compared], first: Path, second: Path) -> tuple[str, int]:
    """What was found, in words, and the exit code."""
    if not rows:
        return "Neither build made anything.", 1
    different = [row for row in rows if not row.same]
    if not different:
        return f"All {len(rows)} files have the same bytes in both builds.", 0
    told = [f"{len(different)} of {len(rows)} files differ:"]
    told += [f"  {row.path}: {_difference(row, first, second)}" for row in different]
    return "\n".join(told), 1


def _difference(row: Compared, first: Path, second: Path) -> str:
    if not row.first or not row.second:
        return f"only the {'first' if row.first else 'second'} build has it"
    return first_difference((first / row.path).read_bytes(), (second / row.path).read_bytes())


def build(place: Path, around: Surroundings, commit: str) -> None:
    """Clone a commit into `place` and make the report there.

    Raises:
        subprocess.CalledProcessError: If cloning or building fails.
    """
    settings = [part for setting in around.git for part in ("-c", setting)]
    clone = ["git", "clone", "-q", "--no-hardlinks", *settings, str(ROOT), str(place)]
    subprocess.run(clone, check=True)
    subprocess.run(["git", "-C", str(place), "checkout", "-q", "--detach", commit], check=True)
    home = place.parent / "home"
    _settle(home, around)
    print(f"\n{place.name}: {_told(around)}", flush=True)
    subprocess.run(
        [sys.executable, str(place / "run_all.py"), *around.arguments],
        cwd=place,
        env=_environment(around, home),
        check=True,
        preexec_fn=_limits(around),
    )


def _settle(home: Path, around: Surroundings) -> None:
    """A home with settings that would change every figure, were they to count."""
    folder = home / ".config" / "matplotlib"
    folder.mkdir(parents=True)
    if around.matplotlibrc:
        (folder / "matplotlibrc").write_text(around.matplotlibrc, "utf-8")


def _environment(around: Surroundings, home: Path) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "TMPDIR") if name in os.environ}
    return {**kept, "HOME": str(home), **around.variables}


def _limits(around: Surroundings) -> Callable[[], None]:
    def limit() -> None:
        os.umask(around.umask)
        if around.cores and hasattr(os, "sched_setaffinity"):
            os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[: around.cores])

    return limit


def _told(around: Surroundings) -> str:
    named = [f"{name}={value}" for name, value in around.variables.items()]
    cores = f"{around.cores} core" if around.cores else "all cores"
    own = ["a matplotlibrc"] if around.matplotlibrc else []
    return ", ".join(
        [*named, f"umask {around.umask:03o}", cores, *around.git, *own, *around.arguments]
    )


def other_kernels() -> dict[str, str]:
    """The variable that has numpy compute without the vector instructions that this machine has."""
    from numpy._core import _multiarray_umath as umath

    found = [name for name in umath.__cpu_dispatch__ if umath.__cpu_features__.get(name)]
    return {"NPY_DISABLE_CPU_FEATURES": " ".join(found)} if found else {}


def main() -> int:
    """Build twice, compare, say what was found."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--keep", metavar="DIR", type=Path, help="keep both builds there")
    keep = parser.parse_args().keep
    second = replace(SECOND, variables={**SECOND.variables, **other_kernels()})
    commit = subprocess.check_output(
        ["git", "-C", str(ROOT), "rev-parse", "HEAD"], text=True
    ).strip()
    with tempfile.TemporaryDirectory(prefix="reproduce-") as folder:
        base = keep or Path(folder)
        places = [base / str(n) / around.folder for n, around in enumerate((FIRST, second), 1)]
        try:
            for place, around in zip(places, (FIRST, second), strict=True):
                build(place, around, commit)
        except subprocess.CalledProcessError as error:
            print(f"\n{' '.join(map(str, error.cmd))} failed; there is nothing to compare.")
            return 1
        rows = compare(*places)
        told, code = verdict(rows, *places)
    print(f"\n{table(rows)}\n\n{told}")
    return code


if __name__ == "__main__":
    sys.exit(main())
