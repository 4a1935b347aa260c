"""Fixtures that several test modules share."""

from __future__ import annotations

from pathlib import Path

import pytest
import tiny


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
