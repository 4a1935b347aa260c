"""Stances, uptake and several articles for the made-up articles of ``sample``."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pandas as pd
import sample as made_up

from framing import schema

TARGETS = {
    "mayor": "the mayor",
    "town": "The town government",
    "ferry": "Ferry company",
    "bridge": "Bridge",
    "union": "Engineers' union",
    "paper": "The Daily Harbour",
}
LONG_TARGETS = {f"target_{n}": f"The {n}th department of the ministry for roads and ferries" for n in range(15)}

TYPES = ("government", "politics", "military", "expert", "civil_society", "media", "citizen", "unspecified")


def target_book(targets: dict[str, str]) -> Any:
    """A codebook as far as a figure of stances needs one."""
    return SimpleNamespace(targets=[SimpleNamespace(key=key, label=label) for key, label in targets.items()])


def stance_labels(turns: pd.DataFrame, found: dict[tuple[str, str], str], targets: list[str]) -> pd.DataFrame:
    """Labels of every turn toward every target: as `found` says by turn and target, else not expressed."""
    rows = [
        {
            "article_id": turn.article_id,
            "unit": "turn",
            "unit_id": turn.turn_id,
            "source_id": turn.source_id,
            "kind": "stance",
            "name": target,
            "label": found.get((turn.turn_id, target), "not expressed"),
            "commitment": "",
            "probability": 0.7,
            "threshold": 0.5,
            "wording_low": 0.4,
            "wording_high": 0.9,
            "evidence": [],
        }
        for turn in turns.itertuples(index=False)
        for target in targets
    ]
    return schema.conform(rows, "labels")


def many_stances(turns: pd.DataFrame, targets: list[str]) -> pd.DataFrame:
    """Stances of every kind, by rule: a third of the turns take one toward each target."""
    kinds = ("favor", "against", "mixed")
    found = {
        (turn_id, target): kinds[(n + place) % 3]
        for n, turn_id in enumerate(turns["turn_id"])
        for place, target in enumerate(targets)
        if (n * 5 + place) % 3 == 0
    }
    return stance_labels(turns, found, targets)


def attributions_of(claims: pd.DataFrame) -> pd.DataFrame:
    """The attributions of the claims, as far as a figure needs them: whoever is quoted by a source is nested in it."""
    said = claims[~claims["reporting"] & (claims["attribution_id"] != "")]
    last: dict[str, str] = {}
    rows = []
    for claim in said.drop_duplicates("attribution_id").itertuples(index=False):
        nested = claim.outer_source_id != claim.source_id
        parent = last.get(claim.outer_source_id, "") if nested else ""
        rows.append({"article_id": claim.article_id, "attribution_id": claim.attribution_id, "parent_id": parent})
        last[claim.source_id] = claim.attribution_id
    return pd.DataFrame(rows, columns=["article_id", "attribution_id", "parent_id"])


def uptake_table(claims: pd.DataFrame, found: dict[str, tuple[str, str, str]]) -> pd.DataFrame:
    """The table of uptake: cue stance, next claim and uptake by attribution, for those that the author makes."""
    said = claims[~claims["reporting"] & claims["attribution_id"].isin(found)].drop_duplicates("attribution_id")
    rows = []
    for claim in said.itertuples(index=False):
        stance, following, uptake = found[claim.attribution_id]
        row = {name: getattr(claim, name) for name in ("article_id", "start", "end", "text", "attribution_id")}
        row |= {"source_id": claim.outer_source_id, "cue": "say", "evidence": "said", "reason": "none"}
        rows.append(row | {"cue_stance": stance, "next": following, "uptake": uptake, "probability": float("nan")})
    return schema.conform(rows, "uptake")


def much_uptake(claims: pd.DataFrame) -> pd.DataFrame:
    """Uptake of every kind, by rule."""
    cues = ("neutral", "endorsing", "neutral", "distancing", "none")
    uptakes = ("reported", "endorsed", "reported", "rebutted")
    attributions = attributions_of(claims)
    own = attributions.loc[attributions["parent_id"] == "", "attribution_id"]
    found = {
        i: (cues[(3 * n + n // 4) % 5], "" if n % 4 == 3 else "c1", "reported" if n % 4 == 3 else uptakes[n // 3 % 4])
        for n, i in enumerate(own)
    }
    return uptake_table(claims, found)


def several(count: int, *, voices: int = 6, frames: int = 3, long_names: bool = False) -> Any:
    """Tables of several articles; the second has no date, and one in each `voices` has no quotation."""
    parts: dict[str, list[pd.DataFrame]] = {name: [] for name in ("claims", "turns", "sources", "labels")}
    articles = []
    book = made_up.codebook({})
    for n in range(count):
        own = made_up.large(voices - n % voices, frames, turns_each=2 + n % 3, long_names=long_names)
        article_id, book = f"article-{n}", own.codebook
        types = ["author", *(TYPES[(place * place + n) % len(TYPES)] for place in range(len(own.sources) - 1))]
        for name, tables in parts.items():
            table = getattr(own, name).assign(article_id=article_id)
            tables.append(table.assign(type=types) if name == "sources" else table)
        title = f"A long headline about the ferry and the bridge, part {n}" if long_names else f"Ferry news {n}"
        articles.append(
            {
                "article_id": article_id,
                "title": title,
                "author": "",
                "outlet": "The Fjord Times" if n % 2 else "Harbour Post",
                "date": "" if n == 1 else f"2026-03-{28 - n:02}",
                "url": "",
                "language": "en",
                "words": 100,
                "sha256": "0",
            }
        )
    tables = {name: pd.concat(own, ignore_index=True) if own else schema.empty(name) for name, own in parts.items()}
    return SimpleNamespace(articles=schema.conform(articles, "articles"), codebook=book, **tables)
