from __future__ import annotations

import gzip
import json

import pytest
import sentences as benchmark
from hypothesis import example, given, settings
from hypothesis import strategies as st

from framing.article.furniture import furniture
from framing.article.read import article_from_text
from framing.article.segment import count_words, paragraphs, sentence_spans, sentences, word_spans
from framing.errors import FramingError
from framing.schema import check


def split(text):
    return [text[a:b] for a, b in sentence_spans(text, 0, len(text))]


def parts_of(text):
    article = article_from_text(text)
    return article, paragraphs(article, furniture(article))


def quoted(text):
    """Return the quotations of a text of one paragraph, and whether a mark has no partner."""
    article, (part,) = parts_of(text)
    return [article.text[q.start : q.end] for q in part.quotations], part.unbalanced


# -- sentences: the pieces are joined by one space, so that a case is its text with | where a sentence ends --
@pytest.mark.parametrize(
    "marked",
    [
        "One sentence.|Two sentences!|Three?|Four…|Five",
        "“Why?” he asked.|Nobody knew.",
        "“Stop!” the officer said.|He fired.",
        '"Why?" he asked.|"No."|She left.',
        "''Why?'' he asked.|''Because.''|She left.",
        "'Why?' he asked.|'Because.'|She left.",
        "‘Why?’ he asked.|‘Because.’|She left.",
        "«Warum?» fragte er.|«Darum.»|Ende.",
        "»Warum?« fragte er.|»Darum.«|Ende.",
        "„Warum?“ fragte er.|„Darum.“|Ende.",
        "“Is it true?” President Biden asked reporters.|He left.",
        "“I did,” said J. K. Rowling.|“We agree.”",
        "“One.|Two!|Three?”|Done.",
        "He said: “No.”|Then he left.",
        "“We are here,” he said, “and we stay.|We do not leave.”|She agreed.",
        "Lt. Col. Astakhov Dmitry spoke to Sen. Jane Doe.|She left at 5 p.m. Monday.",
        "He left at 5 p.m.|They stayed.",
        "No. 5 is here.|Mr. Putin met Gen. Roe in St. Petersburg.",
        "He lives in the U.S.|They live in the U.S. Senate building.",
        "He joined Acme Inc.|The firm paid.",
        "He is 6'2\" tall.|She is not.",
        "It rose by 3.5 percent.|It fell.",
        "A statement.[1]|Another one.[2][3]|The end.",
        "A statement. [4]|Another one.",
        "(He left.)|She stayed.|[They left.]|We stayed.",
        "He said “it’s over.”|(Later he left.)",
        "1. The first point.|2. The second point.",
        "Wait...|What?|Really?!|Yes.",
        "“… And so it went.”|The end.",
        "Été comme hiver.|Étienne est parti.",
        "He called it “a war.”|Nobody laughed.",
        "He saw example.com and left.|She did not.",
        "He left.Then she left.|They stayed.",
    ],
)
def test_sentences_end_where_a_reader_ends_them(marked):
    assert split(marked.replace("|", " ")) == marked.split("|")


@pytest.mark.parametrize("text", ["", "  ", "…", "“…”", "* * *", "— —"])
def test_no_words_no_sentence(text):
    assert split(text) == []


def test_marks_alone_belong_to_a_neighbour():
    assert split("He left. …") == ["He left. …"]
    assert split("He left. “…” She stayed.") == ["He left.", "“…” She stayed."]


def test_a_very_long_paragraph_takes_no_longer_by_the_sentence():
    sentence = "Mr. Putin said “no” in the U.S. Senate. "
    assert len(split(sentence * 3000)) == 3000


# -- words ---------------------------------------------------------------------------------------------------
def test_words():
    text = "The U.S. didn’t pay 40% (or $5.3m) for bailout-weary AT&T – “no,” it’s 3,000."
    found = [text[a:b] for a, b in word_spans(text)]
    assert found == [
        *("The", "U.S", "didn’t", "pay", "40%", "or", "5.3m", "for", "bailout-weary"),
        *("AT&T", "no", "it’s", "3", "000"),
    ]
    assert count_words(text) == len(found)
    assert word_spans(text, 4, 8) == [(4, 7)]


# -- quotations ----------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said “no” and “never.”", ["“no”", "“never.”"]),
        ('He said "no" and "never."', ['"no"', '"never."']),
        ("He said ''no'' and ``never.''", ["''no''", "``never.''"]),
        ("Il dit «non» et « jamais ».", ["«non»", "« jamais »"]),
        ("Er sagte »nein« und „nie“.", ["»nein«", "„nie“"]),
        ("Powiedział „nie” i „nigdy”.", ["„nie”", "„nigdy”"]),
        ("He said “no“ and then left.", ["“no“"]),
        ("He said ”no” and then left.", ["”no”"]),
        ("He said ‘no’ and didn’t stay.", ["‘no’"]),
        ("He said 'no' and didn't stay in the '90s.", ["'no'"]),
        ("‘The officers’ mess is closed,’ he said.", ["‘The officers’ mess is closed,’"]),
        ("'The officers' mess is closed,' he said.", ["'The officers' mess is closed,'"]),
        ("The officers' mess and the soldiers' tents.", []),
        ("“He told me ‘no’ and left,” she said.", ["“He told me ‘no’ and left,”"]),
        ("“He called it “a war” and left,” she said.", ["“He called it “a war” and left,”"]),
        ("He said “no, and then “never.” She left.", ["“never.”"]),
        (
            "“He called it «war» and “guerre” too,” she said.",
            ["“He called it «war» and “guerre” too,”"],
        ),
        ('“He called it "a war" and left,” she said.', ['“He called it "a war" and left,”']),
        ('She is 5\'10" tall, with a 12" knife, and said "no" to it.', ['"no"']),
        ("(“no”) and—“yes”", ["“no”", "“yes”"]),
        ("It’s the people’s war.", []),
    ],
)
def test_what_stands_between_marks(text, expected):
    assert quoted(text)[0] == expected


@pytest.mark.parametrize("text", ["No” is what he said.", "He “said no.", 'He said "no and left.', "“He “said” no."])
def test_a_mark_without_a_partner_is_flagged(text):
    article, (part,) = parts_of(text)
    assert part.unbalanced
    assert sentences(article, [part])["unbalanced"].all()


def test_a_mark_that_opens_a_paragraph_and_never_closes_quotes_all_of_it():
    assert quoted("“We knew very little. We brought sorrow.") == (["“We knew very little. We brought sorrow."], True)


@pytest.mark.parametrize(("opening", "closing"), [*map(tuple, ["“”", '""', "«»", "„“", "»«"]), ("''", "''")])
def test_a_quotation_over_paragraphs_continues(opening, closing):
    text = f"Head\n\nHe said: {opening}We knew little.\n\n{opening}We came.\n\n{opening}We left.{closing} So he said."
    article, (_, *parts) = parts_of(text)
    assert [[(q.continues, article.text[q.start : q.end]) for q in p.quotations] for p in parts] == [
        [(True, f"{opening}We knew little.")],
        [(True, f"{opening}We came.")],
        [(False, f"{opening}We left.{closing}")],
    ]
    assert not any(p.unbalanced for p in parts)


def test_inside_quote_is_every_word_between_marks():
    table = sentences(*parts_of("Head\n\n“We knew little. We came,” he said. He left. “Yes.”"))
    assert list(table["inside_quote"]) == [False, True, False, False, True]


# -- paragraphs ----------------------------------------------------------------------------------------------
def texts(text):
    article, parts = parts_of(text)
    return [(p.number, p.section, article.text[p.start : p.end]) for p in parts]


def test_the_headline_is_paragraph_0_and_the_next_is_the_lead():
    assert texts("Head\n\nLead.\n\nBody.\n\nMore.") == [
        (0, "headline", "Head"),
        (1, "lead", "Lead."),
        (2, "body", "Body."),
        (3, "body", "More."),
    ]


def test_without_a_headline_the_first_paragraph_is_the_lead():
    first = "This is the first paragraph, which is far too long to be a headline. " * 4
    assert texts(f"{first}\n\nBody.") == [(1, "lead", first.strip()), (2, "body", "Body.")]


def test_furniture_and_rules_are_no_paragraphs():
    text = "---\ntitle: A\n---\nHead\nPhoto by Jane Doe\n\nAdvertisement\n\n* * *\n\nLead.\n\n***\n\nBody."
    assert texts(text) == [(0, "headline", "Head"), (1, "lead", "Lead."), (2, "body", "Body.")]


def test_a_line_is_a_paragraph_where_lines_are_not_wrapped():
    lines = ["The headline", *(f"Paragraph {n} says one thing, and it says it at length. " * n for n in range(1, 5))]
    assert [t for _, _, t in texts("\n".join(lines))] == [line.strip() for line in lines]


SENTENCES_IN_LINES = [f"Line number {n} is a whole paragraph that ends by itself." for n in range(6)]


def test_lines_of_equal_length_that_end_like_sentences_are_paragraphs():
    assert [t for _, _, t in texts("\n".join(SENTENCES_IN_LINES))] == SENTENCES_IN_LINES


WRAPPED = """The fighting shows no sign of letting up, and the losses on either side
are already heavy. Kyiv, the capital, is another matter: there the advance
has stalled, and nobody “can say how
long it will last.”"""


def test_hard_wrapped_lines_are_one_paragraph():
    body = WRAPPED.replace("“can say how\nlong", "“can say for how many weeks or\nlonger")
    assert [t for _, _, t in texts(f"The headline\n\n{body}\n\n{body}")] == ["The headline", body, body]


def test_a_headline_stands_apart_from_the_wrapped_lines_below_it():
    body = "\n".join(["Some ten days into the attack on Ukraine the fighting shows no sign of letting"] * 2 + ["up."])
    assert [t for _, _, t in texts(f"Could Putin Lose the War He Started Last Week?\n{body}")][1:] == [body]


def test_two_wrapped_lines_are_one_paragraph():
    body = "The fighting shows no sign of letting up, and the losses\nare already heavy."
    assert [t for _, _, t in texts(f"The headline\n\n{body}\n\n{body}")] == ["The headline", body, body]
    table = sentences(*parts_of(f"The headline\n\n{body}"))
    assert list(table["text"]) == ["The headline", body]


def test_a_sentence_may_run_over_wrapped_lines():
    table = sentences(*parts_of(f"The headline\n\n{WRAPPED}"))
    assert table["words"].sum() == 2 + count_words(WRAPPED)


# -- what holds for any text ---------------------------------------------------------------------------------
PIECE = st.one_of(
    st.sampled_from(
        [
            "\n",
            "\n\n",
            " ",
            "  ",
            "\t",
            "\u00a0",
            "\u2028",
            ". ",
            "? ",
            "! ",
            "…",
            ", ",
            ": ",
            "; ",
            ".",
            "—",
            " – ",
            "-",
        ]
    ),
    st.sampled_from(["“", "”", '"', "''", "``", "'", "‘", "’", "«", "»", "„", "(", ")", "[", "]", "[1]"]),
    st.sampled_from(
        ["Putin", "said", "he", "Mr.", "Lt. Col.", "p.m.", "U.S.", "6'2\"", "40%", "don’t", "it's", "Ärger", "Война"]
    ),
    st.sampled_from(
        ["Advertisement", "Recommended", "---", "title: A", "By Jane Doe", "* * *", "日本語", "🙂", "e\u0301"]
    ),
    st.text(max_size=4),
    st.just("the fighting shows no sign of letting up and the losses are heavy\n"),
)
TEXT = st.lists(PIECE, max_size=30).map("".join)


@settings(max_examples=400)
@given(TEXT)
@example("Head\n\n“a «b” c» „d “ e'' f")
@example("left.Then Mr.Putin said")
@example("a.B. c.D\n\n“\n”x")
@example("Ⅷ. ª¹.\u1680B")
def test_any_text_is_covered_once_and_in_order(text):
    try:
        article = article_from_text(text)
    except FramingError:
        return
    marked = check(furniture(article), "furniture", text=article.text)
    parts = paragraphs(article, marked)
    table = check(sentences(article, parts), "sentences", text=article.text)

    places = [(p.start, p.end) for p in parts]
    assert_in_order(places)
    assert [p.number for p in parts] == list(range(0 if article.headline else 1, len(parts) + (not article.headline)))
    for p in parts:
        assert_in_order([(q.start, q.end) for q in p.quotations], p.start, p.end)

    spans = list(zip(table["start"], table["end"], strict=True))
    assert_in_order(spans)
    assert (table["text"] == table["text"].str.strip()).all()
    hidden = list(zip(marked["start"], marked["end"], strict=True))
    words = [w for w in word_spans(article.text) if not any(a <= w[0] < b for a, b in hidden)]
    assert [w for a, b in spans for w in word_spans(article.text, a, b)] == words
    assert list(table["words"]) == [len(word_spans(article.text, a, b)) for a, b in spans]
    assert (table["words"] > 0).all()


def assert_in_order(spans, start=0, end=float("inf")):
    for a, b in spans:
        assert start <= a < b <= end
        start = b


@given(TEXT)
def test_sentences_cover_any_stretch(text):
    spans = sentence_spans(text, 0, len(text))
    assert_in_order(spans, 0, len(text))
    assert [w for a, b in spans for w in word_spans(text, a, b)] == word_spans(text)


# -- the benchmark -------------------------------------------------------------------------------------------
def test_the_benchmark_prints_precision_recall_and_f1(tmp_path, monkeypatch, capsys):
    text = "“Why?” he asked. Nobody knew."
    path = tmp_path / "tiny.jsonl.gz"
    path.write_bytes(gzip.compress(json.dumps({"text": text, "sentences": [[0, 16], [17, 29]]}).encode()))
    monkeypatch.setattr("sys.argv", ["sentences.py", "--data", str(path)])
    benchmark.main()
    printed = capsys.readouterr().out.splitlines()
    assert printed[0] == "1 documents, 2 sentences"
    assert printed[1].split() == ["segmenter", "precision", "recall", "F1"]
    assert printed[2].split() == ["framing", "1.0", "1.0", "1.0"]
