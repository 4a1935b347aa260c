"""What a text file says about itself: the YAML between two ``---`` lines at its top."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date as Date
from io import StringIO

from framing.errors import FramingError

METADATA = ("title", "author", "outlet", "date", "url", "language")
_FRONT_MATTER = re.compile(r"\A---[ \t]*\n((?:.*?\n)??)---[ \t]*(?:\n|\Z)", re.DOTALL)
_OPEN_MATTER = re.compile(rf"\A---[ \t]*\n(?:{'|'.join(METADATA)})[ \t]*:", re.IGNORECASE)
_ISO_DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d(?:T\S+)?)?)?")
_LANGUAGE = re.compile(r"([a-z]{2,3})(?:[-_][a-z0-9]+)*", re.IGNORECASE)


def front_matter(text: str) -> tuple[int, dict[str, str]]:
    """Return where the front matter of `text` ends (0 if it has none) and its metadata as strings.

    Front matter is YAML between two ``---`` lines at the very start. It stays part of the text (offsets) and is marked
    as furniture. Names are in lower case, dates in ISO 8601, languages as codes (``en``), lists joined with commas.

    Raises
    ------
    FramingError
        If it is not YAML, does not end, or its date or language is written in another way.
    """
    match = _FRONT_MATTER.match(text)
    if not match:
        if _OPEN_MATTER.match(text):
            raise FramingError(
                "The front matter that the --- line at the top begins does not end; add a --- line below it."
            )
        return 0, {}
    where = "The front matter between the two --- lines at the top"
    stated = read_yaml(match.group(1), where=where, above=1)
    return (0, {}) if stated is None else (match.end(), checked(stated, where=where))


def read_yaml(block: str, *, where: str, above: int = 0) -> dict[str, str] | None:
    """Return the names (in lower case) and values (as strings) of a block of YAML; None if it holds no names.

    Parameters
    ----------
    block
        The YAML.
    where
        What a message calls it.
    above
        Number of lines above it in the file, for the line number in a message.

    Raises
    ------
    FramingError
        If it is not YAML.
    """
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    try:
        data = YAML(typ="safe", pure=True).load(StringIO(block))
    except (YAMLError, ValueError) as error:  # ValueError: a date like 2022-02-30
        line = getattr(getattr(error, "problem_mark", None), "line", None)
        place = f" (line {line + 1 + above})" if line is not None else ""
        raise FramingError(
            f"{where} is not valid YAML{place}; write lines like 'title: \"...\"' or remove it."
        ) from error
    if data is None:
        return {}
    if not isinstance(data, dict):
        return None
    return {str(k).lower(): _plain(v) for k, v in data.items() if v is not None}


def checked(stated: Mapping[str, str], *, where: str) -> dict[str, str]:
    """Return metadata with its language as a code; say so where its date or language cannot be read.

    Raises
    ------
    FramingError
        If a date is not in the order year-month-day (03/07/2022 is two days), or a language is no code.
    """
    date, language = stated.get("date", ""), stated.get("language", "")
    code = _LANGUAGE.fullmatch(language)
    if date and not _ISO_DATE.fullmatch(date):
        raise FramingError(f"{where} gives the date as '{date}'; write year-month-day, such as 2022-03-07.")
    if language and not code:
        raise FramingError(f"{where} gives the language as '{language}'; write a code such as en.")
    return {**stated, "language": code[1].lower()} if code else dict(stated)


def _plain(value: object) -> str:
    """Return a value of YAML as one line of text."""
    if isinstance(value, list):
        return ", ".join(_plain(v) for v in value if v is not None)
    return value.isoformat() if isinstance(value, Date) else " ".join(str(value).split())
