"""Everything of one article into its folder: tables, figures with captions, the marked article, executed notebooks.

``run.json`` comes last.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
from tqdm.auto import tqdm

from framing.errors import FramingError
from framing.export.figures import export_figures
from framing.export.methods import UNLABELLED, alt_text, caption
from framing.prominence.composite import weights_note
from framing.prominence.uptake import THRESHOLD
from framing.storage import read_manifest, replace_file, write_manifest
from framing.study import ARTICLE, COMPUTED, OUTPUTS, Study, listed

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from framing.frames.codebook import Codebook

Drawing = tuple["Callable[[], Axes]", pd.DataFrame]


def figures_of(study: Study, *, frame: str | None = None, width: str = "double") -> dict[str, Drawing]:
    """Return the figures of an article by name: a function that draws it, and the rows behind it.

    Stances have a figure where the codebook names targets; visibility has a composite where it gives weights.

    Parameters
    ----------
    study
        A study of one article.
    frame
        The frame of ``frame_voices``; the study's :meth:`~framing.study.Study.focus_frame` if not given.
    width
        ``single`` (3.25 in) or ``double`` (6.75 in).
    """
    from framing.show.plot.frame_ranges import plot_frame_ranges, ranges_by_frame
    from framing.show.plot.frame_voices import frame_by_voice, plot_frame_voices
    from framing.show.plot.measure_rows import SHOWN, measures_by_source
    from framing.show.plot.source_frame import frames_by_source, plot_source_frame
    from framing.show.plot.stance_rows import stances_by_voice
    from framing.show.plot.stance_voices import plot_stances
    from framing.show.plot.uptake import plot_uptake, uptake_by_source
    from framing.show.plot.visibility_measures import plot_measures
    from framing.show.plot.words import plot_words, words_by_source
    from framing.show.plot.xray import plot_xray
    from framing.show.plot.xray_rows import xray_rows

    claims, sources, labels, turns, book = study.claims, study.sources, study.labels, study.turns, study.codebook
    prominence, uptake, attributions = study.prominence, study.uptake, study.attributions
    measures = (*SHOWN, "composite") if book.weights else SHOWN
    key = frame or study.focus_frame()
    figures: dict[str, Drawing] = {
        "words": (lambda: plot_words(claims, sources, width=width), words_by_source(claims, sources)),
        "xray": (
            lambda: plot_xray(claims, sources, labels, turns, codebook=book, width=width),
            xray_rows(claims, sources, labels, turns, codebook=book),
        ),
        "source_frame": (
            lambda: plot_source_frame(labels, turns, sources, codebook=book, width=width),
            frames_by_source(labels, turns, sources, codebook=book),
        ),
        "frame_voices": (
            lambda: plot_frame_voices(labels, turns, claims, sources, frame=key, codebook=book, width=width),
            frame_by_voice(labels, turns, claims, sources, frame=key, codebook=book),
        ),
        "frame_ranges": (
            lambda: plot_frame_ranges(labels, turns, sources, codebook=book, width=width),
            ranges_by_frame(labels, turns, sources, codebook=book),
        ),
        "measures": (
            lambda: plot_measures(prominence, sources, measures=measures, width=width),
            measures_by_source(prominence, sources, measures=measures),
        ),
        "uptake": (
            lambda: plot_uptake(uptake, attributions, claims, sources, width=width),
            uptake_by_source(uptake, attributions, claims, sources),
        ),
    }
    if book.targets:
        figures["stances"] = (
            lambda: plot_stances(labels, turns, sources, codebook=book, width=width),
            stances_by_voice(labels, turns, sources, codebook=book),
        )
    return figures


def captions_of(study: Study, figures: dict[str, Drawing]) -> dict[str, tuple[str, str]]:
    """Return caption and alt text of every figure, with N, model, threshold and number of wordings."""
    claims = study.claims[~study.claims["reporting"]]
    models = study.manifest()["models"]
    out = {}
    for name, (_, rows) in figures.items():
        model = models["attribution" if name in UNLABELLED else "entailment"]
        thresholds, wordings = _asked(study.codebook, name)
        text = caption(
            name,
            n_words=int(claims["words"].sum()),
            n_turns=len(study.turns),
            n_voices=int(claims["source_id"].nunique()),
            model=_model_name(model),
            threshold=(min(thresholds), max(thresholds)) if thresholds else None,
            wordings=(min(wordings), max(wordings)) if wordings else 0,
        )
        if name == "frame_voices" and thresholds:
            text = f"The frame: {study.codebook.frame(study.focus_frame()).label}, which most voices take up. {text}"
        if name == "measures":
            text = f"{text} {weights_note(study.codebook.weights)}".rstrip()
        out[name] = (text, alt_text(name, rows))
    return out


def _asked(codebook: Codebook, figure: str) -> tuple[list[float], list[int]]:
    """Return the thresholds of what a figure shows, and how many wordings each reading has."""
    if figure == "uptake":
        return [THRESHOLD], []
    if figure != "stances":
        frames = codebook.frames_of("turn")
        return [codebook.frame_threshold(f.key) for f in frames], [len(f.wordings) for f in frames]
    sentences = codebook.hypotheses()
    counts = sentences[sentences["kind"] == "stance"].groupby(["name", "reading"]).size()
    return [codebook.stance_threshold or 0.0], [int(n) for n in counts] or [0]


def _model_name(model: dict[str, Any]) -> str:
    """Return a model's name as a caption gives it: with its revision, or the beginning of its hash."""
    name = Path(model["name"]).name if model["revision"] is None else model["name"]
    shown = "framing's embedded model" if model["name"] == "embedded" else name
    return f"{shown} ({model['revision'] or model['sha256'][:8]})"


def _captions_page(captions: dict[str, tuple[str, str]]) -> bytes:
    """Return the captions and alt texts as a Markdown page."""
    parts = [f"## {name}\n\n{text}\n\nAlt text: {alt}\n" for name, (text, alt) in captions.items()]
    return ("# Captions and alt texts\n\n" + "\n".join(parts)).encode("utf-8")


def export_article(study: Study, *, notebooks: Path | None = None, progress: bool = False) -> Path:
    """Write everything of a study of one article into its folder and return the folder.

    All tables are computed before the first figure is written. Files are replaced one by one; while that goes on, and
    if it is broken off, ``incomplete`` in ``run.json`` names what is older than the tables. It is empty when all is
    done.

    Parameters
    ----------
    study
        A study of one article.
    notebooks
        A folder of notebooks to execute on the article as well; the executed ones go into ``notebooks/``.
    progress
        Show progress bars.

    Raises
    ------
    FramingError
        If the folder cannot be written to, a file is open in another program, or a notebook fails.
    """
    folder = study.folder()
    _check_writable(folder)
    found = [] if notebooks is None else _find_notebooks(study, notebooks)
    for name in (*ARTICLE, *sum(COMPUTED, ())):
        study.table(name)
    manifest = study.manifest() | read_manifest(folder)
    old = "notebooks" in listed(manifest, "incomplete") and (folder / "notebooks").is_dir()
    todo = ["notebooks"] if found or old else []
    figures = figures_of(study)
    captions = captions_of(study, figures)
    page = study.reading().page().encode("utf-8")
    write_manifest({**manifest, "incomplete": [*OUTPUTS, *todo]}, folder)
    export_figures(figures, folder / "figures")
    replace_file(folder / "figures" / "captions.md", _captions_page(captions))
    replace_file(folder / "reading.html", page)
    replace_file(folder / "article.txt", study.article.text.encode("utf-8"))
    written = {name: {"caption": c, "alt": a} for name, (c, a) in captions.items()}
    write_manifest({**manifest, "incomplete": todo, "figures": written}, folder)
    if found:
        execute_notebooks(study, found, progress=progress)
        write_manifest({**manifest, "incomplete": [], "figures": written}, folder)
    return folder


def _check_writable(folder: Path) -> None:
    """Say that a folder cannot be written to before anything is computed."""
    there = next(place for place in (folder, *folder.parents) if os.path.exists(place))
    if not there.is_dir() or not os.access(there, os.W_OK):
        why = "you may not write there" if there.is_dir() else f"{there} is a file"
        raise FramingError(f"{folder} cannot be written to ({why}); choose another folder with --out.")


def _find_notebooks(study: Study, folder: Path) -> list[Path]:
    """Return the notebooks of a folder, in their order, if they can be executed on the study's article."""
    found = sorted(folder.glob("[0-9]*.ipynb"))
    if not found:
        raise FramingError(
            f"There are no notebooks in {folder}; run from the project's folder, or without --notebooks."
        )
    if not study.article.path:
        raise FramingError("Notebooks are executed on an article in a file; save the text into data/raw/ first.")
    return found


@contextmanager
def _environment(**values: str) -> Iterator[None]:
    """Set environment variables for the kernels that are started inside, and restore them."""
    before = {k: os.environ.get(k) for k in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for k, v in before.items():
            if v is None:
                os.environ.pop(k, None)
            else:
                os.environ[k] = v


def execute_notebooks(study: Study, notebooks: list[Path], *, progress: bool = False) -> list[Path]:
    """Execute notebooks on the study's article, each in its folder as JupyterLab does, and return the executed files.

    Raises
    ------
    FramingError
        If a cell fails, or the kernel cannot be started or dies: the message names the notebook and the error.
    """
    import papermill
    from jupyter_client.kernelspec import NoSuchKernel
    from nbclient.exceptions import DeadKernelError
    from papermill.exceptions import PapermillExecutionError

    model, revision, weights = study.model_choice
    parameters = {
        "article": str(Path(study.article.path).resolve()),
        "codebook": study.codebook_choice,
        **{"model": model, "revision": revision, "weights": weights},
    }
    target = study.folder() / "notebooks"
    target.mkdir(parents=True, exist_ok=True)
    out = []
    set_by_run = {"FRAMING_FOLDER": str(study.folder().resolve()), "FRAMING_ANY_LANGUAGE": "1" * study.any_language}
    with _environment(**set_by_run, PYDEVD_DISABLE_FILE_VALIDATION="1"):
        for path in tqdm(notebooks, desc="notebooks", unit="notebook", disable=not progress):
            part = target / f".{path.stem}.part.ipynb"
            try:
                papermill.execute_notebook(
                    str(path),
                    str(part),
                    parameters=parameters,
                    cwd=str(path.parent),
                    progress_bar=False,
                    log_output=False,
                    kernel_name="python3",
                    extra_arguments=["--log-level=ERROR"],
                )
                out.append(replace_file(target / path.name, part.read_bytes()))
            except PapermillExecutionError as error:
                why = str(error.evalue).partition("\n")[0]
                raise FramingError(f"{path.name} stopped at cell {error.exec_count}: {error.ename}: {why}") from error
            except NoSuchKernel as error:
                raise FramingError("There is no Jupyter kernel 'python3'; install ipykernel and run again.") from error
            except DeadKernelError as error:
                raise FramingError(f"The kernel died in {path.name}, perhaps for want of memory; run again.") from error
            finally:
                part.unlink(missing_ok=True)
    return out
