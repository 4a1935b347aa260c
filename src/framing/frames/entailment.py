"""Does a text say so? The probability that a premise entails, leaves open or contradicts a hypothesis.

Works pair by pair and knows nothing of frames, thresholds or labels. The probabilities are the model's, divided by its
calibration's temperature if it has one; they are no shares and no agreement with coders.
"""

from __future__ import annotations

import contextlib
import warnings
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from tqdm.auto import tqdm

from framing.errors import FramingError
from framing.frames.cache import Cache, Entry, key
from framing.models import PairModel, softmax

COLUMNS = ("entailment", "neutral", "contradiction", "truncated")
"""What is returned for every pair, beside its position."""

_BATCHES = 8  # are computed before they are written to the cache: about what a killed run loses


class TruncationWarning(UserWarning):
    """Some premises were longer than the model reads; what was cut could not count."""


def score(
    premises: Sequence[str] | pd.Series,
    hypotheses: Sequence[str] | pd.Series,
    *,
    model: PairModel,
    cache: str | Path | None = None,
    batch_size: int = 32,
    progress: bool = False,
) -> pd.DataFrame:
    """Return the probabilities for each premise with the hypothesis at the same position.

    Equal pairs are computed once. A pair's score depends on nothing but the model and the pair: not on the order, the
    batch or the pairs beside it.

    Parameters
    ----------
    premises
        Texts that may say so.
    hypotheses
        As many sentences that may be said. To judge every premise by every hypothesis, use :func:`score_grid`.
    model
        An entailment model of :func:`framing.models.load_model`.
    cache
        A file in which the model's logits are kept for the next time (SQLite; made if need be, written as the run goes,
        safe to share between notebooks). Temperatures are applied afterwards. None: nothing is kept.
    batch_size
        How many pairs are computed at once at most; it changes speed and memory, not scores.
    progress
        Show a progress bar.

    Returns
    -------
    pandas.DataFrame
        One row a pair, in the order given, indexed from 0: ``entailment``, ``neutral`` and ``contradiction`` (0 to 1,
        summing to 1; with a two-way model ``neutral`` is 0 and ``contradiction`` is *not entailed*), and ``truncated``
        (true where the pair was longer than the model reads, so that the end of the premise was cut).

    Warns
    -----
    TruncationWarning
        If a premise was cut.
    CacheWarning
        If the cache is damaged (it is set aside) or cannot be used (the scores are computed without it).

    Raises
    ------
    FramingError
        If the two differ in length, are single strings, or hold something that is not text.
    """
    pairs = list(zip(_texts(premises, "premises"), _texts(hypotheses, "hypotheses"), strict=False))
    if len(premises) != len(hypotheses):
        raise FramingError(
            f"There are {len(premises)} premises and {len(hypotheses)} hypotheses, but each needs its own; "
            "to judge every premise by every hypothesis use score_grid."
        )
    return _score(pairs, model=model, cache=cache, batch_size=batch_size, progress=progress)


def score_grid(
    premises: Sequence[str] | pd.Series,
    hypotheses: Sequence[str] | pd.Series,
    *,
    model: PairModel,
    cache: str | Path | None = None,
    batch_size: int = 32,
    progress: bool = False,
) -> pd.DataFrame:
    """Return the probabilities for every premise with every hypothesis.

    Parameters, warnings and errors are those of :func:`score`, but the two may differ in length.

    Returns
    -------
    pandas.DataFrame
        One row a pair, the hypotheses of the first premise first: ``premise`` and ``hypothesis`` (their positions in
        what was given, from 0), then the columns of :func:`score`.
    """
    rows, columns = _texts(premises, "premises"), _texts(hypotheses, "hypotheses")
    pairs = [(premise, hypothesis) for premise in rows for hypothesis in columns]
    scores = _score(pairs, model=model, cache=cache, batch_size=batch_size, progress=progress)
    scores.insert(0, "premise", np.repeat(np.arange(len(rows)), len(columns)))
    scores.insert(1, "hypothesis", np.tile(np.arange(len(columns)), len(rows)))
    return scores


def _score(
    pairs: list[tuple[str, str]], *, model: PairModel, cache: str | Path | None, batch_size: int, progress: bool
) -> pd.DataFrame:
    if batch_size < 1:
        raise FramingError(f"The batch size is {batch_size}; it must be at least 1.")
    unique = {pair: position for position, pair in enumerate(dict.fromkeys(pairs))}
    logits = np.empty((len(unique), len(model.labels)))
    truncated = np.zeros(len(unique), dtype=bool)
    with contextlib.closing(Cache(None if cache is None else Path(cache))) as store:
        entries = _entries(list(unique), model=model, store=store, batch_size=batch_size, progress=progress)
        for pair, (values, cut) in entries.items():
            logits[unique[pair]], truncated[unique[pair]] = values, cut
    order = np.array([unique[pair] for pair in pairs], dtype=np.intp)
    if truncated.any():
        warnings.warn(
            f"In {truncated[order].sum()} of {len(pairs)} pairs the premise is longer than the {model.max_tokens} word "
            "pieces that the model reads, and its end was not judged (column 'truncated'); score shorter units.",
            TruncationWarning,
            stacklevel=3,
        )
    return _probabilities(logits[order], truncated[order], model)


def _entries(
    pairs: list[tuple[str, str]], *, model: PairModel, store: Cache, batch_size: int, progress: bool
) -> dict[tuple[str, str], Entry]:
    """Return what the cache or the model says of `pairs`, which are all different."""
    keys = {pair: key(model.sha256, model.weights, *pair) for pair in pairs}
    known = store.find(list(keys.values()), labels=len(model.labels))
    entries = {pair: known[name] for pair, name in keys.items() if name in known}
    # pairs of like length together, so that little is computed on padding
    missing = sorted((pair for pair in pairs if pair not in entries), key=lambda pair: -len(pair[0]) - len(pair[1]))
    step = batch_size * _BATCHES
    with tqdm(total=len(missing), unit="pair", disable=not (progress and missing)) as bar:
        for start in range(0, len(missing), step):
            chunk = missing[start : start + step]
            said = model.logits(chunk, batch_size=batch_size)
            new: dict[tuple[str, str], Entry] = {
                pair: (values, bool(cut)) for pair, values, cut in zip(chunk, said.values, said.truncated, strict=True)
            }
            store.keep((keys[pair], entry) for pair, entry in new.items())
            entries |= new
            bar.update(len(chunk))
    return entries


def _probabilities(logits: NDArray[np.float64], truncated: NDArray[np.bool_], model: PairModel) -> pd.DataFrame:
    nothing = np.zeros(len(logits))
    probabilities = softmax(logits / model.temperature)
    against = model.not_entailment if model.contradiction is None else model.contradiction
    return pd.DataFrame(
        {
            "entailment": probabilities[:, model.entailment],
            "neutral": nothing if model.neutral is None else probabilities[:, model.neutral],
            "contradiction": nothing if against is None else probabilities[:, against],
            "truncated": truncated,
        },
        columns=list(COLUMNS),
    )


def _texts(values: Sequence[str] | pd.Series, what: str) -> list[str]:
    if isinstance(values, str | bytes):
        raise FramingError(
            f"The {what} are a single string, which would be read letter by letter; give a list: [text]."
        )
    texts = list(values)
    for row, text in enumerate(texts):
        if not isinstance(text, str):
            raise FramingError(
                f"Number {row + 1} of the {what} is not text but {type(text).__name__} ({text}); drop or fill it first."
            )
    return texts
