"""Sentence boundaries against a treebank: ``python benchmarks/sentences.py [--data FILE]``.

Prints precision, recall and F1 of sentence spans (both edges right) for our segmentation and for sentencex alone. The
data are gzipped JSON lines with ``text`` and ``sentences: [[start, end]]``; the default is the development part of UD
English GUM.
"""

import argparse
import re
from pathlib import Path

import pandas as pd
import sentencex

from framing.article.segment import sentence_spans

DEFAULT = Path(__file__).resolve().parents[2] / "shared/data/sentences/dev/gum.jsonl.gz"


def blocks(text: str) -> list[tuple[int, int]]:
    return [m.span() for m in re.finditer(r"[^\n]+", text)]


def ours(text: str) -> set[tuple[int, int]]:
    return {span for start, end in blocks(text) for span in sentence_spans(text, start, end)}


def plain(text: str) -> set[tuple[int, int]]:
    spans = set()
    for start, end in blocks(text):
        for b in sentencex.get_sentence_boundaries("en", text[start:end]):
            piece = text[start + b["start_index"] : start + b["end_index"]]
            left = start + b["start_index"] + len(piece) - len(piece.lstrip())
            if piece.strip():
                spans.add((left, left + len(piece.strip())))
    return spans


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DEFAULT)
    data = pd.read_json(parser.parse_args().data, lines=True)
    rows = []
    for name, segment in (("framing", ours), ("sentencex", plain)):
        hit = found = gold = 0
        for document in data.itertuples():
            spans, truth = segment(document.text), {tuple(s) for s in document.sentences}
            hit, found, gold = hit + len(spans & truth), found + len(spans), gold + len(truth)
        precision, recall = hit / found, hit / gold
        rows.append(
            {
                "segmenter": name,
                "precision": precision,
                "recall": recall,
                "F1": 2 * precision * recall / (precision + recall),
            }
        )
    print(f"{len(data)} documents, {gold} sentences")
    print(pd.DataFrame(rows).round(3).to_string(index=False))


if __name__ == "__main__":
    main()
