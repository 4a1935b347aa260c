from __future__ import annotations

import os

import matplotlib as mpl
import matplotlib.pyplot as plt
import pandas as pd
import pytest
from matplotlib.figure import Figure

from framing.errors import FramingError
from framing.export.figures import export_figures
from framing.export.methods import COMPARISONS, FIGURES, UNLABELLED, alt_text, caption

ROWS = pd.DataFrame({"name": ["Zoë", "Ole"], "words": [2, 1], "quotations": [["“a”", "b"], []]})


@pytest.fixture(autouse=True)
def _screenless():
    mpl.use("agg")
    yield
    plt.close("all")


def _figure() -> Figure:
    figure = Figure(figsize=(3.25, 2))
    ax = figure.subplots()
    ax.barh([0, 1], [2, 1], hatch="//", edgecolor="white")
    ax.set_xlabel("words")
    return figure


def test_no_figures_write_nothing(tmp_path):
    assert export_figures({}, tmp_path / "new") == []


def test_every_format_and_the_rows(tmp_path):
    written = export_figures({"words": (_figure(), ROWS)}, tmp_path)
    assert [p.name for p in written] == ["words.pdf", "words.svg", "words.png", "words.csv"]
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted(p.name for p in written)
    assert (tmp_path / "words.csv").read_bytes().startswith(b"\xef\xbb\xbfname,words")
    back = pd.read_csv(tmp_path / "words.csv", encoding="utf-8-sig")
    assert back["quotations"].tolist() == ['["“a”", "b"]', "[]"]
    assert b"<text" in (tmp_path / "words.svg").read_bytes()  # letters stay letters


def test_same_figure_gives_the_same_bytes(tmp_path):
    for folder in ("one", "two"):
        export_figures({"words": (_figure(), ROWS)}, tmp_path / folder)
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes(), path.name
    assert b"CreationDate" not in (tmp_path / "one" / "words.pdf").read_bytes()


def test_png_has_the_resolution_of_print(tmp_path):
    export_figures({"words": (_figure(), ROWS)}, tmp_path, formats=["png"], dpi=200)
    assert plt.imread(tmp_path / "words.png").shape[:2] == (400, 650)


def test_functions_are_called_and_closed_axes_are_taken(tmp_path):
    def draw():
        _, ax = plt.subplots()
        return ax

    export_figures({"drawn": (draw, ROWS), "axes": (_figure().axes[0], ROWS)}, tmp_path, formats=["svg"])
    assert (tmp_path / "drawn.svg").exists()
    assert (tmp_path / "axes.svg").exists()
    assert plt.get_fignums() == []


def test_matplotlibs_settings_stay(tmp_path):
    before = dict(mpl.rcParams)
    export_figures({"words": (_figure(), ROWS)}, tmp_path)
    assert dict(mpl.rcParams) == before


def test_open_file_is_said_plainly(tmp_path, monkeypatch):
    def locked(*_: object) -> None:
        raise PermissionError(13, "Access is denied")

    monkeypatch.setattr(os, "replace", locked)
    with pytest.raises(FramingError) as error:
        export_figures({"words": (_figure(), ROWS)}, tmp_path)
    assert str(error.value).endswith("words.pdf is open in another program; close it in Excel and run again.")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["../words", "", "a/b", "what?", "end."])
def test_names_of_files(tmp_path, name):
    with pytest.raises(FramingError, match="cannot be the name of a file"):
        export_figures({name: (_figure(), ROWS)}, tmp_path)


def test_unknown_format(tmp_path):
    with pytest.raises(FramingError, match="There is no format 'gif'; choose some of pdf, svg, png"):
        export_figures({"words": (_figure(), ROWS)}, tmp_path, formats=["gif"])


NUMBERS = {"n_words": 1200, "n_turns": 41, "n_voices": 7, "model": "embedded (1.0)", "threshold": 0.6, "wordings": 3}


@pytest.mark.parametrize("name", FIGURES)
def test_caption_says_what_it_rests_on(name):
    text = caption(name, **NUMBERS)
    assert "1,200 words, 41 turns, 7 voices." in text
    assert "embedded (1.0)" in text
    assert text.endswith("not validated against human coding.")
    if name not in UNLABELLED:
        assert "threshold 0.60" in text
        assert name == "uptake" or "3 wordings each" in text


def test_caption_with_ranges_and_validation():
    text = caption("xray", **{**NUMBERS, "threshold": (0.5, 0.7), "wordings": (1, 4), "n_turns": 1, "validated": True})
    assert "threshold 0.50 to 0.70, 1 to 4 wordings each" in text
    assert "1 turn," in text
    assert "Labels validated against human coding." in text


@pytest.mark.parametrize("name", COMPARISONS)
def test_caption_of_a_comparison_counts_articles(name):
    text = caption(name, **NUMBERS, n_articles=12, left_out=3)
    assert "N = 12 articles, 1,200 words" in text
    assert "Not drawn: 3 later articles." in text
    assert "Not drawn" not in caption(name, **NUMBERS, n_articles=12)


def test_caption_says_that_bad_news_is_no_stance():
    text = caption("stances", **NUMBERS)
    assert "bad news about it is none" in text
    assert "Stances labelled by embedded (1.0)" in text


def test_caption_of_no_figure():
    with pytest.raises(FramingError, match="There is no figure 'pie'; choose one of words, xray"):
        caption("pie", **NUMBERS)
    with pytest.raises(FramingError, match="There is no figure 'pie'"):
        alt_text("pie", ROWS)


def test_alt_text_names_the_values():
    assert alt_text("words", ROWS.iloc[:0]) == "An empty figure: the article has nothing to show here."
    rows = pd.DataFrame({"name": ["Author", "Ole", "Zoë"], "share": [0.6, 0.3, 0.1]})
    assert alt_text("words", rows, most=2) == "Bar chart of words by voice: Author 60%; Ole 30%; and 1 more."


ROWS_OF = {
    "stances": (
        {"name": ["Lind", "Berg"], "target_name": "the mayor", "against": [0.5, 0], "mixed": [0.1, 0], "favor": [0, 0]},
        "Diverging bar chart of stances by voice: Lind toward the mayor 50% against, 10% mixed.",
    ),
    "uptake": (
        {"name": ["Lind"], "endorsing": [0.2], "distancing": [0.3], "endorsed": [0], "rebutted": [1]},
        "Stacked bar chart of what the author makes of each source's words: Lind 20% behind endorsing and 30% behind "
        "distancing cues, 0% endorsed and 100% rebutted next.",
    ),
    "measures": (
        {"source_id": ["a", "a"], "name": "Author", "measure": ["first_position", "lead"], "rank": [1, None]},
        "Bar charts of the sources by each visibility measure: Author ranks 1 by first position.",
    ),
    "voices_compared": (
        {"article_id": "x", "title": "Ferry", "name": ["Author", "media"], "words": [3, 7], "share": [0.3, 0.7]},
        "Bar charts of words by type of source, one for each article: Ferry: media 70%, Author 30%.",
    ),
    "frames_compared": (
        {"article_id": ["x", "y"], "title": ["Ferry", "Toll"], "name": "Too dear", "author": [0.3, 0], "quoted": None},
        "Dot charts of the share of words by frame, one for each article: Ferry: Too dear author 30%; Toll: no frame.",
    ),
}


@pytest.mark.parametrize("name", ROWS_OF)
def test_alt_text_is_made_from_the_rows(name):
    columns, text = ROWS_OF[name]
    rows = pd.DataFrame(columns)
    rows = rows.astype({"rank": "Int64"}) if "rank" in rows else rows
    rows = rows.astype({"quoted": "float64"}) if "quoted" in rows else rows
    assert alt_text(name, rows) == text
