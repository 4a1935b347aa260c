"""DESIGN.md: a module imports only what stands above it."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import framing

SOURCE = Path(framing.__file__).parent
ORDER = (
    *("errors", "schema", "project", "storage", "models", "article", "voices", "frames", "prominence", "validity"),
    *("show", "study", "export", "corpus", "terminal", "cli_codebook", "cli"),
)
RUNTIMES = {"onnxruntime", "transformers", "tokenizers", "torch"}


def modules():
    """Return every module of the package by its name below ``framing``."""
    found = {}
    for path in SOURCE.rglob("*.py"):
        parts = path.relative_to(SOURCE).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


MODULES = modules()


def imports_of(name):
    """Return what a module imports, by full name, wherever in the file it does: ``framing.article.read``, ``torch``."""
    package = MODULES[name] if MODULES[name].name == "__init__.py" else MODULES[name].parent / "__init__.py"
    here = ["framing", *package.parent.relative_to(SOURCE).parts]
    found = set()
    for node in ast.walk(ast.parse(MODULES[name].read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            above = here[: len(here) - node.level + 1] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            for alias in node.names:
                full = f"{base}.{alias.name}"
                found.add(full if full.removeprefix("framing.") in MODULES else base)
    return found


def layer(name):
    return name.split(".")[0]


INTERNAL = {
    name: {i.removeprefix("framing.") for i in imports_of(name) if i.startswith("framing.")} for name in MODULES if name
}


def test_every_module_has_its_place_in_the_order():
    assert {layer(name) for name in INTERNAL} <= set(ORDER)


def test_a_module_imports_only_what_stands_above_it():
    wrong = [
        f"{name} imports {other}"
        for name, others in INTERNAL.items()
        for other in others
        if layer(other) != layer(name) and ORDER.index(layer(other)) > ORDER.index(layer(name))
    ]
    assert wrong == []


def test_no_modules_import_each_other_in_a_circle():
    try:
        TopologicalSorter(INTERNAL).prepare()
    except CycleError as error:
        raise AssertionError(" imports ".join(reversed(error.args[1]))) from None


def test_only_models_imports_a_runtime():
    reached = {name for name in INTERNAL if {i.split(".")[0] for i in imports_of(name)} & RUNTIMES}
    assert {layer(name) for name in reached} == {"models"}


def test_importing_the_package_loads_nothing_heavy():
    heavy = ["torch", "transformers", "onnxruntime", "tokenizers", "sklearn", "matplotlib", "trafilatura", "sentencex"]
    code = f"import json, sys, framing; print(json.dumps([m for m in {heavy} if m in sys.modules]))"
    assert json.loads(subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout) == []


def test_every_public_name_is_there():
    assert all(hasattr(framing, name) for name in framing.__all__)
