"""From bytes to text: which encoding a file is in, and whether it is text at all."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

from framing.errors import FramingError

_CHARSET = re.compile(rb"<(?:meta|\?xml)[^>]+?(?:charset|encoding)\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_NO_TEXT = (b"%PDF-", b"{\\rtf", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b")
"""How PDF, RTF, Word, zip, old Office, pictures and gzip begin."""


def decode(raw: bytes, *, name: str = "the file") -> str:
    """Return the text of `raw`.

    It is read by its byte order mark; else as UTF-8; else in the encoding that an HTML page states; else as
    windows-1252 where hardly any letter is accented (detection needs more text than some articles have); else in
    the encoding that charset-normalizer finds.

    Raises
    ------
    FramingError
        If it is empty or no text at all.
    """
    if not raw.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise FramingError(f"{name} is empty; save the article's text in it and try again.")
    for text in () if raw.startswith(_NO_TEXT) else _decodings(raw):
        if text and readable(text):
            return text
    raise FramingError(
        f"{name} does not look like text (a picture or a compressed file?); "
        "save the article as plain text or HTML and try again."
    )


def _decodings(raw: bytes) -> Iterator[str | None]:
    """Yield the readings of `raw`, the likeliest first."""
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF32_LE, "utf-32"),
        (codecs.BOM_UTF32_BE, "utf-32"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if raw.startswith(mark):
            yield _as(encoding, raw)
    if b"\x00" not in raw:
        yield _as("utf-8", raw)
        stated = _CHARSET.search(raw[:2048])
        if stated:
            yield _as(stated[1].decode("ascii"), raw)
        if len(raw.translate(None, bytes(range(0xC0)))) < 0.05 * len(raw):
            yield _as("cp1252", raw)
    yield _best_guess(raw)


def _as(encoding: str, raw: bytes) -> str | None:
    """Return `raw` read in an encoding, or None if it cannot be."""
    try:
        return raw.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _best_guess(raw: bytes) -> str | None:
    """Return charset-normalizer's best reading, or None."""
    from charset_normalizer import from_bytes

    best = from_bytes(raw).best()
    return str(best) if best is not None else None


def readable(text: str) -> bool:
    """Tell whether a decoded text is prose: hardly any control characters, but letters and spaces."""
    kinds = Counter(unicodedata.category(c)[:2] if c not in "\n\r\t\f" else "Zs" for c in text[:20000])
    control = kinds["Cc"] + kinds["Co"] + kinds["Cn"]
    letters = sum(n for kind, n in kinds.items() if kind[0] in "LMZ")
    return control <= max(1, 0.005 * kinds.total()) and letters > 0.3 * kinds.total()
