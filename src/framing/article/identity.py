"""What an article is called in the tables: a readable slug and the first digits of its text's hash."""

from __future__ import annotations

import hashlib
import re
import unicodedata


def slug(words: str) -> str:
    """Return `words` in lower-case ASCII with hyphens, at most 48 characters: the readable part of an article_id."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:48].strip("-") or "article"


def sha256(text: str) -> str:
    """Return the hash of a text: what offsets, corrections and gold belong to."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def article_id(name: str, text: str) -> str:
    """Return the id of the article with this name and text, such as ``town-weighs-a-tram-1a2b3c4d``."""
    return f"{slug(name)}-{sha256(text)[:8]}"
