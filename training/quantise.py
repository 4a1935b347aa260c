"""Rewrite a dynamically quantised ONNX graph so that a text's scores do not depend on its neighbours in the batch.

``onnxruntime.quantization.quantize_dynamic`` puts a ``DynamicQuantizeLinear`` node in front of every matrix product:
one scale for the *whole* batch. One long or odd text then coarsens the activations of all others, so the same pair gets
another score in another batch, and cache, resume and rerun disagree. :func:`per_token` gives every token (every row
over the last axis) its own scale, inside the graph; nothing else about the model changes. It does not quantise anything
by itself and does not look at accuracy: measure the result (the embedded models' cards say what was measured).

Run as ``python training/quantise.py SOURCE.onnx TARGET.onnx``.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import onnx
from onnx import helper, numpy_helper

ZERO_POINT = 128
"""Activations are symmetric: -127 to 127 are stored as the bytes 1 to 255, which every kernel takes."""

LARGEST_WEIGHT = 64
"""Why nothing saturates: processors with AVX2 but without VNNI multiply byte by byte, add two neighbouring products in
16 bits and cut what does not fit. 2 x 255 x 64 = 32,640 fits (the limit is 32,767); 2 x 255 x 127 does not. So 7-bit
weights give the same integers everywhere, and others are refused."""


def per_token(source: Path, target: Path) -> int:
    """Write `source` with activations quantised per token, in place of per batch, to `target`.

    Every ``DynamicQuantizeLinear`` is replaced by ``scale = max(|x|) / 127`` over the last axis and
    ``round(x / scale) + 128``. The integer product behind it keeps the weights with their scales and zero points and
    becomes onnxruntime's ``MatMulIntegerToFloat`` (a kernel older than the oldest version we allow), whose result is
    multiplied by the token's scale.

    Parameters
    ----------
    source
        A graph made by ``quantize_dynamic(..., reduce_range=True)``: opset below 18, weights of at most 7 bits.
    target
        Where the new graph goes; its folder is made if need be.

    Returns
    -------
    int
        The number of nodes that were replaced.

    Raises
    ------
    ValueError
        If the graph has no such node, uses one otherwise than for an integer matrix product, or has weights of 8 bits.
    """
    model = onnx.load(source)
    graph = model.graph
    weights = {tensor.name: tensor for tensor in graph.initializer}
    consumers: dict[str, list[onnx.NodeProto]] = {}
    for node in graph.node:
        for name in node.input:
            consumers.setdefault(name, []).append(node)

    replacement: dict[str, list[onnx.NodeProto]] = {}  # by the first output of the node whose place it takes
    gone: set[str] = set()
    dynamic = [node for node in graph.node if node.op_type == "DynamicQuantizeLinear"]
    if not dynamic:
        raise ValueError(f"{source} has no DynamicQuantizeLinear node: there is nothing to rewrite.")
    for node in dynamic:
        quantised, scale, _ = node.output
        replacement[quantised] = _quantise_rows(node)
        for product in consumers[quantised]:
            if product.op_type != "MatMulInteger" or product.input[0] != quantised:
                raise ValueError(f"{source}: {node.name} feeds {product.op_type} {product.name}, not a MatMulInteger.")
            _check_weight(weights[product.input[1]], source)
            (cast,) = consumers[product.output[0]]
            (result,) = consumers[cast.output[0]]
            (scales,) = [n for n in consumers[scale] if n.output[0] in result.input]
            (weight_scale,) = [name for name in scales.input if name != scale]
            replacement[product.output[0]] = _product(product, result.output[0], scale, weight_scale)
            gone |= {cast.output[0], result.output[0], scales.output[0]}

    nodes: list[onnx.NodeProto] = []
    for node in graph.node:
        if node.output[0] in replacement:
            nodes += replacement[node.output[0]]
        elif node.output[0] not in gone:
            nodes.append(node)
    del graph.node[:]
    graph.node.extend(nodes)
    graph.initializer.extend(
        [
            numpy_helper.from_array(np.array(1 / 127, dtype=np.float32), "per_token/step"),
            # a row of zeros has no largest value: a tiny one in its place keeps zero divided by scale at zero
            numpy_helper.from_array(np.array(1e-30, dtype=np.float32), "per_token/tiny"),
            numpy_helper.from_array(np.array(1, dtype=np.float32), "per_token/one"),
            numpy_helper.from_array(np.array(ZERO_POINT, dtype=np.uint8), "per_token/zero_point"),
        ]
    )
    if "com.microsoft" not in {opset.domain for opset in model.opset_import}:
        model.opset_import.append(helper.make_opsetid("com.microsoft", 1))
    target.parent.mkdir(parents=True, exist_ok=True)
    onnx.save(model, target)
    return len(dynamic)


def _quantise_rows(node: onnx.NodeProto) -> list[onnx.NodeProto]:
    value = node.input[0]
    quantised, scale, _ = node.output
    return [
        helper.make_node("Abs", [value], [f"{scale}/abs"]),
        helper.make_node("ReduceMax", [f"{scale}/abs"], [f"{scale}/max"], axes=[-1], keepdims=1),
        helper.make_node("Max", [f"{scale}/max", "per_token/tiny"], [f"{scale}/positive"]),
        helper.make_node("Mul", [f"{scale}/positive", "per_token/step"], [scale]),
        helper.make_node("Div", [value, scale], [f"{quantised}/divided"]),
        helper.make_node(
            "QuantizeLinear", [f"{quantised}/divided", "per_token/one", "per_token/zero_point"], [quantised]
        ),
    ]


def _product(product: onnx.NodeProto, output: str, scale: str, weight_scale: str) -> list[onnx.NodeProto]:
    left, right = product.input[:2]
    right_zero = product.input[3] if len(product.input) > 3 else ""
    inputs = [left, right, "per_token/one", weight_scale, "per_token/zero_point", right_zero]
    return [
        helper.make_node(
            "MatMulIntegerToFloat", inputs, [f"{output}/unscaled"], domain="com.microsoft", name=f"{output}/product"
        ),
        helper.make_node("Mul", [f"{output}/unscaled", scale], [output]),
    ]


def _check_weight(tensor: onnx.TensorProto, source: Path) -> None:
    weight = numpy_helper.to_array(tensor)
    if weight.dtype == np.int8 and int(np.abs(weight.astype(np.int16)).max()) > LARGEST_WEIGHT:
        raise ValueError(
            f"{source}: {tensor.name} has 8-bit weights, which saturate without VNNI; quantise with reduce_range=True."
        )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("source", type=Path)
    parser.add_argument("target", type=Path)
    arguments = parser.parse_args()
    print(f"{per_token(arguments.source, arguments.target)} nodes rewritten: {arguments.target}")
