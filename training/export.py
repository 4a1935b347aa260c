"""Turn a trained model into what ships: ``python training/export.py MODEL TARGET [--keep-fp32 FILE]``.

Writes ``TARGET/onnx/model_quantized.onnx`` (int8: weights per channel in 7 bits, activations per token, see
``quantise.py``), config and tokenizer, without padding and truncation. Weights over 90 MB are written beside the graph
in files below that size. Does not measure anything: ``benchmarks/models.py`` does.
"""

from __future__ import annotations

import argparse
import json
import logging
import shutil
import tempfile
import warnings
from pathlib import Path

import onnx
import torch
from onnx.external_data_helper import set_external_data
from onnxruntime.quantization import QuantType, quantize_dynamic
from quantise import per_token
from tokenizers import Tokenizer
from transformers import AutoConfig, AutoModelForSequenceClassification, AutoModelForTokenClassification

OPSET = 17
"""The newest whose ReduceMax still takes its axes as an attribute, which the rewritten graph uses."""

LARGEST_FILE = 90_000_000
"""Bytes: the hosts of repositories refuse larger files than 100 MB."""

KEPT = ("model_type", "architectures", "id2label", "label2id", "max_position_embeddings", "pad_token_id", "hidden_size")
"""What stays of the config: what reading the ONNX file needs, and what names the model."""


class _Logits(torch.nn.Module):
    """The model as a function of tensors in a fixed order."""

    def __init__(self, model: torch.nn.Module, names: list[str]) -> None:
        super().__init__()
        self.model, self.names = model, names

    def forward(self, *tensors: torch.Tensor) -> torch.Tensor:
        logits: torch.Tensor = self.model(**dict(zip(self.names, tensors, strict=True))).logits
        return logits


def to_onnx(folder: Path, target: Path) -> None:
    """Write the model in `folder` as an ONNX graph in single precision; batch and length are free."""
    tokens = "Token" in str(AutoConfig.from_pretrained(folder).architectures)
    kind = AutoModelForTokenClassification if tokens else AutoModelForSequenceClassification
    model = kind.from_pretrained(folder, attn_implementation="eager").eval().float()
    names = ["input_ids", "attention_mask"] + (["token_type_ids"] if model.config.model_type == "bert" else [])
    ids = torch.arange(10, 28).reshape(2, 9)
    inputs = (ids, torch.ones_like(ids), torch.zeros_like(ids))[: len(names)]
    axes = {0: "batch", 1: "length"}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            _Logits(model, names),
            inputs,
            target,
            dynamo=False,
            opset_version=OPSET,
            input_names=names,
            output_names=["logits"],
            dynamic_axes={**dict.fromkeys(names, axes), "logits": axes if tokens else {0: "batch"}},
        )


def quantised(source: Path, target: Path) -> None:
    """Write an ONNX graph in int8: weights per channel in 7 bits, activations per token."""
    logging.getLogger().setLevel(logging.ERROR)  # its advice on preprocessing does not fit dynamic quantisation
    with tempfile.TemporaryDirectory() as folder:
        dynamic = Path(folder) / "dynamic.onnx"
        quantize_dynamic(source, dynamic, per_channel=True, reduce_range=True, weight_type=QuantType.QInt8)
        per_token(dynamic, target)
    split(target)


def split(path: Path, *, largest: int = LARGEST_FILE) -> None:
    """Move the weights of a graph that is larger than `largest` bytes into files beside it that are not."""
    if path.stat().st_size <= largest:
        return
    model = onnx.load(path)
    number, filled = 0, largest
    for tensor in model.graph.initializer:
        size = len(tensor.raw_data)
        if size < 1024:
            continue
        if filled + size > largest - 4096:
            number, filled = number + 1, 0
            (path.parent / f"{path.name}_data_{number}").unlink(missing_ok=True)
        set_external_data(tensor, f"{path.name}_data_{number}")
        filled += size + 4096
    onnx.save(model, path)
    for part in path.parent.glob(f"{path.name}_data_*"):
        part.chmod(0o644)


def write_folder(model: Path, weights: Path, target: Path) -> None:
    """Write config and tokenizer beside the weights, as the package loads them."""
    config = json.loads((model / "config.json").read_text(encoding="utf-8"))
    text = json.dumps({k: config[k] for k in KEPT if k in config}, indent=1)
    (target / "config.json").write_text(text + "\n", encoding="utf-8")
    tokenizer = Tokenizer.from_file(str(model / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    tokenizer.save(str(target / "tokenizer.json"), pretty=False)
    limit = {"model_max_length": json.loads((model / "tokenizer_config.json").read_text())["model_max_length"]}
    (target / "tokenizer_config.json").write_text(json.dumps(limit, indent=1) + "\n", encoding="utf-8")
    for old in (target / "onnx").glob("model_quantized.onnx*"):
        old.unlink()
    (target / "onnx").mkdir(parents=True, exist_ok=True)
    quantised(weights, target / "onnx" / "model_quantized.onnx")


def export(model: Path, target: Path, *, keep_fp32: Path | None = None) -> None:
    """Write the folder that ships; `keep_fp32`: also the graph in single precision, to compare with."""
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        graph = Path(folder) / "model.onnx"
        to_onnx(model, graph)
        write_folder(model, graph, target)
        if keep_fp32 is not None:
            keep_fp32.mkdir(parents=True, exist_ok=True)
            for path in (graph, *(target / n for n in ("config.json", "tokenizer.json", "tokenizer_config.json"))):
                shutil.copyfile(path, keep_fp32 / path.name)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("model", type=Path, help="a folder that training wrote")
    parser.add_argument("target", type=Path, help="the folder that ships")
    parser.add_argument("--keep-fp32", type=Path, help="also keep the graph in single precision, in this folder")
    args = parser.parse_args()
    export(args.model, args.target, keep_fp32=args.keep_fp32)
    size = sum(f.stat().st_size for f in (args.target / "onnx").iterdir()) / 1e6
    print(f"{args.target}: {size:.1f} MB of weights")


if __name__ == "__main__":
    main()
