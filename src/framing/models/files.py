"""Where a model's files are: in the package, in a local folder, or on the Hugging Face Hub; and which weights to take.

Finds and hashes files; it neither loads nor runs a model, and imports the Hub's client only if a Hub name is asked for.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from framing.errors import FramingError

EMBEDDED = Path(__file__).parents[1] / "embedded"
"""The folder of the models that are shipped with the package."""

ORDER = (
    "onnx/model.onnx",
    "model.onnx",
    "onnx/model_quantized.onnx",
    "model_quantized.onnx",
    "onnx/model_int8.onnx",
    "model_int8.onnx",
    "onnx/model_uint8.onnx",
    "model_uint8.onnx",
    "model.safetensors",
)
"""Weights in the order in which they are taken if none are named; :func:`framing.models.load_model` says why.

Half-precision and 4-bit files are missing on purpose: on a processor they are slower or do not run.
"""

_TOKENIZERS = {
    "tokenizer.json",
    "vocab.txt",
    "vocab.json",
    "spm.model",
    "spiece.model",
    "sentencepiece.bpe.model",
    "tokenizer.model",
}
_READ = _TOKENIZERS | {
    "config.json",
    "calibration.json",
    "tokenizer_config.json",
    "special_tokens_map.json",
    "added_tokens.json",
    "merges.txt",
    "bpe.codes",
}


@dataclass(frozen=True)
class ModelFiles:
    """The files of one model: `folder` with a config, a tokenizer and the `weights` (a path inside the folder)."""

    name: str
    revision: str | None
    folder: Path
    weights: str

    @property
    def weights_path(self) -> Path:
        """Where the weights lie."""
        return self.folder / self.weights

    @cached_property
    def config(self) -> dict[str, Any]:
        """The contents of ``config.json``."""
        return read_json(self.folder / "config.json")

    @cached_property
    def calibration(self) -> str:
        """The text of ``calibration.json``; empty if the model has none."""
        path = self.folder / "calibration.json"
        return path.read_text(encoding="utf-8") if path.is_file() else ""

    @cached_property
    def sha256(self) -> str:
        """One hash over weights, config and tokenizer (not the calibration, which changes no logit)."""
        digest = hashlib.sha256()
        for name in sorted(_needed(_listing(self.folder), self.weights)):
            if name != "calibration.json":
                with (self.folder / name).open("rb") as file:
                    digest.update(f"{name} {hashlib.file_digest(file, 'sha256').hexdigest()}\n".encode())
        return digest.hexdigest()


def find_model(
    name: str | Path,
    *,
    role: Literal["entailment", "attribution"],
    revision: str | None = None,
    weights: str | None = None,
) -> ModelFiles:
    """Return the files of a model; those of a Hub model are downloaded into the Hub's cache if they are not there yet.

    Parameters
    ----------
    name
        ``"embedded"``, the path of a local folder, or a Hub name such as ``"org/name"`` (an existing folder wins).
    role
        Which embedded model is meant.
    revision
        Branch, tag or commit of a Hub model. A full commit that is in the cache is read without asking the Hub.
    weights
        A file in the folder, such as ``"onnx/model_quantized.onnx"``; ``"torch"`` is short for ``"model.safetensors"``.
        Without it, the first file of :data:`ORDER` that is there.

    Raises
    ------
    FramingError
        If the model cannot be found, is incomplete, or a revision is given for anything but a Hub model.
    """
    folder = EMBEDDED / role if str(name) == "embedded" else Path(name).expanduser()
    if str(name) != "embedded" and not (str(name) and folder.is_dir()):
        if not re.fullmatch(r"[\w.-]+/[\w.-]+", str(name)) or str(name).startswith("."):
            raise FramingError(
                f"There is no model folder '{name}'; use 'embedded', the path of a local folder, or a Hub name "
                "('org/name')."
            )
        return _from_hub(str(name), revision, weights)
    if revision is not None:
        raise FramingError(
            f"'{name}' is no model on the Hugging Face Hub and has no revisions; leave out the revision '{revision}'."
        )
    return ModelFiles(str(name), None, folder, choose(_listing(folder), weights, where=f"The model folder '{folder}'"))


def choose(files: Collection[str], weights: str | None, *, where: str) -> str:
    """Return which of `files` holds the weights, or say in a sentence that begins with `where` what is missing."""
    if "config.json" not in files:
        raise FramingError(
            f"{where} has no config.json; a model needs config.json, tokenizer.json and weights (ONNX or safetensors)."
        )
    if not _TOKENIZERS & set(files):
        raise FramingError(f"{where} has no tokenizer (tokenizer.json); copy it from where the model comes from.")
    usable = sorted(name for name in files if name.endswith(".onnx") or name == "model.safetensors")
    if weights is not None:
        wanted = "model.safetensors" if weights == "torch" else weights
        if wanted not in usable:
            there = ", ".join(usable) or "none that can be read"
            raise FramingError(f"{where} has no weights '{wanted}'; it has {there}.")
        return wanted
    for name in ORDER:
        if name in usable:
            return name
    if usable:
        raise FramingError(f"{where} has only weights that must be named; give weights= one of {', '.join(usable)}.")
    if any(name.endswith((".bin", ".pt", ".pth", ".ckpt")) for name in files):
        raise FramingError(
            f"{where} has its weights only in a format that can run code when it is opened (.bin, .pt); choose a model "
            "with ONNX or safetensors weights."
        )
    raise FramingError(
        f"{where} has no weights (onnx/model.onnx or model.safetensors); download it again, or choose another model."
    )


def read_json(path: Path) -> dict[str, Any]:
    """Return the object in the JSON file `path`."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise FramingError(f"'{path}' cannot be read as JSON ({error}); download the model again.") from error
    if not isinstance(found, dict):
        raise FramingError(f"'{path}' does not hold a JSON object; download the model again.")
    return found


def _listing(folder: Path) -> set[str]:
    paths = [path for pattern in ("*", "*/*.onnx*") for path in folder.glob(pattern)]
    return {path.relative_to(folder).as_posix() for path in paths if path.is_file()}


def _needed(files: Collection[str], weights: str) -> list[str]:
    # weights over 2 GB lie beside the graph, as model.onnx_data or model.onnx.data
    return [name for name in files if name in _READ or name.startswith(weights)]


def _from_hub(name: str, revision: str | None, weights: str | None) -> ModelFiles:
    if revision is not None and re.fullmatch(r"[0-9a-f]{40}", revision):
        cached = _from_cache(name, revision, weights)
        # another program may have cached only the weights it wanted: those are no reason not to ask for better ones
        if cached is not None and (weights is not None or cached.weights in ORDER[:2]):
            return cached
    from huggingface_hub import HfApi, errors, hf_hub_download

    where = f"The model '{name}' on the Hugging Face Hub"
    try:
        found = HfApi().model_info(name, revision=revision, files_metadata=True, timeout=15)
    except errors.GatedRepoError as error:
        raise FramingError(f"{where} wants its terms accepted on its page, and 'hf auth login' before use.") from error
    except errors.RevisionNotFoundError as error:
        raise FramingError(f"{where} has no revision '{revision}'; look under 'Files and versions' there.") from error
    except errors.RepositoryNotFoundError as error:
        raise FramingError(
            f"There is neither a folder nor a public Hub model '{name}'; check the spelling, or use 'embedded'."
        ) from error
    except Exception as error:  # the errors of the network (httpx, ssl, os) have no common base
        cached = _from_cache(name, revision, weights)
        if cached is None:
            raise FramingError(
                f"'{name}' is no local folder and is not complete in the Hugging Face cache, and the Hub cannot be "
                "reached; use 'embedded', the path of a local folder, or connect to the internet once to download it."
            ) from error
        return cached
    sizes = {file.rfilename: file.size or 0 for file in found.siblings or ()}
    chosen = choose(sizes, weights, where=where)
    needed = _needed(sizes, chosen)
    cached = _from_cache(name, found.sha, chosen)
    if cached is not None and set(needed) <= _listing(cached.folder):
        return cached
    size = sum(sizes[file] for file in needed) / 1e6
    print(f"Downloading {name}, revision {found.sha}: {chosen}, {size:,.0f} MB with tokenizer.", file=sys.stderr)
    try:
        for file in needed:
            path = hf_hub_download(name, file, revision=found.sha)
    except Exception as error:
        raise FramingError(
            f"The download of '{name}' broke off ({error}); start it again, it goes on where it stopped."
        ) from error
    return ModelFiles(name, found.sha, Path(path.removesuffix(file)), chosen)


def _from_cache(name: str, revision: str | None, weights: str | None) -> ModelFiles | None:
    # not snapshot_download(local_files_only=True): it wants every file of the repository
    from huggingface_hub import try_to_load_from_cache

    config = try_to_load_from_cache(name, "config.json", revision=revision)
    if not isinstance(config, str):
        return None
    folder = Path(config).parent  # named after the commit
    try:
        return ModelFiles(name, folder.name, folder, choose(_listing(folder), weights, where="The cached copy"))
    except FramingError:
        return None
