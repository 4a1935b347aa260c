from __future__ import annotations

import re
from html.parser import HTMLParser
from types import SimpleNamespace

import pandas as pd
import pytest

from framing import schema
from framing.errors import FramingError
from framing.show.plot.words import plot_words
from framing.show.reading import reading
from framing.show.style import contrast

_VOID = {"meta", "img", "br", "input", "hr", "link"}


class _Page(HTMLParser):
    """Collects the visible text and complains about tags that do not close in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.classes: list[str | None] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in _VOID:
            self.open.append(tag)
            self.classes.append(dict(attrs).get("class"))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag
        self.classes.pop()

    def handle_data(self, data):
        if "style" not in self.open and "sup" not in self.open and "fr-hidden" not in self.classes:
            self.text += data


def _parse(html: str) -> _Page:
    page = _Page()
    page.feed(html)
    page.close()
    assert page.open == []
    return page


def _read(sample, **options):
    tables = (sample.claims, sample.turns, sample.sources, sample.labels, sample.furniture, sample.codebook)
    return reading(sample.article, *tables, **options)


def test_nothing(nothing):
    page = _parse(_read(nothing).page("Empty"))
    assert "Nothing" in page.text
    assert "No frame was asked of any turn in this article." in page.text


def test_text_without_claims_is_shown_plain(nothing):
    article = SimpleNamespace(**{**vars(nothing.article), "text": "One.\n\nTwo & three."})
    shown = reading(article, nothing.claims, nothing.turns, nothing.sources)
    assert "Two & three." in _parse(shown.page()).text


def test_every_word_of_the_article_is_shown_in_order(bridge):
    page = _parse(_read(bridge)._repr_html_())
    words = " ".join(page.text.split())
    at = 0
    for claim in bridge.claims.itertuples(index=False):
        at = words.index(claim.text.strip(), at)


def test_markup_in_the_article_stays_text(bridge):
    evil = '<script>alert("x")</script>'
    article = SimpleNamespace(**{**vars(bridge.article), "author": evil, "outlet": evil, "title": evil})
    sources = bridge.sources.assign(name=evil, type=evil)
    furniture = bridge.furniture.assign(text=evil, reason=evil)
    codebook = SimpleNamespace(frames=[SimpleNamespace(key="misjudged", label=evil)])
    labels = bridge.labels.assign(commitment="asserted")
    html = reading(article, bridge.claims, bridge.turns, sources, labels, furniture, codebook).page(evil)
    assert "<script" not in html
    assert {tag for tag, _ in _parse(html).tags}.isdisjoint({"script", "img", "iframe", "object"})
    assert "&lt;new&gt; bridge &amp; a ferry" in html


def test_page_needs_nothing_else(bridge):
    figure = plot_words(bridge.claims, bridge.sources).figure
    page = _parse(_read(bridge, figures={"Who gets the words": (figure, "Words by voice")}).page("Bridge"))
    for tag, attributes in page.tags:
        assert tag not in {"script", "link", "iframe"}
        assert attributes.get("src", "data:").startswith("data:")
        assert "href" not in attributes
    html = _read(bridge).page()
    assert not re.search(r"url\(|@import|https?://", html)
    images = [a for tag, a in page.tags if tag == "img"]
    assert [a["alt"] for a in images] == ["Who gets the words"]


def test_page_is_accessible(bridge):
    page = _parse(_read(bridge).page())
    tags = [tag for tag, _ in page.tags]
    assert dict(page.tags)["html"]["lang"] == "en"
    assert tags.count("h1") == 1
    assert tags.count("h2") >= 2
    assert any(tag == "meta" and a.get("name") == "viewport" for tag, a in page.tags)
    assert all("aria-label" in a for tag, a in page.tags if tag in {"section", "aside"})
    assert all(a.get("scope") in {"row", "col"} for tag, a in page.tags if tag == "th")
    tints = set(re.findall(r"background-color:(#\w{6})", _read(bridge).page()))
    assert len(tints) == 4
    assert all(contrast("#1B1B1B", tint) >= 4.5 and contrast("#595959", "#FFFFFF") >= 4.5 for tint in tints)


def test_fragment_styles_only_itself(bridge):
    html = _read(bridge)._repr_html_()
    css = re.search(r"<style>(.*?)</style>", html, re.S).group(1)
    rules = re.sub(r"@media[^{]*\{|/\*.*?\*/", "", css)
    selectors = [s for head in re.findall(r"([^{}]+)\{", rules) for s in head.split(",")]
    assert selectors
    assert all(s.strip().startswith(".framing-reading") for s in selectors)
    assert "<h1" not in html


def test_nested_voices_show_their_chain(bridge):
    html = _read(bridge).page()
    assert 'title="author &gt; The Daily Harbour &gt; Ole Berg"' in html
    assert "[B›C]" in html


def test_attributions_give_the_whole_chain(bridge):
    rows = [
        {"attribution_id": "a1", "source_id": "shop", "parent_id": ""},
        {"attribution_id": "a2", "source_id": "harbour", "parent_id": "a1"},
    ]
    berg = bridge.claims.loc[bridge.claims["source_id"] == "berg", "attribution_id"].iloc[0]
    rows.append({"attribution_id": berg, "source_id": "berg", "parent_id": "a2"})
    html = _read(bridge, attributions=pd.DataFrame(rows)).page()
    assert 'title="author &gt; a shopkeeper &gt; The Daily Harbour &gt; Ole Berg"' in html


def test_attributions_in_a_circle_do_not_hang(bridge):
    ids = bridge.claims.loc[bridge.claims["source_id"] == "berg", ["attribution_id", "source_id"]]
    assert "Ole Berg" in _read(bridge, attributions=ids.assign(parent_id=ids["attribution_id"])).page()


def test_voices_differ_in_more_than_colour(crowd):
    html = _read(crowd).page()
    legend = re.search(r'aria-label="Legend of voices">(.*?)</ul>', html, re.S).group(1)
    tags = re.findall(r'<sup class="fr-tag">(\w+)</sup>', legend)
    assert len(tags) == len(set(tags)) == 24
    assert len(set(re.findall(r"text-decoration-style:(\w+)", legend))) == 5


def test_reporting_words_are_grey_and_furniture_is_folded_away(bridge):
    html = _read(bridge).page()
    assert '<span class="fr-s">Mayor Anna Lind said </span>' in html
    body, folded = html.split("<details", 1)
    assert "Subscribe to our newsletter" not in body
    assert "Subscribe to our newsletter" in folded


def test_furniture_within_a_paragraph_is_left_out():
    text = "Head\n\nOne two. ADVERT Three."
    rows = []
    for n, words in enumerate(["One two.", "Three."]):
        at = text.index(words)
        row = dict.fromkeys(schema.TABLES["claims"].names, "")
        row |= {
            "start": at,
            "end": at + len(words),
            "text": words,
            "claim_id": f"c{n}",
            "turn_id": "t1",
            "paragraph": 1,
        }
        row |= {"source_id": "author", "outer_source_id": "author", "section": "body", "words": 2}
        rows.append(row | {"quoted": False, "reporting": False})
    at = text.index("ADVERT")
    furniture = pd.DataFrame([{"start": at, "end": at + 6, "text": "ADVERT", "reason": "an advertisement"}])
    article = SimpleNamespace(article_id="", text=text, title="Head", author="", outlet="", date="")
    shown = reading(
        article, schema.conform(rows, "claims"), schema.empty("turns"), schema.empty("sources"), None, furniture
    )
    assert "ADVERT" not in shown.page().split("<details")[0]


def test_margin_shows_frame_commitment_and_probability(bridge):
    page = _parse(_read(bridge).page())
    text = " ".join(page.text.split())
    assert "✕ Mayor misjudged 0.77" in text
    assert "author ◐ The town cannot afford it 0.74" in text
    assert "cannot afford it 0.42" not in text  # below the threshold


def test_tables(bridge):
    page = " ".join(_parse(_read(bridge).page()).text.split())
    assert "68 words in all" in page
    assert "politician1826%117" in page
    without = reading(bridge.article, bridge.claims, bridge.turns, bridge.sources).page()
    assert "Turns and frames" not in without


def test_save(bridge, tmp_path):
    path = _read(bridge).save(tmp_path / "out" / "bridge.html", title="Bridge")
    assert path.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert [p.name for p in path.parent.iterdir()] == ["bridge.html"]


def test_two_articles_are_one_too_many(bridge):
    two = pd.concat([bridge.claims, bridge.claims.assign(article_id="other")])
    with pytest.raises(FramingError, match="shows one article"):
        reading(bridge.article, two, bridge.turns, bridge.sources)


def test_alt_texts_come_from_the_rows_behind_the_figures(bridge):
    from framing.export.methods import alt_text
    from framing.show.plot import frame_by_voice, frames_by_source, ranges_by_frame, xray_rows

    labels, turns, claims, sources = bridge.labels, bridge.turns, bridge.claims, bridge.sources
    assert "Author speaks 3 times" in alt_text("xray", xray_rows(claims, sources, labels, turns))
    assert "Ole Berg, misjudged 100%" in alt_text("source_frame", frames_by_source(labels, turns, sources))
    voices = frame_by_voice(labels, turns, claims, sources, frame="misjudged")
    assert "Author raised 10;" in alt_text("frame_voices", voices)
    assert "misjudged 40% (26% to 40%)" in alt_text("frame_ranges", ranges_by_frame(labels, turns))
