"""What a cue says of the words that it introduces: that they are so, nothing, or that they may not be so.

Reporting verbs differ in what they let the reporter say. Research on academic writing tells *factive* verbs, which
present the reported words as true ("point out"), from *non-factive* and *counter-factive* ones (Thompson & Ye, 1991,
Applied Linguistics 12(4), 365-382; Hyland, 1999, Applied Linguistics 20(3), 341-367, and 2002, in Flowerdew (ed.),
Academic Discourse, 115-130); appraisal research calls the same choices *endorse*, *acknowledge* and *distance* (Martin
& White, 2005, The Language of Evaluation, ch. 3). The semantics behind them: Kiparsky & Kiparsky (1970, Fact, in
Bierwisch & Heidolph (eds.), Progress in Linguistics, 143-173), Hooper (1975, On assertive predicates, Syntax and
Semantics 4, 91-124). News: Geis (1987, The Language of Politics), Bergler (1992, Evidential Analysis of Reported
Speech, Brandeis University), Chen (2005, IRAL 43(1), 33-51; 2007, RASK 25, 25-55), Recasens et al. (2013, ACL,
1650-1659).

This lexicon is our own compilation along these lines; no word was put in or left out for the quotations that are coded
in ``tests/gold``. The test for a word: a cue *endorses* if "…, but that is not true" after it would contradict the cue
itself; it is *distancing* if a reporter who holds the words to be true would avoid it. It is about the words, not
about the person: "admit" is no praise for the source (Chen counts it as negative), but presents what is admitted as a
fact. Verbs that are not listed count as neutral. Irony, and an outlet whose house style says "claim" for every "say",
are beyond a lexicon.
"""

from __future__ import annotations

from dataclasses import dataclass

ENDORSING, NEUTRAL, DISTANCING, NONE = "endorsing", "neutral", "distancing", "none"


@dataclass(frozen=True)
class CueGroup:
    """Cues of one kind: their stance, what they share, an example, and the cues (phrases with underscores)."""

    stance: str
    sense: str
    example: str
    cues: str


GROUPS: tuple[CueGroup, ...] = (
    CueGroup(
        ENDORSING,
        "admits: the source would rather not say it, so it is so",
        "The ministry acknowledged that the bridge was unsafe.",
        "acknowledge admit concede confess own_up come_clean recognize recognise allow_that grant_that accept_that",
    ),
    CueGroup(
        ENDORSING,
        "points at a fact",
        "The engineer pointed out that the bridge was built in 1911.",
        "point_out note notice observe remind recall remember draw_attention_to call_attention_to drive_home "
        "make_clear make_plain lay_bare spell_out underline underscore highlight",
    ),
    CueGroup(
        ENDORSING,
        "explains: what is explained is taken for given",
        "The engineer explained that the bolts had rusted.",
        "explain clarify elucidate",
    ),
    CueGroup(
        ENDORSING,
        "shows, or finds out",
        "The study showed that the bridge was unsafe.",
        "show prove demonstrate establish confirm verify corroborate substantiate document detect determine "
        "ascertain find discover uncover expose reveal disclose divulge unearth bear_out shed_light_on validate "
        "illustrate",
    ),
    CueGroup(
        ENDORSING,
        "knows or comes to know (factive also under negation)",
        "The mayor knew that the bridge was unsafe.",
        "know realize realise learn find_out figure_out foresee forget overlook aware regret resent deplore rue sorry",
    ),
    CueGroup(
        ENDORSING,
        "settles the matter against others: the source is right that it is not so",
        "The engineer debunked the story that the bridge had been blown up.",
        "refute disprove debunk belie set_the_record_straight",
    ),
    CueGroup(
        DISTANCING,
        "puts forward what is contested, without proof",
        "The mayor claimed that the bridge was safe.",
        "claim allege contend assert insist maintain purport profess aver avow make_out",
    ),
    CueGroup(
        DISTANCING,
        "makes it up, distorts it or is wrong",
        "The mayor pretended that the bridge was safe.",
        "pretend lie fib feign fabricate concoct invent make_up dream_up cook_up exaggerate overstate embellish "
        "distort twist misrepresent misstate mischaracterize mislead misinform deceive misjudge misremember delude "
        "fantasize fantasise imagine fancy",
    ),
    CueGroup(
        DISTANCING,
        "guesses or hears say",
        "The clerk speculated that the bridge had been blown up.",
        "speculate conjecture rumor rumour gossip insinuate",
    ),
    CueGroup(
        DISTANCING,
        "boasts, sells or preaches",
        "The mayor boasted that the bridge would last for ever.",
        "boast brag crow gloat trumpet tout peddle bluster preach pontificate sermonize moralize parrot regurgitate "
        "trot_out",
    ),
    CueGroup(
        DISTANCING,
        "raves or whines",
        "The mayor whined that nobody had warned him.",
        "rant rave rail fulminate harangue blather prattle whine whinge gripe grumble moan carp bleat",
    ),
    CueGroup(
        NEUTRAL,
        "says or writes",
        "The mayor said that the bridge was safe.",
        "say tell state add write report announce declare comment remark mention describe recount relate narrate "
        "testify inform notify relay convey express voice speak put read continue go_on begin post tweet text email "
        "publish broadcast release quote cite repeat reiterate echo summarize outline detail elaborate specify "
        "proclaim pronounce according_to in_the_words_of in_the_view_of in_the_opinion_of as_per reportedly",
    ),
    CueGroup(
        NEUTRAL,
        "answers, asks or argues",
        "The mayor asked whether the bridge was safe.",
        "ask wonder question inquire enquire query reply respond answer retort counter argue reason suggest propose "
        "recommend advise counsel agree concur disagree object deny dispute contest reject rebut dismiss doubt "
        "protest criticize criticise condemn denounce blame accuse charge complain lament defend justify stress "
        "emphasize emphasise conclude infer judge decide rule",
    ),
    CueGroup(
        NEUTRAL,
        "wants, promises or warns",
        "The mayor warned that the bridge might close.",
        "want wish hope fear worry demand urge request appeal plead beg implore call_for call_on order command "
        "instruct promise pledge vow swear threaten offer invite warn caution alert predict forecast expect "
        "anticipate estimate reckon calculate plan intend refuse decline fail",
    ),
    CueGroup(
        NEUTRAL,
        "thinks or feels",
        "The mayor thinks that the bridge is safe.",
        "think believe feel consider hold view see regard suppose presume assume suspect guess understand sense hear "
        "imply hint signal indicate intimate muse ponder reflect reminisce surmise posit theorize",
    ),
    CueGroup(
        NEUTRAL,
        "names: how somebody calls something",
        "The mayor called the bridge safe.",
        "call name term label dub describe_as characterize characterise liken compare welcome praise hail applaud",
    ),
    CueGroup(
        NEUTRAL,
        "says it in a certain tone",
        "The mayor whispered that the bridge was safe.",
        "joke quip laugh smile shrug sigh murmur whisper mutter mumble shout yell scream cry exclaim snap bark "
        "thunder intone deadpan interject interrupt scoff sneer mock",
    ),
)
"""The lexicon."""

CUE_STANCES: dict[str, str] = {cue.replace("_", " "): group.stance for group in GROUPS for cue in group.cues.split()}
"""Lemma or phrase -> its stance."""

NOUNS: dict[str, str] = {
    noun: verb
    for verb, nouns in {
        "claim": "claim claims",
        "allege": "allegation allegations",
        "assert": "assertion assertions",
        "insist": "insistence",
        "contend": "contention contentions",
        "boast": "boast boasts",
        "lie": "lie lies falsehood falsehoods fabrication fabrications",
        "fantasize": "fantasy fantasies myth myths fiction",
        "speculate": "speculation rumor rumors rumour rumours",
        "acknowledge": "acknowledgment acknowledgement",
        "admit": "admission admissions",
        "reveal": "revelation revelations",
        "find": "finding findings discovery",
        "confirm": "confirmation",
        "explain": "explanation explanations",
        "realize": "realization realisation",
    }.items()
    for noun in nouns.split()
}
"""Nouns that attribute ("the claim that", "Hill’s admission") -> the verb whose stance they have."""

FACTIVES = frozenset(cue.replace("_", " ") for g in GROUPS if g.sense.startswith("knows") for cue in g.cues.split())
"""Cues that present their words as true under negation too: "did not know that"."""

MODIFIERS: tuple[tuple[str, str, str], ...] = (
    (
        ENDORSING,
        r"(?<!\bor )\b(?:rightly(?! or\b)|correctly|accurately|truthfully|aptly|convincingly|persuasively|wisely"
        r"|astutely|perceptively|presciently|justifiably|with good reason|to (?:his|her|their|its) credit)\b",
        "as the engineer rightly said",
    ),
    (
        DISTANCING,
        r"(?<!\bor )\b(?:falsely|wrongly(?! or\b)|incorrectly|inaccurately|mistakenly|erroneously|misleadingly"
        r"|dishonestly|disingenuously|untruthfully|absurdly|implausibly|improbably|ludicrously|preposterously|baselessly"
        r"|groundlessly|unconvincingly|conveniently|allegedly|supposedly|purportedly|ostensibly)\b",
        "the mayor falsely said",
    ),
)
"""Adverbs that decide whatever the verb, where they stand in the cue or right beside it: stance, pattern, example."""

PHRASES: tuple[tuple[str, str, str], ...] = (
    (
        DISTANCING,
        r"\bwithout (?:(?:any|offering|giving|citing|providing|presenting|showing|a|shred|of) )*(?:evidence|proof)\b",
        "the mayor said without offering any evidence",
    ),
    (
        DISTANCING,
        r"\bwhat\b[^,;:]{1,40}\b(?:call|term|dub|label|describe|like to call)(?:s|ed|led|bed|med|d)?\b",
        "what the mayor calls",
    ),
    (DISTANCING, r"\b(?:so-called|self-styled)\b", "the self-styled expert said"),
    (
        DISTANCING,
        r"\b(?:false|baseless|unfounded|unsubstantiated|unproven|unverified|discredited|dubious|misleading|bogus"
        r"|spurious) (?:[\w-]+ )?(?:claim|allegation|assertion|accusation|statement|charge|story|theory|report)s?\b",
        "the baseless claim",
    ),
    (DISTANCING, r"\bto hear (?:him|her|them) tell it\b", "to hear him tell it"),
    (DISTANCING, r"\bwould have (?:us|you|it|people|everyone|everybody)\b", "the mayor would have us believe"),
    (DISTANCING, r"\b(?:is|are|were) to be believed\b", "if the mayor is to be believed"),
    (
        DISTANCING,
        r"\b(?:by|in) (?:his|her|their|its) own (?:account|telling|version|lights)\b",
        "by his own account",
    ),
)
"""Phrases of the reporting clause that decide whatever the verb: stance, pattern, example."""
