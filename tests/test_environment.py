"""pyproject.toml, the lock, environment.yml and the Makefile hold together."""

import os
import re
import tomllib

import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.conftest import ROOT

LOCK = (ROOT / "requirements.lock").read_text()
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
ENGINE = tomllib.loads((ROOT / "engine/pyproject.toml").read_text())


def locked() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for name, version in re.findall(r"^([\w.-]+)==([^\s;]+)", LOCK, re.MULTILINE):
        found.setdefault(canonicalize_name(name), set()).add(version)
    return found


def extras(project: dict) -> list[str]:
    return [text for few in project["project"]["optional-dependencies"].values() for text in few]


def test_the_extra_of_both_packages_is_the_same():
    assert extras(PROJECT) == extras(ENGINE)
    assert PROJECT["project"]["optional-dependencies"].keys() == {"sweep"}


def test_every_dependency_is_locked_within_its_bounds():
    names = PROJECT["project"]["dependencies"] + PROJECT["dependency-groups"]["dev"]
    names += [text for one in (PROJECT, ENGINE) for text in extras(one)]
    for text in {*names, *ENGINE["project"]["dependencies"]} - {"walkback"}:
        wanted = Requirement(text)
        versions = locked().get(canonicalize_name(wanted.name), set())
        assert versions, f"{wanted.name} is not in requirements.lock: type make lock"
        assert all(wanted.specifier.contains(v) for v in versions), (text, versions)


def test_every_dependency_has_its_reason_in_one_line():
    text = "".join((ROOT / f).read_text() for f in ("pyproject.toml", "engine/pyproject.toml"))
    lines = re.findall(
        r'^  "[\w\[\]-]+(?:>=[^"]*)?", +.*$|^  "[\w\[\]-]+>=[^"]*".*$', text, re.MULTILINE
    )
    assert len(lines) > 30
    for line in lines:
        assert re.search(r"# \S.+", line), f"why is this needed? {line}"


def test_every_locked_package_has_hashes_and_no_host_is_named():
    entries = re.split(r"^(?=[\w.-]+==)", LOCK, flags=re.MULTILINE)[1:]
    assert len(entries) > 100
    assert all("--hash=sha256:" in entry for entry in entries)
    assert "://" not in LOCK
    assert "--index" not in LOCK


def test_environment_yml_gives_the_same_lock():
    environment = yaml.safe_load((ROOT / "environment.yml").read_text())
    python, pip, packages = environment["dependencies"]
    assert packages == {"pip": ["-r requirements.lock"]}
    assert pip == "pip"
    oldest = PROJECT["project"]["requires-python"].removeprefix(">=")
    chosen = python.removeprefix("python=")
    assert tuple(map(int, chosen.split("."))) >= tuple(map(int, oldest.split(".")))


def test_binder_and_conda_install_the_checkout_too():
    """What a lock cannot hold: the two packages of this checkout, by the command of the README."""
    command = "python tools/bootstrap.py --here"
    assert command in (ROOT / "postBuild").read_text().splitlines()
    assert os.access(ROOT / "postBuild", os.X_OK)
    assert command in (ROOT / "README.md").read_text("utf-8")


def test_no_file_names_this_machine_or_a_registry():
    import subprocess

    files = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split("\n")
    for name in filter(None, files):
        path = ROOT / name
        if path.suffix in {".ttf", ".otf", ".woff2", ".png"} or not path.is_file():
            continue
        text = path.read_text("utf-8", errors="ignore")
        assert not re.search(r"(?<![\w.])/(?:work|farm|root)/[a-z]", text), name


def test_every_hook_of_pre_commit_is_a_part_of_make_check_with_its_flags():
    parts = re.search(r"^check: (.*?) ##", (ROOT / "Makefile").read_text(), re.MULTILINE)
    hooks = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text())["repos"][0]["hooks"]
    assert parts
    assert sorted(h["entry"] for h in hooks) == sorted(
        f"make --silent {part}" for part in parts[1].split()
    )


def test_ci_begins_with_the_oldest_python():
    jobs = yaml.safe_load((ROOT / ".github/workflows/report.yml").read_text())["jobs"]
    oldest = PROJECT["project"]["requires-python"].removeprefix(">=")
    assert jobs["report"]["strategy"]["matrix"]["python"][0] == oldest
