"""Turn a coding that quotes its text into stand-off gold: ``python tests/gold/standoff.py TEXT CODING.py GOLD.json``.

The coder writes a Python file with one dict ``CODING`` (keys furniture, sources, attributions, frames, stance) in
which every passage is an exact substring of the text, ``(substring, n)`` for its n-th occurrence, or
``{"from": ..., "to": ...}`` for a long one. What is written holds offsets and the text's sha256, not the text.
"""

import hashlib
import json
import sys
from pathlib import Path
from runpy import run_path

ROLES = ("source", "cue", "content")
FORMS = ("direct", "indirect", "mixed")
COMMITMENTS = ("asserted", "raised", "denied")


def locate(text, passage):
    """Return [start, end] of a passage; a substring that is missing or not unique is refused."""
    if isinstance(passage, dict):
        start, _ = locate(text, passage["from"])
        return [start, text.index(passage["to"], start) + len(passage["to"])]
    words, nth = (passage, None) if isinstance(passage, str) else passage
    if nth is None and text.count(words) != 1:
        raise SystemExit(f"{text.count(words)} occurrences of {words!r}: give (words, n).")
    start = -1
    for _ in range(nth or 1):
        start = text.find(words, start + 1)
        if start < 0:
            raise SystemExit(f"Not in the text: {words!r}.")
    return [start, start + len(words)]


def paragraph(text, passage):
    """Return [start, end] of the paragraph that begins with the passage."""
    start, _ = locate(text, passage)
    end = text.find("\n", start)
    return [start, len(text) if end < 0 else end]


def standoff(text, coding):
    """Return the coding with offsets instead of words; ids that point nowhere are refused."""
    sources = {s["source_id"] for s in coding["sources"]} | {"author"}
    acts = {a["attribution_id"] for a in coding["attributions"]}
    for a in coding["attributions"]:
        if a["source_id"] not in sources or a["parent_id"] not in acts | {None} or a["form"] not in FORMS:
            raise SystemExit(f"An id or a form of {a['attribution_id']} is not defined.")
    for f in coding["frames"] + coding["stance"]:
        if f["source_id"] not in sources or f.get("commitment", "asserted") not in COMMITMENTS:
            raise SystemExit(f"A source or a commitment is not defined: {f['source_id']}.")
    return {
        "sha256": hashlib.sha256(text.encode()).hexdigest(),
        "furniture": [
            {"start": s, "end": e, "reason": reason}
            for (s, e), reason in ((locate(text, line), reason) for line, reason in coding["furniture"])
        ],
        "sources": coding["sources"],
        "attributions": [a | {r: [locate(text, p) for p in a[r]] for r in ROLES} for a in coding["attributions"]],
        "frames": [
            f | {"paragraph": paragraph(text, f["paragraph"]), "evidence": [locate(text, p) for p in f["evidence"]]}
            for f in coding["frames"]
        ],
        "stance": [s | {"paragraph": paragraph(text, s["paragraph"])} for s in coding["stance"]],
    }


if __name__ == "__main__":
    source, coding_file, target = map(Path, sys.argv[1:])
    words = source.read_bytes().decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
    Path(target).write_text(
        json.dumps(standoff(words, run_path(str(coding_file))["CODING"]), indent=1) + "\n", encoding="utf-8"
    )
