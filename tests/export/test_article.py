"""Everything of one article into its folder (what the command writes is tested in ``test_cli``)."""

from __future__ import annotations

import shutil
from pathlib import Path

import matplotlib as mpl
import matplotlib.pyplot as plt
import pandas as pd
import pytest
from workplace import BOOK, TRAM

from framing import open_study
from framing.article.read import article_from_text
from framing.errors import FramingError
from framing.export.article import captions_of, export_article, figures_of
from framing.export.methods import UNLABELLED
from framing.storage import read_manifest

FIGURES = ("words", "xray", "source_frame", "frame_voices", "frame_ranges", "measures", "uptake", "stances")


@pytest.fixture
def study(tram, workplace, tmp_path, monkeypatch):
    monkeypatch.delenv("FRAMING_ROOT", raising=False)
    monkeypatch.chdir(workplace.root)
    mpl.use("agg")
    folder = shutil.copytree(tram.folder, tmp_path / "results")
    yield open_study("data/raw/tram.txt", codebook="codebooks/tram.yaml", folder=folder)
    plt.close("all")


def test_every_figure_with_the_rows_behind_it(study):
    figures = figures_of(study, frame="cleaner_air", width="single")
    assert tuple(figures) == FIGURES
    for name, (draw, rows) in figures.items():
        assert isinstance(rows, pd.DataFrame), name
        assert draw().get_figure().get_size_inches()[0] == pytest.approx(3.25)
    words = figures["words"][1]
    said = study.claims[~study.claims["reporting"]]
    assert words["words"].sum() == said["words"].sum()


def test_captions_say_on_what_and_how_far_to_trust_it(study):
    for name, (text, alt) in captions_of(study, figures_of(study)).items():
        assert f"N = {int(study.shares()['words'].sum())} words, {len(study.turns)} turns, 3 voices." in text
        assert "not validated against human coding" in text
        assert "framing's embedded model (" in text
        if name not in UNLABELLED:
            wordings = {"stances": ", 3 wordings each", "uptake": ""}.get(name, ", 1 to 2 wordings each")
            assert f"threshold 0.50{wordings}." in text
        assert len(alt) > 20


def test_stances_have_a_figure_where_there_are_targets(study):
    study.codebook = study.codebook.model_copy(update={"targets": ()})
    assert tuple(figures_of(study)) == FIGURES[:-1]


def test_a_composite_is_drawn_and_explained_where_the_codebook_gives_weights(study, workplace):
    workplace.write("codebooks/weighed.yaml", f"{BOOK}weights:\n  share: 0.5\n  turns: 0.5\n")
    study = open_study("data/raw/tram.txt", codebook="codebooks/weighed.yaml", folder=study.folder())
    figures = figures_of(study)
    assert "composite" in set(figures["measures"][1]["measure"])
    assert "Composite = 0.5 × share + 0.5 × turns" in captions_of(study, figures)["measures"][0]


def test_it_is_exported_a_second_time_to_the_same_folder(study):
    assert export_article(study) == study.folder()
    assert read_manifest(study.folder())["incomplete"] == []
    assert set(read_manifest(study.folder())["figures"]) == set(FIGURES)


def test_only_one_article_can_be_exported(study, workplace):
    two = open_study("data/raw/tram.txt", article_from_text("Two\n\nText.", name="two"), codebook="codebooks/tram.yaml")
    with pytest.raises(FramingError, match="has 2 articles"):
        export_article(two)


def test_a_text_without_a_file_has_no_notebooks(workplace, tmp_path):
    article = article_from_text(TRAM, name="tram")
    study = open_study(article, codebook=str(workplace.root / "codebooks" / "tram.yaml"), folder=tmp_path / "out")
    with pytest.raises(FramingError, match="save the text into data/raw/ first"):
        export_article(study, notebooks=workplace.root / "notebooks")
    with pytest.raises(FramingError, match="There are no notebooks in"):
        export_article(study, notebooks=tmp_path)
    assert not (tmp_path / "out").exists()


def test_a_folder_below_a_file_is_refused(workplace, tmp_path):
    (tmp_path / "file").write_text("x", encoding="utf-8")
    study = open_study(workplace.root / "data/raw/tram.txt", folder=tmp_path / "file" / "below")
    with pytest.raises(FramingError, match=r"file is a file\); choose another folder with --out"):
        export_article(study)
    assert Path(tmp_path / "file").read_text(encoding="utf-8") == "x"
