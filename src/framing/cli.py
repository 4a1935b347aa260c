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
    """Turn errors that the user can mend into one sentence on standard error and exit code 1; warnings likewise."""
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


def _print(text: str) -> None:
    """Print a text; where the terminal has no letters for some of it (a pipe on Windows), others in their place."""
    encoding = sys.stdout.encoding or "utf-8"
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        text = text.replace("█", "#").encode(encoding, "replace").decode(encoding)
    typer.echo(text)


def summary(study: Study) -> str:
    """Return the short summary that a run prints.

    Who gets the words, which frames stand in whose voice, what was left out, and how far to trust it.
    """
    from framing.show.tables import records

    article = study.article
    furniture = study.furniture[study.furniture["reason"] != "front matter"]
    unattributed = study.attributions["source_id"].eq("unattributed").sum()
    lines = [
        article.title or article.article_id,
        "",
        "Who gets the words",
        *_bars(study),
        "",
        f"Which frames, in whose voice (codebook {study.codebook.name}: {study.codebook.title})",
    ]
    frames = study.frames_by_voice()
    found = [f"  {r.frame}: {r.commitment} by {r.source} ({r.words} words)" for r in records(frames.head(15))]
    lines += found or ["  none of the codebook's frames"]
    if len(frames) > 15:
        lines.append(f"  … and {len(frames) - 15} more in labels.csv")
    if len(furniture):
        reasons = ", ".join(sorted(set(furniture["reason"])))
        count = f"{len(furniture)} line{'s' if len(furniture) > 1 else ''}"
        lines += ["", f"Left out as page furniture: {count} ({reasons})"]
    if unattributed:
        lines += ["", f"Quotations without a speaker: {unattributed}"]
    lines += ["", "Labels come from a model and were not validated against human coding."]
    if study.model_choice[0] == "embedded":
        lines[-1] += (
            " The embedded model is a prototype: two in three of its frame labels were wrong on a coded article."
        )
    return "\n".join(lines)


def _bars(study: Study) -> list[str]:
    """Return one line a voice with its share of the words, reporting words left out."""
    from framing.show.lettering import percent

    shares = study.shares().head(15)
    more = len(study.shares()) - len(shares)
    names = [n if len(n) <= 40 else n[:39] + "…" for n in shares["name"]]
    width = max(map(len, names), default=0)
    rows = zip(names, shares["share"], strict=True)
    lines = [f"  {name:<{width}} {percent(share):>4}  {'█' * round(share * 40)}".rstrip() for name, share in rows]
    return lines + ([f"  … and {more} more in prominence.csv"] if more else [])


def _places(folder: Path) -> list[str]:
    """Return what lies where in the folder of an article."""
    from framing.storage import read_manifest
    from framing.study import listed

    lines = [
        f"Everything lies in {folder}",
        "  reading.html  the article with voices and frames marked",
        "  article.txt   the text that the offsets in the tables count in",
        "  figures/      pdf, svg, png, the rows behind each, captions",
        "  *.csv         the tables (also as parquet)",
    ]
    if (folder / "notebooks").is_dir():
        old = "notebooks" in listed(read_manifest(folder), "incomplete")
        state = "older than the tables (--notebooks executes them again)" if old else "the executed notebooks"
        lines.append(f"  notebooks/    {state}")
    return lines


@app.command()
def run(
    article: Annotated[str, typer.Argument(help="The article: a .txt or .html file.", show_default=False)],
    *,
    codebook: Annotated[str, typer.Option(help="Name of a shipped codebook, or a .yaml file.")] = "ukraine_war",
    model: Annotated[str, typer.Option(help="'embedded', a Hub name (org/name), or a folder.")] = "embedded",
    revision: Annotated[str | None, typer.Option(help="Revision of a Hub model (a commit, for a paper).")] = None,
    weights: Annotated[
        str | None, typer.Option(help="Its weights: a file, such as onnx/model.onnx, or 'torch'.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="Folder for the results instead of data/processed/<article_id>.")
    ] = None,
    notebooks: Annotated[
        bool, typer.Option("--notebooks", help="Execute the notebooks on the article as well.")
    ] = False,
) -> None:
    """Analyse one article: tables, figures and the marked article (and, with --notebooks, the executed notebooks)."""
    with _sentences():
        from framing.export.article import export_article
        from framing.project import root
        from framing.study import open_study

        study = open_study(
            _file(article),
            codebook=_file(codebook) if codebook.lower().endswith((".yaml", ".yml")) else codebook,
            model=_file(model) if model != "embedded" and Path(model).expanduser().is_dir() else model,
            revision=revision,
            weights=weights,
            folder=None if out is None else _file(str(out)),
            progress=sys.stderr.isatty(),
        )
        chosen = root() / "notebooks" if notebooks else None
        folder = export_article(study, notebooks=chosen, progress=sys.stderr.isatty())
        _print("\n".join([summary(study), "", *_places(folder)]))


if __name__ == "__main__":
    app()
