"""Entailment models and taggers as the rest of the package sees them.

They return what the model says, with the labels found by name and every cut reported; they do not calibrate, cache or
decide anything (:mod:`framing.frames.entailment` does).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tqdm.auto import tqdm

from framing.errors import FramingError
from framing.models.files import ModelFiles, find_model, read_json
from framing.models.runtime import Encoder, load_encoder

_BLOCK = 4096  # pairs that are tokenised at once: keeps the memory flat over a large corpus


@dataclass(frozen=True)
class PairLogits:
    """What an entailment model says of pairs.

    Attributes
    ----------
    values
        One row a pair, one column a label of the model, before softmax.
    truncated
        Whether the pair was longer than the model can read, so that its premise was cut at the end.
    """

    values: NDArray[np.float64]
    truncated: NDArray[np.bool_]


@dataclass(frozen=True)
class TaggedText:
    """What a tagger says of one text.

    Attributes
    ----------
    offsets
        One row a token: where it begins and ends (exclusive) in the text, in characters.
    probabilities
        One row a token, one column a label of the tagger; each row sums to one.
    """

    offsets: NDArray[np.int64]
    probabilities: NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class PairModel:
    """An entailment (NLI) model: says whether a premise entails a hypothesis. Made by :func:`load_model`.

    Attributes
    ----------
    name, revision, weights
        What was asked for, the Hub's commit (None for folders), and the file that the weights come from.
    sha256
        Hash over weights, config and tokenizer: the same hash, the same model.
    labels
        Names of the model's labels, in the order of its logits.
    entailment, neutral, contradiction, not_entailment
        Positions among the labels, found by name; None where the model has no such label. Two-way models have only the
        first and the last.
    temperature
        What logits are to be divided by before softmax: from ``calibration.json`` in the model's folder, else 1.
    max_tokens
        Longest pair that the model reads, in word pieces with the special ones.
    """

    name: str
    revision: str | None
    weights: str
    sha256: str
    labels: tuple[str, ...]
    entailment: int
    neutral: int | None
    contradiction: int | None
    not_entailment: int | None
    temperature: float
    max_tokens: int
    _encoder: Encoder = field(repr=False)

    @property
    def two_way(self) -> bool:
        """Whether the model knows only entailment and not_entailment."""
        return self.not_entailment is not None

    def record(self) -> dict[str, str | float | None]:
        """Return what a manifest needs to say which model gave the scores."""
        names = ("name", "revision", "weights", "sha256", "temperature")
        return {name: getattr(self, name) for name in names} | {"labels": ", ".join(self.labels)}

    def logits(self, pairs: Sequence[tuple[str, str]], *, batch_size: int = 32, progress: bool = False) -> PairLogits:
        """Return the model's logits for `pairs` of premise and hypothesis, in their order.

        Only premises are cut where a pair is too long, and every cut is reported. A pair's logits do not depend on the
        pairs beside it: weights that quantise a batch as a whole are run one pair at a time, which is slow.

        Raises
        ------
        FramingError
            If a hypothesis leaves no room for a premise, or something given is not text.
        """
        values = np.empty((len(pairs), len(self.labels)))
        truncated = np.zeros(len(pairs), dtype=bool)
        with tqdm(total=len(pairs), unit="pair", disable=not progress) as bar:
            for start in range(0, len(pairs), _BLOCK):
                encodings = self._encoder.encode_pairs(pairs[start : start + _BLOCK])
                truncated[start : start + _BLOCK] = [bool(encoding.overflowing) for encoding in encodings]
                for rows in self._encoder.batches(encodings, batch_size):
                    values[np.asarray(rows) + start] = self._encoder.run([encodings[row] for row in rows])
                    bar.update(len(rows))
        return PairLogits(values, truncated)


@dataclass(frozen=True, eq=False)
class TokenModel:
    """A token classifier, such as the tagger of sources, cues and contents. Made by :func:`load_tagger`.

    Attributes
    ----------
    name, revision, weights, sha256
        As for :class:`PairModel`.
    labels
        Names of the labels, in the order of the columns of :attr:`TaggedText.probabilities`: O, B-source, I-source …
    max_tokens
        Longest text that the model reads, in word pieces as :meth:`offsets` counts them (without the special ones).
    """

    name: str
    revision: str | None
    weights: str
    sha256: str
    labels: tuple[str, ...]
    max_tokens: int
    _encoder: Encoder = field(repr=False)

    def record(self) -> dict[str, str | None]:
        """Return what a manifest needs to say which tagger found the attributions."""
        names = ("name", "revision", "weights", "sha256")
        return {name: getattr(self, name) for name in names} | {"labels": ", ".join(self.labels)}

    def offsets(self, text: str) -> NDArray[np.int64]:
        """Return where the tokens of `text` begin and end, one row a token.

        The text may have any length and the model does not run: this is for planning windows.
        """
        encoding = self._encoder.tokenizer.encode(text, add_special_tokens=False)
        return np.array(encoding.offsets, dtype=np.int64).reshape(-1, 2)

    def probabilities(self, texts: Sequence[str], *, batch_size: int = 16) -> list[TaggedText]:
        """Return the labels' probabilities for every token of every text, in order, without special tokens.

        Raises
        ------
        FramingError
            If a text has more than :attr:`max_tokens` word pieces: nothing is cut here, the caller makes windows.
        """
        encodings = self._encoder.tokenizer.encode_batch(list(texts))
        for text, encoding in zip(texts, encodings, strict=True):
            if len(encoding.ids) > self._encoder.limit:
                raise FramingError(
                    f"The text '{text[:40]}…' has more than the {self.max_tokens} word pieces that the tagger reads at "
                    "once; split it into windows."
                )
        tagged: dict[int, TaggedText] = {}
        for rows in self._encoder.batches(encodings, batch_size):
            logits = self._encoder.run([encodings[row] for row in rows])
            for row, values in zip(rows, softmax(logits), strict=True):
                keep = np.flatnonzero(np.array(encodings[row].special_tokens_mask) == 0)
                offsets = np.array(encodings[row].offsets, dtype=np.int64).reshape(-1, 2)
                tagged[row] = TaggedText(offsets[keep], values[keep])
        return [tagged[row] for row in range(len(encodings))]


def load_model(name: str | Path = "embedded", *, revision: str | None = None, weights: str | None = None) -> PairModel:
    """Load an entailment model. Nothing is downloaded silently, and code that comes with a model is never run.

    Parameters
    ----------
    name
        ``"embedded"`` (shipped with the package), the path of a local folder, or a Hub name such as
        ``"MoritzLaurer/deberta-v3-base-zeroshot-v2.0"``, which is downloaded once into the Hub's cache; with
        ``HF_HUB_OFFLINE`` set, only the cache is read.
    revision
        Commit, tag or branch of a Hub model; give the commit if the figure is to be reproduced.
    weights
        The file to take, such as ``"onnx/model_quantized.onnx"``, or ``"torch"`` for ``model.safetensors``. Without it:
        ONNX before safetensors, because it needs no torch, and full precision (``onnx/model.onnx``) before 8 bits
        (``model_quantized``, ``model_int8``, ``model_uint8``), because many published 8-bit files can only be run one
        pair at a time. Half precision and 4 bits (``model_fp16``, ``model_q4``, ``model_bnb4``) are made for graphics
        cards and are taken only if they are named.

    Returns
    -------
    PairModel
        The model, ready to judge pairs. The environment variable ``FRAMING_THREADS`` sets how many threads
        ONNX weights use.

    Raises
    ------
    FramingError
        If the model cannot be found, downloaded or read, or if it is not an entailment model.
    """
    files = find_model(name, role="entailment", revision=revision, weights=weights)
    labels = _labels(files)
    found = {_plain(label): position for position, label in enumerate(labels)}
    three_way = {"entailment", "contradiction"} <= set(found) <= {"entailment", "neutral", "contradiction"}
    if len(found) != len(labels) or not (three_way or set(found) == {"entailment", "not_entailment"}):
        raise FramingError(
            f"'{files.name}' is not an entailment model: its labels are {', '.join(labels)}, where entailment and "
            "contradiction, or entailment and not_entailment, are needed; choose a model trained on NLI."
        )
    temperature = _temperature(files.folder / "calibration.json")
    encoder = load_encoder(files, labels=len(labels), task="SequenceClassification")
    encoder.tokenizer.enable_truncation(encoder.limit, strategy="only_first")
    return PairModel(
        name=files.name,
        revision=files.revision,
        weights=files.weights,
        sha256=files.sha256,
        labels=labels,
        entailment=found["entailment"],
        neutral=found.get("neutral"),
        contradiction=found.get("contradiction"),
        not_entailment=found.get("not_entailment"),
        temperature=temperature,
        max_tokens=encoder.limit,
        _encoder=encoder,
    )


def load_tagger(
    name: str | Path = "embedded", *, revision: str | None = None, weights: str | None = None
) -> TokenModel:
    """Load a token classifier with the labels O, B-… and I-…; parameters and errors are those of :func:`load_model`."""
    files = find_model(name, role="attribution", revision=revision, weights=weights)
    labels = _labels(files)
    if "O" not in labels or not all(label == "O" or label.startswith(("B-", "I-")) for label in labels):
        raise FramingError(
            f"'{files.name}' is not a tagger: its labels are {', '.join(labels)}, where O, B-… and I-… are needed; "
            "choose a model trained to tag sources, cues and contents."
        )
    encoder = load_encoder(files, labels=len(labels), task="TokenClassification")
    return TokenModel(
        name=files.name,
        revision=files.revision,
        weights=files.weights,
        sha256=files.sha256,
        labels=labels,
        max_tokens=encoder.limit - encoder.tokenizer.num_special_tokens_to_add(False),
        _encoder=encoder,
    )


def softmax(logits: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return `logits` as probabilities over the last axis."""
    powers = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=-1, keepdims=True))


def _labels(files: ModelFiles) -> tuple[str, ...]:
    names = files.config.get("id2label")
    if not isinstance(names, dict) or set(names) != {str(position) for position in range(len(names))}:
        raise FramingError(
            f"The config.json of '{files.name}' does not name the model's labels (id2label); choose a model that does."
        )
    return tuple(str(names[str(position)]) for position in range(len(names)))


def _plain(label: str) -> str:
    return label.strip().lower().replace("-", "_").replace(" ", "_")


def _temperature(path: Path) -> float:
    if not path.is_file():
        return 1.0
    temperature = read_json(path).get("temperature")
    if not isinstance(temperature, int | float) or not 0 < temperature < float("inf"):
        raise FramingError(f"'{path}' must give a temperature above 0, such as {{\"temperature\": 1.3}}.")
    return float(temperature)
