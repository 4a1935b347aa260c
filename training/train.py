"""Train a model from a config: ``python training/train.py CONFIG.yaml [--limit N] [--stop-after MINUTES]``.

One program for both models: ``task: tokens`` tags source, cue and content; ``task: pairs`` judges premise and
hypothesis. Checkpoints every few minutes hold model, optimiser, position and random state; started again, it goes on
exactly where it was. The same code runs on a processor and on a graphics card. Writes ``log.csv`` (step, loss, dev
figures) and ``model/`` in the Hub's layout.
"""

from __future__ import annotations

import argparse
import csv
import json
import math
import random
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import torch
from ruamel.yaml import YAML
from tasks import PairTask, TokenTask
from tokenizers import Tokenizer
from tqdm.auto import tqdm
from transformers import AutoModelForSequenceClassification, AutoModelForTokenClassification
from transformers.utils import logging

logging.set_verbosity_error()
TASKS: dict[str, Callable[..., Any]] = {"tokens": TokenTask, "pairs": PairTask}


def read_config(path: Path) -> dict[str, Any]:
    """Return the config; paths in it are relative to the config's folder."""
    config = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    config["folder"] = path.parent
    return dict(config)


def seed_everything(seed: int) -> None:
    random.seed(seed)
    np.random.seed(seed)
    torch.manual_seed(seed)


def load_model(config: dict[str, Any], task: Any) -> torch.nn.Module:
    """Return the base with a new head.

    Attention is computed in plain steps, whose gradient is faster on a processor than that of the fused kernel.
    """
    kind = AutoModelForTokenClassification if config["task"] == "tokens" else AutoModelForSequenceClassification
    dropout = {}
    if "dropout" in config:
        dropout = {k: float(config["dropout"]) for k in ("hidden_dropout_prob", "attention_probs_dropout_prob")}
    model: torch.nn.Module = kind.from_pretrained(
        config["folder"] / config["base"],
        num_labels=len(task.labels),
        id2label=dict(enumerate(task.labels)),
        label2id={n: i for i, n in enumerate(task.labels)},
        attn_implementation="eager",
        **dropout,
    )
    return model


def with_adapter(model: torch.nn.Module, config: dict[str, Any], *, start: Path | None) -> Any:
    """Return the model with low-rank adapters on all its matrices (Hu et al. 2022), the head trained whole.

    A third faster than training everything, and what is learned is small enough to be kept with the code. `start`: the
    folder of adapters to go on from.
    """
    from peft import LoraConfig, PeftModel, get_peft_model

    if start is not None:
        return PeftModel.from_pretrained(model, start, is_trainable=True)
    rank = int(config["adapter"]["rank"])
    options = LoraConfig(
        r=rank,
        lora_alpha=2 * rank,
        lora_dropout=0.0,
        target_modules=["q", "k", "v", "o", "query", "key", "value", "dense"],
        exclude_modules=".*(classifier|pooler).*",
        modules_to_save=["classifier"],
    )
    return get_peft_model(model, options)


def merged(config: dict[str, Any], task: Any, *, adapter: Path) -> torch.nn.Module:
    """Return the base with trained adapters worked into its weights."""
    model: torch.nn.Module = with_adapter(load_model(config, task), config, start=adapter).merge_and_unload()
    return model


def groups(model: torch.nn.Module, config: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the optimiser's groups: no decay on biases and norms, lower layers slower, frozen ones left out."""
    decay, rate = float(config.get("layer_decay", 1.0)), float(config["rate"])
    frozen = int(config.get("frozen_layers", 0))
    layers = int(model.config.num_hidden_layers)
    out = []
    for name, parameter in model.named_parameters():
        if not parameter.requires_grad:
            continue
        found = [int(part) for part in name.split(".") if part.isdigit()] if ".layer." in name else []
        depth = found[0] + 1 if found else (0 if "embeddings" in name or "relative_attention" in name else layers + 1)
        if frozen and depth <= frozen:
            parameter.requires_grad_(False)
            continue
        weight = 0.0 if parameter.ndim < 2 else float(config.get("weight_decay", 0.01))
        out.append({"params": [parameter], "lr": rate * decay ** (layers + 1 - depth), "weight_decay": weight})
    return out


def schedule(step: int, *, total: int, warmup: int) -> float:
    """Return the factor on the learning rate: linear up, then a cosine down to a fiftieth."""
    if step < warmup:
        return (step + 1) / warmup
    return 0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * (step - warmup) / max(total - warmup, 1)))


def save(path: Path, **state: Any) -> None:
    """Write a checkpoint in one step."""
    part = path.with_suffix(".part")
    torch.save(state, part)
    part.replace(path)


def rows(log: Path) -> Iterator[dict[str, str]]:
    if log.is_file():
        with log.open(encoding="utf-8", newline="") as lines:
            yield from csv.DictReader(lines)


def note(log: Path, figures: dict[str, Any]) -> None:
    """Add a row to the log; a step that is done again after a stop takes the place of its first row."""
    before = [r for r in rows(log) if int(r["step"]) < figures["step"]]
    columns = list(dict.fromkeys([*(before[0] if before else ()), *figures]))
    with log.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=columns, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows([*before, figures])


def train(config: dict[str, Any], *, limit: int | None, stop_after: float | None) -> None:  # noqa: PLR0915
    """Run or go on with one training."""
    base, out = config["folder"] / config["base"], config["folder"] / config["out"]
    out.mkdir(parents=True, exist_ok=True)
    seed_everything(int(config.get("seed", 1)))
    device = "cuda" if torch.cuda.is_available() else "cpu"
    tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    task = TASKS[config["task"]](config, tokenizer, limit=limit)
    model = load_model(config, task)
    if "adapter" in config:
        start = config["adapter"].get("start")
        model = with_adapter(model, config, start=config["folder"] / start if start else None)
        if config.get("bfloat16"):
            for parameter in model.parameters():
                if not parameter.requires_grad and parameter.ndim == 2:
                    parameter.data = parameter.data.to(torch.bfloat16)
    model.to(device)
    optimiser = torch.optim.AdamW(groups(model, config), betas=(0.9, 0.98), eps=1e-6, fused=True)
    rates = [g["lr"] for g in optimiser.param_groups]
    epochs = int(config["epochs"])
    lengths = [len(task.batches(epoch)) for epoch in range(epochs)]
    total = sum(lengths)
    warmup = int(total * float(config.get("warmup", 0.06)))
    checkpoint, log = out / "checkpoint.pt", out / "log.csv"
    step = 0
    if checkpoint.is_file():
        state = torch.load(checkpoint, map_location=device, weights_only=True)
        model.load_state_dict(state["model"], strict=False)  # frozen weights are the base's
        optimiser.load_state_dict(state["optimiser"])
        step = int(state["step"])
        torch.set_rng_state(state["random"].cpu())
        print(f"Going on at step {step} of {total}.")
    begun = last_saved = time.monotonic()
    losses: list[float] = []

    def keep() -> None:
        learned = {n: p for n, p in model.named_parameters() if p.requires_grad}
        save(checkpoint, model=learned, optimiser=optimiser.state_dict(), step=step, random=torch.get_rng_state())

    bar = tqdm(total=total, initial=step, unit="step", mininterval=10)
    model.train()
    while step < total:
        epoch = next(e for e in range(epochs) if step < sum(lengths[: e + 1]))
        batches = task.batches(epoch)
        for batch in batches[step - sum(lengths[:epoch]) :]:
            for g, rate in zip(optimiser.param_groups, rates, strict=True):
                g["lr"] = rate * schedule(step, total=total, warmup=warmup)
            with torch.autocast(device, dtype=torch.bfloat16, enabled=bool(config.get("bfloat16", False))):
                loss = task.loss(model, batch, device)
            loss.backward()
            torch.nn.utils.clip_grad_norm_([p for g in optimiser.param_groups for p in g["params"]], 1.0)
            optimiser.step()
            optimiser.zero_grad(set_to_none=True)
            losses.append(float(loss.detach()))
            step += 1
            bar.update()
            bar.set_postfix(loss=f"{np.mean(losses[-100:]):.3f}", refresh=False)
            if step % 100 == 0:
                note(log, {"step": step, "epoch": epoch + 1, "loss": round(float(np.mean(losses[-100:])), 4)})
            late = stop_after is not None and time.monotonic() - begun > 60 * stop_after
            if time.monotonic() - last_saved > 60 * float(config.get("checkpoint_minutes", 5)) or late:
                keep()
                last_saved = time.monotonic()
            if late:
                print(f"Stopped at step {step} of {total}; run the same command to go on.")
                return
        with torch.autocast(device, dtype=torch.bfloat16, enabled=bool(config.get("bfloat16", False))):
            figures = {
                "step": step,
                "epoch": epoch + 1,
                "loss": round(float(np.mean(losses[-100:])), 4),
            } | task.evaluate(model, device)
        note(log, figures)
        print(json.dumps(figures), flush=True)
        model.train()
        keep()
    target = out / "model"
    if "adapter" in config:
        adapter = config["folder"] / config["adapter"]["out"]
        model.half().peft_config["default"].base_model_name_or_path = base.name  # no path of this machine
        model.save_pretrained(adapter, save_embedding_layers=False)  # "auto" would ask the Hub
        (adapter / "README.md").unlink(missing_ok=True)  # a form with nothing filled in
        model = merged(config, task, adapter=adapter)
    model.save_pretrained(target)
    for name in ("tokenizer.json", "tokenizer_config.json"):
        shutil.copyfile(base / name, target / name)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("config", type=Path)
    parser.add_argument("--limit", type=int, help="use only so many examples of every file (a trial run)")
    parser.add_argument("--stop-after", type=float, help="stop after so many minutes; the next start goes on")
    args = parser.parse_args()
    train(read_config(args.config), limit=args.limit, stop_after=args.stop_after)


if __name__ == "__main__":
    main()
