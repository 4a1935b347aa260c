from __future__ import annotations

from pathlib import Path

import pytest

from framing.project import resolve, root


@pytest.fixture
def project(tmp_path, monkeypatch):
    monkeypatch.delenv("FRAMING_ROOT", raising=False)
    folder = tmp_path.resolve() / "project"
    for name in ("notebooks", "data/raw"):
        (folder / name).mkdir(parents=True)
    return folder


@pytest.mark.parametrize("here", [".", "notebooks", "data/raw"])
def test_the_root_is_found_from_every_folder_of_the_project(project, monkeypatch, here):
    monkeypatch.chdir(project / here)
    assert root() == project
    assert resolve("data/raw/x.txt") == project / "data" / "raw" / "x.txt"


def test_the_nearest_project_counts(project, monkeypatch):
    inner = project / "data" / "raw" / "inner"
    for name in ("notebooks", "data"):
        (inner / name).mkdir(parents=True)
    monkeypatch.chdir(inner / "notebooks")
    assert root() == inner


def test_the_environment_variable_goes_first(project, monkeypatch, tmp_path):
    monkeypatch.chdir(project)
    monkeypatch.setenv("FRAMING_ROOT", str(tmp_path))
    assert root() == tmp_path.resolve()
    monkeypatch.setenv("FRAMING_ROOT", "~")
    assert root() == Path.home().resolve()
    monkeypatch.setenv("FRAMING_ROOT", "")
    assert root() == project


def test_outside_a_project_the_working_directory_counts(project, monkeypatch):
    outside = project.parent / "outside"
    (outside / "data").mkdir(parents=True)
    monkeypatch.chdir(outside)
    assert root() == outside


def test_an_absolute_path_stays_and_a_home_is_filled_in(project, monkeypatch):
    monkeypatch.chdir(project / "notebooks")
    assert resolve(project.parent / "a.txt") == project.parent / "a.txt"
    assert resolve("~/a.txt") == Path("~/a.txt").expanduser()
