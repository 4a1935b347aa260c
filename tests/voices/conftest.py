"""Reads texts as the study does, each once for all tests that ask for it."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pandas as pd
import pytest
from voices.reading import Reading, read_voices

from framing.article.read import article_from_text, read_article
from framing.models import TokenModel, load_tagger

SHARED = Path(__file__).parents[2] / "../shared"


@pytest.fixture(scope="session")
def embedded() -> TokenModel:
    return load_tagger()


@pytest.fixture(scope="session")
def read(embedded: TokenModel) -> Callable[[str], Reading]:
    """Return a function from the body of an article to its reading; a headline is put in front."""

    @cache
    def reading(body: str) -> Reading:
        return read_voices(article_from_text("The pier after the storm\n\n" + body), embedded)

    return reading


@pytest.fixture(scope="session")
def demo(embedded: TokenModel) -> Reading:
    """Return our own retelling, the article of the notebooks."""
    path = Path(__file__).parents[2] / "data/raw/could_putin_lose_this_war.txt"
    return read_voices(read_article(path), embedded)


@pytest.fixture(scope="session")
def dev_rows() -> pd.DataFrame:
    """Return the 84 annotated development articles (``text``, ``attributions``); they are read, never copied."""
    path = SHARED / "data/attribution/dev.jsonl.gz"
    if not path.exists():
        if os.environ.get("CI"):
            pytest.fail(f"continuous integration needs {path}")
        pytest.skip(f"the annotated articles are not here: {path}")
    return pd.read_json(path, lines=True)


@pytest.fixture(scope="session")
def dev_articles(dev_rows: pd.DataFrame, embedded: TokenModel) -> list[tuple[Reading, list[dict[str, object]]]]:
    """Return every fourth development article, read with the shipped tagger, and its gold attributions."""
    some = dev_rows.iloc[::4]
    return [
        (read_voices(article_from_text(text), embedded), gold)
        for text, gold in zip(some["text"], some["attributions"], strict=True)
    ]
