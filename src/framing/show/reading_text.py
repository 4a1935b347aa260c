"""The text of a reading: every claim in the look of its voice, the frames of the turns beside their paragraph."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape
from string import ascii_uppercase
from typing import Any

import pandas as pd

from framing.schema import AUTHOR
from framing.show.style import COMMITMENTS, Style, source_colours
from framing.show.tables import name_of, records, source_names

UNDERLINES = ("solid", "dashed", "dotted", "double", "wavy")


@dataclass(frozen=True)
class Look:
    """How one voice looks in the text: its letter (none for the author), its name, its colour and underline."""

    tag: str
    name: str
    style: Style
    underline: str
    chains: Mapping[str, tuple[str, ...]]

    def css(self) -> str:
        """Return the inline style of its words."""
        return (
            f"background-color:{self.style.tint};text-decoration-style:{self.underline};"
            f"text-decoration-color:{self.style.colour}"
        )

    def sample(self, words: str) -> str:
        """Return `words` (HTML) marked as this voice's, with its letter."""
        if not self.tag:
            return words
        return f'<span class="fr-v" style="{self.css()}"><sup class="fr-tag">{escape(self.tag)}</sup>{words}</span>'


def looks_of(sources: pd.DataFrame, claims: pd.DataFrame, attributions: pd.DataFrame | None) -> dict[str, Look]:
    """Return the look of every source that has words in `claims`, the author first, then most words first."""
    names = source_names(sources)
    styles = source_colours(sources, claims)
    speaking = {str(i) for i in claims.loc[~claims["reporting"], "source_id"]} | {
        str(i) for i in claims["outer_source_id"]
    }
    chains = _chains(claims, attributions)
    looks: dict[str, Look] = {}
    n = 0
    for source_id, style in styles.items():
        if source_id not in speaking:
            continue
        tag = "" if source_id == AUTHOR else _letters(n)
        n += source_id != AUTHOR
        underline = UNDERLINES[(n - 1) % len(UNDERLINES)]
        looks[source_id] = Look(tag, name_of(source_id, names), style, underline, chains)
    return looks


def _letters(n: int) -> str:
    """Return A to Z, then AA, AB and so on."""
    return ("" if n < 26 else _letters(n // 26 - 1)) + ascii_uppercase[n % 26]


def _chains(claims: pd.DataFrame, attributions: pd.DataFrame | None) -> dict[str, tuple[str, ...]]:
    """Return, by claim, everyone from the one whom the author quotes to the one whose words they are."""
    above: dict[str, tuple[str, str]] = {}
    if attributions is not None:
        above = {str(a.attribution_id): (str(a.source_id), str(a.parent_id)) for a in records(attributions)}
    chains = {}
    for claim in records(claims):
        chain: list[str] = []
        path: list[str] = []
        at = str(claim.attribution_id)
        while at in above and at not in path:  # a loop in a corrected table must not hang the page
            path.append(at)
            chain.insert(0, above[at][0])
            at = above[at][1]
        if not chain or chain[-1] != claim.source_id:
            chain = [claim.outer_source_id, claim.source_id]
        chains[str(claim.claim_id)] = tuple(i for i in dict.fromkeys(chain) if i != AUTHOR)
    return chains


def paragraphs(
    text: str,
    claims: pd.DataFrame,
    turns: pd.DataFrame,
    looks: Mapping[str, Look],
    *,
    title: str,
    labelled: pd.DataFrame,
    names: Mapping[str, str],
    furniture: pd.DataFrame | None,
) -> list[str]:
    """Return the blocks of the text, the headline first: paragraphs with the frames of the turns that begin in them.

    Headings are written as ``<head-title>`` and ``<head-part>``; the reading gives them their level.
    """
    ordered = claims.sort_values("start", kind="stable")
    headlined = bool((ordered["section"] == "headline").any())
    blocks = [] if headlined else [f'<head-title class="fr-title">{escape(title or "Article")}</head-title>']
    if ordered.empty:
        plain = [part.strip() for part in text.split("\n\n")]
        return blocks + [f'<div class="fr-row"><p>{escape(part)}</p></div>' for part in plain if part]
    hidden = [] if furniture is None else sorted((int(f.start), int(f.end)) for f in records(furniture))
    turn_order = {str(t.turn_id): t for t in records(turns.sort_values("start", kind="stable"))}
    first_in = turns.set_index("turn_id")["paragraph"].to_dict()
    for number, part in ordered.groupby("paragraph", sort=True):
        words = "".join(_marked(text, part, looks, hidden)).strip()
        section = str(part["section"].iloc[0])
        kind = "fr-lead" if section == "lead" else ""
        if section == "headline":
            block = f'<head-title class="fr-title">{words}</head-title>'
        else:
            block = f'<p class="{kind}">{words}</p>' if kind else f"<p>{words}</p>"
        here = [t for i, t in turn_order.items() if first_in.get(i) == number]
        blocks.append(f'<div class="fr-row">{block}{_notes(here, labelled, names, looks)}</div>')
    return blocks


def _marked(text: str, part: pd.DataFrame, looks: Mapping[str, Look], hidden: list[tuple[int, int]]) -> Iterator[str]:
    at = int(part["start"].iloc[0])
    before = ""
    for claim in records(part):
        yield escape(_visible(text, at, claim.start, hidden))
        words = escape(text[max(at, claim.start) : claim.end])
        at = max(at, claim.end)
        if claim.reporting:
            yield f'<span class="fr-s">{words}</span>'
            before = ""
            continue
        look = looks.get(claim.source_id)
        if look is None or not look.tag:
            yield words
            before = ""
            continue
        chain = look.chains.get(str(claim.claim_id), ())
        same = before == claim.turn_id  # one tag for the sentences of one stretch
        before = claim.turn_id
        yield _voice(words, look, chain, looks, tagged=not same)


def _voice(words: str, look: Look, chain: tuple[str, ...], looks: Mapping[str, Look], *, tagged: bool) -> str:
    path = " > ".join(["author", *(looks[i].name if i in looks else i for i in chain)])
    tags = "›".join(looks[i].tag if i in looks else "?" for i in chain) or look.tag
    tag = f"[{tags}]" if len(chain) > 1 else tags
    head = (
        f'<sup class="fr-tag" aria-hidden="true">{escape(tag)}</sup><span class="fr-hidden">({escape(path)}:) </span>'
    )
    trailing = words[len(words.rstrip()) :]
    inner = (head if tagged else "") + words.rstrip()
    return f'<span class="fr-v" style="{look.css()}" title="{escape(path)}">{inner}</span>{trailing}'


def _visible(text: str, start: int, end: int, hidden: list[tuple[int, int]]) -> str:
    """Return text[start:end] without furniture."""
    kept, at = [], start
    for first, last in hidden:
        if first < end and last > at:
            kept.append(text[at : max(first, at)])
            at = max(at, last)
    return "".join(kept) + text[at : max(end, at)]


def _notes(here: list[Any], labelled: pd.DataFrame, names: Mapping[str, str], looks: Mapping[str, Look]) -> str:
    lines = []
    for turn in here:
        mine = labelled[labelled["turn_id"] == turn.turn_id].sort_values("probability", ascending=False, kind="stable")
        look = looks.get(turn.source_id)
        who = look.name if look else str(turn.source_id)
        tag = look.sample("") if look and look.tag else "<b>author</b>"
        for row in records(mine):
            sign = COMMITMENTS[row.commitment].sign if row.commitment in COMMITMENTS else "?"
            frame = escape(names.get(row.frame, row.frame))
            heard = f'<span class="fr-hidden">{escape(who)}, {escape(row.commitment)}: </span>'
            shown = f'<span aria-hidden="true">{tag} {sign}</span>'
            lines.append(f"<li>{shown} {heard}{frame} <span>{row.probability:.2f}</span></li>")
    if not lines:
        return ""
    return f'<aside class="fr-plain fr-notes" aria-label="Frames in this paragraph"><ul>{"".join(lines)}</ul></aside>'
