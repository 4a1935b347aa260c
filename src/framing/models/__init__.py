"""Find, load and run a model: an entailment model that judges pairs of texts, or a tagger that labels tokens."""

from __future__ import annotations

from framing.models.load import PairLogits, PairModel, TaggedText, TokenModel, load_model, load_tagger, softmax

__all__ = ["PairLogits", "PairModel", "TaggedText", "TokenModel", "load_model", "load_tagger", "softmax"]
