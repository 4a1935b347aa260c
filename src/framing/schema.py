"""The tables: what a row is, which columns it has, in which unit, and what they mean.

Every function of the package that returns a table returns it through :func:`conform`, so that a table has the same
columns in the same order whether it was computed just now, read back from disk, or is empty. The tables do not validate
the *content* of an analysis; :func:`check` looks at structure and at the one invariant that everything rests on:
``article.text[start:end] == row.text``.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from framing.errors import FramingError

AUTHOR = "author"
"""The ``source_id`` of the article's own voice."""

VISIBILITY = ("words", "share", "turns", "first_position", "headline", "lead", "directness")
"""The measures of visibility, in the order in which they are shown."""


@dataclass(frozen=True)
class Column:
    """One column of a table.

    ``kind`` is ``text``, ``integer``, ``number``, ``truth`` (true or false) or ``list`` (a list of strings; a JSON
    string in csv).
    """

    name: str
    kind: str
    meaning: str
    unit: str = ""


@dataclass(frozen=True)
class Table:
    """A table: its name, what one row is, and its columns."""

    name: str
    row: str
    columns: tuple[Column, ...]

    @property
    def names(self) -> list[str]:
        """Column names, in order."""
        return [column.name for column in self.columns]


_ID = Column("article_id", "text", "which article: a readable slug and the first eight digits of its text's sha256")
_START = Column("start", "integer", "where it begins in article.text", "characters")
_END = Column("end", "integer", "where it ends in article.text (exclusive)", "characters")
_TEXT = Column("text", "text", "the words themselves: article.text[start:end]")
_PLACE = (_ID, _START, _END, _TEXT)
_PARAGRAPH = Column("paragraph", "integer", "number of the paragraph, the headline being 0")
_SECTION = Column("section", "text", "headline, lead (the first paragraph of the body) or body")
_WORDS = Column("words", "integer", "length", "words")
_SOURCE = Column("source_id", "text", "whose voice: the innermost source ('author' for the author)")
_OUTER = Column("outer_source_id", "text", "the outermost source: whom the author quotes, where quotations are nested")

TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        Table(
            "articles",
            "an article",
            (
                _ID,
                Column("title", "text", "headline"),
                Column("author", "text", "who wrote it, where the file says so"),
                Column("outlet", "text", "where it was published, where the file says so"),
                Column("date", "text", "date of publication as ISO 8601, where the file says so"),
                Column("url", "text", "address, where the file says so"),
                Column("language", "text", "language as a code: as the file says, else as detected (from 20 words)"),
                Column("words", "integer", "length without furniture", "words"),
                Column("sha256", "text", "hash of article.text: what the offsets belong to"),
            ),
        ),
        Table(
            "furniture",
            "a line that does not belong to the article",
            (
                *_PLACE,
                Column("line", "integer", "number of the line in the text, from 1"),
                Column("reason", "text", "why it is taken for furniture"),
            ),
        ),
        Table(
            "sentences",
            "a sentence",
            (
                *_PLACE,
                _PARAGRAPH,
                _SECTION,
                _WORDS,
                Column("inside_quote", "truth", "every word of it stands inside quotation marks"),
                Column("unbalanced", "truth", "its paragraph has a quotation mark without a partner"),
            ),
        ),
        Table(
            "spans",
            "one stretch of one role of one attribution",
            (
                *_PLACE,
                Column("attribution_id", "text", "the attribution it belongs to"),
                Column("role", "text", "source, cue or content"),
                Column(
                    "part",
                    "integer",
                    "number of the stretch within its role, from 1 (a content can be split around its cue)",
                ),
                Column(
                    "probability",
                    "number",
                    "the tagger's mean probability for the role over the stretch's tokens",
                    "0 to 1",
                ),
            ),
        ),
        Table(
            "attributions",
            "an act of attribution",
            (
                *_PLACE,
                Column("attribution_id", "text", "number of the attribution within the article"),
                Column(
                    "form",
                    "text",
                    "direct (all content in quotation marks or set off as a block quotation), indirect (none) or mixed",
                ),
                Column(
                    "cue", "text", "lemma of the cue verb, or the cue phrase (according to); empty where there is none"
                ),
                Column(
                    "cue_kind",
                    "text",
                    "verb, phrase (according to), adverb (reportedly), colon, block (announces a block quotation), "
                    "continued (no cue of its own: the last speaker goes on) or none",
                ),
                _SOURCE,
                Column("parent_id", "text", "the attribution in whose content this one stands; empty if none"),
                Column(
                    "confidence",
                    "number",
                    "lowest of the tagger's mean probabilities over its spans; halved where the source is a guess",
                    "0 to 1",
                ),
                Column("corrected", "truth", "the researcher changed it"),
            ),
        ),
        Table(
            "mentions",
            "a mention of a source in an attribution",
            (
                *_PLACE,
                Column("attribution_id", "text", "the attribution whose source it is"),
                _SOURCE,
                Column(
                    "reason",
                    "text",
                    "why it is taken for this source: name (first full mention), part of name, abbreviation, title, "
                    "role noun, same words, description (somebody new), introduced (described first, named soon "
                    "after), pronoun",
                ),
            ),
        ),
        Table(
            "sources",
            "a source; the author is one",
            (
                _ID,
                _SOURCE,
                Column("name", "text", "fullest name that the text gives"),
                Column(
                    "type",
                    "text",
                    "kind of source: author, government, politics, military, justice, business, expert, "
                    "civil_society, media, document, citizen or unspecified (the text has no word for it)",
                ),
                Column("type_evidence", "text", "the words of the text that the type rests on"),
                Column("named", "truth", "the text gives a proper name"),
                Column("gender", "text", "female or male where the text says so with a pronoun or a title; else empty"),
            ),
        ),
        Table(
            "claims",
            "a stretch of one voice within one sentence; together they cover every word outside furniture once",
            (
                *_PLACE,
                Column("claim_id", "text", "number of the claim within the article"),
                Column("turn_id", "text", "the turn it belongs to"),
                Column("attribution_id", "text", "the attribution whose content it is; empty for the author"),
                _SOURCE,
                _OUTER,
                _PARAGRAPH,
                _SECTION,
                _WORDS,
                Column("quoted", "truth", "stands in quotation marks or in a block quotation"),
                Column(
                    "reporting", "truth", "source and cue words ('he said'): neither a claim nor the author's opinion"
                ),
            ),
        ),
        Table(
            "turns",
            "a voice's uninterrupted stretch within a paragraph, or a quotation over paragraphs: what is labelled",
            (
                _ID,
                Column("start", "integer", "where its first claim begins in article.text", "characters"),
                Column("end", "integer", "where its last claim ends in article.text", "characters"),
                Column("text", "text", "its claims without reporting words, joined (no slice of the article)"),
                Column("turn_id", "text", "number of the turn within the article"),
                _SOURCE,
                _OUTER,
                _PARAGRAPH,
                _SECTION,
                _WORDS,
                Column("form", "text", "direct, indirect or mixed; author for the author's own turns"),
            ),
        ),
        Table(
            "scores",
            "a unit x a hypothesis",
            (
                _ID,
                Column("unit", "text", "turn or article"),
                Column("unit_id", "text", "which turn; the article_id where the unit is the article"),
                Column("kind", "text", "frame or stance"),
                Column("name", "text", "the frame or the target"),
                Column("reading", "text", "what the hypothesis says of it: asserted, raised, denied; favor, against"),
                Column("wording", "integer", "number of the wording in the codebook, from 1"),
                Column("hypothesis", "text", "the sentence that the model judged"),
                Column(
                    "entailment",
                    "number",
                    "probability that the unit says so; of an article, that the stretch says so that says it best",
                    "0 to 1",
                ),
                Column("neutral", "number", "probability that it leaves it open (0 in two-way models)", "0 to 1"),
                Column(
                    "contradiction",
                    "number",
                    "probability that it says the opposite (not_entailment in two-way models)",
                    "0 to 1",
                ),
                Column("model", "text", "name of the model"),
            ),
        ),
        Table(
            "labels",
            "a unit x a frame or a target",
            (
                _ID,
                Column("unit", "text", "turn or article"),
                Column("unit_id", "text", "which turn; the article_id where the unit is the article"),
                Column("source_id", "text", "whose voice: the turn's innermost source; empty for an article"),
                Column("kind", "text", "frame or stance"),
                Column("name", "text", "the frame or the target"),
                Column(
                    "label", "text", "frame: expressed or not expressed; stance: favor, against, mixed or not expressed"
                ),
                Column(
                    "commitment",
                    "text",
                    "asserted, raised or denied where a turn expresses a frame; else empty (articles are not asked)",
                ),
                Column(
                    "probability",
                    "number",
                    "mean over wordings of the probability that decided the label (of the likeliest reading, "
                    "where none is expressed)",
                    "0 to 1",
                ),
                Column("threshold", "number", "what the probability had to reach", "0 to 1"),
                Column("wording_low", "number", "lowest such probability among the wordings", "0 to 1"),
                Column("wording_high", "number", "highest such probability among the wordings", "0 to 1"),
                Column("evidence", "list", "claim_ids of the claims that carry it, strongest first"),
            ),
        ),
        Table(
            "actors",
            "an actor that is named, quoted or not, or is a source (names are found by rules, not by a model)",
            (
                _ID,
                Column("actor_id", "text", "number of the actor within the article, in order of first mention"),
                Column("target", "text", "the codebook's target that it is; empty if none"),
                Column("name", "text", "the target's label, the source's name, or the fullest form in the text"),
                Column("called", "list", "every form and description met, most frequent first"),
                Column("named", "truth", "the text gives a name (false for sources that are only described)"),
                Column("kind", "text", "person, organisation or place where the text has a word for it; else unknown"),
                Column("side", "text", "side of the codebook's target; empty if it names none"),
                Column(
                    "mentions",
                    "integer",
                    "places where it is named, or described as the source of an attribution; pronouns do not count",
                    "mentions",
                ),
                Column("first", "integer", "where it is mentioned first in article.text", "characters"),
                Column(
                    "quoted",
                    "number",
                    "words whose innermost voice it is, by all words that are not reporting; 0 for the silent",
                    "0 to 1",
                ),
                Column(
                    "source_id",
                    "text",
                    "the source that it is (of several, the one that speaks most); empty for the silent",
                ),
            ),
        ),
        Table(
            "uptake",
            "an attribution by the author (not nested in another), and what the author makes of its words",
            (
                *_PLACE,
                Column("attribution_id", "text", "the attribution"),
                Column("source_id", "text", "whom the author quotes"),
                Column("cue", "text", "lemma of the cue verb, or the cue phrase; empty where there is none"),
                Column(
                    "cue_stance",
                    "text",
                    "endorsing (the cue presents the words as true), neutral, distancing (it casts doubt) or none (no "
                    "cue)",
                ),
                Column("evidence", "text", "the words that the cue's stance rests on, as they stand"),
                Column(
                    "next",
                    "text",
                    "claim_id of the author's next claim in the same or the next paragraph; empty if there is none",
                ),
                Column(
                    "uptake",
                    "text",
                    "what that claim says of the words: endorsed (they are so), rebutted (they are not) or reported "
                    "(neither)",
                ),
                Column(
                    "reason",
                    "text",
                    "what the uptake rests on: marker (an opening such as 'That is true'), entailment or contradiction "
                    "(by the model), or none",
                ),
                Column(
                    "probability",
                    "number",
                    "the model's higher probability of entailment and contradiction; empty where it was not asked",
                    "0 to 1",
                ),
            ),
        ),
        Table(
            "prominence",
            "a source, frame or pair x a measure",
            (
                _ID,
                Column("kind", "text", "source, frame, source x frame, or article (all its sources together)"),
                Column("voice", "text", "innermost or outermost: which voice the words were counted for"),
                Column("source_id", "text", "the source; empty where the row is about a frame or the article"),
                Column("frame", "text", "the frame; empty where the row is about a source or the article"),
                Column(
                    "measure",
                    "text",
                    "visibility: words; share (words by all words that are not reporting); turns; first_position "
                    "(words before it by all words); headline, lead (words there); directness (words in quotation "
                    "marks or block quotations by its words); composite (only with weights in the codebook). "
                    "Uptake, as shares of the source's quoted words: endorsing, distancing (by the cue); endorsed, "
                    "rebutted (by the author's next sentence). opportune: of its words in turns that assert or deny "
                    "a frame on which the author takes a side, the share on the author's side",
                ),
                Column("value", "number", "its value"),
                Column("unit", "text", "what the value counts"),
                Column("n", "integer", "number of turns behind it (of attributions, for uptake)"),
            ),
        ),
    )
}

_DTYPES = {"text": "str", "integer": "int64", "number": "float64", "truth": "bool", "list": "object"}


def known(name: str) -> str:
    """Return `name` if it is the name of a table; say which there are if not."""
    if name not in TABLES:
        raise FramingError(f"There is no table '{name}'; choose one of {', '.join(TABLES)}.")
    return name


def empty(name: str) -> pd.DataFrame:
    """Return the table `name` without rows, with every column and its dtype."""
    return pd.DataFrame({c.name: pd.Series(dtype=_DTYPES[c.kind]) for c in TABLES[known(name)].columns})


def conform(rows: pd.DataFrame | list[dict[str, Any]], name: str) -> pd.DataFrame:
    """Return `rows` as the table `name`: its columns in order, its dtypes, a fresh index.

    Missing text becomes an empty string, a missing list an empty one. Columns that the table does not have are dropped.

    Raises
    ------
    FramingError
        If the name is unknown, a column is missing, or a value is not of its column's kind.
    """
    frame = pd.DataFrame(rows)
    if frame.empty:
        return empty(name)
    columns = _columns(frame, name)
    return pd.DataFrame({column.name: _values(frame[column.name], column, name) for column in columns})


def _columns(frame: pd.DataFrame, name: str) -> tuple[Column, ...]:
    """Return the columns of the table `name`, all of which `frame` has."""
    table = TABLES[known(name)]
    missing = [n for n in table.names if n not in frame.columns]
    if missing:
        raise FramingError(
            f"The table '{name}' lacks the column {', '.join(missing)}; it needs {', '.join(table.names)}."
        )
    return table.columns


def _values(values: pd.Series[Any], column: Column, name: str) -> pd.Series[Any]:
    """Return the values of one column in its dtype."""
    values = values.reset_index(drop=True)
    if column.kind == "text":
        return values.astype("object").where(values.notna(), "").astype("str")
    plain = values.tolist()
    if column.kind == "list":
        lists = [[] if _is_missing(v) else v for v in plain]
        wrong = next((v for v in lists if isinstance(v, str) or not isinstance(v, Iterable)), None)
        if wrong is None:
            return pd.Series([list(v) for v in lists], dtype="object")
    elif column.kind == "truth":
        wrong = next((v for v in plain if v is not True and v is not False), "")
        if wrong == "":
            return values.astype("bool")
    else:
        try:
            return values.astype("int64" if column.kind == "integer" else "float64")
        except (ValueError, TypeError):
            wrong = next((v for v in plain if isinstance(v, str) or _is_missing(v)), plain[0])
    raise FramingError(f"Column '{column.name}' of the table '{name}' holds {wrong!r}, which is no {column.kind}.")


def _is_missing(value: object) -> bool:
    """Tell whether a value is None or NaN."""
    return value is None or value is pd.NA or (isinstance(value, float) and math.isnan(value))


def check(frame: pd.DataFrame, name: str, *, text: str | None = None) -> pd.DataFrame:
    """Return `frame` unchanged if it is a well-formed table `name`; say what is wrong if not.

    Parameters
    ----------
    frame
        The table.
    name
        Its name in :data:`TABLES`.
    text
        The article's text, for the table of one article: then every row's ``text`` must be the slice
        ``text[start:end]`` (turns excepted).

    Raises
    ------
    FramingError
        If the name is unknown, a column is missing or has another dtype, or an offset does not hold.
    """
    columns = _columns(frame, name)
    for column in columns:
        found = str(frame[column.name].dtype)
        if found != _DTYPES[column.kind] and len(frame):
            raise FramingError(
                f"Column '{column.name}' of the table '{name}' holds {found}, not {_DTYPES[column.kind]} "
                f"({column.kind}); pass the table through framing.schema.conform."
            )
    if text is not None and _START in columns and name != "turns":
        for start, end, words in zip(frame["start"], frame["end"], frame["text"], strict=True):
            if not 0 <= start <= end <= len(text) or text[start:end] != words:
                raise FramingError(
                    f"A row of '{name}' at {start}:{end} does not match the article: it belongs to another "
                    "version of the text; run again from the article."
                )
    return frame


def dictionary() -> str:
    """Return the data dictionary as Markdown: tables, what a row is, columns with kind, unit and meaning."""
    parts = [
        "# The tables",
        "Every table is written as csv (utf-8 with byte order mark, so that Excel shows letters right; "
        "lists as JSON strings) and as parquet.\n"
        "Offsets (`start`, `end`) are positions in the article's text, counted in characters from 0, "
        "`end` not included; that text is `article.txt` beside the tables. A row's words are `text[start:end]` in "
        "Python, "
        "`substr(text, start + 1, end)` in R.\n"
        "They belong to the text whose sha256 stands in `articles`. This page is made from "
        "`src/framing/schema.py` and held to it by a test.",
    ]
    for table in TABLES.values():
        rows = "\n".join(f"| `{c.name}` | {c.kind} | {c.unit} | {c.meaning} |" for c in table.columns)
        parts.append(
            f"## {table.name}\nA row is {table.row}.\n\n| column | kind | unit | meaning |\n|---|---|---|---|\n{rows}"
        )
    return "\n\n".join(parts) + "\n"
