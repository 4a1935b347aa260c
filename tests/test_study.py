"""A study: its tables, where they are kept, and when they are computed again."""

from __future__ import annotations

import shutil
from pathlib import Path

import pandas as pd
import pytest
from workplace import BOOK, TRAM

from framing import open_study
from framing.article.read import article_from_text
from framing.errors import FramingError
from framing.frames.codebook import parse_codebook
from framing.schema import TABLES, check
from framing.storage import read_manifest, read_table, write_manifest, write_table

TEXT, CODEBOOK = "data/raw/tram.txt", "codebooks/tram.yaml"
MARK = 0.123


@pytest.fixture(autouse=True)
def _inside(workplace, monkeypatch):
    monkeypatch.delenv("FRAMING_ROOT", raising=False)
    monkeypatch.chdir(workplace.root)


@pytest.fixture
def study(tram):
    """Return the study of the tram article, its tables read from the project's folder."""
    return open_study(TEXT, codebook=CODEBOOK)


@pytest.fixture
def folder(tram, tmp_path):
    """Return a folder with the tables of the tram article, in which a probability was changed by hand."""
    out = Path(shutil.copytree(tram.folder, tmp_path / "results", ignore=shutil.ignore_patterns("figures")))
    write_table(read_table("labels", out).assign(probability=MARK), "labels", out)
    write_table(read_table("claims", out).assign(words=1), "claims", out)
    return out


def reused(study):
    """Return which groups of tables were read from the folder as they lay there."""
    found = {"voices": study.claims["words"].eq(1).all(), "frames": study.labels["probability"].eq(MARK).all()}
    return {name for name, kept in found.items() if kept}


def test_every_table_is_an_attribute(study):
    for name in TABLES:
        table = study.table(name)
        check(table, name, text=study.article.text)
        if name != "articles":
            pd.testing.assert_frame_equal(getattr(study, name), table)
            assert name in dir(study)
    assert len(study.table("articles")) == 1
    assert [a.title for a in study.articles] == ["Town weighs a tram"]
    assert not hasattr(study, "voices")


def test_a_table_that_is_changed_does_not_change_the_study(study):
    table = study.turns
    table["words"] = 0
    assert (study.turns["words"] > 0).all()


def test_it_says_what_it_is(study):
    assert repr(study) == "Study(Town weighs a tram; codebook tram)"


def test_several_articles_in_one_study(tram, workplace):
    other = article_from_text("A second tram\n\n“It is cheap,” said Ole Berg.", name="second")
    study = open_study(TEXT, other, codebook=CODEBOOK)
    first = open_study(TEXT, codebook=CODEBOOK)
    for name in TABLES:
        both = study.table(name)
        own = both[both["article_id"] == first.article.article_id].reset_index(drop=True)
        pd.testing.assert_frame_equal(own, first.table(name), check_dtype=len(own) > 0)
    assert set(study.turns["article_id"]) == {a.article_id for a in study.articles}
    assert read_manifest(study.folder(other))["article"]["title"] == "A second tram"
    assert study.shares().groupby("article_id")["share"].sum().tolist() == pytest.approx([1, 1])
    assert study.stamp().count("article ") == 2
    with pytest.raises(FramingError, match="has 2 articles; open one by itself"):
        _ = study.article
    with pytest.raises(FramingError, match="has 2 articles"):
        study.who_speaks()


def test_errors_are_sentences(study, tmp_path):
    with pytest.raises(FramingError, match="no table 'turn'; choose one of articles, furniture"):
        study.table("turn")
    with pytest.raises(AttributeError, match="no 'turn'"):
        _ = study.turn
    with pytest.raises(FramingError, match="Name at least one article"):
        open_study()
    with pytest.raises(FramingError, match="can hold the tables of one article"):
        open_study(TEXT, TEXT, folder=tmp_path)
    with pytest.raises(FramingError, match="There is no file"):
        open_study("data/raw/train.txt")
    with pytest.raises(FramingError, match="no voice 'inner'; choose one of innermost, outermost"):
        study.shares(voice="inner")


def test_relative_paths_mean_the_same_from_the_notebooks_folder(study, workplace, monkeypatch):
    monkeypatch.chdir(workplace.root / "notebooks")
    here = open_study(TEXT, codebook=CODEBOOK, folder="data/processed/elsewhere")
    assert here.article == study.article
    assert here.codebook == study.codebook
    assert here.folder() == workplace.root / "data" / "processed" / "elsewhere"
    assert open_study(TEXT, codebook=CODEBOOK).folder() == study.folder()


def test_nothing_is_computed_or_written_before_a_table_is_asked_for(workplace, tmp_path):
    open_study(TEXT, codebook=CODEBOOK, folder=tmp_path / "out", model="org/not-there")
    assert not (tmp_path / "out").exists()


def test_tables_are_read_back(folder):
    assert reused(open_study(TEXT, codebook=CODEBOOK, folder=folder)) == {"voices", "frames"}


def test_another_codebook_other_labels_same_voices(folder):
    book = parse_codebook(BOOK.replace("The tram costs too much.", "The tram costs a fortune."))
    assert reused(open_study(TEXT, codebook=book, folder=folder)) == {"voices"}
    # and back again: the labels were overwritten, and are not taken for those of the first codebook
    assert reused(open_study(TEXT, codebook=CODEBOOK, folder=folder)) == {"voices"}


def test_actors_need_the_codebook_and_no_model(folder, monkeypatch):
    write_table(read_table("actors", folder).assign(mentions=99), "actors", folder)
    assert set(open_study(TEXT, codebook=CODEBOOK, folder=folder).actors["mentions"]) == {99}
    book = parse_codebook(BOOK + "    aliases: [Anna Lind]\n    side: town\n")
    study = open_study(TEXT, codebook=book, folder=folder)
    monkeypatch.setattr("framing.models.load_model", None)
    found = study.actors.set_index("name")
    assert found.loc["the mayor", ["target", "side"]].tolist() == ["mayor", "town"]
    assert found.loc["the mayor", "quoted"] > 0


def test_uptake_and_what_follows_from_it_are_kept_with_the_labels(study):
    assert study.uptake["cue"].tolist() == ["say", "according to"]
    prominence = study.prominence
    assert {"endorsing", "rebutted", "share"} <= set(prominence["measure"])
    assert "composite" not in set(prominence["measure"])
    assert study.shares()["words"].notna().all()


def test_a_composite_is_computed_only_with_weights(folder):
    study = open_study(TEXT, codebook=parse_codebook(BOOK + "weights:\n  share: 1\n"), folder=folder)
    rows = study.prominence
    assert rows[rows["measure"] == "composite"]["value"].max() == 1


def test_comments_in_the_codebook_do_not_count(folder):
    assert reused(open_study(TEXT, codebook=parse_codebook("# a comment\n" + BOOK), folder=folder)) == {
        "voices",
        "frames",
    }


def test_another_text_other_tables(folder):
    changed = article_from_text(TRAM.replace("Monday", "Tuesday"), name="tram")
    study = open_study(changed, codebook=CODEBOOK, folder=folder)
    assert reused(study) == set()
    assert read_table("articles", folder)["sha256"].tolist() == [changed.sha256]


def test_another_version_of_the_package_other_tables(folder, monkeypatch):
    monkeypatch.setattr("framing.study.source_sha256", lambda: "other source")
    assert reused(open_study(TEXT, codebook=CODEBOOK, folder=folder)) == set()
    assert read_manifest(folder)["source_sha256"] == "other source"


def test_the_source_hash_follows_the_code_but_not_the_figures(monkeypatch, tmp_path):
    import framing
    from framing import study

    package = Path(
        shutil.copytree(Path(framing.__file__).parent, tmp_path / "framing", ignore=lambda d, n: {"embedded"})
    )
    monkeypatch.setattr(study, "__file__", str(package / "study.py"))
    before = study.source_sha256()
    with (package / "show" / "style.py").open("a") as file:
        file.write("# changed\n")
    assert study.source_sha256() == before
    with (package / "voices" / "claims.py").open("a") as file:
        file.write("# changed\n")
    assert study.source_sha256() != before


@pytest.mark.parametrize("damage", ["", "[1]", '{"keys": 5, "incomplete": 7}', '{"keys": [[1]]}', "deleted", "bytes"])
def test_without_a_manifest_that_can_be_read_nothing_is_taken_over(folder, damage):
    if damage == "deleted":
        (folder / "run.json").unlink()
    else:
        (folder / "run.json").write_bytes(b"\xff\xfe\x00" if damage == "bytes" else damage.encode())
    study = open_study(TEXT, codebook=CODEBOOK, folder=folder)
    assert reused(study) == set()
    assert read_manifest(folder)["incomplete"] == ["tables", "figures", "reading.html"]
    assert len(study.actors)
    assert read_manifest(folder)["incomplete"] == ["figures", "reading.html"]
    assert len(read_manifest(folder)["keys"]) == 3


@pytest.mark.parametrize(("name", "group"), [("scores", "frames"), ("sources", "voices")])
def test_a_table_that_is_missing_is_computed_again_with_its_group(folder, name, group):
    (folder / f"{name}.parquet").unlink()
    assert reused(open_study(TEXT, codebook=CODEBOOK, folder=folder)) == {"voices", "frames"} - {group}
    check(read_table(name, folder), name)


def test_the_manifest_names_what_is_older_than_the_tables(folder, monkeypatch):
    (folder / "notebooks").mkdir()
    monkeypatch.setattr("framing.study.source_sha256", lambda: "other source")
    study = open_study(TEXT, codebook=CODEBOOK, folder=folder)
    assert len(study.claims)
    assert read_manifest(folder)["incomplete"] == ["tables", "figures", "reading.html", "notebooks"]
    assert len(study.labels)
    assert len(study.actors)
    assert read_manifest(folder)["incomplete"] == ["figures", "reading.html", "notebooks"]


def test_the_manifest_names_what_the_figures_depend_on(study):
    found = study.manifest()
    assert found["article"] == {
        "article_id": study.article.article_id,
        "title": "Town weighs a tram",
        **dict.fromkeys(("author", "outlet", "date", "url"), ""),
        "sha256": study.article.sha256,
    }
    assert found["codebook"]["thresholds"] == {"too_dear": 0.5, "cleaner_air": 0.5, "stance": 0.5}
    assert found["codebook"]["sha256"] == study.codebook.sha256
    assert found["models"]["entailment"] | {"sha256": ""} == {
        **{"name": "embedded", "revision": None, "sha256": ""},
        "weights": "onnx/model_quantized.onnx",
    }
    assert found["premise"] == "passage"
    assert found["uptake_threshold"] == 0.5
    assert found["validated"] is False
    stamp = study.stamp()
    for words in (study.article.article_id, found["codebook"]["sha256"][:16], "embedded", "pandas", "python"):
        assert words in stamp


def test_the_folder_that_a_run_states_is_for_one_article(study, workplace, monkeypatch, tmp_path):
    monkeypatch.setenv("FRAMING_FOLDER", str(tmp_path))
    assert study.folder() == tmp_path
    two = open_study(TEXT, article_from_text("Another\n\nText.", name="another"), codebook=CODEBOOK)
    assert two.folder(two.articles[0]) == workplace.root / "data" / "processed" / study.article.article_id


# -- in words ----------------------------------------------------------------------------------------------------------


def test_who_speaks(study):
    shares = study.shares()
    assert shares["share"].sum() == pytest.approx(1)
    assert shares["words"].is_monotonic_decreasing
    sentence = study.who_speaks()
    assert sentence.startswith(
        f"Of {shares['words'].sum():.0f} words (without reporting words such as 'he said'), the author"
    )
    assert f"Anna Lind {shares.set_index('name').loc['Anna Lind', 'share']:.0%}" in sentence
    assert sentence.endswith(".")


@pytest.mark.parametrize(("voices", "end"), [(5, "v3 10%."), (6, ", and 1 other 5%."), (8, ", and 3 others 15%.")])
def test_many_voices_in_one_sentence(study, monkeypatch, voices, end):
    rows = [
        {"source_id": f"s{i}", "name": f"v{i}", "words": 10, "share": 0.1 if i < 4 else 0.05} for i in range(voices)
    ]
    monkeypatch.setattr(study, "shares", lambda: pd.DataFrame(rows))
    assert study.who_speaks().replace(", v4 5%", "").endswith(end)


def test_frames_by_voice(study):
    table = study.frames_by_voice()
    assert list(table.columns) == ["source", "frame", "commitment", "turns", "words"]
    assert table["words"].is_monotonic_decreasing
    labels = study.labels
    expressed = labels[(labels["kind"] == "frame") & (labels["label"] == "expressed")]
    assert table["turns"].sum() == len(expressed)
    assert "Cleaner air" in set(table["frame"])


def test_the_frame_to_look_at_first(study, monkeypatch):
    labels = study.labels.assign(label="not expressed", commitment="")
    monkeypatch.setattr(study, "table", lambda name: labels)
    assert study.focus_frame() == "too_dear"  # none is expressed: the first of the codebook
    frames = labels["kind"] == "frame"
    labels.loc[frames & (labels["name"] == "cleaner_air"), "label"] = "expressed"
    assert study.focus_frame() == "cleaner_air"
    assert study.choose_frame("too_dear") == "too_dear"
    assert study.choose_frame("putin_miscalculated") == "cleaner_air"


def test_the_reading(study):
    html = study.reading()._repr_html_()
    assert "The tram costs too much" in html


def test_a_cache_is_kept_in_the_project(workplace, study):
    assert (workplace.root / "data" / "processed" / "scores.sqlite").is_file()


def test_a_project_without_data_keeps_no_cache(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    article = article_from_text(TRAM, name="tram")
    study = open_study(article, codebook=parse_codebook(BOOK.split("targets:")[0]), folder=tmp_path / "out")
    assert len(study.labels)
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


def test_a_manifest_of_another_program_is_left_readable(folder):
    write_manifest({"keys": [], "note": "mine"}, folder)
    assert reused(open_study(TEXT, codebook=CODEBOOK, folder=folder)) == set()
