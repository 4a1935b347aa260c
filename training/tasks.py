"""The two tasks: what an example is, how examples are batched, the loss, and the dev figures after an epoch."""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import islice, pairwise
from typing import Any

import numpy as np
import torch
from pairs import LABELS, NOT_ENTAILED, Pair, implied, news, own_turns, public, written

from data import IGNORE, TAGS, TaggedParagraph, read_lines, tagged_article, windows


def padded(rows: Sequence[Sequence[int]], value: int) -> torch.Tensor:
    """Return rows as one tensor, filled up on the right."""
    width = max(len(r) for r in rows)
    return torch.tensor([[*r, *[value] * (width - len(r))] for r in rows], dtype=torch.long)


class TokenTask:
    """Tag word pieces as source, cue or content, in windows of whole paragraphs that are packed anew every epoch."""

    labels = TAGS

    def __init__(self, config: dict[str, Any], tokenizer: Any, *, limit: int | None = None) -> None:
        self.config, self.tokenizer = config, tokenizer
        self.room = int(config.get("max_tokens", 254)) - 2
        self.start, self.end, self.pad = (
            int(tokenizer.token_to_id(t))
            for t in (config.get("start", "[CLS]"), config.get("end", "[SEP]"), config.get("pad", "[PAD]"))
        )
        folder = config["folder"]
        self.articles = [
            tagged_article(r["text"], r["attributions"], tokenizer)
            for name in config["train"]
            for r in islice(read_lines(folder / name), limit)
        ]
        self.dev = [
            tagged_article(r["text"], r["attributions"], tokenizer)
            for r in islice(read_lines(folder / config["dev"]), limit)
        ]
        weights = torch.ones(len(TAGS))
        for label, weight in config.get("weights", {}).items():
            weights[[i for i, t in enumerate(TAGS) if t.endswith(label)]] = float(weight)
        self.weights = weights

    def batches(self, epoch: int) -> list[list[TaggedParagraph]]:
        """Return the epoch's batches, windows of like length together, in an order of seed and epoch alone."""
        draw = random.Random(f"{self.config.get('seed', 1)} {epoch}")
        every = [w for a in self.articles for w in windows(a, room=self.room, first=draw.randint(0, 5))]
        draw.shuffle(every)
        size = int(self.config["batch"])
        out = []
        for i in range(0, len(every), size * 20):
            part = sorted(every[i : i + size * 20], key=lambda w: len(w.ids))
            out += [part[k : k + size] for k in range(0, len(part), size)]
        draw.shuffle(out)
        return out

    def _tensors(self, batch: Sequence[TaggedParagraph], device: str) -> dict[str, torch.Tensor]:
        ids = padded([[self.start, *w.ids, self.end] for w in batch], self.pad)
        return {"input_ids": ids.to(device), "attention_mask": (ids != self.pad).long().to(device)}

    def loss(self, model: Any, batch: Sequence[TaggedParagraph], device: str) -> torch.Tensor:
        """Return the mean weighted cross-entropy over word pieces."""
        logits = model(**self._tensors(batch, device)).logits.float()
        tags = padded([[IGNORE, *w.tags, IGNORE] for w in batch], IGNORE).to(device)
        return torch.nn.functional.cross_entropy(
            logits.flatten(0, 1),
            tags.flatten(),
            weight=self.weights.to(device),
            ignore_index=IGNORE,
            label_smoothing=float(self.config.get("smoothing", 0.0)),
        )

    @torch.no_grad()
    def evaluate(self, model: Any, device: str) -> dict[str, float]:
        """Return token F1 and exact-span F1 by role on the dev articles, by greedy decoding."""
        model.eval()
        hits = np.zeros((4, 3))
        spans = np.zeros((4, 3))
        every = [w for a in self.dev for w in windows(a, room=self.room)]
        for i in range(0, len(every), 16):
            batch = every[i : i + 16]
            best = model(**self._tensors(batch, device)).logits.argmax(-1).cpu().numpy()
            for row, w in zip(best, batch, strict=True):
                found, truth = row[1 : len(w.tags) + 1], np.array(w.tags)
                for role in (1, 2, 3):
                    f, t = (found + 1) // 2 == role, (truth + 1) // 2 == role
                    hits[role] += [(f & t).sum(), f.sum(), t.sum()]
                    a, b = self._spans(found, role), self._spans(truth, role)
                    spans[role] += [len(a & b), len(a), len(b)]
        out = {}
        for role, name in enumerate(("source", "cue", "content"), start=1):
            out[f"{name}_token"] = round(2 * hits[role][0] / max(hits[role][1] + hits[role][2], 1), 4)
            out[f"{name}_span"] = round(2 * spans[role][0] / max(spans[role][1] + spans[role][2], 1), 4)
        return out

    @staticmethod
    def _spans(tags: np.ndarray, role: int) -> set[tuple[int, int]]:
        inside = np.concatenate([(tags + 1) // 2 == role, [False]])
        begins = np.concatenate([tags == 2 * role - 1, [False]])
        edges = [
            i
            for i in range(len(inside))
            if (inside[i] and (begins[i] or i == 0 or not inside[i - 1])) or (not inside[i] and i and inside[i - 1])
        ]
        return {(a, b) for a, b in pairwise(edges) if inside[a]}


Aim = tuple[float, float, float, float]
"""What the loss aims at: shares of entailment, neutral, contradiction, and of "not entailment"."""


def aim(pair: Pair, *, trust: float) -> Aim:
    """Return what a pair aims at: its label, the teacher's probabilities, or both (`trust`: the teacher's share)."""
    hard = [0.0] * 4
    if pair.label:
        hard[LABELS.index(pair.label) if pair.label in LABELS else len(LABELS)] = 1.0
    if pair.soft is None:
        return hard[0], hard[1], hard[2], hard[3]
    share = trust if pair.label else 1.0
    e, n, c = (share * p for p in pair.soft)
    rest = 1 - share
    return e + rest * hard[0], n + rest * hard[1], c + rest * hard[2], rest * hard[3]


class PairTask:
    """Judge premise and hypothesis; in two-way data neutral and contradiction count together."""

    labels = LABELS

    def __init__(self, config: dict[str, Any], tokenizer: Any, *, limit: int | None = None) -> None:
        self.config, self.tokenizer = config, tokenizer
        tokenizer.enable_truncation(int(config.get("max_tokens", 256)), strategy="longest_first")
        self.pad = int(tokenizer.token_to_id(config.get("pad", "[PAD]")))
        folder = config["folder"]
        draw = random.Random(int(config.get("seed", 1)))
        soft = folder / config["soft"]["public"] if "soft" in config else None
        self.public = [
            p
            for source in config.get("public", ())
            for p in public(folder / source["file"], at_most=limit or source.get("at_most"), draw=draw, soft=soft)
        ]
        if "soft" in config:
            self.public += news(folder / config["soft"]["news"], folder / config["soft"]["articles"])[:limit]
        own = config.get("own")
        self.turns = (
            own_turns(folder / own["folder"], folder / own["articles"], split="train")[: limit and limit * 10]
            if own
            else []
        )
        self.dev = {
            source["name"]: public(folder / source["file"], at_most=limit or source.get("at_most", 1000), draw=draw)
            for source in config.get("dev", ())
        }
        self.held_out = (
            own_turns(folder / own["folder"], folder / own["articles"], split="development")[: limit and limit * 10]
            if own
            else []
        )

    def examples(self, epoch: int) -> list[Pair]:
        """Return the epoch's pairs: some of the public ones, the written ones, implied ones in newly drawn wordings."""
        draw = random.Random(f"{self.config.get('seed', 1)} {epoch}")
        epochs = int(self.config["epochs"])
        order = list(self.public)
        random.Random(int(self.config.get("seed", 1))).shuffle(order)
        every = order[epoch::epochs] if self.config.get("public_once", True) else order
        every = [*every, *written(self.turns)]
        share = float(self.config.get("keep_neutral", 1.0))
        wordings = int(self.config.get("wordings", 1))
        for turn in self.turns:
            drawn = implied(turn, draw, wordings=wordings)
            every += [p for p in drawn if p.label != "neutral" or draw.random() < share]
        draw.shuffle(every)
        return every

    def batches(self, epoch: int) -> list[list[tuple[Any, Aim]]]:
        """Return the epoch's batches of pairs with their aims: of like length, at most so many word pieces each."""
        draw = random.Random(f"{self.config.get('seed', 1)} {epoch} batches")
        every = self.examples(epoch)
        encodings = self.tokenizer.encode_batch([(p.premise, p.hypothesis) for p in every])
        trust = float(self.config.get("trust", 0.5))
        coded = [(e, aim(p, trust=trust)) for e, p in zip(encodings, every, strict=True)]
        room, out = int(self.config["batch_tokens"]), []
        for i in range(0, len(coded), 4000):
            part = sorted(coded[i : i + 4000], key=lambda c: len(c[0].ids))
            batch: list[tuple[Any, Aim]] = []
            for c in part:
                if batch and (len(batch) + 1) * len(c[0].ids) > room:
                    out.append(batch)
                    batch = []
                batch.append(c)
            out.append(batch)
        draw.shuffle(out)
        return out

    def _logits(self, model: Any, encodings: Sequence[Any], device: str) -> torch.Tensor:
        ids = padded([e.ids for e in encodings], self.pad).to(device)
        inputs = {"input_ids": ids, "attention_mask": padded([[1] * len(e.ids) for e in encodings], 0).to(device)}
        if model.config.model_type == "bert":
            inputs["token_type_ids"] = padded([e.type_ids for e in encodings], 0).to(device)
        return model(**inputs).logits.float()

    def loss(self, model: Any, batch: Sequence[tuple[Any, Aim]], device: str) -> torch.Tensor:
        """Return the mean cross-entropy; of "not entailment" it is that of neutral or contradiction."""
        log = torch.log_softmax(self._logits(model, [e for e, _ in batch], device), dim=-1)
        log = torch.cat([log, torch.logsumexp(log[:, 1:], dim=-1, keepdim=True)], dim=-1)
        return -(log * torch.tensor([a for _, a in batch], device=device)).sum(dim=-1).mean()

    @torch.no_grad()
    def probabilities(self, model: Any, pairs: Sequence[tuple[str, str]], device: str) -> np.ndarray:
        """Return the probabilities of the three labels."""
        model.eval()
        encodings = self.tokenizer.encode_batch(list(pairs))
        order = sorted(range(len(pairs)), key=lambda i: len(encodings[i].ids))
        out = np.zeros((len(pairs), 3))
        for i in range(0, len(order), 64):
            part = order[i : i + 64]
            out[part] = torch.softmax(self._logits(model, [encodings[k] for k in part], device), dim=-1).cpu().numpy()
        return out

    def evaluate(self, model: Any, device: str) -> dict[str, float]:
        """Return accuracy on dev sets and held-out pairs, and average precision over held-out turns x frames."""
        out = {}
        for name, pairs in {**self.dev, "own": written(self.held_out)}.items():
            if not pairs:
                continue
            best = self.probabilities(model, [(p.premise, p.hypothesis) for p in pairs], device).argmax(-1)
            right = [
                LABELS[b] == p.label or (p.label == NOT_ENTAILED and b > 0) for b, p in zip(best, pairs, strict=True)
            ]
            out[name] = round(float(np.mean(right)), 4)
        if self.held_out:
            from sklearn.metrics import average_precision_score

            grid = [(t, f, h) for t in self.held_out for f in t.codebook.frames for h in f.wordings]
            found = self.probabilities(model, [(t.text, h) for t, _, h in grid], device)[:, 0]
            mean: dict[tuple[str, str], list[float]] = {}
            for (t, f, _), p in zip(grid, found, strict=True):
                mean.setdefault((t.id, f.key), []).append(float(p))
            truth = {(t.id, f.key): t.frames.get(f.key) == "asserted" for t in self.held_out for f in t.codebook.frames}
            out["own_frames_ap"] = round(
                float(average_precision_score([truth[k] for k in mean], [np.mean(v) for v in mean.values()])), 4
            )
        return out
