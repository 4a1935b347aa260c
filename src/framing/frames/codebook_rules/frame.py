"""Rules for what belongs to a frame, side by side: its wordings, its near miss, and the frames beside it."""

from __future__ import annotations

import re
from itertools import combinations

from framing.frames.codebook import Codebook
from framing.frames.codebook_rules.rule import MUCH, Found, Rule, frame_with, wordings
from framing.frames.codebook_rules.words import about, overlap, words_of

_BOOSTERS = re.compile(
    r"\b(?:certainly|clearly|definitely|undoubtedly|obviously|inevitably|completely|entirely|totally|utterly|always)\b",
    re.IGNORECASE,
)


def _few(book: Codebook) -> Found:
    for i, frame in enumerate(book.frames):
        if (n := len(frame.wordings)) < 3:
            what = f"holds {n} wording{'s' if n > 1 else ''}"
            advice = "write three or more, so that it shows how far a label hangs on the choice of words"
            yield ("frames", i, "wordings"), what, advice


def _alike(book: Codebook) -> Found:
    for i, frame in enumerate(book.frames):
        for (a, one), (b, other) in combinations(enumerate(frame.wordings), 2):
            if overlap(one, other) >= MUCH and _negates(one) == _negates(other):
                advice = "say it in other words, or the mean counts the same sentence twice"
                yield ("frames", i, "wordings", b), f"is nearly wording {a + 1}", advice


def _alike_across(book: Codebook) -> Found:
    pairs = combinations([(place, w) for place, w in wordings(book)], 2)
    for ((_, i, _, a), one), ((_, k, _, b), other) in pairs:
        if i != k and overlap(one, other) >= MUCH:
            what = f"is nearly wording {int(a) + 1} of frame '{book.frames[int(i)].key}'"
            advice = "make sure that the words in which they differ are the border between the two frames"
            yield ("frames", k, "wordings", b), what, advice


def _stronger(book: Codebook) -> Found:
    for i, frame in enumerate(book.frames):
        found = [_BOOSTERS.search(wording) for wording in frame.wordings]
        for j, match in enumerate(found):
            if match and not all(found):
                what = f"says '{match.group()}', which others of the frame do not"
                advice = "keep all wordings equally strong, so that they fit the same turns"
                yield ("frames", i, "wordings", j), what, advice


def _opposite(book: Codebook) -> Found:
    for i, frame in enumerate(book.frames):
        for (a, one), (b, other) in combinations(enumerate(frame.wordings), 2):
            if about(one) == about(other) and _negates(one) != _negates(other):
                advice = "put it under 'denied_wordings', since the two can never both be true"
                yield ("frames", i, "wordings", b), f"says the opposite of wording {a + 1}", advice


def _negates(sentence: str) -> bool:
    return re.search(r"\b(?:not|no|never|nobody|nothing|none|neither|cannot)\b|n[’']t\b", sentence, re.I) is not None


def _longer(book: Codebook) -> Found:
    for i, frame in enumerate(book.frames):
        counts = [len(words_of(wording)) for wording in frame.wordings]
        for j, count in enumerate(counts):
            place = ("frames", i, "wordings", j)
            if count > 20:
                yield place, f"has {count} words", "say less: a long statement is seldom true in every part"
            elif count > 3 * min(counts):
                what = f"has {count} words, and another of the frame {min(counts)}"
                yield place, what, "bring them nearer, for the longer one is harder to meet"


def _denied_is_wording(book: Codebook) -> Found:
    said = {wording.casefold(): place for place, wording in wordings(book)}
    for i, frame in enumerate(book.frames):
        for j, wording in enumerate(frame.denied_wordings):
            if found := said.get(wording.casefold()):
                what = f"is wording {int(found[3]) + 1} of frame '{book.frames[int(found[1])].key}'"
                advice = "deny more narrowly, or a turn that says so gets both labels"
                yield ("frames", i, "denied_wordings", j), what, advice


def _near_miss_missing(book: Codebook) -> Found:
    for i, frame in enumerate(book.frames):
        if len(words_of(frame.near_miss)) < 3:
            advice = "write the sentence that a coder would be tempted to code, and must not"
            yield ("frames", i, "near_miss"), f"is '{frame.near_miss}'", advice


def _near_miss_counts(book: Codebook) -> Found:
    for i, frame in enumerate(book.frames):
        for j, wording in enumerate(frame.wordings):
            if overlap(frame.near_miss, wording) >= MUCH and not _negates(frame.near_miss):
                yield ("frames", i, "near_miss"), f"is nearly wording {j + 1}", "it has to come close and not count"


def _near_miss_shared(book: Codebook) -> Found:
    owners: dict[str, str] = {}
    for i, frame in enumerate(book.frames):
        if (owner := owners.setdefault(frame.near_miss.casefold(), frame.key)) != frame.key:
            advice = "give each frame a border of its own"
            yield ("frames", i, "near_miss"), f"is that of frame '{owner}' too", advice


def _no_function(book: Codebook) -> Found:
    for i, frame in enumerate(book.frames):
        if frame.function is None and not frame.notes:
            advice = "write problem, cause, moral or remedy (Entman 1993), or say in its notes why none of them fits"
            yield ("frames", i), "has no 'function'", advice


FRAME_RULES: tuple[Rule, ...] = (
    Rule(
        "few wordings",
        "With one or two wordings nobody sees how far a label hangs on the choice of words.",
        _few,
        bad=frame_with("Taxes will rise soon."),
        good=frame_with(
            "Taxes will rise soon.", "People will pay more to the state.", "The state will take a larger part."
        ),
    ),
    Rule(
        "nearly the same sentence",
        "Two wordings with the same words are one question that counts twice.",
        _alike,
        bad=frame_with("Taxes will rise soon.", "Taxes will soon be rising."),
        good=frame_with("Taxes will rise soon.", "People will pay more to the state."),
    ),
    Rule(
        "nearly the same across frames",
        "Frames whose wordings nearly agree are coded together, unless the difference is the point.",
        _alike_across,
        bad={
            "frames": [
                {"wordings": ["The rebels block the talks."]},
                {"wordings": ["The talks are blocked by rebels."]},
            ]
        },
        good={"frames": [{"wordings": ["The rebels block the talks."]}, {"wordings": ["The army wants no peace."]}]},
    ),
    Rule(
        "unequal strength",
        "The wordings of a frame are averaged, and have to fit the same turns.",
        _stronger,
        bad=frame_with("The rebels are clearly losing.", "The rebels cannot win."),
        good=frame_with("The rebels are losing.", "The rebels cannot win."),
    ),
    Rule(
        "opposites in one frame",
        "Of two opposites at most one is true of a text.",
        _opposite,
        bad=frame_with("The law is just.", "The law is not just."),
        good=frame_with("The law is just.", "The law treats all alike."),
    ),
    Rule(
        "length",
        "A long statement is harder to meet than a short one.",
        _longer,
        bad=frame_with("Prices rise.", "Prices in the shops of the capital rise from week to week."),
        good=frame_with("Prices rise.", "Shopping becomes dearer."),
    ),
    Rule(
        "denied wording that is a wording",
        "A turn that says so gets two labels for one statement.",
        _denied_is_wording,
        bad={"frames": [{"wordings": ["The rebels win."]}, {"denied_wordings": ["The rebels win."]}]},
        good={"frames": [{"wordings": ["The rebels win."]}, {"denied_wordings": ["The army is not losing."]}]},
    ),
    Rule(
        "no near miss",
        "Where a frame ends is shown best by what just does not count.",
        _near_miss_missing,
        bad=frame_with(near_miss="none."),
        good=frame_with(near_miss="The council discussed the budget."),
    ),
    Rule(
        "near miss that counts",
        "A near miss that says what a wording says is a hit.",
        _near_miss_counts,
        bad=frame_with("The rebels are losing the war.", near_miss="The rebels lose this war."),
        good=frame_with("The rebels are losing the war.", near_miss="The rebels lost forty men."),
    ),
    Rule(
        "near miss of two frames",
        "Each frame has a border of its own.",
        _near_miss_shared,
        bad={"frames": [{"near_miss": "The council met again."}, {"near_miss": "The council met again."}]},
        good={"frames": [{"near_miss": "The council met again."}, {"near_miss": "The mayor spoke first."}]},
    ),
    Rule(
        "no function",
        "What a frame does (Entman 1993) tells a problem from who is blamed for it.",
        _no_function,
        bad={"frames": [{"function": None}]},
        good={"frames": [{"function": "cause"}, {"function": None, "notes": "It does none of the four."}]},
    ),
)
