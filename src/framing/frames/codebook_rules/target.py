"""Rules for the targets of stance, and for the thresholds."""

from __future__ import annotations

import re

from framing.frames.codebook import Codebook
from framing.frames.codebook_rules.rule import Found, Rule
from framing.frames.codebook_rules.words import words_of
from framing.frames.codebook_wording import name_target


def _no_aliases(book: Codebook) -> Found:
    for i, target in enumerate(book.targets):
        if not target.aliases:
            advice = "list the names by which the news calls it, or its mentions are missed"
            yield ("targets", i), "has no 'aliases'", advice


def _no_side(book: Codebook) -> Found:
    for i, target in enumerate(book.targets):
        if not target.side:
            yield ("targets", i), "has no 'side'", "name one, for those who are spoken about are grouped by it"


def _alias_within(book: Codebook) -> Found:
    names = [(i, j, alias) for i, target in enumerate(book.targets) for j, alias in enumerate(target.aliases)]
    for i, j, alias in names:
        for k, _, longer in names:
            if i != k and alias != longer and re.search(rf"\b{re.escape(alias)}\b", longer):
                what = f"('{alias}') is part of '{longer}', an alias of target '{book.targets[k].key}'"
                yield ("targets", i, "aliases", j), what, "say in the notes for which of them such a mention counts"


def _plural(book: Codebook) -> Found:
    for i, target in enumerate(book.targets):
        phrase = target.phrase or target.label
        last = (words_of(phrase) or [""])[-1]
        if not (last.islower() and last.endswith("s")) or last.endswith(("ss", "us", "is")):
            continue
        for reading in ("favor", "against"):
            shared = () if getattr(target, reading) else getattr(book.stance_wordings, reading)
            if wrong := [name_target(w, phrase=phrase) for w in shared if re.search(r"\{target\} (?:is|has)\b", w)]:
                yield ("targets", i), f"gives '{wrong[0]}'", f"give it '{reading}' sentences of its own, in the plural"


def _no_sample(book: Codebook) -> Found:
    said = " ".join([book.notes, book.source, *(f.notes for f in book.frames)])
    if book.language == "en" and not re.search(r"\b(?:coded|coders?|sample|validated)\b", said, re.IGNORECASE):
        advice = "say in the notes on which coded sample they were chosen, or that nobody has tested them"
        yield ("threshold",), "and the others rest on nothing that the notes name", advice


TARGET_RULES: tuple[Rule, ...] = (
    Rule(
        "no aliases",
        "A target is found by the names that the news gives it.",
        _no_aliases,
        bad={"targets": [{"aliases": []}]},
        good={"targets": [{"aliases": ["the mayor"]}]},
    ),
    Rule(
        "no side",
        "Those who are spoken about are grouped by side.",
        _no_side,
        bad={"targets": [{"side": ""}]},
        good={"targets": [{"side": "town"}]},
    ),
    Rule(
        "alias within an alias",
        "A name inside a longer name is counted for both.",
        _alias_within,
        bad={"targets": [{"aliases": ["Varne"]}, {"aliases": ["Bank of Varne"]}]},
        good={"targets": [{"aliases": ["the town"]}, {"aliases": ["Bank of Varne"]}]},
    ),
    Rule(
        "plural target",
        "A sentence that is no English is judged badly.",
        _plural,
        bad={"targets": [{"label": "The farmers"}]},
        good={
            "targets": [
                {"label": "The farmers", "favor": ["The farmers are right."], "against": ["The farmers are wrong."]},
                {"label": "United States"},
            ]
        },
    ),
    Rule(
        "thresholds without a sample",
        "A threshold that was not chosen on coded data is a guess, and should be called one.",
        _no_sample,
        bad={"notes": "0.1: written."},
        good={"notes": "0.1: written; no coded sample yet."},
    ),
)
