"""A study: one or more articles, a codebook, a model, and the tables that follow from them.

Tables are computed when they are first asked for, and kept in ``data/processed/<article_id>/``; opened again with the
same article, codebook, models and version of the package, they are read from there, and no model is loaded.
"""

from __future__ import annotations

import hashlib
import os
import platform
from collections.abc import Iterable
from functools import cached_property
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from framing.article.corrections import (
    corrections_file,
    corrections_sha256,
    corrections_sheet,
    read_corrections,
    write_corrections,
)
from framing.article.download import is_address
from framing.article.furniture import furniture
from framing.article.language import require_english
from framing.article.read import Article, article_table, read_article
from framing.article.segment import Paragraph, count_words, paragraphs, sentences
from framing.errors import FramingError
from framing.frames.codebook import Codebook, load_codebook
from framing.project import resolve, root
from framing.schema import AUTHOR, conform
from framing.show.lettering import percent
from framing.show.tables import VOICES as VOICE_CHOICES
from framing.show.tables import choose, records
from framing.storage import MANIFEST, known, read_manifest, read_table, write_manifest, write_table

if TYPE_CHECKING:
    from framing.models import PairModel, TokenModel
    from framing.show.article import ArticleOverview
    from framing.show.reading import Reading

ARTICLE = ("articles", "furniture", "sentences")
VOICES = ("spans", "attributions", "mentions", "sources", "claims", "turns")
ACTORS = ("actors",)
FRAMES = ("scores", "labels", "uptake", "prominence")
COMPUTED = (VOICES, ACTORS, FRAMES)
"""The tables that are kept, in groups that are computed together; what a group depends on is its key."""
OUTPUTS = ("figures", "reading.html")
"""What every run makes from the tables; out of date when they change (``incomplete`` in ``run.json``)."""
_SOFTWARE = (
    *("framing", "pandas", "numpy", "onnxruntime", "tokenizers", "transformers", "sentencex", "trafilatura"),
    "matplotlib",
)


def source_sha256() -> str:
    """Return one hash over the package's source: other code, other tables."""
    digest = hashlib.sha256()
    here = Path(__file__).parent
    for path in sorted(here.rglob("*.py")):
        if not {"show", "export"} & set(path.relative_to(here).parts):
            digest.update(path.relative_to(here).as_posix().encode() + path.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()


class Study:
    """One or more articles and their tables.

    Every table of :data:`framing.schema.TABLES` is an attribute, all articles in one frame: ``study.turns``,
    ``study.labels``. The one exception is ``articles``: that table is ``study.table("articles")``. Made by
    :func:`open_study`.

    Attributes
    ----------
    articles
        The articles themselves, in the order given.
    codebook
        The codebook.
    """

    def __init__(
        self,
        articles: Iterable[Article],
        *,
        codebook: Codebook,
        model: str = "embedded",
        revision: str | None = None,
        weights: str | None = None,
        folder: Path | None = None,
        progress: bool = False,
    ) -> None:
        self.articles = tuple(articles)
        self.codebook = codebook
        self.progress = progress
        self.model_choice = (model, revision, weights)
        self.codebook_choice = codebook.name
        self.any_language = False
        self._folder = folder
        self._corrections: dict[str, pd.DataFrame] = {}
        self._tables: dict[tuple[str, str], pd.DataFrame] = {}

    def __repr__(self) -> str:
        titles = ", ".join(a.title or a.article_id for a in self.articles[:3])
        return f"Study({titles}{' …' if len(self.articles) > 3 else ''}; codebook {self.codebook.name})"

    # -- what it was made with --------------------------------------------------------------------------------------
    @property
    def article(self) -> Article:
        """The article, if there is just one."""
        if len(self.articles) != 1:
            raise FramingError(
                f"This study has {len(self.articles)} articles; open one by itself, for instance with "
                "open_study(study.articles[0])."
            )
        return self.articles[0]

    def folder(self, article: Article | None = None) -> Path:
        """Return the folder of an article's tables."""
        article = article or self.article
        if self._folder is not None:
            return self._folder
        stated = os.environ.get("FRAMING_FOLDER")  # set by `framing run --notebooks` for the notebooks it executes
        if stated and len(self.articles) == 1:
            return Path(stated)
        return root() / "data" / "processed" / article.article_id

    def corrections(self, article: Article | None = None) -> pd.DataFrame:
        """Return the researcher's corrections of an article, as ``data/corrections/<article_id>.csv`` holds them.

        They are read once, when the first table is asked for.

        Returns
        -------
        pandas.DataFrame
            ``what``, ``start``, ``end`` (characters), ``text``, ``value``, ``note``, ``sha256``.
        """
        article = article or self.article
        if article.article_id not in self._corrections:
            self._corrections[article.article_id] = read_corrections(_corrections_folder(), article)
        return self._corrections[article.article_id]

    @cached_property
    def model(self) -> PairModel:
        """The entailment model, loaded on first use."""
        from framing.models import load_model

        name, revision, weights = self.model_choice
        return load_model(name, revision=revision, weights=weights)

    @cached_property
    def tagger(self) -> TokenModel:
        """The tagger of sources, cues and contents, loaded on first use."""
        from framing.models import load_tagger

        return load_tagger()

    @cached_property
    def _hashes(self) -> dict[str, str]:
        """Hashes that the tables depend on; models are hashed without being loaded."""
        from framing.models.files import find_model

        name, revision, weights = self.model_choice
        entailment = find_model(name, role="entailment", revision=revision, weights=weights)
        return {
            "source": source_sha256(),
            "tagger": find_model("embedded", role="attribution").sha256,
            "model": f"{entailment.sha256} {entailment.weights} {entailment.calibration}",
            "codebook": self.codebook.sha256,
        }

    def _key(self, article: Article, tables: tuple[str, ...]) -> str:
        """Return what a group of tables depends on, as one hash."""
        parts = [article.sha256, article.article_id, self._hashes["source"], self._hashes["tagger"]]
        parts.append(corrections_sha256(self.corrections(article)))
        if tables in (ACTORS, FRAMES):
            parts += [self._hashes["codebook"], *tables]
        if tables == FRAMES:
            parts.append(self._hashes["model"])
        return hashlib.sha256(" ".join(parts).encode()).hexdigest()

    # -- tables -----------------------------------------------------------------------------------------------------
    def table(self, name: str) -> pd.DataFrame:
        """Return the table `name`, all articles in one frame."""
        known(name)
        parts = [self._table(article, name) for article in self.articles]
        return parts[0].copy() if len(parts) == 1 else pd.concat(parts, ignore_index=True)

    def __getattr__(self, name: str) -> pd.DataFrame:
        if name in ARTICLE + sum(COMPUTED, ()):
            return self.table(name)
        raise AttributeError(f"A study has no '{name}'.")

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *ARTICLE, *sum(COMPUTED, ())]

    def _table(self, article: Article, name: str) -> pd.DataFrame:
        """Return one article's table: as computed in this session, as kept in its folder, or computed now and kept."""
        if (article.article_id, name) not in self._tables:
            group = next(g for g in (ARTICLE, *COMPUTED) if name in g)
            folder, key = self.folder(article), ("" if group == ARTICLE else self._key(article, group))
            frames: dict[str, pd.DataFrame] | None = None
            if key and key in listed(read_manifest(folder), "keys"):
                try:
                    frames = {n: read_table(n, folder) for n in group}
                except FramingError:
                    frames = None  # a table was deleted or damaged: compute it again
            if frames is None:
                frames = self._compute(article, group)
                if key:
                    self._keep(article, frames, key)
            self._tables |= {(article.article_id, n): frame for n, frame in frames.items()}
        return self._tables[article.article_id, name]

    def _compute(self, article: Article, group: tuple[str, ...]) -> dict[str, pd.DataFrame]:
        """Compute one group of tables of one article."""
        if group == ARTICLE:
            marked = furniture(article, self.corrections(article))
            parts = paragraphs(article, marked)
            if not parts:
                raise FramingError(
                    f"No line of {article.article_id} is left: all were taken for furniture; write 'keep' beside those "
                    f"that belong to it in {corrections_file(_corrections_folder(), article)}."
                )
            words = sum(count_words(article.text[p.start : p.end]) for p in parts)
            tables = (article_table(article, words=words), marked, sentences(article, parts))
            return dict(zip(ARTICLE, tables, strict=True))
        if group == VOICES:
            return self._compute_voices(article)
        if group == ACTORS:
            return self._compute_actors(article)
        return self._compute_frames(article)

    def _compute_voices(self, article: Article) -> dict[str, pd.DataFrame]:
        from framing.voices.attribution import attribute
        from framing.voices.claims import claims_and_turns
        from framing.voices.sources import resolve as resolve_sources

        marked = self._table(article, "furniture")
        parts = paragraphs(article, marked)
        spans, attributions = attribute(article, parts, self.tagger, breaks=_breaks(parts, marked))
        attributions, mentions, sources = resolve_sources(article, parts, spans, attributions)
        claims, turns = claims_and_turns(article, parts, spans, attributions)
        return dict(zip(VOICES, (spans, attributions, mentions, sources, claims, turns), strict=True))

    def _compute_actors(self, article: Article) -> dict[str, pd.DataFrame]:
        from framing.voices.actors import actors

        parts = paragraphs(article, self._table(article, "furniture"))
        tables = (self._table(article, n) for n in ("mentions", "sources", "claims"))
        return {"actors": actors(article, parts, *tables, targets=self.codebook.targets)}

    def _compute_frames(self, article: Article) -> dict[str, pd.DataFrame]:
        from framing.frames.label import label_turns, score_turns
        from framing.frames.label_article import article_scores, label_articles, score_stretches
        from framing.prominence.composite import composite
        from framing.prominence.uptake import uptake
        from framing.prominence.visibility import visibility
        from framing.prominence.witnesses import opportune, uptake_shares

        turns, claims, sources = (self._table(article, n) for n in ("turns", "claims", "sources"))
        sentences = self._table(article, "sentences")
        options: dict[str, Any] = {"model": self.model, "cache": _cache(), "progress": self.progress}
        scores = score_turns(turns, claims, sources, self.codebook, **options)
        labels = label_turns(scores, turns, claims, self.codebook, **options)
        stretches = score_stretches(sentences, self.codebook, **options)
        whole = label_articles(stretches, claims, self.codebook, **options)
        scores = conform(pd.concat([scores, article_scores(stretches)]), "scores")
        labels = conform(pd.concat([labels, whole]), "labels")
        attributions = self._table(article, "attributions")
        taken = uptake(attributions, self._table(article, "spans"), claims, sources, **options)
        seen = visibility(claims, labels)
        valued = (uptake_shares(taken, attributions, claims), opportune(labels, turns))
        prominence = conform(pd.concat([seen, *valued, composite(seen, self.codebook.weights)]), "prominence")
        return {"scores": scores, "labels": labels, "uptake": taken, "prominence": prominence}

    # -- the folder -------------------------------------------------------------------------------------------------
    def _keep(self, article: Article, frames: dict[str, pd.DataFrame], key: str) -> None:
        """Write tables into the article's folder, ``run.json`` last.

        While they are being written, ``incomplete`` there says so; afterwards, what is older than they are.
        """
        folder = self.folder(article)
        manifest = read_manifest(folder)
        outputs = [*OUTPUTS, *(["notebooks"] if (folder / "notebooks").is_dir() else [])]
        if (folder / MANIFEST).exists():
            write_manifest({**manifest, "incomplete": ["tables", *outputs], "keys": []}, folder)
        for name in ARTICLE:
            write_table(self._table(article, name), name, folder)
        for name, frame in frames.items():
            write_table(frame, name, folder)
        valid = [self._key(article, group) for group in COMPUTED]
        keys = sorted({key, *(k for k in listed(manifest, "keys") if k in valid)})
        missing = [] if set(keys) == set(valid) else ["tables"]
        write_manifest(self.manifest(article) | {"incomplete": [*missing, *outputs], "keys": keys}, folder)

    def manifest(self, article: Article | None = None) -> dict[str, Any]:
        """Return what makes the tables reproducible: article, codebook, models, thresholds, premise and software."""
        article = article or self.article
        from framing.frames.label import PREMISE
        from framing.models.files import find_model
        from framing.prominence.uptake import THRESHOLD

        name, revision, weights = self.model_choice
        entailment = find_model(name, role="entailment", revision=revision, weights=weights)
        tagger = find_model("embedded", role="attribution")
        about = ("article_id", "title", "author", "outlet", "date", "url", "sha256")
        thresholds = {f.key: self.codebook.frame_threshold(f.key) for f in self.codebook.frames}
        stance = {"stance": self.codebook.stance_threshold} if self.codebook.targets else {}
        return {
            "article": {name: getattr(article, name) for name in about},
            "codebook": {
                "name": self.codebook.name,
                "version": self.codebook.version,
                "sha256": self.codebook.sha256,
                "thresholds": thresholds | stance,
            },
            "models": {
                role: {"name": f.name, "revision": f.revision, "weights": f.weights, "sha256": f.sha256}
                for role, f in (("entailment", entailment), ("attribution", tagger))
            },
            "premise": PREMISE,
            "uptake_threshold": THRESHOLD,
            "validated": False,
            "software": {n: version(n) for n in _SOFTWARE} | {"python": platform.python_version()},
            "corrections": self.corrections(article).drop(columns="sha256").to_dict("records"),
            "source_sha256": self._hashes["source"],
        }

    # -- in words ---------------------------------------------------------------------------------------------------
    def shares(self, *, voice: str = "innermost") -> pd.DataFrame:
        """Return who gets the words, largest share first.

        Parameters
        ----------
        voice
            ``innermost`` or ``outermost``: for whom the words of nested quotations count.

        Returns
        -------
        pandas.DataFrame
            One row a source that gets words: ``article_id``, ``source_id``, ``name``, ``type``, ``words``, ``share`` (0
            to 1), ``turns`` and ``directness`` (0 to 1).
        """
        choose(voice, VOICE_CHOICES, "voice")
        rows = self.prominence
        rows = rows[(rows["kind"] == "source") & (rows["voice"] == voice)]
        wide = rows.pivot(index=["article_id", "source_id"], columns="measure", values="value").reset_index()
        joined = self.sources.merge(wide, on=["article_id", "source_id"])
        out = joined[["article_id", "source_id", "name", "type", "words", "share", "turns", "directness"]]
        return out.sort_values(["article_id", "words"], ascending=[True, False], kind="stable").reset_index(drop=True)

    def who_speaks(self) -> str:
        """Return one sentence that says who gets which share of the words of the article."""
        _ = self.article  # shares of several articles do not belong into one sentence
        shares = self.shares()
        named = [f"{'the author' if r.source_id == AUTHOR else r.name} {percent(r.share)}" for r in records(shares)]
        others = f"{len(named) - 5} other{'s' if len(named) > 6 else ''}"
        rest = f", and {others} {percent(shares['share'].iloc[5:].sum())}" if len(named) > 5 else ""
        total = f"{int(shares['words'].sum())} words (without reporting words such as 'he said')"
        return f"Of {total}, {', '.join(named[:5])}{rest}."

    def frames_by_voice(self) -> pd.DataFrame:
        """Return which frames are expressed in whose voice, most words first.

        Frames that are asked of whole articles are in nobody's voice: :meth:`frames_of_articles`.

        Returns
        -------
        pandas.DataFrame
            ``source`` (name), ``frame`` (label), ``commitment``, ``turns`` and ``words`` (of those turns).
        """
        found = self._expressed_by_turns()
        turns = self.turns[["article_id", "turn_id", "words"]].rename(columns={"turn_id": "unit_id"})
        names = self.sources[["article_id", "source_id", "name"]]
        joined = found.merge(turns, on=["article_id", "unit_id"]).merge(names, on=["article_id", "source_id"])
        joined["frame"] = [self.codebook.frame(n).label for n in joined["name_x"]] if len(joined) else []
        out = joined.groupby(["name_y", "frame", "commitment"], sort=False)["words"].agg(["count", "sum"]).reset_index()
        out.columns = pd.Index(["source", "frame", "commitment", "turns", "words"])
        return out.sort_values("words", ascending=False, kind="stable").reset_index(drop=True)

    def frames_of_articles(self) -> pd.DataFrame:
        """Return how far each article as a whole expresses the frames that are asked of articles.

        Returns
        -------
        pandas.DataFrame
            Likeliest first: ``article_id``, ``frame`` (label), ``label`` (expressed or not expressed), ``probability``,
            ``threshold``, ``wording_low`` and ``wording_high`` (0 to 1).
        """
        labels = self.labels
        found = labels[labels["unit"] == "article"]
        found = found.assign(frame=[self.codebook.frame(n).label for n in found["name"]])
        columns = ["article_id", "frame", "label", "probability", "threshold", "wording_low", "wording_high"]
        order = found.sort_values(["article_id", "probability"], ascending=[True, False], kind="stable")
        return order[columns].reset_index(drop=True)

    def _expressed_by_turns(self) -> pd.DataFrame:
        """Return the labels of turns that express a frame."""
        labels = self.labels
        return labels[(labels["unit"] == "turn") & (labels["kind"] == "frame") & (labels["label"] == "expressed")]

    def focus_frame(self) -> str:
        """Return the key of the frame to look at first: most voices take it up, with the most different commitments.

        Where no turn expresses a frame, it is the first that is asked of turns, or the codebook's first if none is.
        """
        found = self._expressed_by_turns()
        frames = self.codebook.frames_of("turn") or self.codebook.frames
        if found.empty:
            return frames[0].key
        ranks = {}
        for place, frame in enumerate(frames):
            own = found[found["name"] == frame.key]
            voices, taken = own["source_id"].nunique(), own[["source_id", "commitment"]].drop_duplicates()
            ranks[frame.key] = (voices, len(taken), len(own), -place)
        return max(ranks, key=lambda key: ranks[key])

    def choose_frame(self, frame: str = "") -> str:
        """Return `frame` if the codebook asks turns for it, else the frame to look at first (:meth:`focus_frame`)."""
        return frame if frame in {f.key for f in self.codebook.frames_of("turn")} else self.focus_frame()

    def stamp(self) -> str:
        """Return what a reader needs to get the same figures: article, codebook, models and software, a line each."""
        lines = [f"article    {a.article_id} (sha256 {a.sha256[:16]})" for a in self.articles]
        manifest = self.manifest(self.articles[0])
        book = manifest["codebook"]
        lines.append(f"codebook   {book['name']} {book['version']} (sha256 {book['sha256'][:16]})")
        for role, model in manifest["models"].items():
            shown = model["name"] if model["revision"] else Path(model["name"]).name
            lines.append(f"{role:<11}{shown} {model['revision'] or ''}".rstrip() + f" (sha256 {model['sha256'][:16]})")
        lines.append("software   " + ", ".join(f"{n} {v}" for n, v in manifest["software"].items()))
        return "\n".join(lines)

    def overview(self) -> ArticleOverview:
        """Return what was read: title, length, first and last paragraph, what was left out and why.

        What is wrong in it is corrected in the table of :meth:`start_corrections`.
        """
        from framing.show.article import article_overview

        return article_overview(self.article, self.furniture, self.corrections())

    def start_corrections(self) -> Path:
        """Write the table in which the researcher corrects the article, unless there is one, and return its path.

        It has a row a line; what is filled into ``value`` counts (``keep``, or a reason to leave the line out) when
        the article is opened again.
        """
        path = corrections_file(_corrections_folder(), self.article)
        if path.exists():
            return path
        return write_corrections(corrections_sheet(self.article, self.furniture), path)

    def reading(self) -> Reading:
        """Return the article with its voices and frames marked; a notebook shows it as it is."""
        from framing.show.reading import reading

        tables = (self.claims, self.turns, self.sources, self.labels, self.furniture)
        return reading(self.article, *tables, self.codebook, attributions=self.attributions)


def listed(manifest: dict[str, Any], name: str) -> list[str]:
    """Return the list under a name in ``run.json``; empty if there is none."""
    found = manifest.get(name)
    return [str(entry) for entry in found] if isinstance(found, list) else []


def _breaks(parts: list[Paragraph], marked: pd.DataFrame) -> set[int]:
    """Return the numbers of paragraphs before which furniture stands."""
    starts = list(marked["start"])
    return {b.number for a, b in pairwise(parts) if any(a.end <= s < b.start for s in starts)}


def _corrections_folder() -> Path:
    """Return where the researcher's corrections lie."""
    return root() / "data" / "corrections"


def _cache() -> Path | None:
    """Return the file that scores are kept in: in the project's data folder, if there is one."""
    folder = root() / "data" / "processed"
    return folder / "scores.sqlite" if folder.is_dir() else None


def open_study(
    *sources: str | Path | Article,
    codebook: str | Path | Codebook = "ukraine_war",
    model: str = "embedded",
    revision: str | None = None,
    weights: str | None = None,
    folder: str | Path | None = None,
    any_language: bool = False,
    progress: bool = False,
) -> Study:
    """Open a study of one or more articles. Nothing is computed until a table is asked for.

    Parameters
    ----------
    *sources
        Files (.txt, .md, .html, .docx, .pdf), web addresses, or articles that were read before. Relative paths are
        taken from the project's root.
    codebook
        Name of a shipped codebook, a file, or a codebook that was loaded before.
    model, revision, weights
        As for :func:`framing.models.load_model`.
    folder
        Where to keep the tables of a single article; ``data/processed/<article_id>/`` if not given.
    any_language
        Go on with articles that are not in English. Nothing was tested on them.
    progress
        Show a progress bar while the model runs.

    Raises
    ------
    FramingError
        If an article cannot be read or is not in English, the codebook is not right, or no article is named.
    """
    if not sources:
        raise FramingError("Name at least one article, such as data/raw/could_putin_lose_this_war.txt.")
    if folder is not None and len(sources) > 1:
        raise FramingError(
            "A folder can hold the tables of one article; leave it out to keep each article's in data/processed/."
        )
    articles = [s if isinstance(s, Article) else read_article(s if is_address(s) else resolve(s)) for s in sources]
    any_language = any_language or bool(os.environ.get("FRAMING_ANY_LANGUAGE"))  # set as FRAMING_FOLDER is
    for article in () if any_language else articles:
        require_english(article.text, name=article.title or article.article_id)
    book = codebook if isinstance(codebook, Codebook) else load_codebook(_codebook_path(codebook))
    local = resolve(model) if model != "embedded" and resolve(model).is_dir() else None
    study = Study(
        articles,
        codebook=book,
        model=str(local) if local is not None else model,
        revision=revision,
        weights=weights,
        folder=None if folder is None else resolve(folder),
        progress=progress,
    )
    study.any_language = any_language
    if not isinstance(codebook, Codebook):
        study.codebook_choice = str(_codebook_path(codebook))
    return study


def _codebook_path(codebook: str | Path) -> str | Path:
    """Return a codebook's name as it is, and a file's path from the project's root."""
    return resolve(codebook) if str(codebook).lower().endswith((".yaml", ".yml")) else codebook
