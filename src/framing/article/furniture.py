"""Mark the lines of a page that do not belong to the article: advertising, prompts to join, credits, teasers, buttons.

Lines are marked with a reason, never cut, and always whole: a rule that is wrong hides a line, not half a sentence, and the reader sees which.
A rule looks at one line at a time and fires only on short lines; prose that merely mentions an advertisement or a subscription stays.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import pandas as pd

from framing.article.read import Article, front_matter
from framing.schema import conform

_SHORT = 30
"""A line of more words is prose, whatever it mentions."""


@dataclass(frozen=True)
class Rule:
    """One rule: the reason it gives, the pattern that a whole line matches (case ignored), and a line it was made for."""

    reason: str
    pattern: str
    example: str


RULES: tuple[Rule, ...] = (
    Rule("advertising", r"\W*(?:advertisements?|advertising|ads?|sponsored(?: content| post)?|paid (?:content|post)|promoted)\W*", "Advertisement"),
    Rule("advertising", r"\W*(?:article|story|text) continues (?:below|after)\b.*", "Story continues below advertisement"),
    Rule(
        "recommendation",
        r"(?:recommended|related|related (?:articles?|stories|content|coverage|topics)|more (?:from|on|in|stories)\b.*|most (?:read|popular|viewed)"
        r"|editors?['’]?s? picks?|you (?:may|might) (?:also )?(?:like|be interested in)|what to read next|up next|don['’]t miss|in case you missed it|top stories)"
        r"(?: for you)?\W*",
        "Recommended for you",
    ),
    Rule("recommendation", r"(?:read (?:more|also|next)|see also|also read|related|more)\s*[:>»|].*", "Read more: Five questions about the budget"),
    Rule(
        "membership",
        r"(?:please )?(?:join|subscribe|sign up|log ?in|register|become a|upgrade|already a)\b.*\b(?:conversation|member|members|membership|subscriber|newsletters?|"
        r"account|inbox|comment|comments|access|alerts?|today|now|free|vip|community|podcast|channel)\b.*",
        "Subscribe now for full access",
    ),
    Rule("membership", r"(?:support|donate to|help us|help keep)\b.*\b(?:journalism|newsroom|reporting|reporters|independent media)\b.*", "Support our journalism"),
    Rule("membership", r"get (?:the|our|your)\b.*\b(?:newsletter|inbox|briefing|alerts?)\b.*", "Get our daily newsletter in your inbox"),
    Rule(
        "video teaser",
        r"(?:trending on .*\bvideos?|(?:watch|video|listen|play video|now playing|watch live|watch now|live updates?)\s*(?:[:>»|].*)?|\W*video\W*)",
        "Watch: What the minister said",
    ),
    Rule(
        "photo credit",
        r"(?:photo|image|picture|photograph|illustration|credit|screenshot|file photo|photos?)(?: (?:by|credit|courtesy of|from|via))?\s*[:/].*"
        r"|(?:photo|image|illustration|photograph) (?:by|credit|courtesy)\b.*"
        r"|.*(?:via AP|AP Photo|AP Images|Getty Images|Shutterstock|iStock|Alamy|Pool via|via Reuters|via AFP|via Getty|/\s?AFP|/\s?Reuters)\b[^.!?]*",
        "Ministry press office via AP",
    ),
    Rule(
        "button",
        r"(?:share(?: (?:this|on|via)\b.*)?|tweet|e-?mail|print|copy link|facebook|twitter|whatsapp|linkedin|reddit|save|follow us\b.*|(?:\d+ )?comments?(?: \(\d+\))?|leave a comment|"
        r"post a comment|view comments|show comments|click here\b.*|skip (?:ad|to\b.*)|back to top|menu|search|home)\W*",
        "Share on Facebook",
    ),
    Rule(
        "byline or date",
        r"by (?:[A-Z][\w.’'-]+|and|de|van|von|of the|for|,)(?:[ ,]+(?:[A-Z][\w.’'-]+|and|de|van|von|of the|for|,)){0,9}",
        "By Jane Doe and John Roe",
    ),
    Rule(
        "byline or date",
        r"(?:(?:first )?(?:published|updated|posted|last (?:updated|modified))\b.{0,60}|(?:mon|tues|wednes|thurs|fri|satur|sun)day,? .{0,25}\d{4}.{0,25}"
        r"|(?:january|february|march|april|may|june|july|august|september|october|november|december) \d{1,2}, \d{4}.{0,30}|\d+ min(?:ute)?s? read)",
        "Published 7 March 2022 at 10:15",
    ),
    Rule("copyright", r"(?:©|\(c\)|copyright\b|all rights reserved).*", "© 2022 The Daily Example"),
)

_COMPILED = tuple((rule, re.compile(rule.pattern, 0 if rule.reason == "byline or date" and rule.pattern.startswith("by ") else re.IGNORECASE)) for rule in RULES)


def rules() -> pd.DataFrame:
    """Return the rules as a table: reason, pattern, example."""
    return pd.DataFrame([rule.__dict__ for rule in RULES])


def _reason(line: str) -> str | None:
    """Return why a line is furniture, or None if it belongs to the article."""
    bare = line.strip()
    if len(bare.split()) > _SHORT:
        return None
    probe = "by" + bare[2:] if bare.startswith(("By ", "BY ")) else bare
    for rule, pattern in _COMPILED:
        if pattern.fullmatch(probe):
            return rule.reason
    return None


def furniture(article: Article) -> pd.DataFrame:
    """Return the table ``furniture``: every line that does not belong to the article, with its line number and the reason.

    Front matter is furniture too. After a marker such as "Recommended" in the last third of the text, lines that do not end like a sentence are
    taken for the teasers that it announces. The headline is never furniture.
    """
    text = article.text
    matter, _ = front_matter(text)
    rows = []
    start, headline_seen, after_marker = 0, not article.headline, False
    for number, line in enumerate(text.split("\n"), start=1):
        end = start + len(line)
        reason: str | None = None
        if start < matter:
            reason = "front matter" if line.strip() else None
        elif line.strip() and not headline_seen:
            headline_seen = True
        elif line.strip():
            reason = _reason(line)
            if reason is None and after_marker and line.rstrip()[-1] not in ".!?…”\"’" and len(line.split()) <= _SHORT:
                reason = "recommendation"
            if reason == "recommendation" and start > 2 * len(text) / 3:
                after_marker = True
        if reason:
            rows.append(
                {"article_id": article.article_id, "start": start, "end": end, "text": line, "line": number, "reason": reason}
            )
        start = end + 1
    return conform(rows, "furniture")
