"""From the tagger's probabilities to spans of source, cue and content.

Decoding is by the best path under the BIO scheme (Viterbi 1967, IEEE Transactions on Information Theory 13(2),
260-269): a span must begin with its B label, so a stray I label never makes a span of its own. Beginning and leaving a
content has a cost, and a content does not break off behind "the" or "of". The edges are then set as the annotators of
the training data set theirs. Costs and floor were chosen on the development articles, for the shipped tagger;
``benchmarks/attribution.py`` prints what they bring.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from framing.voices.linking import Span
from framing.voices.tagging import Tokens

CONTENT_COST = 0.5
"""Log units that beginning a content costs, and leaving it: fewer fragments, and ends that are less early."""

CONTENT_FLOOR = 0.6
"""Least mean probability of a content's tokens. Quotations are not held to it: their marks speak for them."""

BROKEN_OFF = 6.0
"""What a content that ends on a determiner or title costs in log units; on a preposition or conjunction, half."""

_DETERMINERS = re.compile(
    r"the|an?|his|her|its|their|our|my|your|th(?:is|ese|ose)|mrs?|ms|dr|sen|rep|gov", re.IGNORECASE
)
_JOINTS = re.compile(
    r"of|in(?:to)?|on|at|to(?:ward)?|for|from|with(?:out)?|by|about|between|against|during|through|and|or|but|as|than"
    r"|before|after|over|under|amid|despite",
    re.IGNORECASE,
)
_CUE_PREPOSITION = re.compile(r"(?:about|of|for|on|against|with)\s+(?=\w)")
_ABBREVIATION = re.compile(r"(?:\b[A-Z]|\.\w|\b(?:Mr|Jr|Sr|Inc|Co|Corp|St|Gov|Sen|Rep|Dr|etc))\.$")
_LABEL = re.compile(r"[“\"]?(?:[A-Z][A-Z.’'-]+\s?){1,4}(?:\([^)]*\)\s?)?:\s+")
_RELATIVE = re.compile(r",\s+(which|whom)$")


def _moves(labels: tuple[str, ...]) -> NDArray[np.float64]:
    """Return log weights of label pairs: I-x only after B-x or I-x; beginning and leaving a content costs."""
    moves = np.zeros((len(labels), len(labels)))
    for j, label in enumerate(labels):
        for i, before in enumerate(labels):
            if label.startswith("I-") and before not in (label, "B-" + label[2:]):
                moves[i, j] = -np.inf
            if label == "B-content":
                moves[i, j] -= CONTENT_COST
            if before.endswith("-content") and label == "O":
                moves[i, j] -= CONTENT_COST
    return moves


def _breaking(labels: tuple[str, ...], *, hard: bool) -> NDArray[np.float64]:
    """Return what it costs to break a content off behind a determiner (`hard`) or behind a preposition."""
    costs = np.zeros((len(labels), len(labels)))
    after = ("O", "B-content", "B-cue", "B-source") if hard else ("O", "B-content")
    for i, before in enumerate(labels):
        for j, label in enumerate(labels):
            if before.endswith("-content") and label in after:
                costs[i, j] = -BROKEN_OFF if hard else -BROKEN_OFF / 2
    return costs


def best_path(words: list[str], probabilities: NDArray[np.float64], labels: tuple[str, ...]) -> list[str]:
    """Return the best sequence of labels for the words of a paragraph."""
    if not len(probabilities):
        return []
    scores = np.log(np.clip(probabilities, 1e-9, 1.0))
    moves = _moves(labels)
    hard, soft = (moves + _breaking(labels, hard=h) for h in (True, False))
    total = scores[0] + np.array([-np.inf if label.startswith("I-") else 0.0 for label in labels])
    back = np.zeros(scores.shape, dtype=np.int64)
    for t in range(1, len(scores)):
        broken = _JOINTS.fullmatch(words[t - 1]) and words[t][:1].isalnum()
        options = total[:, None] + (hard if _DETERMINERS.fullmatch(words[t - 1]) else soft if broken else moves)
        back[t] = options.argmax(axis=0)
        total = options.max(axis=0) + scores[t]
    path = [int(total.argmax())]
    for t in range(len(scores) - 1, 0, -1):
        path.append(int(back[t][path[-1]]))
    return [labels[i] for i in reversed(path)]


def _whole_words(text: str, tokens: Tokens) -> Tokens:
    """Return the tokens with the pieces of a word put together; the word's first piece speaks for it."""
    if not len(tokens.starts):
        return tokens
    first = [0]
    for i in range(1, len(tokens.starts)):
        at = int(tokens.starts[i])
        if not (at == tokens.ends[i - 1] and text[at - 1].isalnum() and text[at].isalnum()):
            first.append(i)
    last = [*(i - 1 for i in first[1:]), len(tokens.starts) - 1]
    return Tokens(tokens.starts[first], tokens.ends[last], tokens.probabilities[first], tokens.labels)


def decode(text: str, tokens: Tokens) -> list[Span]:
    """Return the spans of one paragraph, whole words each, with their mean probability.

    Punctuation alone is no span, but for the colon between a speaker's name and the words.
    """
    words = _whole_words(text, tokens)
    path = best_path(
        [text[a:b] for a, b in zip(words.starts, words.ends, strict=True)], words.probabilities, words.labels
    )
    edges = [i for i, label in enumerate(path) if not label.startswith("I-")] + [len(path)]
    spans = []
    for a, b in pairwise(edges):
        role = path[a][2:]
        start, end = int(words.starts[a]), int(words.ends[b - 1])
        body = text[start:end]
        if role and (any(c.isalnum() for c in body) or (role == "cue" and body == ":")):
            spans.append(Span(start, end, role, words.mean(role, start, end)))
    return spans


def set_edges(text: str, spans: list[Span]) -> list[Span]:
    """Return a paragraph's spans with their edges where annotators set them, and without what is hardly a content.

    Left out of contents: the final comma, colon or dash, the full stop of what is not quoted, a speaker's label in
    capitals ("WALLACE:"), and a preposition behind the cue (it goes to the cue). A final "which" becomes a content of
    its own: that of the next cue.
    """
    out: list[Span] = []
    for span in sorted(spans):
        if span.role != "content":
            out.append(span)
            continue
        start, end = span.start, span.end
        label = _LABEL.match(text, start, end)
        if label is not None and label.end() < end:
            start = label.end()
        preposition = _CUE_PREPOSITION.match(text, start, end)
        cue = next((c for c in out if c.role == "cue" and c.end == len(text[:start].rstrip())), None)
        if preposition is not None and cue is not None:
            out[out.index(cue)] = replace(cue, end=start + len(preposition.group().rstrip()))
            start = preposition.end()
        relative = _RELATIVE.search(text[start:end])
        if relative is not None and relative.start() > 0:
            out.append(replace(span, start=start + relative.start(1)))
            end = start + relative.start()
        end = start + len(text[start:end].rstrip(" \n\u00a0,;:–—―-"))
        quoted = text[start : start + 1] in ("“", '"', "‘", "'", "«")
        if not quoted and text[end - 1] == "." and not _ABBREVIATION.search(text[start:end]):
            end -= 1
        sure = span.probability >= CONTENT_FLOOR or any(mark in text[start:end] for mark in '“”"')
        if end > start and sure:
            out.append(replace(span, start=start, end=end))
    return sorted(out)
