"""The recipe of the embedded models on a small slice and a tiny base: the program of every step really runs."""

from __future__ import annotations

import csv
import gzip
import json
import os
from itertools import pairwise
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import tiny

from framing.frames.entailment import score
from framing.models import load_model, load_tagger

ROOT = Path(__file__).resolve().parents[1]

try:
    import peft  # noqa: F401
    import torch
except ImportError:
    if os.environ.get("CI"):
        raise
    pytest.skip("needs torch and peft (pip install -e '.[training]')", allow_module_level=True)

import calibrate  # noqa: E402
import export  # noqa: E402
import quantise  # noqa: E402
import soften  # noqa: E402
import train  # noqa: E402

pytestmark = [
    # peft asks transformers by an old name
    pytest.mark.filterwarnings("ignore:`is_gradient_checkpointing`:FutureWarning"),
]

BOOK = """
name: tram
title: The tram
description: A made-up subject.
version: "1"
language: en
source: Written for this test.
threshold: 0.5
stance_threshold: 0.5
raised_wording: The text raises the possibility that {wording}
stance_wordings: {favor: ["{target} is good."], against: ["{target} is bad."]}
frames:
  - key: dear
    label: Too dear
    level: issue
    function: problem
    definition: The tram costs too much.
    wordings: [The war is bad., Gas in winter is bad., Peace is not good.]
    near_miss: The price is ten.
targets:
  - {key: nato, label: NATO}
"""


def lines(path: Path, records: list[dict]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    text = "".join(json.dumps(r) + "\n" for r in records)
    path.write_bytes(gzip.compress(text.encode()) if path.suffix == ".gz" else text.encode())
    return path


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a tiny base, a few public pairs, articles with attributions, and an own codebook."""
    folder = tmp_path_factory.mktemp("training")
    tiny.build_pair_model(folder / "base", onnx_weights=False)
    said = tiny.sentences(60, seed=1)
    labels = ["entailment", "neutral", "contradiction", "not_entailment"]
    pairs = [{"premise": a, "hypothesis": b, "label": labels[i % 4]} for i, (a, b) in enumerate(pairwise(said))]
    lines(folder / "nli.jsonl.gz", pairs)
    mentions = [
        {"text": s, "target": "Putin", "label": v}
        for s, v in zip(said, ["positive", "negative", "neutral"] * 20, strict=True)
    ]
    lines(folder / "mentions.jsonl.gz", mentions)
    articles = []
    for i in range(6):
        text = f"{said[i].capitalize()}. The historian said that sanctions work. {said[i + 1].capitalize()}."
        act = {
            role: [{"start": text.index(words), "end": text.index(words) + len(words), "text": words}]
            for role, words in (("source", "The historian"), ("cue", "said that"), ("content", "sanctions work"))
        }
        articles.append({"doc_id": f"d{i}", "text": text, "attributions": [act]})
    lines(folder / "articles.jsonl.gz", articles)
    own = folder / "own"
    for name in ("tram", "held"):
        (own / "codebooks").mkdir(parents=True, exist_ok=True)
        (own / "codebooks" / f"{name}.yaml").write_text(BOOK.replace("name: tram", f"name: {name}"), encoding="utf-8")
        turns = [
            {"id": f"{name}-{i}", "text": s, "voice": "author", "frames": {"dear": "asserted"} if i % 2 else {}}
            | {"stance": {"nato": "favor"} if i % 3 else {}, "pairs": [{"h": "War is bad.", "label": "entailment"}]}
            for i, s in enumerate(said[:8])
        ]
        lines(own / "turns" / f"{name}.jsonl", turns)
    (own / "split.json").write_text('{"development": ["held"], "evaluation": []}', encoding="utf-8")
    return folder


def pair_config(place: Path, **more) -> dict:
    own = {"folder": "own", "articles": "articles.jsonl.gz"}
    public = [{"file": "nli.jsonl.gz", "at_most": 30}, {"file": "mentions.jsonl.gz"}]
    base = {"task": "pairs", "folder": place, "base": "base", "own": own, "public": public, "epochs": 1, "rate": 1e-3}
    return base | {"dev": [{"name": "nli", "file": "nli.jsonl.gz"}], "batch_tokens": 400, "max_tokens": 40} | more


def log(folder: Path) -> list[dict[str, str]]:
    return list(csv.DictReader((folder / "log.csv").read_text(encoding="utf-8").splitlines()))


@pytest.fixture(scope="module")
def teacher(place: Path) -> Path:
    """Return the exported teacher: adapters on the base, merged, as an int8 model."""
    config = pair_config(place, out="runs/teacher", adapter={"rank": 2, "out": "adapters/teacher"})
    train.train(config, limit=None, stop_after=None)
    export.export(place / "runs/teacher/model", place / "teacher", keep_fp32=place / "teacher_fp32")
    return place / "teacher"


def test_training_writes_what_was_learned_and_a_log(teacher: Path, place: Path) -> None:
    last = log(place / "runs" / "teacher")[-1]
    assert last["epoch"] == "1"
    assert 0 < float(last["loss"]) < 3
    assert {"nli", "own", "own_frames_ap"} <= set(last)
    adapter = place / "adapters" / "teacher"
    assert sorted(p.name for p in adapter.iterdir()) == ["adapter_config.json", "adapter_model.safetensors"]
    assert str(place) not in (adapter / "adapter_config.json").read_text(encoding="utf-8")


def test_the_exported_model_says_what_the_trained_one_says(teacher: Path, place: Path) -> None:
    pairs = list(zip(tiny.sentences(20, seed=3), tiny.sentences(20, seed=4), strict=True))
    small, exact = load_model(teacher), load_model(place / "teacher_fp32")
    trained = load_model(place / "runs/teacher/model", weights="torch")
    assert np.allclose(exact.logits(pairs).values, trained.logits(pairs).values, atol=1e-4)
    assert np.abs(small.logits(pairs).values - exact.logits(pairs).values).max() < 0.4
    assert small.labels == ("entailment", "neutral", "contradiction")
    one = small.logits(pairs[:1]).values
    assert np.array_equal(one, small.logits(pairs, batch_size=20).values[:1])


def test_a_stopped_training_goes_on_exactly_where_it_was(place: Path) -> None:
    weights = []
    for name, stops in (("whole", []), ("stopped", [0, 0])):
        config = pair_config(place, out=f"runs/{name}", seed=3)
        for stop in stops:
            train.train(config, limit=4, stop_after=stop)
        train.train(config, limit=4, stop_after=None)
        weights.append(torch.load(place / "runs" / name / "checkpoint.pt", weights_only=True)["model"])
    assert len(weights[0]) > 10
    assert all(torch.equal(weights[0][n], weights[1][n]) for n in weights[0])


def test_a_second_step_goes_on_from_the_adapters_of_the_first(teacher: Path, place: Path) -> None:
    start = {"rank": 2, "start": "adapters/teacher", "out": "adapters/second"}
    train.train(pair_config(place, out="runs/second", adapter=start, rate=1e-9), limit=3, stop_after=None)
    first, second = (load_model(place / "runs" / n / "model", weights="torch") for n in ("teacher", "second"))
    pairs = list(zip(tiny.sentences(5, seed=3), tiny.sentences(5, seed=4), strict=True))
    assert np.allclose(first.logits(pairs).values, second.logits(pairs).values, atol=0.02)  # kept in half precision


def test_the_teacher_labels_pairs_that_the_student_learns_from(teacher: Path, place: Path) -> None:
    config = {
        **{"folder": place, "teacher": "teacher", "out": "soft", "own": "own", "shipped": [], "seed": 1},
        **{"articles": "articles.jsonl.gz", "embedding": "base", "stretches": 5, "near": 1, "chance": 1},
        "public": [{"file": "nli.jsonl.gz", "at_most": 20}],
    }
    soften.run(config, stop_after=0)
    assert not (place / "soft" / "public.parquet").is_file()
    soften.run(config)
    public, news = (pd.read_parquet(place / "soft" / f"{n}.parquet") for n in ("public", "news"))
    assert list(public.columns) == ["set", "record", "entailment", "neutral", "contradiction"]
    assert len(public) == 20
    records = [json.loads(x) for x in gzip.decompress((place / "nli.jsonl.gz").read_bytes()).decode().splitlines()]
    row = public.iloc[7]
    record = records[row["record"]]
    says = score([record["premise"]], [record["hypothesis"]], model=load_model(teacher))
    assert row["entailment"] == round(says["entailment"].iloc[0] * 255)
    assert {"doc_id", "start", "end", "hypothesis"} <= set(news.columns)
    assert "text" not in news.columns
    soft = {"public": "soft/public.parquet", "news": "soft/news.parquet", "articles": "articles.jsonl.gz"}
    train.train(pair_config(place, out="runs/student", soft=soft), limit=None, stop_after=None)
    assert (place / "runs" / "student" / "model" / "model.safetensors").is_file()


def test_a_tagger_is_trained_and_exported(place: Path) -> None:
    tiny.build_tagger(place / "tagger_base")
    config = {"task": "tokens", "folder": place, "base": "tagger_base", "out": "runs/tagger", "epochs": 2, "rate": 1e-3}
    config |= {"train": ["articles.jsonl.gz"], "dev": "articles.jsonl.gz", "batch": 4, "max_tokens": 46}
    train.train(config, limit=None, stop_after=None)
    assert {"source_token", "cue_span", "content_span"} <= set(log(place / "runs" / "tagger")[-1])
    export.export(place / "runs/tagger/model", place / "tagger")
    tagged = load_tagger(place / "tagger").probabilities(["The historian said that sanctions work."])[0]
    assert np.allclose(tagged.probabilities.sum(axis=1), 1)


def test_weights_over_the_limit_are_split_into_files_below_it(teacher: Path, tmp_path: Path) -> None:
    folder = tmp_path / "model"
    (folder / "onnx").mkdir(parents=True)
    for name in ("config.json", "tokenizer.json", "tokenizer_config.json"):
        (folder / name).write_bytes((teacher / name).read_bytes())
    path = folder / "onnx" / "model_quantized.onnx"
    path.write_bytes((teacher / "onnx" / "model_quantized.onnx").read_bytes())
    export.split(path, largest=16_000)
    parts = sorted(p.name for p in path.parent.iterdir())
    assert len(parts) > 2
    assert all(p.stat().st_size <= 16_000 for p in path.parent.glob("*_data_*"))
    pairs = [("The war is bad.", "Peace is good.")]
    assert np.array_equal(load_model(folder).logits(pairs).values, load_model(teacher).logits(pairs).values)


def test_weights_of_eight_bits_are_refused(place: Path, teacher: Path, tmp_path: Path) -> None:
    from onnxruntime.quantization import QuantType, quantize_dynamic

    plain = tmp_path / "plain.onnx"
    quantize_dynamic(place / "teacher_fp32" / "model.onnx", plain, weight_type=QuantType.QInt8)
    with pytest.raises(ValueError, match="8-bit weights"):
        quantise.per_token(plain, tmp_path / "out.onnx")


def test_the_temperature_undoes_a_scaling_of_the_logits() -> None:
    rng = np.random.default_rng(0)
    logits = rng.normal(0, 1.5, size=(4000, 3))
    p = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    truth = np.array([rng.choice(3, p=row) for row in p])
    assert calibrate.fit(logits, truth) == pytest.approx(1.0, abs=0.08)
    assert calibrate.fit(2.5 * logits, truth) == pytest.approx(2.5, abs=0.2)
    before, after = (calibrate.calibration_error(2.5 * logits, truth, t) for t in (1.0, 2.5))
    assert after < 0.05 < before
