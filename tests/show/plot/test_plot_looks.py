"""Parts of one bar can be told apart in grey and by colour-blind readers, whatever their hatching."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from colorspacious import cspace_convert
from marked import TARGETS, attributions_of, many_stances, much_uptake

from framing.show.plot.stance_voices import plot_stances
from framing.show.plot.uptake import plot_uptake


@pytest.fixture(params=["stances", "uptake"])
def colours(request, crowd):
    if request.param == "stances":
        ax = plot_stances(many_stances(crowd.turns, list(TARGETS)), crowd.turns, crowd.sources)
    else:
        ax = plot_uptake(much_uptake(crowd.claims), attributions_of(crowd.claims), crowd.claims, crowd.sources)
    return np.array([patch.get_facecolor()[:3] for patch in ax.get_legend().get_patches()])


def test_in_grey(colours):
    lightness = cspace_convert(colours, "sRGB1", "CIELab")[:, 0]
    assert min(abs(a - b) for a, b in itertools.combinations(lightness, 2)) >= 10


@pytest.mark.parametrize("kind", ["deuteranomaly", "protanomaly", "tritanomaly"])
def test_for_colour_blind_readers(colours, kind):
    seen = cspace_convert(colours, {"name": "sRGB1+CVD", "cvd_type": kind, "severity": 100}, "sRGB1")
    points = cspace_convert(np.clip(seen, 0, 1), "sRGB1", "CAM02-UCS")
    assert min(np.linalg.norm(a - b) for a, b in itertools.combinations(points, 2)) >= 12
