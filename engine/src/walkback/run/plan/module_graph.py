"""The modules of a project that a notebook reaches through imports, found without running any."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from walkback import atomic_files
from walkback.hashing import sha256
from walkback.patterns import find
from walkback.run.plan.code_fingerprint import parsed_module

MEMO = "syntax.json"
_PYTHON = f"3 {sys.version}"  # syntax trees are written differently by another Python

Parsed = dict[str, Any]


class Closure:
    """What notebooks and modules mean and import, remembered by the hash of their bytes.

    Args:
        root: The checkout.
        run_dir: Where what was parsed is remembered.
        folders: Where notebooks find modules of it, in the order in which Python looks.
    """

    def __init__(
        self, root: Path, run_dir: Path, folders: Sequence[str] = ("notebooks", "src")
    ) -> None:
        self._root = root
        self._memo_file = run_dir / MEMO
        self._known = _load(self._memo_file)
        self._used: dict[str, Parsed] = {}
        self._read: dict[str, Parsed] = {}
        self._modules = dict(
            _modules(find(root, [f"{folder}/**/*.py" for folder in folders]), folders)
        )
        self._tops = {name.partition(".")[0] for name in self._modules}
        self._ways: dict[str, tuple[str, ...]] = {}
        self._imported: dict[str, set[str]] = {}

    def of(self, digest: str, parse: Callable[[], Parsed]) -> Parsed:
        """What `parse` gives for the content of this hash; parsed only where it is not known."""
        if digest not in self._used:
            self._used[digest] = self._known.get(digest) or parse()
        return self._used[digest]

    def reached(self, names: Iterable[str]) -> dict[str, str]:
        """The project's modules behind some dotted names, and all that those import in turn.

        Returns:
            By path relative to the checkout, sorted: the hash of the syntax tree.
        """
        found: dict[str, str] = {}
        waiting, met = set(names), set()
        while waiting:
            met.add(asked := waiting.pop())
            for name in self._existing(asked):
                path = self._modules[name]
                if path in found:
                    continue
                found[path] = self._module(path)["meaning"]
                waiting |= self._imports(name, path) - met
        return dict(sorted(found.items()))

    def foreign(self, names: Iterable[str]) -> list[str]:
        """What is imported at once from outside of the project, here and by what is reached.

        `a.b` may be a module or something else in the package `a`: nothing is looked up.

        Args:
            names: What some code imports.
        """
        asked = set(names)
        for path in self.reached(asked):
            asked.update(self._module(path)["at_once"])
        own = {*self._tops, ""}
        return sorted(
            name for name in asked if name[-1:] != "*" and name.partition(".")[0] not in own
        )

    def remember(self) -> None:
        """Keep what was parsed for the next run."""
        if self._used == self._known:
            return
        content = {"python": _PYTHON, "parsed": self._used}
        atomic_files.write(self._memo_file, json.dumps(content, sort_keys=True))
        self._known = dict(self._used)

    def _imports(self, name: str, path: str) -> set[str]:
        """What a module imports, as names that do not depend on where it stands."""
        if path not in self._imported:
            package = name if path.endswith("/__init__.py") else name.rpartition(".")[0]
            imports = self._module(path)["imports"]
            self._imported[path] = {absolute(one, package) for one in imports}
        return self._imported[path]

    def _existing(self, name: str) -> Iterable[str]:
        """The modules that an import of this name runs: each package on the way, and itself."""
        if name.partition(".")[0] not in self._tops:
            return ()
        if name not in self._ways:
            self._ways[name] = tuple(self._found(name))
        return self._ways[name]

    def _found(self, name: str) -> Iterator[str]:
        if name.endswith(".*"):
            package = name[:-1]
            yield from (
                n for n in self._modules if n.startswith(package) and "." not in n[len(package) :]
            )
        parts = name.split(".")
        ways = (".".join(parts[:end]) for end in range(1, len(parts) + 1))
        yield from (way for way in ways if way in self._modules)

    def _module(self, path: str) -> Parsed:
        """What a module means, as it was when it was first asked for."""
        if path not in self._read:
            self._read[path] = self._parsed((self._root / path).read_bytes())
        return self._read[path]

    def _parsed(self, content: bytes) -> Parsed:
        return self.of(sha256(content), lambda: parsed_module(content))


def absolute(name: str, package: str) -> str:
    """`..a` in the package `p.q` is `p.a`; "" if that would be above all packages."""
    if not name.startswith("."):
        return name
    own = name.lstrip(".")
    above = package.split(".")
    up = len(name) - len(own) - 1
    if not package or up >= len(above):
        return ""
    base = ".".join(above[: len(above) - up])
    return f"{base}.{own}" if own else base


def _modules(paths: Iterable[str], folders: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Dotted name and path of each module; what Python would find first comes last."""

    def found_late(path: str) -> tuple[int, bool]:
        return _folder(path, folders), not path.endswith("/__init__.py")

    for path in sorted(paths, key=found_late, reverse=True):
        inner = path.removeprefix(f"{folders[_folder(path, folders)]}/").removesuffix(".py")
        yield inner.removesuffix("/__init__").replace("/", "."), path


def _folder(path: str, folders: Sequence[str]) -> int:
    return next(i for i, folder in enumerate(folders) if path.startswith(f"{folder}/"))


def _load(file: Path) -> dict[str, Parsed]:
    try:
        content = json.loads(file.read_text("utf-8"))
        return dict(content["parsed"]) if content["python"] == _PYTHON else {}
    except (OSError, ValueError, KeyError, TypeError):
        return {}
