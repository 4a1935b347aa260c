"""The systems that ``benchmarks/models.py`` compares: entailment models, and similarity of sentence embeddings."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from framing.errors import FramingError
from framing.frames.entailment import score
from framing.models import PairModel, load_model

ROOT = Path(__file__).resolve().parents[1]
PROTOTYPE = ROOT.parent / "shared" / "models" / "entailment"
EMBEDDING = ROOT / "training" / "weights" / "all-MiniLM-L6-v2"


@dataclass(frozen=True, eq=False)
class System:
    """An entailment model under the name that the table shows."""

    name: str
    model: PairModel | None

    @property
    def two_way(self) -> bool:
        """Whether the model knows no contradiction."""
        return self.model is not None and self.model.two_way

    def judge(self, premises: Sequence[str] | pd.Series, hypotheses: Sequence[str] | pd.Series) -> pd.DataFrame:
        """Return the probabilities of entailment, neutral and contradiction for every pair."""
        assert self.model is not None
        return score(premises, hypotheses, model=self.model, progress=sys.stderr.isatty())[
            ["entailment", "neutral", "contradiction"]
        ]


@dataclass(frozen=True, eq=False)
class Similarity(System):
    """The cosine of two sentence embeddings (mean of the last layer) in place of a probability of entailment."""

    folder: Path = EMBEDDING
    _known: dict[str, np.ndarray] = field(default_factory=dict)

    def judge(self, premises: Sequence[str] | pd.Series, hypotheses: Sequence[str] | pd.Series) -> pd.DataFrame:
        """Return the cosine, from 0 to 1, as entailment; the other two are not known."""
        left, right = list(premises), list(hypotheses)
        self._embed(sorted({*left, *right} - set(self._known), key=len))
        cosine = [float(self._known[a] @ self._known[b]) for a, b in zip(left, right, strict=True)]
        both = np.full(len(left), np.nan)
        return pd.DataFrame({"entailment": (np.array(cosine) + 1) / 2, "neutral": both, "contradiction": both})

    def _embed(self, texts: list[str]) -> None:
        import torch
        from transformers import AutoModel, AutoTokenizer
        from transformers.utils import logging

        if not texts:
            return
        logging.disable_progress_bar()
        tokenizer = AutoTokenizer.from_pretrained(self.folder)
        model: Any = AutoModel.from_pretrained(self.folder).eval()
        for i in range(0, len(texts), 64):
            part = texts[i : i + 64]
            encoded = tokenizer(part, padding=True, truncation=True, max_length=256, return_tensors="pt")
            with torch.no_grad():
                last = model(**encoded).last_hidden_state
            mask = encoded["attention_mask"][..., None]
            mean = torch.nn.functional.normalize((last * mask).sum(1) / mask.sum(1), dim=-1).numpy()
            self._known.update(zip(part, mean, strict=True))


def systems(names: Sequence[str], *, only: bool) -> list[System | None]:
    """Return what is compared, None for the majority; what is not at hand is left out and said.

    Raises
    ------
    FramingError
        If a model of `names` cannot be loaded.
    """
    named: list[System | None] = [System(name, load_model(name)) for name in names]
    if only:
        return named
    out: list[System | None] = [System("embedded", load_model())]
    with contextlib.suppress(FramingError):
        out.append(System("small", load_model("small")))
    if PROTOTYPE.is_dir():
        out.append(System("prototype", load_model(PROTOTYPE)))
    else:
        print("The prototype is left out: its folder is not at hand.", file=sys.stderr)
    try:
        import torch  # noqa: F401
    except ImportError:
        torch_there = False
    else:
        torch_there = True
    if torch_there and EMBEDDING.is_dir():
        out.append(Similarity("similarity", None))
    else:
        print("Similarity is left out: it needs torch and training/weights/all-MiniLM-L6-v2.", file=sys.stderr)
    return [*out, None, *named]
