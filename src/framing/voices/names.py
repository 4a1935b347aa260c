"""Proper names in a text, and noun phrases read for what they say of somebody: name, title, description, possessor.

Rules over capital letters and small word lists; there is no named-entity model here. What it does not know: names in lower case,
languages that capitalise nouns.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from framing.voices.roles import TITLES, TYPE_OF

_ABBREVIATED = r"(?:Lt|Col|Gen|Sen|Rep|Gov|Maj|Capt|Sgt|Cpl|Dr|Prof|Mr|Mrs|Ms|Rev|Hon|St|Jr|Sr|Adm|Cmdr|Pres)\."
_CAPITAL = rf"(?:{_ABBREVIATED}|(?:[A-Z]\.)+|[A-Z][\w’'&-]*[\w]|[A-Z])"
_PARTICLE = r"(?:of the|of|de la|de|del|van der|van|von|bin|al|al-|la|le|for|and)"
_NAME = re.compile(rf"{_CAPITAL}(?:(?:\s+{_PARTICLE})?[ \xa0-]{_CAPITAL})*")
_STOP = {
    "the", "a", "an", "i", "he", "she", "it", "they", "we", "you", "his", "her", "their", "our", "my", "your", "this", "that", "these", "those", "but", "and", "or", "so",
    "in", "on", "at", "by", "for", "from", "to", "with", "of", "as", "if", "when", "while", "after", "before", "since", "because", "although", "though", "despite", "during",
    "there", "here", "then", "now", "what", "who", "why", "how", "where", "which", "even", "like", "not", "no", "yes", "one", "some", "many", "most", "all", "both", "each",
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december", "also", "still", "yet", "just", "only", "public", "nevertheless", "however", "meanwhile", "obviously", "either", "combined", "of course",
    "asked", "speaking", "according", "according to", "earlier", "later", "last", "next", "another", "other", "others", "several", "such", "rather", "instead", "perhaps", "its",
    "more", "people", "everyone", "nobody", "let", "do", "don", "don’t", "is", "are", "was", "were", "will", "would", "can", "could", "should", "has", "have", "had", "be", "advertisement",
}  # fmt: skip
_ORGANISATION = set(
    "government ministry department university times post examiner herald tribune gazette guardian telegraph news party committee service agency council court bank inc corp "
    "institute center centre company association union fund campaign congress senate house parliament kremlin army navy guard police bureau administration commission foundation "
    "network journal chronicle magazine press group league society federation church office board authority college school hospital coalition alliance organization organisation "
    "nations states forces republicans democrats pentagon nato cabinet international project trust club team assembly radio television channel review daily weekly observer".split()
)
FEMALE, MALE = {"she", "her", "hers", "herself"}, {"he", "him", "his", "himself"}
PRONOUNS = FEMALE | MALE | {
    "they", "them", "their", "theirs", "it", "its", "who", "whom", "whose", "which", "that", "i", "we", "my", "our", "me", "us", "you", "your", "one", "themselves", "this", "these", "those",
}  # fmt: skip
_GROUPS = re.compile(r"^(?:most|many|some|all|several|few|other|others|both|two|three|four|dozens|hundreds|thousands|critics|officials|experts|people)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Phrase:
    """A noun phrase read: offsets of its name within the text (if any), the words that describe it, and its shape."""

    start: int
    end: int
    text: str
    name: str = ""
    name_start: int = -1
    description: str = ""
    apposition: str = ""
    head: str = ""
    possessor: str = ""
    pronoun: str = ""
    definite: bool = False
    indefinite: bool = False
    plural: bool = False


def _clean_name(words: str) -> tuple[str, int]:
    """Return a name without leading function words and without titles, and how many characters were taken off in front."""
    cut = 0
    for m in re.finditer(r"([\w’'.-]+)\s+", words):  # whatever stands before a title inside the run describes: "National Guard Lt. Col. Hill"
        following = re.match(r"[\w’'-]+", words[m.end() :])
        if m.group(1).lower().rstrip(".") in TITLES and following and following.group().lower() not in _ORGANISATION:
            cut = m.end()
    while True:
        match = re.match(r"([\w’'.-]+)\s+", words[cut:])
        if not match:
            break
        low = match.group(1).lower().rstrip(".")
        following = re.match(r"[\w’'-]+", words[cut + match.end() :])
        if following and following.group().lower() in _ORGANISATION:
            break  # General Assembly, Attorney General's Office: no title of a person
        if low in _STOP and low != "the":
            cut += match.end()
        elif low in TITLES or (low in TYPE_OF and low not in _ORGANISATION and TYPE_OF[low] not in ("media", "document")):
            cut += match.end()
        else:
            break
    return words[cut:], cut


def _split(words: str) -> list[tuple[int, int]]:
    """Return the names in a run of capitalised words: "of", "for" and "and" join only the words of an organisation (Bank of Ukraine)."""
    out, start = [], 0
    for m in re.finditer(r"\s+(?:of the|of|for|and)\s+", words):
        left = words[start : m.start()]
        if not any(t.lower().rstrip(".") in _ORGANISATION for t in left.split()) or (m.group().strip() == "and" and not _ends_open(words[m.end() :])):
            out.append((start, m.start()))
            start = m.end()
    return [*out, (start, len(words))]


def _ends_open(rest: str) -> bool:
    """Tell whether what follows "and" completes an organisation's name (Ministry of Health and Welfare)."""
    return len(rest.split()) == 1 and rest.lower() in {"welfare", "sports", "trade", "development", "technology", "security", "services", "human"}


def names(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the offsets of proper names between two offsets: runs of capitalised words, titles and function words taken off in front.

    A single capitalised word at the start of a sentence is a name only if it occurs capitalised within a sentence too.
    """
    found = []
    for m in _NAME.finditer(text, start, end):
        for left, right in _split(m.group()):
            words = re.sub(r"[’']s?\Z", "", m.group()[left:right].rstrip("."))
            name, cut = _clean_name(words)
            a = m.start() + left + cut
            b = a + len(name)
            if not name or name.lower() in _STOP or name.lower().rstrip(".") in TITLES or len(name) < 2:
                continue
            before = text[max(start, a - 3) : a].strip()
            if " " not in name and (a == start or before[-1:] in ".!?…“\"”:—"):
                inside = re.search(rf"[a-z,;] {re.escape(name)}\b", text)
                if not inside and not re.search(rf"[A-Z][\w.-]+ {re.escape(name)}\b", text):
                    continue
            found.append((a, b))
    return found


def is_people(name: str) -> bool:
    """Tell whether a name is a people or a group of followers: Russians, Ordinary Americans, Republicans."""
    return bool(re.search(r"(?:ians|cans|rats|ans|ists|ites|ese|ers|s people)\Z", name)) and name.endswith("s") and not is_organisation(name)


def is_organisation(name: str) -> bool:
    """Tell whether a name looks like an organisation: it has a word for one, is an acronym, or carries "The"."""
    tokens = [t.lower().rstrip(".") for t in re.findall(r"[\w’'-]+", name)]
    return any(t in _ORGANISATION for t in tokens) or bool(re.fullmatch(r"[A-Z]{2,6}", name)) or bool(re.match(r"(?:[A-Z]\.){2,}", name)) or name.startswith(("The ", "the "))


def read_phrase(text: str, start: int, end: int) -> Phrase:
    """Return what the noun phrase ``text[start:end]`` says.

    "the historian" has a head and no name; "Hugh Hill, a doctor," a name and an apposition; "the doctor, Hugh Hill," too; "Ms. Berg’s lawyer" has a head and a possessor, and
    is not Ms. Berg.
    """
    body = text[start:end]
    plain = body.strip(" ,;:—–-“”\"")
    low = plain.lower()
    if low in PRONOUNS or re.fullmatch(r"(?:both|all|each) of (?:them|us)", low):
        return Phrase(start, end, body, pronoun=low.split()[-1])
    core, _, rest = plain.partition(",")
    if re.search(r"\b(?:who|which|whose)\b", core):
        core, _, tail = re.split(r"\b(who|which|whose)\b", core, maxsplit=1)
        rest = tail + rest
    core = re.sub(r"\s*\([^)]*\)", "", core).strip()
    lowered = core.lower()
    shape = {
        "definite": bool(re.match(r"(?:the|his|her|their|its|this|that|these|those)\b", lowered)),
        "indefinite": bool(re.match(r"(?:an?|another|one)\b", lowered)),
        "plural": bool(_GROUPS.match(lowered)),
    }
    head_part = re.split(r"\s(?:of|for|in|at|from|with|on|near|to|inside|within|close|familiar|under|behind)\b", core, maxsplit=1)[0]
    offset = start + body.find(core)
    stop = offset + len(head_part)
    pieces = [(a, b) for a, b in names(text, start, offset + len(core)) if a < stop]
    last = pieces[-1] if pieces else None
    if last and last[1] < stop - 1 and re.match(r"[’'](?:s\b)?\s", text[last[1] :]):
        noun = re.sub(r"^[’']s?\s*", "", text[last[1] : stop])
        return Phrase(start, end, body, description=core, head=_head(noun), possessor=text[last[0] : last[1]], apposition=rest.strip(" ,"), **shape)
    if last and last[1] >= stop - 1:
        name = text[last[0] : last[1]]
        description = text[offset : last[0]].strip()
        if description.lower() == "the":
            name, last = text[offset : last[1]], (offset, last[1])
            description = ""
        beyond = text[last[1] : offset + len(core)].strip(" ,")
        more = ", ".join(w for w in (beyond, rest.strip(" ,")) if w)
        return Phrase(start, end, body, name=name, name_start=last[0], description=description, apposition=more, head=_head(description or name), **shape)
    later = names(text, start + body.find(plain) + len(core), end)
    if later and rest and text[later[0][0] - 2 : later[0][0]] == ", " and len(text[later[0][0] : later[0][1]].split()) > 1:
        a, b = later[0]
        return Phrase(start, end, body, name=text[a:b], name_start=a, description=core, head=_head(head_part), **shape)
    shape["plural"] = shape["plural"] or _head(head_part).endswith("s") and not _head(head_part).endswith("ss")
    return Phrase(start, end, body, description=core, apposition=rest.strip(" ,"), head=_head(head_part), **shape)


def _head(words: str) -> str:
    """Return the last word of a noun phrase in lower case: its head."""
    tokens = re.findall(r"[\w’'-]+", words)
    return tokens[-1].lower() if tokens else ""
