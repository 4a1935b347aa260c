"""The sentences of a codebook: the rules that they obey, and how a wording becomes a hypothesis.

The field types of the codebook's models are here too; each carries its rule, so that a model is a plain list of fields.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints
from pydantic_core import PydanticCustomError

UNITS = ("turn", "article")
"""What a frame can be asked of: what one voice says until another speaks, and the article as a whole."""

RAISED_WORDING = "The text raises the possibility that {wording}"
FAVOR_WORDINGS = (
    "The speaker supports {target}.",
    "The speaker speaks favorably of {target}.",
    "{target} is in the right.",
)
AGAINST_WORDINGS = (
    "The speaker opposes {target}.",
    "The speaker speaks unfavorably of {target}.",
    "{target} is in the wrong.",
)

_STARTERS = (
    "a an the this that these those some any many most few several all both each every no none other another such more",
    "it its he his she her they their we our you your there here one two three four five",
    "people citizens ordinary women men children families victims workers voters politicians leaders governments",
    "parties parliament experts scientists scholars critics journalists media officials soldiers troops police courts",
    "judges companies businesses employers consumers farmers migrants immigrants refugees protesters countries nations",
    "states society western eastern northern southern foreign local national international public political economic",
    "social military civil",
    "in on at by for from with without after before because if when while since",
    "giving letting helping sending ending stopping starting making taking using keeping leaving invading attacking",
    "fighting negotiating raising cutting banning allowing supporting opposing",
)
SENTENCE_STARTERS = frozenset(word for line in _STARTERS for word in line.split())
"""First words that are written small inside a sentence; any other keeps its capital, because it may be a name."""

_STOPS = (".", "!", "…", "。", "！", "।", "۔")
_CLOSING = "\"'”’»)]"


def raise_wording(wording: str, *, template: str = RAISED_WORDING) -> str:
    """Return the sentence that says of `wording` only that the text raises it.

    The first letter becomes small if the first word is one of :data:`SENTENCE_STARTERS`; nothing else changes.

    Examples
    --------
    >>> raise_wording("The West must act.")
    'The text raises the possibility that the West must act.'
    >>> raise_wording("Putin miscalculated.")
    'The text raises the possibility that Putin miscalculated.'
    """
    first = wording.split(" ", maxsplit=1)[0].rstrip(",")
    within = wording[0].lower() + wording[1:] if first.lower() in SENTENCE_STARTERS else wording
    return template.replace("{wording}", within)


def name_target(wording: str, *, phrase: str) -> str:
    """Return `wording` with `phrase` for ``{target}``, beginning with a capital.

    Examples
    --------
    >>> name_target("{target} is in the right.", phrase="the West")
    'The West is in the right.'
    """
    text = wording.replace("{target}", phrase)
    return text[0].upper() + text[1:]


def rule(sentence: str, *, at: tuple[int | str, ...] | None = None) -> PydanticCustomError:
    """Return an error that says `sentence` of the value that is checked, or of the one that stands at `at`.

    The sentence has no subject: ``codebook_yaml`` puts "wording 2 of frame 'off_ramp'" before it.
    """
    context = {"sentence": sentence}
    return PydanticCustomError("rule", "{sentence}", context if at is None else {**context, "at": at})


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _small_name(text: str) -> str:
    if not (text.isascii() and text.isidentifier() and text == text.lower()):
        raise rule(f"is '{text}'; use lower-case letters, digits and underscores, and begin with a letter")
    return text


def _full_sentence(text: str) -> str:
    if text.endswith(("?", "？")):
        raise rule("is a question; write it as a statement that can be true or false")
    if not text.rstrip(_CLOSING).endswith(_STOPS):
        raise rule("must be a full sentence that ends with a full stop")
    return text


def _no_braces(text: str, *, but: str = "") -> str:
    rest = text.replace(but, "") if but else text
    if "{" in rest or "}" in rest:
        raise rule(f"may hold no braces other than {but}" if but else "must be a plain sentence, without braces")
    return text


def _target_braces(text: str) -> str:
    return _no_braces(text, but="{target}")


def _holds_target(text: str) -> str:
    if "{target}" not in text:
        raise rule("must hold {target}, where the name of each target goes")
    return text


def _holds_wording(text: str) -> str:
    if text.count("{wording}") != 1 or text.startswith("{wording}"):
        raise rule("must hold {wording} once, after its first words")
    return _no_braces(text, but="{wording}")


def _different(wordings: tuple[str, ...]) -> tuple[str, ...]:
    # A sentence that stands twice would count twice in the mean over wordings.
    if len({wording.casefold() for wording in wordings}) < len(wordings):
        raise rule("holds the same sentence twice; keep one of them")
    return wordings


def _each_once(units: tuple[str, ...]) -> tuple[str, ...]:
    if len(set(units)) < len(units):
        raise rule("names a unit twice; keep it once")
    return tuple(unit for unit in UNITS if unit in units)  # their order says nothing


Text = Annotated[str, StringConstraints(strict=True, strip_whitespace=True, min_length=1), AfterValidator(_one_line)]
Notes = Annotated[str, StringConstraints(strict=True, strip_whitespace=True)]
Key = Annotated[Text, AfterValidator(_small_name)]
Probability = Annotated[float, Field(strict=True, ge=0, le=1, allow_inf_nan=False)]
Units = Annotated[tuple[Literal["turn", "article"], ...], Field(min_length=1), AfterValidator(_each_once)]
Sentence = Annotated[Text, AfterValidator(_full_sentence), AfterValidator(_no_braces)]
TargetSentence = Annotated[Text, AfterValidator(_full_sentence), AfterValidator(_target_braces)]
TargetTemplate = Annotated[TargetSentence, AfterValidator(_holds_target)]
RaisedTemplate = Annotated[Text, AfterValidator(_holds_wording)]
Sentences = Annotated[tuple[Sentence, ...], Field(min_length=1), AfterValidator(_different)]
OptionalSentences = Annotated[tuple[Sentence, ...], AfterValidator(_different)]
TargetSentences = Annotated[tuple[TargetSentence, ...], AfterValidator(_different)]
TargetTemplates = Annotated[tuple[TargetTemplate, ...], Field(min_length=1), AfterValidator(_different)]
