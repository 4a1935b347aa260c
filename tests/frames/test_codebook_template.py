from __future__ import annotations

import pytest

from framing.errors import FramingError
from framing.frames.codebook import codebooks, load_codebook, parse_codebook
from framing.frames.codebook_check import check_codebook
from framing.frames.codebook_template import new_codebook, template


def test_the_template_loads_as_it_is_and_has_no_findings():
    book = parse_codebook(template("tram_line"))
    assert book.name == "tram_line"
    assert check_codebook(book)["finding"].tolist() == []


def test_it_shows_everything_that_a_codebook_needs():
    book = parse_codebook(template("tram_line"))
    for frame in book.frames:
        assert len(frame.wordings) >= 3
        assert all([frame.function, frame.near_miss, frame.source, frame.notes])
    assert any(frame.denied_wordings for frame in book.frames)
    assert all(target.aliases and target.side for target in book.targets)
    assert template("tram_line").count("#") > 20


def test_without_targets_and_stance_threshold_it_loads_too():
    text = template("tram_line")
    a, b = text.index("# 4."), text.index("# 5.")
    assert parse_codebook((text[:a] + text[b:]).replace("stance_threshold: 0.5\n", "")).targets == ()


def test_a_new_codebook_is_a_file_of_that_name(tmp_path):
    path = new_codebook("tram_line", tmp_path / "mine" / "books")
    assert path == tmp_path / "mine" / "books" / "tram_line.yaml"
    assert load_codebook(path).name == "tram_line"
    assert [p.name for p in path.parent.iterdir()] == ["tram_line.yaml"]


def test_it_is_no_codebook_of_the_package():
    assert not [name for name in codebooks() if "template" in name]


def test_what_is_there_is_not_overwritten(tmp_path):
    (tmp_path / "tram_line.yaml").write_text("my work", encoding="utf-8")
    with pytest.raises(FramingError, match=r"tram_line\.yaml is there already; choose another name"):
        new_codebook("tram_line", tmp_path)
    assert (tmp_path / "tram_line.yaml").read_text(encoding="utf-8") == "my work"


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("Tram-Line", "use lower-case letters, digits and underscores"),
        ("2lines", "begin with a letter"),
        ("../tram", "cannot be the name of a codebook"),
        ("", "cannot be the name of a codebook"),
        ("tram_line.yaml", "give the name alone, such as tram_line"),
        ("ukraine_war", "comes with the package; choose another name, such as my_ukraine_war"),
    ],
)
def test_names_that_cannot_be(tmp_path, name, says):
    with pytest.raises(FramingError, match=says):
        new_codebook(name, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_made(tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(FramingError, match=r"cannot be made .*; choose another one with --folder"):
        new_codebook("tram_line", tmp_path / "file" / "below")
