"""Who said what, against annotated articles: ``python benchmarks/attribution.py [--data FILE] [--json] [--limit N]``.

For any file in the format of ``../shared/data/attribution/dev`` (``text``, ``attributions`` with source, cue and
content spans) prints, for the package, for a baseline of quotation marks, the nearest cue verb and the nearest name,
and for textacy's direct quotations where it is installed: token F1 (words and
punctuation marks) and exact-span F1 by role; relation F1 (source, cue and
content all overlap their counterparts by at least .3, by .8, or exactly; overlap is shared over all characters); the
same by direct, mixed and indirect; speaker accuracy where the content is right; the share of spoken quotations that are
in no attribution, or in one without a source; and words a second. ``--tagger FOLDER`` measures another tagger.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
from tqdm.auto import tqdm

from framing.article.furniture import furniture
from framing.article.read import Article, article_from_text
from framing.article.segment import Paragraph, count_words, paragraphs
from framing.models import TokenModel, load_tagger
from framing.voices.attribution import acts_of

DEFAULT = Path(__file__).resolve().parents[2] / "shared/data/attribution/dev.jsonl.gz"
ROLES = ("source", "cue", "content")
LEAST = (0.3, 0.8, 1.0)


@dataclass(frozen=True)
class Attribution:
    """One act of attribution: the (start, end) stretches of each role."""

    source: tuple[tuple[int, int], ...]
    cue: tuple[tuple[int, int], ...]
    content: tuple[tuple[int, int], ...]
    form: str = ""

    def letters(self, role: str) -> frozenset[int]:
        """Return the characters of a role."""
        return frozenset(i for start, end in getattr(self, role) for i in range(start, end))


def annotated(record: Any) -> list[Attribution]:
    """Return a record's attributions that have a content."""
    return [
        Attribution(*(tuple((s["start"], s["end"]) for s in a[role]) for role in ROLES), a.get("type", ""))
        for a in record.attributions
        if a["content"]
    ]


def ours(article: Article, parts: list[Paragraph], tagger: TokenModel) -> list[Attribution]:
    """Return what the package finds."""
    return [
        Attribution(*(tuple((s.start, s.end) for s in group) for group in (a.sources, a.cues, a.contents)))
        for a in acts_of(article, parts, tagger)
    ]


VERBS = re.compile(
    r"\b(?:said|says|told|added|asked|argued|claimed|wrote|noted|replied|insisted|warned|explained|announced|continued"
    r"|tweeted|stated|called|suggested|admitted|acknowledged|recalled|declared|responded|concluded|according to)\b"
)
NAME = re.compile(r"\b(?:(?:Mr|Mrs|Ms|Dr|Sen|Gov|Rep)\. )?[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*|\b(?:he|she|they)\b")


def baseline(article: Article, parts: list[Paragraph]) -> list[Attribution]:
    """Return every quotation with the nearest cue verb of its paragraph, and the name nearest to that verb."""
    text, out = article.text, []
    for p in parts:
        outside = [
            [
                m
                for m in pattern.finditer(text, p.start, p.end)
                if not any(q.start <= m.start() < q.end for q in p.quotations)
            ]
            for pattern in (VERBS, NAME)
        ]
        for q in p.quotations:
            cue = min(outside[0], key=lambda m: min(abs(m.start() - q.end), abs(q.start - m.end())), default=None)
            name = cue and min(
                outside[1], key=lambda m: min(abs(m.start() - cue.end()), abs(cue.start() - m.end())), default=None
            )
            out.append(Attribution((name.span(),) if name else (), (cue.span(),) if cue else (), ((q.start, q.end),)))
    return out


def textacy_quotations(article: Article) -> list[Attribution] | None:
    """Return textacy's direct quotations; None where textacy or its language model is not installed."""
    try:
        import spacy
        from textacy.extract import direct_quotations

        nlp = spacy.load("en_core_web_sm")
    except (ImportError, OSError):
        return None
    doc = nlp(article.text)
    try:
        found = list(direct_quotations(doc))
    except ValueError:  # it raises on an odd quotation mark
        return []
    span = lambda words: ((words[0].idx, words[-1].idx + len(words[-1])),)  # noqa: E731
    return [Attribution(span(t.speaker), span(t.cue), span(t.content)) for t in found]


def _overlap(one: frozenset[int], other: frozenset[int]) -> float:
    if not one and not other:
        return 1.0
    return len(one & other) / len(one | other) if one and other else 0.0


def _pairs(gold: list[Attribution], found: list[Attribution]) -> Iterator[tuple[float, float, float, int, int]]:
    """Yield the overlaps (all roles, content, source) of coded and found attributions that share content."""
    letters = [[{r: a.letters(r) for r in ROLES} for a in group] for group in (gold, found)]
    for i, g in enumerate(letters[0]):
        for k, f in enumerate(letters[1]):
            if g["content"] & f["content"]:
                each = {r: _overlap(g[r], f[r]) for r in ROLES}
                yield min(each.values()), each["content"], each["source"], i, k


def _one_to_one(ranked: list[tuple[float, int, int]], least: float) -> list[tuple[int, int]]:
    used_i: set[int] = set()
    used_k: set[int] = set()
    out = []
    for value, i, k in sorted(ranked, reverse=True):
        if value >= least and i not in used_i and k not in used_k:
            used_i.add(i)
            used_k.add(k)
            out.append((i, k))
    return out


class Counts:
    """Sums over articles, from which the figures follow."""

    def __init__(self) -> None:
        self.n: dict[str, float] = {}

    def add(self, **more: float) -> None:
        """Add to the sums."""
        for key, value in more.items():
            self.n[key] = self.n.get(key, 0) + value

    def f1(self, name: str) -> float:
        """Return the F1 of what was counted as hit, gold and found."""
        both = self.n.get(f"{name}/found", 0) + self.n.get(f"{name}/gold", 0)
        return 2 * self.n.get(f"{name}/hit", 0) / both if both else float("nan")

    def share(self, part: str, whole: str) -> float:
        """Return a part by its whole."""
        return self.n.get(part, 0) / self.n[whole] if self.n.get(whole) else float("nan")


def _tokens(tokens: list[tuple[int, int]], group: list[Attribution], role: str) -> set[int]:
    """Return the tokens that a role of some attribution covers, by where they begin."""
    letters = frozenset().union(*(a.letters(role) for a in group))
    return {start for start, _ in tokens if start in letters}


def count(
    article: Article, parts: list[Paragraph], gold: list[Attribution], found: list[Attribution], c: Counts
) -> None:
    """Add one article to the counts."""
    tokens = [m.span() for m in re.finditer(r"\w+|[^\w\s]", article.text)]
    for role in ROLES:
        inside = [_tokens(tokens, group, role) for group in (gold, found)]
        spans = [{s for x in group for s in getattr(x, role)} for group in (gold, found)]
        for kind, (g, f) in (("token", inside), ("span", spans)):
            c.add(**{f"{kind} {role}/hit": len(g & f), f"{kind} {role}/gold": len(g), f"{kind} {role}/found": len(f)})
    pairs = list(_pairs(gold, found))
    for least in LEAST:
        linked = _one_to_one([(whole, i, k) for whole, _, _, i, k in pairs], least)
        c.add(**{f"relation {least}/hit": len(linked), f"relation {least}/gold": len(gold)})
        c.add(**{f"relation {least}/found": len(found)})
        for i, _ in linked:
            c.add(**{f"{gold[i].form} {least}/hit": 1})
    source = {(i, k): s for _, _, s, i, k in pairs}
    for i, k in _one_to_one([(content, i, k) for _, content, _, i, k in pairs], 0.8):
        c.add(**{"content right": 1, "speaker right": source[i, k] >= 0.3})
        if gold[i].form == "direct":
            c.add(**{"direct content right": 1, "direct speaker right": source[i, k] >= 0.3})
    for a in gold:
        c.add(**{f"{a.form}/gold": 1})
    spoken = {s for a in gold for s, e in a.content for s in range(s, e)}
    covered = {i for a in found for s, e in a.content for i in range(s, e)}
    named = {i for a in found if a.source for s, e in a.content for i in range(s, e)}
    for q in (q for p in parts for q in p.quotations):
        letters = set(range(q.start, q.end))
        if len(letters & spoken) > len(letters) / 2:
            c.add(**{"quotations": 1, "quotations in": len(letters & covered) > len(letters) / 2})
            c.add(**{"quotations with source": len(letters & named) > len(letters) / 2})


def figures(c: Counts, seconds: float, words: int) -> dict[str, float]:
    """Return the figures that the table prints."""
    out = {f"{role}, tokens F1": c.f1(f"token {role}") for role in ROLES}
    out |= {f"{role}, exact spans F1": c.f1(f"span {role}") for role in ROLES}
    names = {0.3: "overlap >= .3", 0.8: "overlap >= .8", 1.0: "exact"}
    out |= {f"relations, {names[least]}, F1": c.f1(f"relation {least}") for least in LEAST}
    for form in ("direct", "mixed", "indirect"):
        for least in LEAST[:2]:
            out[f"{form} found, {names[least]}"] = c.share(f"{form} {least}/hit", f"{form}/gold")
    out["speaker right, content right"] = c.share("speaker right", "content right")
    out["speaker right, direct"] = c.share("direct speaker right", "direct content right")
    out["spoken quotations in an attribution"] = c.share("quotations in", "quotations")
    out["spoken quotations without a source"] = 1 - c.share("quotations with source", "quotations")
    return out | {"words a second": words / seconds if seconds else float("nan")}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=DEFAULT)
    parser.add_argument("--tagger", default="embedded", help="embedded, or a folder")
    parser.add_argument("--limit", type=int, help="articles at most")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    args = parser.parse_args()
    if not args.data.is_file():
        sys.exit(f"There is no file {args.data}; name one with --data.")
    data = pd.read_json(args.data, lines=True).head(args.limit)
    tagger = load_tagger(args.tagger)
    counts = {name: Counts() for name in ("framing", "baseline", "textacy")}
    seconds = dict.fromkeys(counts, 0.0)
    total = 0
    for record in tqdm(list(data.itertuples()), unit="article", disable=not sys.stderr.isatty()):
        article = article_from_text(record.text)
        parts = paragraphs(article, furniture(article).iloc[:0])
        gold = annotated(record)
        total += count_words(article.text)
        for name, find in (
            ("framing", lambda a=article, p=parts: ours(a, p, tagger)),
            ("baseline", lambda a=article, p=parts: baseline(a, p)),
            ("textacy", lambda a=article: textacy_quotations(a)),
        ):
            begun = time.perf_counter()
            found = find()
            seconds[name] += time.perf_counter() - begun
            if found is None:
                counts.pop(name, None)
            elif name in counts:
                count(article, parts, gold, found, counts[name])
    table = pd.DataFrame({name: figures(c, seconds[name], total) for name, c in counts.items()})
    if args.json:
        print(json.dumps({"articles": len(data), "words": total, "figures": table.to_dict()}, indent=1))
        return
    print(f"{len(data)} articles, {total} words, {sum(len(annotated(r)) for r in data.itertuples())} attributions")
    print(table.round(3).to_string())
    if "textacy" not in counts:
        print("textacy is left out: it, or spaCy's en_core_web_sm, is not installed.")


if __name__ == "__main__":
    main()
