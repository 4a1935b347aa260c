"""Run a model's files: the only module that imports a runtime (onnxruntime, tokenizers, transformers, torch).

Each is imported when a model needs it. Turns texts into raw logits, padded correctly; what the numbers mean is not its
business.
"""

from __future__ import annotations

import mmap
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from framing.errors import FramingError
from framing.models.files import ModelFiles, read_json

Task = Literal["SequenceClassification", "TokenClassification"]
Network = Callable[[dict[str, NDArray[np.int64]]], NDArray[Any]]

_INPUTS = frozenset({"input_ids", "attention_mask", "token_type_ids"})
_BATCH_TOKENS = 8_192  # attention over a batch with more tokens than this takes gigabytes
_OFFSET_POSITIONS = frozenset(
    {"camembert", "longformer", "mpnet", "roberta", "roberta-prelayernorm", "xlm-roberta", "xlm-roberta-xl", "xmod"}
)
_NOT_FOR_TASK = {
    "SequenceClassification": "does not judge pairs of texts (no sequence classifier); choose an entailment model",
    "TokenClassification": "does not label tokens (it is no token classifier); choose a tagger",
}


@dataclass(frozen=True, eq=False)
class Encoder:
    """A tokenizer and a network: texts in, logits out.

    Attributes
    ----------
    tokenizer
        A ``tokenizers.Tokenizer`` without padding.
    network
        Arrays of ids in, logits out.
    pad
        The id that fills up the shorter texts of a batch.
    limit
        Longest input, in word pieces with the special ones.
    alone
        Whether texts have to run one at a time, because the weights scale a batch as a whole.
    name, labels
        The model's name, for messages, and its number of labels.
    """

    tokenizer: Any
    network: Network
    pad: int
    limit: int
    alone: bool
    name: str
    labels: int

    def encode_pairs(self, pairs: Sequence[tuple[str, str]]) -> list[Any]:
        """Return the pairs' encodings, premises cut where need be."""
        pairs = [(premise, hypothesis) for premise, hypothesis in pairs]
        try:
            return list(self.tokenizer.encode_batch(pairs))
        except Exception as error:  # tokenizers raises bare exceptions, so the reason has to be found
            for _, hypothesis in pairs:
                if self._fills(hypothesis):
                    raise FramingError(
                        f"The hypothesis '{hypothesis[:60]}…' leaves no room for a premise in the {self.limit} "
                        "word pieces that the model reads; shorten it."
                    ) from error
            raise FramingError(
                f"A premise or hypothesis cannot be read as text ({error}); give strings of valid characters."
            ) from error

    def _fills(self, hypothesis: str) -> bool:
        special = int(self.tokenizer.num_special_tokens_to_add(True))
        try:
            return len(self.tokenizer.encode(hypothesis, add_special_tokens=False).ids) + special >= self.limit
        except TypeError:  # no text, or half a character
            return False

    def batches(self, encodings: Sequence[Any], batch_size: int) -> Iterator[list[int]]:
        """Yield positions in `encodings`, texts of like length together, so that little is computed on padding."""
        if batch_size < 1:
            raise FramingError(f"The batch size is {batch_size}; it must be at least 1.")
        lengths = [len(encoding.ids) for encoding in encodings]
        batch: list[int] = []
        for row in sorted(range(len(encodings)), key=lambda row: -lengths[row]):
            longest = lengths[batch[0]] if batch else 0
            full = self.alone or len(batch) == batch_size or (len(batch) + 1) * longest > _BATCH_TOKENS
            if batch and (full or 2 * lengths[row] < longest):
                yield batch
                batch = []
            batch.append(row)
        if batch:
            yield batch

    def run(self, encodings: Sequence[Any]) -> NDArray[np.float64]:
        """Return the logits of one batch."""
        shape = len(encodings), max(len(encoding.ids) for encoding in encodings)
        feed = {name: np.zeros(shape, dtype=np.int64) for name in _INPUTS}
        feed["input_ids"][:] = self.pad
        for row, encoding in enumerate(encodings):
            length = len(encoding.ids)
            feed["input_ids"][row, :length] = encoding.ids
            feed["attention_mask"][row, :length] = encoding.attention_mask
            feed["token_type_ids"][row, :length] = encoding.type_ids
        try:
            logits = np.asarray(self.network(feed), dtype=np.float64)
        except Exception as error:
            raise FramingError(
                f"The model '{self.name}' failed while it ran ({error}); choose other weights or another model."
            ) from error
        if logits.shape[-1] != self.labels:
            raise FramingError(
                f"The weights of '{self.name}' give {logits.shape[-1]} values a text, but its config.json names "
                f"{self.labels} labels; the files do not belong together."
            )
        return logits


def load_encoder(files: ModelFiles, *, labels: int, task: Task) -> Encoder:
    """Load tokenizer and weights.

    Raises
    ------
    FramingError
        If either cannot be read, does not do the task, or needs a package that is not installed.
    """
    tokenizer = _load_tokenizer(files)
    baked = tokenizer.padding or {}
    # tokenizer.json keeps the padding and truncation of the training run, often to 128
    tokenizer.no_padding()
    tokenizer.no_truncation()
    pad = files.config.get("pad_token_id")
    pad = int(baked.get("pad_id", 0) if pad is None else pad)
    _refuse_placeholder(files.weights_path)
    network = (_load_onnx if files.weights.endswith(".onnx") else _load_torch)(files, task)
    limit = _limit(files, pad)
    alone = _scales_batch(files.weights_path)
    return Encoder(tokenizer, network, pad, limit, alone, files.name, labels)


def _load_tokenizer(files: ModelFiles) -> Any:
    path = files.folder / "tokenizer.json"
    try:
        if path.is_file():
            from tokenizers import Tokenizer

            return Tokenizer.from_file(str(path))
        from transformers import AutoTokenizer

        tokenizer = AutoTokenizer.from_pretrained(str(files.folder), local_files_only=True, trust_remote_code=False)
        return tokenizer.backend_tokenizer
    except Exception as error:
        raise FramingError(
            f"The tokenizer of '{files.name}' cannot be read ({error}); download the model again, or choose one with a "
            "tokenizer.json."
        ) from error


def _limit(files: ModelFiles, pad: int) -> int:
    """Longest input. RoBERTa and its kin count positions from the padding's id on: 514 positions hold 512 tokens."""
    limits = []
    positions = files.config.get("max_position_embeddings") or files.config.get("n_positions")
    if isinstance(positions, int) and positions > 0:
        limits.append(positions - (pad + 1 if files.config.get("model_type") in _OFFSET_POSITIONS else 0))
    path = files.folder / "tokenizer_config.json"
    stated = read_json(path).get("model_max_length") if path.is_file() else None
    if isinstance(stated, int | float) and 0 < stated < 1e9:  # "no limit" is written as 1e30
        limits.append(int(stated))
    return min(limits, default=512)


def _scales_batch(path: Path) -> bool:
    """Whether the graph quantises a batch as a whole, so that a text's logits would depend on its neighbours.

    Operators stand in the file by name. A node that only has such a name costs speed, not correctness.
    """
    if path.suffix != ".onnx":
        return False
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        return content.find(b"DynamicQuantize") >= 0


def _refuse_placeholder(path: Path) -> None:
    with path.open("rb") as file:
        head = file.read(40)
    if not head:
        raise FramingError(f"The weights file '{path}' is empty; download the model again.")
    if head.startswith(b"version https://git-lfs"):
        raise FramingError(
            f"'{path}' only points to the weights; run 'git lfs pull' there, or download the model again."
        )


def _load_onnx(files: ModelFiles, task: Task) -> Network:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = _threads()
    options.log_severity_level = 4  # what matters comes as an exception
    try:
        session = onnxruntime.InferenceSession(str(files.weights_path), options, providers=["CPUExecutionProvider"])
    except Exception as error:
        raise FramingError(
            f"The weights file '{files.weights_path}' cannot be read: it is damaged, cut short, or made for a "
            "newer onnxruntime; download the model again or update onnxruntime."
        ) from error
    types = {node.name: np.int32 if node.type == "tensor(int32)" else np.int64 for node in session.get_inputs()}
    if not {"input_ids"} <= set(types) <= _INPUTS:
        raise FramingError(
            f"The weights file '{files.weights_path}' asks for {', '.join(types)}, but only "
            f"{', '.join(sorted(_INPUTS))} can be given; choose other weights."
        )
    shapes = {node.name: node.shape for node in session.get_outputs()}
    output = "logits" if "logits" in shapes else next(iter(shapes))
    if shapes[output] and len(shapes[output]) != (2 if task == "SequenceClassification" else 3):
        raise FramingError(f"'{files.name}' {_NOT_FOR_TASK[task]}.")

    def network(feed: dict[str, NDArray[np.int64]]) -> NDArray[Any]:
        return np.asarray(session.run([output], {name: feed[name].astype(types[name]) for name in types})[0])

    return network


def _load_torch(files: ModelFiles, task: Task) -> Network:
    try:
        import torch
    except ImportError as error:
        raise FramingError(
            f"The weights of '{files.name}' need PyTorch; install it with pip install 'framing[torch]', or choose a "
            "model with ONNX weights."
        ) from error
    import transformers

    logging: Any = transformers.utils.logging
    verbosity, bars = logging.get_verbosity(), logging.is_progress_bar_enabled()
    logging.set_verbosity_error()
    logging.disable_progress_bar()
    try:
        model, report = getattr(transformers, f"AutoModelFor{task}").from_pretrained(
            str(files.folder),
            local_files_only=True,
            use_safetensors=True,
            trust_remote_code=False,
            dtype=torch.float32,
            output_loading_info=True,
        )
    except Exception as error:
        raise FramingError(
            f"The weights file '{files.weights_path}' cannot be loaded ({error}); download it again or choose another."
        ) from error
    finally:
        logging.set_verbosity(verbosity)
        if bars:
            logging.enable_progress_bar()
    if report["missing_keys"]:  # transformers has filled them with random numbers
        raise FramingError(f"'{files.name}' {_NOT_FOR_TASK[task]}.")
    model.eval()
    # with one type only (RoBERTa) or none (DeBERTa-v3), the tokenizer's 0 and 1 mean nothing to the model
    names = _INPUTS if files.config.get("type_vocab_size", 0) > 1 else _INPUTS - {"token_type_ids"}

    def network(feed: dict[str, NDArray[np.int64]]) -> NDArray[Any]:
        with torch.inference_mode():
            return np.asarray(model(**{name: torch.from_numpy(feed[name]) for name in names}).logits.numpy())

    return network


def _threads() -> int:
    """Threads for onnxruntime: FRAMING_THREADS, else the cores left to this process, else 0 (one a physical core)."""
    wanted = os.environ.get("FRAMING_THREADS", "")
    if wanted:
        if not wanted.isdecimal() or int(wanted) < 1:
            raise FramingError(
                f"The environment variable FRAMING_THREADS is '{wanted}'; set it to a whole number from 1 up, "
                "or unset it."
            )
        return int(wanted)
    # in a container or a cluster job onnxruntime would count the cores of the whole machine
    allowed = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 0
    return allowed if 0 < allowed < (os.cpu_count() or 0) else 0
