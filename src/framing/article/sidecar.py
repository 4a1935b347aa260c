"""What a file beside the article says about it: ``article.yml`` beside ``article.pdf``.

For articles in which front matter cannot be written (Word, PDF, web pages), or should not be. The article's text and
its offsets stay as they are.
"""

from __future__ import annotations

from pathlib import Path

from framing.article.decoding import decode
from framing.article.front_matter import METADATA, checked, read_yaml
from framing.errors import FramingError

ENDINGS = (".yml", ".yaml")
KEYS = (*METADATA, "note")
"""What it may say; the note is for people."""


def sidecar(path: Path) -> dict[str, str]:
    """Return the metadata in the ``.yml`` (or ``.yaml``) file beside an article; empty if there is none.

    Raises
    ------
    FramingError
        If there are two such files, or it cannot be read, is not YAML, or says something that it cannot say.
    """
    found = [p for p in map(path.with_suffix, ENDINGS) if p != path and p.is_file()] if path.name else []
    if not found:
        return {}
    if len(found) > 1:
        raise FramingError(f"{found[0].name} and {found[1].name} both describe {path.name}; keep one of them.")
    beside = found[0]
    try:
        raw = beside.read_bytes()
    except OSError as error:
        raise FramingError(f"{beside.name}, which describes {path.name}, cannot be read ({error.strerror}).") from error
    stated = read_yaml(decode(raw, name=beside.name), where=beside.name) if raw.strip() else {}
    unknown = [key for key in stated if key not in KEYS] if stated is not None else []
    if stated is None or unknown:
        what = f"'{unknown[0]}'" if unknown else "a text without names"
        raise FramingError(
            f"{beside.name} describes {path.name} with {what}; write lines like 'title: \"...\"' "
            f"with the names {', '.join(KEYS)}."
        )
    return checked(stated, where=beside.name)
