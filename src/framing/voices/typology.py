"""The typology of sources as data: types, the words that speak for them, titles, and which role noun covers which.

The types follow the comparative study of news sources by Tiffen et al. (2014, Journalism Studies 15(4), 374-391), which
tells political, official, business, expert, civil-society, media and ordinary sources apart; the military and the law
are kept by themselves, since war and court reporting live on them. The rules that read a phrase by these lists are in
:mod:`framing.voices.roles`.
"""

from __future__ import annotations


def words(text: str) -> frozenset[str]:
    """Return the words of a list that is written as one text."""
    return frozenset(text.split())


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
    "government": "government governments administration ministry minister president presidents chancellor premier "
    "kremlin cabinet secretary embassy ambassador diplomat diplomats official officials envoy governor "
    "mayor agency department bureau regulator regulators pentagon treasury monarch king queen prince "
    "commissioner authorities authority nato intelligence cia nsa white-house downing-street un "
    "commission administrator inspector customs consul state-department security-service "
    "foreign-office council secretary-general director-general general-secretary world-leaders",
    "politics": "senator senators lawmaker lawmakers legislator legislators congressman congresswoman representative "
    "representatives parliament party parties candidate candidates campaign campaigns republican "
    "republicans democrat democrats delegate delegates politician politicians opposition committee "
    "congress senate house nominee strategist pollster councilman councilwoman councillor mp mps speaker "
    "conservatives liberals politicos gop dnc rnc democratic caucus surrogate surrogates politico rival "
    "rivals running-mate contender contenders frontrunner",
    "military": "soldier soldiers officer officers general generals colonel lieutenant captain major sergeant "
    "commander commanders army navy military troops marine marines rebel rebels militia veteran veterans "
    "admiral pilot pilots fighter fighters militant militants serviceman servicemen lt col gen capt sgt "
    "maj cpl adm cmdr brig",
    "justice": "police judge judges court prosecutor prosecutors attorney attorneys lawyer lawyers sheriff detective "
    "justice justices fbi investigators investigator counsel solicitor barrister magistrate jury "
    "plaintiff plaintiffs interpol attorney-general solicitor-general",
    "business": "oligarch oligarchs businessman businesswoman businessmen executive executives ceo cfo chairman "
    "chairwoman entrepreneur entrepreneurs billionaire billionaires tycoon mogul magnate investor "
    "investors banker bankers company companies corporation firm firms industry manufacturer "
    "manufacturers owner owners manager managers trader traders developer developers founder bank "
    "employer employers retailer farmer farmers lobbyist lobbyists landlord insurer insurers",
    "expert": "historian historians professor professors scholar scholars expert experts analyst analysts "
    "researcher researchers scientist scientists economist economists academic academics psychologist "
    "psychiatrist sociologist doctor doctors physician physicians surgeon engineer engineers institute "
    "university think-tank lecturer philosopher criminologist epidemiologist biologist climatologist "
    "geologist specialist specialists consultant scholar-in-residence fellow dr prof demographer "
    "demographers",
    "civil_society": "activist activists union unions charity charities ngo foundation church bishop archbishop priest "
    "pastor rabbi imam pope cardinal association coalition campaigner campaigners advocate advocates "
    "volunteer volunteers organizer organizers protesters protester environmentalists amnesty clergy "
    "group groups society federation",
    "media": "newspaper newspapers magazine reporter reporters journalist journalists editor editors columnist "
    "columnists anchor correspondent correspondents broadcaster times post examiner herald tribune "
    "gazette guardian telegraph cnn bbc msnbc npr reuters afp bloomberg buzzfeed politico.com outlet "
    "outlets media host moderator blogger bloggers news network channel radio tv journal chronicle "
    "observer press commentator commentators pundits pundit website paper daily review",
    "document": "poll polls survey surveys report reports study studies analysis statement memo letter document "
    "documents transcript email emails filing filings lawsuit indictment census data ad ads video bill "
    "law article articles book story spot commercial headline headlines research findings figures "
    "statistics",
    "citizen": "resident residents voter voters witness witnesses mother father parent parents wife husband son "
    "daughter student students neighbor neighbors neighbour neighbours people public woman man women men "
    "citizen citizens worker workers teacher teachers nurse nurses supporter supporters fan fans refugee "
    "refugees migrant migrants survivor survivors crowd families family victim victims patient patients "
    "customer customers brother sister friend friends user users readers reader passenger passengers "
    "commuter commuters shopper shoppers tenant tenants homeowner homeowners bystander bystanders "
    "onlooker onlookers villager villagers prisoner prisoners",
}
TYPE_OF: dict[str, str] = {word.replace("-", " "): kind for kind, words in _WORDS.items() for word in words.split()}

GENERIC = words(
    "official officials officer officers president presidents director directors executive executives chairman "
    "chairwoman manager managers founder owner owners administrator spokesman spokeswoman spokesperson "
    "spokespeople leader leaders member members head chief secretary-general aide aides strategist worker "
    "workers teacher"
)
"""Words for an office that many kinds of body have: of which kind it is, the body says ("police officials")."""
ADJECTIVES = {"private", "major", "general", "chief", "vice", "prime", "justice", "democratic", "king"}
"""Titles that are more often something else in lower case ("a major donor", "the general public")."""

_TITLE_LINES = """
mr sir lord||male
mrs ms miss lady||female
dr|doctor|
prof professor|professor|
president|president|
vice|vice president|
prime premier|prime minister|
chancellor|chancellor|
minister|minister|
secretary|secretary|
sen senator|senator|
rep representative|representative|
congressman|congressman|male
congresswoman|congresswoman|female
gov governor|governor|
mayor|mayor|
gen general|general|
col colonel|colonel|
lt lieutenant|lieutenant|
maj major|major|
capt captain|captain|
sgt sergeant|sergeant|
adm admiral|admiral|
cmdr commander|commander|
judge|judge|
justice|justice|
king|king|male
queen|queen|female
prince|prince|male
princess|princess|female
pope|pope|male
bishop|bishop|
archbishop|archbishop|
rev|reverend|
ambassador|ambassador|
commissioner|commissioner|
superintendent|superintendent|
detective|detective|
speaker|speaker|
leader|leader|
chairman|chairman|male
chairwoman|chairwoman|female
chief|chief|
director|director|
spokesman|spokesman|male
spokeswoman|spokeswoman|female
spokesperson|spokesperson|
attorney|attorney|
sheriff|sheriff|
officer|officer|
private pvt|soldier|
cpl|corporal|
"""
TITLES: dict[str, tuple[str, str]] = {
    title: (role, gender)
    for titles, role, gender in (line.split("|") for line in _TITLE_LINES.strip().splitlines())
    for title in titles.split()
}
"""Title without its point -> the role noun it stands for, and the gender it says."""

BROADER: dict[str, tuple[str, ...]] = {
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
    "minister": ("prime minister",),
    "prosecutor": ("attorney",),
    "lawyer": ("attorney", "counsel", "solicitor", "barrister"),
    "businessman": ("oligarch", "billionaire", "tycoon", "mogul", "magnate", "entrepreneur", "ceo", "executive"),
    "billionaire": ("oligarch", "tycoon", "mogul", "magnate"),
    "tycoon": ("oligarch", "billionaire", "mogul", "magnate"),
    "newspaper": (
        "times",
        "post",
        "examiner",
        "herald",
        "tribune",
        "gazette",
        "guardian",
        "telegraph",
        "journal",
        "chronicle",
    ),
    "outlet": ("times", "post", "examiner", "herald", "tribune", "gazette", "guardian", "news", "journal", "website"),
    "spokesperson": ("spokesman", "spokeswoman"),
    "judge": ("justice",),
    "journalist": ("reporter", "editor", "columnist", "correspondent", "anchor"),
}
"""Role noun -> the narrower ones that it can take up: "the officer" may be a colonel."""

COLLECTIVE = words(
    "government administration ministry embassy agency department bureau treasury council commission "
    "parliament party campaign committee congress senate house caucus army navy military police court jury "
    "company corporation firm industry bank institute university union charity foundation church association "
    "coalition group society federation newspaper magazine outlet network channel website paper intelligence "
    "cabinet authority regulator alliance organization organisation panel board league club center centre fund "
    "school hospital kremlin pentagon"
)
"""Role nouns that stand for a body, not for a person."""

PERSONS = words(
    "nominee neighbor neighbour adviser advisor narrator moderator spy author critic opponent proponent supporter "
    "backer observer skeptic sceptic detractor insider ally adversary source person anyone staffer participant guest"
)
"""Words for people who can speak that no type goes by."""

NAMES_ONLY = words(
    "review daily times post observer guardian herald examiner chronicle tribune telegraph weekly gazette"
)
"""Words that say "an outlet" in a name, and something else in lower case ("a review of records")."""

SINGLE_OFFICES = words(
    "president minister chancellor premier mayor governor senator secretary director chairman chairwoman chief "
    "ambassador commissioner speaker king queen pope judge sheriff leader manager"
)
"""Offices in which "the former …", "the deputy …" is somebody else than "the …"."""
