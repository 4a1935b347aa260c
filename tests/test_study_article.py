"""What a study makes of its article's form, language and corrections."""

from __future__ import annotations

import pandas as pd
import pytest
from workplace import TRAM

from framing import open_study
from framing.article.corrections import corrections_file
from framing.article.download import Download, keep
from framing.article.read import article_from_text
from framing.errors import FramingError
from framing.storage import read_manifest, read_table

TEXT, CODEBOOK = "data/raw/tram.txt", "codebooks/tram.yaml"
GERMAN = (
    "Die Stadt prüft eine Straßenbahn\n\nDer Stadtrat stimmt am Montag darüber ab, ob die Straßenbahn gebaut wird. "
    "Niemand will sagen, wie die Abstimmung ausgehen wird.\n"
)


@pytest.fixture(autouse=True)
def _inside(workplace, monkeypatch):
    monkeypatch.delenv("FRAMING_ROOT", raising=False)
    monkeypatch.chdir(workplace.root)


@pytest.fixture
def corrected(workplace, tram):
    """Return a function that corrects lines of the tram article: what they begin with, and a value."""
    path = open_study(TEXT, codebook=CODEBOOK).start_corrections()

    def write(**values):
        sheet = pd.read_csv(path, dtype="str", keep_default_na=False, encoding="utf-8-sig")
        for words, value in values.items():
            sheet.loc[sheet["text"].str.startswith(words.replace("_", " ")), "value"] = value
        sheet.to_csv(path, index=False)

    yield write
    path.unlink()


def test_the_sheet_is_begun_once(corrected, workplace):
    study = open_study(TEXT, codebook=CODEBOOK)
    path = workplace.root / "data" / "corrections" / f"{study.article.article_id}.csv"
    assert path == corrections_file(path.parent, study.article)
    corrected(Could="teaser")
    assert study.start_corrections() == path
    assert "teaser" in path.read_text(encoding="utf-8")


def test_corrections_change_the_tables_and_stand_in_the_manifest(corrected, tmp_path):
    before = open_study(TEXT, codebook=CODEBOOK, folder=tmp_path / "out")
    assert before.corrections().empty
    words = int(before.table("articles")["words"].iloc[0])
    assert len(before.claims)
    assert read_manifest(tmp_path / "out")["corrections"] == []
    corrected(Could="teaser")
    after = open_study(TEXT, codebook=CODEBOOK, folder=tmp_path / "out")
    assert "Could the tram line" not in " ".join(after.claims["text"])
    assert list(read_table("furniture", tmp_path / "out")["reason"]) == ["teaser (corrected)"]
    assert int(after.table("articles")["words"].iloc[0]) < words
    (stated,) = read_manifest(tmp_path / "out")["corrections"]
    assert (stated["what"], stated["value"], stated["note"]) == ("furniture", "teaser", "now: article")
    assert stated["text"] == TRAM[stated["start"] : stated["end"]]
    assert "teaser (corrected)" in str(after.overview())


def test_a_correction_that_does_not_fit_is_one_sentence(corrected, workplace):
    corrected(Could="teaser")
    path = open_study(TEXT, codebook=CODEBOOK).start_corrections()
    path.write_text(path.read_text(encoding="utf-8").replace("Could the", "Should the"), encoding="utf-8")
    study = open_study(TEXT, codebook=CODEBOOK)
    with pytest.raises(FramingError, match="row 3, says 'Should the"):
        _ = study.furniture
    done = workplace.run(TEXT, "--codebook", CODEBOOK)
    assert (done.code, done.err.count("\n")) == (1, 1)


def test_an_article_of_which_nothing_is_left(corrected):
    corrected(Town="x", Could="x", According="x", **{"“The": "x"})
    study = open_study(TEXT, codebook=CODEBOOK)
    with pytest.raises(FramingError, match=r"No line of tram-\w+ is left.*write 'keep' beside"):
        _ = study.sentences


def test_what_was_read(tram):
    overview = open_study(TEXT, codebook=CODEBOOK).overview()
    assert overview.title == "Town weighs a tram"
    assert overview.first.startswith("Could the tram line")


def test_another_language_is_said_and_continued_only_when_asked(workplace, tmp_path):
    workplace.write("data/raw/bahn.txt", GERMAN)
    with pytest.raises(FramingError, match=r"Die Stadt prüft eine Straßenbahn is in German.*any_language=True"):
        open_study("data/raw/bahn.txt", codebook=CODEBOOK)
    with pytest.raises(FramingError, match="is in German"):
        open_study(article_from_text(GERMAN), codebook=CODEBOOK)
    study = open_study("data/raw/bahn.txt", codebook=CODEBOOK, any_language=True)
    assert study.table("articles")["language"].tolist() == ["de"]
    done = workplace.run("data/raw/bahn.txt", "--codebook", CODEBOOK, "--out", tmp_path / "out")
    assert (done.code, done.out) == (1, "")
    assert "--any-language" in done.err
    assert not (tmp_path / "out").exists()
    (workplace.root / "data/raw/bahn.txt").unlink()


def test_a_run_tells_its_notebooks_that_any_language_will_do(monkeypatch):
    monkeypatch.setenv("FRAMING_ANY_LANGUAGE", "1")
    assert open_study(article_from_text(GERMAN), codebook=CODEBOOK).any_language
    monkeypatch.setenv("FRAMING_ANY_LANGUAGE", "")
    with pytest.raises(FramingError, match="is in German"):
        open_study(article_from_text(GERMAN), codebook=CODEBOOK)


def test_an_address_is_read_from_the_page_that_was_kept(workplace, tram, monkeypatch):
    monkeypatch.setattr("framing.export.article.export_article", lambda study, **options: study.folder())
    url = "https://example.invalid/news/town-weighs-a-tram"
    kept = keep(Download(TRAM.encode(), ".txt", url), url)
    done = workplace.run(url, "--codebook", CODEBOOK)
    assert (done.code, done.err) == (0, "")
    assert done.out.endswith(f"The page as downloaded: {kept}\n")
    article = open_study(url, codebook=CODEBOOK).article
    assert (article.url, article.text, article.path) == (url, TRAM, str(kept))
    found = read_manifest(workplace.root / "data" / "processed" / article.article_id)["article"]
    assert (found["url"], found["sha256"]) == (url, article.sha256)
