"""Tables to read in a notebook: the long tables joined, named and shortened for the eye.

Of one article each, as sources of different articles share their ids by chance.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from framing.schema import AUTHOR
from framing.show.lettering import excerpt
from framing.show.tables import CodebookLike, frame_names, one_article, records, source_names

if TYPE_CHECKING:
    from pandas.io.formats.style import Styler

WHOLE = "the whole article"
"""Stands for a voice where a label is about the article."""


def as_table(frame: pd.DataFrame, *, digits: int = 2) -> Styler:
    """Return a table to look at in a notebook: whole cells, text to the left, numbers rounded; all text is escaped."""
    return (
        frame.style.hide(axis="index")
        .format(precision=digits, escape="html")
        .set_table_styles(
            [
                {"selector": "th", "props": "text-align: left"},
                {"selector": "td", "props": "text-align: left; vertical-align: top; white-space: normal"},
            ]
        )
    )


def sources_overview(sources: pd.DataFrame, mentions: pd.DataFrame, claims: pd.DataFrame) -> pd.DataFrame:
    """Return one row a source, the author at the top, then most words first.

    Returns
    -------
    pandas.DataFrame
        ``source``, ``type``, ``because`` (the words that the type rests on), ``words`` (without reporting words),
        ``called`` (how the text calls it, and why that is taken for the same source).
    """
    one_article(sources, mentions, claims)
    own = claims[~claims["reporting"]].groupby("source_id")["words"].sum()
    called = {
        source: "; ".join(dict.fromkeys(f"{excerpt(m.text, 50)} ({m.reason})" for m in records(group)))
        for source, group in mentions.groupby("source_id", sort=False)
    }
    out = pd.DataFrame(
        {
            "source": sources["name"],
            "type": sources["type"],
            "because": sources["type_evidence"],
            "words": [int(own.get(s, 0)) for s in sources["source_id"]],
            "called": [called.get(s, "") for s in sources["source_id"]],
            "author": sources["source_id"].eq(AUTHOR),
        }
    )
    return (
        out.sort_values(["author", "words"], ascending=False, kind="stable")
        .drop(columns="author")
        .reset_index(drop=True)
    )


def attributions_overview(
    attributions: pd.DataFrame, spans: pd.DataFrame, sources: pd.DataFrame, *, length: int = 140
) -> pd.DataFrame:
    """Return one row an attribution, in order of the text.

    The least certain are found with ``.sort_values("confidence")``.

    Returns
    -------
    pandas.DataFrame
        ``source``, ``cue``, ``content`` (shortened to `length` characters), ``form``, ``quoted by`` (in whose words it
        is nested), ``confidence``.
    """
    one_article(attributions, spans, sources)
    names = source_names(sources)
    texts = {
        role: own.sort_values("start").groupby("attribution_id")["text"].agg(" … ".join).to_dict()
        for role, own in spans.groupby("role")
    }
    cues, contents = texts.get("cue", {}), texts.get("content", {})
    owner = dict(zip(attributions["attribution_id"], attributions["source_id"], strict=True))
    ids = attributions["attribution_id"]
    return pd.DataFrame(
        {
            "source": [names.get(s, s) for s in attributions["source_id"]],
            "cue": [cues.get(a, "") for a in ids],
            "content": [excerpt(contents.get(a, ""), length) for a in ids],
            "form": attributions["form"],
            "quoted by": [names.get(owner.get(p, ""), "") for p in attributions["parent_id"]],
            "confidence": attributions["confidence"].round(2),
        }
    ).reset_index(drop=True)


def labels_overview(
    labels: pd.DataFrame,
    turns: pd.DataFrame,
    claims: pd.DataFrame,
    sources: pd.DataFrame,
    *,
    kind: str = "frame",
    codebook: CodebookLike | None = None,
    length: int = 140,
) -> pd.DataFrame:
    """Return one row a label that is expressed, in order of the text; those of the whole article come first.

    Returns
    -------
    pandas.DataFrame
        ``voice`` (or :data:`WHOLE`), ``frame`` (or ``target``, where `kind` is ``stance``), ``commitment`` (or
        ``stance``), ``probability``, ``range`` (over wordings), ``evidence`` (the claim that carries it best, shortened
        to `length` characters).
    """
    one_article(labels, turns, claims, sources)
    found = labels[(labels["kind"] == kind) & (labels["label"] != "not expressed")]
    places = dict(zip(turns["turn_id"], turns["start"], strict=True))
    found = found.assign(place=[places.get(u, -1) for u in found["unit_id"]]).sort_values(
        ["place", "probability"], ascending=[True, False], kind="stable"
    )
    names = {**source_names(sources), "": WHOLE}
    titles = frame_names(found["name"].unique(), codebook) if kind == "frame" else _targets(codebook)
    texts = dict(zip(claims["claim_id"], claims["text"], strict=True))
    return pd.DataFrame(
        {
            "voice": [names.get(s, s) for s in found["source_id"]],
            ("frame" if kind == "frame" else "target"): [titles.get(n, n) for n in found["name"]],
            ("commitment" if kind == "frame" else "stance"): found["commitment" if kind == "frame" else "label"],
            "probability": found["probability"].round(2),
            "range": [f"{a:.2f} to {b:.2f}" for a, b in zip(found["wording_low"], found["wording_high"], strict=True)],
            "evidence": [excerpt(texts[e[0]], length) if len(e) else "" for e in found["evidence"]],
        }
    ).reset_index(drop=True)


def likeliest_unit(labels: pd.DataFrame, turns: pd.DataFrame, claims: pd.DataFrame, *, frame: str) -> tuple[str, str]:
    """Return the ``unit_id`` in which a frame is likeliest, and its words.

    A turn, if the frame was asked of turns, with all its words; else the article, with the claims that carry the frame.
    Both are empty where it was asked of nothing.
    """
    one_article(labels, turns, claims)
    asked = labels[(labels["kind"] == "frame") & (labels["name"] == frame)]
    own = asked[asked["unit"] == "turn"] if (asked["unit"] == "turn").any() else asked
    if own.empty:
        return "", ""
    best = next(records(own.sort_values("probability", ascending=False, kind="stable")))
    if best.unit == "turn":
        return best.unit_id, dict(zip(turns["turn_id"], turns["text"], strict=True))[best.unit_id]
    texts = dict(zip(claims["claim_id"], claims["text"], strict=True))
    return best.unit_id, " … ".join(texts[c] for c in best.evidence) or WHOLE


def _targets(codebook: CodebookLike | None) -> dict[str, str]:
    """Return the labels of a codebook's targets by key."""
    return {t.key: t.label for t in getattr(codebook, "targets", ())}


def thresholds_overview(
    labels: pd.DataFrame,
    turns: pd.DataFrame,
    *,
    codebook: CodebookLike | None = None,
    thresholds: tuple[float, ...] = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8),
) -> pd.DataFrame:
    """Return the share of the article's words in turns whose probability for a frame reaches each of some thresholds.

    Whatever the commitment. It shows which findings hang on the threshold; it does not say which threshold is right.
    Frames that were asked of the whole article have no share of its words and no row.

    Returns
    -------
    pandas.DataFrame
        ``frame``, and a column a threshold (``0.3`` …), shares from 0 to 1.
    """
    one_article(labels, turns)
    frames = labels[(labels["kind"] == "frame") & (labels["unit"] == "turn")]
    words = dict(zip(turns["turn_id"], turns["words"], strict=True))
    total = max(int(turns["words"].sum()), 1)
    rows = {
        str(name): {
            f"{t:.1f}": group.loc[group["probability"] >= t, "unit_id"].map(words).astype(float).sum() / total
            for t in thresholds
        }
        for name, group in frames.groupby("name", sort=False)
    }
    titles = frame_names(list(rows), codebook)
    return pd.DataFrame(
        [{"frame": titles[name], **row} for name, row in rows.items()],
        columns=["frame", *(f"{t:.1f}" for t in thresholds)],
    )


def codebook_overview(codebook: CodebookLike) -> pd.DataFrame:
    """Return one row a frame of a codebook.

    Returns
    -------
    pandas.DataFrame
        ``frame``, ``asked of`` (turn, article), ``function`` (after Entman), ``definition``, ``wordings``, ``near miss,
        not coded``.
    """
    units: tuple[str, ...] = getattr(codebook, "units", ("turn",))
    return pd.DataFrame(
        [
            {
                "frame": f.label,
                "asked of": ", ".join(getattr(f, "units", None) or units),
                "function": getattr(f, "function", "") or "",
                "definition": getattr(f, "definition", ""),
                "wordings": " · ".join(getattr(f, "wordings", ())),
                "near miss, not coded": getattr(f, "near_miss", ""),
            }
            for f in codebook.frames
        ]
    )
