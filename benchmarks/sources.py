"""Who is who: ``python benchmarks/sources.py [--json] [--errors N]``.

The sources that the package resolves, against 26 training articles coded by hand (``tests/gold/sources``; the coder was
a language model) and the coded demo texts (``tests/gold``). Attributions are found by the package; those whose content
shares half of its words with a coded one are compared. Prints B3 (Bagga and Baldwin 1998) over them, the share that is
given to the right source (the coded source that most of a found source's attributions belong to) by how the text names
it (name, role noun, pronoun …), and the share of right types and of named sources split or merged. ``--errors`` lists
the first wrong ones. Coded and uncoded attributions that were not found count for nothing here:
``benchmarks/attribution.py`` counts them.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import pandas as pd
from gold import GOLD, matches, texts

from framing.article.read import Article, article_from_text
from framing.schema import AUTHOR
from framing.study import open_study

DATA = Path(__file__).resolve().parents[2] / "shared/data/attribution/train.jsonl.gz"
NOBODY = {AUTHOR, "unattributed", "unspecified"}


def coded_articles(*, second: bool = False) -> list[tuple[dict[str, Any], Article]]:
    """Return the coded training articles whose text is at hand, with their text."""
    folder = GOLD / "sources" / ("second" if second else "")
    golds = [json.loads(p.read_text(encoding="utf-8")) for p in sorted(folder.glob("*.json"))]
    if not DATA.is_file():
        return []
    known = pd.read_json(DATA, lines=True).set_index("doc_id")["text"]
    return [(g, article_from_text(known[g["doc_id"]], name=g["doc_id"])) for g in golds]


def b_cubed(pairs: list[tuple[str, str]]) -> tuple[float, float]:
    """Return B3 precision and recall of (coded, found) clusters over attributions."""
    if not pairs:
        return float("nan"), float("nan")
    both, coded, found = Counter(pairs), Counter(c for c, _ in pairs), Counter(f for _, f in pairs)
    precision = sum(n * n / found[f] for (_, f), n in both.items()) / len(pairs)
    recall = sum(n * n / coded[c] for (c, _), n in both.items()) / len(pairs)
    return precision, recall


def compared(gold: dict[str, Any], article: Article) -> pd.DataFrame:
    """Return one row a coded attribution that was found: coded and found source, mention, types, and whether right."""
    study = open_study(article, folder=None)
    pairs = matches(article, gold, study)
    majority: dict[str, Counter[str]] = defaultdict(Counter)
    for coded, act in pairs:
        majority[act.source_id][coded["source_id"]] += 1
    types = {s["source_id"]: s["type"] for s in gold["sources"]}
    names = {s["source_id"]: s["name"] for s in gold["sources"]}
    table = study.sources.set_index("source_id")
    rows = []
    for coded, act in pairs:
        source = coded["source_id"]
        rows.append(
            {
                "article": article.article_id,
                "coded": source,
                "name": names.get(source, source),
                "found": act.source_id,
                "found_name": table["name"].get(act.source_id, ""),
                "mention": coded.get("mention", "any"),
                "sure": coded.get("sure", True),
                "right": majority[act.source_id].most_common(1)[0][0] == source,
                "type_right": table["type"].get(act.source_id, "") == types.get(source, ""),
                "passage": act.text[:160],
            }
        )
    return pd.DataFrame(rows)


def figures(rows: pd.DataFrame) -> dict[str, float]:
    """Return the figures over the compared attributions of some articles."""
    precision, recall = b_cubed(
        [(f"{a} {c}", f"{a} {f}") for a, c, f in zip(rows["article"], rows["coded"], rows["found"], strict=True)]
    )
    somebody = rows[~rows["coded"].isin(NOBODY)]
    split = somebody.groupby(["article", "coded"])["found"].nunique()
    merged = somebody.groupby(["article", "found"])["coded"].nunique()
    out = {
        "attributions compared": float(len(rows)),
        "B3 precision": precision,
        "B3 recall": recall,
        "B3 F1": 2 * precision * recall / (precision + recall),
        "right source": float(rows["right"].mean()),
        "coded sources split": float((split > 1).mean()),
        "found sources merged": float((merged > 1).mean()),
        "type right": float(somebody["type_right"].mean()),
    }
    for mention, own in rows.groupby("mention"):
        out[f"right source, {mention} (n={len(own)})"] = float(own["right"].mean())
    short = rows[rows["mention"].isin(["pronoun", "role noun"])]
    if len(short):
        out[f"right source, pronoun or role noun (n={len(short)})"] = float(short["right"].mean())
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--errors", type=int, default=0, help="list so many wrong attributions")
    args = parser.parse_args()
    parts = {"training articles": coded_articles(), "demo texts": texts()}
    rows = {name: pd.concat([compared(g, a) for g, a in every]) for name, every in parts.items() if every}
    if not rows:
        sys.exit(f"No coded text is at hand; {DATA} holds the training articles.")
    table = pd.DataFrame({name: figures(r) for name, r in rows.items()})
    if args.json:
        print(json.dumps(table.to_dict(), indent=1))
        return
    print(table.round(3).to_string(na_rep="-"))
    for name, every in rows.items():
        for r in every[~every["right"]].head(args.errors).itertuples():
            print(f"{name}, {r.article}: coded {r.name} ({r.mention}), found {r.found_name}: {r.passage}")


if __name__ == "__main__":
    main()
