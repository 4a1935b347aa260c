"""Tables to read in a notebook: the long tables joined, named and shortened for the eye. The numbers are those of the tables; nothing is computed anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from framing.schema import AUTHOR
from framing.show.lettering import excerpt
from framing.show.tables import CodebookLike, frame_names, source_names

if TYPE_CHECKING:
    from pandas.io.formats.style import Styler


def as_table(frame: pd.DataFrame, *, digits: int = 2) -> Styler:
    """Return a table to look at in a notebook: whole cells, text to the left, numbers rounded; everything is escaped."""
    return (
        frame.style.hide(axis="index")
        .format(precision=digits, escape="html")
        .set_properties(**{"text-align": "left", "vertical-align": "top", "white-space": "normal"})
        .set_table_styles([{"selector": "th", "props": [("text-align", "left")]}])
    )


def sources_overview(sources: pd.DataFrame, mentions: pd.DataFrame, claims: pd.DataFrame) -> pd.DataFrame:
    """Return one row a source: ``source``, ``type``, ``because`` (the words that the type rests on), ``words``, ``called`` (how the text calls it, and why that is the same source).

    Most words first, the author at the top.
    """
    own = claims[~claims["reporting"]].groupby("source_id")["words"].sum()
    called = {
        source: "; ".join(dict.fromkeys(f"{excerpt(m.text, 50)} ({m.reason})" for m in group.itertuples()))
        for source, group in mentions.groupby("source_id", sort=False)
    }
    out = pd.DataFrame(
        {
            "source": sources["name"],
            "type": sources["type"],
            "because": sources["type_evidence"],
            "words": sources["source_id"].map(own).fillna(0).astype(int),
            "called": sources["source_id"].map(called).fillna(""),
            "author": sources["source_id"].eq(AUTHOR),
        }
    )
    return out.sort_values(["author", "words"], ascending=False, kind="stable").drop(columns="author").reset_index(drop=True)


def attributions_overview(attributions: pd.DataFrame, spans: pd.DataFrame, sources: pd.DataFrame, *, length: int = 140) -> pd.DataFrame:
    """Return one row an attribution: ``source``, ``cue``, ``content`` (shortened), ``form``, ``quoted by`` (in whose words it is nested), ``confidence``.

    In order of the text. The least certain are found with ``.sort_values("confidence")``.
    """
    names = source_names(sources)
    texts = {
        role: spans[spans["role"] == role].sort_values("start").groupby("attribution_id")["text"].agg(" … ".join) for role in ("cue", "content")
    }
    owner = dict(zip(attributions["attribution_id"], attributions["source_id"], strict=True))
    ids = attributions["attribution_id"]
    return pd.DataFrame(
        {
            "source": [names.get(s, s) for s in attributions["source_id"]],
            "cue": ids.map(texts["cue"]).fillna(""),
            "content": [excerpt(t, length) for t in ids.map(texts["content"]).fillna("")],
            "form": attributions["form"],
            "quoted by": [names.get(owner.get(p, ""), "") for p in attributions["parent_id"]],
            "confidence": attributions["confidence"].round(2),
        }
    ).reset_index(drop=True)


def labels_overview(
    labels: pd.DataFrame, turns: pd.DataFrame, claims: pd.DataFrame, sources: pd.DataFrame, *, kind: str = "frame", codebook: CodebookLike | None = None, length: int = 140
) -> pd.DataFrame:
    """Return one row a label that is expressed: ``voice``, ``frame`` or ``target``, ``commitment`` or ``stance``, ``probability``, ``range`` over wordings, ``evidence`` (the claim that carries it).

    In order of the text.
    """
    found = labels[(labels["kind"] == kind) & (labels["label"] != "not expressed")]
    places = dict(zip(turns["turn_id"], turns["start"], strict=True))
    found = found.assign(place=found["unit_id"].map(places)).sort_values(["place", "probability"], ascending=[True, False], kind="stable")
    names = source_names(sources)
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


def _targets(codebook: CodebookLike | None) -> dict[str, str]:
    """Return the labels of a codebook's targets by key."""
    return {t.key: t.label for t in getattr(codebook, "targets", ())}


def thresholds_overview(labels: pd.DataFrame, turns: pd.DataFrame, *, codebook: CodebookLike | None = None, thresholds: tuple[float, ...] = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8)) -> pd.DataFrame:
    """Return the share of the article's words in turns whose probability for a frame reaches a threshold: one row a frame, one column a threshold.

    Whatever the commitment. It shows which findings hang on the threshold; it does not say which threshold is right.
    """
    frames = labels[labels["kind"] == "frame"]
    words = dict(zip(turns["turn_id"], turns["words"], strict=True))
    total = max(int(turns["words"].sum()), 1)
    rows = {
        name: {f"{t:.1f}": group.loc[group["probability"] >= t, "unit_id"].map(words).astype(float).sum() / total for t in thresholds}
        for name, group in frames.groupby("name", sort=False)
    }
    titles = frame_names(list(rows), codebook)
    return pd.DataFrame([{"frame": titles[name], **row} for name, row in rows.items()], columns=["frame", *(f"{t:.1f}" for t in thresholds)])


def codebook_overview(codebook: CodebookLike) -> pd.DataFrame:
    """Return the codebook as a table: ``frame``, ``function`` (Entman), ``definition``, ``wordings``, ``near miss, not coded``."""
    return pd.DataFrame(
        [
            {
                "frame": f.label,
                "function": getattr(f, "function", "") or "",
                "definition": getattr(f, "definition", ""),
                "wordings": " · ".join(getattr(f, "wordings", ())),
                "near miss, not coded": getattr(f, "near_miss", ""),
            }
            for f in codebook.frames
        ]
    )
