"""The made-up articles, and a backend without a screen."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import matplotlib as mpl
import matplotlib.pyplot as plt
import pytest

sys.path.insert(0, str(Path(__file__).parent))

import sample as made_up

mpl.use("agg")


@pytest.fixture(autouse=True)
def _closed_figures() -> Iterator[None]:
    before = dict(mpl.rcParams)
    yield
    plt.close("all")
    assert dict(mpl.rcParams) == before, "a figure changed matplotlib's settings"


@pytest.fixture(scope="session")
def bridge() -> made_up.Sample:
    return made_up.sample()


@pytest.fixture(scope="session")
def crowd() -> made_up.Sample:
    """25 voices and 15 frames, all with very long names."""
    return made_up.large()


@pytest.fixture(scope="session")
def alone() -> made_up.Sample:
    """One voice, one frame."""
    return made_up.large(1, 1, long_names=False)


@pytest.fixture(scope="session")
def nothing() -> made_up.Sample:
    return made_up.nothing()
