"""``framing run`` as a researcher meets it: what it writes and prints, and what it says when something is wrong."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from workplace import BOOK, TRAM, files

from framing.models.files import EMBEDDED
from framing.schema import TABLES
from framing.storage import as_csv, read_table

FIGURES = ("words", "xray", "source_frame", "frame_voices", "frame_ranges", "measures", "uptake", "stances")
TEXT, CODEBOOK = "data/raw/tram.txt", "codebooks/tram.yaml"


def manifest(folder):
    return json.loads((folder / "run.json").read_text(encoding="utf-8"))


@pytest.fixture
def copy(tram, tmp_path):
    """Return a folder with the results of the tram article, to be damaged."""
    return Path(shutil.copytree(tram.folder, tmp_path / "results"))


@pytest.fixture
def no_models(monkeypatch):
    def refuse(*arguments, **options):
        raise AssertionError("a model was loaded")

    monkeypatch.setattr("framing.models.load_model", refuse)
    monkeypatch.setattr("framing.models.load_tagger", refuse)


# -- what is written ----------------------------------------------------------------------------------------------


def test_every_table_is_written_as_parquet_and_csv(demo):
    assert demo.code == 0
    for name in TABLES:
        table = read_table(name, demo.folder)
        assert (demo.folder / f"{name}.csv").read_bytes() == as_csv(table)
        assert len(pd.read_csv(demo.folder / f"{name}.csv", encoding="utf-8-sig")) == len(table)
    assert len(read_table("labels", demo.folder)) > 100


def test_everything_else_is_written(demo):
    figures = {f"{name}.{kind}" for name in FIGURES for kind in ("pdf", "svg", "png", "csv")} | {"captions.md"}
    assert {p.name for p in (demo.folder / "figures").iterdir()} == figures
    expected = {f"{t}.{kind}" for t in TABLES for kind in ("parquet", "csv")} | {"figures", "notebooks"}
    assert {p.name for p in demo.folder.iterdir()} == expected | {"article.txt", "reading.html", "run.json"}
    assert {p.name for p in (demo.folder / "notebooks").iterdir()} == {
        p.name for p in (demo.folder.parents[2] / "notebooks").glob("*.ipynb")
    }
    captions = (demo.folder / "figures" / "captions.md").read_text(encoding="utf-8")
    assert captions.count("not validated against human coding") == len(FIGURES)
    assert "threshold 0.50" in captions
    page = (demo.folder / "reading.html").read_text(encoding="utf-8")
    assert "Might Russian President Vladimir Putin have miscalculated?" in page


def test_the_manifest_says_what_makes_it_reproducible(demo, workplace):
    found = manifest(demo.folder)
    articles = read_table("articles", demo.folder).iloc[0]
    assert found["article"]["sha256"] == articles["sha256"]
    assert found["article"]["article_id"] == articles["article_id"] == demo.folder.name
    assert (found["codebook"]["name"], len(found["codebook"]["sha256"])) == ("ukraine_war", 64)
    assert found["codebook"]["thresholds"]["putin_miscalculated"] == 0.5
    assert set(found["models"]) == {"entailment", "attribution"}
    assert {(m["name"], len(m["sha256"])) for m in found["models"].values()} == {("embedded", 64)}
    assert {"framing", "pandas", "onnxruntime", "python"} <= set(found["software"])
    assert found["validated"] is False
    assert found["incomplete"] == []
    assert set(found["figures"]) == set(FIGURES)


def test_the_summary_says_who_speaks_what_and_how_far_to_trust_it(demo):
    assert "Could Putin Lose the War He Started?" in demo.out
    assert "the author" in demo.out
    assert "%" in demo.out
    assert "Putin miscalculated: raised by the author" in demo.out
    assert "Left out as page furniture: 8 lines (advertising, " in demo.out
    assert "not validated" in demo.out
    assert str(demo.folder) in demo.out
    assert "executed notebooks" in demo.out
    assert demo.err == ""


def test_a_codebook_of_ones_own(tram):
    assert (tram.code, tram.err) == (0, "")
    assert "Cleaner air: asserted by Ole Berg" in tram.out
    labels = read_table("labels", tram.folder)
    assert set(labels["name"]) == {"too_dear", "cleaner_air", "mayor"}
    assert manifest(tram.folder)["codebook"]["name"] == "tram"


def test_out_holds_what_the_folder_of_the_article_would(tram, workplace, tmp_path):
    done = workplace.run(TEXT, "--codebook", CODEBOOK, "--out", tmp_path / "new" / "results")
    assert done.code == 0
    assert files(done.folder) == files(tram.folder)
    assert str(tmp_path / "new" / "results") in done.out


def test_a_second_run_loads_no_model_and_changes_nothing(tram, workplace, no_models):
    before = files(tram.folder)
    again = workplace.run(TEXT, "--codebook", CODEBOOK)
    assert (again.code, again.out) == (0, tram.out)
    assert files(tram.folder) == before


def test_a_model_in_a_folder(workplace, tram, tmp_path):
    shutil.copytree(EMBEDDED / "entailment", workplace.root / "mymodel", dirs_exist_ok=True)
    done = workplace.run(TEXT, "--codebook", CODEBOOK, "--model", "mymodel", "--out", tmp_path / "out")
    assert done.code == 0
    labels = ["unit_id", "name", "label", "commitment", "probability"]
    assert read_table("labels", done.folder)[labels].equals(read_table("labels", tram.folder)[labels])
    assert Path(manifest(done.folder)["models"]["entailment"]["name"]) == workplace.root / "mymodel"


@pytest.mark.filterwarnings("default::framing.frames.entailment.TruncationWarning")
def test_a_paragraph_that_is_longer_than_the_model_reads(workplace, tmp_path):
    article = tmp_path / "long.txt"
    article.write_text("A long walk\n\n" + "The man walked on and on along the river. " * 70, encoding="utf-8")
    done = workplace.run(article, "--codebook", CODEBOOK, "--out", tmp_path / "out")
    assert done.code == 0
    assert done.err.startswith("Note: In ")
    assert "its end was not judged" in done.err
    assert "Warning" not in done.err


def test_a_terminal_without_the_letters(workplace, tram):
    done = workplace.run(TEXT, "--codebook", CODEBOOK, charset="cp1252")
    assert done.code == 0
    assert "####" in done.out
    assert "Everything lies in" in done.out


# -- unusual articles ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "A quiet day\n\nThe river is wide. The bridge is old.\n\nIt rained.\n",
        "The river is wide and the bridge is old, and it rained all day.",
    ],
    ids=["no quotation", "one paragraph"],
)
def test_an_article_without_a_quotation_is_the_authors(workplace, tmp_path, text):
    article = tmp_path / "quiet.txt"
    article.write_text(text, encoding="utf-8")
    done = workplace.run(article, "--codebook", CODEBOOK, "--out", tmp_path / "out")
    assert (done.code, done.err) == (0, "")
    assert "the author 100%" in " ".join(done.out.split())
    assert set(read_table("claims", done.folder)["source_id"]) == {"author"}
    assert b"No quotation" in (done.folder / "figures" / "words.svg").read_bytes()


# -- bad input: one sentence, exit code 1, nothing written or lost ---------------------------------------------------


def refused(workplace, *arguments, says):
    before = files(workplace.root)
    done = workplace.run(*arguments)
    assert done.code == 1
    assert done.out == ""
    assert done.err.startswith("Error: ")
    assert done.err.count("\n") == 1
    assert says in done.err
    assert files(workplace.root) == before
    return done


@pytest.mark.usefixtures("tram")
@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("empty.txt", b"", "is empty"),
        ("blank.txt", b" \n\n ", "is empty"),
        ("picture.txt", bytes(range(256)) * 20, "does not look like text"),
        ("article.pdf", b"%PDF-1.7", "is damaged or no PDF"),
        ("article.doc", b"text", "framing reads .txt, .md, .html, .docx and .pdf"),
        ("missing.txt", None, "There is no file"),
    ],
)
def test_bad_articles(workplace, tmp_path, name, content, says):
    if content is not None:
        (tmp_path / name).write_bytes(content)
    refused(workplace, tmp_path / name, "--codebook", CODEBOOK, "--out", tmp_path / "out", says=says)
    assert not (tmp_path / "out").exists()


@pytest.mark.usefixtures("tram")
@pytest.mark.parametrize(
    ("codebook", "says"),
    [
        ("ukrain_war", "perhaps you mean 'ukraine_war'"),
        ("missing.yaml", "cannot be read"),
        ("broken.yaml", "broken.yaml"),
        ("incomplete.yaml", "incomplete.yaml"),
    ],
)
def test_bad_codebooks(workplace, tmp_path, codebook, says):
    (workplace.root / "broken.yaml").write_text("name: [tram\nframes:\n", encoding="utf-8")
    (workplace.root / "incomplete.yaml").write_text(
        BOOK.replace("label: Too dear", "lable: Too dear"), encoding="utf-8"
    )
    refused(workplace, TEXT, "--codebook", codebook, "--out", tmp_path / "out", says=says)
    assert not (tmp_path / "out").exists()


def test_a_missing_model_folder(workplace, tram, tmp_path):
    refused(workplace, TEXT, "--model", "./nowhere", "--out", tmp_path / "out", says="no model folder './nowhere'")
    assert not (tmp_path / "out").exists()


def test_a_hub_model_without_network(workplace, tram, tmp_path):
    command = [sys.executable, "-c", "from framing.cli import app; app()", "run", TEXT, "--model", "org/nothing"]
    offline = os.environ | {"HF_HUB_OFFLINE": "1", "HF_HOME": str(tmp_path / "hub")}
    done = subprocess.run(
        [*command, "--out", str(tmp_path / "out")],
        cwd=workplace.root,
        env=offline,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("Error: 'org/nothing' is no local folder")
    assert done.stderr.count("\n") == 1
    assert not (tmp_path / "out").exists()


def test_a_folder_that_cannot_be_written_to_is_found_before_anything_is_computed(workplace, tmp_path, no_models):
    (tmp_path / "file").write_text("not a folder", encoding="utf-8")
    for out in ("file", "file/below"):
        refused(
            workplace, TEXT, "--codebook", CODEBOOK, "--out", tmp_path / out, says="choose another folder with --out"
        )
    assert (tmp_path / "file").read_text(encoding="utf-8") == "not a folder"


def test_no_notebooks_is_found_before_anything_is_computed(workplace, tmp_path, no_models, monkeypatch):
    monkeypatch.setattr("framing.project.root", lambda: tmp_path)
    done = workplace.run(TEXT, "--codebook", CODEBOOK, "--notebooks", "--out", tmp_path / "out")
    assert (done.code, done.out) == (1, "")
    assert "There are no notebooks in" in done.err
    assert not (tmp_path / "out").exists()


def test_several_articles_are_one_too_many(workplace):
    assert workplace.run(TEXT, TEXT).code == 2


# -- what goes wrong on the disk ---------------------------------------------------------------------------------------


def held(monkeypatch, name):
    """Simulate that a program holds a file open, as Excel does on Windows."""
    real = os.replace

    def replace(source, target):
        if Path(target).name == name:
            raise PermissionError(13, "Permission denied")
        real(source, target)

    monkeypatch.setattr(os, "replace", replace)


@pytest.mark.parametrize(("name", "incomplete"), [("labels.csv", "tables"), ("words.csv", "figures")])
def test_a_file_that_is_held_open(workplace, copy, monkeypatch, name, incomplete):
    other = workplace.write("codebooks/other.yaml", BOOK.replace('version: "1"', 'version: "2"'))
    with monkeypatch.context() as patch:
        held(patch, name)
        done = workplace.run(TEXT, "--codebook", other, "--out", copy)
    assert (done.code, done.out) == (1, "")
    assert done.err.count("\n") == 1
    assert f"{name} is open in another program; close it" in done.err
    assert incomplete in manifest(copy)["incomplete"]
    assert list(copy.rglob("*.part")) == []


def test_damaged_tables_are_computed_again(workplace, tram, copy):
    for name in ("claims.parquet", "labels.parquet"):
        (copy / name).write_bytes((copy / name).read_bytes()[:100])
    assert workplace.run(TEXT, "--codebook", CODEBOOK, "--out", copy).code == 0
    assert files(copy) == files(tram.folder)


def test_a_damaged_manifest_is_written_again(workplace, tram, copy):
    (copy / "run.json").write_text('{"keys": [', encoding="utf-8")
    assert workplace.run(TEXT, "--codebook", CODEBOOK, "--out", copy).code == 0
    assert files(copy) == files(tram.folder)


def test_a_manifest_that_lost_entries_gets_them_back(workplace, tram, copy, no_models):
    (copy / "run.json").write_text(json.dumps({"keys": manifest(copy)["keys"]}), encoding="utf-8")
    assert workplace.run(TEXT, "--codebook", CODEBOOK, "--out", copy).code == 0
    assert manifest(copy) == manifest(tram.folder)


def test_executed_notebooks_that_are_older_than_the_tables_are_named(workplace, copy):
    (copy / "notebooks").mkdir()
    (copy / "notebooks" / "00_quickstart.ipynb").write_text("{}", encoding="utf-8")
    other = workplace.write("codebooks/other.yaml", BOOK.replace('version: "1"', 'version: "3"'))
    for _ in range(2):
        done = workplace.run(TEXT, "--codebook", other, "--out", copy)
        assert done.code == 0
        assert manifest(copy)["incomplete"] == ["notebooks"]
        assert "older than the tables" in done.out


# -- a run that is killed ----------------------------------------------------------------------------------------------

# The process is killed at its n-th os.replace; if n is odd, with half of the new file in the place where it is written.
KILLED = """
import os, signal, sys
from framing.cli import app
moment, out = int(sys.argv[1]), sys.argv[2]
left, real = [moment], os.replace
def replace(source, target):
    left[0] -= 1
    if left[0] == 0:
        if moment % 2:
            os.truncate(source, os.path.getsize(source) // 2)
        os.kill(os.getpid(), signal.SIGKILL)
    real(source, target)
os.replace = replace
app(["run", "data/raw/tram.txt", "--codebook", "codebooks/second.yaml", "--out", out])
"""
killable = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="there is no SIGKILL here")


def kill(workplace, *runs):
    """Start a run for each (moment, folder), side by side, and wait until all are killed."""
    started = [
        subprocess.Popen([sys.executable, "-c", KILLED, str(moment), str(out)], cwd=workplace.root)
        for moment, out in runs
    ]
    assert [process.wait(timeout=200) for process in started] == [-signal.SIGKILL] * len(runs)


@pytest.fixture(scope="session")
def second(workplace, tram, tmp_path_factory):
    """Return the undisturbed run with a second codebook."""
    workplace.write("codebooks/second.yaml", BOOK.replace("The tram costs too much.", "The tram is a waste of money."))
    folder = tmp_path_factory.mktemp("second") / "results"
    done = workplace.run(TEXT, "--codebook", "codebooks/second.yaml", "--out", folder)
    assert done.code == 0
    return done


@killable
def test_a_killed_run_leaves_what_was_there_or_says_what_is_out_of_date(workplace, tram, second, tmp_path):
    old, new = files(tram.folder), files(second.folder)
    moments = (1, 9, 14, 25, 38)
    for moment in moments:
        shutil.copytree(tram.folder, tmp_path / str(moment))
    kill(workplace, *((moment, tmp_path / str(moment)) for moment in moments))
    seen = set()
    for moment in moments:
        folder = tmp_path / str(moment)
        now, stale = files(folder), manifest(folder)["incomplete"]
        seen.add(tuple(stale))
        assert set(now) == set(old)
        for name, data in now.items():
            part = name.split("/")[0] if "/" in name or name == "reading.html" else "tables"
            if name == "run.json" or part in stale:
                assert name == "run.json" or data in (old[name], new[name])  # old or new, never half of one
            else:
                assert data == (old[name] if stale == [] else new[name]), (moment, name, stale)
        for name in TABLES:
            read_table(name, folder)
    assert seen == {(), ("tables", "figures", "reading.html"), ("figures", "reading.html")}
    for moment in (9, 38):
        folder = tmp_path / str(moment)
        assert workplace.run(TEXT, "--codebook", "codebooks/second.yaml", "--out", folder).code == 0
        assert files(folder) == new


@killable
def test_a_first_run_that_is_killed_is_no_result(workplace, second, tmp_path):
    kill(workplace, (5, tmp_path / "5"), (21, tmp_path / "21"))
    assert not (tmp_path / "5" / "run.json").exists()
    assert "tables" in manifest(tmp_path / "21")["incomplete"]
    assert workplace.run(TEXT, "--codebook", "codebooks/second.yaml", "--out", tmp_path / "5").code == 0
    assert files(tmp_path / "5") == files(second.folder)


def test_the_article_itself_is_never_touched(workplace, tram):
    assert (workplace.root / TEXT).read_text(encoding="utf-8") == TRAM
