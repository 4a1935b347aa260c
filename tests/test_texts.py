"""The texts in data/raw: the demo article is our own retelling, and no text repeats the article that it retells."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest
from ruamel.yaml import YAML

ROOT = Path(__file__).parents[1]
RETELLING = ROOT / "data" / "raw" / "could_putin_lose_this_war.txt"
ORIGINAL = ROOT.parent / "shared" / "articles" / "could-putin-lose-this-war.txt"
RUN = 9
"""So many words in a row, the same as in the original, are too many."""


def words(text):
    return re.findall(r"[a-z0-9]+", text.lower())


def runs(text):
    tokens = words(text)
    return {tuple(tokens[i : i + RUN]) for i in range(len(tokens) - RUN + 1)}


def parts():
    """Return the retelling's front matter and its body."""
    _, front, body = RETELLING.read_text(encoding="utf-8").split("---\n", maxsplit=2)
    return YAML(typ="safe", pure=True).load(front), body.strip()


def tracked_texts():
    """Return the text files in data/raw that git keeps; a researcher's own articles are nobody else's business."""
    command = ["git", "ls-files", "-z", "--", "data/raw"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False).stdout.split("\0")
    texts = {}
    for path in {RETELLING, *(ROOT / name for name in listed if name)}:
        try:
            texts[path] = path.read_text(encoding="utf-8")
        except (UnicodeDecodeError, FileNotFoundError):
            continue
    return texts


@pytest.fixture
def original():
    if not ORIGINAL.is_file():
        reason = "the original article, which is its publisher's, is not on this computer"
        if os.environ.get("CI"):
            pytest.fail(f"{reason}, so that CI cannot compare")
        pytest.skip(reason)
    return ORIGINAL.read_text(encoding="utf-8")


def test_front_matter_says_what_the_text_is():
    front, _ = parts()
    assert list(front) == ["title", "author", "outlet", "date", "note"]
    assert front["author"] == "Retold for the framing project"
    assert str(front["date"]) == "2022-03-07"
    assert "retelling" in front["note"]
    assert "RedState" in front["note"]


def test_body_has_the_length_and_the_paragraphs_of_a_column():
    front, body = parts()
    paragraphs = body.split("\n\n")
    assert 500 <= len(body.split()) <= 900
    assert paragraphs[0] == front["title"]
    assert front["title"].endswith("?")
    assert all("\n" not in paragraph for paragraph in paragraphs)


def test_body_holds_what_the_demo_has_to_show():
    _, body = parts()
    paragraphs = body.split("\n\n")
    assert paragraphs.count("Advertisement") >= 3
    assert "Recommended" in paragraphs
    assert '"' not in body
    assert body.count("“") == body.count("”") > 10
    assert "'" not in body
    assert re.search(r"^“[^”]+,” he continued\. “[^”]+”$", body, flags=re.MULTILINE)
    assert re.search(r"The Washington Examiner reported:\n\nOleg Deripaska", body)
    assert "according to" in body
    assert "reportedly" in body
    assert "surmised that Putin had underestimated" in body


def test_no_text_repeats_nine_words_of_the_original(original):
    shared = {path.name: runs(text) & runs(original) for path, text in tracked_texts().items()}
    assert RETELLING.name in shared
    assert {name: found for name, found in shared.items() if found} == {}


def test_quotations_are_the_speakers_own_words(original):
    _, body = parts()
    said = f" {' '.join(words(original))} "
    quoted = [part for quotation in re.findall(r"“([^”]*)”", body) for part in quotation.split("…") if words(part)]
    assert [part for part in quoted if f" {' '.join(words(part))} " not in said] == []
