"""Scores are the pipeline's, belong to the pair alone, and a cache of any kind changes nothing but the time."""

from __future__ import annotations

import dataclasses
import os
import sqlite3
import subprocess
import sys
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
import tiny

from framing.errors import FramingError
from framing.frames.cache import CacheWarning, key
from framing.frames.entailment import COLUMNS, TruncationWarning, score, score_grid
from framing.models import PairModel, load_model, softmax

PREMISES = tiny.sentences(40)
HYPOTHESES = tiny.sentences(40, words=6, seed=1)


@pytest.fixture(scope="module")
def model(three_way: Path) -> PairModel:
    return load_model(three_way)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """Every pair that a model had to judge."""
    pairs: list[tuple[str, str]] = []
    original = PairModel.logits

    def logits(self: PairModel, given: Sequence[tuple[str, str]], **options: Any) -> Any:
        pairs.extend(given)
        return original(self, given, **options)

    monkeypatch.setattr(PairModel, "logits", logits)
    return pairs


# --- equal to the pipeline


@pytest.mark.parametrize("weights", ["onnx/model.onnx", "torch"])
@pytest.mark.parametrize("kind", ["three_way", "two_way"])
def test_scores_equal_those_of_the_zero_shot_pipeline(kind: str, weights: str, request: pytest.FixtureRequest) -> None:
    if not os.environ.get("CI"):
        pytest.importorskip("torch")
    from transformers import pipeline

    folder = request.getfixturevalue(kind)
    ours = load_model(folder, weights=weights)
    labels = HYPOTHESES[:8]
    scores = score_grid(PREMISES, labels, model=ours)
    classify = pipeline("zero-shot-classification", model=str(folder), tokenizer=str(folder), device="cpu")

    def theirs(*, multi_label: bool) -> np.ndarray:
        said = classify(PREMISES, candidate_labels=labels, hypothesis_template="{}", multi_label=multi_label)
        return np.array([[one["scores"][one["labels"].index(label)] for label in labels] for one in said])

    # multi_label: each label by itself, neutral left out
    alone = (scores.entailment / (scores.entailment + scores.contradiction)).to_numpy().reshape(len(PREMISES), -1)
    np.testing.assert_allclose(alone, theirs(multi_label=True), atol=1e-5)
    assert alone.min() < 0.05
    assert alone.max() > 0.95
    # single label: the labels against each other
    logits = ours.logits([(premise, label) for premise in PREMISES for label in labels]).values[:, ours.entailment]
    np.testing.assert_allclose(softmax(logits.reshape(len(PREMISES), -1)), theirs(multi_label=False), atol=1e-5)


def test_three_way_probabilities_sum_to_one_and_stand_under_their_names(model: PairModel) -> None:
    scores = score(PREMISES, HYPOTHESES, model=model)
    assert list(scores.columns) == list(COLUMNS)
    assert scores.index.tolist() == list(range(40))
    raw = softmax(model.logits(list(zip(PREMISES, HYPOTHESES, strict=True))).values)
    np.testing.assert_allclose(scores[["contradiction", "entailment", "neutral"]], raw, atol=1e-6)


def test_two_way_models_leave_nothing_open(two_way: Path) -> None:
    scores = score(PREMISES, HYPOTHESES, model=load_model(two_way))
    assert (scores.neutral == 0).all()
    np.testing.assert_allclose(scores.entailment + scores.contradiction, 1)
    assert scores.entailment.min() < 0.05
    assert scores.entailment.max() > 0.95


def test_temperature_flattens_and_keeps_the_order(model: PairModel) -> None:
    warm = dataclasses.replace(model, temperature=4.0)
    cold_scores, warm_scores = score(PREMISES, HYPOTHESES, model=model), score(PREMISES, HYPOTHESES, model=warm)
    logits = model.logits(list(zip(PREMISES, HYPOTHESES, strict=True))).values
    np.testing.assert_allclose(warm_scores.entailment, softmax(logits / 4)[:, model.entailment], atol=1e-6)
    assert warm_scores.entailment.std() < cold_scores.entailment.std()


# --- what is given


def test_grid_judges_every_premise_by_every_hypothesis(model: PairModel) -> None:
    grid = score_grid(PREMISES[:3], HYPOTHESES[:2], model=model)
    assert list(grid.columns) == ["premise", "hypothesis", *COLUMNS]
    assert list(zip(grid.premise, grid.hypothesis, strict=True)) == [(0, 0), (0, 1), (1, 0), (1, 1), (2, 0), (2, 1)]
    one = score([PREMISES[2]], [HYPOTHESES[1]], model=model)
    assert grid.entailment[5] == pytest.approx(one.entailment[0], abs=1e-6)


def test_series_are_read_in_full_whatever_their_index(model: PairModel) -> None:
    frame = pd.DataFrame({"p": PREMISES, "h": HYPOTHESES}, index=range(100, 140))
    pd.testing.assert_frame_equal(score(frame.p, frame.h, model=model), score(PREMISES, HYPOTHESES, model=model))
    array = np.array(PREMISES)
    pd.testing.assert_frame_equal(score(array, HYPOTHESES, model=model), score(PREMISES, HYPOTHESES, model=model))


@pytest.mark.parametrize("judge", [score, score_grid])
def test_single_strings_are_refused(model: PairModel, judge: Any) -> None:
    with pytest.raises(FramingError, match=r"The premises are a single string, which would be read letter by letter"):
        judge("war", ["w", "a", "r"], model=model)
    with pytest.raises(FramingError, match=r"The hypotheses are a single string"):
        judge(["w", "a", "r"], "war", model=model)


def test_what_is_not_text_is_refused_with_its_place(model: PairModel) -> None:
    with pytest.raises(FramingError, match=r"Number 2 of the premises is not text but float \(nan\)"):
        score(pd.Series(["war", np.nan], dtype=object), ["peace", "peace"], model=model)


def test_unequal_lengths_are_refused(model: PairModel) -> None:
    with pytest.raises(FramingError, match="There are 2 premises and 1 hypotheses"):
        score(["war", "peace"], ["hope"], model=model)


def test_batch_size_must_be_positive(model: PairModel) -> None:
    with pytest.raises(FramingError, match="The batch size is 0"):
        score(["war"], ["hope"], model=model, batch_size=0)


def test_nothing_gives_an_empty_frame_with_all_columns(model: PairModel, asked: list[tuple[str, str]]) -> None:
    empty, grid = score([], [], model=model), score_grid([], HYPOTHESES, model=model)
    assert empty.shape == (0, 4)
    assert grid.shape == (0, 6)
    assert {str(dtype) for dtype in empty.dtypes} == {"float64", "bool"}
    assert asked == []


# --- how it is computed


def test_equal_pairs_are_judged_once_and_returned_everywhere(model: PairModel, asked: list[tuple[str, str]]) -> None:
    scores = score(["war", "peace", "war", "war"], ["hope", "hope", "hope", "fear"], model=model)
    assert sorted(asked) == [("peace", "hope"), ("war", "fear"), ("war", "hope")]
    assert scores.entailment[0] == scores.entailment[2]
    assert scores.entailment[0] != scores.entailment[3]


def test_order_and_batches_do_not_matter(model: PairModel) -> None:
    order = np.random.default_rng(3).permutation(40)
    scores = score(PREMISES, HYPOTHESES, model=model)
    shuffled = score([PREMISES[i] for i in order], [HYPOTHESES[i] for i in order], model=model, batch_size=3)
    np.testing.assert_allclose(shuffled[list(COLUMNS[:3])], scores.loc[order, list(COLUMNS[:3])], atol=1e-6)


def test_truncated_pairs_are_marked_and_announced_also_from_the_cache(model: PairModel, tmp_path: Path) -> None:
    premises = [" ".join(["war"] * 60), "war"]
    for _ in range(2):
        with pytest.warns(
            TruncationWarning, match="In 1 of 2 pairs the premise is longer than the 48 word pieces"
        ) as said:
            scores = score(premises, ["hope", "hope"], model=model, cache=tmp_path / "scores.sqlite")
        assert scores.truncated.tolist() == [True, False]
        assert Path(said[0].filename) == Path(__file__), "the warning points to the line that asked"


def test_progress_is_shown_only_if_wanted(model: PairModel, capsys: pytest.CaptureFixture[str]) -> None:
    score(["war"], ["hope"], model=model)
    assert capsys.readouterr().err == ""
    score(["war"], ["hope"], model=model, progress=True)
    assert "1/1" in capsys.readouterr().err


# --- the cache


def test_second_call_asks_the_cache_and_returns_the_same(
    model: PairModel, tmp_path: Path, asked: list[tuple[str, str]]
) -> None:
    path = tmp_path / "new" / "scores.sqlite"
    first = score(PREMISES, HYPOTHESES, model=model, cache=path)
    assert len(asked) == 40
    second = score(PREMISES[::-1], HYPOTHESES[::-1], model=model, cache=str(path))
    assert len(asked) == 40
    pd.testing.assert_frame_equal(second[::-1].reset_index(drop=True), first, check_exact=True)
    score([*PREMISES, "war"], [*HYPOTHESES, "war"], model=model, cache=path)
    assert asked[40:] == [("war", "war")]


def test_cache_keeps_models_weights_and_sides_apart(
    model: PairModel, two_way: Path, tmp_path: Path, asked: list[tuple[str, str]]
) -> None:
    path = tmp_path / "scores.sqlite"
    for one in (model, load_model(two_way), dataclasses.replace(model, weights="onnx/other.onnx")):
        score(["war"], ["peace"], model=one, cache=path)
    score(["peace"], ["war"], model=model, cache=path)
    assert len(asked) == 4
    assert key("ab", "c") != key("a", "bc")


def test_temperature_is_applied_after_the_cache(model: PairModel, tmp_path: Path) -> None:
    path = tmp_path / "scores.sqlite"
    score(PREMISES, HYPOTHESES, model=model, cache=path)
    warm = dataclasses.replace(model, temperature=3.0)
    pd.testing.assert_frame_equal(
        score(PREMISES, HYPOTHESES, model=warm, cache=path), score(PREMISES, HYPOTHESES, model=warm), atol=1e-6
    )


def test_killed_run_keeps_the_batches_it_finished(
    model: PairModel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, asked: list[tuple[str, str]]
) -> None:
    path, counted = tmp_path / "scores.sqlite", PairModel.logits

    def dies(self: PairModel, pairs: Sequence[tuple[str, str]], **options: Any) -> Any:
        if len(asked) >= 16:
            raise KeyboardInterrupt
        return counted(self, pairs, **options)

    monkeypatch.setattr(PairModel, "logits", dies)
    with pytest.raises(KeyboardInterrupt):
        score(PREMISES, HYPOTHESES, model=model, cache=path, batch_size=1)
    monkeypatch.setattr(PairModel, "logits", counted)
    asked.clear()
    score(PREMISES, HYPOTHESES, model=model, cache=path)
    assert len(asked) == 24


def test_two_processes_share_a_cache(three_way: Path, tmp_path: Path, model: PairModel, asked: list[Any]) -> None:
    path = tmp_path / "scores.sqlite"
    code = (
        "import sys; sys.path.insert(0, sys.argv[3]); import tiny\n"
        "from framing.models import load_model; from framing.frames.entailment import score\n"
        "premises, hypotheses = tiny.sentences(40), tiny.sentences(40, words=6, seed=1)\n"
        "model = load_model(sys.argv[1])\n"
        "print(score(premises, hypotheses, model=model, cache=sys.argv[2], batch_size=1).entailment.sum())"
    )
    command = [sys.executable, "-W", "error", "-c", code, str(three_way), str(path), str(Path(tiny.__file__).parent)]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(3)]
    said = [process.communicate() for process in running]
    assert [error for _, error in said] == ["", "", ""]
    scores = score(PREMISES, HYPOTHESES, model=model, cache=path)
    assert asked == []
    assert [float(total) for total, _ in said] == [pytest.approx(scores.entailment.sum(), abs=1e-5)] * 3


@pytest.mark.parametrize("damage", ["foreign", "overwritten"])
def test_damaged_cache_is_set_aside_and_begun_anew(
    model: PairModel, tmp_path: Path, damage: str, asked: list[tuple[str, str]]
) -> None:
    path = tmp_path / "scores.sqlite"
    first = score(PREMISES, HYPOTHESES, model=model, cache=path)
    content = path.read_bytes()
    path.write_bytes(b"no database" * 500 if damage == "foreign" else content[:1024] + b"\xff" * (len(content) - 1024))
    with pytest.warns(CacheWarning, match=r"is damaged .*; it is kept as 'scores\.sqlite\.damaged-\d+' and begun anew"):
        second = score(PREMISES, HYPOTHESES, model=model, cache=path)
    pd.testing.assert_frame_equal(first, second)
    assert len(list(tmp_path.glob("scores.sqlite.damaged-*"))) == 1
    asked.clear()
    third = score(PREMISES, HYPOTHESES, model=model, cache=path)
    pd.testing.assert_frame_equal(first, third)
    assert asked == []


def test_spoilt_entry_is_computed_again(model: PairModel, tmp_path: Path, asked: list[tuple[str, str]]) -> None:
    path = tmp_path / "scores.sqlite"
    first = score(["war"], ["hope"], model=model, cache=path)
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE logits SET value = x'00'")
    connection.close()
    pd.testing.assert_frame_equal(score(["war"], ["hope"], model=model, cache=path), first)
    assert len(asked) == 2


def test_unwritable_place_is_announced_once_and_scores_come_anyway(model: PairModel, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    for path in (tmp_path / "file" / "scores.sqlite", tmp_path):
        with warnings.catch_warnings(record=True) as said:
            warnings.simplefilter("always")
            scores = score(PREMISES, HYPOTHESES, model=model, cache=path, batch_size=1)
        assert [warning.category for warning in said] == [CacheWarning]
        assert "scores are computed, but will not be kept" in str(said[0].message)
        pd.testing.assert_frame_equal(scores, score(PREMISES, HYPOTHESES, model=model), atol=1e-6)


def test_full_disk_is_announced_once(model: PairModel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, connect = tmp_path / "scores.sqlite", sqlite3.connect
    score(["war"], ["hope"], model=model, cache=path)

    def nearly_full(*arguments: Any, **options: Any) -> sqlite3.Connection:
        connection = connect(*arguments, **options)
        connection.execute("PRAGMA max_page_count = 3")
        return connection

    monkeypatch.setattr(sqlite3, "connect", nearly_full)
    with pytest.warns(CacheWarning, match=r"cannot be used \(database or disk is full\)") as said:
        scores = score(PREMISES * 2, [*HYPOTHESES, *HYPOTHESES[::-1]], model=model, cache=path, batch_size=1)
    assert len(said) == 1
    assert scores.entailment.notna().all()


def test_somebody_elses_database_is_not_touched(model: PairModel, tmp_path: Path) -> None:
    path = tmp_path / "interviews.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE interviews (name TEXT)")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(FramingError, match="is a database, but not one of scores; give the cache another path"):
        score(["war"], ["hope"], model=model, cache=path)
    assert path.read_bytes() == before
