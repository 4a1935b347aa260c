"""The codebook: which frames and targets are looked for, and the sentences by which they are recognised.

A codebook is a YAML file that a researcher writes, cites and publishes. It does not label anything: it turns into a
table of hypotheses (:meth:`Codebook.hypotheses`) that a model judges against what a voice says.

A frame's function follows Entman, R. M. (1993), Framing: Toward clarification of a fractured paradigm, Journal of
Communication 43(4), 51-58: it defines a problem, names a cause, judges morally, or suggests a remedy.
"""

from __future__ import annotations

import difflib
import hashlib
import json
import os
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Annotated, Literal, Self, TypeVar

import pandas as pd
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from framing.errors import FramingError
from framing.frames import codebook_wording as wording
from framing.frames.codebook_weights import Weights
from framing.frames.codebook_wording import Key, Notes, Probability, Text, rule
from framing.frames.codebook_yaml import complaint, read_yaml


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Frame(_Model):
    """A frame: what it means, and the sentences that are true by the words of a voice that expresses it.

    ``units`` says what it is asked of, where that is not what the codebook's ``units`` say.
    """

    key: Key
    label: Text
    level: Literal["generic", "issue"]
    function: Literal["problem", "cause", "moral", "remedy"] | None = None
    units: wording.Units | None = None
    definition: Text
    wordings: wording.Sentences
    near_miss: Text
    threshold: Probability | None = None
    denied_wordings: wording.OptionalSentences = ()
    source: Notes = ""
    notes: Notes = ""


class Target(_Model):
    """A target of stance: the names it goes by, and the sentences that hold when a voice is for or against it.

    ``phrase`` is how the target is written within a sentence, where the label does not fit there ("the Russian
    government"). Without sentences of its own, a target takes the codebook's ``stance_wordings``.
    """

    key: Key
    label: Text
    phrase: Notes = ""
    aliases: tuple[Text, ...] = ()
    side: Notes = ""
    favor: wording.TargetSentences = ()
    against: wording.TargetSentences = ()
    notes: Notes = ""


class StanceWordings(_Model):
    """Sentences for and against any target, with ``{target}`` where its name goes."""

    favor: wording.TargetTemplates = wording.FAVOR_WORDINGS
    against: wording.TargetTemplates = wording.AGAINST_WORDINGS


_Entry = TypeVar("_Entry", Frame, Target)
_TARGETS = ("targets",)
_HYPOTHESES = {"kind": "str", "name": "str", "reading": "str", "wording": "int64", "hypothesis": "str"}


class Codebook(_Model):
    """Frames and targets with their wordings and thresholds; read one with :func:`load_codebook`.

    ``units`` says what the frames are asked of: turns, whole articles or both. Targets are optional: without any, no
    stance is asked for. A stance is a voice's, so that targets need turns.
    """

    name: Key
    title: Text
    description: Text
    version: Text
    language: Text = "en"
    source: Notes = ""
    units: wording.Units = ("turn",)
    threshold: Probability
    stance_threshold: Probability | None = None
    raised_wording: wording.RaisedTemplate = wording.RAISED_WORDING
    stance_wordings: StanceWordings = StanceWordings()
    frames: Annotated[tuple[Frame, ...], Field(min_length=1)]
    targets: tuple[Target, ...] = ()
    weights: Weights
    notes: Notes = ""

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        for block, keys in (("frames", [f.key for f in self.frames]), ("targets", [t.key for t in self.targets])):
            for i, key in enumerate(keys):
                if key in keys[:i]:
                    raise rule(f"is used twice; give each of the {block} a key of its own", at=(block, i, "key"))
        owners: dict[str, str] = {}
        for i, target in enumerate(self.targets):
            for j, alias in enumerate(target.aliases):
                # A name that stands for two targets would be counted for both.
                if (owner := owners.setdefault(alias.casefold(), target.key)) != target.key:
                    what = f"('{alias}') stands under target '{owner}' too; keep it under one of them"
                    raise rule(what, at=("targets", i, "aliases", j))
        if self.targets and "turn" not in self.units:
            raise rule(
                "need turn among the 'units', since a stance is a voice's; add it, or delete the targets", at=_TARGETS
            )
        if self.targets and self.stance_threshold is None:
            raise rule("need a 'stance_threshold'; add one beside 'threshold', a number from 0 to 1", at=_TARGETS)
        if self.language != "en":
            raised = ["raised_wording"] if self.frames_of("turn") else []
            for field in (*raised, *(["stance_wordings"] if self.targets else [])):
                if field not in self.model_fields_set:
                    raise rule(f"is '{self.language}', so write '{field}' in that language too", at=("language",))
        return self

    def __hash__(self) -> int:
        return hash(self.sha256)

    def frame(self, key: str) -> Frame:
        """Return the frame with this key."""
        return _find(key, self.frames, "frame", self.name)

    def target(self, key: str) -> Target:
        """Return the target with this key."""
        return _find(key, self.targets, "target", self.name)

    def frame_threshold(self, key: str) -> float:
        """Return what a probability must reach for this frame: its own threshold, or else the codebook's."""
        own = self.frame(key).threshold
        return self.threshold if own is None else own

    def frame_units(self, key: str) -> tuple[str, ...]:
        """Return what this frame is asked of (turn, article): its own units, or else the codebook's."""
        return self.frame(key).units or self.units

    def frames_of(self, unit: str) -> tuple[Frame, ...]:
        """Return the frames that are asked of turns, or of articles."""
        if unit not in wording.UNITS:
            raise FramingError(f"Nothing is asked of a unit '{unit}'; choose one of {', '.join(wording.UNITS)}.")
        return tuple(frame for frame in self.frames if unit in (frame.units or self.units))

    def hypotheses(self, *, unit: str = "turn") -> pd.DataFrame:
        """Return every sentence that a model has to judge of a turn, or of an article.

        An article as a whole is asked for frames alone, and only whether they are there: some question, "could" and
        "not" stand in nearly every article, and a stance is a voice's.

        Parameters
        ----------
        unit
            ``turn`` or ``article``.

        Returns
        -------
        pandas.DataFrame
            One row a sentence: ``kind`` (frame, stance), ``name`` (key of the frame or target), ``reading`` (asserted,
            raised, and denied where the frame has wordings for it; favor, against), ``wording`` (its number within the
            reading, from 1) and ``hypothesis`` (the sentence).
        """
        readings: list[tuple[str, str, str, list[str]]] = []
        for frame in self.frames_of(unit):
            if unit == "article":
                readings.append(("frame", frame.key, "asserted", list(frame.wordings)))
                continue
            raised = [wording.raise_wording(w, template=self.raised_wording) for w in frame.wordings]
            readings += [
                ("frame", frame.key, "asserted", list(frame.wordings)),
                ("frame", frame.key, "raised", raised),
                ("frame", frame.key, "denied", list(frame.denied_wordings)),
            ]
        for target in self.targets if unit == "turn" else ():
            phrase = target.phrase or target.label
            for reading, sentences in (
                ("favor", target.favor or self.stance_wordings.favor),
                ("against", target.against or self.stance_wordings.against),
            ):
                named = [wording.name_target(w, phrase=phrase) for w in sentences]
                readings.append(("stance", target.key, reading, named))
        rows = [
            (kind, name, reading, number, sentence)
            for kind, name, reading, sentences in readings
            for number, sentence in enumerate(sentences, start=1)
        ]
        return pd.DataFrame(rows, columns=list(_HYPOTHESES)).astype(_HYPOTHESES)

    @property
    def sha256(self) -> str:
        """Hash of what the codebook says: comments, layout and order of keys do not count, order of wordings does."""
        said = self.model_dump(mode="json")
        # a key that the format got later counts only where it is used: codebooks without it keep their hash
        for block, default in ((said, ["turn"]), *((frame, None) for frame in said["frames"])):
            if block["units"] == default:
                del block["units"]
        if not self.weights:
            del said["weights"]
        content = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
        return hashlib.sha256(content.encode("ascii")).hexdigest()


def codebooks() -> list[str]:
    """Return the names of the codebooks that come with the package."""
    return sorted(file.name.removesuffix(".yaml") for file in _shipped().iterdir() if file.name.endswith(".yaml"))


def load_codebook(name_or_path: str | os.PathLike[str]) -> Codebook:
    """Return a codebook that comes with the package, by its name, or one of your own, by the path of its file.

    Parameters
    ----------
    name_or_path
        A name out of :func:`codebooks`, or a path that ends in .yaml or .yml.

    Raises
    ------
    FramingError
        If there is no such codebook, or its file does not hold one; then the message names file, line and key.
    """
    text, where = codebook_text(name_or_path)
    return parse_codebook(text, where=where)


def codebook_text(name_or_path: str | os.PathLike[str]) -> tuple[str, str]:
    """Return the YAML of a codebook as it stands in its file, with comments, and the file's name.

    Parameters and errors are those of :func:`load_codebook`, but what the text holds is not looked at.
    """
    given = os.fspath(name_or_path)
    names = codebooks()
    if given in names:
        return (_shipped() / f"{given}.yaml").read_text(encoding="utf-8"), f"{given}.yaml"
    path = Path(given)
    if path.suffix.lower() not in {".yaml", ".yml"}:
        if path.is_file():
            raise FramingError(f"{path.name} is no YAML file; save the codebook under a name that ends in .yaml.")
        close = difflib.get_close_matches(given, names, n=1)
        hint = f"perhaps you mean '{close[0]}'; " if close else ""
        choice = f"choose one of {', '.join(names)}, or give the path of a .yaml file"
        raise FramingError(f"There is no codebook '{given}'; {hint}{choice}.")
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise FramingError(f"{path.name} is not saved as UTF-8; save it again with the encoding UTF-8.") from None
    except OSError as error:
        hint = f"; the codebook '{path.stem}' comes with the package: leave .yaml out" if path.stem in names else ""
        why = error.strerror or str(error)
        raise FramingError(f"The codebook {path} cannot be read ({why}); check the path{hint}.") from None
    return text, path.name


def parse_codebook(text: str, *, where: str = "codebook") -> Codebook:
    """Return the codebook that a YAML text holds.

    Parameters
    ----------
    text
        The YAML.
    where
        What error messages call it, such as the name of its file.

    Raises
    ------
    FramingError
        If it is not a codebook; the message names `where`, line and key.
    """
    data, tree = read_yaml(text, where=where)
    try:
        return Codebook.model_validate(data)
    except ValidationError as error:
        keys = {
            "": list(Codebook.model_fields),
            "frames": list(Frame.model_fields),
            "targets": list(Target.model_fields),
            "stance_wordings": list(StanceWordings.model_fields),
        }
        errors = error.errors(include_url=False)
        raise FramingError(complaint(errors, data=data, tree=tree, where=where, keys=keys)) from None


def _find(key: str, entries: tuple[_Entry, ...], noun: str, book: str) -> _Entry:
    for entry in entries:
        if entry.key == key:
            return entry
    valid = ", ".join(entry.key for entry in entries)
    advice = f"choose one of {valid}" if valid else f"it names no {noun}s"
    raise FramingError(f"The codebook '{book}' has no {noun} '{key}'; {advice}.")


def _shipped() -> Traversable:
    return resources.files("framing.frames") / "codebooks"
