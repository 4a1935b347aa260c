"""Tiny models in the Hub's layout, from a fixed seed: folders like those that researchers download, in milliseconds.

The same random BERT is written twice, as ``model.safetensors`` and as a hand-built ``onnx/model.onnx``, without torch.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from safetensors.numpy import save_file
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors

THREE_WAY = ("contradiction", "entailment", "neutral")
TWO_WAY = ("entailment", "not_entailment")
TAGS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")

TEXT = """the a of to in on and is was not he she it they that this war peace putin russia ukraine nato president
minister historian says said asks whether mistake miscalculated will should must never always sanctions work fail talks
weapons tank tanks army losing winning people want fear hope price gas winter europe germany america good bad
. , ? ! '"""
WORDS = TEXT.split()
SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
VOCABULARY = [
    *SPECIAL,
    *WORDS,
    *"abcdefghijklmnopqrstuvwxyz",
    *(f"##{letter}" for letter in "abcdefghijklmnopqrstuvwxyz"),
]

HIDDEN, INNER, HEADS, LAYERS, POSITIONS = 32, 64, 4, 2, 48
Weights = dict[str, NDArray[np.float32]]


def build_pair_model(
    folder: Path,
    *,
    labels: tuple[str, ...] = THREE_WAY,
    seed: int = 99,
    safetensors: bool = True,
    onnx_weights: bool = True,
) -> Path:
    """Write a tiny entailment model to `folder`; its probabilities spread over .05 to .95."""
    weights = _weights(len(labels), seed=seed, pooled=True)
    return _write(
        folder, weights, labels, "BertForSequenceClassification", safetensors=safetensors, onnx_weights=onnx_weights
    )


def build_tagger(folder: Path, *, seed: int = 99) -> Path:
    """Write a tiny tagger of sources, cues and contents to `folder`."""
    weights = _weights(len(TAGS), seed=seed, pooled=False)
    return _write(folder, weights, TAGS, "BertForTokenClassification", safetensors=True, onnx_weights=True)


def sentences(count: int, *, words: int = 9, seed: int = 0) -> list[str]:
    """Return `count` different nonsense sentences of about `words` words."""
    rng = np.random.default_rng(seed)
    lengths = rng.integers(max(1, words - 4), words + 5, size=count)
    return [" ".join(rng.choice(WORDS, size=length)) for length in lengths]


def _weights(labels: int, *, seed: int, pooled: bool) -> Weights:
    rng = np.random.default_rng(seed)

    def normal(*shape: int, scale: float) -> NDArray[np.float32]:
        return rng.normal(0, scale, size=shape).astype(np.float32)

    weights: Weights = {}

    def dense(name: str, into: int, out: int, *, scale: float = 0.25) -> None:
        weights[f"{name}.weight"] = normal(out, into, scale=scale)
        weights[f"{name}.bias"] = normal(out, scale=0.1)

    def norm(name: str) -> None:
        weights[f"{name}.weight"] = 1 + normal(HIDDEN, scale=0.1)
        weights[f"{name}.bias"] = normal(HIDDEN, scale=0.1)

    for name, rows in (("word", len(VOCABULARY)), ("position", POSITIONS), ("token_type", 2)):
        weights[f"bert.embeddings.{name}_embeddings.weight"] = normal(rows, HIDDEN, scale=0.5)
    norm("bert.embeddings.LayerNorm")
    for number in range(LAYERS):
        layer = f"bert.encoder.layer.{number}"
        for part in ("query", "key", "value"):
            dense(f"{layer}.attention.self.{part}", HIDDEN, HIDDEN)
        dense(f"{layer}.attention.output.dense", HIDDEN, HIDDEN)
        norm(f"{layer}.attention.output.LayerNorm")
        dense(f"{layer}.intermediate.dense", HIDDEN, INNER)
        dense(f"{layer}.output.dense", INNER, HIDDEN)
        norm(f"{layer}.output.LayerNorm")
    if pooled:
        dense("bert.pooler.dense", HIDDEN, HIDDEN)
    dense("classifier", HIDDEN, labels, scale=0.6)
    return weights


def _write(
    folder: Path, weights: Weights, labels: tuple[str, ...], architecture: str, *, safetensors: bool, onnx_weights: bool
) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    config = {
        "architectures": [architecture],
        "model_type": "bert",
        "vocab_size": len(VOCABULARY),
        "hidden_size": HIDDEN,
        "intermediate_size": INNER,
        "num_attention_heads": HEADS,
        "num_hidden_layers": LAYERS,
        "max_position_embeddings": POSITIONS,
        "type_vocab_size": 2,
        "hidden_act": "gelu",
        "layer_norm_eps": 1e-12,
        "pad_token_id": 0,
        "id2label": {str(number): label for number, label in enumerate(labels)},
        "label2id": {label: number for number, label in enumerate(labels)},
    }
    _json(folder / "config.json", config)
    _write_tokenizer(folder)
    if safetensors:
        save_file(weights, folder / "model.safetensors", metadata={"format": "pt"})
    if onnx_weights:
        (folder / "onnx").mkdir(exist_ok=True)
        onnx.save(_graph(weights, len(labels)), folder / "onnx" / "model.onnx")
    return folder


def _json(path: Path, value: dict[str, Any]) -> None:
    path.write_text(json.dumps(value, indent=1), encoding="utf-8")


def _write_tokenizer(folder: Path) -> None:
    tokenizer = Tokenizer(models.WordPiece({word: i for i, word in enumerate(VOCABULARY)}, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", pair="[CLS] $A [SEP] $B:1 [SEP]:1", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    tokenizer.add_special_tokens(SPECIAL)
    # what training runs leave behind, and what must not be obeyed
    tokenizer.enable_truncation(12, strategy="longest_first")
    tokenizer.enable_padding(length=12, pad_id=0)
    tokenizer.save(str(folder / "tokenizer.json"))
    (folder / "vocab.txt").write_text("\n".join(VOCABULARY) + "\n", encoding="utf-8")
    marks = {
        "pad_token": "[PAD]",
        "unk_token": "[UNK]",
        "cls_token": "[CLS]",
        "sep_token": "[SEP]",
        "mask_token": "[MASK]",
    }
    _json(
        folder / "tokenizer_config.json",
        {"tokenizer_class": "BertTokenizer", "do_lower_case": True, "model_max_length": POSITIONS, **marks},
    )


class _Graph:
    """Nodes and constants as they are added."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []

    def constant(self, value: NDArray[Any]) -> str:
        name = f"constant_{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(np.array(value, order="C"), name))
        return name

    def add(self, operator: str, *inputs: str, **attributes: Any) -> str:
        name = f"{operator}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(operator, list(inputs), [name], name=name, **attributes))
        return name


def _graph(weights: Weights, labels: int) -> onnx.ModelProto:
    graph = _Graph()
    add, constant = graph.add, graph.constant

    def dense(x: str, name: str) -> str:
        product = add("MatMul", x, constant(weights[f"{name}.weight"].T))
        return add("Add", product, constant(weights[f"{name}.bias"]))

    def norm(x: str, name: str) -> str:
        scale, bias = constant(weights[f"{name}.weight"]), constant(weights[f"{name}.bias"])
        return add("LayerNormalization", x, scale, bias, axis=-1, epsilon=1e-12)

    def integers(*values: int) -> str:
        return constant(np.array(values, dtype=np.int64))

    def heads(x: str) -> str:
        return add("Transpose", add("Reshape", x, integers(0, 0, HEADS, HIDDEN // HEADS)), perm=[0, 2, 1, 3])

    def embedded(name: str, ids: str) -> str:
        return add("Gather", constant(weights[f"bert.embeddings.{name}_embeddings.weight"]), ids)

    length = add("Gather", add("Shape", "input_ids"), constant(np.array(1, dtype=np.int64)))
    positions = add("Range", constant(np.array(0, dtype=np.int64)), length, constant(np.array(1, dtype=np.int64)))
    x = add("Add", embedded("word", "input_ids"), embedded("token_type", "token_type_ids"))
    x = norm(add("Add", x, embedded("position", positions)), "bert.embeddings.LayerNorm")
    absent = add("Sub", constant(np.float32([1])), add("Cast", "attention_mask", to=TensorProto.FLOAT))
    mask = add("Unsqueeze", add("Mul", absent, constant(np.float32([-1e9]))), integers(1, 2))
    for number in range(LAYERS):
        layer = f"bert.encoder.layer.{number}"
        query, keys, value = (heads(dense(x, f"{layer}.attention.self.{part}")) for part in ("query", "key", "value"))
        fit = add("MatMul", query, add("Transpose", keys, perm=[0, 1, 3, 2]))
        fit = add("Add", add("Mul", fit, constant(np.float32([(HIDDEN // HEADS) ** -0.5]))), mask)
        mixed = add("Transpose", add("MatMul", add("Softmax", fit, axis=-1), value), perm=[0, 2, 1, 3])
        mixed = add("Reshape", mixed, integers(0, 0, HIDDEN))
        attended = add("Add", x, dense(mixed, f"{layer}.attention.output.dense"))
        x = norm(attended, f"{layer}.attention.output.LayerNorm")
        inner = dense(x, f"{layer}.intermediate.dense")
        bent = add("Add", add("Erf", add("Mul", inner, constant(np.float32([0.5**0.5])))), constant(np.float32([1])))
        inner = add("Mul", add("Mul", inner, constant(np.float32([0.5]))), bent)
        x = norm(add("Add", x, dense(inner, f"{layer}.output.dense")), f"{layer}.output.LayerNorm")
    pooled = "bert.pooler.dense.weight" in weights
    if pooled:
        first = add("Gather", x, constant(np.array(0, dtype=np.int64)), axis=1)
        x = add("Tanh", dense(first, "bert.pooler.dense"))
    product = add("MatMul", x, constant(weights["classifier.weight"].T))
    graph.nodes.append(helper.make_node("Add", [product, constant(weights["classifier.bias"])], ["logits"]))

    shape = ["batch", labels] if pooled else ["batch", "tokens", labels]
    inputs = [
        helper.make_tensor_value_info(name, TensorProto.INT64, ["batch", "tokens"])
        for name in ("input_ids", "attention_mask", "token_type_ids")
    ]
    outputs = [helper.make_tensor_value_info("logits", TensorProto.FLOAT, shape)]
    made = helper.make_graph(graph.nodes, "tiny", inputs, outputs, graph.constants)
    model = helper.make_model(made, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    onnx.checker.check_model(model)
    return model
