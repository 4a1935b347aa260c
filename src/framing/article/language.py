"""Which language a text is in: the cues, names and models of this package are for English.

Languages are told by py3langid, the maintained successor of langid.py (Lui & Baldwin 2012, "langid.py: An off-the-shelf
language identification tool", ACL system demonstrations): 140 languages, offline, 5 MB.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from framing.errors import FramingError

FEWEST_WORDS = 20
"""Shorter texts are not judged."""
_SURE = 0.9
"""A language of lower probability is not named. Of 2,861 stretches of 20 to 50 words from English news articles, three
were taken for another language, all with less."""
_READ = 20_000
"""So many characters are enough."""


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def detect_language(text: str) -> str:
    """Return the language of `text` as a code (``en``); empty if it is too short or in doubt.

    A text of fewer than 20 words is not judged; in writing without spaces, ten letters count as a word. A text in two
    languages gets the one that prevails.
    """
    text = text[:_READ]
    words = re.findall(r"[^\W\d_]+", text)
    if max(len(words), sum(map(len, words)) // 10) < FEWEST_WORDS:
        return ""
    code, probability = _identifier().classify(text)
    return str(code) if probability >= _SURE and code != "zxx" else ""  # zxx: no language at all


def language_name(code: str) -> str:
    """Return the English name of a language; the code itself if it has none."""
    from babel import Locale

    return str(Locale("en").languages.get(code, code))


def require_english(text: str, *, name: str) -> None:
    """Say so if `text` is plainly not in English.

    Raises
    ------
    FramingError
        If another language is detected.
    """
    code = detect_language(text)
    if code not in ("", "en"):
        raise FramingError(
            f"{name} is in {language_name(code)}, and framing is made and tested for English only; to go on all the "
            "same, write open_study(..., any_language=True) or framing run --any-language."
        )
