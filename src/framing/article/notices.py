"""Pages that stand in an article's place: paywalls, error pages, questions whether one is a robot.

A text of fewer than 120 words with one short line that says so is refused: its figures would be about the notice, or
about the first paragraphs alone. A longer text is never refused; there, such a line is furniture.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import pandas as pd

from framing.errors import FramingError

FEWEST_WORDS = 120
"""A text of more words is taken for the article, whatever else the page says."""
_LONGEST = 25
"""A line of more words is prose."""


@dataclass(frozen=True)
class Notice:
    """What one line of such a page says: kind of page, pattern (case ignored), an example, where it was met."""

    kind: str
    pattern: str
    example: str
    met: str


_CODES = r"(?:40[0-9]|410|429|50[0-4])"
_FAILURES = r"(?:not found|forbidden|bad gateway|internal server error|service unavailable|gateway time-?out)"

NOTICES: tuple[Notice, ...] = (
    Notice(
        "paywall",
        r".*\b(?:subscri\w+|register|sign (?:up|in)|log ?in|account|member\w*|free|access)\b.*"
        r"\bto (?:continue|keep|finish|resume) reading\b.*|\W*to (?:continue|keep|finish|resume) reading\b.*",
        "Subscribe to continue reading",
        "newspapers that show the first paragraphs",
    ),
    Notice(
        "paywall",
        r".*\b(?:subscribe|register|sign (?:up|in)|log ?in)\b.{0,40}\bto (?:read|unlock|access|view|see)"
        r" (?:the |this )?(?:(?:full|rest of (?:the|this)|whole|entire|complete) )?(?:article|story)\b.*",
        "Log in to read the full story",
        "newspapers that show a headline and a summary",
    ),
    Notice(
        "paywall",
        r".*\b(?:article|story|content|page) is (?:only )?(?:for|available (?:only )?(?:to|for)|reserved for"
        r"|exclusive to)\b.{0,30}\b(?:subscribers|members)\b.*",
        "This article is for subscribers only",
        "regional newspapers",
    ),
    Notice(
        "paywall",
        r".*\byou(?:['’]ve| have) (?:reached|used|read|hit|viewed)\b.{0,60}\b(?:free|complimentary|monthly)\b.*",
        "You’ve reached your limit of free articles",
        "newspapers that give away some articles a month",
    ),
    Notice(
        "error page",
        rf"\W*(?:(?:http )?error\W*)?{_CODES}\W*(?:(?:error|page|file|{_FAILURES})\b.{{0,60}})?|\W*{_FAILURES}\W*",
        "404 Not Found",
        "web servers of every kind",
    ),
    Notice(
        "error page",
        r".{0,40}\b(?:page|article|story|url|content)\b.{0,60}\b(?:not (?:be )?found|no longer (?:exists?|available)"
        r"|(?:does not|doesn['’]t) exist|(?:is not|isn['’]t) available)\b.{0,40}",
        "Sorry, the page you are looking for could not be found",
        "newspapers that moved their archive",
    ),
    Notice(
        "error page",
        r"\W*access (?:to (?:this|the) (?:page|site|website|resource) )?(?:has been |is |was )?(?:denied|forbidden)\W*"
        r"|\W*you (?:do not|don['’]t) have permission to access\b.*|.*\bwhy have i been blocked\b.*",
        "Access Denied",
        "pages behind Akamai or Cloudflare",
    ),
    Notice(
        "robot check",
        r".*\bare you a (?:ro)?bot\b.*"
        r"|.*\b(?:confirm|verify|prove|check\w*|make sure)\b.{0,40}\b(?:human|not a (?:ro)?bot)\b.*",
        "Are you a robot?",
        "Bloomberg; pages behind Cloudflare",
    ),
    Notice(
        "robot check",
        r".*\b(?:enable|turn on|activate|requires?|need)\b.{0,20}\b(?:javascript|cookies)\b.*"
        r"|.*\b(?:javascript|cookies)\b.{0,20}\b(?:disabled|blocked|turned off|required|enabled)\b.*",
        "Please enable JavaScript and cookies to continue",
        "pages behind Cloudflare; pages that a script fills in",
    ),
    Notice(
        "robot check",
        r".*\bunusual (?:traffic|activity) from your\b.*"
        r"|.*\bchecking (?:if the site connection is secure|your browser)\b.*"
        r"|\W*just a moment\W*|\W*pardon our interruption\W*",
        "We've detected unusual activity from your computer network",
        "Bloomberg, Google; pages behind Cloudflare or Imperva",
    ),
)

_COMPILED = tuple((notice, re.compile(notice.pattern, re.IGNORECASE)) for notice in NOTICES)
_ADVICE = {
    "paywall": "open the article in your browser where you have access, save that page as .html, and name the file",
    "error page": "check the address in your browser, save the page with the article as .html, and name the file",
    "robot check": "open the article in your browser, save that page as .html, and name the file",
}


def notices() -> pd.DataFrame:
    """Return the patterns as a table: kind, pattern, example, met."""
    return pd.DataFrame([notice.__dict__ for notice in NOTICES])


def find_notice(text: str) -> tuple[str, str]:
    """Return the kind of page that a line of `text` gives away, and the line; two empty strings if there is none."""
    for line in text.split("\n"):
        bare = " ".join(line.split())
        if bare and len(bare.split()) <= _LONGEST:
            for notice, pattern in _COMPILED:
                if pattern.fullmatch(bare):
                    return notice.kind, bare
    return "", ""


def refuse_notices(text: str, *, name: str, page: str = "", locked: bool = False) -> None:
    """Say so if `text` is the notice of a paywall, an error or a robot check instead of an article.

    Parameters
    ----------
    text
        The article's text.
    name
        What a message calls it.
    page
        All text of the web page that it was taken from: a notice often stands beside the article's first lines.
    locked
        The page states that one has to pay for it (``isAccessibleForFree`` of schema.org).

    Raises
    ------
    FramingError
        If it has fewer than 120 words and a notice is found.
    """
    if len(re.findall(r"\w+", text)) >= FEWEST_WORDS:
        return
    kind, line = find_notice(f"{text}\n{page}")
    if locked and not kind:
        kind, line = "paywall", "the page states that it is not free"
    if kind:
        said = f"‘{line}’" if line in text or line in page else line
        article = "an" if kind[0] in "aeiou" else "a"
        raise FramingError(f"{name} holds {article} {kind} ({said}), not the whole article; {_ADVICE[kind]}.")
