"""The rules by which a line of a page is told from the article, each with an example and where it was met.

A rule looks at one line at a time and fires only on short lines; prose that merely mentions an advertisement or a
subscription stays.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import pandas as pd

SHORT = 30
"""A line of more words is prose, whatever it mentions."""
_LONGEST = 400
"""So is a line of more characters: addresses and tables have few spaces."""


@dataclass(frozen=True)
class Rule:
    """One rule: its reason, the pattern that a whole line matches (case ignored), an example, and where it was met.

    ``announces``: what follows it near the end of the text are teasers.
    """

    reason: str
    pattern: str
    example: str
    met: str
    announces: bool = False


_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_WEEKDAY = r"(?:mon|tue|tues|wed|wednes|thu|thurs|fri|sat|satur|sun)(?:day|\.)?"
_DATE = rf"(?:{_WEEKDAY},? )?(?:\d{{1,4}}\b|{_MONTH} \d|today\b|yesterday\b)"
_END = r"(?:(?<![.!?])|(?<=[ap]\.m\.))"
"""The line ends without a full stop, except that of a.m. and p.m."""
_LETTERS = r"newsletters?|inbox|alerts?|podcasts?|briefings?"
_CAPITAL = r"(?-i:[A-Z][\w.’'-]*)"

RULES: tuple[Rule, ...] = (
    Rule(
        "advertising",
        r"\W*(?:advertisements?|advertising|ads?|sponsored(?: content| post)?|paid (?:content|post)|promoted)\W*",
        "Advertisement",
        "RedState, The New York Times: between paragraphs",
    ),
    Rule(
        "advertising",
        r"\W*(?:article|story|text) continues (?:below|after)(?: (?:the |this )?"
        r"(?:ad|advertisement|promotion|newsletter|video|photo|image|gallery))?\W*",
        "Story continues below advertisement",
        "The Washington Post: between paragraphs",
    ),
    Rule(
        "recommendation",
        r"(?:recommended|related|related (?:articles?|stories|content|coverage|topics)"
        r"|more (?:from|on|in|stories)\b.*(?<![.!?])\Z"
        r"|most (?:read|popular|viewed)|editors?['’]?s? picks?|you (?:may|might) (?:also )?(?:like|be interested in)"
        r"|what to read next|up next|don['’]t miss|in case you missed it|top stories)(?: for you)?\W*",
        "Recommended for you",
        "RedState: below the article",
        announces=True,
    ),
    Rule(
        "recommendation",
        r"(?:read (?:more|also|next)|see also|also read|related)\s*[:>»|].*",
        "Read more: Five questions about the budget",
        "Reach papers (Mirror, Express): between paragraphs",
    ),
    Rule(
        "recommendation",
        r".{10,160}\b(?:read|see) more\W*[»>›→…]\W*",
        "Can the town afford a new bridge? Read more. »",
        "blogs: beginnings of other entries",
    ),
    Rule(
        "membership",
        r"(?:please )?(?:subscribe|sign up|register|log ?in|join)(?: (?:us|here|now|today|free|for free|for more))*\W*",
        "Sign up today",
        "newspapers with newsletters: between paragraphs",
    ),
    Rule(
        "membership",
        r"(?:please )?(?:subscribe|sign up|log ?in|register (?:now|today|here|for|to)|become an?\b"
        r"|upgrade (?:to|your|now)|join)\b.*\b(?:conversation|member|membership|subscriber|account|full access"
        rf"|comments?|vip|channel|community|{_LETTERS})\b.*",
        "Subscribe now for full access",
        "RedState (Join the conversation as a VIP Member): below the article",
    ),
    Rule(
        "membership",
        r"already a(?: paid| registered)? (?:member|subscriber)\b.*",
        "Already a member? Log in",
        "newspapers with subscribers: below the first paragraphs",
    ),
    Rule(
        "membership",
        r"(?:support (?:our|the|quality|local|independent|fearless|free)|donate to|help us|help (?:to )?keep)\b"
        r".*\b(?:journalism|newsroom|reporting|reporters|independent media)\b.*",
        "Support our journalism",
        "newsrooms that live on donations: below the article",
    ),
    Rule(
        "membership",
        rf"get (?:the|our|your)\b.*\b(?:{_LETTERS})\b.*",
        "Get our daily newsletter in your inbox",
        "newspapers with newsletters: between paragraphs",
    ),
    Rule(
        "video teaser",
        r"(?:trending on .*\bvideos?|(?:watch|video|listen|play video|now playing|watch live|watch now|live updates?)"
        r"(?:\s*[:>»|].*(?<![.,;]))?|\W*video\W*)",
        "Watch: What the minister said",
        "RedState (Trending on RedState Videos), broadcasters: between paragraphs",
    ),
    Rule(
        "photo credit",
        r"(?:photo|image|picture|photograph|illustration|credit|screenshot|file photo|photos?)"
        r"(?: (?:by|credit|courtesy of|from|via))?\s*[:/].*"
        rf"|(?:photo|image|illustration|photograph) (?:(?:by|credit) {_CAPITAL}|courtesy of)\b.*"
        r"|.*(?:via AP|AP Photo|AP Images|Getty Images|Shutterstock|iStock|Alamy|Pool via|via Reuters|via AFP|via Getty"
        r"|/\s?AFP|/\s?Reuters)\b[^.!?]*",
        "Ministry press office via AP",
        "AP, and papers that print its pictures: below pictures",
    ),
    Rule(
        "button",
        r"(?:share(?: (?:this|on|via)(?: (?:article|story|post|page|link|this|with|on|via|facebook|twitter|x|linkedin"
        r"|reddit|whatsapp|telegram|bluesky|threads|e-?mail|friends?|your|a))*)?"
        r"|tweet|e-?mail|print|copy link|facebook|twitter|whatsapp|linkedin|reddit|save|follow us(?: (?:on|at)\b.*)?"
        r"|(?:\d+ )?comments?(?: \(\d+\))?|leave a comment|post a comment|view comments|show comments|click here\b.*"
        r"|skip (?:ad|to (?:the )?(?:main )?(?:content|navigation|footer|search|comments))"
        r"|back to top|menu|search|home)\W*",
        "Share on Facebook",
        "most newspapers: below the headline and the article",
    ),
    Rule(
        "byline or date",
        rf"by {_CAPITAL}(?:[ ,]+(?:{_CAPITAL}|and|de|der|den|du|la|van|von|bin|of the|for))*,?(?:(?<!\.)|(?<=[JS]r\.))",
        "By Jane Doe and John Roe",
        "most newspapers: below the headline",
    ),
    Rule(
        "byline or date",
        rf"(?:first )?(?:published|updated|posted|last (?:updated|modified))\s*:?\s*(?:on |at )?{_DATE}.{{0,40}}{_END}"
        rf"|(?:published|updated|posted) ?:?|{_WEEKDAY},? (?:\d{{1,2}}|{_MONTH} \d).{{0,40}}{_END}"
        rf"|(?:{_MONTH} \d{{1,2}},|\d{{1,2}} {_MONTH}) \d{{4}}.{{0,30}}{_END}|\d+ min(?:ute)?s? read",
        "Published 7 March 2022 at 10:15",
        "most newspapers: below the headline",
    ),
    Rule(
        "copyright",
        r"©.*|\(c\)\s*(?:copyright\b|\d{4}).*|copyright\s*(?:©|\(c\)|\d{4}|by\b|:).*|(?:.*\W)?all rights reserved\b.*",
        "© 2022 The Daily Example",
        "agency reports, most newspapers: below the article",
    ),
    Rule(
        "printed page",
        r"\d{1,2}[/.]\d{1,2}[/.]\d{2,4}, \d{1,2}:\d{2}(?:\W?[AP]M)?\b.*"
        r"|(?:https?|file)://\S+\s+\d+ ?/ ?\d+|(?:page )?\d+(?: ?/ ?| of )\d+",
        "3/7/22, 10:15 AM The headline",
        "Chrome, Firefox: head and foot of a page that was printed as PDF",
    ),
)

_COMPILED = tuple((rule, re.compile(rule.pattern, re.IGNORECASE)) for rule in RULES)
_REPORTED = re.compile(
    r"(?:^|.*\b)(?:he|she|they|him|her|his|them|their|said|says|told|asked|wrote|urged|shouted|argued|insisted|warned|according)"
    r"\b.*[.!?…][”»\"’')\]]*",
    re.IGNORECASE,
)
"""A whole sentence about what somebody did or said: prose, even where it begins like a button."""
_MAY_BE_PROSE = {"membership", "video teaser", "photo credit", "button"}


def rules() -> pd.DataFrame:
    """Return the rules as a table: reason, pattern, example, where it was met, whether it announces teasers."""
    return pd.DataFrame([rule.__dict__ for rule in RULES])


def rule_for(line: str) -> Rule | None:
    """Return the rule that makes a line furniture, or None if it belongs to the article."""
    bare = line.strip()
    if len(bare.split()) > SHORT or len(bare) > _LONGEST:
        return None
    for rule, pattern in _COMPILED:
        if pattern.fullmatch(bare):
            return None if rule.reason in _MAY_BE_PROSE and _REPORTED.fullmatch(bare) else rule
    return None
