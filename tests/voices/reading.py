"""An article with the tables of its voices, and what the tests ask of them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import pandas as pd

from framing.article.furniture import furniture
from framing.article.read import Article
from framing.article.segment import Paragraph, paragraphs
from framing.models import TokenModel
from framing.voices.attribution import attribute
from framing.voices.claims import claims_and_turns
from framing.voices.sources import resolve


@dataclass(frozen=True)
class Reading:
    """An article with the tables of its voices, and what the tests ask of them."""

    article: Article
    parts: list[Paragraph]
    spans: pd.DataFrame
    attributions: pd.DataFrame
    mentions: pd.DataFrame
    sources: pd.DataFrame
    claims: pd.DataFrame
    turns: pd.DataFrame

    def act(self, words: str) -> pd.Series:
        """Return the innermost attribution in whose content `words` stand."""
        at = self.article.text.index(words)
        content = self.spans[self.spans["role"] == "content"]
        around = content[(content["start"] <= at) & (content["end"] >= at + len(words.rstrip('”".,')))]
        assert len(around), f"nobody is said to have said: {words}\n{content['text'].tolist()}"
        best = (around["end"] - around["start"]).idxmin()
        return self.attributions.set_index("attribution_id", drop=False).loc[around.loc[best, "attribution_id"]]

    def has_act(self, words: str) -> bool:
        """Tell whether `words` stand in anybody's content."""
        at = self.article.text.index(words)
        content = self.spans[self.spans["role"] == "content"]
        return bool(((content["start"] <= at) & (content["end"] >= at + len(words))).any())

    def name(self, source_id: str) -> str:
        return str(self.sources.set_index("source_id").loc[source_id, "name"])

    def speaker(self, words: str) -> str:
        """Return the name of whoever says `words`."""
        return self.name(self.act(words)["source_id"])

    def reason(self, words: str) -> str:
        """Return the reason of the mention that is the source of `words`."""
        found = self.mentions[self.mentions["attribution_id"] == self.act(words)["attribution_id"]]
        return str(found["reason"].iloc[0])

    def source(self, name: str) -> pd.Series:
        rows = self.sources[self.sources["name"] == name]
        assert len(rows) == 1, f"{name}: {self.sources['name'].tolist()}"
        return rows.iloc[0]

    def names(self) -> list[str]:
        """Return the names of all sources but the author."""
        return self.sources["name"].tolist()[1:]

    def claim(self, words: str) -> pd.Series:
        """Return the claim that holds `words`."""
        at = self.article.text.index(words)
        rows = self.claims[(self.claims["start"] <= at) & (self.claims["end"] >= at + len(words))]
        assert len(rows) == 1, self.claims["text"].tolist()
        return rows.iloc[0]


def read_voices(article: Article, model: TokenModel) -> Reading:
    marked = furniture(article)
    parts = paragraphs(article, marked)
    breaks = {
        later.number
        for earlier, later in pairwise(parts)
        if ((marked["start"] >= earlier.end) & (marked["start"] < later.start)).any()
    }
    spans, attributions = attribute(article, parts, model, breaks=breaks)
    attributions, mentions, sources = resolve(article, parts, spans, attributions)
    claims, turns = claims_and_turns(article, parts, spans, attributions)
    return Reading(article, parts, spans, attributions, mentions, sources, claims, turns)
