"""Codebooks that ask turns, whole articles, or both: from ``framing run`` to every figure, without nonsense."""

from __future__ import annotations

import json

import matplotlib as mpl
import matplotlib.pyplot as plt
import pandas as pd
import pytest
from workplace import BOOK

from framing import open_study
from framing.schema import check
from framing.show.overview import WHOLE, codebook_overview, labels_overview, likeliest_unit, thresholds_overview
from framing.storage import read_table

TEXT = "data/raw/tram.txt"
UNITS = {"article": "[article]", "turn": "[turn]", "both": "[article, turn]", "mixed": "[turn]"}
OF_TURNS = ("source_frame", "frame_voices", "frame_ranges")


def book_of(name):
    """Return the tram codebook with other units; where it asks articles alone it has no targets."""
    text = BOOK if name != "article" else BOOK[: BOOK.index("targets:")].replace("stance_threshold: 0.5\n", "")
    text = text.replace("threshold: 0.5\n", f"units: {UNITS[name]}\nthreshold: 0.5\n", 1)
    if name == "mixed":  # one frame of turns, one of the article
        text = text.replace(
            "    label: Cleaner air\n", "    label: Cleaner air\n    units: [article]\n    threshold: 0.2\n"
        )
    return text


@pytest.fixture(scope="module", params=list(UNITS))
def units(request, workplace, tmp_path_factory):
    """Return the name of a codebook, its run, and the study of it."""
    name = request.param
    workplace.write(f"codebooks/{name}.yaml", book_of(name))
    if name == "turn":  # what every codebook asks that does not say otherwise
        done = request.getfixturevalue("tram")
    else:
        folder = tmp_path_factory.mktemp(name) / "out"
        done = workplace.run(TEXT, "--codebook", f"codebooks/{name}.yaml", "--out", folder)
    assert (done.code, done.err) == (0, "")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FRAMING_ROOT", str(workplace.root))
        study = open_study(TEXT, codebook=f"codebooks/{name}.yaml", folder=done.folder)
        mpl.use("agg")
        yield name, done, study
    plt.close("all")


def asked(name):
    """Return which frames are asked of what: {unit: keys}."""
    both = {"too_dear", "cleaner_air"}
    return {
        "article": {"article": both, "turn": set()},
        "turn": {"article": set(), "turn": both},
        "both": {"article": both, "turn": both},
        "mixed": {"article": {"cleaner_air"}, "turn": {"too_dear"}},
    }[name]


def test_rows_of_the_tables_are_about_what_was_asked(units):
    name, _, study = units
    for table in ("scores", "labels"):
        rows = check(read_table(table, study.folder()), table)
        for unit, keys in asked(name).items():
            assert set(rows.loc[(rows["unit"] == unit) & (rows["kind"] == "frame"), "name"]) == keys
        ids = {"turn": set(study.turns["turn_id"]), "article": {study.article.article_id}}
        assert all(rows.loc[rows["unit"] == unit, "unit_id"].isin(ids[unit]).all() for unit in ids)
    whole = study.labels[study.labels["unit"] == "article"]
    assert set(whole["source_id"]) | set(whole["commitment"]) <= {""}
    assert set(study.labels.loc[study.labels["kind"] == "stance", "unit"]) <= {"turn"}


def test_prominence_is_of_frames_that_turns_were_asked_for(units):
    name, _, study = units
    assert set(study.prominence["frame"]) - {""} == asked(name)["turn"]


def test_the_summary_says_what_was_asked(units):
    name, done, study = units
    assert ("Which frames, in whose voice" in done.out) == bool(asked(name)["turn"])
    assert ("Which frames in the whole article" in done.out) == bool(asked(name)["article"])
    found = study.frames_of_articles()
    assert len(found) == len(asked(name)["article"])
    assert found["probability"].is_monotonic_decreasing
    for row in found.itertuples():
        assert f"  {row.frame}: {row.label} ({row.probability:.2f}; wordings {row.wording_low:.2f} to" in done.out


def test_figures_of_turns_show_what_turns_were_asked_for_or_say_that_it_was_nothing(units):
    name, _, study = units
    folder = study.folder() / "figures"
    svg = {figure: (folder / f"{figure}.svg").read_text(encoding="utf-8") for figure in ("words", "xray", *OF_TURNS)}
    rows = {figure: pd.read_csv(folder / f"{figure}.csv", encoding="utf-8-sig") for figure in svg}
    captions = (folder / "captions.md").read_text(encoding="utf-8")
    assert len(rows["words"])
    assert set(rows["xray"]["frame"].dropna()) <= asked(name)["turn"]
    assert set(rows["source_frame"]["frame"].dropna()) == asked(name)["turn"]
    assert set(rows["frame_ranges"]["frame"]) == asked(name)["turn"]
    if asked(name)["turn"]:
        assert "No frame was asked" not in "".join(svg.values()) + captions
        wordings = {"mixed": "2 wordings each"}.get(name, "1 to 2 wordings each")
        assert f"threshold 0.50, {wordings}." in captions
    else:
        assert all(
            "No frame was asked of any turn in this article." in svg[f] for f in ("source_frame", "frame_ranges")
        )
        assert "“Too dear” was asked of the whole article, not of its turns." in svg["frame_voices"]
        assert (
            captions.count("No frame was asked of turns: the codebook asks whole articles only.") == len(OF_TURNS) + 1
        )
        assert "most voices take up" not in captions


def test_the_marked_article_shows_both_kinds_of_label(units):
    name, _, study = units
    page = (study.folder() / "reading.html").read_text(encoding="utf-8")
    assert ("Frames of the whole article" in page) == bool(asked(name)["article"])
    assert ("No frame was asked of any turn in this article." in page) == (not asked(name)["turn"])
    silent = page.partition("Expressed by no turn:")[2].partition("</p>")[0]
    assert ("Cleaner air" in silent) <= ("cleaner_air" in asked(name)["turn"])


def test_tables_to_read(units):
    name, _, study = units
    labels, turns, claims, sources, book = study.labels, study.turns, study.claims, study.sources, study.codebook
    overview = labels_overview(labels, turns, claims, sources, codebook=book)
    expressed = labels[(labels["kind"] == "frame") & (labels["label"] == "expressed")]
    assert len(overview) == len(expressed)
    whole = overview["voice"] == WHOLE
    assert whole.sum() == (expressed["unit"] == "article").sum()
    assert whole.is_monotonic_decreasing  # first
    assert (overview["evidence"] != "").all()
    assert len(thresholds_overview(labels, turns, codebook=book)) == len(asked(name)["turn"])
    assert (
        codebook_overview(book)["asked of"].tolist()
        == {
            "article": ["article"] * 2,
            "turn": ["turn"] * 2,
            "both": ["turn, article"] * 2,
            "mixed": ["turn", "article"],
        }[name]
    )
    for key in ("too_dear", "cleaner_air"):
        unit, words = likeliest_unit(labels, turns, claims, frame=key)
        assert (unit == study.article.article_id) == (key not in asked(name)["turn"])
        assert words
    assert likeliest_unit(labels, turns, claims, frame="nothing") == ("", "")


def test_the_frame_to_look_at_is_one_of_turns_where_there_is_one(units):
    name, _, study = units
    chosen = study.choose_frame("cleaner_air")
    assert chosen == ("cleaner_air" if "cleaner_air" in asked(name)["turn"] else "too_dear")


def test_thresholds_in_the_manifest(units):
    name, _, study = units
    found = study.manifest()["codebook"]["thresholds"]
    assert found["cleaner_air"] == (0.2 if name == "mixed" else 0.5)
    assert ("stance" in found) == (name != "article")


@pytest.mark.parametrize("notebook", ["00_quickstart", "03_frames"])
def test_the_cells_of_the_notebooks_run(units, workplace, monkeypatch, notebook, capsys):
    name, _, study = units
    monkeypatch.setenv("FRAMING_ROOT", str(workplace.root))
    monkeypatch.setenv("FRAMING_FOLDER", str(study.folder()))
    cells = json.loads((workplace.root / "notebooks" / f"{notebook}.ipynb").read_text(encoding="utf-8"))["cells"]
    code = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    scope = {}
    for cell in [code[0], f"article, codebook = '{TEXT}', 'codebooks/{name}.yaml'", *code[1:]]:
        exec(compile(cell, notebook, "exec"), scope)
    assert "sha256" in capsys.readouterr().out
