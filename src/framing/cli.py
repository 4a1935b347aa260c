"""The command line: ``framing run ARTICLE``. Errors are one sentence and exit code 1."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from framing.errors import FramingError

if TYPE_CHECKING:
    from framing.study import Study

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)


@app.callback()
def main() -> None:
    """Who speaks in a news article, in which frames, and how prominently."""


@contextmanager
def _sentences() -> Iterator[None]:
    """Turn errors that the user can mend into one sentence on standard error and exit code 1; show warnings as sentences too."""
    with warnings.catch_warnings():
        warnings.showwarning = lambda message, *rest: typer.echo(f"Note: {message}", err=True)
        try:
            yield
        except FramingError as error:
            typer.echo(f"Error: {error}", err=True)
            raise typer.Exit(1) from error
        except KeyboardInterrupt as error:
            typer.echo("Stopped. What was written before is whole; run the same command again to go on.", err=True)
            raise typer.Exit(130) from error


def _file(name: str) -> str:
    """Return a path given on the command line as an absolute one: it is meant from where the user stands."""
    return str(Path(name).expanduser().resolve())


def summary(study: Study) -> str:
    """Return the short summary that a run prints: who gets the words, which frames in whose voice, what was left out, how far to trust it."""
    article = study.article
    furniture = study.furniture[study.furniture["reason"] != "front matter"]
    unattributed = study.attributions["source_id"].eq("unattributed").sum()
    lines = [article.title or article.article_id, "", "Who gets the words", *_bars(study), "", "Which frames, in whose voice"]
    frames = study.frames_by_voice()
    lines += [f"  {r.frame}: {r.commitment} by {r.source} ({r.words} words)" for r in frames.head(15).itertuples()] or ["  none of the codebook's frames"]
    if len(frames) > 15:
        lines.append(f"  … and {len(frames) - 15} more in labels.csv")
    if len(furniture):
        lines += ["", f"Left out as page furniture: {len(furniture)} lines (" + ", ".join(sorted(set(furniture["reason"]))) + ")"]
    if unattributed:
        lines += ["", f"Quotations without a speaker: {unattributed}"]
    lines += ["", "Labels come from a model and were not validated against human coding."]
    return "\n".join(lines)


def _bars(study: Study) -> list[str]:
    """Return one line a voice with its share of the words, reporting words left out."""
    shares = study.shares()
    width = min(40, max(len(n) for n in shares["name"]))
    return [f"  {r.name[:width]:<{width}} {r.share:>4.0%}  {'█' * round(r.share * 40)}" for r in shares.itertuples() if r.words]


@app.command()
def run(
    article: Annotated[str, typer.Argument(help="The article: a .txt or .html file.", show_default=False)],
    codebook: Annotated[str, typer.Option(help="Name of a shipped codebook, or a .yaml file.")] = "ukraine_war",
    model: Annotated[str, typer.Option(help="'embedded', a Hub name (org/name), or a folder.")] = "embedded",
    revision: Annotated[str | None, typer.Option(help="Revision of a Hub model (a commit, for a paper).", show_default=False)] = None,
    weights: Annotated[str | None, typer.Option(help="Weights file of the model, such as onnx/model.onnx, or 'torch'.", show_default=False)] = None,
    out: Annotated[Path | None, typer.Option(help="Folder for the results; data/processed/<article_id> if not given.", show_default=False)] = None,
    notebooks: Annotated[bool, typer.Option("--notebooks", help="Execute the notebooks on the article as well.")] = False,
) -> None:
    """Analyse one article: tables, figures and the marked article (and, with --notebooks, the executed notebooks)."""
    with _sentences():
        from framing.export.article import export_article
        from framing.project import root
        from framing.study import open_study

        study = open_study(
            _file(article),
            codebook=_file(codebook) if codebook.lower().endswith((".yaml", ".yml")) else codebook,
            model=_file(model) if Path(model).is_dir() else model,
            revision=revision,
            weights=weights,
            folder=None if out is None else _file(str(out)),
            progress=sys.stderr.isatty(),
        )
        folder = export_article(study, notebooks=root() / "notebooks" if notebooks else None, progress=sys.stderr.isatty())
        typer.echo(summary(study))
        typer.echo(f"\nEverything lies in {folder}\n  reading.html  the article with voices and frames marked\n  figures/      pdf, svg, png, the rows behind each, captions")
        typer.echo("  *.csv         the tables (also as parquet)" + ("\n  notebooks/    the executed notebooks" if notebooks else ""))


if __name__ == "__main__":
    app()
