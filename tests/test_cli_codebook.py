"""``framing codebook new`` and ``framing codebook check`` as a researcher meets them."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from framing.cli import app
from framing.frames.codebook import load_codebook


@pytest.fixture
def framing(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def run(*arguments, charset="utf-8"):
        return CliRunner(charset=charset).invoke(app, ["codebook", *arguments], catch_exceptions=False)

    return run


def test_a_new_codebook_and_what_to_do_next(framing, tmp_path):
    done = framing("new", "tram_line")
    assert (done.exit_code, done.stderr) == (0, "")
    path = tmp_path / "codebooks" / "tram_line.yaml"
    assert load_codebook(path).name == "tram_line"
    assert f"framing codebook check {path.relative_to(tmp_path)}" in done.stdout
    assert "--codebook" in done.stdout


def test_a_new_codebook_in_another_folder(framing, tmp_path):
    done = framing("new", "tram_line", "--folder", "my books")
    assert (tmp_path / "my books" / "tram_line.yaml").is_file()
    assert '"my books/tram_line.yaml"' in done.stdout.replace("\\", "/")


@pytest.mark.parametrize("name", ["Tram", "ukraine_war", "tram_line"])
def test_a_name_that_cannot_be_is_one_sentence(framing, tmp_path, name):
    framing("new", "tram_line")
    before = (tmp_path / "codebooks" / "tram_line.yaml").read_bytes()
    done = framing("new", name)
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.startswith("Error: ")
    assert done.stderr.count("\n") == 1
    assert (tmp_path / "codebooks" / "tram_line.yaml").read_bytes() == before


@pytest.mark.parametrize("codebook", ["codebooks/tram_line.yaml", "ukraine_war", "generic_frames"])
def test_a_codebook_without_findings(framing, codebook):
    framing("new", "tram_line")
    done = framing("check", codebook, "--strict")
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.startswith("No findings in ")


def test_findings_have_lines_and_are_counted(framing, tmp_path):
    framing("new", "tram_line")
    path = tmp_path / "codebooks" / "tram_line.yaml"
    text = path.read_text(encoding="utf-8").replace(
        "Children pay the price if the pool closes.", "They could suffer from that."
    )
    path.write_text(text, encoding="utf-8")
    line = text.splitlines().index("      - They could suffer from that.") + 1
    done = framing("check", str(path))
    assert done.exit_code == 0
    first, second, _, last = done.stdout.splitlines()
    assert first == f"tram_line.yaml, line {line}: wording 2 of frame 'children_lose' begins with 'They'; " + (
        "name who or what is meant."
    )
    assert second.startswith(f"tram_line.yaml, line {line}: wording 2 of frame 'children_lose' says 'could'; ")
    assert last.startswith("2 findings in 2 frames and 1 target. They are questions to you, not errors")
    strict = framing("check", str(path), "--strict")
    assert (strict.exit_code, strict.stdout, strict.stderr) == (1, done.stdout, "")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("units: [claim]", "line 13: unit 1 is 'claim'; write turn or article."),
        ("threshold: [", "is not valid YAML"),
        (None, "cannot be read"),
    ],
)
def test_a_codebook_that_does_not_load_is_an_error(framing, tmp_path, content, says):
    framing("new", "tram_line")
    path = tmp_path / "codebooks" / "tram_line.yaml"
    if content is None:
        path.unlink()
    else:
        path.write_text(path.read_text(encoding="utf-8").replace("units: [turn]", content), encoding="utf-8")
    done = framing("check", str(path))
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.startswith("Error: ")
    assert says in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_terminal_without_the_letters(framing):
    assert framing("new", "tram_line", charset="cp1252").exit_code == 0
