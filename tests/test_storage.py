from __future__ import annotations

import errno
import json
import os
from pathlib import Path

import pandas as pd
import pytest

from framing.errors import FramingError
from framing.schema import TABLES, conform, empty
from framing.storage import (
    as_csv,
    known,
    read_manifest,
    read_table,
    replace_file,
    write_manifest,
    write_table,
)

VALUES = {
    "text": ['“Größe”, "said"\nhe', "", "=1+1", "日本語"],
    "integer": [0, 1, 2, 3],
    "number": [0.1, 1.0, 1 / 3, float("nan")],
    "truth": [True, False, True, False],
    "list": [["c1", "ü"], [], ["c2"], []],
}


def table_of(name):
    return conform(pd.DataFrame({c.name: VALUES[c.kind] for c in TABLES[name].columns}), name)


def fail(number):
    def raise_it(*args, **kwargs):
        raise OSError(number, os.strerror(number))

    return raise_it


@pytest.mark.parametrize("name", TABLES)
def test_a_table_comes_back_as_it_was(tmp_path, name):
    table = table_of(name)
    assert [p.name for p in write_table(table, name, tmp_path)] == [f"{name}.parquet", f"{name}.csv"]
    pd.testing.assert_frame_equal(read_table(name, tmp_path), table)


@pytest.mark.parametrize("name", TABLES)
def test_an_empty_table_comes_back_as_it_was(tmp_path, name):
    write_table(empty(name), name, tmp_path)
    pd.testing.assert_frame_equal(read_table(name, tmp_path), empty(name))


def test_lists_that_are_all_empty_come_back(tmp_path):
    table = table_of("labels").iloc[[1, 3]].reset_index(drop=True)
    write_table(table, "labels", tmp_path)
    assert list(read_table("labels", tmp_path)["evidence"]) == [[], []]


def test_csv_opens_in_excel_with_its_letters_right_and_lists_as_json(tmp_path):
    write_table(table_of("labels"), "labels", tmp_path)
    raw = (tmp_path / "labels.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in raw
    back = pd.read_csv(tmp_path / "labels.csv", encoding="utf-8-sig", keep_default_na=False)
    assert list(back.columns) == TABLES["labels"].names
    assert list(back["name"]) == VALUES["text"]
    assert [json.loads(v) for v in back["evidence"]] == VALUES["list"]
    assert "ü" in back["evidence"][0]


def test_csv_leaves_the_table_as_it_is():
    table = table_of("labels")
    as_csv(table)
    assert table["evidence"][0] == ["c1", "ü"]


def test_a_file_is_replaced_whole_in_a_folder_that_need_not_exist(tmp_path):
    path = tmp_path / "new" / "folder" / "a.txt"
    assert replace_file(path, b"old").read_bytes() == b"old"
    assert replace_file(path, b"new").read_bytes() == b"new"
    assert list(path.parent.iterdir()) == [path]


def refusal(path):
    with pytest.raises(FramingError) as caught:
        replace_file(path, b"new")
    message = str(caught.value)
    assert "\n" not in message
    return message


def test_a_file_that_excel_holds_open(tmp_path, monkeypatch):
    path = replace_file(tmp_path / "a.csv", b"old")
    monkeypatch.setattr(os, "replace", fail(errno.EACCES))
    message = refusal(path)
    assert str(path) in message
    assert "close it in Excel and run again" in message
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_in_the_files_place(tmp_path):
    (tmp_path / "a.csv").mkdir()
    assert "move it away and run again" in refusal(tmp_path / "a.csv")
    assert [p.name for p in tmp_path.iterdir()] == ["a.csv"]


def test_a_full_disk_leaves_the_old_file_and_no_half_one(tmp_path, monkeypatch):
    path = replace_file(tmp_path / "a.csv", b"old")

    def half(self, data):
        with self.open("wb") as file:
            file.write(data[:1])
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", half)
    message = refusal(path)
    assert "No space left on device" in message
    assert "free some space" in message
    assert list(tmp_path.iterdir()) == [path]
    assert path.read_bytes() == b"old"


def test_a_folder_that_cannot_be_written_to(tmp_path, monkeypatch):
    monkeypatch.setattr(Path, "write_bytes", fail(errno.EACCES))
    message = refusal(tmp_path / "a.csv")
    assert f"{tmp_path} cannot be written to (Permission denied)" in message
    assert "choose another folder" in message


def test_a_folder_that_is_a_file(tmp_path):
    (tmp_path / "folder").write_bytes(b"")
    assert "cannot be written to" in refusal(tmp_path / "folder" / "a.csv")


def test_a_missing_or_damaged_table(tmp_path):
    with pytest.raises(FramingError, match=r"labels\.parquet is missing or damaged; delete the folder and run again"):
        read_table("labels", tmp_path)
    (tmp_path / "labels.parquet").write_bytes(b"PAR1 and then nothing")
    with pytest.raises(FramingError, match="missing or damaged"):
        read_table("labels", tmp_path)


def test_a_table_of_another_version_is_damaged(tmp_path):
    table_of("labels").drop(columns="threshold").to_parquet(tmp_path / "labels.parquet")
    with pytest.raises(FramingError, match="missing or damaged"):
        read_table("labels", tmp_path)


def test_the_manifest_comes_back(tmp_path):
    manifest = {"article": {"title": "Größe “no”"}, "keys": ["a"], "complete": True, "threshold": 0.5}
    path = write_manifest(manifest, tmp_path)
    assert read_manifest(tmp_path) == manifest
    assert "Größe “no”" in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("content", [None, b"", b"{", b"[1]", b"null", b"\xff\xfe\x00", b'{"a": 1} and more'])
def test_a_missing_or_damaged_manifest_says_nothing(tmp_path, content):
    if content is not None:
        (tmp_path / "run.json").write_bytes(content)
    assert read_manifest(tmp_path) == {}


def test_names_of_tables():
    assert known("labels") == "labels"
    with pytest.raises(FramingError, match="choose one of articles"):
        known("label")
