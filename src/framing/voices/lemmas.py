"""Base forms of English verbs by rule: ``say`` of "said", ``release`` of "released", ``plan`` of "planned".

No dictionary: irregular verbs come from a list, the silent -e that -ed and -ing swallow from the shape of the stem.
"""

from __future__ import annotations

import re

from framing.voices.typology import words

_IRREGULAR_FORMS = """
say said says|tell told|write wrote written|think thought|feel felt|know knew known|see saw seen|find found|make made
go went gone goes going|come came|give gave given|take took taken taking|swear swore sworn|hold held|speak spoke spoken
hear heard|mean meant|lead led|send sent|begin began begun|show shown|be is are was were been being am|have has had
having|do did does done|lie lying|die dying|plead pled|get got gotten|keep kept|leave left|lose lost|pay paid|run ran
sell sold|teach taught|understand understood|bring brought|buy bought|draw drew drawn|fall fell|fight fought|hide hid
rise rose risen|seek sought|sing sang sung|stand stood|strike struck|throw threw thrown
win won|meet met|choose chose chosen
become became|sue sued|lay laid
withdraw withdrew withdrawn|withhold withheld|create creating created
forget forgot forgotten|grow grew grown|break broke broken|drive drove driven|use used using uses
agree agreed|see seeing
foresee foresaw|forbid forbade|deal dealt|spend spent|build built|shoot shot|sit sat|wear wore worn|steal stole stolen
bias biased|focus focused focuses focusing|canvas canvased|lambast lambasted|chide chid
"""
_IRREGULAR = {
    form: forms.split()[0] for forms in re.split(r"[|\n]", _IRREGULAR_FORMS.strip()) for form in forms.split()
}
_SILENT_E = re.compile(
    r"(?:[cvzu]|[^s]s|(?:[ln]|[aeiou])dg|dg|[rl]g|[aeiou]g|(?:h|r|l|v)ang|lleng|[bcdfgkptz]l|[iua]d(?<!aid)(?<!oid)(?<!oad)|"
    r"[^aeiou]in|[aeiou][^aeiou]in|(?<![aeo])i[mkpr]|u[krmt]|[^e]at|ot|[ao]k|b[ai]r|cl?ar|par|shar|i[bl](?<!ail)(?<!eil)|ul)\Z"
)
_WITH_E = words(
    "ignor explor restor deplor implor ador scor interfer adher delet complet compet recit cit invit excit "
    "unit ignit incit writ reconcil consol escap conced preced rever sever persever welcom com becom shap hop "
    "joke prob rat nam blam not vot quot fram tam lik chim tim hir fir fil rul styl mus us pos clos rais prais "
    "releas eras provok invok chang plung surg urg merg charg arrang challeng exchang wip cop scop typ hop tap "
    "pok jok mak shak wak tak lac lambast believ hat stat dat debat rebat trad invad persuad tun lin fin min "
    "wir tir admir declar prepar compar shar dar car glar scar blar squar spar star bor snor notic voic"
)
_WITHOUT_E = words(
    "combat repeat treat beat eat heat cheat defeat visit credit limit edit admit submit exhibit inhabit "
    "profit benefit solicit elicit audit recruit wait await suit quit pivot riot begin explain complain "
    "maintain remain contain gain train obtain retain sustain join spin win pin grin claim exclaim proclaim "
    "aim look book hook soak speak break leak peak bring belong hang long bar appear hear near clear fear bear "
    "scar star spar murmur occur shout doubt put cut about pout rout scout tout root shoot hoot boot float "
    "coat boat fail sail hail assail detail mail nail rail jail curtail soil boil spoil toil coil foil mull "
    "pull consul avoid aid raid plaid said applaud laud fraud bias focus canvas discuss express address "
    "confess stress guess press pass toss dress gas veto overrul cook accredit discredit merit inherit "
    "prohibit deposit forfeit orbit spirit transit mail bait float gloat bloat greet meet need feed heed bleed "
    "speed proceed succeed exceed plead read lead head bead load unload upload download road read spread dread "
    "thread tread bed shed exploit"
)


def _stem(stem: str) -> str:
    """Return the base form behind a stem that lost its -ed or -ing."""
    if stem in _WITH_E:
        return stem + "e"
    if stem in _WITHOUT_E or len(stem) < 3:
        return stem
    if len(stem) > 3 and stem[-1] == stem[-2] and stem[-1] not in "lsezfo":
        return stem[:-1]  # planned, occurring
    one_syllable = re.fullmatch(r"[^aeiou]{1,3}[aeiou][^aeiouwxy]", stem)  # not doubled: named, hoping
    return stem + "e" if one_syllable or _SILENT_E.search(stem) else stem


def base_form(word: str) -> str:
    """Return the base form of one verb form, in lower case."""
    w = word.lower()
    if w in _IRREGULAR:
        return _IRREGULAR[w]
    if w.endswith("ied") and len(w) > 4:
        return w[:-3] + "y"
    for ending in ("ing", "ed"):
        if w.endswith(ending) and len(w) > len(ending) + 2 and re.search(r"[aeiouy]", w[: -len(ending)]):
            return _stem(w[: -len(ending)])
    if w.endswith("ies") and len(w) > 4:
        return w[:-3] + "y"
    if w.endswith(("shes", "ches", "sses", "xes")):
        return w[:-2]
    if w.endswith("s") and not w.endswith(("ss", "us", "’s", "is")) and len(w) > 3:
        return w[:-1]
    return w
