"""The pipeline against coded articles: ``python benchmarks/gold.py [--json]``.

Prints, for every article in ``tests/gold`` whose text is at hand: precision and recall of attributions; of those found,
how many have the right form, source, type and nesting; precision and recall of frames and of stances (unit: paragraph x
voice x frame or target, end to end), commitment of the frames that were found; and, with the coded voices given, the
average precision of the frame probabilities over turns x frames; then, over all articles, every frame, stance and
source type by itself, the weakest first.

The coding is one careful reading by a language model (``tests/gold/CODING.md``): it shows where the software departs
from that reading. It is no validation against human coders.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import pandas as pd

from framing.article.furniture import furniture
from framing.article.read import Article, read_article
from framing.article.segment import paragraphs, word_spans
from framing.errors import FramingError
from framing.frames.codebook import Codebook, load_codebook
from framing.frames.label import PREMISE, readings, score_turns
from framing.models import PairModel, load_model
from framing.schema import AUTHOR, conform
from framing.study import Study, open_study
from framing.voices.claims import claims_and_turns

ROOT = Path(__file__).resolve().parents[1]
GOLD = ROOT / "tests" / "gold"
TEXTS = (ROOT / "data" / "raw", ROOT.parent / "shared" / "articles")
NOBODY = {"unnamed", "unattributed"}


def texts() -> list[tuple[dict[str, Any], Article]]:
    """Return every gold with its article, in order of the file's name; golds whose text is not here are left out."""
    at_hand = {}
    for folder in TEXTS:
        for path in sorted(folder.glob("*.txt")):
            article = read_article(path)
            at_hand[article.sha256] = article
    golds = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(GOLD.glob("*.json"))]
    return [(gold, at_hand[gold["sha256"]]) for gold in golds if gold["sha256"] in at_hand]


def words_in(article: Article, spans: list[list[int]]) -> set[int]:
    """Return the words (by where they begin) in a list of spans."""
    return {a for start, end in spans for a, _ in word_spans(article.text, start, end)}


def word_overlap(one: set[int], other: set[int]) -> float:
    return len(one & other) / len(one | other) if one | other else 0.0


def matches(
    article: Article, gold: dict[str, Any], study: Study, *, least: float = 0.5
) -> list[tuple[dict[str, Any], Any]]:
    """Return pairs of a coded and a found attribution whose contents share most words, best pairs first, each once."""
    contents = study.spans[study.spans["role"] == "content"].groupby("attribution_id")
    found = {k: words_in(article, g[["start", "end"]].values.tolist()) for k, g in contents}
    acts = {a.attribution_id: a for a in study.attributions.itertuples()}
    pairs = sorted(
        (
            (-word_overlap(words_in(article, g["content"]), words), i, k)
            for i, g in enumerate(gold["attributions"])
            for k, words in found.items()
        ),
    )
    out, used_gold, used_found = [], set(), set()
    for negative, i, k in pairs:
        if -negative < least or i in used_gold or k in used_found:
            continue
        used_gold.add(i)
        used_found.add(k)
        out.append((gold["attributions"][i], acts[k]))
    return out


def same_source(pairs: list[tuple[dict[str, Any], Any]]) -> dict[str, str]:
    """Return which coded source every found one stands for: that of most of its attributions, one to one."""
    counts: dict[tuple[str, str], int] = {}
    for coded, act in pairs:
        key = (act.source_id, coded["source_id"])
        counts[key] = counts.get(key, 0) + 1
    out: dict[str, str] = {AUTHOR: AUTHOR}
    for (found, coded), _ in sorted(counts.items(), key=lambda kv: -kv[1]):
        if found not in out and (coded not in out.values() or found in NOBODY):
            out[found] = coded
    return out


def attribution_scores(article: Article, gold: dict[str, Any], study: Study) -> dict[str, float]:
    """Return precision and recall of attributions, and how many of them have form, source, type and nesting right."""
    pairs = matches(article, gold, study)
    source_of = same_source(pairs)
    types = {s["source_id"]: s["type"] for s in gold["sources"]}
    found_types = dict(zip(study.sources["source_id"], study.sources["type"], strict=True))
    partner = {act.attribution_id: coded["attribution_id"] for coded, act in pairs}
    n = max(len(pairs), 1)
    nested = [(partner.get(a.parent_id) if a.parent_id else None, c["parent_id"]) for c, a in pairs]
    return {
        "coded": len(gold["attributions"]),
        "found": len(study.attributions),
        "precision": len(pairs) / max(len(study.attributions), 1),
        "recall": len(pairs) / max(len(gold["attributions"]), 1),
        "form right": sum(c["form"] == a.form for c, a in pairs) / n,
        "source right": sum(source_of.get(a.source_id) == c["source_id"] for c, a in pairs) / n,
        "type right": sum(found_types[a.source_id] == types.get(c["source_id"]) for c, a in pairs) / n,
        "nesting right": sum(a == b for a, b in nested) / n,
    }


def _units(
    gold: dict[str, Any], study: Study, source_of: dict[str, str], kind: str
) -> tuple[dict[Any, str], dict[Any, str]]:
    """Return coded and found labels as {(paragraph, voice, name): commitment or stance}."""
    coded: dict[Any, str] = {}
    for row in gold["frames" if kind == "frame" else "stance"]:
        name = row["frame"] if kind == "frame" else row["target"]
        coded[row["paragraph"][0], row["source_id"], name] = row["commitment"] if kind == "frame" else row["label"]
    turns = study.turns.set_index("turn_id")
    sentences = study.sentences
    first = sentences.groupby("paragraph")["start"].min()
    found: dict[Any, str] = {}
    for r in study.labels[study.labels["label"] != "not expressed"].itertuples():
        if r.kind == kind:
            turn = turns.loc[r.unit_id]
            value = r.commitment if kind == "frame" else r.label
            found[int(first[turn["paragraph"]]), source_of.get(turn["source_id"], turn["source_id"]), r.name] = value
    return coded, found


def cells(article: Article, gold: dict[str, Any], study: Study, kind: str) -> tuple[dict[Any, str], dict[Any, str]]:
    """Return what is coded and what is found: (paragraph, voice, frame or target) -> commitment or stance."""
    coded, found = _units(gold, study, same_source(matches(article, gold, study)), kind)
    keys = study.codebook.frames if kind == "frame" else study.codebook.targets
    labels = {f.label: f.key for f in keys} | {f.key: f.key for f in keys}
    return {(p, s, labels.get(name, name)): v for (p, s, name), v in coded.items()}, found


def label_scores(article: Article, gold: dict[str, Any], study: Study, kind: str) -> dict[str, float]:
    """Return precision and recall of frames (or stances) over paragraph x voice x frame (or target), end to end."""
    coded, found = cells(article, gold, study, kind)
    hits = [k for k in coded if k in found]
    right = sum(coded[k] == found[k] for k in hits)
    good = len(hits) if kind == "frame" else right
    return {
        "coded": len(coded),
        "found": len(found),
        "precision": good / max(len(found), 1),
        "recall": good / max(len(coded), 1),
        "commitment right" if kind == "frame" else "label right": right / max(len(hits), 1),
    }


def coded_voices(article: Article, gold: dict[str, Any]) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Return sources, claims and turns of an article as they follow from its coded attributions."""
    rows, spans = [], []
    for a in gold["attributions"]:
        every = [s for role in ("source", "cue", "content") for s in a[role]]
        base = {"article_id": article.article_id, "attribution_id": a["attribution_id"]}
        start, end = min(s for s, _ in every), max(e for _, e in every)
        rows.append(
            base
            | {"start": start, "end": end, "text": article.text[start:end]}
            | {"form": a["form"], "cue": "", "cue_kind": "verb"}
            | {"source_id": a["source_id"], "parent_id": a["parent_id"] or "", "confidence": 1.0, "corrected": False}
        )
        for role in ("source", "cue", "content"):
            for part, (s, e) in enumerate(a[role], start=1):
                place = {
                    "start": s,
                    "end": e,
                    "text": article.text[s:e],
                    "role": role,
                    "part": part,
                    "probability": 1.0,
                }
                spans.append(base | place)
    attributions = conform(sorted(rows, key=lambda r: (r["start"], -r["end"])), "attributions")
    parts = paragraphs(article, furniture(article))
    claims, turns = claims_and_turns(article, parts, conform(spans, "spans"), attributions)
    author = {"source_id": AUTHOR, "name": "the author", "type": "author"}
    base = {"article_id": article.article_id, "type_evidence": "", "named": True, "gender": ""}
    sources = [base | s for s in (author, *gold["sources"])]
    return conform(sources, "sources"), claims, turns


def coded_turns(gold: dict[str, Any], claims: pd.DataFrame, turns: pd.DataFrame) -> dict[tuple[str, str], str]:
    """Return {(turn_id, frame): commitment} for the turns that hold a coded frame's evidence in the same voice."""
    out: dict[tuple[str, str], str] = {}
    for f in gold["frames"]:
        for start, end in f["evidence"]:
            own = claims[(claims["source_id"] == f["source_id"]) & (claims["turn_id"] != "")]
            inside = own[(own["start"] < end) & (own["end"] > start)]
            out |= {(t, f["frame"]): f["commitment"] for t in inside["turn_id"]}
    return out


def average_precision(probability: list[float], truth: list[bool]) -> float:
    """Return the average precision of a ranking (scikit-learn's definition)."""
    from sklearn.metrics import average_precision_score

    return float(average_precision_score(truth, probability)) if any(truth) else float("nan")


def frame_ranking(
    article: Article,
    gold: dict[str, Any],
    codebook: Codebook,
    model: PairModel,
    *,
    form: str = PREMISE,
    cache: Path | None = None,
) -> tuple[list[float], list[bool]]:
    """Return the model's probability (asserted or raised), and whether it is coded, for coded turns x frames."""
    sources, claims, turns = coded_voices(article, gold)
    frames = codebook.model_copy(update={"targets": ()})  # stances are not ranked
    scores = score_turns(turns, claims, sources, frames, model=model, form=form, cache=cache)
    wide = readings(scores, two_way=model.two_way)
    means = wide.groupby(["unit_id", "name"])[["asserted", "raised"]].mean().max(axis=1)
    truth = coded_turns(gold, claims, turns)
    return [float(p) for p in means], [key in truth for key in means.index]


def by_label(coded: dict[Any, str], found: dict[Any, str]) -> pd.DataFrame:
    """Return coded, found and hits of every frame (or target) with its commitment (or stance)."""
    rows: dict[tuple[str, str], list[int]] = {}
    for which, cells in ((0, coded), (1, found)):
        for (*_, name), value in cells.items():
            rows.setdefault((name, value), [0, 0, 0])[which] += 1
    for key, value in coded.items():
        if found.get(key) == value:
            rows[key[-1], value][2] += 1
    table = pd.DataFrame(
        [{"name": n, "label": v, "coded": c, "found": f, "right": h} for (n, v), (c, f, h) in rows.items()],
        columns=["name", "label", "coded", "found", "right"],
    )
    return table.assign(F1=2 * table["right"] / (table["coded"] + table["found"])).sort_values(
        ["F1", "found"], ascending=[True, False], kind="stable", ignore_index=True
    )


def evaluate(study: Study, article: Article, gold: dict[str, Any], *, cache: Path | None = None) -> pd.DataFrame:
    """Return every figure of one article: columns ``what``, ``measure``, ``value``."""
    probability, truth = frame_ranking(article, gold, study.codebook, study.model, cache=cache)
    parts = {
        "attributions": attribution_scores(article, gold, study),
        "frames": label_scores(article, gold, study, "frame"),
        "stance": label_scores(article, gold, study, "stance"),
        "frames, coded voices given": {
            "turns x frames": len(truth),
            "base rate": sum(truth) / max(len(truth), 1),
            "average precision": average_precision(probability, truth),
        },
    }
    rows = [{"what": w, "measure": m, "value": v} for w, figures in parts.items() for m, v in figures.items()]
    return pd.DataFrame(rows)


def as_text(table: pd.DataFrame) -> str:
    """Return the figures of :func:`evaluate` as text: counts whole, shares with two digits."""
    counts = ("coded", "found", "turns x frames")
    shown = [f"{v:.0f}" if m in counts else f"{v:.2f}" for m, v in zip(table["measure"], table["value"], strict=True)]
    return table.assign(value=shown).to_string(index=False)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", default="embedded", help="embedded, a Hub name or a folder")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    args = parser.parse_args()
    found = texts()
    if not found:
        raise FramingError("No text of a gold article is at hand; put it into data/raw or ../shared/articles.")
    load_model(args.model)
    out: dict[str, Any] = {}
    every: dict[str, list[tuple[dict[Any, str], dict[Any, str]]]] = {"frame": [], "stance": []}
    for gold, article in found:
        study = open_study(article, codebook=load_codebook("ukraine_war"), model=args.model, folder=None)
        table = evaluate(study, article, gold)
        figures = table.groupby("what", sort=False)
        out[article.article_id] = {w: dict(zip(g["measure"], g["value"], strict=True)) for w, g in figures}
        if not args.json:
            print(f"\n{article.title} ({article.article_id})\n{as_text(table)}")
        for kind, parts in every.items():
            here = cells(article, gold, study, kind)
            parts.append(tuple({(article.article_id, *k): v for k, v in c.items()} for c in here))  # type: ignore[arg-type]
    tables = {
        kind: by_label(*({k: v for part in parts for k, v in part[side].items()} for side in (0, 1)))
        for kind, parts in every.items()
    }
    if args.json:
        out |= {f"by {kind}": table.to_dict(orient="records") for kind, table in tables.items()}
        print(json.dumps(out, indent=1))
    else:
        for kind, table in tables.items():
            print(f"\nAll articles, by {kind}, the weakest first\n{table.round(2).to_string(index=False)}")
        print("\nCoded by a language model, not by trained coders: no validation against human coding.")


if __name__ == "__main__":
    main()
