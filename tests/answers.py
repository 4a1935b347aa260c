"""An entailment model whose every answer is known, so that a test says what is judged how."""

from __future__ import annotations

import numpy as np

from framing.models import PairLogits, PairModel


class Answers(PairModel):
    """A model that says what a table says: {(premise, hypothesis): (entailment, contradiction)}, else little."""

    def logits(self, pairs, *, batch_size=32, progress=False):
        values = []
        for pair in pairs:
            entailed, contradicted = self._encoder.get(pair, (0.02, 0.02))
            rest = 1 - entailed - contradicted
            values.append([entailed, 1 - entailed] if self.two_way else [contradicted, entailed, rest])
        return PairLogits(np.log(np.array(values).reshape(-1, len(self.labels))), np.zeros(len(pairs), dtype=bool))


def model(says, *, two_way=False):
    three = {"labels": ("contradiction", "entailment", "neutral"), "entailment": 1, "neutral": 2, "contradiction": 0}
    two = {"labels": ("entailment", "not_entailment"), "entailment": 0, "neutral": None, "contradiction": None}
    return Answers(
        name="answers",
        revision=None,
        weights="none",
        sha256="0",
        not_entailment=1 if two_way else None,
        temperature=1.0,
        max_tokens=99,
        _encoder=says,
        **(two if two_way else three),
    )
