"""How far two codings of the same text agree: ``python benchmarks/coders.py [--json]``.

For every text that was coded twice (``tests/gold/second``), independently and blind. Both coders were language models
(``tests/gold/CODING.md``): their agreement says how clear the codebook and the coding note are to such readers, and is
the most that software measured against one of them can be asked for. It is not the reliability of human coders.
"""

from __future__ import annotations

import argparse
import json
from typing import Any

import pandas as pd
from gold import GOLD, texts, word_overlap, words_in

from framing.article.read import Article
from framing.schema import AUTHOR

SECOND = GOLD / "second"


def matched(one: list[set[int]], other: list[set[int]], *, least: float = 0.5) -> list[tuple[int, int]]:
    """Return pairs of positions whose words overlap most, best first, each used once."""
    ranked = sorted((-word_overlap(a, b), i, k) for i, a in enumerate(one) for k, b in enumerate(other))
    used_one: set[int] = set()
    used_other: set[int] = set()
    out = []
    for negative, i, k in ranked:
        if -negative >= least and i not in used_one and k not in used_other:
            used_one.add(i)
            used_other.add(k)
            out.append((i, k))
    return out


def coder_agreement(article: Article, first: dict[str, Any], second: dict[str, Any]) -> dict[str, float]:
    """Return how far two codings of a text agree.

    Attributions: F1 of contents that share half of their words, and of those matched, the share with the same form,
    source (one to one), type and nesting. Frames and stances: Cohen's kappa over paragraph x voice x frame (or target),
    for every paragraph and voice that either coding has, "not coded" being a value.
    """
    from sklearn.metrics import cohen_kappa_score

    a, b = first["attributions"], second["attributions"]
    pairs = matched([words_in(article, x["content"]) for x in a], [words_in(article, x["content"]) for x in b])
    votes: dict[tuple[str, str], int] = {}
    for i, k in pairs:
        key = (b[k]["source_id"], a[i]["source_id"])
        votes[key] = votes.get(key, 0) + 1
    stands_for = {AUTHOR: AUTHOR}
    for (theirs, ours), _ in sorted(votes.items(), key=lambda kv: -kv[1]):
        if theirs not in stands_for and ours not in stands_for.values():
            stands_for[theirs] = ours
    types = [{s["source_id"]: s["type"] for s in g["sources"]} | {AUTHOR: "author"} for g in (first, second)]
    twin: dict[Any, Any] = {b[k]["attribution_id"]: a[i]["attribution_id"] for i, k in pairs} | {None: None}
    n = max(len(pairs), 1)
    out = {
        "attributions, first": float(len(a)),
        "attributions, second": float(len(b)),
        "attributions: F1": 2 * len(pairs) / max(len(a) + len(b), 1),
        "form": sum(a[i]["form"] == b[k]["form"] for i, k in pairs) / n,
        "source": sum(stands_for.get(b[k]["source_id"]) == a[i]["source_id"] for i, k in pairs) / n,
        "type": sum(types[0][a[i]["source_id"]] == types[1][b[k]["source_id"]] for i, k in pairs) / n,
        "nesting": sum(
            (twin.get(b[k]["parent_id"]) if b[k]["parent_id"] else None) == a[i]["parent_id"] for i, k in pairs
        )
        / n,
    }
    for field, name, value in (("frames", "frame", "commitment"), ("stance", "target", "label")):
        cells: list[dict[Any, str]] = [
            {(r["paragraph"][0], r["source_id"], r[name]): r[value] for r in first[field]},
            {
                (r["paragraph"][0], stands_for.get(r["source_id"], r["source_id"]), r[name]): r[value]
                for r in second[field]
            },
        ]
        places = {key[:2] for c in cells for key in c}
        names = {key[2] for c in cells for key in c}
        grid = [(*place, x) for place in sorted(places) for x in sorted(names)]
        one, other = ([c.get(key, "not coded") for key in grid] for c in cells)
        same = sum(x == y for key, x in cells[0].items() if (y := cells[1].get(key)))
        both = len(cells[0]) + len(cells[1])
        out[f"{field}: F1, same {value}"] = 2 * same / both if both else float("nan")
        out[f"{field}: kappa"] = float(cohen_kappa_score(one, other)) if both else float("nan")
    return out


def agreement() -> pd.DataFrame:
    """Return the agreement of every text that was coded twice: one column a text."""
    columns = {}
    for gold, article in texts():
        for path in sorted(SECOND.glob("*.json")):
            second = json.loads(path.read_text(encoding="utf-8"))
            if second["sha256"] == gold["sha256"]:
                columns[path.stem] = coder_agreement(article, gold, second)
    return pd.DataFrame(columns)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    table = agreement()
    print(table.to_json(indent=1) if parser.parse_args().json else table.round(2).to_string())


if __name__ == "__main__":
    main()
