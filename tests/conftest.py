"""Fixtures that several test modules share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import tiny
from hypothesis import settings
from workplace import Run, Workplace

if "PYTEST_XDIST_WORKER" in os.environ:  # test processes side by side: a thread each, or they wait for one another
    os.environ.setdefault("FRAMING_THREADS", "1")

settings.register_profile("any computer", deadline=None)  # how long an example takes says nothing on a busy machine
settings.load_profile("any computer")


@pytest.fixture(scope="session")
def three_way(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a tiny entailment model with contradiction, entailment and neutral; do not change it."""
    return tiny.build_pair_model(tmp_path_factory.mktemp("models") / "three_way")


@pytest.fixture(scope="session")
def two_way(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a tiny entailment model with entailment and not_entailment; do not change it."""
    return tiny.build_pair_model(tmp_path_factory.mktemp("models") / "two_way", labels=tiny.TWO_WAY)


@pytest.fixture(scope="session")
def tagger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a tiny tagger; do not change it."""
    return tiny.build_tagger(tmp_path_factory.mktemp("models") / "tagger")


@pytest.fixture(scope="session")
def workplace(tmp_path_factory: pytest.TempPathFactory) -> Workplace:
    """Return a copy of the project's layout with a small article and codebook; runs write there."""
    return Workplace(tmp_path_factory.mktemp("workplace") / "project")


@pytest.fixture(scope="session")
def tram(workplace: Workplace) -> Run:
    """Return the run of the small article with the small codebook."""
    return workplace.run("data/raw/tram.txt", "--codebook", "codebooks/tram.yaml")


@pytest.fixture(scope="session")
def demo(workplace: Workplace) -> Run:
    """Return the run of the demo article with the default codebook, with its executed notebooks."""
    return workplace.run("data/raw/could_putin_lose_this_war.txt", "--notebooks")
