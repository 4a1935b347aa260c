"""Kinds of source: which words of a text say that a source is a government, a soldier, a scholar …

The typology follows the comparative study of news sources by Tiffen et al. (2014, Journalism Studies 15(4), 374-391), which tells
political, official, business, expert, civil-society, media and ordinary sources apart; the military and the law are kept by themselves, since war and court
reporting live on them. A type is only given where the text has a word for it, and that word is the evidence.
"""

from __future__ import annotations

import re

TYPES: dict[str, str] = {
    "author": "the article's own voice",
    "government": "the executive, its agencies and spokespeople, heads of state",
    "politics": "legislators, parties, candidates, campaigns",
    "military": "soldiers, officers, armed groups",
    "justice": "courts, police, prosecutors, lawyers",
    "business": "companies, owners, managers, investors, trade groups",
    "expert": "scholars, analysts, physicians, research institutes",
    "civil_society": "associations, unions, churches, charities, activists",
    "media": "outlets and journalists other than the author",
    "document": "polls, reports, studies, statements that speak for themselves",
    "citizen": "ordinary people, witnesses, the public",
    "unspecified": "the text has no word for it",
}

_WORDS: dict[str, str] = {
    "government": "government governments administration ministry minister president presidents chancellor premier kremlin cabinet secretary embassy ambassador diplomat diplomats "
    "official officials envoy spokesman spokeswoman spokesperson governor mayor agency department bureau regulator regulators pentagon treasury leader leaders monarch king queen prince "
    "commissioner authorities authority nato intelligence cia nsa white-house downing-street un commission aide aides administrator inspector customs consul state-department "
    "security-service foreign-office council secretary-general director-general general-secretary",
    "politics": "senator senators lawmaker lawmakers legislator legislators congressman congresswoman representative representatives parliament party parties candidate candidates "
    "campaign campaigns republican republicans democrat democrats delegate delegates politician politicians opposition committee congress senate house nominee strategist pollster "
    "councilman councilwoman councillor mp mps speaker conservatives liberals politicos gop dnc rnc democratic caucus surrogate surrogates politico rival rivals running-mate contender contenders frontrunner",
    "military": "soldier soldiers officer officers general generals colonel lieutenant captain major sergeant commander commanders army navy military troops marine marines rebel rebels militia "
    "veteran veterans admiral pilot pilots fighter fighters militant militants serviceman servicemen lt col gen capt sgt maj cpl adm cmdr brig",
    "justice": "police judge judges court prosecutor prosecutors attorney attorneys lawyer lawyers sheriff detective justice justices fbi investigators investigator counsel solicitor barrister "
    "magistrate jury plaintiff plaintiffs interpol attorney-general solicitor-general",
    "business": "oligarch oligarchs businessman businesswoman businessmen executive executives ceo cfo chairman chairwoman entrepreneur entrepreneurs billionaire billionaires tycoon mogul magnate "
    "investor investors banker bankers company companies corporation firm firms industry manufacturer manufacturers owner owners manager managers trader traders developer developers founder "
    "bank employer employers retailer farmer farmers lobbyist lobbyists landlord insurer insurers",
    "expert": "historian historians professor professors scholar scholars expert experts analyst analysts researcher researchers scientist scientists economist economists academic academics "
    "psychologist psychiatrist sociologist doctor doctors physician physicians surgeon engineer engineers institute university think-tank lecturer philosopher criminologist epidemiologist "
    "biologist climatologist geologist specialist specialists consultant scholar-in-residence fellow dr prof demographer demographers",
    "civil_society": "activist activists union unions charity charities ngo foundation church bishop archbishop priest pastor rabbi imam pope cardinal association coalition campaigner campaigners "
    "advocate advocates volunteer volunteers organizer organizers protesters protester environmentalists amnesty clergy group groups society federation",
    "media": "newspaper newspapers magazine reporter reporters journalist journalists editor editors columnist columnists anchor correspondent correspondents broadcaster times post examiner herald "
    "tribune gazette guardian telegraph cnn bbc msnbc npr reuters afp bloomberg buzzfeed politico.com outlet outlets media host moderator blogger bloggers news network channel radio tv "
    "journal chronicle observer press commentator commentators pundits pundit website paper daily review",
    "document": "poll polls survey surveys report reports study studies analysis statement memo letter document documents transcript email emails filing filings lawsuit indictment census data "
    "ad ads video bill law article articles book story spot commercial headline headlines research findings figures statistics",
    "citizen": "resident residents voter voters witness witnesses mother father parent parents wife husband son daughter student students neighbor neighbors neighbour neighbours people public "
    "woman man women men citizen citizens worker workers teacher teachers nurse nurses supporter supporters fan fans refugee refugees migrant migrants survivor survivors crowd americans "
    "britons russians ukrainians families family victim victims patient patients customer customers everyone many some others brother sister friend friends user users critics critic readers reader",
}
TYPE_OF: dict[str, str] = {word.replace("-", " "): kind for kind, words in _WORDS.items() for word in words.split()}

TITLES: dict[str, tuple[str, str]] = {
    "mr": ("", "male"), "mrs": ("", "female"), "ms": ("", "female"), "miss": ("", "female"), "sir": ("", "male"), "lady": ("", "female"), "lord": ("", "male"),
    "dr": ("doctor", ""), "prof": ("professor", ""), "professor": ("professor", ""), "president": ("president", ""), "vice": ("vice president", ""),
    "prime": ("prime minister", ""), "premier": ("prime minister", ""), "chancellor": ("chancellor", ""), "minister": ("minister", ""), "secretary": ("secretary", ""),
    "sen": ("senator", ""), "senator": ("senator", ""), "rep": ("representative", ""), "representative": ("representative", ""), "congressman": ("congressman", "male"),
    "congresswoman": ("congresswoman", "female"), "gov": ("governor", ""), "governor": ("governor", ""), "mayor": ("mayor", ""), "gen": ("general", ""), "general": ("general", ""),
    "col": ("colonel", ""), "colonel": ("colonel", ""), "lt": ("lieutenant", ""), "lieutenant": ("lieutenant", ""), "maj": ("major", ""), "major": ("major", ""),
    "capt": ("captain", ""), "captain": ("captain", ""), "sgt": ("sergeant", ""), "sergeant": ("sergeant", ""), "adm": ("admiral", ""), "admiral": ("admiral", ""),
    "cmdr": ("commander", ""), "commander": ("commander", ""), "judge": ("judge", ""), "justice": ("justice", ""), "king": ("king", "male"), "queen": ("queen", "female"),
    "prince": ("prince", "male"), "princess": ("princess", "female"), "pope": ("pope", "male"), "bishop": ("bishop", ""), "archbishop": ("archbishop", ""), "rev": ("reverend", ""),
    "ambassador": ("ambassador", ""), "speaker": ("speaker", ""), "leader": ("leader", ""), "chairman": ("chairman", "male"), "chairwoman": ("chairwoman", "female"),
    "chief": ("chief", ""), "director": ("director", ""), "spokesman": ("spokesman", "male"), "spokeswoman": ("spokeswoman", "female"), "spokesperson": ("spokesperson", ""),
    "attorney": ("attorney", ""), "sheriff": ("sheriff", ""), "officer": ("officer", ""), "private": ("soldier", ""), "pvt": ("soldier", ""), "cpl": ("corporal", ""),
}  # fmt: skip
"""Title without its point -> the role noun it stands for, and the gender it says."""

_BROADER: dict[str, tuple[str, ...]] = {
    "officer": ("lieutenant", "colonel", "major", "captain", "general", "admiral", "commander", "sergeant", "corporal"),
    "soldier": ("lieutenant", "colonel", "major", "captain", "sergeant", "corporal", "officer", "serviceman"),
    "leader": ("president", "prime minister", "premier", "chancellor", "king", "queen"),
    "congressman": ("representative",),
    "congresswoman": ("representative",),
    "lawmaker": ("senator", "representative", "congressman", "congresswoman"),
    "politician": ("senator", "representative", "governor", "mayor", "minister", "president"),
    "official": ("minister", "secretary", "ambassador", "spokesman", "spokeswoman", "director"),
    "academic": ("professor", "historian", "scholar", "economist", "scientist"),
    "scholar": ("professor", "historian", "academic"),
    "researcher": ("professor", "scientist", "scholar", "economist"),
    "physician": ("doctor", "surgeon"),
    "lawyer": ("attorney", "counsel", "solicitor", "barrister"),
    "businessman": ("oligarch", "billionaire", "tycoon", "mogul", "magnate", "entrepreneur", "ceo", "executive"),
    "billionaire": ("oligarch", "tycoon", "mogul", "magnate"),
    "tycoon": ("oligarch", "billionaire", "mogul", "magnate"),
    "newspaper": ("times", "post", "examiner", "herald", "tribune", "gazette", "guardian", "telegraph", "journal", "chronicle"),
    "outlet": ("times", "post", "examiner", "herald", "tribune", "gazette", "guardian", "news", "journal", "website"),
    "spokesperson": ("spokesman", "spokeswoman"),
    "journalist": ("reporter", "editor", "columnist", "correspondent", "anchor"),
}


def covers(role: str, other: str) -> bool:
    """Tell whether a role noun can take up another: "the officer" a lieutenant colonel, "the newspaper" a Gazette."""
    return role == other or other in _BROADER.get(role, ())


def singular(noun: str) -> str:
    """Return a noun in lower case without a plural -s, as far as the typology knows it."""
    low = noun.lower().rstrip(".")
    return low[:-1] if low.endswith("s") and low[:-1] in TYPE_OF else low


def type_of(words: str) -> tuple[str, str]:
    """Return the type that a description speaks for and the word that says so; ("", "") if none does.

    The last known word before "of", "for", "in", "at" or a comma decides ("a spokesman for the army" is a spokesman); words behind it count only if none stands before.
    """
    head, *rest = re.split(r"\b(?:of|for|in|at|from|with|on|who|which|that|near|to)\b|,", words, maxsplit=1)
    for part in (head, *rest):
        tokens = re.findall(r"[\w.’'-]+", part)
        for i in range(len(tokens) - 1, -1, -1):
            word = tokens[i].lower().rstrip(".").removesuffix("’s").removesuffix("'s")
            pair = f"{tokens[i - 1].lower()} {word}" if i else word
            for key in (pair, word):
                if key in TYPE_OF:
                    return TYPE_OF[key], " ".join(tokens[i - 1 : i + 1]) if key == pair and i else tokens[i]
    return "", ""


def role_nouns(words: str) -> list[str]:
    """Return the role nouns in a description, in lower case: what "the …" can later take up."""
    out = []
    for token in re.findall(r"[\w.’'-]+", words):
        low = token.lower().rstrip(".")
        if low in TITLES and TITLES[low][0]:
            out.append(TITLES[low][0])
        if low in TYPE_OF and low not in out:
            out.append(singular(low))
    return out
