"""Proper names in a text: where they stand, and whether one looks like an organisation or a people.

Rules over capital letters and small word lists; there is no named-entity model here. What it does not know: names in
lower case, headlines in title case, languages that capitalise nouns.
"""

from __future__ import annotations

import re
from functools import lru_cache

from framing.voices.typology import TITLES, TYPE_OF, words

_ABBREVIATED = r"(?:Lt|Col|Gen|Sen|Rep|Gov|Maj|Capt|Sgt|Cpl|Dr|Prof|Mr|Mrs|Ms|Rev|Hon|St|Jr|Sr|Adm|Cmdr|Pres)\."
_CAPITAL = rf"(?:{_ABBREVIATED}|(?:[A-Z]\.)+|(?:[A-Z][’'])?[A-Z][\w&-]*\w|[A-Z])"
_PARTICLE = r"(?:of the|of|de la|de|del|van der|van|von|bin|al|al-|la|le|for|and)"
_NAME = re.compile(rf"{_CAPITAL}(?:(?:\s+{_PARTICLE})?[ \xa0-]{_CAPITAL})*")
_OFFICE = re.compile(
    r"(?:[A-Z][\w-]*\.?\s+)*(?:Secretary|Minister|Director|President|Speaker|Chief|Head|Chairman|Commissioner)\s+of\s+"
    r"(?:the\s+)?(?:(?:Homeland|National|Veterans|Foreign|Internal|Public|Human)\s+[A-Z]\w+|[A-Z]\w+)\s+"
    r"(?=[A-Z][\w.’'-]*\s+[A-Z])"
)
_STOP = words(
    "the a an i he she it they we you his her their our my your this that these those but and or so in on at by for "
    "from to with of as if when while after before since because although though despite during there here then now "
    "what who why how where which even like not no yes one some many most all both each monday tuesday wednesday "
    "thursday friday saturday sunday january february march april may june july august september october november "
    "december also still yet just only public nevertheless however meanwhile obviously either combined asked speaking "
    "according earlier later last next another other others several such rather instead perhaps its more people "
    "everyone nobody let do don don’t is are was were will would can could should has have had be advertisement"
)
_ORGANISATION = words(
    "government ministry department university times post examiner herald tribune gazette guardian telegraph news "
    "party committee service services agency council court bank inc corp institute center centre company association "
    "union fund campaign congress senate house parliament kremlin army navy guard police bureau administration "
    "commission foundation network journal chronicle magazine press group league society federation church office "
    "board authority college school schools hospital coalition alliance organization organisation nations "
    "states forces republicans democrats pentagon nato cabinet international project trust club team assembly radio "
    "television channel review daily weekly observer act bill treaty enforcement treasury embassy corps"
)
_COMPLETES = words(
    "commission administration services service agency department ministry committee council association bureau "
    "institute board enforcement authority union fund center centre foundation welfare sports trade development "
    "technology security prevention"
)
"""Last words that make one organisation of two names joined by "and" (Ministry of Sports and Tourism apart)."""


def is_title_case(text: str) -> bool:
    """Tell whether a line is set in title case, as many headlines are: its capitals say nothing about names."""
    long = re.findall(r"\b[^\W\d_]{4,}\b", text)
    return len(long) > 3 and sum(w[0].isupper() for w in long) > 0.65 * len(long)


@lru_cache(maxsize=8)
def _written(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the words that stand capitalised within a sentence of a text, and those that stand in lower case."""
    within = set()
    for m in re.finditer(r"(?=(\S+) ([A-Z][\w’'-]*))\S+", text):
        before, word = m.group(1), m.group(2)
        if before[-1] in ",;" or before[-1].islower() or (before[0].isupper() and before[-1] not in '!?:”"'):
            within.add(re.sub(r"[’']s?\Z", "", word))
    return frozenset(within), frozenset(re.findall(r"\b[a-z][\w’'-]*", text))


def is_known(text: str, word: str, *, strict: bool = True) -> bool:
    """Tell whether a capitalised word at a sentence's start is a name: it stands so within a sentence too.

    Without `strict`, it is enough that it never stands in lower case, is no plural and no word of the typology.
    """
    within, lower = _written(text)
    if word in within:
        return True
    low = word.lower()
    return not strict and not low.endswith("s") and low not in lower and low not in TYPE_OF and low not in _STOP


def _describes(word: str) -> bool:
    """Tell whether a capitalised word before a name is a title or a role noun, no part of the name."""
    low = word.lower().rstrip(".")
    known = low in TYPE_OF and low not in _ORGANISATION and TYPE_OF[low] not in ("media", "document")
    return low in TITLES or known


def _clean(name: str) -> tuple[str, int]:
    """Return a name without function words at its edges and titles in front, and how much was taken off in front."""
    cut = 0
    last = re.findall(r"[\w’'-]+", name)[-1:] or [""]
    if last[0].lower() not in _ORGANISATION:  # in "Republican National Committee" the words in front are no titles
        for m in re.finditer(
            r"([\w’'.-]+)\s+", name
        ):  # what stands before a title describes: "National Guard Lt. Col."
            following = re.match(r"[\w’'-]+", name[m.end() :])
            low = following.group().lower() if following else "jr"
            if _describes(m.group(1)) and low not in _ORGANISATION and low not in ("jr", "sr", "ii", "iii"):
                cut = m.end()
    while (match := re.match(r"([\w’'.-]+)\s+", name[cut:])) and match.group(1).lower() in _STOP - {"the"}:
        cut += match.end()
    kept = name[cut:]
    while (tail := re.search(r"\s+([\w’'-]+)\Z", kept)) and tail.group(1).lower() in _STOP - {"may", "public"}:
        kept = kept[: tail.start()]  # "Mr. Hill Thursday"
    return kept, cut


def _split(run: str) -> list[tuple[int, int]]:
    """Return the names in a run of capitalised words: "of", "for", "and" join only the words of an organisation."""
    office = _OFFICE.match(run)
    out, start = [], office.end() if office else 0
    for m in re.finditer(r"\s+(?:of the|of|for|and)\s+", run):
        if m.start() < start:
            continue
        left, right = run[start : m.start()], run[m.end() :].split()
        joined = any(t.lower().rstrip(".") in _ORGANISATION for t in left.split())
        if m.group().strip() == "and":
            joined = bool(right) and right[-1].lower() in _COMPLETES and (joined or len(right) > 1)
        if not joined:
            out.append((start, m.start()))
            start = m.end()
    return [*out, (start, len(run))]


def names(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the offsets of proper names between two offsets: runs of capitalised words without titles in front.

    A single capitalised word at the start of a sentence is a name only if it occurs capitalised within a sentence too.
    """
    found = []
    for m in _NAME.finditer(text, start, end):
        for left, right in _split(m.group()):
            run = m.group()[left:right]
            run = run if re.search(r"(?:\b[A-Z]\.){2,}\Z", run) else run.rstrip(".")
            name, cut = _clean(run)
            a = m.start() + left + cut
            low = name.lower().rstrip(".")
            titled = re.search(r"\.\s\Z", run[:cut]) is not None  # "Mr. King" is a name, "the King" is not
            if len(low) < 2 or low in _STOP or (low in TITLES and not titled):
                continue
            before = text[max(start, a - 3) : a].strip()
            first = a == start or before[-1:] in '.!?…“"”:—'
            if first and " " not in name and not is_known(text, name) and not re.fullmatch(r"(?:[A-Z]\.){2,}", name):
                continue
            found.append((a, a + len(name)))
    return found


def is_people(name: str) -> bool:
    """Tell whether a name is a people or a group of followers: Russians, Ordinary Americans, Republicans."""
    last = re.findall(r"[\w’'-]+", name)[-1:] or [""]
    group = last[0].lower().endswith("s") and last[0].lower() in TYPE_OF and last[0].lower()[:-1] in TYPE_OF
    return not is_organisation(name) and (
        group or bool(re.search(r"(?:ians|icans|ocrats|ists|ites|eans|exans|mans)\Z", name))
    )


def is_organisation(name: str) -> bool:
    """Tell whether a name looks like an organisation: it has a word for one, is an acronym, or carries "The"."""
    tokens = [t.lower().rstrip(".") for t in re.findall(r"[\w’'-]+", name)]
    return (
        any(t in _ORGANISATION for t in tokens)
        or bool(re.fullmatch(r"[A-Z]{2,6}|(?:[A-Z]\.){2,}[A-Z]?", name))
        or name.startswith(("The ", "the "))
    )


def name_tokens(name: str) -> list[str]:
    """Return the words by which two names are compared: lower case, without titles, articles and initials."""
    low = [w.lower().strip(".").replace("'", "’") for w in re.findall(r"[\w’'.-]+", name)]
    kept = [
        w.removesuffix("’s").rstrip("’") for w in low if w not in TITLES and w not in ("the", "jr", "sr", "of", "and")
    ]
    return [w for w in kept if len(w) > 1] or kept


def abbreviates(short: str, name: str) -> bool:
    """Tell whether a name in capitals is made of the first letters of another: SEC or S.E.C. of Securities …."""
    letters = short.replace(".", "")
    if not re.fullmatch(r"[A-Z]{2,7}", letters) or " " in short:
        return False
    parts = [w for w in re.findall(r"[\w’'-]+", name) if w.lower() not in ("the", "to")]
    every = "".join(w[0] for w in parts).upper()
    large = "".join(w[0] for w in parts if w[0].isupper())
    return len(parts) > 1 and letters in (every, large) and is_organisation(name)
