"""What a rule for codebooks is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from framing.frames.codebook import Codebook
from framing.frames.codebook_yaml import Place

Found = Iterator[tuple[Place, str, str]]
"""Where something was found, what (behind "wording 2 of frame 'x'"), and what the author could do."""

MUCH = 0.6
"""Of the words that two sentences are about: from here on they are nearly the same."""


@dataclass(frozen=True)
class Rule:
    """A rule of thumb: what speaks for it, how it looks, and what it is and is not for.

    ``bad`` and ``good`` are parts of a codebook: keys of the codebook, its frames, its targets.
    """

    name: str
    why: str
    look: Callable[[Codebook], Found]
    bad: Mapping[str, Any]
    good: Mapping[str, Any]


def wordings(codebook: Codebook, *, denied: bool = False) -> Iterator[tuple[Place, str]]:
    """Yield every wording with its place, and with `denied` those that deny too."""
    for i, frame in enumerate(codebook.frames):
        for field in ("wordings", "denied_wordings") if denied else ("wordings",):
            for j, wording in enumerate(getattr(frame, field)):
                yield ("frames", i, field, j), wording


def frame_with(*sentences: str, **keys: Any) -> dict[str, Any]:
    """Return the part of a codebook that holds one frame with these wordings and keys, as an example of a rule."""
    return {"frames": [{**({"wordings": list(sentences)} if sentences else {}), **keys}]}
