"""Pairs of premise and hypothesis: public sets, our own, and those that follow from the own turns' frames."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from data import read_lines
from framing.frames.codebook import Codebook, load_codebook

LABELS = ("entailment", "neutral", "contradiction")
NOT_ENTAILED = "not_entailment"


@dataclass(frozen=True)
class Pair:
    """A premise, a hypothesis and a label; ``not_entailment`` where neutral and contradiction are not told apart.

    `soft`: a teacher's probabilities of the three labels; the label is empty where nobody but the teacher gave one.
    """

    premise: str
    hypothesis: str
    label: str
    soft: tuple[float, float, float] | None = None


@dataclass(frozen=True)
class Turn:
    """One of the own turns: its text, its frames with commitment, its stances, its written pairs, and its codebook."""

    id: str
    text: str
    voice: str
    frames: dict[str, str]
    stance: dict[str, str]
    pairs: tuple[dict[str, Any], ...]
    codebook: Codebook


def own_turns(folder: Path, articles: Path, *, split: str) -> list[Turn]:
    """Return the own turns of a split of the codebooks: ``train``, ``development`` or ``evaluation`` (``split.json``).

    Turns that are taken from articles are left out where `articles` is not at hand.
    """
    named: dict[str, list[str]] = json.loads((folder / "split.json").read_text(encoding="utf-8"))
    held_out = {name for names in named.values() for name in names}
    texts: dict[str, str] = {r["doc_id"]: r["text"] for r in read_lines(articles)} if articles.is_file() else {}
    out = []
    for path in sorted((folder / "turns").glob("*.jsonl")):
        if path.stem not in named.get(split, []) and not (split == "train" and path.stem not in held_out):
            continue
        book = load_codebook(folder / "codebooks" / f"{path.stem}.yaml")
        for r in read_lines(path):
            text = texts.get(r["doc_id"], "")[r["start"] : r["end"]] if "doc_id" in r else r["text"]
            if text:
                out.append(Turn(r["id"], text, r["voice"], r["frames"], r["stance"], tuple(r["pairs"]), book))
    return out


def written(turns: Sequence[Turn]) -> list[Pair]:
    """Return the pairs that were written for the turns.

    A raising sentence ("The text raises the possibility that …") is entailed or not: where a frame is flatly denied,
    careful readers differed on whether that leaves such a sentence open or contradicts it.
    """
    out = []
    for t in turns:
        for p in t.pairs:
            open_or_not = p["h"].startswith("The text raises") and p["label"] != "entailment"
            out.append(Pair(t.text, p["h"], NOT_ENTAILED if open_or_not else p["label"]))
    return out


def implied(turn: Turn, draw: random.Random, *, wordings: int = 1) -> Iterator[Pair]:
    """Yield the pairs that follow from a turn's frames and stances, in `wordings` wordings each, drawn anew every time.

    Asserted entails the plain wording and the raised one; raised leaves the plain one open and entails the raised one;
    denied contradicts the plain one and does not entail the raised one; what is not expressed leaves both open. Favor
    entails a favourable wording and contradicts an adverse one, and the other way round; mixed entails both; not
    expressed leaves both open.
    """
    table = turn.codebook.hypotheses()
    plain = {"asserted": "entailment", "raised": "neutral", "denied": "contradiction", None: "neutral"}
    raised = {"asserted": "entailment", "raised": "entailment", "denied": NOT_ENTAILED, None: "neutral"}
    stance = {
        "favor": {"favor": "entailment", "against": "contradiction"},
        "against": {"favor": "contradiction", "against": "entailment"},
        "mixed": {"favor": "entailment", "against": "entailment"},
        None: {"favor": "neutral", "against": "neutral"},
    }
    for (kind, name, reading), group in table.groupby(["kind", "name", "reading"], sort=False):
        if reading == "denied":
            continue
        for hypothesis in draw.sample(list(group["hypothesis"]), min(wordings, len(group))):
            if kind == "stance":
                label = stance[turn.stance.get(str(name))][str(reading)]
            else:
                label = (plain if reading == "asserted" else raised)[turn.frames.get(str(name))]
            yield Pair(turn.text, hypothesis, label)


PORTRAYED = {"favorably": "{target} is portrayed favorably.", "unfavorably": "{target} is portrayed unfavorably."}
"""What is asked of a mention of a person. Portrayal is not stance: bad news portrays somebody unfavorably."""


def portrayals(record: dict[str, Any], draw: random.Random) -> Iterator[Pair]:
    """Yield one of the two questions, drawn, on how a sentence portrays a target."""
    how = draw.choice(sorted(PORTRAYED))
    same = {"favorably": "positive", "unfavorably": "negative"}[how]
    label = "neutral" if record["label"] == "neutral" else "entailment" if record["label"] == same else "contradiction"
    yield Pair(record["text"], PORTRAYED[how].format(target=record["target"]), label)


def public(path: Path, *, at_most: int | None, draw: random.Random, soft: Path | None = None) -> list[Pair]:
    """Return a sample of a public set: records with premise, hypothesis and label, or with text, target and label.

    `soft`: a teacher's labels (``soften.py``); where it has some of this set, only records that it labelled are taken.
    """
    known = soft_labels(soft, path.name.split(".")[0]) if soft is not None and soft.is_file() else {}
    every = []
    for i, r in enumerate(read_lines(path)):
        if "target" in r:
            every += portrayals(r, draw)
        elif i in known or not known:
            every.append(Pair(r["premise"], r["hypothesis"], r["label"], known.get(i)))
    return draw.sample(every, at_most) if at_most is not None and at_most < len(every) else every


def soft_labels(path: Path, name: str) -> dict[int, tuple[float, float, float]]:
    """Return a teacher's labels of a public set, by the record's number in its file."""
    table = pd.read_parquet(path)
    mine = table[table["set"] == name]
    probabilities = mine[list(LABELS)].to_numpy(dtype=float) / 255
    return dict(zip(mine["record"], map(tuple, probabilities / probabilities.sum(axis=1, keepdims=True)), strict=True))


def news(path: Path, articles: Path) -> list[Pair]:
    """Return pairs of stretches of the training articles and hypotheses that only a teacher has labelled."""
    table = pd.read_parquet(path)
    texts: dict[str, str] = {r["doc_id"]: r["text"] for r in read_lines(articles)}
    probabilities = table[list(LABELS)].to_numpy(dtype=float) / 255
    probabilities /= probabilities.sum(axis=1, keepdims=True)
    return [
        Pair(texts[r.doc_id][r.start : r.end], r.hypothesis, "", (float(p[0]), float(p[1]), float(p[2])))
        for r, p in zip(table.itertuples(), probabilities, strict=True)
        if r.doc_id in texts
    ]
