"""environment.yml (conda) and CITATION.cff say the same as pyproject.toml."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from ruamel.yaml import YAML

ROOT = Path(__file__).parents[1]
CONDA_NAMES = {"pytorch": "torch"}
"""What conda-forge calls by another name than PyPI."""


def read_yaml(name):
    return YAML(typ="safe", pure=True).load((ROOT / name).read_text(encoding="utf-8"))


def bound(requirement):
    """Return (name, lower bound) of "lazy-loader>=0.4", "lazy_loader >=0.4" or "pip"."""
    found = re.fullmatch(r"([A-Za-z0-9._-]+?)\s*(?:>=\s*([0-9.]+))?", requirement)
    assert found, f"not a name with a lower bound: {requirement}"
    return re.sub(r"[-_.]+", "-", found[1]).lower(), found[2]


PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
CORE = dict(bound(r) for r in PROJECT["dependencies"])
TORCH = dict(bound(r) for r in PROJECT["optional-dependencies"]["torch"])
ENVIRONMENT = read_yaml("environment.yml")
CONDA = {
    CONDA_NAMES.get(name, name): version
    for name, version in (bound(r) for r in ENVIRONMENT["dependencies"] if isinstance(r, str))
}


def test_name_and_channels():
    assert ENVIRONMENT["name"] == "framing"
    assert ENVIRONMENT["channels"] == ["conda-forge", "nodefaults"]


def test_python_has_the_projects_lower_bound():
    assert CONDA["python"] == PROJECT["requires-python"].removeprefix(">=")


@pytest.mark.parametrize("name", sorted(set(CONDA) - {"python", "pip"}))
def test_a_conda_package_has_the_lower_bound_that_pip_asks_for(name):
    assert name in CORE | TORCH, f"{name} is no dependency of the project"
    assert CONDA[name] == (CORE | TORCH)[name]


@pytest.mark.parametrize("name", ["pandas", "matplotlib", "transformers", "jupyterlab", "scikit-learn"])
def test_what_every_notebook_uses_is_a_core_dependency_and_comes_with_conda(name):
    assert name in CORE
    assert name in CONDA


def test_conda_brings_torch_with_all_that_it_needs():
    assert set(CONDA) >= set(TORCH)


def test_pip_installs_only_the_project_itself():
    # pip has to be a dependency too, or conda warns that it guesses.
    assert "pip" in CONDA
    assert [r for r in ENVIRONMENT["dependencies"] if isinstance(r, dict)] == [{"pip": ["-e ."]}]


def test_citation_names_the_version_and_licence_of_the_project():
    citation = read_yaml("CITATION.cff")
    assert citation["cff-version"] == "1.2.0"
    assert citation["title"] == PROJECT["name"]
    assert citation["version"] == PROJECT["version"]
    assert citation["license"] == PROJECT["license"]
    assert citation["authors"] == PROJECT["authors"]
