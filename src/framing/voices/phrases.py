"""Noun phrases read for what they say of a source: name, title, description, possessor."""

from __future__ import annotations

import re
from dataclasses import dataclass

from framing.voices.names import is_known, names
from framing.voices.typology import TITLES, words

FEMALE, MALE = words("she her hers herself"), words("he him his himself")
PRONOUNS = (
    FEMALE
    | MALE
    | words(
        "they them their theirs it its who whom whose which that i we my our me us you your one themselves this these "
        "those"
    )
)
QUANTIFIERS = words(
    "some many others most several few all everyone everybody anyone anybody nobody someone somebody both neither none"
)
"""What names nobody when it stands alone: "some believe"."""
_GROUPS = re.compile(
    r"(?:most|many|some|all|several|few|other|others|both|two|three|four|dozens|hundreds|thousands|critics|officials"
    r"|experts|people)\b",
    re.IGNORECASE,
)
_PREPOSITIONS = "of|for|in|at|by|from|with|on|near|to|inside|within|close|familiar|under|behind|about|like|including"
_OFFICE_OF = re.compile(r"\b((?:Secretary|Minister|Director|President|Speaker|Head|Chief)) of (?=[A-Z])")


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


def head_of(phrase: str) -> str:
    """Return the last word of a noun phrase in lower case: its head."""
    tokens = re.findall(r"[\w’'-]+", phrase)
    return tokens[-1].lower() if tokens else ""


def _coordinated(text: str, found: list[tuple[int, int]], start: int, end: int) -> bool:
    """Tell whether a stretch names or describes two parties: "Mr. Hill and Ms. Berg", "the mayor and his lawyer"."""
    for m in re.finditer(r"\s(?:and|&|or)\s+", text[start:end]):
        at, after = start + m.start(), start + m.end()
        if any(a < at < b for a, b in found):
            continue
        if any(b <= at for _, b in found):
            return True
        if re.match(r"(?:the|an?|his|her|their|its|other|others)\s", text[after:end].lower()):
            return True
        here = re.match(r"(?:[A-Z][a-z]*\.\s+)*", text[after:end])
        if any(a == after + (here.end() if here else 0) for a, _ in found):
            return True
    return False


def read_phrase(text: str, start: int, end: int) -> Phrase:
    """Return what the noun phrase ``text[start:end]`` says.

    "the historian" has a head and no name; "Hugh Hill, a doctor," a name and an apposition; "the doctor, Hugh Hill,"
    too; "Ms. Berg’s lawyer" has a head and a possessor, and is not Ms. Berg; "Hugh Hill and Ann Berg" is a group.
    """
    body = text[start:end]
    plain = body.strip(' ,;:—–-“”"')
    low = plain.lower()
    if low in PRONOUNS or low in QUANTIFIERS or re.fullmatch(r"(?:both|all|each|some|many) of (?:them|us)", low):
        return Phrase(start, end, body, pronoun=low.split()[-1])
    relative = re.match(r"(?:who|which|that)\s", low)
    if relative:
        return Phrase(start, end, body, pronoun=relative.group().strip())
    plain = re.sub(r"(?<=\w)[’']s?\Z", "", plain) if re.search(r"[A-Z][\w-]*[’']s?\Z", plain) else plain
    core, *others = re.split(r",|\s(?:--|—|–)\s", plain, maxsplit=1)
    rest = others[0] if others else ""
    relative = re.search(r"\s(?:who|whom|which|whose)\b", core)
    if relative:
        core, rest = core[: relative.start()], core[relative.start() :] + "," + rest
    core = re.sub(r"\s*\([^)]*\)?", "", core).strip()
    core = re.sub(rf"\s+(?:{_PREPOSITIONS})\Z", "", core)
    rest = re.sub(r"\A\s*\d+\s*,", "", rest).strip(" ,")  # an age
    rest = "" if re.match(r"(?:who|whom|which|whose)\b", rest) else rest
    lowered = core.lower()
    definite = bool(re.match(r"(?:the|his|her|their|its|this|that|these|those)\b", lowered))
    indefinite = bool(re.match(r"(?:an?|another|one)\b", lowered))
    plural = bool(_GROUPS.match(lowered))
    masked = _OFFICE_OF.sub(lambda m: m.group().replace(" of ", "_of_"), core)
    head_part = core[: len(re.split(rf"\s(?:{_PREPOSITIONS})\b", masked, maxsplit=1)[0])]
    offset = start + max(body.find(core), 0)
    stop = offset + len(head_part)
    every = names(text, start, offset + len(core))
    pieces = [(a, b) for a, b in every if a < stop]
    if not pieces and re.fullmatch(r"[A-Z][\w’'-]+", core) and is_known(text, core, strict=False):
        pieces = [(offset, stop)]
    listed = " and " in rest and re.match(r"[A-Z][\w’'-]+ [A-Z]", rest)
    if _coordinated(text, pieces, offset, stop) or (pieces and listed):
        return Phrase(start, end, body, "", -1, core, rest, head_of(head_part), "", "", definite, indefinite, True)
    last = pieces[-1] if pieces else None
    if last and last[1] < stop - 1 and re.match(r"[’'](?:s\b)?\s", text[last[1] :]):
        head = head_of(re.sub(r"^[’']s?\s*", "", text[last[1] : stop]))
        owner = text[last[0] : last[1]]
        return Phrase(start, end, body, "", -1, core, rest, head, owner, "", definite, indefinite, plural)
    if last and last[1] >= stop - 1:
        name, at = text[last[0] : last[1]], last[0]
        description = text[offset:at].strip()
        if description.lower() == "the":
            name, at, description = text[offset : last[1]], offset, ""
        beyond = text[last[1] : offset + len(core)].strip(" ,.")
        more = ", ".join(w for w in (beyond, rest) if w)
        head = head_of(description or name)
        return Phrase(start, end, body, name, at, description, more, head, "", "", definite, indefinite, plural)
    later = names(text, start + body.find(plain) + len(core), end) if rest else []
    if later and text[later[0][0] - 2 : later[0][0]] == ", " and " " in text[later[0][0] : later[0][1]]:
        a, b = later[0]
        head = head_of(head_part)
        return Phrase(start, end, body, text[a:b], a, core, "", head, "", "", definite, indefinite, plural)
    head = head_of(head_part)
    plural = plural or (head.endswith("s") and not head.endswith(("ss", "’s", "us")))
    return Phrase(start, end, body, "", -1, core, rest, head, "", "", definite, indefinite, plural)


def gender_of(words_before: str) -> str:
    """Return the gender that a title or role noun says ("Ms.", "businessman"); empty if none does."""
    said = {"woman": "female", "man": "male", "mother": "female", "father": "male", "wife": "female", "husband": "male"}
    said |= {"daughter": "female", "son": "male", "actress": "female", "businessman": "male", "businesswoman": "female"}
    for word in re.findall(r"[A-Za-z]+", re.split(r"\b(?:of|for|to|at|with)\b", words_before)[0]):
        gender = TITLES.get(word.lower(), ("", ""))[1] or said.get(word.lower(), "")
        if gender:
            return gender
    return ""
