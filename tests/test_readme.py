"""What README tells a user to type works, and what it says of files and figures is true."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language):
    return re.findall(rf"```{language}\n(.*?)```", README, flags=re.DOTALL)


def commands(language="sh"):
    return [line for block in blocks(language) for line in block.splitlines() if line.strip()]


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """A copy of what a user has, without results, so that nothing is written into this one."""
    root = tmp_path_factory.mktemp("project")
    shutil.copytree(ROOT / "data" / "raw", root / "data" / "raw")
    (root / "data" / "processed").mkdir()
    shutil.copytree(ROOT / "notebooks", root / "notebooks", ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
    return root


def run(arguments, cwd):
    return subprocess.run(
        arguments,
        check=False,
        cwd=cwd,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=300,
        env=os.environ | {"HF_HUB_OFFLINE": "1", "PYTHONUTF8": "1"},
    )


def test_there_are_commands_of_every_kind():
    assert len(commands()) >= 8
    assert len(commands("powershell")) == 3


@pytest.mark.parametrize("line", [c for c in commands() if c.startswith("make ")])
def test_make_commands_are_targets(line):
    if shutil.which("make") is None:
        pytest.skip("make is not installed")
    done = run([*shlex.split(line), "--dry-run"], ROOT)
    assert done.returncode == 0, done.stderr
    assert ".venv" in done.stdout


@pytest.mark.parametrize("line", [c for c in commands() if c.startswith("framing ")])
def test_framing_commands_run(line, project):
    program = [sys.executable, "-m", "framing.cli", *shlex.split(line)[1:]]
    done = run(program, project)
    if "--model" in line:  # the Hub is out of reach here: one sentence, and the options are known
        assert done.returncode == 1
        assert done.stderr.startswith("Error: ")
        assert "Hub" in done.stderr
        return
    assert done.returncode == 0, done.stderr
    assert "--out" not in line or (project / "results" / "run.json").is_file()


def test_windows_lines_are_those_of_make():
    venv, install, start = commands("powershell")
    assert venv == "py -m venv .venv"
    assert install.endswith("-m pip install --editable .")
    article = start.split()[2].replace("\\", "/")
    assert (ROOT / article).is_file()
    assert start.endswith("--notebooks")


def test_python_example_runs(project, monkeypatch):
    monkeypatch.setenv("FRAMING_ROOT", str(project))
    (code,) = blocks("python")
    scope: dict[str, object] = {}
    exec(compile(code, "README.md", "exec"), scope)
    assert len(scope["study"].labels)


def test_benchmarks_and_links_exist():
    for line in commands():
        if line.startswith("python "):
            assert (ROOT / line.split()[1]).is_file(), line
    for target in re.findall(r"\]\(([^)#:]+)\)", README):
        assert (ROOT / target).exists(), target


def test_notebooks_named_are_those_there_are():
    named = set(re.findall(r"^\| `(\d\d_\w+)` \|", README, flags=re.MULTILINE))
    assert named == {path.stem for path in (ROOT / "notebooks").glob("[0-9]*.ipynb")}
