"""What a text file says about itself: the YAML between two ``---`` lines at its top."""

from __future__ import annotations

import re
from datetime import date as Date
from io import StringIO

from framing.errors import FramingError

METADATA = ("title", "author", "outlet", "date", "url", "language")
_FRONT_MATTER = re.compile(r"\A---[ \t]*\n((?:.*?\n)??)---[ \t]*(?:\n|\Z)", re.DOTALL)
_OPEN_MATTER = re.compile(rf"\A---[ \t]*\n(?:{'|'.join(METADATA)})[ \t]*:", re.IGNORECASE)


def front_matter(text: str) -> tuple[int, dict[str, str]]:
    """Return where the front matter of `text` ends (0 if it has none) and its metadata as strings.

    Front matter is YAML between two ``---`` lines at the very start. It stays part of the text (offsets) and is marked
    as furniture. Names are in lower case, dates in ISO 8601, lists joined with commas.

    Raises
    ------
    FramingError
        If it is not YAML, or does not end.
    """
    match = _FRONT_MATTER.match(text)
    if not match:
        if _OPEN_MATTER.match(text):
            raise FramingError(
                "The front matter that the --- line at the top begins does not end; add a --- line below it."
            )
        return 0, {}
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    try:
        data = YAML(typ="safe", pure=True).load(StringIO(match.group(1)))
    except (YAMLError, ValueError) as error:  # ValueError: a date like 2022-02-30
        line = getattr(getattr(error, "problem_mark", None), "line", None)
        where = f" (line {line + 2})" if line is not None else ""
        raise FramingError(
            f"The front matter between the two --- lines at the top is not valid YAML{where}; "
            "write lines like 'title: \"...\"' or remove it."
        ) from error
    if data is None:
        return match.end(), {}
    if not isinstance(data, dict):
        return 0, {}
    return match.end(), {str(k).lower(): _plain(v) for k, v in data.items() if v is not None}


def _plain(value: object) -> str:
    """Return a value of the front matter as one line of text."""
    if isinstance(value, list):
        return ", ".join(_plain(v) for v in value if v is not None)
    return value.isoformat() if isinstance(value, Date) else " ".join(str(value).split())
