"""The researcher's table of corrections of one article: its form, how it is begun, read and checked.

It is a csv, ``data/corrections/<article_id>.csv``, and survives every rerun. A row corrects one place of the text; one
without a value corrects nothing. Here stands what all rows share, and the corrections of furniture: which lines belong
to the article after all (``keep``), and which do not (a reason).
"""

from __future__ import annotations

import hashlib
import warnings
from io import StringIO
from pathlib import Path
from typing import Any

import pandas as pd

from framing.article.decoding import decode
from framing.article.front_matter import front_matter
from framing.article.lines import line_spans
from framing.article.read import Article
from framing.errors import FramingError
from framing.storage import as_csv, replace_file

COLUMNS = ("what", "start", "end", "text", "value", "note", "sha256")
"""what is corrected; where (characters of article.text); the words there; the value instead; a note for people; hash of
the text that the places belong to."""
FURNITURE = "furniture"
KEEP = "keep"
KINDS = (FURNITURE,)
"""What can be corrected."""


class OtherTextWarning(UserWarning):
    """There are corrections of another version of the article's text, which are not applied to this one."""


def empty_corrections() -> pd.DataFrame:
    """Return the table without rows."""
    whole = {"start", "end"}
    return pd.DataFrame({c: pd.Series(dtype="int64" if c in whole else "str") for c in COLUMNS})


def corrections_file(folder: Path, article: Article) -> Path:
    """Return where the corrections of an article lie in a folder."""
    return folder / f"{article.article_id}.csv"


def corrections_sheet(article: Article, furniture: pd.DataFrame) -> pd.DataFrame:
    """Return a table to fill in: a row a line of the text, its value empty, its note saying what it is taken for.

    A reason in ``value`` (``photo caption``) makes the line furniture, ``keep`` makes it part of the article.
    """
    text = article.text
    matter, _ = front_matter(text)
    reasons = dict(zip(furniture["start"], furniture["reason"], strict=True))
    rows = [
        {"what": FURNITURE, "start": start, "end": end, "text": text[start:end], "value": ""}
        | {"note": f"now: {reasons.get(start, 'article')}", "sha256": article.sha256}
        for start, end in line_spans(text, matter)
        if text[start:end].strip()
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def write_corrections(corrections: pd.DataFrame, path: Path) -> Path:
    """Write a table of corrections as csv that Excel opens with its letters right."""
    return replace_file(path, as_csv(corrections[list(COLUMNS)]))


def read_corrections(folder: Path, article: Article) -> pd.DataFrame:
    """Return the corrections of an article that a folder holds: the rows with a value, checked.

    Commas, semicolons and tabs may stand between the cells: Excel writes what its language prefers.

    Warns
    -----
    OtherTextWarning
        If there are none for this text, but for another version of it.

    Raises
    ------
    FramingError
        If the table cannot be read, lacks a column, belongs to another text, or a row does not fit the text.
    """
    path = corrections_file(folder, article)
    if not path.is_file():
        others = sorted(folder.glob(f"{article.article_id[:-8]}{'[0-9a-f]' * 8}.csv"))
        if others:
            warnings.warn(
                f"{others[0].name} in {folder} corrects another version of this article's text; it is not applied to "
                f"{article.article_id}.",
                OtherTextWarning,
                stacklevel=2,
            )
        return empty_corrections()
    try:
        text = decode(path.read_bytes(), name=path.name)
        separator = max(",;\t", key=text.split("\n", 1)[0].count)
        table = pd.read_csv(StringIO(text), sep=separator, dtype="str", keep_default_na=False)
    except (OSError, pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        raise FramingError(f"{path} cannot be read as a table; save it as csv again.") from error
    return check_corrections(table, article, name=path.name)


def check_corrections(table: pd.DataFrame, article: Article, *, name: str) -> pd.DataFrame:
    """Return the rows of a table of corrections that have a value, if they fit the article.

    Parameters
    ----------
    table
        The columns of :data:`COLUMNS`, all as text.
    article
        The article that it corrects.
    name
        What a message calls the table; its rows are counted as a spreadsheet does, the header being row 1.

    Returns
    -------
    pandas.DataFrame
        ``what``, ``start`` and ``end`` (characters, as numbers), ``text``, ``value``, ``note``, ``sha256``.

    Raises
    ------
    FramingError
        If a column is missing, the table belongs to another text, or a row does not fit the text.
    """
    missing = [column for column in COLUMNS if column not in table.columns]
    if missing:
        raise FramingError(f"{name} lacks the column {', '.join(missing)}; it needs {', '.join(COLUMNS)}.")
    hashes = {stated.strip().lower() for stated in table["sha256"]} - {""}
    filled = table[table["value"].str.strip() != ""]
    if filled.empty:
        return empty_corrections()
    if hashes != {article.sha256}:
        raise FramingError(
            f"{name} corrects another text than that of {article.article_id} (its sha256 is not that of the text); "
            "restore the text that was corrected, or move the table away and begin a new one."
        )
    spans = dict(line_spans(article.text, front_matter(article.text)[0]))
    rows: list[dict[str, Any]] = []
    for number, row in zip(filled.index, filled.to_dict("records"), strict=True):
        rows.append(_checked(row, article.text, spans, where=f"{name}, row {int(number) + 2},"))
    out = pd.DataFrame(rows, columns=list(COLUMNS))
    twice = out[out.duplicated(["what", "start"])]
    if len(twice):
        raise FramingError(f"{name} corrects the line '{twice['text'].iloc[0]}' twice; keep one of the rows.")
    return out


def _checked(row: dict[Any, Any], text: str, spans: dict[int, int], *, where: str) -> dict[str, Any]:
    """Return a row with its places as numbers; say what does not fit the text."""
    what, value = row["what"].strip().lower(), " ".join(row["value"].split())
    if what not in KINDS:
        raise FramingError(f"{where} corrects '{row['what']}'; what can be corrected is {', '.join(KINDS)}.")
    try:
        start, end = int(row["start"]), int(row["end"])
    except ValueError:
        raise FramingError(f"{where} has no whole numbers in start and end; copy them from the sheet again.") from None
    if spans.get(start) != end or not text[start:end].strip():
        raise FramingError(
            f"{where} stands for no whole line of the article ({start} to {end}); copy start and end from the sheet "
            "again."
        )
    if text[start:end].split() != row["text"].split():
        raise FramingError(
            f"{where} says '{row['text']}' where the article has '{text[start:end]}' (a spreadsheet may have turned it "
            "into a number or a date); write the article's words."
        )
    return {**row, "what": what, "value": value, "start": start, "end": end, "text": text[start:end]}


def corrections_sha256(corrections: pd.DataFrame) -> str:
    """Return the hash of corrections: tables depend on them; empty if there are none."""
    return "" if corrections.empty else hashlib.sha256(as_csv(corrections)).hexdigest()
