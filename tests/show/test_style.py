from __future__ import annotations

import itertools

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest
from colorspacious import cspace_convert

from framing.schema import AUTHOR, empty
from framing.show.style import AUTHOR_STYLE, PALETTE, SAVING, STYLE, contrast, ink_on, mix, source_colours


def _rgb(colours: list[str]) -> np.ndarray:
    return np.array([[int(c[i : i + 2], 16) / 255 for i in (1, 3, 5)] for c in colours])


def test_no_sources_leave_the_author():
    assert source_colours(empty("sources")) == {AUTHOR: AUTHOR_STYLE}


def test_looks_go_by_words_and_are_the_same_from_claims_and_turns(bridge):
    by_claims = source_colours(bridge.sources, bridge.claims)
    assert list(by_claims) == ["author", "lind", "harbour", "berg", "shop"]
    assert by_claims == source_colours(bridge.sources, bridge.turns)
    assert by_claims == source_colours(bridge.sources.iloc[::-1], bridge.claims)
    assert by_claims["lind"].colour == PALETTE[0]


def test_looks_are_unique_for_many_sources():
    sources = pd.DataFrame({"source_id": [f"s{n}" for n in range(200)]})
    looks = source_colours(sources)
    assert len(set(looks.values())) == 201


def test_colours_separate_in_grey():
    lightness = cspace_convert(_rgb([*PALETTE, AUTHOR_STYLE.colour]), "sRGB1", "CIELab")[:, 0]
    assert min(abs(a - b) for a, b in itertools.combinations(lightness, 2)) >= 5


@pytest.mark.parametrize("kind", ["", "deuteranomaly", "protanomaly", "tritanomaly"])
def test_colours_separate_for_colour_blind_readers(kind):
    rgb = _rgb([*PALETTE, AUTHOR_STYLE.colour])
    if kind:
        rgb = np.clip(cspace_convert(rgb, {"name": "sRGB1+CVD", "cvd_type": kind, "severity": 100}, "sRGB1"), 0, 1)
    seen = cspace_convert(rgb, "sRGB1", "CAM02-UCS")
    assert min(np.linalg.norm(a - b) for a, b in itertools.combinations(seen, 2)) >= 9


def test_text_can_be_read_on_every_colour_and_tint():
    for colour in (*PALETTE, AUTHOR_STYLE.colour):
        assert contrast(ink_on(colour), colour) >= 4
        assert contrast("#1B1B1B", mix(colour, 0.25)) >= 7


def test_contrast_of_black_and_white():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)


def test_settings_are_matplotlibs():
    with mpl.rc_context({**STYLE, **SAVING}):
        assert mpl.rcParams["pdf.fonttype"] == 42
        assert mpl.rcParams["svg.fonttype"] == "none"
