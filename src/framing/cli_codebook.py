"""The commands for codebooks: ``framing codebook new`` and ``framing codebook check``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import pandas as pd
import typer

from framing.terminal import print_text, sentences

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Write a codebook, and look at it critically.")

NEXT = """\
Written: {path}

What to do next:
  1. Open it in a text editor and change title, frames and targets; the comments say how.
  2. framing codebook check {path}
     asks what a colleague would ask: too few wordings, two claims in one, a label instead of a sentence …
  3. framing run ARTICLE --codebook {path}
  4. Code a sample of turns yourself, choose the thresholds on it, and write them into the codebook."""


@app.command()
def new(
    name: Annotated[str, typer.Argument(help="Its name, such as tram_line.", show_default=False)],
    *,
    folder: Annotated[Path, typer.Option(help="Where to write it.")] = Path("codebooks"),
) -> None:
    """Write a new codebook, commented and ready to be changed."""
    with sentences():
        from framing.frames.codebook_template import new_codebook

        path = str(new_codebook(name, folder.expanduser()))
        print_text(NEXT.format(path=f'"{path}"' if " " in path else path))


@app.command()
def check(
    codebook: Annotated[
        str, typer.Argument(help="The .yaml file, or the name of a codebook of the package.", show_default=False)
    ],
    *,
    strict: Annotated[bool, typer.Option("--strict", help="End with exit code 1 if there are findings.")] = False,
) -> None:
    """Say whether a codebook can be used, and what a methodologist would ask of it."""
    with sentences():
        from framing.frames.codebook import codebook_text, parse_codebook
        from framing.frames.codebook_check import check_codebook

        text, where = codebook_text(str(Path(codebook).expanduser()))
        book = parse_codebook(text, where=where)
        found = check_codebook(book, text=text)
        print_text(
            "\n".join([*_lines(found, where), _count(found, frames=len(book.frames), targets=len(book.targets))])
        )
    if strict and len(found):
        raise typer.Exit(1)


def _lines(found: pd.DataFrame, where: str) -> list[str]:
    """Return one line a finding, as errors name them: file, line, what, and what to do."""
    rows = zip(found["line"], found["finding"], found["advice"], strict=True)
    return [f"{where}, line {line}: {finding}; {advice}." for line, finding, advice in rows]


def _count(found: pd.DataFrame, *, frames: int, targets: int) -> str:
    """Return the last line: how many findings there are, and what they mean."""
    size = f"{frames} frame{'s' if frames != 1 else ''} and {targets} target{'s' if targets != 1 else ''}"
    if found.empty:
        return f"No findings in {size}. Whether the codebook measures what it should, only a coded sample can show."
    findings = "1 finding" if len(found) == 1 else f"{len(found)} findings"
    return f"\n{findings} in {size}. They are questions to you, not errors: the codebook can be used as it is."
