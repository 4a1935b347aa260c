"""The command line: ``framing run ARTICLE``. Errors are one sentence and exit code 1."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from framing.cli_codebook import app as codebook_app
from framing.terminal import print_text, sentences

if TYPE_CHECKING:
    from framing.study import Study

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)
app.add_typer(codebook_app, name="codebook")


@app.callback()
def main() -> None:
    """Who speaks in a news article, in which frames, and how prominently."""


def _file(name: str) -> str:
    """Return a path given on the command line as an absolute one: it is meant from where the user stands."""
    return str(Path(name).expanduser().resolve())


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
    ]
    about = f"(codebook {study.codebook.name}: {study.codebook.title})"
    if study.codebook.frames_of("turn"):
        frames = study.frames_by_voice()
        found = [f"  {r.frame}: {r.commitment} by {r.source} ({r.words} words)" for r in records(frames.head(15))]
        lines += ["", f"Which frames, in whose voice {about}", *(found or ["  none of the codebook's frames"])]
        if len(frames) > 15:
            lines.append(f"  … and {len(frames) - 15} more in labels.csv")
    if study.codebook.frames_of("article"):
        lines += ["", f"Which frames in the whole article {about}", *_of_article(study)]
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


def _of_article(study: Study) -> list[str]:
    """Return one line a frame that was asked of the article as a whole: its mean over the wordings, and their range."""
    from framing.show.tables import records

    return [
        f"  {r.frame}: {r.label} ({r.probability:.2f}; wordings {r.wording_low:.2f} to {r.wording_high:.2f})"
        for r in records(study.frames_of_articles())
    ]


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
    article: Annotated[
        str,
        typer.Argument(help="The article: a .txt, .md, .html, .docx or .pdf file, or an address.", show_default=False),
    ],
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
    any_language: Annotated[
        bool, typer.Option("--any-language", help="Go on with an article that is not in English (untested).")
    ] = False,
    notebooks: Annotated[
        bool, typer.Option("--notebooks", help="Execute the notebooks on the article as well.")
    ] = False,
) -> None:
    """Analyse one article: tables, figures and the marked article (and, with --notebooks, the executed notebooks)."""
    with sentences():
        from framing.article.download import is_address
        from framing.export.article import export_article
        from framing.project import root
        from framing.study import open_study

        study = open_study(
            article if is_address(article) else _file(article),
            codebook=_file(codebook) if codebook.lower().endswith((".yaml", ".yml")) else codebook,
            model=_file(model) if model != "embedded" and Path(model).expanduser().is_dir() else model,
            revision=revision,
            weights=weights,
            folder=None if out is None else _file(str(out)),
            any_language=any_language,
            progress=sys.stderr.isatty(),
        )
        chosen = root() / "notebooks" if notebooks else None
        folder = export_article(study, notebooks=chosen, progress=sys.stderr.isatty())
        page = [f"The page as downloaded: {study.article.path}"] if is_address(article) and study.article.path else []
        print_text("\n".join([summary(study), "", *_places(folder), *page]))


if __name__ == "__main__":
    app()
