"""Rules for a wording by itself: one plain statement about the world that is true, or not, of what a voice says.

They know English words only.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from framing.frames.codebook import Codebook
from framing.frames.codebook_rules.rule import Found, Rule, frame_with, wordings
from framing.frames.codebook_rules.words import is_label, negations, words_of
from framing.frames.codebook_wording import SENTENCE_STARTERS


def _says(pattern: str, what: str, advice: str, *, denied: bool = False) -> Callable[[Codebook], Found]:
    """Return a look for wordings that match a pattern; ``{found}`` in `what` becomes the words that match."""
    compiled = re.compile(pattern)

    def look(book: Codebook) -> Found:
        for place, wording in wordings(book, denied=denied):
            if match := compiled.search(wording):
                yield place, what.format(found=match.group().strip(" ,;")), advice

    return look


def _label(book: Codebook) -> Found:
    for place, wording in wordings(book, denied=True):
        if is_label(wording):
            advice = "write a statement with a verb, which is true or not of what a voice says"
            yield place, "reads like a label", advice


def _negated_twice(book: Codebook) -> Found:
    for place, wording in wordings(book, denied=True):
        if found := negations(wording):
            yield place, f"negates twice ('{found[0]}', '{found[1]}')", "say it without, for coders and models stumble"


def _stays_large(book: Codebook) -> Found:
    asked = {i for i, frame in enumerate(book.frames) if "turn" in book.frame_units(frame.key)}
    texts = [w for _, w in wordings(book, denied=True)] + [f.definition for f in book.frames]
    small = {word for text in texts for word in words_of(text)[1:] if word.islower()}
    for place, wording in wordings(book):
        first = (words_of(wording) or [""])[0]
        if place[1] in asked and first.lower() in small and first.lower() not in SENTENCE_STARTERS:
            what = f"keeps the capital of '{first}' where it is raised ('… that {first} …')"
            yield place, what, "begin with another word, such as a or the"


WORDING_RULES: tuple[Rule, ...] = (
    Rule(
        "label, no sentence",
        "A label is neither true nor false of a text.",
        _label,
        bad=frame_with("Economic anxiety about immigration."),
        good=frame_with("Immigration makes people fear for their jobs."),
    ),
    Rule(
        "two negations",
        "Coders and models lose count of negations.",
        _negated_twice,
        bad=frame_with("It is not true that nobody helps."),
        good=frame_with("Somebody helps.", "It is true that nobody helps.", "Neither the town nor the state helps."),
    ),
    Rule(
        "question",
        "A question cannot follow from a text.",
        _says(
            r"\A(?:(?:Is|Are|Was|Were|Does|Do|Did|Can|Should|Will|Would|Has|Have)"
            r"|(?:How|Why|When|Where|Who|What) (?:is|are|was|were|does|do|did|can|should|will|would|must))\b",
            "begins like a question ('{found}')",
            "write the answer as a statement",
            denied=True,
        ),
        bad=frame_with("How should the war end."),
        good=frame_with("The war should end by negotiation."),
    ),
    Rule(
        "about the text",
        "The other wordings speak of the world, and where a frame is raised the text would speak of the text.",
        _says(
            r"\A(?:The|This) (?:text|article|story|author|speaker|report|passage)\b",
            "speaks of the text ('{found}')",
            "write what a voice would have to say",
            denied=True,
        ),
        bad=frame_with("The text blames the banks."),
        good=frame_with("The banks are to blame."),
    ),
    Rule(
        "pronoun",
        "A wording is judged by itself; nobody knows whom a pronoun means.",
        _says(
            r"\A(?:They|He|She|We|You|I|These|Those(?! (?:who|in|with|of))|This (?:is|was|has|will)"
            r"|It(?! .*\b(?:that|to|what|how|whether|who)\b))\s",
            "begins with '{found}'",
            "name who or what is meant",
            denied=True,
        ),
        bad=frame_with("They are losing the war."),
        good=frame_with("The rebels are losing the war.", "It is a mistake to go on.", "Those who fled are welcome."),
    ),
    Rule(
        "two claims",
        "A text that makes one of two claims gets neither.",
        _says(
            r"; |\bbecause\b(?! of)|\bso that\b|\btherefore\b|, (?:and|but)\b|\b(?:and|but) (?:is|are|was|were|has|have"
            r"|will|would|should|must|can|cannot|does|do|did|therefore|it|they|he|she)\b",
            "makes two claims ('{found}')",
            "split it, or leave one out",
            denied=True,
        ),
        bad=frame_with("Sanctions fail and are hurting the poor."),
        good=frame_with("Sanctions fail.", "Sanctions and tariffs hurt the poor.", "People suffer because of the war."),
    ),
    Rule(
        "vague quantity",
        "How many are many? Texts seldom count, and models guess.",
        _says(
            r"(?i:\b(?:some|many|most|few|several|often|sometimes|rather(?! than)|very|quite|somewhat)\b)",
            "says '{found}'",
            "leave it out, or say what is meant",
            denied=True,
        ),
        bad=frame_with("Many people suffer."),
        good=frame_with("People suffer in the war."),
    ),
    Rule(
        "possibility",
        "What is called possible is raised already, so that asserted and raised cannot be told apart.",
        _says(
            r"(?:\bmay\b|\A(?:May|Might|Could|Perhaps|Maybe|Possibly)\b|\b(?:might|could|perhaps|maybe|possibly|probably)\b"
            r"|(?<!more )(?<!less )\blikely\b)",
            "says '{found}'",
            "state it as a fact, since the raised form is made from that",
            denied=True,
        ),
        bad=frame_with("The bridge could collapse."),
        good=frame_with("The bridge is in danger of collapse.", "Accidents become more likely."),
    ),
    Rule(
        "jargon",
        "Texts do not speak the language of frame analysis.",
        _says(
            r"(?i:\b(?:fram(?:es?|ed|ing)|narratives?|discourses?|discursive|salien(?:t|ce))\b)",
            "says '{found}'",
            "write what the text itself would say",
            denied=True,
        ),
        bad=frame_with("The war is framed as unjust."),
        good=frame_with("The war is unjust."),
    ),
    Rule(
        "stays large",
        "Behind 'The text raises the possibility that', a word with a capital is taken for a name.",
        _stays_large,
        bad=frame_with("Money is short in the town.", definition="The town has no money."),
        good=frame_with("The town has no money.", "Brussels has money.", definition="The town has no money."),
    ),
)
