"""Let a teacher label pairs for the student: ``python training/soften.py CONFIG.yaml [--stop-after MINUTES]``.

Two tables of ids and probabilities, no text of others: ``public.parquet`` (set, number of the record in its file) and
``news.parquet`` (stretches of the training articles by offsets, with hypotheses of our own codebooks). Hypotheses are
drawn for a stretch by likeness of meaning and by chance, so that some of them may be said and others cannot be. Goes on
where it stopped: parts are kept in ``parts/`` beside the tables until all is done.
"""

from __future__ import annotations

import argparse
import random
import re
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from pairs import LABELS
from ruamel.yaml import YAML
from tqdm.auto import tqdm

from data import read_lines
from framing.article.segment import sentence_spans
from framing.frames.codebook import load_codebook
from framing.frames.entailment import score
from framing.models import load_model

PART = 2000  # pairs: about a minute's work


def hypotheses(config: dict[str, Any]) -> list[str]:
    """Return the hypotheses of the training codebooks and of the shipped ones, each once."""
    folder: Path = config["folder"]
    own = folder / config["own"]
    held_out = {n for names in YAML(typ="safe").load((own / "split.json").read_text()).values() for n in names}
    books = [load_codebook(p) for p in sorted((own / "codebooks").glob("*.yaml")) if p.stem not in held_out]
    books += [load_codebook(name) for name in config["shipped"]]
    tables = [b.hypotheses() for b in books]
    return list(dict.fromkeys(h for t in tables for h in t.loc[t["reading"] != "denied", "hypothesis"]))


def stretches(config: dict[str, Any]) -> pd.DataFrame:
    """Return stretches of one to four sentences within a paragraph: doc_id, start, end, text."""
    draw = random.Random(int(config["seed"]))
    rows = []
    for record in read_lines(config["folder"] / config["articles"]):
        text = record["text"]
        for m in re.finditer(r"[^\n]+", text):
            spans = sentence_spans(text, *m.span())
            i = 0
            while i < len(spans):
                n = draw.choice((1, 1, 2, 2, 3, 4))
                start, end = spans[i][0], spans[min(i + n, len(spans)) - 1][1]
                if 8 <= len(text[start:end].split()) <= 110:
                    rows.append({"doc_id": record["doc_id"], "start": start, "end": end, "text": text[start:end]})
                i += n
    table = pd.DataFrame(rows)
    return table.sample(min(int(config["stretches"]), len(table)), random_state=int(config["seed"]))


def embedded(texts: Sequence[str], folder: Path) -> np.ndarray:
    """Return sentence embeddings of unit length: the mean of the last layer."""
    import torch
    from transformers import AutoModel, AutoTokenizer

    tokenizer, model = AutoTokenizer.from_pretrained(folder), AutoModel.from_pretrained(folder).eval()
    order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
    out = np.zeros((len(texts), model.config.hidden_size), dtype=np.float32)
    for i in tqdm(range(0, len(order), 64), unit="batch", desc="embeddings"):
        rows = order[i : i + 64]
        encoded = tokenizer(
            [texts[k] for k in rows], padding=True, truncation=True, max_length=192, return_tensors="pt"
        )
        with torch.no_grad():
            last = model(**encoded).last_hidden_state
        mask = encoded["attention_mask"][..., None]
        out[rows] = torch.nn.functional.normalize((last * mask).sum(1) / mask.sum(1), dim=-1).numpy()
    return out


def news_pairs(config: dict[str, Any]) -> pd.DataFrame:
    """Return the pairs of stretches and hypotheses that the teacher is to label."""
    table, every = stretches(config).reset_index(drop=True), hypotheses(config)
    base = config["folder"] / config["embedding"]
    likeness = embedded(list(table["text"]), base) @ embedded(every, base).T
    draw = np.random.default_rng(int(config["seed"]))
    near, chance = int(config["near"]), int(config["chance"])
    parts = []
    for i, row in enumerate(likeness):
        best = np.argsort(-row)[: near * 3]
        picked = [*draw.choice(best, near, replace=False), *draw.integers(0, len(every), chance)]
        parts.append(
            pd.DataFrame({"stretch": i, "hypothesis": [every[k] for k in dict.fromkeys(int(p) for p in picked)]})
        )
    pairs = pd.concat(parts, ignore_index=True)
    return table.iloc[pairs["stretch"]].reset_index(drop=True).assign(hypothesis=pairs["hypothesis"])


def public_pairs(config: dict[str, Any]) -> pd.DataFrame:
    """Return records of public sets: set, record, text, hypothesis."""
    rows = []
    for source in config["public"]:
        path = config["folder"] / source["file"]
        every = [
            {"set": path.name.split(".")[0], "record": i, "text": r["premise"], "hypothesis": r["hypothesis"]}
            for i, r in enumerate(read_lines(path))
        ]
        n = min(int(source.get("at_most", len(every))), len(every))
        rows += random.Random(int(config["seed"])).sample(every, n)
    return pd.DataFrame(rows)


def soften(pairs: pd.DataFrame, target: Path, *, model: Any, deadline: float) -> bool:
    """Write the teacher's probabilities of all pairs, as bytes; False if the time ran out before."""
    parts = target.parent / "parts"
    parts.mkdir(parents=True, exist_ok=True)
    done = []
    for i in tqdm(range(0, len(pairs), PART), unit="part", desc=target.stem):
        path = parts / f"{target.stem}_{i}.parquet"
        if not path.is_file():
            if time.monotonic() > deadline:
                return False
            mine = pairs.iloc[i : i + PART].reset_index(drop=True)
            p = (score(mine["text"], mine["hypothesis"], model=model)[list(LABELS)] * 255).round().astype("uint8")
            pd.concat([mine.drop(columns="text"), p], axis=1).to_parquet(path.with_suffix(".new"))
            path.with_suffix(".new").replace(path)
        done.append(path)
    table = pd.concat([pd.read_parquet(p) for p in done], ignore_index=True)
    for name in ("set", "doc_id", "hypothesis"):
        if name in table and (name != "hypothesis" or "doc_id" in table):
            table[name] = table[name].astype("category")
    if "set" in table:
        table = table.drop(columns="hypothesis")  # others' sentences
    table.to_parquet(target, compression="zstd", index=False)
    for p in done:
        p.unlink()
    return True


def run(config: dict[str, Any], *, stop_after: float = 1e6) -> None:
    """Label everything that the config names, or go on with it; stop after so many minutes."""
    deadline = time.monotonic() + 60 * stop_after
    model = load_model(config["folder"] / config["teacher"])
    for name, make in (("public", public_pairs), ("news", news_pairs)):
        target = config["folder"] / config["out"] / f"{name}.parquet"
        if not target.is_file() and not soften(make(config), target, model=model, deadline=deadline):
            print("Time is up; run the same command to go on.")
            return


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("config", type=Path)
    parser.add_argument("--stop-after", type=float, default=1e6, help="minutes; the next start goes on")
    args = parser.parse_args()
    config = YAML(typ="safe").load(args.config.read_text(encoding="utf-8"))
    run(config | {"folder": args.config.parent}, stop_after=args.stop_after)


if __name__ == "__main__":
    main()
