"""Check the own pairs and print what is in them: ``python training/own_pairs/check.py [NAME ...]``.

Checks every codebook and turn file (form, ids, offsets into the training articles, labels, eight pairs a turn, or two
in the short sets) and
prints counts by codebook, label and commitment, then how far the second, independent readings in ``second/`` agree with
the first. Offsets are checked if the training articles are at hand (``--articles FILE``).
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from pathlib import Path

import pandas as pd

from framing.frames.codebook import load_codebook

HERE = Path(__file__).parent
ARTICLES = HERE.parents[2] / "shared" / "data" / "attribution" / "train.jsonl.gz"
LABELS = {"entailment", "neutral", "contradiction"}
COMMITMENTS = {"asserted", "raised", "denied"}
STANCES = {"favor", "against", "mixed"}
FAMILIES = set(
    [
        "agent_patient",
        "negation",
        "modality",
        "question",
        "condition",
        "whose_belief",
        "hope_prediction",
        "reported_asserted",
        "named_meant",
        "news_stance",
        "quantity",
        "time",
    ]
)


def problems(name: str, articles: dict[str, str]) -> tuple[list[str], list[dict]]:
    """Return what is wrong with one codebook's files, and its turns with their text."""
    book = load_codebook(HERE / "codebooks" / f"{name}.yaml")
    frames, targets = {f.key for f in book.frames}, {t.key for t in book.targets}
    bad, turns, seen = [], [], set()
    if not 6 <= len(frames) <= 8:
        bad.append(f"{len(frames)} frames, not 6 to 8")
    for number, line in enumerate((HERE / "turns" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines(), start=1):
        try:
            turn = json.loads(line)
        except ValueError as error:
            bad.append(f"line {number}: {error}")
            continue
        where = f"line {number} ({turn.get('id')})"
        if turn.get("id") in seen:
            bad.append(f"{where}: id used twice")
        seen.add(turn.get("id"))
        if "doc_id" in turn:
            text = articles.get(turn["doc_id"], "")[turn["start"] : turn["end"]] if articles else "(not at hand)"
            if not text.strip():
                bad.append(f"{where}: no text at these offsets")
            if text != text.strip():
                bad.append(f"{where}: the stretch begins or ends with white space")
        else:
            text = turn.get("text", "")
        if articles and not 6 <= len(text.split()) <= 130:
            bad.append(f"{where}: {len(text.split())} words")
        if not turn.get("voice"):
            bad.append(f"{where}: no voice")
        bad += [
            f"{where}: frame {k}: {v}" for k, v in turn["frames"].items() if k not in frames or v not in COMMITMENTS
        ]
        bad += [f"{where}: target {k}: {v}" for k, v in turn["stance"].items() if k not in targets or v not in STANCES]
        if len(turn["pairs"]) not in (2, 8):
            bad.append(f"{where}: {len(turn['pairs'])} pairs")
        for k, p in enumerate(turn["pairs"], start=1):
            here = f"{where} pair {k}"
            if p["label"] not in LABELS or not p["h"].strip().endswith((".", "!", "?")):
                bad.append(f"{here}: label {p['label']}, or no full sentence")
            if p.get("frame") and p["frame"] not in frames:
                bad.append(f"{here}: frame {p['frame']}")
            if p.get("target") and p["target"] not in targets:
                bad.append(f"{here}: target {p['target']}")
            if p.get("target") and p.get("stance") != turn["stance"].get(p["target"], "not expressed"):
                whole = turn["stance"].get(p["target"], "not expressed")
                bad.append(f"{here}: stance {p.get('stance')} here, {whole} in the turn")
            if (
                p.get("frame")
                and p["label"] != "neutral"
                and p.get("commitment")
                and p["commitment"] != turn["frames"].get(p["frame"])
            ):
                bad.append(f"{here}: commitment {p['commitment']} here, {turn['frames'].get(p['frame'])} in the turn")
            if p.get("family") and p["family"] not in FAMILIES:
                bad.append(f"{here}: family {p['family']}")
        labels = Counter(p["label"] for p in turn["pairs"])
        if len(turn["pairs"]) == 8 and (not 1 <= labels["entailment"] <= 4 or labels["contradiction"] > 3):
            bad.append(f"{where}: {dict(labels)}")
        turns.append({**turn, "text": text})
    return bad, turns


def agreement(turns: dict[str, dict]) -> pd.DataFrame:
    """Return the agreement of first and second reading: units, share that agrees, Cohen's kappa (1960)."""
    from sklearn.metrics import cohen_kappa_score

    pairs: dict[str, list[tuple[str, str]]] = {"label of a pair": [], "frame of a turn": [], "stance of a turn": []}
    for path in sorted((HERE / "second").glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            second = json.loads(line)
            first = turns[second["id"]]
            pairs["label of a pair"] += zip((p["label"] for p in first["pairs"]), second["labels"], strict=True)
            book = load_codebook(HERE / "codebooks" / f"{second['id'].rsplit('-', 1)[0]}.yaml")
            for kind, field, keys in (("frame", "frames", book.frames), ("stance", "stance", book.targets)):
                pairs[f"{kind} of a turn"] += [
                    (first[field].get(k.key, "-"), second[field].get(k.key, "-")) for k in keys
                ]
    rows = []
    for what, both in pairs.items():
        a, b = zip(*both, strict=True) if both else ((), ())
        same = sum(x == y for x, y in both) / max(len(both), 1)
        kappa = cohen_kappa_score(a, b) if both else float("nan")
        rows.append({"second reading": what, "units": len(both), "agree": round(same, 3), "kappa": round(kappa, 3)})
    return pd.DataFrame(rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--articles", type=Path, default=ARTICLES)
    args = parser.parse_args()
    articles = {}
    if args.articles.is_file():
        data = pd.read_json(args.articles, lines=True)
        articles = dict(zip(data["doc_id"], data["text"], strict=True))
    names = args.names or sorted(p.stem for p in (HERE / "turns").glob("*.jsonl"))
    rows, failed, every = [], False, {}
    for name in names:
        bad, turns = problems(name, articles)
        failed |= bool(bad)
        every |= {t["id"]: t for t in turns}
        for sentence in bad:
            print(f"{name}: {sentence}")
        pairs = [p for t in turns for p in t["pairs"]]
        labels = Counter(p["label"] for p in pairs)
        commitments = Counter(v for t in turns for v in t["frames"].values())
        rows.append(
            {
                "codebook": name,
                "turns": len(turns),
                "from articles": sum("doc_id" in t for t in turns),
                "no frame": sum(not t["frames"] for t in turns),
            }
            | {k: commitments[k] for k in ("asserted", "raised", "denied")}
            | {"stances": sum(len(t["stance"]) for t in turns), "pairs": len(pairs)}
            | {k: labels[k] for k in ("entailment", "neutral", "contradiction")}
            | {"in contrasts": sum(bool(p.get("contrast")) for p in pairs)}
        )
    table = pd.DataFrame(rows)
    print(table.to_string(index=False))
    print(table.drop(columns="codebook").sum().to_frame().T.to_string(index=False))
    if not args.names:
        print(agreement(every).to_string(index=False))
    sys.exit(failed)


if __name__ == "__main__":
    main()
