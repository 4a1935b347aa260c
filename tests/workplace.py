"""A copy of the project's layout where runs may write, with a small article and a small codebook of its own."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from typer.testing import CliRunner

from framing.cli import app

PROJECT = Path(__file__).resolve().parents[1]

TRAM = """Town weighs a tram

Could the tram line be too dear for the town? The council votes on Monday.

“The tram costs too much,” said Anna Lind, the mayor. “The town cannot pay for it.”

According to the engineer Ole Berg, the tram makes the air cleaner. The mayor does not believe it.
"""

BOOK = """name: tram
title: Frames of a tram line
description: Two frames of a made-up debate on a tram line.
version: "1"
threshold: 0.5
stance_threshold: 0.5
frames:
  - key: too_dear
    label: Too dear
    level: issue
    function: problem
    definition: The tram costs more than the town can pay.
    wordings:
      - The tram costs too much.
      - The town cannot pay for the tram.
    near_miss: A price is named without a judgment.
  - key: cleaner_air
    label: Cleaner air
    level: issue
    definition: The tram makes the air cleaner.
    wordings:
      - The tram makes the air cleaner.
    near_miss: Air is mentioned.
targets:
  - key: mayor
    label: the mayor
"""


@dataclass(frozen=True)
class Run:
    """What `framing run` did: exit code, what it printed, and the folder that it wrote (the last one, if several)."""

    code: int
    out: str
    err: str
    folder: Path


class Workplace:
    """A project folder: notebooks, data with the demo article and the tram article, and the tram codebook."""

    def __init__(self, root: Path) -> None:
        self.root = root
        shutil.copytree(PROJECT / "notebooks", root / "notebooks", ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
        shutil.copytree(PROJECT / "data" / "raw", root / "data" / "raw")
        for folder in ("data/processed", "data/corrections", "codebooks"):
            (root / folder).mkdir(parents=True)
        self.write("data/raw/tram.txt", TRAM)
        self.write("codebooks/tram.yaml", BOOK)

    def write(self, name: str, text: str) -> Path:
        """Write a file of the project and return its path."""
        path = self.root / name
        path.write_text(text, encoding="utf-8")
        return path

    def run(self, *arguments: str | Path, charset: str = "utf-8") -> Run:
        """Run ``framing run`` in the project's folder, as a shell there would; anything but an exit is raised."""
        before = Path.cwd()
        old = self.folders()
        os.chdir(self.root)
        try:
            with pytest.MonkeyPatch.context() as patch:
                patch.delenv("FRAMING_ROOT", raising=False)
                result = CliRunner(charset=charset).invoke(app, ["run", *map(str, arguments)], catch_exceptions=False)
        finally:
            os.chdir(before)
        made = [f for f in self.folders() if f not in old]
        folder = Path(arguments[arguments.index("--out") + 1]) if "--out" in arguments else (made or [self.root])[-1]
        return Run(result.exit_code, result.stdout, result.stderr, self.root / folder)

    def folders(self) -> list[Path]:
        """Return the folders of articles in data/processed."""
        return sorted(path for path in (self.root / "data" / "processed").iterdir() if path.is_dir())


def files(folder: Path) -> dict[str, bytes]:
    """Return what lies in a folder, by relative path; executed notebooks and leftovers of killed runs apart."""
    found = {p.relative_to(folder).as_posix(): p for p in sorted(folder.rglob("*")) if p.is_file()}
    return {n: p.read_bytes() for n, p in found.items() if not n.startswith("notebooks/") and not n.endswith(".part")}
